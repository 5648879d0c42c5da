"""What a procurement shows of its requirements: the stop on the thread, the next step, columns of the portfolio."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.actor import Actor
from nybrott.core.trail import Stop
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import BEFORE_COMPETITION, ProcurementState
from nybrott.requirements import rules
from nybrott.requirements.models import Requirement, Settled
from nybrott.requirements.queries.chain import chain_of
from nybrott.requirements.queries.versions import is_new
from nybrott.requirements.states import Kind
from nybrott.ui.thread import NextStep

HERE = "requirements:requirements"


def stops(procurements: Sequence[Procurement]) -> Iterator[tuple[int, Stop]]:
    """One stop for all requirements: done when they are settled or the competition is announced, now while they are written. Two queries."""
    written = counts([one.pk for one in procurements])
    last = {}
    for one in Settled.objects.filter(procurement__in=written).defer("content").order_by("number"):
        last[one.procurement_id] = one
    for procurement in procurements:
        if not (n := written.get(procurement.pk, 0)):
            continue
        label = ngettext("%(n)s requirement", "%(n)s requirements", n) % {"n": n}
        url = reverse(HERE, args=[procurement.pk])
        if (settled := last.get(procurement.pk)) is not None:
            note = _("Version %(version)s") % {"version": settled.number}
            stop = Stop("requirement", str(procurement.pk), label, "done", url, settled.settled_at, note, _("Settled"))
        else:
            is_over = procurement.state not in BEFORE_COMPETITION
            stop = Stop("requirement", str(procurement.pk), label, "done" if is_over else "now", url)
        yield procurement.pk, stop


def next_step(actor: Actor, procurement: Procurement, now: datetime) -> NextStep | None:
    """While the competition is prepared: write requirements, close holes, settle."""
    if procurement.state != ProcurementState.PREPARING:
        return None
    chain, address = chain_of(procurement), reverse(HERE, args=[procurement.pk])
    if not chain.requirements:
        said, act, address = _("No requirement is written."), _("Write the first requirement"), reverse("requirements:new", args=[procurement.pk])  # fmt: skip
    elif chain.holes:
        n = len(chain.holes)
        said, act = ngettext("%(n)s gap in the chain from need to criterion.", "%(n)s gaps in the chain from need to criterion.", n) % {"n": n}, _("Look at the gaps")  # fmt: skip
    elif is_new(chain):
        said, act = _("Requirements are written and not settled."), _("Settle the requirements")
    else:
        return None
    may = rules.may_change(actor, procurement)
    return NextStep(said, act, url=address if may else "", reason=may.reason)


def counts(keys: Collection[int]) -> Mapping[int, int]:
    """Procurement's key → how many requirements it has."""
    found = Requirement.objects.filter(procurement__in=keys).order_by().values("procurement")
    return dict(found.annotate(n=Count("pk")).values_list("procurement", "n"))


def functional(keys: Collection[int]) -> Mapping[int, object]:
    """Procurement's key → how many of its requirements ask for a function; only for those that have requirements."""
    found = Requirement.objects.filter(procurement__in=keys, kind=Kind.FUNCTIONAL).order_by().values("procurement")
    return dict.fromkeys(counts(keys), 0) | dict(found.annotate(n=Count("pk")).values_list("procurement", "n"))

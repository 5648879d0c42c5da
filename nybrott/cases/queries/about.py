"""What rooms below show of cases: what was told of a procurement, a challenge, a run, and the way to tell."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.cases import rules
from nybrott.cases.models import Case
from nybrott.cases.states import CaseState
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.trail import Stop, Trail
from nybrott.procurements.models import Procurement
from nybrott.runs.models import Run
from nybrott.runs.queries import Said
from nybrott.runs.states import RunState


def told_of(actor: Actor, **of: object) -> list[Case]:
    """The organisation's own cases of a thing, the oldest first."""
    found = Case.objects.visible_to(actor).filter(organisation_id=actor.organisation_id or 0, **of)
    return list(found.select_related("organisation").order_by("made_at", "pk"))


def stops_of(procurements: Sequence[Procurement]) -> Iterator[tuple[int, Stop]]:
    """Cases of procurements as stops of the red thread. One query, however many there are."""
    for one in Case.objects.filter(procurement__in=procurements).order_by("made_at", "pk"):
        if one.procurement_id is not None:
            yield one.procurement_id, stop_of(one)


def stop_of(one: Case) -> Stop:
    """A case as a stop of the red thread: done once others may read it."""
    url, word = reverse("cases:case", args=[one.pk]), "" if one.shown else str(CaseState(one.state).label)
    return Stop("case", str(one.pk), one.title, "done" if one.shown else "now", url, one.shown_at, word=word)


def told_on(actor: Actor, challenge: Challenge) -> Trail:
    """What the organisation told of a challenge, as a part of its red thread. One query."""
    stops = tuple(stop_of(one) for one in told_of(actor, challenge=challenge))
    begins = ("challenge", str(challenge.pk))
    return Trail(stops, frozenset((begins, stop.key) for stop in stops))


def said_of_run(actor: Actor, run: Run) -> Said | None:
    """Once a run is over: what was told of it, or the way to tell."""
    if run.state != RunState.ENDED or run.organisation_id != actor.organisation_id or not rules.may_tell(actor):
        return None
    told = told_of(actor, run=run)
    if told:
        return Said(
            _("What was shared about it"), told[-1].title, reverse("cases:case", args=[told[-1].pk]), _("Read the case")
        )
    text = _("What did the run teach you that others can be spared or copy?")
    return Said(_("Tell others"), text, f"{reverse('cases:begin')}?run={run.pk}", _("Start telling"))


def is_ready_to_tell(procurement: Procurement) -> bool:
    """Whether there is something to tell of a procurement: it came into use, or was stopped."""
    return procurement.state in ("in_use", "ended", "stopped") or procurement.signed_at is not None

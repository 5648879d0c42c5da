"""What rooms below show of cases: what was told of a procurement, a challenge, a run, and the way to tell."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.cases import rules
from nybrott.cases.models import Case
from nybrott.cases.states import CaseState
from nybrott.core.actor import Actor
from nybrott.core.trail import Stop
from nybrott.procurements.models import Procurement
from nybrott.runs.models import Run
from nybrott.runs.queries import Said
from nybrott.runs.states import RunState


def told_of(actor: Actor, **of: object) -> list[Case]:
    """The organisation's own cases of a thing, the oldest first."""
    found = Case.objects.visible_to(actor).filter(organisation_id=actor.organisation_id or 0, **of)
    return list(found.select_related("organisation").order_by("made_at", "pk"))


def stops_of(procurement: Procurement) -> Iterable[Stop]:
    """Cases of a procurement as stops of its red thread."""
    for one in Case.objects.filter(procurement=procurement).order_by("made_at", "pk"):
        state = CaseState(one.state)
        yield Stop(
            "case", str(one.pk), one.title, "done" if one.shown else "now", reverse("cases:case", args=[one.pk]), one.shown_at,
            word="" if one.shown else str(state.label),
        )  # fmt: skip


def said_of_run(actor: Actor, run: Run) -> Said | None:
    """Once a run is over: what was told of it, or the way to tell."""
    if run.state != RunState.ENDED or run.organisation_id != actor.organisation_id or not rules.may_tell(actor):
        return None
    told = told_of(actor, run=run)
    if told:
        return Said(
            _("What was told of it"), told[-1].title, reverse("cases:case", args=[told[-1].pk]), _("Read the case")
        )
    text = _("What did the run teach you that others can be spared or copy?")
    return Said(_("Tell others"), text, f"{reverse('cases:begin')}?run={run.pk}", _("Begin to tell"))


def is_ready_to_tell(procurement: Procurement) -> bool:
    """Whether there is something to tell of a procurement: it came into use, or was stopped."""
    return procurement.state in ("in_use", "ended", "stopped") or procurement.signed_at is not None

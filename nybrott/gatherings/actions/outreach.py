"""What somebody did with colleagues, and which methods they say they know."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.gatherings import rules
from nybrott.gatherings.models import Declared, Outreach
from nybrott.gatherings.states import Knowing
from nybrott.journal.actions import record
from nybrott.people.models import Unit
from nybrott.runs.actions import note_hours
from nybrott.runs.models import Participation
from nybrott.runs.states import HourKind


@dataclass(frozen=True, slots=True)
class Told:
    """What was done with colleagues; see `models.Outreach`."""

    held_on: date
    what: str
    people: int
    minutes: int
    unit: Unit | None = None
    card: str = ""
    taught: bool = False
    came_of: str = ""
    challenge: Challenge | None = None


def _values(told: Told) -> dict[str, object]:
    return {name: getattr(told, name) for name in Told.__slots__}


def _insist_on_sense(part: Participation, told: Told, now: datetime) -> None:
    if told.held_on > timezone.localdate(now):
        raise Refused(_("Record it once it has been done. The day is still to come."))
    for thing in (told.unit, told.challenge):
        if thing is not None and thing.organisation_id != part.organisation_id:
            raise ValueError("another organisation's unit or challenge")
    if told.taught and not told.card:
        raise Refused(_("Say which method colleagues learnt."))


@transaction.atomic
def log_outreach(*, actor: Actor, part: Participation, told: Told, now: datetime) -> Outreach:
    """Write down what one did with colleagues."""
    insist(rules.may_log(actor, part))
    _insist_on_sense(part, told, now)
    made = Outreach.objects.create(part=part, written_at=now, **_values(told))
    record(actor=actor, verb="gatherings.outreach_logged", thing=made, at=now)
    _count(actor, made, made.minutes, now)
    return made


def _count(actor: Actor, outreach: Outreach, minutes: int, now: datetime) -> None:
    """The hours it took, among those of the part."""
    note_hours(
        actor=actor, part=outreach.part, kind=HourKind.OUTREACH, minutes=minutes, used_on=outreach.held_on,
        source=f"gatherings.outreach:{outreach.pk}", now=now,
    )  # fmt: skip


@transaction.atomic
def change_outreach(*, actor: Actor, outreach: Outreach, told: Told, now: datetime) -> None:
    """Correct it."""
    insist(rules.may_change_outreach(actor, outreach))
    _insist_on_sense(outreach.part, told, now)
    for name, value in _values(told).items():
        setattr(outreach, name, value)
    outreach.changed_at = now
    outreach.save()
    record(actor=actor, verb="gatherings.outreach_changed", thing=outreach, at=now)
    _count(actor, outreach, outreach.minutes, now)


@transaction.atomic
def remove_outreach(*, actor: Actor, outreach: Outreach, now: datetime) -> None:
    """Delete it."""
    insist(rules.may_change_outreach(actor, outreach))
    record(actor=actor, verb="gatherings.outreach_removed", thing=outreach, at=now)
    _count(actor, outreach, 0, now)
    outreach.delete()


@transaction.atomic
def declare(
    *, actor: Actor, part: Participation, card: str, kind: str, since: date, now: datetime, note: str = ""
) -> Declared:  # fmt: skip
    """Say that one has learnt, used or taught a method. Said again, the newer day and words stand."""
    insist(rules.may_declare(actor, part))
    if kind not in Knowing.values or not card:
        raise ValueError("a method and how it is known")
    if since > timezone.localdate(now):
        raise Refused(_("The day is still to come."))
    made, _new = Declared.objects.update_or_create(
        part=part, card=card, kind=kind, defaults={"since": since, "note": note.strip(), "said_at": now}
    )
    record(actor=actor, verb="gatherings.declared", thing=made, at=now)
    return made


@transaction.atomic
def take_back_declared(*, actor: Actor, declared: Declared, now: datetime) -> None:
    """Say it no more."""
    insist(rules.may_declare(actor, declared.part))
    record(actor=actor, verb="gatherings.declared_no_more", thing=declared, at=now)
    declared.delete()

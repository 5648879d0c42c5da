"""Hours used: written by people themselves, and by rooms above for what was held."""

from datetime import date, datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.runs import rules
from nybrott.runs.models import Hours, Participation, Run


@transaction.atomic
def note_hours(
    *, actor: Actor, part: Participation, kind: str, minutes: int, used_on: date, source: str, now: datetime
) -> Hours | None:
    """Hours that follow from something held ("guidance.session:12"), once for a source however often this is called.

    Called again it says the new minutes, or takes them out when they are none. The room that holds it has asked its own
    rule; `actor` is who held it. Raises `ValueError` without a source.
    """
    if not source:
        raise ValueError("hours without a source are written by people")
    Participation.objects.select_for_update(of=("self",)).get(pk=part.pk)  # two calls at once wait for each other here
    found = Hours.objects.filter(part=part, source=source).first()
    said = {"kind": kind, "minutes": minutes, "used_on": used_on}
    if found is None and minutes < 1:
        return None
    if found is not None and {name: getattr(found, name) for name in said} == said:
        return found
    facts = {"name": str(part), "minutes": minutes, "day": used_on, "source": source}
    if found is None:
        made: Hours | None = Hours.objects.create(part=part, source=source, **said)
    elif minutes < 1:
        made = None
        found.delete()
    else:
        Hours.objects.filter(pk=found.pk).update(**said)
        made = Hours.objects.get(pk=found.pk)
    record(actor=actor, verb="runs.hours_noted", thing=part.run, at=now, facts=facts)
    return made


@transaction.atomic
def write_hours(
    *,
    actor: Actor,
    run: Run,
    part: Participation | None,
    kind: str,
    minutes: int,
    used_on: date,
    note: str,
    now: datetime,
) -> Hours:
    """One's own hours, in one's part or for leading the run (`part` is None)."""
    insist(rules.may_write_hours(actor, run, part))
    owner = {"part": part} if part else {"run": run, "lead_id": actor.user_id}
    made = Hours.objects.create(kind=kind, minutes=minutes, used_on=used_on, note=note.strip(), **owner)
    record(actor=actor, verb="runs.hours_written", thing=run, at=now, facts={"minutes": minutes, "day": used_on})
    return made


@transaction.atomic
def take_hours_out(*, actor: Actor, hours: Hours, now: datetime) -> None:
    """Take out hours one wrote oneself."""
    insist(rules.may_take_hours_out(actor, hours))
    run, facts = hours.of, {"minutes": hours.minutes, "day": hours.used_on}
    hours.delete()
    record(actor=actor, verb="runs.hours_taken_out", thing=run, at=now, facts=facts)

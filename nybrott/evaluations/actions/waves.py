"""A wave from its plan to its tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.evaluations import letters, queries, rules
from nybrott.evaluations.actions.answers import mark_answered
from nybrott.evaluations.actions.people import locked, those_who_wait
from nybrott.evaluations.models import Answer, Edition, Result, Series, Wave, unseal
from nybrott.evaluations.states import WAVE, WaveState
from nybrott.journal.actions import record

NAME = "Surveys"  # who acts when nobody waits


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned of a wave. `reminders` are days; `series` ties its answers to those of other waves."""

    title: str
    opens_on: date
    closes_on: date
    keep_until: date
    reminders: Sequence[date] = ()
    series: Series | None = None


@transaction.atomic
def begin_series(*, actor: Actor, title: str, now: datetime) -> Series:
    """Begin a series, in which answers of several waves can be tied."""
    insist(rules.may_manage(actor))
    made = Series.objects.create(organisation_id=actor.organisation_id or 0, title=title.strip()[:200], made_at=now)
    record(actor=actor, verb="evaluations.series_begun", thing=made, at=now)
    return made


@transaction.atomic
def begin_wave(
    *, actor: Actor, edition: Edition, plan: Plan, now: datetime, subject: tuple[str, str, str] = ("", "", "")
) -> Wave:
    """Begin to plan a wave with a version of an instrument. Its tables are proposed: counts of choices, means of scales, words.

    `subject` (kind, key, label) is what it is about; this room gives it no meaning.
    """
    insist(rules.may_manage(actor))
    insist(rules.may_change_instrument(actor, edition.instrument))
    kind, ref, label = subject
    made = Wave(
        organisation_id=edition.instrument.organisation_id, edition=edition, made_by_id=actor.user_id, made_at=now, subject_kind=kind,
        subject_ref=ref, subject_label=label[:200], tables=queries.proposed_tables(edition.read),
    )  # fmt: skip
    _plan(made, plan)
    made.save()
    record(actor=actor, verb="evaluations.wave_begun", thing=made, at=now)
    return made


def _plan(wave: Wave, plan: Plan) -> None:
    if plan.closes_on < plan.opens_on:
        raise Refused(_("The last day must not be before it opens."))
    if plan.keep_until < plan.closes_on:
        raise Refused(_("Answers must be kept at least until the last day."))
    wave.title, wave.opens_on, wave.closes_on = plan.title.strip()[:200], plan.opens_on, plan.closes_on
    wave.keep_until, wave.series = plan.keep_until, plan.series
    inside = {day for day in plan.reminders if plan.opens_on < day <= plan.closes_on}
    wave.reminders = [day.isoformat() for day in sorted(inside)]


@transaction.atomic
def plan_wave(*, actor: Actor, wave: Wave, plan: Plan, now: datetime) -> Wave:
    """Change the plan."""
    wave = locked(wave)
    insist(rules.may_plan(actor, wave))
    _plan(wave, plan)
    wave.save()
    wave.recipients.update(keep_until=wave.keep_until)
    record(actor=actor, verb="evaluations.wave_planned", thing=wave, at=now)
    return wave


@transaction.atomic
def declare_tables(*, actor: Actor, wave: Wave, tables: Sequence[Mapping[str, Any]], group: str, now: datetime) -> Wave:
    """Say which tables will be made. Raises `Refused` for one that cannot be."""
    wave = locked(wave)
    insist(rules.may_plan(actor, wave))
    if trouble := queries.wrong_tables(wave.edition.read, tables, group):
        raise Refused(trouble)
    wave.tables, wave.group = [dict(one) for one in tables], group
    wave.save(update_fields=["tables", "group"])
    record(actor=actor, verb="evaluations.tables_declared", thing=wave, at=now, facts={"tables": len(tables)})
    return wave


def _step(wave: Wave, verb: str, **fields: object) -> None:
    wave.state = WAVE.after(verb, wave.state)
    for name, value in fields.items():
        setattr(wave, name, value)
    wave.save()


@transaction.atomic
def open_wave(*, actor: Actor, wave: Wave, now: datetime) -> Wave:
    """Open it and write to everybody on the list; before its first day, let it open by itself then."""
    wave = locked(wave)
    today = timezone.localdate(now)
    people = list(wave.recipients.order_by("address"))
    insist(rules.may_open(actor, wave, people=len(people), today=today))
    if wave.opens_on > today and wave.state == WaveState.DRAFT:
        _step(wave, "await")
        record(actor=actor, verb="evaluations.wave_awaited", thing=wave, at=now, facts={"day": wave.opens_on})
        return wave
    _step(wave, "open")
    wanted = letters.invitations(wave, people)
    record(
        actor=actor, verb="evaluations.wave_opened", thing=wave, at=now, facts={"people": len(people)}, letters=wanted
    )
    return wave


@transaction.atomic
def take_back_wave(*, actor: Actor, wave: Wave, now: datetime) -> Wave:
    """Keep it from opening by itself, to change it."""
    wave = locked(wave)
    insist(rules.may_take_back(actor, wave))
    _step(wave, "take_back")
    record(actor=actor, verb="evaluations.wave_taken_back", thing=wave, at=now)
    return wave


@transaction.atomic
def remind(*, actor: Actor, wave: Wave, now: datetime) -> int:
    """Write to those who have not answered, at most once a day; gives how many."""
    wave = locked(wave)
    insist(rules.may_remind(actor, wave))
    day = timezone.localdate(now).isoformat()
    waiting = those_who_wait(wave)
    if day in wave.reminded or not waiting:
        return 0
    wave.reminded = [*wave.reminded, day]
    wave.save(update_fields=["reminded"])
    wanted = letters.reminders(wave, waiting)
    record(actor=actor, verb="evaluations.reminded", thing=wave, at=now, facts={"people": len(wanted)}, letters=wanted)
    return len(wanted)


@transaction.atomic
def close_wave(*, actor: Actor, wave: Wave, now: datetime) -> Wave:
    """Close it: count what was sent in and what was saved, mix it, and make the declared tables, once.

    Whoever is sending in at this moment is either counted or told that it is closed; what they had saved is counted.
    """
    wave = locked(wave)
    insist(rules.may_close(actor, wave))
    found = [said for said in (unseal(one.sealed, wave.use) for one in wave.answers.all()) if said]
    saved = {one.pk: said for one in wave.recipients.filter(answered=False, draft__isnull=False) if (said := unseal(one.draft, one.use))}  # fmt: skip
    found += [{"said": said, "link": ""} for said in saved.values()]
    mark_answered(wave, set(saved))
    wave.recipients.update(draft=None)
    _write_anew(wave, found)
    made = queries.make_tables(wave, [one["said"] for one in found])
    Result.objects.bulk_create(Result(wave=wave, place=place, found=one) for place, one in enumerate(made))
    people = wave.recipients.count()
    _step(wave, "close", closed_at=now, people=people, answered=len(found), part=len(saved))
    facts = {"people": people, "answered": len(found)}
    record(actor=actor, verb="evaluations.wave_closed", thing=wave, at=now, facts=facts)
    return wave


def _write_anew(wave: Wave, found: Sequence[Mapping[str, Any]]) -> None:
    """All answers in one statement under new keys, in the order of those keys, which are chance."""
    wave.answers.all().delete()
    new = [Answer(wave=wave, content=one["said"], link=one["link"], keep_until=wave.keep_until) for one in found]
    Answer.objects.bulk_create(sorted(new, key=lambda one: one.id))


@transaction.atomic
def call_off_wave(*, actor: Actor, wave: Wave, now: datetime) -> Wave:
    """Call it off; what was answered and saved is deleted unread."""
    wave = locked(wave)
    insist(rules.may_call_off(actor, wave))
    wave.answers.all().delete()
    wave.recipients.update(draft=None)
    _step(wave, "call_off", closed_at=now, people=wave.recipients.count())
    record(actor=actor, verb="evaluations.wave_called_off", thing=wave, at=now)
    return wave


# --- what comes of itself ---


def _each(waves: Sequence[Wave], act: Callable[[Actor, Wave], object]) -> int:
    """Each in a transaction of its own; one that somebody else was quicker with is passed over."""
    done = 0
    for one in waves:
        try:
            done += bool(act(system(NAME, one.organisation_id), one))
        except Refused:
            continue
    return done


def open_due(*, now: datetime) -> int:
    """Open the waves whose first day has come; gives how many."""
    return _each(queries.due_to_open(now), lambda actor, one: open_wave(actor=actor, wave=one, now=now))


def close_overdue(*, now: datetime) -> int:
    """Close the waves whose last day has been; gives how many."""
    return _each(queries.overdue(now), lambda actor, one: close_wave(actor=actor, wave=one, now=now))


def remind_due(*, now: datetime) -> int:
    """Remind in the waves that have a reminder today; gives in how many."""
    return _each(queries.due_to_remind(now), lambda actor, one: remind(actor=actor, wave=one, now=now))

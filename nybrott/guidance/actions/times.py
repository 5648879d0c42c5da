"""A mentor says when they can be booked; a driver whose mentor has not said so asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.guidance import queries, rules
from nybrott.guidance.models import OtherTime, Pairing, Terms, WeeklyTime
from nybrott.journal.actions import record
from nybrott.runs.models import Participation

TASK = "times"  # the word of the task a mentor without times has


@dataclass(frozen=True, slots=True)
class TermsSaid:
    """How a mentor can be booked; see `models.Terms`."""

    minutes: int
    notice_hours: int
    days_ahead: int
    place: str = ""
    link: str = ""


def _held(actor: Actor, part: Participation) -> Participation:
    """The mentor's part held until the transaction ends, once the rule has said yes."""
    held = Participation.objects.select_for_update(of=("self",)).select_related("run", "user").get(pk=part.pk)
    insist(rules.may_set_times(actor, held))
    return held


@transaction.atomic
def set_terms(*, actor: Actor, part: Participation, said: TermsSaid, now: datetime) -> None:
    """Say how long each time, how early, and where. What is booked already stays as it is."""
    held = _held(actor, part)
    kept = {name: getattr(said, name) for name in ("minutes", "notice_hours", "days_ahead", "place", "link")}
    Terms.objects.update_or_create(mentor=held, defaults=kept)
    record(actor=actor, verb="guidance.terms_set", thing=held, at=now)


@transaction.atomic
def add_weekly(
    *, actor: Actor, part: Participation, weekdays: Sequence[int], begins: time, ends: time, now: datetime
) -> None:
    """Open a time of the week, on one or several days."""
    held = _held(actor, part)
    if held.weekly.count() + len(weekdays) > rules.MOST_TIMES:
        raise Refused(_("A week can have %(n)s times. Make some of them longer instead.") % {"n": rules.MOST_TIMES})
    for weekday in weekdays:
        WeeklyTime.objects.get_or_create(mentor=held, weekday=weekday, begins=begins, ends=ends)
    _told(actor, held, now)


@transaction.atomic
def remove_weekly(*, actor: Actor, weekly: WeeklyTime, now: datetime) -> None:
    """Close a time of the week. What is booked in it stays."""
    held = _held(actor, weekly.mentor)
    weekly.delete()
    record(actor=actor, verb="guidance.times_set", thing=held, at=now)


@transaction.atomic
def add_other(
    *, actor: Actor, part: Participation, days: Sequence[date], opened: bool, begins: time | None, ends: time | None, now: datetime
) -> None:  # fmt: skip
    """Say that some days are otherwise: closed, all day or for a time, or open at another time."""
    held = _held(actor, part)
    if held.other_times.filter(day__gte=now.date()).count() + len(days) > rules.MOST_OTHER:
        raise Refused(
            _("There can be %(n)s days that are different. Remove some of them first.") % {"n": rules.MOST_OTHER}
        )
    for day in days:
        OtherTime.objects.get_or_create(mentor=held, day=day, opened=opened, begins=begins, ends=ends)
    _told(actor, held, now)


@transaction.atomic
def remove_other(*, actor: Actor, other: OtherTime, now: datetime) -> None:
    """A day is as other days after all."""
    held = _held(actor, other.mentor)
    other.delete()
    record(actor=actor, verb="guidance.times_set", thing=held, at=now)


def _told(actor: Actor, held: Participation, now: datetime) -> None:
    record(actor=actor, verb="guidance.times_set", thing=held, at=now)
    if queries.has_times(held, now):
        there = replace(actor, organisation_id=held.organisation_id)
        finish_tasks_about(actor=there, kind="runs.participation", ref=str(held.pk), word=TASK, now=now)


@transaction.atomic
def ask_for_times(*, actor: Actor, pairing: Pairing, now: datetime) -> None:
    """The driver asks a mentor who cannot be booked for times: a task and its letter. Asked again, it stays one."""
    insist(rules.may_ask_for_times(actor, pairing))
    if queries.has_times(pairing.mentor, now):
        raise Refused(_("Your mentor has said when they can be booked. Look at the times again."))
    _ask(
        replace(
            actor, organisation_id=pairing.mentor.organisation_id, permissions=actor.permissions | {"tasks.assign"}
        ),
        pairing,
        now,
    )
    record(actor=actor, verb="guidance.times_asked", thing=pairing, at=now)


def tell_mentors_without_times(*, now: datetime) -> int:
    """Give every mentor of a pair that stands, and who cannot be booked, the task to say when they can be; gives how many were told."""
    told: set[int] = set()
    for pairing in queries.without_times(now).exclude(pk__in=queries.asked_for_times()):
        if pairing.mentor_id not in told:
            told.add(pairing.mentor_id)
            with transaction.atomic():
                asker = system("Guidance", pairing.mentor.organisation_id)
                _ask(asker, pairing, now)
                record(actor=asker, verb="guidance.times_asked", thing=pairing, at=now)
    return len(told)


def _ask(asker: Actor, pairing: Pairing, now: datetime) -> None:
    mentor = pairing.mentor
    with override(mentor.user.language or "nb"):
        title = _("Say when you can be booked for guidance")
        why = _("%(name)s cannot book a session before you have said when you have time.") % {
            "name": pairing.driver.user.name
        }
    url = reverse("guidance:times", args=[mentor.pk])
    about = About("runs.participation", str(mentor.pk), pairing.run.title, url)
    give_task(actor=asker, title=title, why=why, to_user=mentor.user_id, about=about, word=TASK, now=now)

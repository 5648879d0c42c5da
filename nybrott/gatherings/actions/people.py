"""Who is asked, who comes, and who was there."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.gatherings import letters, rules
from nybrott.gatherings.actions.gatherings import count_hours, held
from nybrott.gatherings.models import Attendance, Gathering
from nybrott.gatherings.queries import not_asked
from nybrott.gatherings.states import ANSWER, AnswerState
from nybrott.journal.actions import record
from nybrott.runs.models import Participation


@transaction.atomic
def ask(*, actor: Actor, gathering: Gathering, parts: Collection[Participation], url: str, now: datetime) -> int:
    """Ask people of the run to come, by letter; gives how many were asked. Who was asked already is not asked twice."""
    one = held(gathering)
    insist(rules.may_change_plan(actor, one))
    wanted = list(not_asked(one).filter(pk__in=[part.pk for part in parts]))
    made = Attendance.objects.bulk_create(Attendance(gathering=one, part=part, asked_at=now) for part in wanted)
    told = [letters.invitation(attendance, actor.name, url) for attendance in made]
    if told:
        record(actor=actor, verb="gatherings.asked", thing=one, at=now, facts={"count": len(told)}, letters=told)
    return len(told)


@transaction.atomic
def answer(*, actor: Actor, attendance: Attendance, comes: bool, now: datetime) -> None:
    """Say whether one comes. Said twice, it is said once."""
    one = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("part__user", "gathering__run")
        .get(pk=attendance.pk)
    )
    insist(rules.may_answer(actor, one))
    verb = "come" if comes else "decline"
    if verb not in ANSWER.open_steps(one.state):
        return
    one.state, one.answered_at = ANSWER.after(verb, one.state), now
    one.save(update_fields=["state", "answered_at"])
    record(actor=actor, verb="gatherings.comes" if comes else "gatherings.declines", thing=one.gathering, at=now)


@transaction.atomic
def check_in(*, actor: Actor, attendance: Attendance, now: datetime) -> None:
    """Say that one is there. What the one who leads has ticked is not changed."""
    one = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("part__user", "gathering__run")
        .get(pk=attendance.pk)
    )
    insist(rules.may_check_in(actor, one, now))
    if one.present is not None:
        return
    one.present, one.present_said_at, one.by_self = True, now, True
    one.state = AnswerState.COMING
    one.save(update_fields=["present", "present_said_at", "by_self", "state"])
    record(actor=actor, verb="gatherings.checked_in", thing=one.gathering, at=now)
    count_hours(actor, one.gathering, now)


@transaction.atomic
def tick_present(*, actor: Actor, gathering: Gathering, there: Collection[int], now: datetime) -> int:
    """Say of everybody one sees whether they were there; `there` are keys of attendances. Gives how many were."""
    one = held(gathering)
    insist(rules.may_tick(actor, one, now))
    changed = []
    for attendance in one.attendances.visible_to(actor).select_related("part__user"):
        present = attendance.pk in there
        if attendance.present is not present:
            attendance.present, attendance.present_said_at, attendance.by_self = present, now, False
            changed.append(attendance)
    Attendance.objects.bulk_update(changed, ["present", "present_said_at", "by_self"])
    number = one.attendances.filter(present=True).count()
    if changed:
        one.turn += 1
        one.save(update_fields=["turn"])
        record(actor=actor, verb="gatherings.ticked", thing=one, at=now, facts={"count": number})
        count_hours(actor, one, now)
    return number

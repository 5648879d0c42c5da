"""Giving tasks, doing them, and reminding of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions.drafts import drop_drafts
from nybrott.desk.actions.subscriptions import tell_subscribers
from nybrott.desk.letters import ROLE, TASKS, role_task, task_due, task_given, tasks_weekly
from nybrott.desk.models import Task
from nybrott.desk.queries import muted, tasks_in
from nybrott.desk.rules import may_change_task, may_end_task, may_give_task, may_reopen_task, may_take_task, place_of
from nybrott.desk.states import TASK
from nybrott.journal.actions import record
from nybrott.journal.models import Letter
from nybrott.people.models import Membership, Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES

AHEAD = timedelta(days=1)  # a reminder comes the day before
PRESSING = 50  # tasks in one weekly letter


@dataclass(frozen=True, slots=True)
class About:
    """What a task is about: kind ("needs.need") and key of a thing, what it is called, and its address on this site."""

    kind: str
    ref: str
    label: str
    url: str


class Overtaken(Exception):
    """Somebody changed the thing after this page was opened. `now` is the thing as it is."""

    def __init__(self, now: Task) -> None:
        super().__init__(f"{now} was changed meanwhile")
        self.now = now


Follow = Callable[[Actor, Task, datetime], None]
_FOLLOWED: dict[str, list[Follow]] = {}


def follow_tasks(kind: str, follow: Follow) -> None:
    """A room above: `follow` is called, in its transaction, with every task about this kind of thing that has been changed."""
    followers = _FOLLOWED.setdefault(kind, [])
    if follow not in followers:
        followers.append(follow)


@transaction.atomic
def give_task(
    *, actor: Actor, title: str, now: datetime, why: str = "", to_user: int | None = None, to_role: str = "",
    due_on: date | None = None, about: About | None = None, word: str = "", quietly: bool = False,
) -> Task:  # fmt: skip
    """Give one person, or whoever has a role, something to do in the actor's organisation.

    With `word` and `about` it is one of the tasks the site itself knows of that thing ("verify"): given again while it is
    open, it stays one. The person is written to, unless `quietly` (who gives it writes to them itself), and those who asked
    to be told of the role's tasks.
    """
    insist(may_give_task(actor, to_user=to_user, to_role=to_role))
    _insist_on_receiver(actor, to_user, to_role)
    named = (
        {"about_kind": about.kind, "about_ref": about.ref, "about_label": about.label[:300], "about_url": about.url}
        if about
        else {}
    )
    made = {
        "title": title.strip()[:200], "why": why.strip()[:2_000], "due_on": due_on, "made_by_id": actor.user_id, "made_at": now,
        **named,
    }  # fmt: skip
    receiver = {"organisation_id": place_of(actor), "for_user_id": to_user, "for_role": to_role}
    if word and about:
        key = {"word": word, "about_kind": about.kind, "about_ref": about.ref, "state": "open"}
        task, new = Task.objects.get_or_create(**receiver, **key, defaults=made)
        if not new:
            return task
    else:
        task = Task.objects.create(**receiver, **made)
    user = User.objects.filter(pk=to_user, is_active=True).first() if to_user and to_user != actor.user_id else None
    letters = [task_given(task, user, actor.name)] if user and not quietly else []
    record(actor=actor, verb="desk.task_given", thing=task, at=now, letters=letters)
    if to_role and not to_user:
        tell_subscribers(
            actor=actor, thing=task, wording=role_task(task, actor.name), now=now, kind=ROLE, key=to_role, role=to_role
        )
    drop_drafts(actor=actor, key="desk.task:new")
    return task


def _insist_on_receiver(actor: Actor, to_user: int | None, to_role: str) -> None:
    if (to_user is None) == (not to_role) or (to_role and to_role not in ROLES):
        raise Refused(_("A task is for one person, or for one role."))
    members = Membership.objects.current().filter(organisation_id=place_of(actor), user_id=to_user or 0)
    if to_user is not None and not members.exists():
        raise Refused(_("The person does not belong to your organisation."))


@transaction.atomic
def finish_tasks_about(*, actor: Actor, kind: str, ref: str, now: datetime, word: str = "") -> int:
    """End the open tasks about a thing, all or those of a word, because what they asked for has been done; gives how many.

    Called by another room's action after its own rule has said yes; here no other is asked.
    """
    open_ones = Task.objects.filter(organisation_id=place_of(actor), about_kind=kind, about_ref=ref, state="open")
    ended = 0
    for task in open_ones.filter(word=word) if word else open_ones:
        _step(actor, task, "finish", "desk.task_finished", now, lambda _task: None)
        ended += 1
    return ended


@transaction.atomic
def take_task(*, actor: Actor, task: Task, now: datetime) -> Task:
    """Say that one does a task of one's role. Of two who take it at once the first has it."""

    def taken(locked: Task) -> None:
        insist(may_take_task(actor, locked))
        locked.for_user_id = actor.user_id

    return _step(actor, task, "take", "desk.task_taken", now, taken)


@transaction.atomic
def finish_task(*, actor: Actor, task: Task, now: datetime) -> Task:
    """It is done."""
    return _step(actor, task, "finish", "desk.task_finished", now, lambda locked: insist(may_end_task(actor, locked)))


@transaction.atomic
def drop_task(*, actor: Actor, task: Task, now: datetime) -> Task:
    """It need not be done."""
    return _step(actor, task, "drop", "desk.task_dropped", now, lambda locked: insist(may_end_task(actor, locked)))


@transaction.atomic
def postpone_task(*, actor: Actor, task: Task, due_on: date, now: datetime) -> Task:
    """Another day, and a reminder before that day. The day may not have been."""

    def postponed(locked: Task) -> None:
        insist(may_end_task(actor, locked))
        if due_on < timezone.localdate(now):
            raise Refused(_("Choose a day that is still to come."))
        locked.due_on, locked.reminded_on = due_on, None

    return _step(actor, task, "postpone", "desk.task_postponed", now, postponed)


@transaction.atomic
def reopen_task(*, actor: Actor, task: Task, now: datetime) -> Task:
    """It is to be done after all."""

    def opened(locked: Task) -> None:
        insist(may_reopen_task(actor, locked))
        locked.ended_at = locked.ended_by = locked.reminded_on = None

    return _step(actor, task, "reopen", "desk.task_reopened", now, opened)


@transaction.atomic
def change_task(
    *, actor: Actor, task: Task, version: int, title: str, now: datetime, why: str = "", to_user: int | None = None, to_role: str = "",
    due_on: date | None = None,
) -> Task:  # fmt: skip
    """Word it anew or give it on. `version` is of the task the page showed; raises `Overtaken` when it is no longer that."""
    receivers: list[User] = []

    def changed(locked: Task) -> None:
        insist(may_change_task(actor, locked))
        insist(may_give_task(actor, to_user=to_user, to_role=to_role))
        if locked.version != version:
            raise Overtaken(locked)
        _insist_on_receiver(actor, to_user, to_role)
        if to_user and to_user not in {locked.for_user_id, actor.user_id}:
            receivers.extend(User.objects.filter(pk=to_user, is_active=True))
        if due_on != locked.due_on:
            locked.reminded_on = None
        locked.title, locked.why, locked.due_on = title.strip()[:200], why.strip()[:2_000], due_on
        locked.for_user_id, locked.for_role = to_user, to_role

    task = _step(actor, task, "change", "desk.task_changed", now, changed, receivers)
    drop_drafts(actor=actor, key=f"desk.task:{task.pk}")
    return task


def _step(  # noqa: PLR0917 - one place calls it from each verb above
    actor: Actor,
    task: Task,
    verb: str,
    told: str,
    now: datetime,
    change: Callable[[Task], None],
    receivers: Sequence[User] = (),
) -> Task:
    """Take one step with a task that nobody else is taking one with."""
    with transaction.atomic():
        locked = Task.objects.select_for_update().get(pk=task.pk)
        change(locked)
        locked.state = TASK.after(verb, locked.state)
        if locked.state != "open":
            locked.ended_at, locked.ended_by_id = now, actor.user_id
        locked.version += 1
        locked.save()
        letters = [task_given(locked, user, actor.name) for user in receivers]
        record(actor=actor, verb=told, thing=locked, at=now, letters=letters)
        for follow in _FOLLOWED.get(locked.about_kind, ()):
            follow(actor, locked, now)
    return locked


# --- letters nobody asks for by hand ---


def remind_of_tasks(*, now: datetime) -> int:
    """Write to each person about each task of theirs that is due tomorrow, today or earlier, once a task; gives how many.

    Each in a transaction of its own: killed midway, those who were written to are not written to again.
    """
    today = timezone.localdate(now)
    due = Task.objects.open().filter(due_on__lte=today + AHEAD, reminded_on=None, for_user__is_active=True)
    return sum(_remind(key, today, now) for key in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _remind(key: int, today: date, now: datetime) -> bool:
    task = (
        Task.objects.select_for_update(skip_locked=True, of=("self",)).select_related("for_user").filter(pk=key).first()
    )
    if task is None or not task.is_open or task.reminded_on or task.for_user is None:
        return False
    user = task.for_user
    task.reminded_on = today
    task.save(update_fields=["reminded_on"])
    if user.pk in muted(task.organisation_id, TASKS):
        return False
    actor = system("Tasks", task.organisation_id)
    record(
        actor=actor,
        verb="desk.reminded",
        thing=task,
        at=now,
        facts={"to": user.name},
        letters=[task_due(task, user, today)],
    )
    return True


def send_weekly_tasks(*, now: datetime) -> int:
    """Write to each member what waits for them, once a week (from Monday); nothing to whom nothing waits. Gives how many."""
    today = timezone.localdate(now)
    monday = timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), datetime.min.time()))
    sent = 0
    for organisation in Organisation.objects.filter(pk__in=Task.objects.open().values("organisation")):
        silent = muted(organisation.pk, TASKS)
        members = (
            Membership.objects.current()
            .filter(organisation=organisation, user__is_active=True)
            .exclude(user__in=silent)
        )
        sent += sum(_send_weekly(key, today, monday, now) for key in list(members.values_list("pk", flat=True)))
    return sent


@transaction.atomic
def _send_weekly(key: int, today: date, monday: datetime, now: datetime) -> bool:
    membership = Membership.objects.select_for_update(of=("self",)).select_related("user", "organisation").get(pk=key)
    user, place = membership.user, membership.organisation
    had = Letter.objects.filter(
        organisation_id=place.pk, kind="desk.tasks_weekly", to_user_id=user.pk, written_at__gte=monday
    )
    if had.exists():
        return False
    tasks = list(tasks_in(actor_of(user, place), "mine", today)[:PRESSING])
    if not tasks:
        return False
    letters = [tasks_weekly(user, place.pk, tasks, today)]
    actor = system("Tasks", place.pk)
    record(actor=actor, verb="desk.digest_sent", thing=membership, at=now, facts={"to": user.name}, letters=letters)
    return True

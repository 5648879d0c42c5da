"""Who may give, take, change and end a task."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.desk.models import Task


def may_give_task(actor: Actor, *, to_user: int | None = None, to_role: str = "") -> Verdict:
    """To oneself always; to others with the permission."""
    if actor.system:
        return YES
    if actor.user_id is None or actor.organisation_id is None:
        return no(_("Only those who belong to an organisation have tasks here."))
    if (to_user == actor.user_id and not to_role) or actor.may("tasks.assign"):
        return YES
    return no(_("Your role lets you give tasks to yourself only."))


def may_take_task(actor: Actor, task: Task) -> Verdict:
    """A task of a role, by somebody who has it."""
    if not task.is_open:
        return no(_("The task has ended."))
    if task.for_user_id is not None:
        return no(_("Someone has already taken this task."))
    if task.for_role in actor.roles:
        return YES
    return no(_("The task is for a role you do not have."))


def may_end_task(actor: Actor, task: Task) -> Verdict:
    """Finish, drop or postpone: who is to do it, who gave it, and who may give tasks."""
    if not task.is_open:
        return no(_("The task has ended."))
    mine = actor.user_id is not None and actor.user_id in {task.for_user_id, task.made_by_id}
    if mine or actor.system or actor.may("tasks.assign") or (task.for_user_id is None and task.for_role in actor.roles):
        return YES
    return no(_("The task is for someone else."))


def may_change_task(actor: Actor, task: Task) -> Verdict:
    """Reword it or give it on: who gave it and who may give tasks; one that the site gave stays as it is worded."""
    if not task.is_open:
        return no(_("The task has ended."))
    if task.word:
        return no(_("This task comes from what it is about. Change that instead."))
    if actor.system or actor.may("tasks.assign") or (actor.user_id is not None and actor.user_id == task.made_by_id):
        return YES
    return no(_("Only the person who gave the task can change it."))


def may_reopen_task(actor: Actor, task: Task) -> Verdict:
    """Open it again: whoever ended it, gave it, or may give tasks."""
    if task.is_open:
        return no(_("The task is already open."))
    if actor.may("tasks.assign") or (
        actor.user_id is not None and actor.user_id in {task.ended_by_id, task.made_by_id}
    ):
        return YES
    return no(_("Only the person who ended or gave the task can open it again."))

"""What people are written to about: tasks, and what they asked to be told. Each in the receiver's language."""

from collections.abc import Callable, Sequence
from datetime import date

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.desk.models import Task
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User
from nybrott.people.roles import ROLES

KINDS = {
    "desk.task_given": LetterKind(gettext_lazy("You are given a task")),
    "desk.task_due": LetterKind(gettext_lazy("A task of yours is due")),
    "desk.tasks_weekly": LetterKind(gettext_lazy("Your tasks, every Monday")),
    "desk.told": LetterKind(gettext_lazy("Something you asked to be told about")),
}

TASKS = "desk.tasks"  # the kind of subscription that reminders and the weekly letter go by
ROLE = "desk.role"  # … and tasks given to a role
SALT = "desk.leave"
DEFAULT = "nb"

Wording = Callable[[], tuple[str, str]]
"""Subject and text of a letter, worded once the receiver's language is set. The text ends without a greeting."""


def leave_url(user_id: int, organisation_id: int, kind: str, key: str = "") -> str:
    """Where somebody stops such letters without signing in."""
    token = signing.dumps([user_id, organisation_id, kind, key], salt=SALT)
    return f"{settings.ADDRESS}{reverse('desk:leave', args=[token])}"


def _to(user: User, kind: str, subject: Callable[[], str], template: str = "", **said: object) -> NewLetter:
    language = user.language or DEFAULT
    with override(language):
        body = render_to_string(f"desk/letters/{template or kind.partition('.')[2]}.txt", {"name": user.name, **said})
        return NewLetter(
            kind=kind, to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language, subject=subject(),
            body=body.replace("{", "(").replace("}", ")"),  # braces would ask for a secret
        )  # fmt: skip


def _place(task: Task) -> str:
    return f"{settings.ADDRESS}{reverse('desk:task', args=[task.pk])}"


def task_given(task: Task, user: User, by: str) -> NewLetter:
    """Somebody gave you a task."""
    return _to(
        user,
        "desk.task_given",
        lambda: _("A task for you: %(title)s") % {"title": task.title},
        task=task,
        by=by,
        url=_place(task),
    )


def role_task(task: Task, by: str) -> Wording:
    """A task was given to a role you have: the wording for those who asked to be told."""

    def worded() -> tuple[str, str]:
        role = str(ROLES[task.for_role].name) if task.for_role in ROLES else task.for_role
        said = {"task": task, "by": by, "url": _place(task), "role": role}
        return _("A task for %(role)s: %(title)s") % {"role": role, "title": task.title}, render_to_string(
            "desk/letters/role_task.txt", said
        )

    return worded


def task_due(task: Task, user: User, today: date) -> NewLetter:
    """A task is due today or tomorrow, or is late already."""
    leave = leave_url(user.pk, task.organisation_id, TASKS)
    late = task.due_on is not None and task.due_on < today
    return _to(
        user,
        "desk.task_due",
        lambda: _("Due: %(title)s") % {"title": task.title},
        task=task,
        late=late,
        url=_place(task),
        leave=leave,
    )


def tasks_weekly(user: User, organisation_id: int, tasks: Sequence[Task], today: date) -> NewLetter:
    """What is to do, the most pressing first."""
    listed = [(task, task.due_on is not None and task.due_on < today) for task in tasks]
    said = {
        "tasks": listed,
        "url": settings.ADDRESS + reverse("desk:tasks"),
        "leave": leave_url(user.pk, organisation_id, TASKS),
    }
    return _to(user, "desk.tasks_weekly", lambda: _("Your tasks this week"), **said)


def told(user: User, wording: Wording, leave: str) -> NewLetter:
    """What somebody asked to be told, with the way to hear no more of it."""
    with override(user.language or DEFAULT):
        subject, text = wording()
    return _to(user, "desk.told", lambda: subject, text=text.strip(), leave=leave)

"""Tasks, read: the lists, and what there is to do next."""

from datetime import date

from django.db.models import F

from nybrott.core.actor import Actor
from nybrott.desk.models import Task, TaskQuerySet

LISTS = ("mine", "given", "all", "overdue", "done")


def tasks_in(actor: Actor, name: str, today: date) -> TaskQuerySet:
    """One of `LISTS` as the actor sees it: the most pressing first, those that have ended the latest first."""
    seen = Task.objects.visible_to(actor)
    if name == "done":
        return seen.exclude(state="open").order_by("-ended_at", "-pk")
    if name == "mine":
        seen = Task.objects.mine(actor)
    elif name == "given":
        seen = seen.filter(made_by_id=actor.user_id or 0)
    elif name == "overdue":
        seen = seen.filter(due_on__lt=today)
    return seen.open().order_by(F("due_on").asc(nulls_last=True), "pk")

"""Tasks on people's desks: to score, and to decide. The site gives them and ends them; nobody has to remember."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import system
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.people.models import Membership, User
from nybrott.priorities.models import Participant, Priority, Round

SCORE, DECIDE = "score", "decide"


def ask(one: Round, people: Sequence[Participant], now: datetime) -> None:
    """A task for each, until the round's last day. They are written to by the round itself."""
    site = system("Priorities", one.organisation_id)
    for each in people:
        about = About("priorities.participant", str(each.pk), one.title, reverse("priorities:round", args=[one.pk]))
        with override(each.user.language or "nb"):
            title, why = (
                _("Score the needs in “%(title)s”") % {"title": one.title},
                _("On your own, before you talk about them."),
            )
        give_task(
            actor=site, title=title, why=why, to_user=each.user_id, due_on=one.until, about=about, word=SCORE, now=now, quietly=True
        )  # fmt: skip


def end_asking(one: Round, people: Sequence[Participant], now: datetime) -> None:
    """Take back the tasks of those who have one still: there is nothing to score any more."""
    site = system("Priorities", one.organisation_id)
    for each in people:
        finish_tasks_about(actor=site, kind="priorities.participant", ref=str(each.pk), word=SCORE, now=now)


def give_deciding(one: Round, now: datetime) -> None:
    """A task for each need owner whose needs the round is about."""
    site = system("Priorities", one.organisation_id)
    owners = Priority.objects.filter(round=one, outcome="").values_list("need__challenge__owner", flat=True)
    members = Membership.objects.current().filter(organisation_id=one.organisation_id, user__in=owners)
    for owner in User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("pk"):
        about = About("priorities.round", str(one.pk), one.title, reverse("priorities:result", args=[one.pk]))
        with override(owner.language or "nb"):
            title = _("Decide about the needs in “%(title)s”") % {"title": one.title}
            why = _("The scores are shown. Each need is waiting for a decision and a reason.")
        give_task(actor=site, title=title, why=why, to_user=owner.pk, about=about, word=DECIDE, now=now)


def end_deciding(one: Round, now: datetime) -> None:
    """Everything is decided."""
    site = system("Priorities", one.organisation_id)
    finish_tasks_about(actor=site, kind="priorities.round", ref=str(one.pk), word=DECIDE, now=now)

"""A leader's yes to somebody's time: asked by letter, answered from it, reminded of, put to somebody else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.journal.actions import NewLetter, record
from nybrott.people.models import Membership, User
from nybrott.people.roles import ROLES
from nybrott.recruiting import letters, rules
from nybrott.recruiting.actions import places
from nybrott.recruiting.queries import hash_of, token_of, unasked
from nybrott.runs.models import Participation, Run, Yes
from nybrott.runs.states import PART, PartState

LINK = timedelta(days=30)  # works
REMINDED = (timedelta(days=3), timedelta(days=7))  # after the question
GIVEN_UP = timedelta(days=10)  # then somebody else must look at it
TASK = "ask_leader"
PART_KIND = "runs.participation"
MOST_AT_ONCE = 200  # letters sent by one press of a button


@dataclass(frozen=True, slots=True)
class Leader:
    """Who answers for somebody's time: somebody with an account, or a name and an e-mail address."""

    user: User | None = None
    name: str = ""
    email: str = ""


def name_leader(part: Participation, leader: Leader) -> None:
    """Write down who is to be asked. Not saved."""
    part.leader = leader.user
    part.leader_name = leader.user.name if leader.user else leader.name.strip()
    part.leader_email = leader.user.email if leader.user else leader.email.strip()


def _question(part: Participation, now: datetime) -> Yes:
    return Yes(
        part=part, token_hash=hash_of(token_of(part.pk, now)), to_name=part.leader_name, to_email=part.leader_email,
        asked_at=now, expires_at=now + LINK,
    )  # fmt: skip


def new_question(part: Participation, now: datetime) -> NewLetter:
    """The question to the leader who is named, and its letter. One that was open is put aside. Whoever calls holds the run."""
    part.yeses.filter(answer=None, put_aside_at=None).update(put_aside_at=now)
    asked = _question(part, now)
    asked.save()
    return letters.question(asked, part)


@transaction.atomic
def ask_leader(*, actor: Actor, part: Participation, leader: Leader, now: datetime) -> None:
    """Ask a leader, or another one instead of the one who was asked. Links in letters sent before say so from now on."""
    _run, part = places.held_with(part)
    insist(rules.may_ask_leader(actor, part))
    name_leader(part, leader)
    part.save(update_fields=["leader", "leader_name", "leader_email"])
    letter = new_question(part, now)
    record(
        actor=actor,
        verb="recruiting.leader_asked",
        thing=part,
        at=now,
        facts={"name": part.leader_name},
        letters=[letter],
    )
    _end_task(part, now)


@transaction.atomic
def ask_leaders_waiting(*, actor: Actor, run: Run, now: datetime) -> int:
    """Ask the leaders of those who were brought in from a list and whose leader nobody has asked yet, at most `MOST_AT_ONCE`
    at a time; gives how many."""
    run = places.held(run.pk)
    insist(rules.may_see_people(actor, run))
    waiting = list(unasked(actor, run).select_related("user", "leader", "unit", "organisation")[:MOST_AT_ONCE])
    for part in waiting:
        part.run = run
    told = [
        letters.question(one, one.part) for one in Yes.objects.bulk_create(_question(part, now) for part in waiting)
    ]
    if told:
        record(
            actor=actor, verb="recruiting.leaders_asked", thing=run, at=now, facts={"count": len(told)}, letters=told
        )
    return len(told)


@transaction.atomic
def answer(*, asked: Yes, agrees: bool, reason: str, now: datetime, actor: Actor | None = None) -> Participation:
    """The leader's yes or no; `actor` is None when it comes by the link in the letter. A yes takes the person in when there is a
    place, else puts them on the waiting list; a no is told to them with its reason."""
    run, part = places.held_with(asked.part)
    asked = Yes.objects.select_for_update().get(pk=asked.pk)
    asked.part = part
    insist(rules.may_answer(asked, actor, now))
    asked.answer, asked.answered_at, asked.reason = agrees, now, reason.strip()[:500]
    asked.answered_by_id = actor.user_id if actor else None
    asked.save(update_fields=["answer", "answered_at", "reason", "answered_by"])
    by = actor or Actor(None, part.organisation_id, asked.to_name)
    if agrees:
        record(actor=by, verb="recruiting.leader_agreed", thing=part, at=now)
        places.take_or_wait(actor=by, run=run, part=part, now=now)
    else:
        part.state, part.reason, part.ended_at = PART.after("decline", part.state), asked.reason, now
        part.save(update_fields=["state", "reason", "ended_at"])
        told = [letters.declined(part, asked)]
        record(
            actor=by,
            verb="recruiting.leader_declined",
            thing=part,
            at=now,
            facts={"reason": asked.reason},
            letters=told,
        )
    _end_task(part, now)
    return part


def _end_task(part: Participation, now: datetime) -> None:
    """The task of somebody who should look at it is done, in whichever organisation it was given."""
    for place in {part.organisation_id, part.run.organisation_id}:
        finish_tasks_about(
            actor=system("Recruiting", place), kind=PART_KIND, ref=str(part.pk), now=now, word=TASK
        )  # fmt: skip


# --- leaders who do not answer ---


def remind_leaders(*, now: datetime) -> int:
    """Remind leaders after three and after seven days; after ten, give the programme lead a task. Nothing happens by silence.
    Gives how many letters and tasks.

    Each in a transaction of its own: killed midway, those who were written to are not written to again.
    """
    open_ones = Yes.objects.filter(
        answer=None, put_aside_at=None, part__state=PartState.ASKED, part__run__state__in=places.OPEN, reminded__lte=len(REMINDED)
    )  # fmt: skip
    due = open_ones.filter(asked_at__lte=now - REMINDED[0])
    return sum(_remind(key, now) for key in list(due.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _remind(key: int, now: datetime) -> bool:
    asked = Yes.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=key, answer=None, put_aside_at=None)
    one = asked.select_related("part__user", "part__leader", "part__unit", "part__run", "part__organisation").first()
    if one is None:
        return False
    waits = (*REMINDED, GIVEN_UP)
    if one.reminded >= len(waits) or now - one.asked_at < waits[one.reminded]:
        return False
    part, last = one.part, one.reminded == len(REMINDED)
    one.reminded, one.reminded_at = one.reminded + 1, now
    # made anew: the same link, unless the site's secret has changed since
    one.token_hash = hash_of(token_of(part.pk, one.asked_at))
    one.save(update_fields=["reminded", "reminded_at", "token_hash"])
    actor = system("Recruiting", part.organisation_id)
    if last:
        _give_up(part, now)
        return True
    record(
        actor=actor, verb="recruiting.leader_reminded", thing=part, at=now, facts={"name": one.to_name},
        letters=[letters.reminder(one, part)],
    )  # fmt: skip
    return True


def _give_up(part: Participation, now: datetime) -> None:
    """Somebody who runs programmes must talk to the leader, or ask another: in the person's own organisation when there is
    one, else in the one that leads the run."""
    role = _role_in(part.organisation_id)
    place = part.organisation_id if role else part.run.organisation_id
    role = role or _role_in(place) or "lead"
    url = reverse("recruiting:part", args=[part.pk])
    about = About(PART_KIND, str(part.pk), f"{part.user.name} – {part.run.title}", url)
    with override(letters.DEFAULT):
        said = {"leader": part.leader_name, "name": part.user.name}
        title = _("%(leader)s has not answered about %(name)s's time") % said
        why = _(
            "The leader was asked and reminded twice. Talk to the leader, or ask another one. Nothing happens automatically."
        )
    give_task(actor=system("Recruiting", place), title=title, why=why, to_role=role, about=about, word=TASK, now=now)


def _role_in(organisation_id: int) -> str:
    """A role that runs programmes and that somebody in the organisation has."""
    members = Membership.objects.current().filter(organisation=organisation_id, user__is_active=True)
    running = [word for word in ("lead", "coordinator", "admin") if "runs.manage" in ROLES[word].permissions]
    return next((word for word in running if members.filter(roles__contains=[word]).exists()), "")

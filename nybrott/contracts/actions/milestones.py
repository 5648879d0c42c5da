"""Milestones are set, reached with a result, moved with a reason, or dropped with one."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.contracts import queries, rules
from nybrott.contracts.actions.contracts import MILESTONE as ABOUT
from nybrott.contracts.actions.contracts import check_day, held
from nybrott.contracts.models import Contract, Milestone
from nybrott.contracts.states import MILESTONE
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import finish_tasks_about
from nybrott.journal.actions import record
from nybrott.people.models import User

DUE = "say_what_became"  # the task of a milestone
MOST_MOVES = 50


@transaction.atomic
def add_milestone(
    *, actor: Actor, contract: Contract, title: str, due_on: date, owner: User | None = None, now: datetime
) -> Milestone:
    """Set something that shall be reached, and when."""
    one = held(contract)
    insist(rules.may_write(actor, one.procurement))
    if one.milestones.count() >= rules.MOST_MILESTONES:
        raise Refused(_("A contract has at most %(n)s milestones.") % {"n": rules.MOST_MILESTONES})
    _check(one, title, due_on, owner)
    made = Milestone.objects.create(contract=one, title=title.strip(), due_on=due_on, first_due_on=due_on, owner=owner)
    record(actor=actor, verb="contracts.milestone_set", thing=made, at=now, facts={"name": one.title, "day": due_on})
    return made


@transaction.atomic
def change_milestone(*, actor: Actor, milestone: Milestone, title: str, owner: User | None, now: datetime) -> Milestone:
    """Word it anew, or give it to somebody else."""
    one = held(milestone.contract)
    insist(rules.may_write(actor, one.procurement))
    found = _held(milestone, one)
    _check(one, title, found.due_on, owner)
    if found.owner_id != (owner.pk if owner else None):
        _end_tasks(found, now)
    found.title, found.owner = title.strip(), owner
    found.save(update_fields=["title", "owner"])
    record(actor=actor, verb="contracts.milestone_changed", thing=found, at=now, facts={"name": one.title})
    return found


@transaction.atomic
def reach_milestone(*, actor: Actor, milestone: Milestone, on: date, result: str, now: datetime) -> Milestone:
    """It is reached, with what came of it."""
    return _end(actor=actor, milestone=milestone, verb="reach", on=on, words=result, now=now)


@transaction.atomic
def drop_milestone(*, actor: Actor, milestone: Milestone, reason: str, now: datetime) -> Milestone:
    """It will not be reached, with why."""
    return _end(actor=actor, milestone=milestone, verb="drop", on=timezone.localdate(now), words=reason, now=now)


@transaction.atomic
def move_milestone(*, actor: Actor, milestone: Milestone, due_on: date, reason: str, now: datetime) -> Milestone:
    """It is due on another day, with why; where it was stays to be seen."""
    found = _stepped(actor, milestone, "move")
    _check(found.contract, found.title, due_on, None)
    if not reason.strip():
        raise Refused(_("Say why it is moved."))
    if due_on == found.due_on:
        raise Refused(_("It is already due on that day."))
    if len(found.moves) >= MOST_MOVES:
        raise Refused(_("It has been moved too many times. Drop it, and set a new one."))
    was = found.due_on
    found.moves.append(
        {
            "from": was.isoformat(),
            "to": due_on.isoformat(),
            "why": reason.strip()[:1_000],
            "on": timezone.localdate(now).isoformat(),
        }
    )
    found.due_on = due_on
    found.save(update_fields=["due_on", "moves"])
    _end_tasks(found, now)
    record(
        actor=actor,
        verb="contracts.milestone_moved",
        thing=found,
        at=now,
        facts={"before": was, "after": due_on, "reason": reason.strip()},
    )
    return found


@transaction.atomic
def reopen_milestone(*, actor: Actor, milestone: Milestone, now: datetime) -> Milestone:
    """It was not over after all; what was said stays in the journal."""
    found = _stepped(actor, milestone, "take_up")
    before = found.result
    found.state, found.ended_on, found.result = MILESTONE.after("take_up", found.state), None, ""
    found.save(update_fields=["state", "ended_on", "result"])
    record(actor=actor, verb="contracts.milestone_reopened", thing=found, at=now, facts={"before": before})
    return found


def _end(*, actor: Actor, milestone: Milestone, verb: str, on: date, words: str, now: datetime) -> Milestone:
    found = _stepped(actor, milestone, verb)
    if not words.strip():
        raise Refused(_("Say what came of it.") if verb == "reach" else _("Say why it is dropped."))
    check_day(on)
    if on > timezone.localdate(now):
        raise Refused(_("That day is still to come."))
    found.state, found.ended_on, found.result = MILESTONE.after(verb, found.state), on, words.strip()
    found.save(update_fields=["state", "ended_on", "result"])
    _end_tasks(found, now)
    told = "contracts.milestone_reached" if verb == "reach" else "contracts.milestone_dropped"
    record(actor=actor, verb=told, thing=found, at=now, facts={"reason": found.result})
    return found


def _held(milestone: Milestone, contract: Contract) -> Milestone:
    found = Milestone.objects.select_for_update(of=("self",)).select_related("owner").get(pk=milestone.pk)
    found.contract = contract
    return found


def _stepped(actor: Actor, milestone: Milestone, verb: str) -> Milestone:
    """The milestone, locked with its contract, when the actor may take the step with it."""
    found = _held(milestone, held(milestone.contract))
    insist(rules.may_step(actor, found, verb))
    return found


def _check(contract: Contract, title: str, due_on: date, owner: User | None) -> None:
    if not title.strip():
        raise Refused(_("Say what is reached."))
    check_day(due_on)
    if due_on < contract.signed_on:
        raise Refused(_("It cannot be due before the contract is signed."))
    if owner is not None and not queries.people_of(contract.procurement).filter(pk=owner.pk).exists():
        raise Refused(_("The person does not belong to your organisation."))


def _end_tasks(milestone: Milestone, now: datetime) -> None:
    site = system("Contracts", milestone.organisation_id)
    finish_tasks_about(actor=site, kind=ABOUT, ref=str(milestone.pk), now=now)

"""Pairs: chosen by hand as a draft, proposed to the two, answered, and ended."""

from datetime import datetime, timedelta

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist, no
from nybrott.guidance.actions import call_off_coming
from nybrott.guidance.models import Choice, Pairing
from nybrott.guidance.states import PAIRING, PairingState
from nybrott.journal.actions import NewLetter, record
from nybrott.pairings import letters, rules
from nybrott.pairings.queries import Plan, Row, barred_said, id_of, plan_of, seen_of
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartState, RunState

OVER = (RunState.ENDED, RunState.CALLED_OFF)
ANSWERED_WITHIN = timedelta(days=7)  # then those who have not answered are reminded, once


class Moved(Exception):
    """Somebody else changed the plan while this one looked at it. Nothing was done: look again."""


def _locked(run: Run) -> Run:
    """The run held until the transaction ends: its pairs change one at a time, so no place is given twice."""
    return Run.objects.select_for_update(of=("self",)).get(pk=run.pk)


@transaction.atomic
def choose(
    *, actor: Actor, run: Run, driver: Participation, mentor: Participation | None, seen: str, now: datetime
) -> None:
    """Choose by hand whom a driver is to be paired with; None leaves it to the plan. `seen` is what was chosen when the actor
    looked (`queries.seen_of`); raises `Moved` when that has changed. Nobody is told."""
    held = _locked(run)
    insist(rules.may_pair_now(actor, held))
    plan = plan_of(held)
    if seen_of(plan) != seen:
        raise Moved
    if mentor is None:
        Choice.objects.filter(run=held, driver=driver).delete()
    else:
        if codes := plan.around(id_of(driver)).change(id_of(driver), id_of(mentor)).barred:
            insist(no(barred_said(codes)))
        made = {"run": held, "mentor": mentor, "chosen_by_id": actor.user_id, "chosen_at": now}
        Choice.objects.update_or_create(driver=driver, defaults=made)
    verb = "pairings.chosen" if mentor else "pairings.released"
    record(actor=actor, verb=verb, thing=held, at=now, facts={"name": driver.user.name})


@transaction.atomic
def propose_pairs(*, actor: Actor, run: Run, mark: str, now: datetime) -> int:
    """Propose the pairs of the plan to the people it is about; gives how many are new. Pairs the plan keeps stay as they are, those
    it parts end. `mark` is that of the plan the actor looked at; raises `Moved` when it has changed."""
    held = _locked(run)
    insist(rules.may_pair_now(actor, held))
    plan = plan_of(held)
    if plan.mark != mark:
        raise Moved
    told: list[NewLetter] = []
    for pairing, why in plan.ending:
        told += _over(pairing, "end", reason=why["code"], now=now)
    rows = [row for row in plan.rows if row.change in ("new", "moved")]
    made = Pairing.objects.bulk_create(_pairing(held, plan, row, actor, now) for row in rows)
    held.choices.all().delete()
    told += letters.proposed(made)
    record(actor=actor, verb="pairings.proposed", thing=held, at=now, facts={"count": len(made)}, letters=told)
    return len(made)


def _pairing(run: Run, plan: Plan, row: Row, actor: Actor, now: datetime) -> Pairing:
    why = {"points": row.pair["points"], "reasons": [plan.people.told(one) for one in row.pair["reasons"]]}
    return Pairing(
        run=run, driver=row.driver, mentor=row.mentor, why=why, by_hand=row.choice is not None,
        cost=row.cost[0] if row.cost else None, proposed_at=now, proposed_by_id=actor.user_id,
    )  # fmt: skip


def _held(pairing: Pairing) -> Pairing:
    """The pair as it is now, with its run held."""
    _locked(pairing.run)
    found = Pairing.objects.select_related("run", "driver__user", "mentor__user", "proposed_by")
    return found.get(pk=pairing.pk)


@transaction.atomic
def accept_pair(*, actor: Actor, pairing: Pairing, now: datetime) -> Pairing:
    """Say yes to being a pair. When both have, it stands, and both are told."""
    held = _held(pairing)
    insist(rules.may_answer_pair(actor, held))
    if actor.user_id == held.driver.user_id:
        held.driver_yes_at = now
    else:
        held.mentor_yes_at = now
    stands = held.driver_yes_at is not None and held.mentor_yes_at is not None
    if stands:
        held.state = PAIRING.after("stand", held.state)
    held.save(update_fields=["driver_yes_at", "mentor_yes_at", "state"])
    record(actor=actor, verb="pairings.accepted", thing=held, at=now)
    if stands:
        record(actor=actor, verb="pairings.stands", thing=held, at=now, letters=letters.stands(held))
    return held


@transaction.atomic
def decline_pair(*, actor: Actor, pairing: Pairing, reason: str, now: datetime) -> None:
    """Say no to being a pair. Why is for those who lead the run alone; the other one hears that nothing comes of it."""
    held = _held(pairing)
    insist(rules.may_answer_pair(actor, held))
    told = _over(held, "decline", reason=reason.strip(), now=now, by=actor.user_id, apart=True)
    told += letters.said_no(held, actor)
    record(actor=actor, verb="pairings.declined", thing=held, at=now, letters=told)


@transaction.atomic
def end_pair(*, actor: Actor, pairing: Pairing, reason: str, now: datetime) -> None:
    """End a pair. What the two wrote stays with it; they are not proposed to each other again by themselves."""
    held = _held(pairing)
    insist(rules.may_end_pair(actor, held))
    off = call_off_coming(actor=actor, pairing=held, now=now)
    told = _over(held, "end", reason=reason.strip(), now=now, by=actor.user_id, apart=True, off=off)
    if rules.is_of(actor, held):
        told += letters.said_no(held, actor)
    record(actor=actor, verb="pairings.ended", thing=held, at=now, letters=told)


@transaction.atomic
def end_pairs_of(*, actor: Actor, part: Participation, now: datetime) -> int:
    """End the pairs of somebody who takes part no more; gives how many. The other one is told, and comes before those who lead the
    run as somebody without."""
    _locked(part.run)
    live = Pairing.objects.current().select_related("run", "driver__user", "mentor__user")
    found = list((live.filter(driver=part) | live.filter(mentor=part)).order_by("pk"))
    for pairing in found:
        code = "driver-left" if pairing.driver_id == part.pk else "mentor-left"
        off = call_off_coming(actor=actor, pairing=pairing, now=now)
        told = _over(pairing, "end", reason=code, now=now, by=part.user_id, off=off)
        record(actor=actor, verb="pairings.ended", thing=pairing, at=now, letters=told)
    return len(found)


def leaves(actor: Actor, part: Participation, now: datetime) -> None:
    """Somebody leaves a run: called by the room of runs (`add_leaving`)."""
    end_pairs_of(actor=actor, part=part, now=now)


def _over(
    pairing: Pairing,
    verb: str,
    *,
    reason: str,
    now: datetime,
    by: int | None = None,
    apart: bool = False,
    off: int = 0,
) -> list[NewLetter]:
    """Take the step that ends a pair; `off` is how many sessions were called off with it. Gives the letters to those of the two who did not
    end it."""
    pairing.state = PAIRING.after(verb, pairing.state)
    pairing.ended_at, pairing.reason, pairing.apart = now, reason[:500], apart
    pairing.save(update_fields=["state", "ended_at", "reason", "apart"])
    return letters.over(
        pairing, called_off=off > 0, users=[one.user for one in (pairing.driver, pairing.mentor) if one.user_id != by]
    )


@transaction.atomic
def remind_pairs(*, actor: Actor, now: datetime) -> int:
    """Write once to those who have not answered within a week; gives to how many pairs."""
    waiting = Pairing.objects.filter(
        state=PairingState.PROPOSED, proposed_at__lte=now - ANSWERED_WITHIN, reminded_at__isnull=True
    ).exclude(run__state__in=OVER)  # fmt: skip
    found = waiting.select_related("run", "driver__user", "mentor__user").select_for_update(
        of=("self",), skip_locked=True
    )
    number = 0
    for pairing in found.order_by("pk"):
        pairing.reminded_at = now
        pairing.save(update_fields=["reminded_at"])
        record(actor=actor, verb="pairings.reminded", thing=pairing, at=now, letters=letters.unanswered(pairing))
        number += 1
    return number


@transaction.atomic
def end_left_pairs(*, actor: Actor, now: datetime) -> int:
    """End what is left of pairs when a run is over, without a word, and of somebody who takes part no more; gives how many."""
    number = 0
    over = Pairing.objects.current().filter(run__state__in=OVER).select_related("run", "driver__user", "mentor__user")
    for pairing in over.select_for_update(of=("self",)).order_by("pk"):
        _over(pairing, "end", reason="run-over", now=now)
        record(actor=actor, verb="pairings.ended", thing=pairing, at=now)
        number += 1
    gone: dict[int, Participation] = {}
    live = Pairing.objects.current().exclude(driver__state=PartState.IN, mentor__state=PartState.IN)
    for pairing in live.select_related("driver__run", "mentor__run"):
        for part in (pairing.driver, pairing.mentor):
            if part.state != PartState.IN:
                gone[part.pk] = part
    return number + sum(end_pairs_of(actor=actor, part=part, now=now) for part in gone.values())

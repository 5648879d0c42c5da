"""Places in a run and the waiting list. Whoever gives or frees a place holds the run meanwhile, so that the last is given once."""

from datetime import datetime

from nybrott.core.actor import Actor
from nybrott.journal.actions import record
from nybrott.recruiting import letters
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PART, PartKind, PartState, RunState

OPEN = (RunState.PLANNED, RunState.RECRUITING, RunState.RUNNING)


def held(run_id: int) -> Run:
    """The run, held until the transaction ends."""
    return Run.objects.select_for_update(of=("self",), no_key=True).get(pk=run_id)


def held_with(part: Participation) -> tuple[Run, Participation]:
    """The run of a part, held, and the part as it is now."""
    run = held(part.run_id)
    found = Participation.objects.select_related("user", "leader", "unit", "organisation").get(pk=part.pk)
    found.run = run
    return run, found


def free_places(run: Run) -> int | None:
    """How many drivers there is room for beside those who are in; None when as many as come."""
    if run.places is None:
        return None
    return max(run.places - run.parts.drivers().filter(state=PartState.IN).count(), 0)


def is_room(run: Run, kind: str) -> bool:
    """Whether one more of a kind can be taken in. Mentors do not take drivers' places."""
    return kind == PartKind.MENTOR or free_places(run) != 0


def take_or_wait(*, actor: Actor, run: Run, part: Participation, now: datetime) -> None:
    """After the leader's yes: in, when there is a place and nobody waits; else on the waiting list. The run is held."""
    first = part.kind == PartKind.MENTOR or not run.parts.drivers().filter(state=PartState.WAITING).exists()
    if first and is_room(run, part.kind):
        take(actor=actor, part=part, now=now)
        return
    part.state = PART.after("wait", part.state)
    part.save(update_fields=["state"])
    record(actor=actor, verb="recruiting.waits", thing=part, at=now, letters=[letters.waits(part)])


def take(*, actor: Actor, part: Participation, now: datetime, reason: str = "") -> None:
    """Somebody is in, and is told. The run is held, and there is a place."""
    part.state, part.took_in_at, part.ended_at = PART.after("take_in", part.state), now, None
    part.reason = reason
    part.save(update_fields=["state", "took_in_at", "ended_at", "reason"])
    facts = {"reason": reason} if reason else {}
    record(actor=actor, verb="recruiting.taken_in", thing=part, at=now, facts=facts, letters=[letters.taken_in(part)])


def fill_up(*, actor: Actor, run: Run, now: datetime) -> int:
    """Those who waited longest get the places that are free, and are told; gives how many. The run is held."""
    if run.state not in OPEN:
        return 0
    waiting = run.parts.drivers().filter(state=PartState.WAITING).select_related("user", "run")
    free = free_places(run)
    moved = list(waiting.order_by("signed_up_at", "pk")[: 10_000 if free is None else free])
    for part in moved:
        take(actor=actor, part=part, now=now)
    return len(moved)

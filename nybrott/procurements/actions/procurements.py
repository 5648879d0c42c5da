"""A procurement is put in the plan, described, joined to what it answers, moved on, stopped and taken up again."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues.models import Dialogue
from nybrott.goals.models import Goal
from nybrott.journal.actions import record
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Organisation, Unit, User
from nybrott.procurements import queries, rules
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import PROCUREMENT, ProcurementState


@dataclass(frozen=True, slots=True)
class Planned:
    """What is said of a procurement; see `models.Procurement`. `value` in hundredths of `currency`."""

    title: str
    aim: str = ""
    unit: Unit | None = None
    owner: User | None = None
    ref: str = ""
    value: int | None = None
    currency: str = "NOK"
    cpv: tuple[str, ...] = ()
    dialogue_on: date | None = None
    announce_on: date | None = None
    contract_on: date | None = None
    ends_on: date | None = None
    options_months: int = 0


@transaction.atomic
def plan_procurement(*, actor: Actor, organisation: Organisation, planned: Planned, now: datetime) -> Procurement:
    """Put a procurement in the plan."""
    insist(rules.may_plan(actor, organisation))
    made = Procurement(organisation=organisation, made_by_id=actor.user_id, made_at=now, moved_at=now)
    _write(made, planned)
    made.save(force_insert=True)
    record(actor=actor, verb="procurements.planned", thing=made, at=now)
    return made


@transaction.atomic
def describe_procurement(*, actor: Actor, procurement: Procurement, planned: Planned, now: datetime) -> Procurement:
    """Say anew what a procurement is; what stood there before stands in the journal."""
    held = hold(procurement)
    insist(rules.may_work(actor, held))
    before = {one.name: getattr(held, one.name) for one in fields(planned)}
    _write(held, planned)
    held.save()
    facts = {name: str(was if was is not None else "") for name, was in before.items() if was != getattr(held, name)}
    record(actor=actor, verb="procurements.described", thing=held, at=now, facts=facts)
    return held


@transaction.atomic
def say_what_it_answers(
    *,
    actor: Actor,
    procurement: Procurement,
    challenges: Iterable[Challenge] = (),
    descriptions: Iterable[NeedDescription] = (),
    dialogues: Iterable[Dialogue] = (),
    goals: Iterable[Goal] = (),
    no_description: str = "",
    now: datetime,
) -> Procurement:
    """Join a procurement to goals, challenges, need descriptions and dialogues of the organisation; the challenge of a chosen description goes along.

    What the actor may not see is left out. `no_description` says why there is none that is approved.
    """
    held = hold(procurement)
    insist(rules.may_work(actor, held))
    chosen = list(NeedDescription.objects.visible_to(actor).filter(pk__in=[one.pk for one in descriptions], challenge__organisation=held.organisation_id))  # fmt: skip
    whose = {one.pk for one in challenges} | {one.challenge_id for one in chosen}
    held.challenges.set(Challenge.objects.visible_to(actor).filter(pk__in=whose, organisation=held.organisation_id))
    held.descriptions.set(chosen)
    held.dialogues.set(
        Dialogue.objects.visible_to(actor).filter(
            pk__in=[one.pk for one in dialogues], organisation=held.organisation_id
        )
    )
    held.goals.set(
        Goal.objects.visible_to(actor).filter(pk__in=[one.pk for one in goals], organisation=held.organisation_id)
    )
    held.no_description = no_description.strip()
    held.save(update_fields=["no_description"])
    facts = {"challenges": sorted(whose), "descriptions": sorted(one.pk for one in chosen)}
    record(actor=actor, verb="procurements.joined", thing=held, at=now, facts=facts)
    return held


@transaction.atomic
def move_procurement(
    *, actor: Actor, procurement: Procurement, verb: str, reason: str = "", now: datetime
) -> Procurement:
    """Take a step of `states.PROCUREMENT`. Stopping wants a reason; a competition wants an approved need description, or why there is none."""
    held = hold(procurement)
    if verb == "compete":
        insist(rules.may_compete(actor, held, described=queries.is_described(held)))
    else:
        insist(rules.may_move(actor, held, verb))
    if verb in rules.REASONS and not reason.strip():
        raise ValueError(f"{verb} wants a reason")
    held.state, held.moved_at = PROCUREMENT.after(verb, held.state), now
    held.stopped_reason = reason.strip() if verb == "stop" else ""
    if (reached := REACHED.get(verb)) and getattr(held, reached) is None:
        setattr(held, reached, now)
    held.save(update_fields=["state", "moved_at", "stopped_reason", *REACHED.values()])
    said = {"stop": "procurements.stopped", "take_up": "procurements.taken_up"}.get(verb, "procurements.moved")
    facts = {"reason": reason.strip()} if verb == "stop" else {"name": str(ProcurementState(held.state).label)}
    record(actor=actor, verb=said, thing=held, at=now, facts=facts)
    return held


REACHED = {"compete": "competed_at", "sign": "signed_at", "put_to_use": "used_at"}
"""Steps that are remembered for good → where it is written when one was first taken."""


def planned_of(procurement: Procurement) -> Planned:
    """What is said of a procurement now, to be changed in part."""
    said = {one.name: getattr(procurement, one.name) for one in fields(Planned)}
    return Planned(**said | {"cpv": tuple(procurement.cpv)})


def hold(procurement: Procurement) -> Procurement:
    """The procurement as it is now, held until the end of the transaction: two who work on it at once take turns."""
    return Procurement.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=procurement.pk)


def _write(procurement: Procurement, planned: Planned) -> None:
    for one in fields(planned):
        value = getattr(planned, one.name)
        setattr(
            procurement,
            one.name,
            list(value) if one.name == "cpv" else value.strip() if isinstance(value, str) else value,
        )

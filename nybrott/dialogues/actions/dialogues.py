"""A dialogue is begun and written, announced, ended and taken up again, locked when the competition is announced, or called off."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues import queries, rules
from nybrott.dialogues.actions.ledger import enter, hold
from nybrott.dialogues.actions.telling import tell_all
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DIALOGUE, DialogueState
from nybrott.journal.actions import record
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Said:
    """What a dialogue says of itself; see `models.Dialogue`."""

    title: str
    language: str = "nb"
    title_en: str = ""
    why: str = ""
    why_en: str = ""
    wanted: str = ""
    wanted_en: str = ""
    cpv: tuple[str, ...] = ()
    contact: str = ""
    contact_email: str = ""
    register_until: datetime | None = None
    input_until: datetime | None = None
    answers_until: datetime | None = None
    competition_on: date | None = None
    plan_reason: str = ""
    no_description: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a dialogue; see `models.Dialogue`."""

    register_until: datetime | None = None
    input_until: datetime | None = None
    answers_until: datetime | None = None
    competition_on: date | None = None
    plan_reason: str = ""


@transaction.atomic
def begin_dialogue(
    *, actor: Actor, organisation: Organisation, said: Said, descriptions: Iterable[NeedDescription] = (), now: datetime
) -> Dialogue:
    """Begin to plan a market dialogue, on need descriptions of the organisation."""
    insist(rules.may_hold(actor, organisation))
    made = Dialogue(organisation=organisation, slug=_slug(said.title), made_by_id=actor.user_id, made_at=now)
    _write(made, said)
    made.save(force_insert=True)
    made.descriptions.set(NeedDescription.objects.visible_to(actor).filter(pk__in=[one.pk for one in descriptions]))
    record(actor=actor, verb="dialogues.begun", thing=made, at=now)
    return made


@transaction.atomic
def write_dialogue(
    *, actor: Actor, dialogue: Dialogue, said: Said, descriptions: Iterable[NeedDescription] = (), now: datetime
) -> Dialogue:
    """Say anew what the dialogue is, before it is announced; its address stays."""
    held = hold(dialogue)
    insist(rules.may_write(actor, held))
    _write(held, said)
    held.save()
    held.descriptions.set(NeedDescription.objects.visible_to(actor).filter(pk__in=[one.pk for one in descriptions]))
    record(actor=actor, verb="dialogues.written", thing=held, at=now)
    return held


@transaction.atomic
def plan_dialogue(*, actor: Actor, dialogue: Dialogue, dates: Dates, told: str = "", now: datetime) -> Dialogue:
    """Set the dates. Once it is announced, everyone is told at once what has moved: `told` says it, and must then be given."""
    held = hold(dialogue)
    insist(rules.may_plan(actor, held))
    before = {one.name: getattr(held, one.name) for one in fields(dates)}
    _write(held, dates)
    held.save(update_fields=list(before))
    if held.state != DialogueState.DRAFT:
        if not told.strip():
            raise ValueError("suppliers know the old dates, and have to be told")
        tell_all(actor=actor, dialogue=held, title=_("Dates have moved"), text=told.strip(), now=now)
    facts = {name: str(was or "") for name, was in before.items() if was != getattr(held, name)}
    record(actor=actor, verb="dialogues.planned", thing=held, at=now, facts=facts)
    return held


def said_of(dialogue: Dialogue) -> Said:
    """What a dialogue says of itself now, to be changed in part."""
    now_said = {one.name: getattr(dialogue, one.name) for one in fields(Said)}
    return Said(**now_said | {"cpv": tuple(dialogue.cpv)})


@transaction.atomic
def announce_dialogue(*, actor: Actor, dialogue: Dialogue, now: datetime) -> Dialogue:
    """Open the dialogue's page to everyone. From now on its address never goes dead."""
    insist(rules.may_announce(actor, hold(dialogue), queries.missing(dialogue, now)))
    held = _step(actor, dialogue, "announce", announced_at=now)
    enter(dialogue=held, kind="announced", thing="dialogue", title=held.title, at=now, now=now)
    record(actor=actor, verb="dialogues.announced", thing=held, at=now)
    return held


@transaction.atomic
def end_dialogue(*, actor: Actor, dialogue: Dialogue, now: datetime) -> Dialogue:
    """End the dialogue: suppliers send no more, everything can still be read."""
    held = _step(actor, dialogue, "end", ended_at=now)
    record(actor=actor, verb="dialogues.ended", thing=held, at=now)
    return held


@transaction.atomic
def go_on(*, actor: Actor, dialogue: Dialogue, now: datetime) -> Dialogue:
    """Take an ended dialogue up again."""
    held = _step(actor, dialogue, "go_on", ended_at=None)
    record(actor=actor, verb="dialogues.went_on", thing=held, at=now)
    return held


@transaction.atomic
def lock_dialogue(*, actor: Actor, dialogue: Dialogue, reason: str, now: datetime) -> Dialogue:
    """Lock the dialogue, as the competition is announced: nothing in it changes any more, and it says why."""
    held = _step(actor, dialogue, "lock", locked_at=now, lock_reason=reason.strip())
    enter(dialogue=held, kind="locked", thing="dialogue", title=held.lock_reason, taker="us", at=now, now=now)
    record(actor=actor, verb="dialogues.locked", thing=held, at=now, facts={"reason": held.lock_reason})
    return held


@transaction.atomic
def call_off(*, actor: Actor, dialogue: Dialogue, reason: str, now: datetime) -> Dialogue:
    """Call the dialogue off, with the reason everyone reads."""
    held = _step(actor, dialogue, "call_off", called_off_reason=reason.strip())
    record(actor=actor, verb="dialogues.called_off", thing=held, at=now, facts={"reason": held.called_off_reason})
    return held


def _step(actor: Actor, dialogue: Dialogue, verb: str, **changed: object) -> Dialogue:
    held = hold(dialogue)
    insist(rules.may_do(actor, held, verb))
    held.state = DIALOGUE.after(verb, held.state)
    for name, value in changed.items():
        setattr(held, name, value)
    held.save(update_fields=["state", *changed])
    return held


def _write(dialogue: Dialogue, said: Said | Dates) -> None:
    for one in fields(said):
        value = getattr(said, one.name)
        setattr(
            dialogue, one.name, list(value) if one.name == "cpv" else value.strip() if isinstance(value, str) else value
        )


def _slug(title: str) -> str:
    """The dialogue's part of its address; one that is taken, or names another page, gets a number."""
    base = slugify(title.translate(str.maketrans("æøåÆØÅ", "aoaaoa")))[:70].strip("-") or "dialog"
    taken = set(Dialogue.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    return next(
        name
        for number in range(1, len(taken) + 2)
        if (name := base if number == 1 else f"{base}-{number}") not in taken
    )


RESERVED = {"ours", "mine", "new", "feed", "follow", "worth", "confirm"}

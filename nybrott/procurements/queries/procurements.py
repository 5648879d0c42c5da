"""One procurement: what it rests on, what is missing, what comes next, and its red thread."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.cpv import Code, UnknownCode, code
from nybrott.core.trail import State, Stop, Trail, in_order
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DialogueState
from nybrott.goals.models import Goal
from nybrott.goals.queries import Served
from nybrott.needs.models import NeedDescription
from nybrott.needs.states import DescriptionState
from nybrott.people.models import Membership, Unit, User
from nybrott.procurements import rules
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries.hung import hung_stops, waiting
from nybrott.procurements.states import BEFORE_COMPETITION, ProcurementState
from nybrott.ui.formats import day_year
from nybrott.ui.thread import NextStep


def colleagues(actor: Actor) -> QuerySet[User]:
    """Everyone who works in the actor's organisation now, by name."""
    members = Membership.objects.visible_to(actor).filter(ended_at__isnull=True)
    return User.objects.filter(memberships__in=members).order_by("sort_name", "pk")


def open_units(actor: Actor) -> QuerySet[Unit]:
    """The organisation's units that are not closed, by name."""
    return Unit.objects.visible_to(actor).filter(closed_at__isnull=True).order_by("name", "pk")


def challenges_for(actor: Actor) -> QuerySet[Challenge]:
    """Challenges a procurement can answer, the newest first."""
    return Challenge.objects.visible_to(actor).order_by("-moved_at", "-pk")


def descriptions_for(actor: Actor) -> QuerySet[NeedDescription]:
    """Need descriptions a procurement can rest on: the organisation's own that are approved, the newest first."""
    found = NeedDescription.objects.visible_to(actor).filter(
        state=DescriptionState.APPROVED, challenge__organisation=actor.organisation_id or 0
    )
    return found.order_by("-approved_at", "-pk")


def dialogues_for(actor: Actor) -> QuerySet[Dialogue]:
    """Market dialogues of the organisation, the newest first."""
    return Dialogue.objects.visible_to(actor).exclude(state=DialogueState.CALLED_OFF).order_by("-made_at", "-pk")


def is_described(procurement: Procurement) -> bool:
    """Whether it rests on an approved need description."""
    return procurement.descriptions.filter(state=DescriptionState.APPROVED).exists()


@dataclass(frozen=True, slots=True)
class Quoted:
    """The purpose of a need description, as it stands there: one text that is quoted everywhere and copied nowhere."""

    description: NeedDescription
    purpose: str
    replaced: bool


def purposes(procurement: Procurement) -> list[Quoted]:
    """What the procurement is for, in the words of the need descriptions it rests on; `replaced` when a newer version is approved."""
    found = procurement.descriptions.select_related("challenge").order_by("challenge__title", "-version", "pk")
    return [Quoted(one, one.purpose, one.state != DescriptionState.APPROVED) for one in found]


def codes_of(procurement: Procurement) -> list[Code]:
    """Its CPV codes, the main one first; one that is no longer in the list is passed over."""
    found = []
    for number in procurement.cpv:
        with suppress(UnknownCode):
            found.append(code(number))
    return found


def next_step(actor: Actor, procurement: Procurement, now: datetime) -> NextStep | None:
    """What comes next: what this room waits for, then what rooms above do; None when nothing does."""
    state = str(ProcurementState(procurement.state).label)
    allowed = rules.may_work(actor, procurement)
    who = procurement.owner.name if procurement.owner else _("Those who carry out procurements")

    def step(label: str, name: str) -> NextStep:
        where = reverse(name, args=[procurement.pk]) if allowed else ""
        return NextStep(state, label, _("You") if allowed else who, where, "" if allowed else allowed.reason)

    if (
        procurement.state in BEFORE_COMPETITION
        and not procurement.challenges.exists()
        and not procurement.descriptions.exists()
    ):
        return step(_("Say which need it answers"), "procurements:answers")
    if procurement.owner is None and procurement.state in BEFORE_COMPETITION:
        return step(_("Say who owns it"), "procurements:change")
    if (found := waiting(actor, procurement, now)) is not None:
        return found
    if (
        procurement.state == ProcurementState.PREPARING
        and not is_described(procurement)
        and not procurement.no_description
    ):
        return step(_("Choose an approved need description, or write why there is none"), "procurements:answers")
    return None


def trail_of(actor: Actor, procurement: Procurement) -> Trail:
    """The red thread of a procurement: what it rests on, itself, and what rooms above know of it."""
    stops = [
        Stop("challenge", str(one.pk), one.title, "done", url=reverse("challenges:challenge", args=[one.pk]))
        for one in procurement.challenges.order_by("pk")
    ]
    stops += [
        Stop(
            "description",
            str(one.pk),
            one.title,
            "done",
            url=reverse("needs:version", args=[one.pk]),
            at=one.approved_at,
        )
        for one in procurement.descriptions.order_by("pk")
    ]
    for one in procurement.dialogues.visible_to(actor).order_by("pk"):
        over = one.state in (DialogueState.ENDED, DialogueState.LOCKED)
        stops.append(
            Stop("dialogue", str(one.pk), one.title, "done" if over else "now", url=reverse("dialogues:dialogue", args=[one.pk]), at=one.announced_at)
        )  # fmt: skip
    stops += hung_stops([procurement])[procurement.pk]
    if procurement.competed_at is not None and not any(stop.kind == "notice" for stop in stops):
        stops.append(
            Stop(
                "notice",
                "",
                str(_NAMES["notice"]),
                "done",
                at=procurement.competed_at,
                note=day_year(procurement.competed_at),
            )
        )
    there = {stop.kind for stop in stops}
    stops += [Stop(kind, "", stage_name(kind), "missing") for kind in _WHOLE if kind not in there]
    return Trail(tuple(in_order(stops)))


DRAWN: dict[str, State] = {"in_use": "done", "ended": "done", "stopped": "stopped"}


def bought_for(actor: Actor, challenge: Challenge) -> Trail:
    """Procurements that answer a challenge as stops of its thread, with what rooms above know of each."""
    found = Procurement.objects.visible_to(actor).filter(challenges=challenge)
    trail = bought(found)
    return Trail(
        (*trail.stops, *_without_dialogue(challenge, found)), trail.links
    )  # links lead to other rooms' stops too


def _without_dialogue(challenge: Challenge, found: QuerySet[Procurement]) -> Iterator[Stop]:
    """The market dialogue that was never held, when a competition on the challenge was announced without any: it takes the place of the stop that is
    missing, for it is too late to hold it. One query."""
    held = Dialogue.objects.filter(descriptions__challenge=challenge).exclude(announced_at=None)
    talked = Exists(held) | Exists(Procurement.objects.filter(challenges=challenge, dialogues__isnull=False))
    one = found.filter(~talked, competed_at__isnull=False).order_by("made_at", "pk").first()
    if one is None:
        return
    url, said = reverse("procurements:procurement", args=[one.pk]), one.no_description.strip()
    note = _("“%(title)s” was announced without one.") % {"title": one.title}
    note = f"{note} {said}" if said else note
    yield Stop("dialogue", "", _("Market dialogue"), "stopped", url, one.competed_at, note=note, word=_("Not held"))


def bought(procurements: QuerySet[Procurement]) -> Trail:
    """Procurements as stops of a thread, with what rooms above know of each, and links: from what they rest on, and through each from its
    notices and requirements to its contracts and on to benefits. The same number of queries however many there are."""
    found = list(procurements.order_by("made_at", "pk"))
    hung = hung_stops(found)
    stops: list[Stop] = []
    links: set[tuple[tuple[str, str], tuple[str, str]]] = set()
    for one in found:
        state = ProcurementState(one.state)
        url = reverse("procurements:procurement", args=[one.pk])
        word, drawn = str(state.label), DRAWN.get(state, "now")
        own = Stop("procurement", str(one.pk), one.title, drawn, url, one.made_at, note=one.stopped_reason, word=word)
        stops += [own, *hung[one.pk]]
        links |= set(_in_turn(own, hung[one.pk]))
    keys = {one.pk for one in found}
    for through, kind, column in (
        (Procurement.descriptions.through, "description", "needdescription"), (Procurement.dialogues.through, "dialogue", "dialogue"),
        (Procurement.challenges.through, "challenge", "challenge"),
    ):  # fmt: skip
        rows = through.objects.filter(procurement__in=keys).values_list(column, "procurement")
        links |= {((kind, str(ref)), ("procurement", str(procurement))) for ref, procurement in rows}
    return Trail(tuple(in_order(stops)), frozenset(links))


def _in_turn(own: Stop, hung: list[Stop]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Links through a procurement. Where there are so many that each with each would be a web, all hang on the procurement."""
    kinds: dict[str, list[Stop]] = {}
    for stop in hung:
        kinds.setdefault(stop.kind, []).append(stop)
    contracts = kinds.get("contract", [])
    after = {"contract": [], "benefit": contracts, "case": kinds.get("benefit", contracts)}
    for kind, here in kinds.items():
        turn = after.get(kind, [])
        turn = turn if len(turn) * len(here) <= MOST_LINKS else []
        yield from ((before.key, stop.key) for before in turn or [own] for stop in here)
        if contracts and kind not in after and len(contracts) * len(here) <= MOST_LINKS:
            yield from ((stop.key, contract.key) for stop in here for contract in contracts)


MOST_LINKS = 100  # between two kinds of things of one procurement


def working_towards(actor: Actor, goal: Goal) -> list[Served]:
    """Procurements that work towards a goal, as its page lists them."""
    found = Procurement.objects.visible_to(actor).filter(goals=goal).order_by("title", "pk")
    return [
        Served(one.title, reverse("procurements:procurement", args=[one.pk]), str(ProcurementState(one.state).label))
        for one in found
    ]


# kind of stop → what it is called, in the order of a thread that is whole; those after it are there only when they are
_NAMES = {
    "challenge": gettext_lazy("Challenge"), "description": gettext_lazy("Need description"), "dialogue": gettext_lazy("Market dialogue"),
    "requirement": gettext_lazy("Requirements"), "notice": gettext_lazy("Competition"), "contract": gettext_lazy("Contract"), "benefit": gettext_lazy("Benefit"),
    "procedure": gettext_lazy("Procedure"), "case": gettext_lazy("Case"),
}  # fmt: skip
_WHOLE = tuple(_NAMES)[:7]


def stage_name(kind: str) -> str:
    """What a kind of stop is called on a procurement's thread."""
    return str(_NAMES.get(kind, kind))

"""Conferences as pages read them: seats, who waits, who comes by the rule that was stated, and what rooms below show of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.conferences import rules
from nybrott.conferences.models import Asked, Conference, Material, Seat
from nybrott.conferences.states import COUNTED, THERE, ConferenceState, ListRule, MaterialKind, SeatState
from nybrott.core.actor import Actor
from nybrott.core.dates import Step
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.ui.formats import moment
from nybrott.ui.thread import NextStep

LONGEST_LIST = 500
MOST_SHOWN = 100  # questions of a conference on one page
SAID = "conference"  # in the ledger: what was said, heard by some and then given to all
PROGRAMME = "conference-programme"
SPEAKS = Q(representative__confirmed_at__isnull=False, representative__supplier__left_at=None)  # takes part still


def conference_of(dialogue: Dialogue) -> Conference | None:
    """The conference of a dialogue, if one was planned."""
    return Conference.objects.filter(dialogue=dialogue).select_related("dialogue__organisation").first()


def seats_of(conference: Conference) -> QuerySet[Seat]:
    """Those who come or wait, by supplier and name."""
    found = conference.seats.filter(state__in=COUNTED).select_related("representative__supplier")
    return found.order_by("representative__supplier__name", "representative__name", "pk")


def seat_of(representative: Representative, conference: Conference) -> Seat | None:
    """The seat of one person, whatever became of it."""
    return Seat.objects.filter(conference=conference, representative=representative).first()


def of_supplier(representative: Representative, conference: Conference) -> int:
    """How many others of the same supplier come or wait."""
    others = conference.seats.filter(state__in=COUNTED, representative__supplier=representative.supplier_id)
    return others.exclude(representative=representative).count()


def left(conference: Conference, way: str, *, but: Seat | None = None) -> int | None:
    """How many seats of a way are free, those that are offered taken off; None for no limit. `but`: a seat that does not count."""
    if (whole := conference.capacity(way)) is None:
        return None
    taken = conference.seats.filter(way=way, state__in=THERE)
    return max(0, whole - (taken.exclude(pk=but.pk) if but else taken).count())


def line(conference: Conference, way: str) -> QuerySet[Seat]:
    """Who waits for a seat of a way, the first who came first; who takes no part any more does not."""
    waiting = conference.seats.filter(SPEAKS, way=way, state=SeatState.WAITING)
    return waiting.select_related("representative__supplier", "conference__dialogue").order_by("came_at", "pk")


def place_in_line(seat: Seat, conference: Conference) -> int:
    """The how-manieth of those who wait for the same kind of seat; 0 for somebody who does not wait."""
    keys = list(line(conference, seat.way).values_list("pk", flat=True))
    return keys.index(seat.pk) + 1 if seat.pk in keys else 0


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm in the list of who comes, with those of its people who agreed to be named."""

    name: str
    people: tuple[str, ...]


def list_for(conference: Conference, *, supplier: bool) -> list[Firm] | None:
    """The list of who comes as suppliers or everyone may see it, by the rule that was stated; None when there is none for them. When it is held: who
    came."""
    seen = (ListRule.EVERYONE, ListRule.SUPPLIERS) if supplier else (ListRule.EVERYONE,)
    if conference.list_rule not in seen or conference.state not in (ConferenceState.OPEN, ConferenceState.HELD):
        return None
    held = conference.state == ConferenceState.HELD
    seats = conference.seats.filter(present=True) if held else conference.seats.filter(SPEAKS, state=SeatState.TAKEN)
    firms: dict[int, tuple[str, list[str]]] = {}
    for one in seats.select_related("representative__supplier").order_by("representative__supplier__name", "representative__name", "pk")[:LONGEST_LIST]:  # fmt: skip
        by = one.representative
        firms.setdefault(by.supplier_id, (by.supplier.name, []))[1].extend([by.name] if one.named else [])
    return [Firm(name, tuple(people)) for name, people in firms.values()]


def materials_of(conference: Conference) -> QuerySet[Material]:
    """What everyone was given at it."""
    return conference.materials.select_related("item__file").order_by("item__shown_at", "pk")


def asked_at(conference: Conference) -> QuerySet[Asked]:
    """What was asked at it, by number."""
    return conference.asked.select_related("query__same_as", "query__supplier").order_by("query__number")


def answered_at(conference: Conference) -> QuerySet[Asked]:
    """What was asked at it and answered to everyone, as far as a page shows; nothing tells who asked. All answers of a dialogue stand with
    `disclosures`."""
    return conference.asked.select_related("query").exclude(query__answer="").order_by("query__number")[:MOST_SHOWN]


def days(dialogue: Dialogue) -> Iterable[Step]:
    """The conference in the plan of the dialogue."""
    found = conference_of(dialogue)
    return [] if found is None or found.state == ConferenceState.CALLED_OFF else [Step("conference", found.begins)]


def is_told(conference: Conference) -> bool:
    """Whether everyone was given what was said: as a recording, or in writing."""
    return conference.materials.exclude(kind=MaterialKind.SLIDES).exists()


def words_of(dialogue: Dialogue, things: Collection[str]) -> dict[str, str]:
    """What everyone was told of and at the conference, by what the ledger calls it, for who comes late: the programme, and what was said."""
    if (found := conference_of(dialogue)) is None or found.opened_at is None:
        return {}
    parts = [f"{timezone.localtime(one.begins):%H:%M} {one.title}" + (f" ({one.by})" if one.by else "") for one in found.sessions.all()]  # fmt: skip
    said = [one.item for one in materials_of(found) if one.kind != MaterialKind.SLIDES]
    words = {
        PROGRAMME: "\n".join([f"{moment(found.begins)} {found.place}".strip(), *parts]),
        SAID: "\n\n".join("\n".join(part for part in (one.title, one.text, one.url) if part) for one in said),
    }
    return {thing: text for thing, text in words.items() if thing in things and text}


def next_step(actor: Actor, dialogue: Dialogue, now: datetime) -> NextStep | None:
    """Open for seats, say who came, or give everyone what was said."""
    found = conference_of(dialogue)
    if found is None or dialogue.state not in ("open", "ended"):
        return None
    said = ""
    if found.state == ConferenceState.DRAFT:
        may = rules.may_open(actor, found, found.sessions.count(), now)
        if may:
            said, act = _("The conference is planned, and suppliers cannot take seats yet."), _("Let them take seats")
    elif found.state == ConferenceState.OPEN and now >= found.ends:
        may = rules.may_hold(actor, found, now)
        said, act = _("The conference is over."), _("Say who came")
    elif found.state == ConferenceState.HELD and not is_told(found):
        may = rules.may_publish(actor, found)
        said, act = _("Those who came have heard things that others have not."), _("Share what was said with everyone")
    address = reverse("conferences:conference", args=[dialogue.pk])
    return NextStep(said, act, url=address if may else "", reason=may.reason) if said else None

"""Each driver's path through the methods, and the indicators of a run. What is shown follows from what was done; what somebody
says of themselves says so."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.competence import Kind, Material, Trace, Value, earliest, indicators, months
from nybrott.core.methods import catalogue
from nybrott.gatherings.models import Attendance, Declared, Outreach
from nybrott.gatherings.states import GatheringState
from nybrott.hearings.models import Evidence
from nybrott.programmes.models import MethodCard
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartState
from nybrott.workshops.models import Seat, Step, Workshop
from nybrott.workshops.states import SeatState, WorkshopState

PER_PAGE = 25
BEEN = (PartState.IN, PartState.DONE, PartState.LEFT)  # those who take part, or did
# the method a kind of evidence shows that somebody has used
BY_EVIDENCE = {
    Evidence.Kind.INTERVIEW: "interview-guide",
    Evidence.Kind.OBSERVATION: "shadowing",
    Evidence.Kind.SURVEY: "survey-light",
}
SOURCES: dict[str, Promise] = {
    "workshop": _("took part in a workshop"),
    "facilitator": _("led a workshop"),
    "outreach": _("work with colleagues"),
    "evidence": _("evidence on a challenge"),
    "said": _("says so"),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a run over its months. `is_share`: values are from 0 to 1. `rests_on`: what n counts."""

    key: str
    name: Promise
    means: Promise
    rests_on: Promise
    is_share: bool
    values: tuple[Value, ...]

    @property
    def last(self) -> Value | None:
        """The newest value there is."""
        return next((one for one in reversed(self.values) if one.value is not None), None)


_DRIVERS, _TIMES = _("drivers who take part"), _("times")
NAMED: tuple[tuple[str, Promise, Promise, Promise, bool], ...] = (
    ("outreach", _("Work with colleagues"), _("How often drivers did something with colleagues in the month, as they wrote it down."), _TIMES, False),
    ("colleagues", _("Colleagues reached"), _("How many colleagues that was in all. A colleague who was there twice counts twice."), _TIMES, False),
    ("units", _("Units reached"), _("The share of the run's units in which something has been done by the end of the month."), _("units of the run"), True),
    ("raised", _("Challenges raised in the units"), _("How many challenges were raised in the run's units in the month."), _("challenges"), False),
    ("learnt", _("Methods learnt"), _("How many methods a driver has learnt on average by the end of the month."), _DRIVERS, False),
    ("used", _("Methods used"), _("How many methods a driver has used on average by the end of the month."), _DRIVERS, False),
    ("taught", _("Methods taught"), _("How many methods a driver has taught on average by the end of the month."), _DRIVERS, False),
    ("teachers", _("Drivers who have taught"), _("The share of drivers who have taught colleagues a method by the end of the month."), _DRIVERS, True),
    ("attendance", _("Attendance at gatherings"), _("The share of those asked to gatherings in the month who were there."), _("invitations"), True),
)  # fmt: skip
OF_DRIVERS = frozenset({"learnt", "used", "taught", "teachers"})


def traces_of(parts: Collection[Participation]) -> list[Trace]:
    """What these people learnt, used and taught while they took part; `person` is the key of the part. Six queries.

    Learnt: a workshop with the method one took part in. Used: a workshop one led, work with colleagues, evidence one recorded.
    Taught: a workshop one led, work with colleagues that taught it. All three: what somebody says.
    """
    found = [*_from_workshops(parts), *_from_outreach(parts), *_from_evidence(parts)]
    for one in Declared.objects.filter(part__in=parts):
        found.append(Trace(one.part_id, one.card, _kind(one.kind), one.since, "said"))
    return found


def _kind(said: str) -> Kind:
    return "learnt" if said == "learnt" else "used" if said == "used" else "taught"


def _during(part: Participation, day: date) -> bool:
    since, until = _days(part)
    return since <= day and (until is None or day <= until)


def _days(part: Participation) -> tuple[date, date | None]:
    """The first and the last day somebody took part; the last is None while they do, and for those who completed it."""
    left = part.ended_at if part.state == PartState.LEFT else None
    return timezone.localdate(part.took_in_at or part.signed_up_at), timezone.localdate(left) if left else None


def _from_workshops(parts: Collection[Participation]) -> Iterator[Trace]:
    by_user: dict[int, list[Participation]] = {}
    for part in parts:
        by_user.setdefault(part.user_id, []).append(part)
    came = Q(joined_at__isnull=False) | Q(state=SeatState.COMING)
    there = Seat.objects.filter(came, user__in=by_user, workshop__state=WorkshopState.ENDED).exclude(
        state=SeatState.OUT
    )
    rows = [(workshop, user, "workshop") for workshop, user in there.values_list("workshop", "user")]
    led = Workshop.objects.filter(facilitator__in=by_user, state=WorkshopState.ENDED).values_list("pk", "facilitator")
    rows += [(workshop, user, "facilitator") for workshop, user in led]
    cards: dict[int, set[str]] = {}
    days: dict[int, date] = {}
    steps = Step.objects.filter(workshop__in={row[0] for row in rows}).exclude(card="")
    for workshop, card, ended in steps.values_list("workshop", "card", "workshop__ended_at"):
        cards.setdefault(workshop, set()).add(card)
        days[workshop] = timezone.localdate(ended)
    leaders = {(workshop, user) for workshop, user, source in rows if source == "facilitator"}
    for workshop, user, source in rows:
        if user is None or (source == "workshop" and (workshop, user) in leaders):
            continue
        kinds: tuple[Kind, ...] = ("used", "taught") if source == "facilitator" else ("learnt",)
        for part in by_user[user]:
            if workshop in days and _during(part, days[workshop]):
                yield from (
                    Trace(part.pk, card, kind, days[workshop], source) for card in cards[workshop] for kind in kinds
                )


def _from_outreach(parts: Collection[Participation]) -> Iterator[Trace]:
    for one in Outreach.objects.filter(part__in=parts).exclude(card=""):
        yield Trace(one.part_id, one.card, "used", one.held_on, "outreach")
        if one.taught:
            yield Trace(one.part_id, one.card, "taught", one.held_on, "outreach")


def _from_evidence(parts: Collection[Participation]) -> Iterator[Trace]:
    by_user: dict[int, list[Participation]] = {}
    for part in parts:
        by_user.setdefault(part.user_id, []).append(part)
    found = Evidence.objects.filter(recorded_by__in=by_user, kind__in=BY_EVIDENCE, contribution__isnull=True)
    for user, kind, at in found.values_list("recorded_by", "kind", "recorded_at"):
        for part in by_user.get(user or 0, ()):
            if _during(part, timezone.localdate(at)):
                yield Trace(part.pk, BY_EVIDENCE[Evidence.Kind(kind)], "used", timezone.localdate(at), "evidence")


@dataclass(frozen=True, slots=True)
class Way:
    """One method on somebody's path: its name, and the first trace of each kind (None: none)."""

    card: str
    name: str
    learnt: Trace | None
    used: Trace | None
    taught: Trace | None


def names_of_cards(actor: Actor, cards: Collection[str], language: str) -> dict[str, str]:
    """What method cards are called: the own organisation's, else those of Nybrott; a card that is gone is called by its id."""
    known = catalogue()
    names = {id: known[id].text(language)[1].name if id in known else id for id in cards}
    own = MethodCard.objects.visible_to(actor).filter(slug__in=cards)
    return names | {one.slug: one.card.text(language)[1].name for one in own}


def path_of(actor: Actor, part: Participation, language: str) -> list[Way]:
    """Somebody's methods, by name."""
    first = earliest(traces_of([part]))
    cards = {card for _person, card, _kind in first}
    names = names_of_cards(actor, cards, language)
    ways = [
        Way(card, names[card], first.get((part.pk, card, "learnt")), first.get((part.pk, card, "used")), first.get((part.pk, card, "taught")))
        for card in cards
    ]  # fmt: skip
    return sorted(ways, key=lambda way: (way.name.lower(), way.card))


def months_of(run: Run, now: datetime) -> list[date]:
    """The months of a run so far."""
    return months(run.begins_on, min(timezone.localdate(now), run.ends_on))


def known_by_month(ways: Collection[Way], shown: Collection[date]) -> dict[str, list[int]]:
    """How many methods somebody had learnt, used and taught by the end of each month."""
    found: dict[str, list[int]] = {}
    for kind in ("learnt", "used", "taught"):
        days = [trace.on for way in ways if (trace := getattr(way, kind)) is not None]
        found[kind] = [sum((day.year, day.month) <= (month.year, month.month) for day in days) for month in shown]
    return found


def indicators_of(run: Run, *, now: datetime, organisation: int | None = None) -> list[Indicator]:
    """The indicators of a run month by month until now, of all its people or of one organisation's. For evaluation: each says
    what it means, what n counts, and for each month its value and n. The same number of queries however many people."""
    drivers = Participation.objects.filter(run=run, kind="driver", state__in=BEEN)
    outreach, asked = (
        Outreach.objects.filter(part__run=run),
        Attendance.objects.filter(gathering__run=run, gathering__state=GatheringState.HELD),
    )
    units = run.units.all()
    if organisation is not None:
        drivers, units = drivers.filter(organisation=organisation), units.filter(organisation=organisation)
        outreach, asked = (
            outreach.filter(part__organisation=organisation),
            asked.filter(part__organisation=organisation),
        )
    parts, places = list(drivers), frozenset(units.values_list("pk", flat=True))
    raised = Challenge.objects.filter(unit__in=places).values_list("raised_at", flat=True)
    said = Material(
        traces=traces_of(parts), drivers={part.pk: _days(part) for part in parts},
        reaches=list(outreach.values_list("held_on", "unit", "people")), units=places,
        raised=[timezone.localdate(at) for at in raised],
        asked=[(timezone.localdate(at), present is True) for at, present in asked.values_list("gathering__starts_at", "present")],
    )  # fmt: skip
    reckoned = indicators(said, months_of(run, now))
    return [Indicator(key, name, means, rests_on, share, reckoned[key]) for key, name, means, rests_on, share in NAMED]


def outreach_page(actor: Actor, *, run: Run | None, page: int) -> Page[Outreach]:
    """Work with colleagues, the newest first: one's own, or all one sees in a run."""
    found = Outreach.objects.visible_to(actor)
    found = found.filter(part__user=actor.user_id or 0) if run is None else found.filter(part__run=run)
    found = found.select_related("part__user", "part__run", "unit", "challenge")
    return Paginator(found.order_by("-held_on", "-pk"), PER_PAGE).get_page(page)


def drivers_of(actor: Actor, run: Run) -> QuerySet[Participation]:
    """The drivers of a run somebody sees, by name."""
    found = Participation.objects.visible_to(actor).filter(
        run=run, kind="driver", state__in=(PartState.IN, PartState.DONE)
    )
    return found.select_related("user", "unit").order_by("user__sort_name", "pk")


@dataclass(frozen=True, slots=True)
class Known:
    """How many methods a driver has learnt, used and taught."""

    part: Participation
    learnt: int
    used: int
    taught: int


def known_in(actor: Actor, run: Run, page: int) -> Page[Known]:
    """The drivers of a run with their numbers, a page at a time."""
    cut = Paginator(drivers_of(actor, run), PER_PAGE).get_page(page)
    first = earliest(traces_of(list(cut.object_list)))
    rows = []
    for part in cut.object_list:
        mine = [kind for person, _card, kind in first if person == part.pk]
        rows.append(Known(part, mine.count("learnt"), mine.count("used"), mine.count("taught")))
    cut.object_list = rows  # type: ignore[assignment]
    return cut  # type: ignore[return-value]

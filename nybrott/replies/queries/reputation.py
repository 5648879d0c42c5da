"""Reputation with users: how those who told are met, counted once for each quarter that is over, and shown as it was counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.statistics import FEW, to_hide, wilson
from nybrott.hearings.models import ReplyWish
from nybrott.people.models import Unit
from nybrott.replies.models import FollowUp, Quarter

HEARD_WITHIN = timedelta(days=90)  # how long somebody who asked waits before it counts as not heard
TIME_TO_ANSWER = timedelta(days=14)  # how long a question has been out before silence counts
YES = 4  # a mark from here says yes, of 1 to 5
SHOWN = 12  # quarters shown at most


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it is called, what its `n` are and what its `hits` are. `median`: it is a number of days."""

    key: str
    name: str | Promise
    of: str | Promise
    hits: str | Promise
    median: bool = False


MEASURES: tuple[Measure, ...] = (
    Measure(
        "heard", _("Heard back"), _("those who asked to hear, whose 90 days ended in the quarter"),
        _("got a letter within 90 days"),
    ),
    Measure(
        "days", _("Days until the first letter"), _("those of them who heard"), _("the middle number of days"), median=True,
    ),
    Measure("understood", _("Feel understood"), _("those who first answered in the quarter"), _("gave 4 or 5 of 5")),
    Measure(
        "understood_answered", _("Answered whether they feel understood"), _("those who were asked, with 14 days to answer in the quarter"),
        _("answered before it was over"),
    ),
    Measure("better", _("Say things have got better"), _("those who first answered in the quarter"), _("gave 4 or 5 of 5")),
    Measure(
        "better_answered", _("Answered whether things have got better"), _("those who were asked, with 14 days to answer in the quarter"),
        _("answered before it was over"),
    ),
)  # fmt: skip


def first_of_quarter(day: date) -> date:
    """The first day of the quarter a day is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_quarter(first: date) -> date:
    """The first day of the quarter after the one that begins then."""
    return date(first.year + 1, 1, 1) if first.month == 10 else date(first.year, first.month + 3, 1)


def quarters_over(first: date, now: datetime) -> Iterator[date]:
    """The first days of the quarters that are over, from the one `first` is in."""
    start, today = first_of_quarter(first), timezone.localdate(now)
    while (following := next_quarter(start)) <= today:
        yield start
        start = following


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


@dataclass(slots=True)
class Count:
    """What is counted of some people: `hits` of `n`, and days where the measure has them."""

    n: int = 0
    hits: int = 0
    days: list[float] = field(default_factory=list)

    def add(self, hit: bool) -> None:
        """One more person."""
        self.n += 1
        self.hits += hit


Counts = dict[str, dict[int | None, Count]]
"""Measure → unit (its key; None: challenges of no unit) → count."""


def count_quarter(organisation_id: int, first: date) -> Counts:
    """Count a quarter that is over, unit by unit; nothing is hidden yet."""
    begins, ends = _moment(first), _moment(next_quarter(first))
    found: Counts = {measure.key: {} for measure in MEASURES}
    rows = (
        FollowUp.objects.filter(contribution__challenge__organisation=organisation_id)
        .select_related("contribution__challenge")
        .order_by("pk")
    )
    for row in rows.iterator():
        _count_one(found, row, begins, ends)
    return found


def _count_one(found: Counts, row: FollowUp, begins: datetime, ends: datetime) -> None:
    one = row.contribution
    unit = one.challenge.unit_id

    def count(measure: str) -> Count:
        return found[measure].setdefault(unit, Count())

    if row.asked_at is not None and begins <= row.asked_at + HEARD_WITHIN < ends:
        told = row.first_told_at
        heard = told is not None and told <= row.asked_at + HEARD_WITHIN
        count("heard").add(heard)
        if heard and told is not None:
            count("days").add(True)
            count("days").days.append((told - row.asked_at).total_seconds() / 86_400)
    for measure, mark, at, asked_at in (
        ("understood", one.felt_understood, row.understood_at, row.understood_asked_at),
        ("better", one.got_better, row.better_at, row.better_asked_at),
    ):
        if mark is not None and at is not None and begins <= at < ends:
            count(measure).add(mark >= YES)
        if asked_at is not None and begins <= asked_at + TIME_TO_ANSWER < ends:
            count(f"{measure}_answered").add(at is not None and at < ends)


@dataclass(frozen=True, slots=True)
class Kept:
    """One figure as it is kept; hidden ones hold no number."""

    measure: str
    unit: int | None
    whole: bool
    n: int = 0
    hits: int = 0
    value: float | None = None
    hidden: bool = False


def to_keep(counts: Counts) -> list[Kept]:
    """The figures of a quarter, the whole organisation's and each unit's, without those that tell of few people.

    What belongs to no unit is part of the whole and hidden among the units, so that no subtraction finds it.
    """
    kept: list[Kept] = []
    for measure, units in counts.items():
        n = sum(one.n for one in units.values())
        if not n:
            continue
        days = [day for one in units.values() for day in one.days]
        if n < FEW:
            kept.append(Kept(measure, None, True, hidden=True))
            continue
        kept.append(Kept(measure, None, True, n, sum(one.hits for one in units.values()), _median(days)))
        hidden = to_hide({unit: one.n for unit, one in units.items()})
        for unit, one in units.items():
            if unit is None:
                continue  # known as the rest only, and hidden with the others when it is few
            if unit in hidden:
                kept.append(Kept(measure, unit, False, hidden=True))
            else:
                kept.append(Kept(measure, unit, False, one.n, one.hits, _median(one.days)))
    return kept


def _median(days: Sequence[float]) -> float | None:
    return float(median(days)) if days else None


def first_of_all(organisation_id: int) -> date | None:
    """The day from which there is anything to count of an organisation."""
    asked = FollowUp.objects.filter(contribution__challenge__organisation=organisation_id)
    first = asked.order_by("contribution__received_at").values_list("contribution__received_at", flat=True).first()
    return None if first is None else timezone.localdate(first)


# --- as it is shown ---


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one quarter. `low` and `high`: the 95 % interval of the share. Hidden ones have no number."""

    first: date
    measure: str
    n: int | None
    hits: int | None
    share: float | None
    low: float | None
    high: float | None
    value: float | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures of an organisation or of one of its units: measure → quarters, the oldest first."""

    figures: Mapping[str, tuple[Figure, ...]]
    quarters: tuple[date, ...]

    @property
    def anything(self) -> bool:
        """Whether there is a number at all."""
        return any(one.n is not None for row in self.figures.values() for one in row)


def reputation(actor: Actor, unit: int | None = None) -> Shown:
    """The frozen figures, of a unit (its key) or of the whole organisation, the last twelve quarters."""
    everything = Quarter.objects.visible_to(actor)
    firsts = sorted(set(everything.values_list("starts_on", flat=True)))[-SHOWN:]
    rows = everything.filter(starts_on__in=firsts)
    rows = rows.filter(unit=unit) if unit is not None else rows.filter(unit__isnull=True)
    by_place = {(row.measure, row.starts_on): row for row in rows}
    return Shown(
        {
            measure.key: tuple(_figure(first, measure.key, by_place.get((measure.key, first))) for first in firsts)
            for measure in MEASURES
        },
        tuple(firsts),
    )


def _figure(first: date, measure: str, row: Quarter | None) -> Figure:
    if row is None:
        return Figure(first, measure, 0, 0, None, None, None, None, hidden=False)
    if row.hidden:
        return Figure(first, measure, None, None, None, None, None, None, hidden=True)
    low, high = wilson(row.hits, row.n) or (None, None)
    share = row.hits / row.n if row.n else None
    return Figure(first, measure, row.n, row.hits, share, low, high, row.value, hidden=False)


def units_with_figures(actor: Actor) -> list[Unit]:
    """The units anything was counted for."""
    counted = Quarter.objects.visible_to(actor).filter(unit__isnull=False).values("unit")
    return list(Unit.objects.filter(pk__in=counted).order_by("name"))


def wishes_without_follow_up() -> list[ReplyWish]:
    """Those who asked to hear and of whom nothing is noted yet."""
    return list(
        ReplyWish.objects.filter(contribution__follow_up__isnull=True)
        .select_related("contribution")
        .order_by("pk")[:5_000]
    )

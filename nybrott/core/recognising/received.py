"""How many tenders came: lots of earlier procurements, counted once each, with the years apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

LEAST_SHARE = 20  # with fewer, no share is given


@dataclass(frozen=True, slots=True)
class Lot:
    """What a result notice says of one lot. `tenders`: how many came, None when it does not say. `procedure` is shared by all notices of one
    procedure: of two that speak of one lot, the later holds."""

    key: str
    procedure: str
    lot: str
    published_on: date | None
    tenders: int | None
    title: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Received:
    """`n` lots whose notice says how many tenders came, in `procedures` procurements; `unsaid` lots whose notice does not. `single`: lots with
    exactly one tender; `none`: with no tender. `median` is None where n is 0; `first` and `last` are years. `lots`: all of them, each once, the newest
    first."""

    n: int
    procedures: int
    unsaid: int
    median: float | None
    single: int
    none: int
    first: int | None
    last: int | None
    lots: tuple[Lot, ...] = ()

    @property
    def single_share(self) -> float | None:
        """The share of lots with exactly one tender; None below twenty."""
        return self.single / self.n if self.n >= LEAST_SHARE else None

    def by_year(self) -> "list[tuple[int, Received]]":
        """The same for each year in which results were published, the latest first; undated ones are left out."""
        years: defaultdict[int, list[Lot]] = defaultdict(list)
        for one in self.lots:
            if one.published_on:
                years[one.published_on.year].append(one)
        return [(year, _counted(years[year])) for year in sorted(years, reverse=True)]


def _latest(lots: Iterable[Lot]) -> list[Lot]:
    """Each lot once, as the latest notice that says how many tenders came has it; the newest first. Lots of which no notice says it are kept."""
    held: dict[tuple[str, str], Lot] = {}
    for one in lots:
        known = held.get((one.procedure, one.lot))
        if known is None or _age(one) > _age(known):
            held[one.procedure, one.lot] = one
    return sorted(
        held.values(), key=lambda one: (-(one.published_on or date.min).toordinal(), one.key, one.lot, one.order)
    )


def _age(one: Lot) -> tuple[bool, date, str, int]:
    return one.tenders is not None, one.published_on or date.min, one.key, one.order


def received(lots: Iterable[Lot]) -> Received:
    """All lots together."""
    return _counted(_latest(lots))


def _counted(lots: list[Lot]) -> Received:
    said = [(one, one.tenders) for one in lots if one.tenders is not None]
    numbers = [number for _one, number in said]
    years = [one.published_on.year for one, _number in said if one.published_on]
    return Received(
        n=len(said), procedures=len({one.procedure for one, _number in said}), unsaid=len(lots) - len(said),
        median=float(median(numbers)) if numbers else None, single=numbers.count(1), none=numbers.count(0),
        first=min(years, default=None), last=max(years, default=None), lots=tuple(lots),
    )  # fmt: skip

"""Organisations side by side, together, and beside the rest of their country: the figures of a comparison.

Everything is counted by the same measures as elsewhere. Counts of the rest are the country's minus the group's; a
median cannot be taken apart like that, and is given for the whole country instead.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from nybrott.core.language import sort_key
from nybrott.observatory import queries
from nybrott.observatory.views.groups import Member, index_of

MEASURES = ("innovative-procurements", "dialogue-share", "tenders-received", "small-suppliers")


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted: procurements and those each lens sees; competitions and announced dialogues; lots with a known
    number of tenders; lots where a winner's size is stated, and those won by a small or medium-sized supplier."""

    procurements: int = 0
    strict: int = 0
    declared: int = 0
    behavioural: int = 0
    competitions: int = 0
    dialogues: int = 0
    tendered: int = 0
    stated: int = 0
    small: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return self._with(other, int.__add__)

    def __sub__(self, other: "Counts") -> "Counts":
        return self._with(other, int.__sub__)

    def _with(self, other: "Counts", what: Callable[[int, int], int]) -> "Counts":
        return Counts(*(what(getattr(self, one.name), getattr(other, one.name)) for one in fields(Counts)))


# share → (what is counted, what it is a share of), both fields of `Counts`
SHARES: Mapping[str, tuple[str, str]] = {
    "dialogue_share": ("dialogues", "competitions"),
    "strict_share": ("strict", "procurements"),
    "declared_share": ("declared", "procurements"),
    "behavioural_share": ("behavioural", "procurements"),
    "small_share": ("small", "stated"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `n`; `value` is from 0 to 1 (announced dialogues may outnumber competitions), None where `n` is 0."""

    part: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.part / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Side:
    """One that is compared: an organisation (with `country` and `ref`), a group together, or the rest.

    `median` is the median number of tenders a lot received, None where none is known. `whole` says that it is the
    median of the whole country, not of the rest alone."""

    name: str
    counts: Counts
    median: float | None = None
    country: str = ""
    ref: str = ""
    whole: bool = False

    def share(self, name: str) -> Share:
        """One of `SHARES`."""
        part, of = SHARES[name]
        return Share(getattr(self.counts, part), getattr(self.counts, of))


@dataclass(frozen=True, slots=True)
class Asked:
    """What to compare: a group's members, or with none every organisation of `country`; in one CPV division or all."""

    country: str
    cpv: str = ""
    group: tuple[Member, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the organisations compared."""
        return tuple(sorted({member.country for member in self.group})) or (self.country,)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`rows` by name, `together` all of them, `rest` the other organisations of their countries (None without a
    group), `unknown` the members of the group the lake has no notice of."""

    rows: tuple[Side, ...]
    together: Side
    rest: Side | None
    unknown: tuple[Member, ...]


def compared(asked: Asked) -> Comparison:
    """The comparison, counted once for each generation of the lake."""
    held = queries.lake()
    return _compared(str(held.folder), held.generation, asked)


@lru_cache(maxsize=8)
def _compared(folder: str, generation: str, asked: Asked) -> Comparison:
    where: dict[str, object] = {"country": asked.countries} | ({"cpv": asked.cpv} if asked.cpv else {})
    base, median = _total(where)
    if not asked.group:
        rows = [row for row in _each(where).values() if row.ref]
        return Comparison(tuple(_in_order(rows)), Side("", base, median), None, ())
    held = set(queries.countries(queries.coverage()))
    found = (
        (member, index_of(member.country).by_ref.get(member.ref)) for member in asked.group if member.country in held
    )
    known = {member: row.name for member, row in found if row is not None}
    return _of_group(asked, known, where, Side("", base, median))


def _of_group(asked: Asked, known: Mapping[Member, str], where: Mapping[str, object], whole: Side) -> Comparison:
    counted: dict[Member, Side] = {}
    median: float | None = None
    if known:
        narrowed = {**where, "buyer": tuple(sorted({member.ref for member in known}))}
        counted = _each(narrowed)
        # a number may mean another organisation in another of the countries; then the lake's median is not the group's
        alone = set(counted) <= set(known)
        median = _median(narrowed) if alone else None
    rows = [
        Side(name, counted[member].counts, counted[member].median, member.country, member.ref)
        if member in counted
        else Side(name, Counts(), None, member.country, member.ref)
        for member, name in known.items()
    ]
    together = sum((row.counts for row in rows), Counts())
    rest = Side("", whole.counts - together, whole.median, whole=bool(together.tendered))
    unknown = tuple(member for member in asked.group if member not in known)
    return Comparison(tuple(_in_order(rows)), Side("", together, median), rest, unknown)


def _each(where: Mapping[str, object]) -> dict[Member, Side]:
    """Every organisation that a measure counts something of."""
    found: dict[Member, dict[str, Mapping[str, object]]] = {}
    names: dict[Member, str] = {}
    for measure in MEASURES:
        # not kept by itself: there may be many thousand rows
        for row in queries.lake().measure(measure, by=("buyer",), where=where).records():
            member = Member(str(row["country"]), str(row["buyer"]))
            found.setdefault(member, {})[measure] = row
            names.setdefault(member, str(row["buyer_name"]))
    return {
        member: Side(names[member], _counts(rows), _tenders(rows), member.country, member.ref)
        for member, rows in found.items()
    }


def _total(where: Mapping[str, object]) -> tuple[Counts, float | None]:
    rows = {measure: row for measure in MEASURES for row in queries.measured(measure, by=(), where=where).records()}
    return _counts(rows), _tenders(rows)


def _median(where: Mapping[str, object]) -> float | None:
    rows = queries.measured("tenders-received", by=(), where=where).records()
    return next((_number(row["median_tenders"]) for row in rows), None)


def _counts(rows: Mapping[str, Mapping[str, object]]) -> Counts:
    def counted(measure: str, column: str) -> int:
        return int(str(rows.get(measure, {}).get(column) or 0))

    return Counts(
        procurements=counted("innovative-procurements", "n"),
        strict=counted("innovative-procurements", "strict"),
        declared=counted("innovative-procurements", "declared"),
        behavioural=counted("innovative-procurements", "behavioural"),
        competitions=counted("dialogue-share", "n"),
        dialogues=counted("dialogue-share", "dialogues"),
        tendered=counted("tenders-received", "n"),
        stated=counted("small-suppliers", "n"),
        small=counted("small-suppliers", "small"),
    )


def _tenders(rows: Mapping[str, Mapping[str, object]]) -> float | None:
    return _number(rows.get("tenders-received", {}).get("median_tenders"))


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


# --- order ---


def by_name(side: Side) -> tuple[str, str, str]:
    """A key that sorts names as Norwegians do."""
    return (sort_key(side.name), side.country, side.ref)


def _in_order(rows: Sequence[Side]) -> list[Side]:
    return sorted(rows, key=by_name)


def _share_of(name: str) -> Callable[[Side], float | None]:
    return lambda side: side.share(name).value


SORTS: Mapping[str, Callable[[Side], float | None]] = {
    "procurements": lambda side: side.counts.procurements,
    "dialogues": lambda side: side.counts.dialogues,
    "dialogue_share": _share_of("dialogue_share"),
    "strict": lambda side: side.counts.strict,
    "declared": lambda side: side.counts.declared,
    "behavioural": lambda side: side.counts.behavioural,
    "tenders": lambda side: side.median,
    "small_share": _share_of("small_share"),
}


def in_order(rows: Sequence[Side], sort: str) -> list[Side]:
    """The rows sorted by name or one of `SORTS`, descending with a minus in front; what is not known comes last."""
    key, falling = sort.removeprefix("-"), sort.startswith("-")
    if key not in SORTS:
        return list(rows)[::-1] if falling else list(rows)
    value = SORTS[key]
    known = [row for row in rows if value(row) is not None]
    unknown = [row for row in rows if value(row) is None]
    return [*sorted(known, key=lambda row: value(row) or 0, reverse=falling), *unknown]

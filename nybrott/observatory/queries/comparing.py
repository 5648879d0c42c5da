"""Organisations side by side, together, and beside the rest of their country: the figures of a comparison.

Everything is counted by the same measures as elsewhere. Counts of the rest are the country's minus the group's; a
median cannot be taken apart like that, and is given for the whole country instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from nybrott.core.comparison import Counts, Side, by_name
from nybrott.core.groups import Index, Member
from nybrott.lake.shapes import OrganisationRow
from nybrott.notices.queries import confirmed_notices
from nybrott.observatory.queries import asking

MEASURES = ("innovative-procurements", "dialogue-share", "tenders-received", "small-suppliers", asking.CONFIRMED)


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
    """The comparison, counted once for each generation of the lake and each state of the judgements."""
    held = asking.lake()
    return _compared(str(held.folder), held.generation, confirmed_notices(), asked)


@lru_cache(maxsize=8)
def _compared(folder: str, generation: str, confirmed: tuple[str, ...], asked: Asked) -> Comparison:
    where: dict[str, object] = {"country": asked.countries} | ({"cpv": asked.cpv} if asked.cpv else {})
    base, median = _total(where, confirmed)
    if not asked.group:
        rows = [row for row in _each(where, confirmed).values() if row.ref]
        return Comparison(tuple(sorted(rows, key=by_name)), Side("", base, median), None, ())
    held = set(asking.countries(asking.coverage()))
    found = (
        (member, index_of(member.country).by_ref.get(member.ref)) for member in asked.group if member.country in held
    )
    known = {member: row.name for member, row in found if row is not None}
    return _of_group(asked, known, where, Side("", base, median), confirmed)


def _of_group(
    asked: Asked,
    known: Mapping[Member, str],
    where: Mapping[str, object],
    whole: Side,
    confirmed: tuple[str, ...],
) -> Comparison:
    counted: dict[Member, Side] = {}
    median: float | None = None
    if known:
        narrowed = {**where, "buyer": tuple(sorted({member.ref for member in known}))}
        counted = _each(narrowed, confirmed)
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
    return Comparison(tuple(sorted(rows, key=by_name)), Side("", together, median), rest, unknown)


def _each(where: Mapping[str, object], confirmed: tuple[str, ...]) -> dict[Member, Side]:
    """Every organisation that a measure counts something of."""
    found: dict[Member, dict[str, Mapping[str, object]]] = {}
    names: dict[Member, str] = {}
    for measure in MEASURES:
        # not kept by itself: there may be many thousand rows
        for row in asking.lake().measure(measure, by=("buyer",), where=where, confirmed=confirmed).records():
            member = Member(str(row["country"]), str(row["buyer"]))
            found.setdefault(member, {})[measure] = row
            names.setdefault(member, str(row["buyer_name"]))
    return {
        member: Side(names[member], _counts(rows), _tenders(rows), member.country, member.ref)
        for member, rows in found.items()
    }


def _total(where: Mapping[str, object], confirmed: tuple[str, ...]) -> tuple[Counts, float | None]:
    rows = {
        measure: row
        for measure in MEASURES
        for row in asking.lake().measure(measure, where=where, confirmed=confirmed).records()
    }
    return _counts(rows), _tenders(rows)


def _median(where: Mapping[str, object]) -> float | None:
    rows = asking.measured("tenders-received", by=(), where=where).records()
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
        confirmed=counted(asking.CONFIRMED, "confirmed"),
    )


def _tenders(rows: Mapping[str, Mapping[str, object]]) -> float | None:
    return _number(rows.get("tenders-received", {}).get("median_tenders"))


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


# --- who there is ---


@lru_cache(maxsize=8)
def _index(folder: str, generation: str, country: str) -> Index[OrganisationRow]:
    return Index(asking.buyers(country))


def index_of(country: str) -> Index[OrganisationRow]:
    """The organisations of a country, ready to be found; made once for each generation of the lake."""
    held = asking.lake()
    return _index(str(held.folder), held.generation, country)

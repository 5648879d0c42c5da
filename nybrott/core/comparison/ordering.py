"""Order: by name as Norwegians sort, or by what was counted; what is not known comes last."""

from collections.abc import Callable, Mapping, Sequence

from nybrott.core.comparison.sides import Side
from nybrott.core.language import sort_key


def by_name(side: Side) -> tuple[str, str, str]:
    """A key that sorts names as Norwegians do."""
    return (sort_key(side.name), side.country, side.ref)


def _share_of(name: str) -> Callable[[Side], float | None]:
    return lambda side: side.share(name).value


SORTS: Mapping[str, Callable[[Side], float | None]] = {
    "procurements": lambda side: side.counts.procurements,
    "dialogues": lambda side: side.counts.dialogues,
    "dialogue_share": _share_of("dialogue_share"),
    "strict": lambda side: side.counts.strict,
    "declared": lambda side: side.counts.declared,
    "behavioural": lambda side: side.counts.behavioural,
    "confirmed": lambda side: side.counts.confirmed,
    "tenders": lambda side: side.median,
    "small_share": _share_of("small_share"),
}


def in_order(rows: Sequence[Side], sort: str) -> list[Side]:
    """The rows sorted by name or one of `SORTS`, descending with a minus in front; what is not known comes last,
    and ties are in order of name."""
    key, falling = sort.removeprefix("-"), sort.startswith("-")
    rows = sorted(rows, key=by_name, reverse=falling and key not in SORTS)
    if key not in SORTS:
        return rows
    value = SORTS[key]
    known = [row for row in rows if value(row) is not None]
    unknown = [row for row in rows if value(row) is None]
    return [*sorted(known, key=lambda row: value(row) or 0, reverse=falling), *unknown]

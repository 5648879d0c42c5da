"""Sorting and narrowing of lists: the names a caller may use, and the SQL each stands for. Values go as parameters."""

from collections.abc import Mapping
from dataclasses import dataclass

# How names and titles are sorted: æ ø å after z, aa as å. `kept` has the place of long lists' texts ready.
_BY_NAME = "collate nb"

NOTICE_SORTS: Mapping[str, str] = {
    "published": "published_on",
    "title": "title_place",
    "buyer": "buyer_place",
    "stage": "stage",
    "country": "country",
}
PROCEDURE_SORTS: Mapping[str, str] = {
    "opened": "opened_on",
    "title": "title_place",
    "buyer": "buyer_place",
    "notices": "notices",
}
ORGANISATION_SORTS: Mapping[str, str] = {
    "name": f"name {_BY_NAME}",
    "country": "country",
    **{
        column: column
        for column in (
            "notices", "procedures", "dialogues", "strict", "declared", "behavioural", "innovation", "candidates",
            "last_year",
        )
    },
}  # fmt: skip

SIGNS = ("market_dialogue", "innovation", "partnership", "friendly")
LENSES = ("strict", "declared", "behavioural")

_NOTICE_CONDITIONS: Mapping[str, str] = {
    "country": "country = $country",
    "buyer": "buyer = $buyer",
    "year": "year = $year",
    "stage": "stage = $stage",
    "format": "format = $format",
    "procedure": "procedure = $procedure",
    "procedure_key": "procedure_key = $procedure_key",
    "cpv": "starts_with(cpv_main, $cpv)",
    "title": "contains(lower(title), lower($title))",
    "signal": "key in (select key from findings where signal = $signal)",
    "confirmed": "key in (select unnest(cast($confirmed as varchar[])))",
}
_PROCEDURE_CONDITIONS: Mapping[str, str] = {
    "country": "country = $country",
    "buyer": "buyer = $buyer",
    "year": "year = $year",
    "title": "contains(lower(title), lower($title))",
    "confirmed": "procedure_key in (select procedure_key from listed_notices"
    " where key in (select unnest(cast($confirmed as varchar[]))))",
}
_PROCEDURE_TRUTHS: Mapping[str, Mapping[str, str]] = {
    "reached": {"market": "(competition or result)", "competition": "competition"},
    "lens": {name: name for name in LENSES} | {"any": "(strict or declared or behavioural)"},
    "sign": {name: name for name in SIGNS},
}
_ORGANISATION_CONDITIONS: Mapping[str, str] = {
    "country": "country = $country",
    "name": "contains(lower(name), lower($name))",
}
_TRUTHS: Mapping[str, Mapping[str, str]] = {
    "lens": {name: name for name in LENSES} | {"any": "(strict or declared or behavioural)"},
    "sign": {name: name for name in SIGNS} | {"candidate": "len(candidates) > 0"},
}


class LakeQuestion(ValueError):
    """A name the lake does not sort or narrow by, or a value that cannot be. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A condition in SQL, and the values of its parameters."""

    sql: str
    values: Mapping[str, object]


def notices(where: Mapping[str, object]) -> Narrowed:
    """Which notices: by any of country, buyer, year, stage, format, procedure, procedure_key, cpv (a beginning),
    title (a part of it), signal (its id), confirmed (keys of notices), lens (or “any”) and sign. A value None asks for nothing."""
    return _narrowed(where, _NOTICE_CONDITIONS, _TRUTHS)


def procedures(where: Mapping[str, object]) -> Narrowed:
    """Which procurements: by any of country, buyer, year, title (a part of it), confirmed (keys of notices,
    one of which it has), lens (one, or any), sign, and
    reached: "market" (those with a competition or a result: what shares are shares of) or "competition"."""
    return _narrowed(where, _PROCEDURE_CONDITIONS, _PROCEDURE_TRUTHS)


def organisations(where: Mapping[str, object]) -> Narrowed:
    """Which organisations: by country and name (a part of it)."""
    return _narrowed(where, _ORGANISATION_CONDITIONS, {})


def order(sorts: Mapping[str, str], sort: str, *, descending: bool, then: str) -> str:
    """The `order by` of a list; `then` settles ties."""
    if sort not in sorts:
        raise LakeQuestion(f"“{sort}” is nothing to sort by; there are {', '.join(sorts)}.")
    return f"order by {sorts[sort]} {'desc' if descending else 'asc'} nulls last, {then}"


def _narrowed(
    where: Mapping[str, object], conditions: Mapping[str, str], truths: Mapping[str, Mapping[str, str]]
) -> Narrowed:
    parts, values = [], {}
    for name, value in where.items():
        if value is None or value == "":
            continue
        if name == "confirmed" and not value:  # nothing is confirmed, and nothing need be looked through
            parts.append("false")
        elif name in truths:
            if value not in truths[name]:
                raise LakeQuestion(f"“{value}” is no {name}; there are {', '.join(truths[name])}.")
            parts.append(truths[name][str(value)])
        elif name in conditions:
            parts.append(conditions[name])
            values[name] = _cleaned(name, value)
        else:
            raise LakeQuestion(f"“{name}” is nothing to narrow by; there are {', '.join((*conditions, *truths))}.")
    return Narrowed(" and ".join(parts) or "true", values)


def _cleaned(name: str, value: object) -> object:
    if name == "confirmed" and isinstance(value, (list, tuple)):
        return [str(key) for key in value]
    if name != "year":
        return str(value)
    try:
        year = int(str(value))
    except ValueError:
        raise LakeQuestion(f"A year is a whole number, not “{value}”.") from None
    if not 0 <= year <= 9999:
        raise LakeQuestion(f"There is no year {year}.")
    return year

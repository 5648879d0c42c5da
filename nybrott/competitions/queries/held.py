"""What the lake holds that a procurement can belong together with: by number, by buyer, by procedure; and how many tenders came to the buyer before.

The lake is asked for what its own methods do not give, in a fixed number of statements. A lake that is rebuilt meanwhile is asked anew; one that is
not there answers nothing.
"""

# ruff: noqa: S608 - SQL is put together from this module's own names; values always go as parameters

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from duckdb import Error as LakeFault

from nybrott.core.recognising import Found, Lot
from nybrott.lake import NoLake
from nybrott.lake.opened import Opened
from nybrott.notices.queries import lake
from nybrott.people.models import Organisation

STAGES = ("planning", "competition", "direct-award", "result", "modification")
MOST_FOUND = 300  # notices of a buyer that are compared with one procurement
MOST_LOTS = 5_000
_TEXT = 4_000  # characters of a notice that are compared
_HEAD = (
    "key, stage, title, published_on, deadline_on, buyer_name, coalesce(nullif(doffin_ref, ''), nullif(publication_ref, ''), notice_id) as official,"
    " procedure_key"
)
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Head:
    """A notice in the lake. `official`: its Doffin number, else its TED number, else its identifier. `chain`: shared by all notices of its procedure."""

    key: str
    stage: str
    title: str
    published_on: date | None
    deadline_on: date | None
    buyer_name: str
    official: str
    chain: str


@dataclass(frozen=True, slots=True)
class Buyer:
    """An organisation as notices know it: by its number, and by names where a notice gives no number."""

    country: str
    number: str
    names: tuple[str, ...]


@lru_cache(maxsize=2)
def _opened(folder: Path) -> Opened:
    return Opened(folder, threads=2, memory="1GB")


def ask(sql: str, values: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
    """The rows a statement gives in the lake that holds; none when there is no lake, or none that can be read."""
    for again in range(_TRIES):
        if not (generation := lake().generation):
            return []
        try:
            return _opened(lake().folder / generation).ask(sql, values or {})
        except (LakeFault, NoLake, OSError):
            _opened.cache_clear()
            time.sleep(0.01 * again)
    return []


def standing() -> tuple[str, date | None]:
    """The state of the lake, and the day of its newest notice."""
    rows = ask("select max(published_on) from notices")
    return lake().generation, rows[0][0] if rows else None


def buyer_of(organisation: Organisation) -> Buyer:
    """How notices know an organisation: its number, its name here, and every name notices with its number use."""
    country, number = organisation.country.upper(), re.sub(r"\s", "", organisation.number)
    names = {_folded(organisation.name)}
    if number:
        rows = ask(
            "select distinct buyer_name from notices where country = $country and buyer = $number",
            {"country": country, "number": number},
        )
        names |= {_folded(name) for (name,) in rows}
    return Buyer(country, number, tuple(sorted(names - {""})))


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


# A name counts only where the notice gives no number: two municipalities may be called the same.
_BUYER = (
    "((country = $country and buyer = $number and $number <> '') or (buyer_ref = '' and country in ($country, 'ZZ')"
    " and regexp_replace(lower(trim(buyer_name)), '\\s+', ' ', 'g') in (select unnest(cast($names as varchar[])))))"
)


def _values(buyer: Buyer) -> dict[str, object]:
    return {"country": buyer.country, "number": buyer.number, "names": list(buyer.names)}


def by_number(number: str) -> Head | None:
    """The notice with a Doffin or TED number, an identifier (its latest version, unless one is named), or a name in the lake."""
    rows = ask(
        f"select {_HEAD} from notices where stage <> 'test' and (doffin_ref = $number or publication_ref = $number or key = $number"
        " or lower(notice_id) = $number or lower(notice_id || '-' || version) = $number)"
        " order by published_on desc nulls last, version desc, key limit 1",
        {"number": number},
    )
    return Head(*rows[0]) if rows else None


def by_key(keys: Sequence[str]) -> list[Head]:
    """Notices by their names in the lake; those it does not hold are left out."""
    if not keys:
        return []
    rows = ask(
        f"select {_HEAD} from notices where key in (select unnest(cast($keys as varchar[]))) order by key",
        {"keys": list(keys)},
    )
    return [Head(*row) for row in rows]


def following(keys: Sequence[str]) -> list[Head]:
    """All notices that official identifiers tie to these: of the same procedures, and of those a market dialogue led to by reference."""
    if not keys:
        return []
    rows = ask(
        "with recursive mine as (select distinct procedure_key from notices where key in (select unnest(cast($keys as varchar[])))),"
        " tied as (select notices.procedure_key as one, guesses.procedure_key as other from guesses join notices using (key)"
        " where guesses.known_by <> 'guess'),"
        " reached as (select procedure_key from mine union select case when one = procedure_key then other else one end"
        " from tied join reached on one = procedure_key or other = procedure_key)"
        f" select {_HEAD} from notices where stage <> 'test' and procedure_key in (select procedure_key from reached)"
        " order by published_on nulls last, key limit 200",
        {"keys": list(keys)},
    )
    return [Head(*row) for row in rows]


def candidates(buyer: Buyer, *, since: date, until: date) -> list[tuple[Head, Found]]:
    """The buyer's notices published between two days, each as it is kept and as it is compared: those nearest the middle when there are too many."""
    values = _values(buyer) | {
        "since": since,
        "until": until,
        "middle": since + (until - since) / 2,
        "stages": list(STAGES),
    }
    rows = ask(
        f"select {_HEAD}, cpv_main, cpv_additional, (country = $country and buyer = $number and $number <> '') from notices where {_BUYER}"
        " and published_on between $since and $until and stage in (select unnest(cast($stages as varchar[])))"
        f" order by abs(date_diff('day', published_on, $middle)), key limit {MOST_FOUND}",
        values,
    )
    heads = [(Head(*row[:8]), row[8:]) for row in rows]
    texts = dict(
        ask(
            "select key, string_agg(content, ' ' order by ordinal) from texts where country in ($country, 'ZZ') and year between $first and $last"
            " and field in ('description', 'lot-description') and key in (select unnest(cast($keys as varchar[]))) group by key",
            {
                "country": buyer.country,
                "first": since.year,
                "last": until.year,
                "keys": [head.key for head, _rest in heads],
            },
        )
    )
    return [
        (head, Found(
            head.key, head.title, head.stage, head.published_on, (texts.get(head.key) or "")[:_TEXT],
            tuple(dict.fromkeys(code for code in (main, *(more or ())) if code)), bool(is_number), head.chain, head.buyer_name,
        ))
        for head, (main, more, is_number) in heads
    ]  # fmt: skip


def lots_before(buyer: Buyer, group: str, *, before: date, but: Sequence[str] = ()) -> list[Lot]:
    """What result notices of the buyer say of the lots of a CPV group (the beginning of a code), published before a day; without the procedures in
    `but`. The newest, when there are more than `MOST_LOTS`."""
    if not group:
        return []
    rows = ask(
        "select notices.key, procedure_key, results.lot, notices.published_on, results.tenders, notices.title, results.ordinal"
        f" from results join notices on notices.key = results.key where {_BUYER.replace('country', 'notices.country').replace('$notices.country', '$country')}"
        " and stage = 'result' and starts_with(cpv_main, $group) and notices.published_on < $before"
        " and procedure_key not in (select unnest(cast($but as varchar[])))"
        f" order by notices.published_on desc, notices.key, results.ordinal limit {MOST_LOTS}",
        _values(buyer) | {"group": group, "before": before, "but": list(but)},
    )
    return [Lot(*row) for row in rows]

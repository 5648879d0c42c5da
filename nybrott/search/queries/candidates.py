"""Candidates from the index, in the order they are shown in, without reading all that a frequent word is in.

What few things hold is found by looking at all of them. A word that stands in a sixth of all things is in most pages of the table, and
only the last moved of them are wanted: those that moved lately are looked for first, and the rest only when these were too few. Which
of the two it is, the database's own estimate says. The order is the same either way.
"""

# ruff: noqa: S608 - what is put together are names of our own; what somebody asks for is given beside it

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from time import monotonic
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from nybrott.core.actor import Actor
from nybrott.search.models import Reach, SearchedThing
from nybrott.search.queries.kinds import KINDS
from nybrott.search.queries.words import Wanted, query

FEW = 1_200  # things that hold all words, as the database estimates them, that are all looked at (measured: benchmarks/README.md)
LATELY = 8_000  # of all things, the last moved that are looked at first (measured: benchmarks/README.md)
_OLD = 60.0  # seconds
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_TABLE = SearchedThing._meta.db_table
_IN_TITLE, _IN_TEXT = "title_words @@ %(query)s::tsquery", "words @@ %(query)s::tsquery AND NOT title_words @@ %(query)s::tsquery"  # fmt: skip
# what the rows of visible_to are; a test holds the two together
_OURS = "(organisation_id = %(organisation)s OR reach <> %(own)s)"
_OPEN = "reach = %(open)s"


def candidates(
    actor: Actor, words: Sequence[Wanted], kinds: Sequence[str], most: int, *, texts: bool = True, start: int = 0
) -> list[tuple[str, int]]:
    """Kind and key of things that hold every word and may be somebody's to see: those with all of them in the title, then, with
    `texts`, the others; within each the last moved first."""
    who = _OURS if actor.user_id is not None and actor.organisation_id is not None else _OPEN
    where = who if len(kinds) == len(KINDS) else f"{who} AND kind = ANY(%(kinds)s)"
    given: dict[str, Any] = {
        "query": query(words), "organisation": actor.organisation_id, "own": Reach.OWN, "open": Reach.OPEN,
        "kinds": list(kinds), "enough": start + most, "most": most, "start": start,
    }  # fmt: skip
    with connection.cursor() as cursor:
        if texts and _expected(cursor, given) < FEW:
            cursor.execute(_all_of(where), given)
        else:
            given["since"] = _since(cursor)
            cursor.execute(_lately_first(where, texts=texts), given)
        return [(kind, ref) for kind, ref in cursor.fetchall()]


def _expected(cursor: CursorWrapper, given: dict[str, Any]) -> int:
    """How many things hold all words, as the database estimates without looking."""
    cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT FROM {_TABLE} WHERE words @@ %(query)s::tsquery", given)
    return int(cursor.fetchone()[0][0]["Plan"]["Plan Rows"])


def _since(cursor: CursorWrapper) -> datetime:
    """Since when the last moved are `LATELY`. The database must know it when it decides how to look; that it is up to a minute old
    decides nothing about what is found."""
    if monotonic() >= _asked_again["at"]:
        cursor.execute(f"SELECT at FROM {_TABLE} ORDER BY at DESC LIMIT 1 OFFSET %s", [LATELY])
        _asked_again.update(at=monotonic() + _OLD, since=(cursor.fetchone() or (_LONG_AGO,))[0])
    since: datetime = _asked_again["since"]
    return since


_asked_again: dict[str, Any] = {"at": 0.0}


def _all_of(where: str) -> str:
    return (
        f"SELECT kind, ref FROM {_TABLE} WHERE words @@ %(query)s::tsquery AND {where}"
        " ORDER BY title_words @@ %(query)s::tsquery DESC, at DESC, id DESC LIMIT %(most)s OFFSET %(start)s"
    )


@lru_cache(maxsize=8)
def _lately_first(where: str, *, texts: bool) -> str:
    parts = [
        (f"{place}_{when}", f"{holds} AND {where} AND at {since} %(since)s")
        for place, holds in (("title", _IN_TITLE), ("text", _IN_TEXT))[: 2 if texts else 1]
        for when, since in (("lately", ">="), ("before", "<"))
    ]
    asked, before = [], ""
    for name, which in parts:
        # what stands in no row is reckoned first: when there are enough, a part is not looked for at all
        needed = f" AND {before} < %(enough)s" if before else ""
        # the sum is no order that an index has: walking through all things by time takes longest for what few hold
        asked.append(
            f"{name} AS MATERIALIZED (SELECT kind, ref, at, id FROM {_TABLE} WHERE {which}{needed}"
            " ORDER BY at + interval '0' DESC, id DESC LIMIT %(enough)s)"
        )
        before = f"{before} + (SELECT count(*) FROM {name})" if before else f"(SELECT count(*) FROM {name})"
    found = " UNION ALL ".join(
        f"SELECT {place} AS place, kind, ref, at, id FROM {name}" for place, (name, _which) in enumerate(parts)
    )
    return (
        f"WITH {', '.join(asked)} SELECT kind, ref FROM ({found}) AS found"
        " ORDER BY place, at DESC, id DESC LIMIT %(most)s OFFSET %(start)s"
    )

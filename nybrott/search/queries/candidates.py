"""Candidates from the index, in the order they are shown in: with one question, and without reading all that a frequent word is in.

A word that stands in a sixth of all things is in most pages of the table, and only the last moved of them are wanted. So those
that moved lately are looked for first, and the rest only when these were too few. The order is the same either way.
"""

# ruff: noqa: S608 - what is put together are names of our own; what somebody asks for is given beside it

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from django.db import connection

from nybrott.core.actor import Actor
from nybrott.search.models import Reach, SearchedThing
from nybrott.search.queries.kinds import KINDS
from nybrott.search.queries.words import Wanted, query

LATELY = 8_000  # of all things, the last moved that are looked at first (measured: benchmarks/README.md)
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
    given = {
        "query": query(words), "organisation": actor.organisation_id, "own": Reach.OWN, "open": Reach.OPEN,
        "kinds": list(kinds), "since": _lately[-1], "lately": LATELY, "enough": start + most, "most": most, "start": start,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_question(where, texts=texts), given)
        *found, (_kind, _ref, since) = cursor.fetchall()
    _lately[:] = [since or _LONG_AGO]
    return [(kind, ref) for kind, ref, _at in found]


# since when the last moved are as many as wanted, as the last answer told: the database must know the moment when it decides how
# to look, and whether it is a little old decides nothing about what is found
_lately = [_LONG_AGO]


@lru_cache(maxsize=8)
def _question(where: str, *, texts: bool) -> str:
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
        f"WITH {', '.join(asked)} (SELECT kind, ref, at FROM ({found}) AS found"
        " ORDER BY place, at DESC, id DESC LIMIT %(most)s OFFSET %(start)s)"
        f" UNION ALL SELECT NULL, NULL, (SELECT at FROM {_TABLE} ORDER BY at DESC LIMIT 1 OFFSET %(lately)s)"
    )

"""Which of many things somebody may see, asked of each kind by its own rule, in one question.

To put the rules together in SQL takes longer than to answer them, and for the same person they are the same each time. So each is
put together once for who asks, with a place left open for the keys. `Actor` holds all a rule may ask about: whose roles, units or
networks change is another actor, and a test says that no rule looks at the clock or into the database while it is put together.
"""

# ruff: noqa: S608 - what is put together are questions the database layer wrote; what they are asked about is given beside them

from collections.abc import Iterable
from functools import lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connection

from nybrott.core.actor import Actor
from nybrott.groundwork.prepared import Among, filled
from nybrott.search.queries.kinds import KINDS

_HELD = 4_096  # rules kept: one for each person and kind, some 3 kB
Key = tuple[str, int]


@lru_cache(maxsize=_HELD)
def rule(name: str, actor: Actor) -> tuple[str, tuple[object, ...]] | None:
    """The question for the keys of a kind that somebody sees, and what is given beside it; None where it is nothing."""
    kind = KINDS[name]
    if kind.permission and not actor.may(kind.permission):
        return None
    rows = kind.seen(kind.model._default_manager.filter(Among("pk", "keys")), actor)
    try:
        question, given = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    return question, given


def seen_by(actor: Actor, asked: Iterable[Key]) -> list[Key]:
    """Those of some things that somebody may see, in the same order."""
    asked, parts, given = list(asked), [], []
    for name in dict.fromkeys(of for of, _ref in asked):
        if found := rule(name, actor):
            question, values = found
            refs = [ref for of, ref in asked if of == name]
            parts.append(f"SELECT %s, found.* FROM ({question}) found")
            given += [name, *filled(values, {"keys": refs})]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        seen = set(cursor.fetchall())
    return [key for key in asked if key in seen]

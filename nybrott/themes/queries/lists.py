"""The list of themes: the largest first, with needs, units and people, and how they grew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.statistics import FEW
from nybrott.needs.models import Need
from nybrott.needs.states import NeedState
from nybrott.people.models import Unit
from nybrott.themes import rules
from nybrott.themes.models import ThemeName, ThemePlace
from nybrott.themes.queries.support import (
    BEHIND,
    TABLES,
    WHO,
    Behind,
    Told,
    behind,
    grown,
    name_in,
    names_of,
    people_in,
    told,
)

SIZE = 20
YEAR = timedelta(days=365)

_THEMES = """
WITH size AS (
    SELECT place.head, count(*) AS needs, count(DISTINCT challenge.unit_id) AS units,
        count(*) FILTER (WHERE need.written_at < %(year_ago)s) AS before
    FROM {places} place JOIN {needs} need ON need.id = place.need_id AND need.state <> 'parked'
    JOIN {challenges} challenge ON challenge.id = need.challenge_id
    WHERE place.organisation_id = %(organisation)s AND (%(heads)s::bigint[] IS NULL OR place.head = ANY(%(heads)s))
    GROUP BY place.head HAVING count(*) > 1 AND (%(since)s::timestamptz IS NULL OR max(need.written_at) >= %(since)s)
), voice AS (
    SELECT place.head, count(DISTINCT nullif({who}, '')) AS people {behind}
    WHERE place.organisation_id = %(organisation)s GROUP BY place.head
)
SELECT size.head, size.needs, size.units, size.before, count(*) OVER () FROM size LEFT JOIN voice USING (head)
ORDER BY coalesce(voice.people, 0) / %(step)s DESC, size.units DESC, size.needs DESC, size.head LIMIT %(limit)s OFFSET %(offset)s
""".format(who=WHO, behind=BEHIND, **TABLES)  # noqa: S608 - of constants


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme in the list. `key`: its oldest need. `before`: how many of its needs were written more than a year ago.
    `grown`: (year, quarter) → needs written by its end. `since`: when the first was written."""

    key: int
    name: str
    needs: int
    units: int
    people: Told
    before: int
    grown: tuple[tuple[tuple[int, int], int], ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Themes:
    """One page of themes, `number` of `pages`, `total` in all."""

    rows: tuple[ThemeRow, ...]
    number: int
    pages: int
    total: int


def themes(actor: Actor, where: Mapping[str, object], *, now: datetime, page: int = 1) -> Themes:
    """The organisation's themes of two needs or more, the largest first: by people, then units, then needs.

    `where`: unit (also those below it), days (with a need written in so many days), text (in a name or a need). Those who may
    not read what people said meet them in the order of what they are told. A fixed number of queries.
    """
    if actor.user_id is None or actor.organisation_id is None:
        return Themes((), 1, 1, 0)
    days = where.get("days")
    asked: dict[str, Any] = {
        "organisation": actor.organisation_id, "year_ago": now - YEAR, "heads": _narrowed(actor, where), "limit": SIZE,
        "since": now - timedelta(days=int(str(days))) if days else None, "step": 1 if actor.may("challenges.lead") else FEW,
    }  # fmt: skip
    number = max(page, 1)
    found = _found(asked, number)
    if not found and number > 1:
        number, found = 1, _found(asked, 1)
    total = found[0][4] if found else 0
    return Themes(_rows(actor, found, now), number, max(1, -(-total // SIZE)), total)


def _found(asked: Mapping[str, Any], number: int) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_THEMES, {**asked, "offset": (number - 1) * SIZE})
        found: list[tuple[int, ...]] = cursor.fetchall()
        return found


def _narrowed(actor: Actor, where: Mapping[str, object]) -> list[int] | None:
    """The themes with a need of that unit, and with one that says those words; None when neither is asked."""
    unit, text = where.get("unit"), str(where.get("text") or "").strip()
    if not unit and not text:
        return None
    places = ThemePlace.objects.filter(organisation=actor.organisation_id)
    if unit:
        key = getattr(unit, "pk", unit)
        within = Unit.objects.filter(Q(pk=key) | Q(above__contains=[key]))
        places = places.filter(head__in=places.filter(need__challenge__unit__in=within).values("head"))
    if text:
        named = Q(need__in=ThemeName.objects.filter(name__icontains=text).values("need"))
        places = places.filter(
            named | Q(need__need__icontains=text) | Q(need__who__icontains=text) | Q(need__situation__icontains=text)
        )
    return list(places.values_list("head", flat=True).distinct())


def _rows(actor: Actor, found: list[tuple[int, ...]], now: datetime) -> tuple[ThemeRow, ...]:
    heads = [row[0] for row in found]
    needs = Need.objects.visible_to(actor).filter(theme_place__head__in=heads).exclude(state=NeedState.PARKED)
    within: dict[int, list[Need]] = {head: [] for head in heads}
    for need in needs.select_related("theme_place").order_by("pk"):
        within[need.theme_place.head].append(need)
    pieces: dict[int, list[Behind]] = {head: [] for head in heads}
    for one in behind(heads):
        pieces[one.head].append(one)
    names = names_of([need.pk for members in within.values() for need in members])
    works = rules.worked_on(actor, {need.challenge_id for members in within.values() for need in members})
    made = []
    for head, count, units, before, _total in found:
        members = within[head]
        challenges = {need.challenge_id for need in members}
        written = [timezone.localdate(need.written_at) for need in members]
        made.append(
            ThemeRow(
                head, name_in(members, names, pieces[head])[0], count, units, told(people_in(pieces[head]), challenges, works),
                before, grown(written, timezone.localdate(now)), min(need.written_at for need in members),
            )
        )  # fmt: skip
    return tuple(made)

"""Who stands behind a theme: each person once, told so that small groups stay hidden, and how it grew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from nybrott.challenges.models import Challenge
from nybrott.core.cells import at_least, whole_at_least
from nybrott.core.support import Piece
from nybrott.hearings.models import Evidence
from nybrott.needs.models import Insight, Need, NeedSource
from nybrott.themes.models import ThemeName, ThemePlace

BACK = 8  # quarters a trend goes back
TABLES = {
    "places": ThemePlace._meta.db_table,
    "needs": Need._meta.db_table,
    "sources": NeedSource._meta.db_table,
    "through": Insight.evidence.through._meta.db_table,
    "evidence": Evidence._meta.db_table,
    "challenges": Challenge._meta.db_table,
}
# Every piece of evidence behind the needs of themes, directly or through an insight, and who it is from: a contribution,
# else an informant (as `needs.models.pieces_behind` says it of single needs). Parked needs are not counted.
BEHIND = """
    FROM {places} place JOIN {needs} need ON need.id = place.need_id AND need.state <> 'parked'
    JOIN {sources} source ON source.need_id = need.id
    LEFT JOIN {through} way ON way.insight_id = source.insight_id
    JOIN {evidence} piece ON piece.id = coalesce(source.evidence_id, way.evidence_id)
""".format(**TABLES)
WHO = "coalesce('contribution ' || piece.contribution_id, 'informant ' || piece.informant_id, '')"
_PIECES = f"""
SELECT DISTINCT place.head, need.id, need.challenge_id, piece.id, {WHO}, piece.source, piece.recorded_at
{BEHIND} WHERE place.head = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Behind:
    """One piece of evidence behind a need of a theme."""

    head: int
    need: int
    challenge: int
    piece: Piece
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A number of people as a reader may know it: `exact`, or at least so many; 0 that is not exact is fewer than five."""

    number: int
    exact: bool


def behind(heads: Collection[int]) -> list[Behind]:
    """What stands behind the needs of these themes, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_PIECES, [list(heads)])
        rows = cursor.fetchall()
    return [Behind(head, need, over, Piece(key, who, source), at) for head, need, over, key, who, source, at in rows]


def people_in(pieces: Iterable[Behind]) -> dict[int, set[str]]:
    """Challenge → who stands behind its needs there. Informants and contributions belong to one challenge each."""
    found: dict[int, set[str]] = defaultdict(set)
    for one in pieces:
        if one.piece.who:
            found[one.challenge].add(one.piece.who)
    return found


def told(people: Mapping[int, Collection[str]], challenges: Collection[int], works: Collection[int]) -> Told:
    """How many people stand behind something of these challenges, as one who works on `works` may know it: exactly where
    they may read what was said, in steps where not."""
    counts = {key: len(people.get(key, ())) for key in challenges}
    known = sum(number for key, number in counts.items() if key in works)
    hidden = [number for key, number in counts.items() if key not in works]
    return Told(known + whole_at_least(hidden), not hidden)


def told_number(number: int, *, exact: bool) -> Told:
    """One number that stands for itself."""
    return Told(number if exact else at_least(number), exact)


def names_of(needs: Collection[int]) -> dict[int, tuple[str, datetime]]:
    """Need → what its theme is called by it, and since when."""
    found = ThemeName.objects.filter(need__in=needs).values_list("need", "name", "named_at")
    return {need: (name, at) for need, name, at in found}


def name_in(
    needs: Sequence[Need], names: Mapping[int, tuple[str, datetime]], pieces: Iterable[Behind]
) -> tuple[str, bool]:
    """What a theme is called, and whether people called it so: the name given last, else after the need with most people
    behind it (of two as large, the older)."""
    given = [(names[need.pk][1], need.pk) for need in needs if need.pk in names]
    if given:
        return names[max(given)[1]][0], True
    backed: dict[int, set[str]] = defaultdict(set)
    for one in pieces:
        if one.piece.who:
            backed[one.need].add(one.piece.who)
    open_needs = [need for need in needs if need.state != "parked"] or list(needs)
    return str(max(open_needs, key=lambda need: (len(backed[need.pk]), -need.pk))), False


def quarter_of(day: date) -> tuple[int, int]:
    """Year and quarter (1 to 4)."""
    return day.year, (day.month + 2) // 3


def quarters_until(today: date) -> list[tuple[int, int]]:
    """The last `BACK` quarters, the one of today last."""
    year, quarter = quarter_of(today)
    ends = [(year * 4 + quarter - 1 - back) for back in range(BACK - 1, -1, -1)]
    return [(number // 4, number % 4 + 1) for number in ends]


def grown(days: Iterable[date], today: date) -> tuple[tuple[tuple[int, int], int], ...]:
    """(year, quarter) → how many there were by its end, for the last quarters."""
    when = sorted(quarter_of(day) for day in days)
    return tuple((end, sum(one <= end for one in when)) for end in quarters_until(today))

"""Entries to read: narrowed, one page at a time, of one thing, and who and what there is to narrow by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection, models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.chain import BEGINNING
from nybrott.journal.models import Entry, EntryQuerySet, words_vector
from nybrott.journal.queries.chains import of_chain
from nybrott.journal.queries.saying import sentence

PAGE = 50
MOST_CHOICES = 300  # people or kinds to choose among in a filter


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to narrow the journal by; empty: by nothing. `since` and `until` are days, both within. `words` must all stand, as
    they begin, in what the entry says of people and facts."""

    user_id: int | None = None
    kind: str = ""
    verb: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    ref: str = ""

    def __bool__(self) -> bool:
        return self != Wanted()


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries, newest first: page `number` of `pages`, `total` in all."""

    entries: list[Entry]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history of a thing: a whole sentence. `entry_id` is None for who may not read the journal itself."""

    at: datetime
    sentence: str
    entry_id: int | None


def narrowed(actor: Actor, wanted: Wanted) -> EntryQuerySet:
    """The entries somebody may see, narrowed, newest first."""
    entries = Entry.objects.visible_to(actor)
    if wanted.user_id is not None:
        entries = entries.filter(actor_user_id=wanted.user_id)
    if wanted.kind:
        entries = entries.filter(thing_kind=wanted.kind)
    if wanted.ref:
        entries = entries.filter(thing_ref=wanted.ref)
    if wanted.verb:
        entries = entries.filter(verb=wanted.verb)
    if wanted.since:
        entries = entries.filter(at__gte=_beginning(wanted.since))
    if wanted.until:
        entries = entries.filter(at__lt=_beginning(wanted.until + timedelta(days=1)))
    asked = " & ".join(_beginning_with(word) for word in re.findall(r"\w+", wanted.words)[:8])
    if asked:
        entries = entries.alias(said=words_vector()).filter(said=SearchQuery(asked, search_type="raw", config="simple"))
    elif wanted.words.strip():
        return entries.none()
    return entries.order_by("-at", "-id")


def _beginning_with(word: str) -> str:
    """A word as the database searches for it, in small and large letters: not every database knows that Æ is æ."""
    cases = dict.fromkeys((word.lower(), word.capitalize(), word.upper()))
    return "(" + " | ".join(f"{case}:*" for case in cases) + ")"


def _beginning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def page_of(actor: Actor, wanted: Wanted, number: int) -> EntryPage:
    """One page, in three queries however many entries there are; a page that is not there is the last."""
    entries = narrowed(actor, wanted)
    total = entries.count()
    pages = max(1, -(-total // PAGE))
    number = max(1, min(number, pages))
    # only the keys are skipped over, which the index holds; then just the rows of the page are read
    keys = list(entries.values_list("pk", flat=True)[(number - 1) * PAGE : number * PAGE])
    found = {entry.pk: entry for entry in Entry.objects.filter(pk__in=keys)}
    return EntryPage([found[key] for key in keys if key in found], number, pages, total)


def with_previous_seals(actor: Actor, wanted: Wanted) -> Iterator[tuple[Entry, str]]:
    """The narrowed entries, each with the seal it was sealed over (empty while it is not sealed), a thousand at a time."""
    entries = narrowed(actor, wanted)
    chain = Entry.objects.filter(of_chain(actor.organisation_id), place=OuterRef("place") - 1).values("seal")[:1]
    for entry in entries.annotate(previous=Subquery(chain)).iterator(1000):
        yield entry, getattr(entry, "previous", None) or (BEGINNING if entry.place == 1 else "")


def history_of(actor: Actor, thing: models.Model, *, limit: int = 5) -> list[Told]:
    """The latest of what happened to a thing, newest first. Hand in a thing the actor was let see: whoever may see a thing of their
    own organisation may see what happened to it. `journal/history.html` shows it in an aside."""
    entries = Entry.objects.filter(thing_kind=thing._meta.label_lower, thing_ref=str(thing.pk))
    if not actor.system:
        if actor.user_id is None or actor.organisation_id is None:
            return []
        entries = entries.filter(organisation_id=actor.organisation_id)
    reads = actor.may("journal.read")
    return [
        Told(entry.at, sentence(entry), entry.pk if reads else None) for entry in entries.order_by("-at", "-id")[:limit]
    ]


# --- what there is to choose among: each value once, found by leaping through an index ---

_LEAP = """
WITH RECURSIVE leap AS (
    (SELECT {column} AS value FROM journal_entry WHERE {chain} AND {column} IS NOT NULL ORDER BY {column} LIMIT 1)
    UNION ALL
    SELECT (SELECT {column} FROM journal_entry WHERE {chain} AND {column} > leap.value ORDER BY {column} LIMIT 1)
    FROM leap WHERE leap.value IS NOT NULL
)
"""


def _each(column: str, organisation_id: int | None, *, shown: str = "value") -> list[tuple[Any, ...]]:
    chain = "organisation_id IS NULL" if organisation_id is None else "organisation_id = %(chain)s"
    # columns and conditions are written here, values go as parameters
    text = _LEAP + "SELECT {shown} FROM leap WHERE value IS NOT NULL LIMIT %(most)s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            text.format(column=column, chain=chain, shown=shown.format(chain=chain)),
            {"chain": organisation_id, "most": MOST_CHOICES},
        )
        return list(cursor.fetchall())


def kinds_in(organisation_id: int | None) -> list[str]:
    """The kinds of things a chain tells of."""
    return [kind for (kind,) in _each("thing_kind", organisation_id)]


def verbs_in(organisation_id: int | None) -> list[str]:
    """The verbs a chain tells."""
    return [verb for (verb,) in _each("verb", organisation_id)]


_NAME = """value, (SELECT private->>'actor' FROM journal_entry
    WHERE {chain} AND actor_user_id = value AND private IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1)"""


def people_in(organisation_id: int | None) -> list[tuple[int, str]]:
    """Those who did something in a chain, with the name they had the last time (empty when it was erased), by name."""
    found = [(user, name or "") for user, name in _each("actor_user_id", organisation_id, shown=_NAME)]
    return sorted(found, key=lambda one: (not one[1], one[1].casefold(), one[0]))

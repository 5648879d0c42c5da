"""What somebody finds: candidates from the index, each checked against what its kind lets them see, then read anew.

Nothing of a candidate is used before it was checked, its being there neither: numbers, pages and kinds are counted among what
is seen. Order: pages and people whose name holds every word, then things with every word in the title, then those
with every word in title or text; within each the last moved first.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.groundwork.prepared import Among, Prepared
from nybrott.people.models import Membership
from nybrott.search.models import SearchedThing
from nybrott.search.queries.candidates import candidates
from nybrott.search.queries.kinds import INSIDE, KINDS, Kind
from nybrott.search.queries.pages import Page, pages_with
from nybrott.search.queries.seeing import Key, seen_by
from nybrott.search.queries.words import Asked, marks_in
from nybrott.ui.highlight import Piece, excerpt, pieces

PAGE = 20
MOST = 100  # things found that one can page through; who finds more writes one more word
_ROUNDS = 4  # times as many candidates looked at when not all may be seen
_MOST_PEOPLE = 20
_SHOWN = 1_500  # characters of a text an excerpt is taken from
_AROUND = 90
PERSON, AT = "person", "page"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, as it is this moment. `kind` is its kind in a word; `organisation` is empty for one's own."""

    kind: str
    title: Sequence[Piece]
    url: str
    state: str = ""
    organisation: str = ""
    text: Sequence[Piece] = ()

    @property
    def plain(self) -> str:
        """The title without marks."""
        return "".join(piece.text for piece in self.title)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. `total`: how many one can page through; `more`: there were more. `kinds`: word, name and number
    of each kind among them."""

    hits: tuple[Hit, ...]
    total: int
    more: bool
    page: int
    kinds: tuple[tuple[str, str, int], ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def names() -> dict[str, Promise | str]:
    """Every kind's word and name, in the order they stand in."""
    return {AT: _("Pages"), PERSON: _("People"), **{kind.name: kind.label for kind in KINDS.values()}}


def find(actor: Actor, sought: Asked, *, kind: str = "", page: int = 1) -> Found:
    """A page of what somebody finds, of one kind or of all. The number of questions to the database does not depend on how much
    is found, but on how many kinds are."""
    if not sought:
        return Found((), 0, False, 1, ())
    pages, people = pages_with(actor, sought), _people(actor, sought)
    things, more = _things(actor, sought, _kinds(actor), MOST)
    keys = [*((AT, place) for place in range(len(pages))), *((PERSON, key) for key in people), *things]
    counted = Counter(name for name, _ref in keys)
    if kind in names():
        # of so many that not all were looked at, those of one kind are looked for by themselves
        if more and kind in KINDS:
            things, more = _things(actor, sought, [one for one in _kinds(actor) if one.name == kind], MOST)
            keys = [*things]
        keys = [key for key in keys if key[0] == kind]
    total = len(keys[:MOST])
    number = min(max(1, page), max(1, -(-total // PAGE)))
    shown = keys[:MOST][(number - 1) * PAGE : number * PAGE]
    hits = _hits(actor, sought, shown, pages, people)
    kinds = tuple((name, str(label), counted[name]) for name, label in names().items() if counted[name])
    return Found(tuple(hits), total, more or len(keys) > MOST, number, kinds)


def suggestions(actor: Actor, sought: Asked, *, most: int = 8) -> list[Hit]:
    """The first few whose title or name holds every word."""
    if not sought:
        return []
    pages, people = pages_with(actor, sought)[:3], _people(actor, sought)
    things = seen_by(
        actor, candidates(actor, sought.words, [kind.name for kind in _kinds(actor)], 3 * most, texts=False)
    )
    keys = [*((AT, place) for place in range(len(pages))), *((PERSON, key) for key in list(people)[:3]), *things][:most]
    return list(_hits(actor, sought, keys, pages, people, short=True))


def moved_since(actor: Actor, since: datetime, now: datetime, *, most: int = 8) -> list[Hit]:
    """What of the own organisation moved since a moment and is seen, the latest first. Gatherings and workshops are put by when they
    are, units by when their organisation came, so they are not among it."""
    kinds = [kind.name for kind in _kinds(actor) if kind.name not in ("workshop", "gathering", "unit", "heard")]
    rows = SearchedThing.objects.visible_to(actor).filter(
        organisation_id=actor.organisation_id or 0, at__gt=since, at__lte=now, kind__in=kinds
    )
    keys = seen_by(actor, rows.order_by("-at", "-pk").values_list("kind", "ref")[: 2 * most])[:most]
    return list(_hits(actor, Asked(""), keys, [], {}, short=True))


def _kinds(actor: Actor) -> list[Kind]:
    return [kind for kind in KINDS.values() if not kind.permission or actor.may(kind.permission)]


def _people(actor: Actor, sought: Asked) -> dict[int, str]:
    """Members by key whose name holds every word; looked up where they stand, so that nobody who was erased is found."""
    if not actor.may(INSIDE):
        return {}
    found = Membership.objects.visible_to(actor).current()
    for word in sought.words:
        # the database knows no case of æ, ø and å; the key names are sorted by does
        found = found.filter(user__sort_name__contains=sort_key(word.written) or "\x01")
    return dict(found.order_by("user__sort_name", "pk").values_list("pk", "user__name")[:_MOST_PEOPLE])


def _things(actor: Actor, sought: Asked, kinds: list[Kind], most: int) -> tuple[list[Key], bool]:
    """Up to `most` things somebody sees, in their order, and whether there are more."""
    found: list[Key] = []
    for turn in range(_ROUNDS):
        asked = candidates(actor, sought.words, [kind.name for kind in kinds], most + 1, start=turn * (most + 1))
        found += seen_by(actor, asked)
        if len(asked) <= most or len(found) > most:
            break
    return found[:most], len(found) > most


@lru_cache(maxsize=64)
def _rows(name: str) -> Prepared[Any]:
    return Prepared(lambda: KINDS[name].rows().filter(Among("pk", "keys")))


def _hits(
    actor: Actor, sought: Asked, keys: list[Key], pages: list[Page], people: dict[int, str], *, short: bool = False
) -> Iterator[Hit]:
    rows: dict[Key, Any] = {}
    for name in KINDS:
        refs = [ref for of, ref in keys if of == name]
        if refs:  # checked a moment ago, in the same request
            rows |= {(name, one.pk): one for one in _rows(name).rows(keys=refs)}
    for name, ref in keys:
        if name == AT:
            page = pages[ref]
            yield Hit(_("Page"), _marked(page.title, sought), page.url, text=_passage(page.text, sought))
        elif name == PERSON:
            url = reverse("people:member", args=[ref])
            yield Hit(_("Person"), _marked(people[ref], sought), url)
        elif (name, ref) in rows:  # gone this moment otherwise
            yield _hit(actor, KINDS[name], rows[name, ref], sought, short=short)


def _hit(actor: Actor, kind: Kind, thing: Any, sought: Asked, *, short: bool) -> Hit:
    said = kind.said(thing)
    title, text = (said.title, said.text) if said else (str(thing), "")
    if kind.shown:
        title, text = _in_own_language(kind.shown(thing), title, text, sought)
    ours = said is not None and said.organisation == actor.organisation_id
    return Hit(
        str(kind.one), _marked(title, sought), kind.url(thing, actor), kind.state(thing),
        "" if ours else _owner(thing, kind), () if short else _passage(text, sought),
    )  # fmt: skip


def _in_own_language(own: tuple[str, str], title: str, text: str, sought: Asked) -> tuple[str, str]:
    """Title and text in the reader's language; in the one that holds what was looked for, where the reader's does not."""
    if not sought:
        return own
    if not marks_in(own[0], sought):
        own = (next((one for one in title.split(" · ") if marks_in(one, sought)), own[0]), own[1])
    told = marks_in(own[1][:_SHOWN], sought) or not marks_in(text[:_SHOWN], sought)
    return own if told else (own[0], text)


def _owner(thing: Any, kind: Kind) -> str:
    """The name of the organisation a thing is of, along the first way its rows are fetched by; else that of the second."""
    for way in kind.related:
        one = thing
        for step in way.split("__"):
            one = getattr(one, step, None)
        if one is not None:
            return str(one)
    return ""


def _marked(title: str, sought: Asked) -> Sequence[Piece]:
    return pieces(title, marks_in(title, sought))


def _passage(text: str, sought: Asked) -> Sequence[Piece]:
    part = " ".join(text[:_SHOWN].split())
    marks = marks_in(part, sought)
    if not marks:
        return pieces(part if len(part) <= 2 * _AROUND else f"{part[: 2 * _AROUND].rsplit(' ', 1)[0]} …", ())
    return pieces(*excerpt(part, marks, _AROUND))

"""What feeds hold: entries that everyone may read, a page at a time, and what is open no more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import VISITOR, Actor
from nybrott.dialogues import queries as market
from nybrott.dialogues.models import Dialogue
from nybrott.journal.models import Entry as JournalEntry
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.programmes.models import Package, Reach

MOST = 200  # entries on a page, however many are asked for
USUAL = 50
GONE_FOR = timedelta(days=180)  # how long what is open no more is named
MOST_GONE = 200
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # when nothing has been opened yet, that is so since always


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed. `key` is its own among those of its kind and never changes; `text` is plain text, in `language` like the title."""

    key: str
    url: str
    title: str
    text: str
    language: str
    organisation: str
    number: str
    opened_at: datetime
    changed_at: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """What was in a feed and is open no more, since `at`."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a feed is asked for. `organisations`: those of a network, None for all."""

    page: int = 1
    size: int = USUAL
    organisation: str = ""
    network: str = ""
    organisations: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A page of a feed: `total` entries there are in all; `changed_at` the newest change of any of them."""

    items: Sequence[Item]
    gone: Sequence[Gone]
    total: int
    changed_at: datetime
    wanted: Wanted

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.wanted.size))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of feed: what it is called and holds, all its rows for these organisations (the newest first), the row as an entry, the newest change
    of such rows, and what went away since a moment."""

    name: str
    title: Promise
    what: Promise
    home: str
    rows: Callable[[Wanted], "QuerySet[Any]"]
    item: Callable[[Any], Item]
    changed: Callable[["QuerySet[Any]"], datetime | None]
    gone: Callable[[Wanted, datetime], Sequence[Gone]]


def id_of(kind: str, key: str) -> str:
    """What an entry is called for ever (RFC 4151)."""
    return f"tag:{urlsplit(settings.ADDRESS).hostname},2026:{kind}/{key}"


def _whose(wanted: Wanted, to: str = "") -> Q:
    """Things of the organisations asked for; `to` leads to what has an organisation."""
    only = Q()
    if wanted.organisation:
        only &= Q(**{f"{to}organisation__number": wanted.organisation, f"{to}organisation__country": "NO"})
    if wanted.organisations is not None:
        only &= Q(**{f"{to}organisation__in": wanted.organisations})
    return only


def sheaf(kind: Kind, wanted: Wanted, now: datetime) -> Sheaf:
    """A page of a feed. A fixed number of queries, and no more rows than the page has."""
    rows = kind.rows(wanted)
    first = (wanted.page - 1) * wanted.size
    gone = sorted(kind.gone(wanted, now - GONE_FOR), key=lambda one: (one.at, one.key), reverse=True)[:MOST_GONE]
    moments = [one for one in (kind.changed(rows), *(each.at for each in gone[:1])) if one is not None]
    return Sheaf(
        [kind.item(one) for one in rows[first : first + wanted.size]], gone if wanted.page == 1 else [], rows.order_by().count(),
        max(moments, default=BEGINNING), wanted,
    )  # fmt: skip


def organisation_known(number: str) -> bool:
    """Whether there is such an organisation here."""
    return Organisation.objects.filter(country="NO", number=number).exclude(number="").exists()


def members_of(actor: Actor, slug: str) -> frozenset[int] | None:
    """The organisations of a network, for those who may see who is in it; None for all others."""
    network = Network.objects.visible_to(actor).filter(slug=slug).first()
    if network is None:
        return None
    members = NetworkMember.objects.visible_to(actor).filter(network=network)
    return frozenset(members.current().values_list("organisation", flat=True))


# --- needs ---


def _needs(wanted: Wanted) -> "QuerySet[Challenge]":
    heard = Challenge.objects.all().open_to_contributions().filter(_whose(wanted)).exclude(public_text={})
    return heard.select_related("organisation").order_by("-moved_at", "-pk")


def _need(one: Challenge) -> Item:
    said = one.public_text
    language = next((each for each in (get_language() or "nb", "nb", "nn", "en") if said.get(each)), "nb")
    return Item(
        one.slug, reverse("hearings:contribute", args=[one.slug]), one.title, str(said.get(language, "")), language, one.organisation.name,
        one.organisation.number, one.moved_at, one.moved_at,
    )  # fmt: skip


def _needs_gone(wanted: Wanted, since: datetime) -> list[Gone]:
    """Those that were heard in public and are heard no more."""
    over = (
        Challenge.objects.filter(_whose(wanted), heard_in_public=True, moved_at__gte=since)
        .exclude(slug="")
        .exclude(public_text={})
    )
    over = over.exclude(state__in=(ChallengeState.HEARING, ChallengeState.RAISED)).order_by("-moved_at", "-pk")
    return [Gone(*one) for one in over.values_list("slug", "moved_at")[:MOST_GONE]]  # fmt: skip


# --- dialogues ---

_TURNS = ("announced_at", "ended_at", "locked_at")


def _dialogues(wanted: Wanted) -> "QuerySet[Dialogue]":
    return market.announced().filter(_whose(wanted)).prefetch_related("questions").order_by("-announced_at", "-pk")


def _dialogue(one: Dialogue) -> Item:
    said = market.said_in(one, get_language() or "nb")
    turns = [moment for name in _TURNS if (moment := getattr(one, name)) is not None]
    return Item(
        one.slug, reverse("dialogues:public", args=[one.slug]), said.title, said.why, said.lang, one.organisation.name, one.organisation.number,
        turns[0], max(turns), (one.state, *one.cpv),
    )  # fmt: skip


def _newest(*names: str) -> Callable[["QuerySet[Any]"], datetime | None]:
    def newest(rows: "QuerySet[Any]") -> datetime | None:
        found = rows.order_by().aggregate(**{f"newest_{name}": Max(name) for name in names})
        return max((moment for moment in found.values() if moment is not None), default=None)

    return newest


def _none_gone(wanted: Wanted, since: datetime) -> list[Gone]:
    """A dialogue that was announced stays, also when it is called off: its state says so."""
    return []


# --- packages ---


def _packages(wanted: Wanted) -> "QuerySet[Package]":
    newest = Package.objects.visible_to(VISITOR).order_by("uid", "-version", "pk").distinct("uid")
    found = Package.objects.filter(_whose(wanted, "programme__"), pk__in=newest.values("pk"))
    return found.select_related("programme__organisation").defer("manifest", "key", "signature").order_by("-released_on", "-pk")  # fmt: skip


def _package(one: Package) -> Item:
    names: Mapping[str, str] = one.content["name"]
    language = next((each for each in (get_language() or "nb", "nb", "nn", "en") if names.get(each)), "nb")
    # an open package is of a programme of this host, so it has an organisation
    place = one.programme.organisation if one.programme else None
    released = datetime.combine(one.released_on, time.min, UTC)
    return Item(
        one.uid, reverse("programmes:package", args=[one.pk]), names.get(language) or one.name, one.note, language,
        place.name if place else one.publisher, place.number if place else "", released, max(released, one.kept_at), (f"version {one.version}",),
    )  # fmt: skip


def _packages_gone(wanted: Wanted, since: datetime) -> list[Gone]:
    """Programmes that were open to everyone and are so no more, as the journal tells."""
    closed: dict[int, datetime] = {}
    shared = JournalEntry.objects.filter(
        verb="programmes.shared", at__gte=since, private__facts__before=Reach.OPEN.value
    )
    for ref, at in shared.order_by("at").values_list("thing_ref", "at")[: 5 * MOST_GONE]:
        closed[int(ref)] = at
    shut = Package.objects.filter(_whose(wanted, "programme__"), programme__in=closed).exclude(
        programme__reach=Reach.OPEN
    )
    return [Gone(uid, closed[programme]) for uid, programme in shut.order_by("uid").values_list("uid", "programme").distinct()]  # fmt: skip


KINDS: dict[str, Kind] = {
    one.name: one
    for one in (
        Kind("needs", _("Needs that are open"), _("What organisations struggle with, and want to hear about from everyone."), "hearings:open_challenges",
             _needs, _need, _newest("moved_at"), _needs_gone),
        Kind("dialogues", _("Market dialogues"), _("What the market is asked before anyone decides, including those that are over."), "dialogues:dialogues",
             _dialogues, _dialogue, _newest(*_TURNS), _none_gone),
        Kind("packages", _("Programmes to copy"), _("Driver programmes that organisations have opened to everyone, in their newest version."),
             "programmes:programmes", _packages, _package, _newest("kept_at"), _packages_gone),
    )
}  # fmt: skip


def add_kind(kind: Kind) -> None:
    """A feed more."""
    KINDS[kind.name] = kind

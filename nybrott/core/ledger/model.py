"""An entry: one piece of information given or received, or something that happened to one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal
from unicodedata import normalize

from nybrott.core.chain import BEGINNING, Link, digest_of, seal_of
from nybrott.core.moments import moment_of, written
from nybrott.core.sayings import sayings

US, ALL = "us", "all"
Flow = Literal["given", "received", "event"]
LONGEST, MOST_ABOUT, MOST_MINUTES = 300, 500, 24 * 60
_KEY = re.compile(r"[A-Za-z0-9._-]{1,60}")
_HASH = re.compile(r"[0-9a-f]{64}|")
_FIELDS = frozenset(
    (
        "kind",
        "at",
        "recorded_at",
        "seen_at",
        "giver",
        "taker",
        "thing",
        "about",
        "minutes",
        "secret",
        "title",
        "content",
    )
)


class LedgerError(ValueError):
    """An entry or a file that cannot be taken. `code` says what is wrong, `place` where, `detail` what stood there."""

    def __init__(self, code: str, place: str = "", detail: object = "") -> None:
        self.code, self.place, self.detail = code, place, str(detail)[:80]
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """The trouble as a sentence, the place before it."""
        why = sayings("ledger").say("troubles", self.code, language, detail=self.detail)
        return f"{self.place}: {why}" if self.place else why


@dataclass(frozen=True, slots=True)
class Kind:
    """What an entry is of. `flow`: "given" goes from us to one or all, "received" from a supplier to us, "event" is neither.
    `secret`: always kept from others. `one`: to one supplier, never to all. `own`: gives back what that supplier said."""

    code: str
    flow: Flow
    secret: bool = False
    one: bool = False
    own: bool = False

    def word(self, language: str) -> str:
        """What it is called."""
        return sayings("ledger").say("kinds", self.code, language)


_ALL_KINDS = (
    Kind("announced", "given"), Kind("published", "given"), Kind("answer_to_all", "given"), Kind("answer_to_one", "given", one=True),
    Kind("told_in_meeting", "given", one=True), Kind("told", "given", one=True), Kind("slide", "given"), Kind("recording", "given"),
    Kind("minutes_open", "given"), Kind("minutes_secret", "given", secret=True, one=True, own=True), Kind("catch_up", "given", one=True),
    Kind("feedback", "given"), Kind("outcome", "given"), Kind("lottery", "given"),
    Kind("question", "received"), Kind("input_open", "received"), Kind("input_secret", "received", secret=True),
    Kind("unsolicited_contact", "received"), Kind("registered", "received"), Kind("withdrawal", "received"),
    Kind("meeting", "event", one=True), Kind("opening", "event"), Kind("reading", "event"), Kind("locked", "event"),
)  # fmt: skip
SOMEBODY = "somebody"  # who a question is from, in what everybody may read
KINDS: Mapping[str, Kind] = MappingProxyType({kind.code: kind for kind in _ALL_KINDS})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is entered. Raises `LedgerError` for what cannot be.

    `kind`: a key of `KINDS`. `at`: when it happened; `recorded_at`: when it was entered, not before; `seen_at`: since when `taker` could
    see it (None: since `at`). `giver` and `taker`: a supplier's key, "us" or "all". `thing`: the key of what was given, the same
    when the same is given to several. `about`: the things it concerns (the question it answers, what a catch-up pack holds, the
    input that was read). `minutes`: of a meeting. `content`: SHA-256 of what was given, "" if it was said. `secret`: title and content are kept
    from others. `people`: who took part, by name; always kept from others, and can be erased.
    """

    kind: str
    at: datetime
    recorded_at: datetime
    giver: str
    taker: str
    thing: str
    title: str = ""
    content: str = ""
    seen_at: datetime | None = None
    about: tuple[str, ...] = ()
    minutes: int = 0
    secret: bool = False
    people: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise LedgerError("kind", "kind", self.kind)
        if KINDS[self.kind].secret and not self.secret:
            raise LedgerError("not_secret", "secret", self.kind)
        _check_times(self)
        _check_ends(self, KINDS[self.kind])
        for place in ("title", "people"):
            _check_text(getattr(self, place), place)
        for key in (self.thing, *self.about):
            if not _KEY.fullmatch(key):
                raise LedgerError("key", "thing" if key == self.thing else "about", key)
        if len(self.about) > MOST_ABOUT or len(set(self.about)) < len(self.about):
            raise LedgerError("about", "about", len(self.about))
        if not _HASH.fullmatch(self.content):
            raise LedgerError("content", "content", self.content)
        if type(self.minutes) is not int or not 0 <= self.minutes <= MOST_MINUTES:
            raise LedgerError("minutes", "minutes", self.minutes)

    @property
    def seen_since(self) -> datetime:
        """Since when whoever it went to could see it."""
        return self.seen_at or self.at

    def sealed(self, previous: Link | None, salt: str) -> Link:
        """The entry as the next link of the chain. `salt`: some 32 random signs of its own, kept with what it hides."""
        place, before = (previous.place + 1, previous.seal) if previous else (1, BEGINNING)
        fields, private = self._parts()
        digest = digest_of(private, salt) if private else ""
        return Link(place, fields, digest, seal_of(before, place, fields, digest), private or None, salt if private else None)  # fmt: skip

    def _parts(self) -> tuple[dict[str, object], dict[str, str]]:
        """What everybody may read, and what is kept from others."""
        told = {"title": self.title, "content": self.content}
        private = {"people": self.people} if self.people else {}
        giver = self.giver
        if (
            self.kind == "question"
        ):  # who asked is told to nobody, not by a key either: other entries tell whose key it is
            giver, private = SOMEBODY, private | {"giver": self.giver}
        fields: dict[str, object] = {
            "kind": self.kind, "at": written(self.at), "recorded_at": written(self.recorded_at), "giver": giver, "taker": self.taker,
            "seen_at": written(self.seen_at) if self.seen_at else "", "thing": self.thing, "about": list(self.about),
            "minutes": self.minutes, "secret": self.secret,
        }  # fmt: skip
        return (fields, private | told) if self.secret else (fields | told, private)

    @classmethod
    def of(cls, link: Link) -> "Entry":
        """The entry a link was made of; what is kept from others is empty where the link does not have it. Raises `LedgerError`."""
        said: dict[str, Any] = {"title": "", "content": "", **link.fields}
        if set(said) != _FIELDS or type(said["secret"]) is not bool:
            raise LedgerError("fields", "", ", ".join(sorted(set(said) ^ _FIELDS)))
        if said["secret"] is ("title" in link.fields):
            raise LedgerError("fields", "", "title")
        private = _private(link.private)
        said |= {name: private.get(name, said.get(name, "")) for name in ("title", "content", "people")}
        said["giver"] = private.get("giver", said["giver"])
        if not all(
            isinstance(value, str) for name, value in said.items() if name not in ("about", "minutes", "secret")
        ):
            raise LedgerError("fields", "", "text")
        if not isinstance(said["about"], list) or not all(isinstance(one, str) for one in said["about"]):
            raise LedgerError("fields", "", "about")
        for name in ("at", "recorded_at", "seen_at"):
            said[name] = _moment(name, said[name])
        return cls(**(said | {"about": tuple(said["about"])}))


def _private(said: object) -> Mapping[str, Any]:
    if said is None:
        return {}
    if not isinstance(said, Mapping) or set(said) - {"title", "content", "people", "giver"}:
        raise LedgerError("fields", "private")
    return said


def _moment(name: str, text: str) -> datetime | None:
    try:
        return moment_of(text) if text or name != "seen_at" else None
    except ValueError:
        raise LedgerError("moment", name, text) from None


def _check_times(entry: Entry) -> None:
    for name in ("at", "recorded_at", "seen_at"):
        moment = getattr(entry, name)
        if moment is not None and (moment.tzinfo is None or moment.microsecond):
            raise LedgerError("moment", name, moment.isoformat())
    if entry.at > entry.recorded_at:
        raise LedgerError("future", "at", written(entry.at))


def _check_ends(entry: Entry, kind: Kind) -> None:
    """Who gave, who took."""
    for place in ("giver", "taker"):
        if not _KEY.fullmatch(getattr(entry, place)):
            raise LedgerError("key", place, getattr(entry, place))
    from_us, to_us = entry.giver == US, entry.taker == US
    if entry.giver == ALL or from_us != (kind.flow != "received"):
        raise LedgerError("giver", "giver", entry.giver)
    if to_us != (kind.flow == "received" or (kind.flow == "event" and not kind.one)):
        raise LedgerError("taker", "taker", entry.taker)
    if entry.taker == ALL and (kind.one or entry.secret):
        raise LedgerError("taker", "taker", entry.taker)


def _check_text(text: str, place: str) -> None:
    if text != normalize("NFC", text).strip() or len(text) > LONGEST or not text.isprintable():
        raise LedgerError("text", place, text)

"""The closed list: what is decided before the public value is known, and the one text it is written as."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from unicodedata import normalize

from nybrott.core.moments import written
from nybrott.core.sayings import sayings

FORMAT, VERSION = "nybrott-draw", 1
MOST_SLOTS = MOST_APPLICANTS = 300
MOST_WISHES, MOST_MEETINGS, MOST_MINUTES, LONGEST = 50, 5, 8 * 60, 300
_KEY = re.compile(r"[A-Za-z0-9._-]{1,40}")


class LotteryError(ValueError):
    """A list or a file that cannot be drawn from. `code` says what is wrong, `place` where, `detail` what stood there."""

    def __init__(self, code: str, place: str = "", detail: object = "") -> None:
        self.code, self.place, self.detail = code, place, str(detail)[:80]
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """The trouble as a sentence, the place before it."""
        why = sayings("lottery").say("troubles", self.code, language, detail=self.detail)
        return f"{self.place}: {why}" if self.place else why


@dataclass(frozen=True, slots=True)
class Slot:
    """A time for a meeting. `key`: letters, digits, dots, hyphens; `begins`: a moment that knows its zone, in whole seconds."""

    key: str
    begins: datetime
    minutes: int

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.begins + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Applicant:
    """A supplier who asks for a meeting. `wishes`: slots, the dearest first; `cannot`: slots that are out of the question; every other
    slot will do. `wants`: how many meetings."""

    key: str
    wishes: tuple[str, ...] = ()
    cannot: frozenset[str] = frozenset()
    wants: int = 1


@dataclass(frozen=True, slots=True)
class ClosedList:
    """The list as it stood when it was closed, with the rules.

    `value_is` says in words which public value decides and how it is written; `known_at` is when the world gets to know it,
    after `closed_at`. `most`: meetings a supplier can get. Slots and applicants are put in order. Raises `LotteryError`.
    """

    closed_at: datetime
    known_at: datetime
    value_is: str
    slots: tuple[Slot, ...]
    applicants: tuple[Applicant, ...]
    most: int = 1

    def __post_init__(self) -> None:
        _check_when(self)
        check_text(self.value_is, "value_is")
        if type(self.most) is not int or not 1 <= self.most <= MOST_MEETINGS:
            raise LotteryError("most", "most", self.most)
        _check_slots(self.slots)
        _check_applicants(self.applicants, {slot.key for slot in self.slots}, self.most)
        object.__setattr__(self, "slots", tuple(sorted(self.slots, key=lambda slot: (slot.begins, slot.key))))
        object.__setattr__(self, "applicants", tuple(sorted(self.applicants, key=lambda one: one.key)))

    @property
    def text(self) -> str:
        """The list as the one text that is hashed: a line for each thing, sorted, and a line feed after each."""
        lines = [
            f"{FORMAT} {VERSION}",
            f"closed {written(self.closed_at)}",
            f"known {written(self.known_at)}",
            f"value {self.value_is}",
            f"most {self.most}",
            *(f"slot {written(slot.begins)} {slot.minutes} {slot.key}" for slot in self.slots),
            *(
                f"applicant {one.key} {one.wants} wishes={','.join(one.wishes)} cannot={','.join(sorted(one.cannot))}"
                for one in self.applicants
            ),
        ]
        return "".join(f"{line}\n" for line in lines)

    @property
    def hash(self) -> str:
        """SHA-256 of the text in UTF-8: 64 hexadecimal digits. Published when the list is closed, it holds everybody to it."""
        return sha256(self.text.encode()).hexdigest()


def check_text(text: str, place: str) -> None:
    """Raises `LotteryError` for a text that two people could write with different bytes."""
    plain = " ".join(normalize("NFC", text).split())
    if not text or text != plain or len(text) > LONGEST or not text.isprintable():
        raise LotteryError("text", place, text)


def _check_when(closed: ClosedList) -> None:
    for place in ("closed_at", "known_at"):
        _check_moment(getattr(closed, place), place)
    if closed.known_at <= closed.closed_at:
        raise LotteryError("known", "known_at", written(closed.known_at))


def _check_moment(moment: datetime, place: str) -> None:
    try:
        written(moment)
    except ValueError:
        raise LotteryError("moment", place, moment.isoformat()) from None


def _check_slots(slots: tuple[Slot, ...]) -> None:
    if not 1 <= len(slots) <= MOST_SLOTS:
        raise LotteryError("how_many", "slots", len(slots))
    _check_keys([slot.key for slot in slots], "slots")
    for slot in slots:
        _check_moment(slot.begins, f"slots, {slot.key}")
        if type(slot.minutes) is not int or not 1 <= slot.minutes <= MOST_MINUTES:
            raise LotteryError("minutes", f"slots, {slot.key}", slot.minutes)
        if slot.minutes != slots[0].minutes:
            raise LotteryError("unequal", f"slots, {slot.key}", slot.minutes)


def _check_applicants(applicants: tuple[Applicant, ...], slots: set[str], most: int) -> None:
    if len(applicants) > MOST_APPLICANTS:
        raise LotteryError("how_many", "applicants", len(applicants))
    _check_keys([one.key for one in applicants], "applicants")
    for one in applicants:
        place = f"applicants, {one.key}"
        if type(one.wants) is not int or not 1 <= one.wants <= most:
            raise LotteryError("wants", place, one.wants)
        if len(one.wishes) > MOST_WISHES:
            raise LotteryError("wishes", place, len(one.wishes))
        for key in (*one.wishes, *sorted(one.cannot)):
            if key not in slots:
                raise LotteryError("no_slot", place, key)
        if len(set(one.wishes)) < len(one.wishes) or one.cannot & set(one.wishes):
            raise LotteryError("wish", place)


def _check_keys(keys: list[str], place: str) -> None:
    for key in keys:
        if not _KEY.fullmatch(key):
            raise LotteryError("key", place, key)
    if len(set(keys)) < len(keys):
        raise LotteryError("twice", place, next(key for key in keys if keys.count(key) > 1))

"""What rows of a spreadsheet would add to what people told. Nothing is changed here.

However long the list, a few thousand rows are looked at together, with one query for each such part.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from itertools import islice

from django.conf import settings
from django.db.models import TextChoices
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nybrott.challenges.models import Challenge
from nybrott.core.importing import Outcome, Row, RowVerdict
from nybrott.core.personal import spots
from nybrott.hearings.models import Contribution, LegalBasis, Side

PART = 2_000  # rows looked at together
LONGEST = 10_000  # characters of a cell; a longer one is cut off before it comes here, and refused
LONGEST_WISH = 5_000
EARLIEST = date(1990, 1, 1)
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M")
# code → what a language may be called in a list
LANGUAGES: dict[str, tuple[str, ...]] = {
    "nb": ("bokmål", "norsk", "norsk bokmål", "norwegian", "no", "nob"),
    "nn": ("nynorsk", "norsk nynorsk", "nno"),
    "en": ("engelsk", "english", "eng"),
    "se": ("nordsamisk", "samisk", "davvisámegiella", "northern sami", "sme"),
    "uk": ("ukrainsk", "ukrainian"),
    "pl": ("polsk", "polish"),
    "ar": ("arabisk", "arabic"),
    "so": ("somali", "somalisk"),
}


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def words_of(choices: type[TextChoices]) -> dict[str, str]:
    """What each choice may be called, in every language and as the short word → the short word."""
    words = {str(value): str(value) for value in choices.values}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {_folded(str(label)): str(value) for value, label in choices.choices}
    return words


@dataclass(slots=True)
class ToldRow:
    """One row, judged: what it says, and what would become of it. `key` tells it from every other row of the challenge."""

    number: int
    text: str = ""
    wish: str = ""
    side: str = Side.OTHER
    language: str = "nb"
    legal_basis: str = LegalBasis.PUBLIC_TASK
    said_on: date | None = None
    key: str = ""
    outcome: Outcome = "error"
    what: str = ""
    care: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> RowVerdict:
        """As the desk shows it."""
        return RowVerdict(self.number, self.outcome, self.what, self.errors, self.care)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What rows are judged by: whose they are to be, what the words in them mean, and the day it is."""

    challenge: int
    sides: dict[str, str]
    bases: dict[str, str]
    language: str
    today: date


def judged_rows(challenge: Challenge, rows: Iterable[Row], *, language: str, today: date) -> Iterator[ToldRow]:
    """Judge rows with `text`, `wish`, `side`, `language`, `basis`, `day` and `ref`, in their order.

    The very same row a second time in a file is an error, unless `ref` tells the two apart; brought in before, it is unchanged.
    `language` is that of a row that names none.
    """
    asked = _Asked(challenge.pk, words_of(Side), words_of(LegalBasis), language, today)
    seen: dict[str, int] = {}
    waiting = iter(rows)
    while part := list(islice(waiting, PART)):
        judged = [_read(row, asked) for row in part]
        known = set(
            Contribution.objects.filter(sent_key__in=[one.key for one in judged if one.key]).values_list(
                "sent_key", flat=True
            )
        )
        for one in judged:
            if not one.errors:
                _decide(one, seen, known)
            yield one


def _read(row: Row, asked: _Asked) -> ToldRow:
    """What the row says, and what is wrong with it as it stands."""
    said = ToldRow(
        row.number, row.values.get("text", "").strip(), row.values.get("wish", "").strip(), language=asked.language
    )
    _read_texts(said)
    if text := row.values.get("side", "").strip():
        said.side = asked.sides.get(_folded(text), "")
        if not said.side:
            known = ", ".join(str(label) for label in Side.labels)
            said.errors["side"] = _("We do not know the side “%(word)s”. Write one of: %(known)s.") % {
                "word": text[:60],
                "known": known,
            }
    if text := row.values.get("language", "").strip():
        said.language = _language(text)
        if not said.language:
            said.errors["language"] = _("The language “%(word)s” is not known here. Write nb, nn or en.") % {
                "word": text[:60]
            }
    if text := row.values.get("basis", "").strip():
        said.legal_basis = asked.bases.get(_folded(text), "")
        if not said.legal_basis:
            known = ", ".join(str(label) for label in LegalBasis.labels)
            said.errors["basis"] = _("We do not know the reason “%(word)s”. Write one of: %(known)s.") % {
                "word": text[:60],
                "known": known,
            }
    if text := row.values.get("day", "").strip():
        said.said_on = _day(text)
        if said.said_on is None or not EARLIEST <= said.said_on <= asked.today:
            said.errors["day"] = _("“%(word)s” is not a day in the past. Write it as 2026-05-17.") % {"word": text[:60]}
    if not said.errors:
        whole = "\x1f".join(
            (
                str(asked.challenge),
                row.values.get("ref", "").strip(),
                said.text,
                said.wish,
                said.side,
                str(said.said_on or ""),
            )
        )
        said.key = f"import-{sha256(whole.encode('utf-8', 'replace')).hexdigest()[:56]}"
    return said


def _read_texts(said: ToldRow) -> None:
    if not said.text:
        said.errors["text"] = _("This row says nothing.")
    elif len(said.text) > LONGEST:
        said.errors["text"] = _("The text has more than 10,000 characters. Divide it, or enter it by hand.")
    if len(said.wish) > LONGEST_WISH:
        said.errors["wish"] = _("The text has more than 5,000 characters. Make it shorter.")


def _language(text: str) -> str:
    word = _folded(text)
    return next((code for code, names in LANGUAGES.items() if word == code or word in names), "")


def _day(text: str) -> date | None:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day somebody wrote has no time zone
        except ValueError:
            continue
    return None


def _decide(one: ToldRow, seen: dict[str, int], known: set[str]) -> None:
    first = seen.setdefault(one.key, one.number)
    if first != one.number:
        one.errors["text"] = _(
            "The same text is in row %(row)s. If it is another person, give each their own number."
        ) % {"row": first}
        return
    said = {"side": Side(one.side).label, "text": Truncator(one.text).chars(120)}
    if one.key in known:
        one.outcome, one.what = "unchanged", _("Imported before: “%(text)s”") % said
        return
    one.outcome, one.what = "new", _("%(side)s: “%(text)s”") % said
    one.care = care_of(f"{one.text}\n{one.wish}")


def care_of(text: str) -> str:
    """What in a text tells who somebody is, in a sentence; empty when nothing is seen."""
    found = [spot.kind for spot in spots(text)]
    said = []
    if number := found.count("identity number"):
        said.append(
            ngettext("%(n)s national identity number", "%(n)s national identity numbers", number) % {"n": number}
        )
    if number := found.count("telephone number"):
        said.append(ngettext("%(n)s telephone number", "%(n)s telephone numbers", number) % {"n": number})
    if number := found.count("e-mail address"):
        said.append(ngettext("%(n)s e-mail address", "%(n)s e-mail addresses", number) % {"n": number})
    return _("Shows who someone is: %(what)s.") % {"what": ", ".join(said)} if said else ""


def taken(rows: Sequence[ToldRow]) -> list[ToldRow]:
    """The rows that add something."""
    return [one for one in rows if one.outcome == "new"]

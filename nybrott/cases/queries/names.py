"""Names of people in a case: taken out of what is kept, put in where it is shown, as long as those who bear them say yes."""

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from nybrott.cases.models import Case, Named
from nybrott.cases.rules import mention_of
from nybrott.cases.states import PARTS
from nybrott.people.queries.invitations import LONGEST_TOKEN, hash_of

__all__ = ["NAMED_IN", "Names", "hash_of", "named_at", "names_of", "taken_out", "token_of", "working"]
NAMED_IN = ("summary", *PARTS)  # where people may be named; a title and its address never name anybody

MARK = re.compile(r"\[\[(\d{1,18})\]\](s?)")


@dataclass(frozen=True, slots=True)
class Names:
    """What stands where each person is mentioned, by the key of the `Named`."""

    shown: Mapping[int, str]

    def put_in(self, text: str) -> str:
        """A text with its marks read: the name, the role, or that there was one. Marks of nobody are nobody's."""

        def said(found: "re.Match[str]") -> str:
            name = self.shown.get(int(found[1]), "")
            return f"{name}{found[2]}" if name else str(_("[name taken out]"))

        return MARK.sub(said, text)


def names_of(people: Iterable[Named], level: str) -> Names:
    """The people of a case as it shows them when it is read as widely as `level`."""
    return Names({one.pk: one.shown_as(level) for one in people})


def working(case: Case, people: Iterable[Named]) -> dict[str, str]:
    """The working text with the names it is written with, part by part, for those who work on it."""
    put_in = Names({one.pk: one.name for one in people}).put_in
    return {part: put_in(getattr(case, part)) for part in NAMED_IN}


def taken_out(text: str, people: Iterable[Named], *, typed: bool = True) -> str:
    """A text as it is kept: a mark wherever somebody named is mentioned by their whole name, in whatever case, also in the genitive. `typed`: somebody wrote it
    just now, so that what looks like a mark is made harmless first."""
    text = text.replace("[[", "[ [") if typed else text
    for one in sorted((one for one in people if one.name), key=lambda one: -len(one.name)):
        text = mention_of(one.name).sub(f"[[{one.pk}]]", text)
    return text


def token_of(named_id: int, asked_at: datetime) -> str:
    """The token of the link in the letter to somebody named; nobody makes it without the site's secret."""
    said = f"{named_id}:{asked_at.astimezone(UTC).isoformat(timespec='microseconds')}"
    return base64.urlsafe_b64encode(salted_hmac("cases.named", said, algorithm="sha256").digest()).decode().rstrip("=")


def named_at(token: str) -> Named | None:
    """Whom a link belongs to; None when no link has this token (any more)."""
    if len(token) > LONGEST_TOKEN:
        return None
    return (
        Named.objects.select_related("case__organisation", "case__author", "case__newest")
        .filter(token_hash=hash_of(token))
        .first()
    )

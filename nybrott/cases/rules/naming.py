"""When a text mentions somebody, who has said no, and who must still answer."""

import re
from collections.abc import Iterable
from hashlib import sha256

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from nybrott.cases.models import Case, Named
from nybrott.cases.states import PARTS, WIDTH, Consent
from nybrott.core.verdict import YES, Verdict, no

LONGEST_NAME = 6  # words of a name that is barred
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def mention_of(name: str) -> "re.Pattern[str]":
    """Where a text mentions somebody by their whole name, in whatever case, also in the genitive."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?=s?(?!\w))", re.IGNORECASE)


def mentions(text: str, name: str) -> bool:
    """Whether a text mentions somebody by their whole name."""
    return bool(name.strip()) and mention_of(name).search(text) is not None


def barring(name: str) -> str:
    """A keyed digest of a name, by which it is known again without being kept."""
    return salted_hmac("cases.barred", " ".join(_WORD.findall(name.casefold())), algorithm="sha256").hexdigest()


def barred_in(text: str, people: Iterable[Named]) -> bool:
    """Whether a text mentions somebody who has said no or withdrawn; the name itself is no longer kept."""
    barred = {one.barred for one in people if one.barred}
    if not barred:
        return False
    words = _WORD.findall(text.casefold())
    runs = (
        words[start : start + length]
        for length in range(1, LONGEST_NAME + 1)
        for start in range(len(words) - length + 1)
    )
    return any(
        barring(" ".join(spelt)) in barred for run in runs for spelt in (run, [*run[:-1], run[-1].removesuffix("s")])
    )


def passages(case: Case, named: Named) -> list[str]:
    """The paragraphs of the working text that mention somebody, as they are kept."""
    mark = f"[[{named.pk}]]"
    texts = (getattr(case, part) for part in ("summary", *PARTS))
    return [paragraph.strip() for text in texts for paragraph in text.split("\n") if mark in paragraph]


def told_of(case: Case, named: Named) -> str:
    """A digest of what is told of somebody now: a yes is to this, not to whatever is written later."""
    return sha256("\n".join((named.role, *passages(case, named))).encode()).hexdigest()


def reaches(case: Case, named: Named) -> bool:
    """Whether a yes is to what is told now, for as wide as it is meant to be shown."""
    return WIDTH[named.level] >= WIDTH[case.level] and named.agreed_to == told_of(case, named)


def still_to_answer(case: Case, people: Iterable[Named]) -> list[Named]:
    """Those who must answer before a case is shown: nobody asked them, they have not answered, or their yes was to less than this."""
    waiting, agreed = (Consent.UNASKED, Consent.WAITING), (Consent.NAME, Consent.ROLE)
    return [one for one in people if one.consent in waiting or (one.consent in agreed and not reaches(case, one))]


def may_be_called(title: str, people: Iterable[Named]) -> Verdict:
    """Whether a case can have this title: it stands in addresses, lists and histories, and names nobody."""
    people = list(people)
    if any(mentions(title, one.name) for one in people) or barred_in(title, people):
        return no(_("A title must not name anyone. Mention the person in the story instead."))
    return YES

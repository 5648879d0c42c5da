"""What stands in a draft that is made of a case: words of the case, marked as such, with nobody's name in them.

A draft is a copy, and a copy would keep the name of somebody who withdraws later; so names are left out, whatever those who bear them say today.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.adoptions.models import Adoption, Change
from nybrott.cases.models import Case, Version
from nybrott.cases.queries import Names
from nybrott.core.methods import Card
from nybrott.ui.formats import language

QUOTED = 600  # characters of a part of the story in a question
LONGEST_TEXT = 5_000
LONGEST_REQUEST = 2_000
LICENCES = {"CC-BY-4.0": "CC BY 4.0", "CC0-1.0": "CC0 1.0", "EUPL-1.2": "EUPL 1.2", "NLOD-2.0": "NLOD 2.0"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What the plan of a market dialogue says, in `language`, and the questions in it."""

    language: str
    why: str
    wanted: str
    questions: tuple[str, ...]


def _parts(version: Version) -> dict[str, str]:
    """The story without names."""
    nobody = Names({})
    return {key: nobody.put_in(text).strip() for key, text in version.story.items()}


def _mark(case: Case, version: Version) -> str:
    said = {"title": version.title, "who": case.organisation.name, "number": version.number}
    return _("Draft, taken from the case “%(title)s” by %(who)s, version %(number)s. Make it your own, and remove this line.") % said  # fmt: skip


def _cut(text: str, most: int) -> str:
    """So much of a text as there is room for, to the end of a word."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 2].rsplit(' ', 1)[0]} …"


def _written(*parts: str, most: int = LONGEST_TEXT) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())[:most].strip()


def story(adoption: Adoption, case: Case, version: Version) -> str:
    """What the challenge tells: what one wants, and what was hard where it was told."""
    return _written(adoption.wish, _mark(case, version), _parts(version).get("hard", ""))


def dialogue_plan(adoption: Adoption, case: Case, version: Version, changes: Iterable[Change]) -> Plan:
    """Why the market is asked, what is wanted of it, and questions: from the challenge of the case, what did not work there, what they would do differently, and what one
    does differently oneself."""
    said = language() if language() in ("nb", "nn") else "nb"
    with override(said):
        parts, mark = _parts(version), _mark(case, version)
        own = [_("%(part)s: %(ours)s\nWhy: %(why)s") % {"part": change.get_part_display(), "ours": change.ours, "why": change.why} for change in changes]  # fmt: skip
        wanted = _("Tell us what could help here, what it requires of us, and what we should leave out. We have not chosen a solution.")  # fmt: skip
        theirs = [_("Those who tried it before us would do this differently:\n%(otherwise)s") % parts] if parts.get("otherwise") else []  # fmt: skip
        questions = [_("What do you have, or could you make, that helps us achieve this: %(wish)s") % {"wish": _cut(adoption.wish, QUOTED)}]  # fmt: skip
        if parts.get("failed"):
            questions.append(_("Where it was tried before, this did not work: “%(failed)s” How would you avoid it?") % {"failed": _cut(parts["failed"], QUOTED)})  # fmt: skip
        if parts.get("otherwise"):
            questions.append(_("Those who tried it say what they would do differently: “%(otherwise)s” What would that take of you, and of us?") % {"otherwise": _cut(parts["otherwise"], QUOTED)})  # fmt: skip
        why = _written(adoption.wish, mark, parts.get("hard", ""))
        return Plan(said, why, _written(wanted, mark, *theirs, *own), tuple(questions))


def request_text(adoption: Adoption, case: Case, version: Version, changes: Iterable[Change]) -> str:
    """What one asks those who told the case; to be read through before it is sent."""
    begins = _("We have read “%(title)s” and want to do something like it. This is what we want to achieve:") % {"title": version.title}  # fmt: skip
    own = [change.ours for change in changes]
    differently = (
        _("We think of doing this differently:\n%(ours)s") % {"ours": _cut(" ".join(own), QUOTED)} if own else ""
    )
    asks = _("We would like to hear what you would do first if you began today, how much of people’s time it "
             "took, and what is not in the case.")  # fmt: skip
    return _written(begins, _cut(adoption.wish, QUOTED), differently, asks, most=LONGEST_REQUEST)


def card_with_mark(content: Mapping[str, Any], case: Case, version: Version, licence: str) -> dict[str, Any]:
    """A method card that says in each of its languages where it was taken from and under which licence."""
    said = {key: value for key, value in content.items() if key != "id"}
    for one in ("nb", "nn", "en"):
        if one in said:
            with override(one):
                shown = _("Licence: %(licence)s.") % {"licence": LICENCES[licence]} if licence in LICENCES else ""
                mark = f"{_mark(case, version)} {shown}".strip()
            said[one] = said[one] | {"what": f"{mark} {said[one]['what']}"[: Card.LONGEST]}
    return said

"""How likely a notice is about a procurement: five named parts that are added up, each whole points of a known most."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from nybrott.core.language import stem
from nybrott.core.linking import rules
from nybrott.core.matching import Alike, Features, Rarity, Reader, rank

MOST = {"buyer": 10, "code": 25, "title": 35, "text": 15, "days": 15}  # points a part can give; 100 together
LEAST = 60  # fewer points are no suggestion
_BY_NAME = 6  # points where the buyer is known by its name alone
_DIGITS = {8: 25, 7: 23, 6: 23, 5: 21, 4: 17, 3: 12, 2: 5}  # first digits both codes share → points
_WHOLE = {"title": 0.7, "text": 0.6}  # a likeness from here on gives all points
_NEAR = ((60, 15), (180, 10), (365, 5))  # at most so many days from what is planned → points
# The planned days a notice of each stage lies near. The first that is planned holds.
_MEANT = {
    "planning": ("dialogue", "announce"), "competition": ("announce",), "direct-award": ("contract",), "result": ("contract",),
    "modification": ("contract",),
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 4_000  # characters of a text that are compared


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned. `cpv`: codes of eight digits. `days`: "dialogue", "announce", "contract" and "ends" → the planned day, if any."""

    title: str
    text: str = ""
    cpv: tuple[str, ...] = ()
    days: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A notice of the same buyer. `by_number`: the buyer is known by its organisation number, else by its name alone. `chain`: what all
    notices of one procedure share. `buyer`: its name, whose words say nothing."""

    key: str
    title: str
    stage: str
    published_on: date | None
    text: str = ""
    cpv: tuple[str, ...] = ()
    by_number: bool = True
    chain: str = ""
    buyer: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a score: `points` of at most `most`, and what they rest on: for "code" how many first digits the codes share, for "days" the
    days between plan and notice (None: nothing to compare), for "buyer" whether it is the number (1) or the name (0); for "title" and "text"
    the words both say, as each says them."""

    name: str
    points: int
    most: int
    number: int | None = None
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A notice that is probably about the procurement. `more`: how many other notices of its procedure there are."""

    found: Found
    parts: tuple[Part, ...]
    more: int = 0

    @property
    def score(self) -> int:
        """The parts added up: 0 to 100."""
        return sum(part.points for part in self.parts)

    def told(self) -> list[dict[str, object]]:
        """The parts as they can be kept, each by name."""
        return [
            {
                "name": part.name,
                "points": part.points,
                "most": part.most,
                "number": part.number,
                "words": [list(pair) for pair in part.words],
            }
            for part in self.parts
        ]


def suggest(planned: Planned, found: Iterable[Found], *, top: int = 5) -> list[Suggestion]:
    """The likeliest notices, one of each procedure, the likeliest first; of two as likely by day, then by key. A notice that says none of the
    words of the plan is none, whatever its codes and days. How rare a word is, the buyer's own notices say: what all of them say counts little."""
    notices = sorted(found, key=lambda one: one.key)
    names = " ".join(sorted({one.buyer for one in notices}))
    titles = _alike(bare(planned.title, names), [(one.key, bare(one.title, names)) for one in notices])
    said = f"{planned.title}\n{planned.text}"
    texts = _alike(said, [(one.key, f"{one.title}\n{one.text}") for one in notices])
    best: dict[str, Suggestion] = {}
    chains = Counter(one.chain or one.key for one in notices)
    for one in notices:
        words = [_words("title", titles.get(one.key)), _words("text", texts.get(one.key))]
        parts = (_buyer(one), _code(planned, one), *words, _days(planned, one))
        chain = one.chain or one.key
        made = Suggestion(one, parts, chains[chain] - 1)
        if made.score < LEAST or not any(part.points for part in words):
            continue
        if chain not in best or _order(made) < _order(best[chain]):
            best[chain] = made
    return sorted(best.values(), key=_order)[:top]


def _order(one: Suggestion) -> tuple[int, int, str]:
    day = one.found.published_on
    return -one.score, -day.toordinal() if day else 0, one.found.key


def bare(title: str, names: str) -> str:
    """A title's words that say what is bought, in small letters: without those of the form (`core.linking` has the reviewed list), those any title may
    say where there are others, the buyer's own, and numbers."""
    known = rules()
    own = {stem(word) for word in _WORD.findall(names)}
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    for word in _WORD.findall(title[:_LONGEST]):
        stemmed = stem(word)
        if (
            len(stemmed) >= 2
            and stemmed not in known.boilerplate
            and stemmed not in own
            and not any(sign.isdigit() for sign in word)
        ):
            (weak if stemmed in known.weak else strong).setdefault(stemmed, word.lower())
    return " ".join((strong or weak).values())


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return Reader()


def _alike(said: str, texts: Sequence[tuple[str, str]]) -> dict[str, Alike]:
    """Key → how alike a text is to what is said, where there is anything."""
    asked = _reader().features(said[:_LONGEST])
    features: list[tuple[str, Features]] = [(key, _reader().features(text[:_LONGEST])) for key, text in texts]
    seen: Counter[str] = Counter()
    for _key, one in features:
        seen.update(one.tokens.keys())
        seen.update(one.runs)
    rarity = Rarity(len(features), lambda token: seen[str(token)])
    return {one.id: one for one in rank(asked, features, rarity=rarity, top=len(features))}


def _words(name: str, alike: Alike | None) -> Part:
    score = min(1.0, alike.score / _WHOLE[name]) if alike else 0.0
    points = int(MOST[name] * score + 0.5)
    return Part(name, points, MOST[name], words=alike.shared if alike and points else ())


def _buyer(one: Found) -> Part:
    return Part("buyer", MOST["buyer"] if one.by_number else _BY_NAME, MOST["buyer"], int(one.by_number))


def shared_digits(one: str, other: str) -> int:
    """How many first digits two codes share."""
    same = 0
    for mine, theirs in zip(one[:8], other[:8], strict=False):
        if mine != theirs:
            break
        same += 1
    return same


def _code(planned: Planned, one: Found) -> Part:
    pairs = [shared_digits(mine, theirs) for mine in planned.cpv for theirs in one.cpv if mine and theirs]
    digits = max(pairs, default=None)
    return Part("code", _DIGITS.get(digits or 0, 0), MOST["code"], digits)


def _days(planned: Planned, one: Found) -> Part:
    off = days_off(planned, one)
    points = next((points for most, points in _NEAR if off is not None and off <= most), 0)
    return Part("days", points, MOST["days"], off)


def days_off(planned: Planned, one: Found) -> int | None:
    """Days between a notice and the day planned for one of its stage; None where either has no day. A change of the contract may come at any
    time while the contract runs."""
    meant = next((planned.days[name] for name in _MEANT.get(one.stage, ()) if name in planned.days), None)
    if meant is None or one.published_on is None:
        return None
    ends = planned.days.get("ends")
    if one.stage == "modification" and ends and meant <= one.published_on <= ends:
        return 0
    return abs((one.published_on - meant).days)

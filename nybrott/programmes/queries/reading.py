"""A programme as its page reads: sections with their things, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nybrott.core.methods import catalogue
from nybrott.core.programme import SECTIONS, in_language
from nybrott.programmes.queries.lessons import Learnt, Told, of_part
from nybrott.programmes.queries.telling import thing_name
from nybrott.programmes.queries.theory import Theory, theory
from nybrott.programmes.queries.words import (
    ACTIVITY_NAMES,
    KEY_NAMES,
    LICENCE_NAMES,
    SECTION_NAMES,
    SECTION_WHY,
    STEP_NAMES,
)

QUIET = ("hours", "minutes", "times", "when", "unit")  # said beside the name


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: its name, its long texts (heading, text), and what is said beside the name."""

    id: str
    name: str
    texts: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    links: tuple[str, ...] = ()
    lessons: tuple[Learnt, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its things."""

    key: str
    name: str
    why: str
    things: tuple[Thing, ...]
    lessons: tuple[Learnt, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """All a programme says, in one language. `runs`: those it tells of; `lessons`: what was learnt of all of it, or of parts that
    are gone since; lessons on the parts stand with them."""

    name: str
    summary: str
    licence: str
    parts: tuple[Part, ...]
    theory: Theory | None
    steps: Mapping[str, str]
    cards: tuple[tuple[str, str, str, tuple[Learnt, ...]], ...]
    runs: tuple[Told, ...] = ()
    lessons: tuple[Learnt, ...] = ()


def body(content: Mapping[str, Any], language: str, learnt: Sequence[Learnt] = (), runs: Sequence[Told] = ()) -> Body:
    """The programme for reading. `cards` are (id, name, what, lessons), the id empty for one that is not in the catalogue.
    `learnt`: lessons, each to stand beside the part it is about."""
    parts = tuple(
        Part(
            section, str(SECTION_NAMES[section]), str(SECTION_WHY[section]),
            tuple(_thing(section, one, content, language, of_part(learnt, section, one["id"])) for one in content[section]), of_part(learnt, section),
        )
        for section in SECTIONS
    )  # fmt: skip
    cards = []
    for card in content["cards"]:
        texts = next(card[one] for one in (language, "nb", "nn", "en") if one in card)
        cards.append(
            (
                card["id"] if card["id"] in catalogue() else "",
                texts["name"],
                texts["what"],
                of_part(learnt, "cards", card["id"]),
            )
        )
    here = {(section, "") for section in SECTIONS} | {
        (section, one["id"]) for section in ("cards", *SECTIONS) for one in content[section]
    }
    rest = tuple(one for one in learnt if (one.section, one.part) not in here)
    return Body(
        in_language(content["name"], language), in_language(content["summary"], language), str(LICENCE_NAMES[content["licence"]]), parts,
        theory(content, language), {key: str(name) for key, name in STEP_NAMES.items()}, tuple(cards), tuple(runs), rest,
    )  # fmt: skip


def _thing(
    section: str, one: Mapping[str, Any], content: Mapping[str, Any], language: str, lessons: tuple[Learnt, ...]
) -> Thing:
    fields = SECTIONS[section]
    naming = "name" if "name" in fields else "text"
    texts = tuple(
        ("" if key in ("sentence", "what") else str(KEY_NAMES[key]), in_language(one[key], language))
        for key, field in fields.items()
        if field.kind in ("line", "text") and key not in (naming, *QUIET) and key in one
    )
    facts = []
    for key in ("step", "kind"):
        if key in one:
            names = STEP_NAMES if key == "step" else ACTIVITY_NAMES
            facts.append((str(KEY_NAMES[key]), str(names[one[key]])))
    for key in QUIET:
        if key in one:
            facts.append(
                (str(KEY_NAMES[key]), in_language(one[key], language) if isinstance(one[key], dict) else str(one[key]))
            )
    links: list[str] = []
    for key, field in fields.items():
        if field.kind == "refs" and one.get(key):
            links += [thing_name(each, language) for each in content[field.of] if each["id"] in one[key]]
    return Thing(one["id"], in_language(one[naming], language), texts, tuple(facts), tuple(links), lessons)

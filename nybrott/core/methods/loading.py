"""From TOML or JSON to cards. A mistake is answered with the place, the key and the reason."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nybrott.core.methods.model import GAPS, LANGUAGES, LISTS, OUTPUTS, PHASES, STAGES, TEXTS, Card, CardText

_FACTS = {"id", "phase", "people", "minutes", "step_minutes", "outputs", "stages", "gaps", *LANGUAGES}
_ANSWERS = {"source", "authored_by", "checked_by", "review_after"}
_ID = re.compile(r"[a-z][a-z0-9-]{1,58}[a-z0-9]")


class CardError(ValueError):
    """A card that cannot be used: where it stands (a file, a package), which key in it, and why."""

    def __init__(self, place: str, key: str, reason: str) -> None:
        super().__init__(f"{place}: {key}: {reason}")
        self.place, self.key, self.reason = place, key, reason


@cache
def catalogue() -> Mapping[str, Card]:
    """The cards that come with Nybrott, id → card, in the order of the phases and then by id; read once."""
    folder = files("nybrott.core.methods") / "catalogue"
    return define(
        {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".toml")}
    )


def define(texts: Mapping[str, str]) -> Mapping[str, Card]:
    """Reads files, name → TOML. Raises `CardError`."""
    cards = []
    for name in sorted(texts):
        try:
            said = tomllib.loads(texts[name])
        except tomllib.TOMLDecodeError as trouble:
            raise CardError(name, "(whole file)", f"is not TOML: {trouble}") from None
        card = read_card(said, place=name, whole=True)
        if card.id != name.removesuffix(".toml"):
            raise CardError(name, "id", f"must be the name of the file, {name.removesuffix('.toml')}")
        cards.append(card)
    cards.sort(key=lambda card: (PHASES.index(card.phase), card.id))
    return {card.id: card for card in cards}


def read_card(said: object, *, place: str, whole: bool = False) -> Card:
    """One card from plain data, as TOML or `Card.data` give it. Raises `CardError`.

    `whole`: all three languages and who answers for the words must be there, as in the catalogue.
    """
    if not isinstance(said, Mapping):
        raise CardError(place, "(whole card)", "must be a table of keys")
    for key in said:
        if key not in _FACTS | (_ANSWERS if whole else set()):
            raise CardError(place, str(key), "is not a key we know")
    id = said.get("id")
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise CardError(place, "id", "must be small letters, digits and hyphens")
    step_minutes = _numbers(place, "step_minutes", said.get("step_minutes"), most=Card.MOST_MINUTES)
    texts = {one: _text(place, one, said[one], len(step_minutes)) for one in LANGUAGES if one in said}
    if not texts or (whole and len(texts) < len(LANGUAGES)):
        missing = ", ".join(one for one in LANGUAGES if one not in texts)
        raise CardError(place, missing, "must be there" if whole else "at least one language must be there")
    card = Card(
        id=id, phase=_one_of(place, "phase", said.get("phase"), PHASES), people=_people(place, said.get("people")),
        minutes=_minutes(place, said.get("minutes"), step_minutes), step_minutes=step_minutes,
        outputs=_words(place, "outputs", said.get("outputs"), OUTPUTS), stages=_words(place, "stages", said.get("stages"), STAGES),
        gaps=_words(place, "gaps", said.get("gaps"), GAPS), texts=texts,
    )  # fmt: skip
    return _answered_for(place, said, card) if whole else card


def _answered_for(place: str, said: Mapping[str, Any], card: Card) -> Card:
    for key in ("source", "authored_by"):
        if not isinstance(said.get(key), str) or not said[key].strip():
            raise CardError(place, key, "must be a text that is not empty")
    if not isinstance(said.get("checked_by"), str):
        raise CardError(place, "checked_by", "must be there; it is empty until somebody other than the author has")
    if type(said.get("review_after")) is not date:
        raise CardError(place, "review_after", "must be a date such as 2027-11-01, without quotes")
    for key in ("outputs", "stages", "gaps"):
        if not getattr(card, key):
            raise CardError(place, key, "must name at least one")
    return Card(
        card.id, card.phase, card.people, card.minutes, card.step_minutes, card.outputs, card.stages, card.gaps, card.texts,
        said["source"], said["authored_by"], said["checked_by"], said["review_after"],
    )  # fmt: skip


def _one_of(place: str, key: str, given: object, known: Sequence[str]) -> str:
    if not isinstance(given, str) or given not in known:
        raise CardError(place, key, f"must be one of {', '.join(known)}")
    return given


def _words(place: str, key: str, given: object, known: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(given, list):
        raise CardError(place, key, f"must be a list of words among {', '.join(known)}")
    found = tuple(_one_of(place, key, one, known) for one in given)
    if len(set(found)) < len(found):
        raise CardError(place, key, "says a word twice")
    return found


def _numbers(place: str, key: str, given: object, *, most: int) -> tuple[int, ...]:
    if not isinstance(given, list) or not given or not all(type(one) is int and 0 < one <= most for one in given):
        raise CardError(place, key, f"must be whole numbers from 1 to {most}")
    return tuple(given)


def _people(place: str, given: object) -> tuple[int, int]:
    found = _numbers(place, "people", given, most=Card.MOST_PEOPLE)
    if len(found) != 2 or found[0] > found[1]:
        raise CardError(place, "people", "must be from and to, such as [3, 8]")
    return (found[0], found[1])


def _minutes(place: str, given: object, steps: tuple[int, ...]) -> int:
    if type(given) is not int or given != sum(steps):
        raise CardError(place, "minutes", f"must be what the steps add up to, {sum(steps)}")
    return given


def _text(place: str, language: str, said: object, steps: int) -> CardText:
    if not isinstance(said, Mapping):
        raise CardError(place, language, "must be a table of texts")
    for key in said:
        if key not in TEXTS + LISTS:
            raise CardError(place, f"{language}.{key}", "is not a key we know")
    ones = {key: _line(place, f"{language}.{key}", said.get(key)) for key in TEXTS}
    lists: dict[str, tuple[str, ...]] = {}
    for key in LISTS:
        given = said.get(key)
        if not isinstance(given, (list, tuple)) or not given or len(given) > Card.MOST_LINES:
            raise CardError(place, f"{language}.{key}", f"must be a list of one to {Card.MOST_LINES} texts")
        lists[key] = tuple(_line(place, f"{language}.{key}", one) for one in given)
    if len(lists["steps"]) != steps:
        raise CardError(place, f"{language}.steps", f"has {len(lists['steps'])} steps; there are minutes for {steps}")
    return CardText(
        ones["name"], ones["what"], ones["why"], lists["material"], lists["steps"], ones["result"], lists["pitfalls"], ones["digital"]
    )  # fmt: skip


def _line(place: str, key: str, given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise CardError(place, key, "must be a text that is not empty")
    one = " ".join(given.split())
    if len(one) > Card.LONGEST:
        raise CardError(place, key, f"has {len(one)} characters; at most {Card.LONGEST}")
    return one

"""An instrument from plain data: checked whole, or told what is wrong with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nybrott.core.surveys.instrument import Instrument
from nybrott.core.surveys.model import (
    AUDIENCES,
    COMMON_KEYS,
    KINDS,
    LANGUAGES,
    LARGEST_NUMBER,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_BANDS,
    MOST_OPTIONS,
    MOST_POINTS,
    MOST_QUESTIONS,
    MOST_ROWS,
    OWN_KEYS,
    UNKNOWN,
    SurveyError,
)

_ID = re.compile(r"[a-z][a-z0-9-]{0,38}[a-z0-9]")


def read_instrument(said: object, *, place: str = "instrument") -> Instrument:
    """The instrument with nothing unknown in it. Raises `SurveyError`."""
    if not isinstance(said, Mapping):
        raise SurveyError(place, "must be a table of keys")
    for key in said:
        if key not in ("name", "intro", "audience", "questions"):
            raise SurveyError(f"{place}/{key}", "is not a key we know")
    name = said.get("name")
    if not isinstance(name, Mapping) or not name:
        raise SurveyError(f"{place}/name", "must be a text in at least one language")
    languages = tuple(one for one in LANGUAGES if one in name)
    found: dict[str, Any] = {
        "name": _words(name, languages, f"{place}/name", LONGEST_LINE),
        "intro": _words(said.get("intro"), languages, f"{place}/intro", LONGEST_TEXT),
        "audience": said.get("audience"),
    }
    if found["audience"] not in AUDIENCES:
        raise SurveyError(f"{place}/audience", f"must be one of {', '.join(AUDIENCES)}")
    questions = said.get("questions")
    if not isinstance(questions, list) or not questions:
        raise SurveyError(f"{place}/questions", "must be a list of at least one question")
    if len(questions) > MOST_QUESTIONS:
        raise SurveyError(f"{place}/questions", f"has {len(questions)} questions; at most {MOST_QUESTIONS}")
    read: list[dict[str, Any]] = []
    found["questions"] = read
    for one in _named(questions, f"{place}/questions"):
        read.append(_question(one, languages, read, f"{place}/questions/{one['id']}"))
    return Instrument(found)


def _named(given: object, place: str) -> list[Mapping[str, Any]]:
    """A list of tables with different ids."""
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise SurveyError(place, "must be a list of tables")
    ids = [one.get("id") for one in given]
    for id in ids:
        if not isinstance(id, str) or not _ID.fullmatch(id) or id == UNKNOWN:
            raise SurveyError(place, f"has something whose id is not small letters, digits and hyphens: {id!r}")
    if len(set(ids)) < len(ids):
        raise SurveyError(place, "has two things with the same id")
    return list(given)


def _question(
    said: Mapping[str, Any], languages: Sequence[str], before: Sequence[Mapping[str, Any]], place: str
) -> dict[str, Any]:
    kind = said.get("kind")
    if kind not in KINDS:
        raise SurveyError(f"{place}/kind", f"must be one of {', '.join(KINDS)}")
    expected = (*COMMON_KEYS, *OWN_KEYS[kind])
    known = {key.rstrip("?") for key in expected}
    for key in said:
        if key not in known:
            raise SurveyError(f"{place}/{key}", f"is not a key of a question of the kind {kind}")
    for key in expected:
        if not key.endswith("?") and key not in said:
            raise SurveyError(f"{place}/{key}", "must be there")
    found: dict[str, Any] = {"id": said["id"], "kind": kind}
    found["text"] = _words(said["text"], languages, f"{place}/text", LONGEST_LINE)
    if said.get("help"):
        found["help"] = _words(said["help"], languages, f"{place}/help", LONGEST_TEXT)
    for key in ("required", "new_page", "unknown", "long"):
        if key in said:
            if not isinstance(said[key], bool):
                raise SurveyError(f"{place}/{key}", "must be true or false")
            # were one of several choices required, adding them up would tell how few chose more than one
            if said[key] and (key, kind) != ("required", "multiple"):
                found[key] = True
    found |= _READERS.get(kind, _nothing)(said, languages, place)
    if said.get("show_if"):
        found["show_if"] = _condition(said["show_if"], before, f"{place}/show_if")
    return found


def _nothing(_said: Mapping[str, Any], _languages: Sequence[str], _place: str) -> dict[str, Any]:
    return {}


def _choices(given: object, languages: Sequence[str], place: str, least: int, most: int) -> list[dict[str, Any]]:
    rows = _named(given, place)
    if not least <= len(rows) <= most:
        raise SurveyError(place, f"has {len(rows)}; must have {least} to {most}")
    for one in rows:
        if extra := set(one) - {"id", "text"}:
            raise SurveyError(f"{place}/{one['id']}", f"has a key we do not know: {', '.join(sorted(extra))}")
    return [
        {"id": one["id"], "text": _words(one.get("text"), languages, f"{place}/{one['id']}/text", LONGEST_LINE)}
        for one in rows
    ]


def _options(said: Mapping[str, Any], languages: Sequence[str], place: str) -> dict[str, Any]:
    return {"options": _choices(said["options"], languages, f"{place}/options", 2, MOST_OPTIONS)}


def _points(said: Mapping[str, Any], languages: Sequence[str], place: str) -> dict[str, Any]:
    low, high = said["low"], said["high"]
    if type(low) is not int or type(high) is not int:
        raise SurveyError(place, "has a scale whose ends are not whole numbers")
    if low not in (0, 1):
        raise SurveyError(f"{place}/low", f"is {low}; a scale begins with 0 or 1")
    if high <= low:
        raise SurveyError(f"{place}/high", f"is {high}; a scale from {low} must end above that")
    if high - low + 1 > MOST_POINTS:
        raise SurveyError(f"{place}/high", f"gives {high - low + 1} points; at most {MOST_POINTS}")
    found: dict[str, Any] = {"low": low, "high": high}
    for key in ("low_text", "high_text"):
        found[key] = _words(said[key], languages, f"{place}/{key}", 80)
    return found


def _rows(said: Mapping[str, Any], languages: Sequence[str], place: str) -> dict[str, Any]:
    rows = _choices(said["rows"], languages, f"{place}/rows", 1, MOST_ROWS)
    return _points(said, languages, place) | {"rows": rows}


def _number(said: Mapping[str, Any], _languages: Sequence[str], place: str) -> dict[str, Any]:
    least, most, bands = said["least"], said["most"], said["bands"]
    if type(least) is not int or type(most) is not int or not 0 <= least < most <= LARGEST_NUMBER:
        raise SurveyError(place, f"must have whole numbers from least to most, within 0 and {LARGEST_NUMBER}")
    if not isinstance(bands, list) or not all(type(one) is int for one in bands):
        raise SurveyError(f"{place}/bands", "must be a list of whole numbers: where each band begins")
    if not 2 <= len(bands) <= MOST_BANDS or bands[0] != least or sorted(set(bands)) != bands or bands[-1] > most:
        raise SurveyError(f"{place}/bands", f"must be 2 to {MOST_BANDS} rising numbers from {least}, none above {most}")
    return {"least": least, "most": most, "bands": list(bands)}


_READERS: Mapping[str, Callable[[Mapping[str, Any], Sequence[str], str], dict[str, Any]]] = {
    "single": _options, "multiple": _options, "scale": _points, "matrix": _rows, "number": _number,
}  # fmt: skip


def _condition(given: object, before: Sequence[Mapping[str, Any]], place: str) -> dict[str, Any]:
    if not isinstance(given, Mapping) or set(given) != {"question", "is"}:
        raise SurveyError(place, "must name a question and the answers that show this one")
    about = next((one for one in before if one["id"] == given["question"]), None)
    if about is None:
        raise SurveyError(place, f"points to {given['question']}, which does not stand before it")
    if about["kind"] in ("single", "multiple"):
        known: list[Any] = [one["id"] for one in about["options"]]
    elif about["kind"] == "scale":
        known = list(range(about["low"], about["high"] + 1)) + ([UNKNOWN] if about.get("unknown") else [])
    else:
        raise SurveyError(place, f"points to {about['id']}; only a choice or a scale can decide")
    wanted = given["is"]
    if not isinstance(wanted, list) or not wanted:
        raise SurveyError(f"{place}/is", "must be a list of answers")
    for one in wanted:
        if one not in known or type(one) is bool:
            raise SurveyError(f"{place}/is", f"names {one}, which is no answer to {about['id']}")
    return {"question": about["id"], "is": list(wanted)}


def _words(given: object, languages: Sequence[str], place: str, most: int) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise SurveyError(place, "must be a text in each language of the instrument")
    for language in given:
        if language not in languages:
            raise SurveyError(f"{place}/{language}", "is not one of the instrument's languages")
    for language in languages:
        text = given.get(language)
        if not isinstance(text, str) or not text.strip() or "\x00" in text:
            raise SurveyError(f"{place}/{language}", "must be a text that is not empty")
        if len(text) > most:
            raise SurveyError(f"{place}/{language}", f"has {len(text)} characters; at most {most}")
    return {language: given[language].strip() for language in languages}

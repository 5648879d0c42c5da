"""From TOML to rules. A mistake is answered with the file, the key and the reason."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nybrott.core.language import words_in
from nybrott.core.wording.model import ASKED_OF, KINDS, LANGUAGES, RULES, Find, Limits, Near, Piece, Rule, Words

_ABOUT = {"id", "what", "source", "authored_by", "checked_by", "review_after"}
_RULE = {
    "id", "kind", "holds_back", "asked_of", "names", "why", "suggestion", "source", "authored_by", "checked_by", "review_after",
    "words", "find", "limits", "few", "good", "bad",
}  # fmt: skip
_SIGNS = {"#": "number", "####": "year", "^": "name", "?": "any"}
_FEWEST_EXAMPLES = 3

Terms = tuple[tuple[Piece, ...], ...]


class CatalogueError(ValueError):
    """A definition that cannot be used: which file, which key in it, and why."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file, self.key, self.reason = file, key, reason


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All rules in the order of `RULES`, the lists they find words by, the small words and the endings that
    mark each language, and `version`, a short hash that changes when any file does."""

    rules: tuple[Rule, ...]
    words: Mapping[str, Words]
    marks: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    version: str

    def __hash__(self) -> int:
        return hash(self.version)


@cache
def catalogue() -> Catalogue:
    """The rules as they stand in the package, read once."""
    folder = files("nybrott.core.wording") / "catalogue"
    return define(
        {
            f"{part}/{file.name}": file.read_text(encoding="utf-8")
            for part in ("rules", "words")
            for file in (folder / part).iterdir()
            if file.name.endswith(".toml")
        }
    )


def define(texts: Mapping[str, str]) -> Catalogue:
    """Reads all files, path → TOML text: `words/<id>.toml` are lists that rules share, `words/languages.toml` the marks
    of each language, `rules/<id>.toml` the rules. Raises `CatalogueError`."""
    words: dict[str, Words] = {}
    marks: dict[str, frozenset[str]] = {}
    endings: dict[str, tuple[str, ...]] = {}
    rules: dict[str, Rule] = {}
    for path in sorted(texts, reverse=True):  # words before rules
        said = _read(path, texts[path])
        name = path.rpartition("/")[2].removesuffix(".toml")
        if said.get("id") != name:
            raise CatalogueError(path, "id", f"must be the name of the file, {name}")
        if path == "words/languages.toml":
            marks = {language: frozenset(_strings(path, language, said.get(language))) for language in LANGUAGES}
            endings = {one: _strings(path, f"endings.{one}", said.get("endings", {}).get(one)) for one in LANGUAGES}
        elif path.startswith("words/"):
            _only(path, said, _ABOUT | {"terms", "unless"})
            words[name] = _words(path, name, {"terms": said.get("terms", {}), "unless": said.get("unless", {})})
        else:
            rules[name] = _rule(path, said, words)
    if set(rules) != set(RULES):
        raise CatalogueError("rules", "(folder)", f"must hold just {', '.join(RULES)}")
    digest = hashlib.sha256("\0".join(f"{path}\0{texts[path]}" for path in sorted(texts)).encode()).hexdigest()
    return Catalogue(tuple(rules[name] for name in RULES), words, marks, endings, digest[:12])


def term(path: str, key: str, written: str) -> tuple[Piece, ...]:
    """A term: words with spaces between. `*` before or after: letters may go on; `~` after: a noun in any form; `#` a
    number, `####` a year, `^` a name, `?` any word. A capital letter makes letters count as they are written."""
    pieces = []
    for part in written.split():
        if part in _SIGNS:
            pieces.append(Piece(_SIGNS[part]))
            continue
        compound, body = part.startswith("*"), part.lstrip("*")
        kind = "noun" if body.endswith("~") else "begins" if body.endswith("*") else "word"
        body = body.rstrip("*~")
        exact = body != body.lower()
        folded = words_in(body)
        if len(folded) != 1 or folded[0].end - folded[0].start != len(body) or (kind == "begins" and compound):
            raise CatalogueError(path, key, f"“{written}” is no term: {part} must be one word of letters and digits")
        pieces.append(Piece(kind, body if exact else folded[0].folded, compound, exact))
    if not pieces or pieces[0].kind == "any":
        raise CatalogueError(path, key, f"“{written}” is no term: it must begin with a word")
    return tuple(pieces)


def _read(path: str, text: str) -> dict[str, Any]:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise CatalogueError(path, "(whole file)", f"is not TOML: {trouble}") from None
    for key in ("source", "authored_by"):
        if not isinstance(said.get(key), str) or not said[key].strip():
            raise CatalogueError(path, key, "must be a text that is not empty")
    if not isinstance(said.get("checked_by"), str):
        raise CatalogueError(path, "checked_by", "must be there; it is empty until somebody other than the author has")
    if type(said.get("review_after")) is not date:
        raise CatalogueError(path, "review_after", "must be a date such as 2027-11-01, without quotes")
    return said


def _only(path: str, said: Mapping[str, Any], allowed: Iterable[str], place: str = "") -> None:
    for key in said:
        if key not in allowed:
            raise CatalogueError(path, f"{place}{key}", f"is not a key we know; known are {', '.join(sorted(allowed))}")


def _strings(path: str, key: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(one, str) and one.strip() for one in given):
        raise CatalogueError(path, key, "must be a list of texts that are not empty")
    twice = sorted({one for one in given if given.count(one) > 1})
    if twice:
        raise CatalogueError(path, key, f"says {', '.join(twice)} twice")
    return tuple(given)


def _words(path: str, name: str, said: Mapping[str, Any]) -> Words:
    def terms(key: str) -> Mapping[str, Terms]:
        table = said.get(key, {})
        _only(path, table, LANGUAGES, f"{key}.")
        return {
            language: tuple(term(path, f"{key}.{language}", one) for one in _strings(path, f"{key}.{language}", given))
            for language, given in table.items()
        }

    return Words(name, terms("terms"), terms("unless"))


def _rule(path: str, said: Mapping[str, Any], shared: dict[str, Words]) -> Rule:
    _only(path, said, _RULE)
    id, kind = str(said["id"]), said.get("kind")
    if kind not in KINDS:
        raise CatalogueError(path, "kind", f"must be one of {', '.join(KINDS)}")
    own: dict[str, str] = {}
    for name, lists in said.get("words", {}).items():
        _only(path, lists, {*LANGUAGES, "unless"}, f"words.{name}.")
        own[name] = f"{id}/{name}"
        shared[own[name]] = _words(
            path,
            own[name],
            {"terms": {key: lists[key] for key in lists if key != "unless"}, "unless": lists.get("unless", {})},
        )
    known = {name: name for name in shared} | own
    asked_of = frozenset(_strings(path, "asked_of", said.get("asked_of")))
    if not asked_of or not asked_of <= set(ASKED_OF):
        raise CatalogueError(path, "asked_of", f"must be some of {', '.join(ASKED_OF)}")
    holds_back, few = said.get("holds_back"), said.get("few", 0)
    if not isinstance(holds_back, bool):
        raise CatalogueError(path, "holds_back", "must be true or false")
    return Rule(
        id=id, kind=kind, holds_back=holds_back, asked_of=asked_of,
        names=_in_three(path, "names", said.get("names")), why=_in_three(path, "why", said.get("why")),
        suggestion=_in_three(path, "suggestion", said.get("suggestion")),
        source=said["source"], authored_by=said["authored_by"], checked_by=said["checked_by"], review_after=said["review_after"],
        finds=tuple(_find(path, number, one, known) for number, one in enumerate(said.get("find", []), 1)),
        limits=Limits(**said.get("limits", {})), few=int(few),
        good=_examples(path, "good", said.get("good")), bad=_examples(path, "bad", said.get("bad")),
    )  # fmt: skip


def _find(path: str, number: int, said: Mapping[str, Any], known: Mapping[str, str]) -> Find:
    place = f"find[{number}]."
    _only(path, said, {"words", "form", "near", "not_near", "why", "suggestion"}, place)
    if said.get("form", "any") not in {"any", "indefinite"}:
        raise CatalogueError(path, f"{place}form", "must be any or indefinite")
    return Find(
        words=_lists(path, f"{place}words", said.get("words"), known),
        form=said.get("form", "any"),
        near=tuple(_near(path, f"{place}near", one, known) for one in said.get("near", [])),
        not_near=tuple(_near(path, f"{place}not_near", one, known) for one in said.get("not_near", [])),
        why=_in_three(path, f"{place}why", said["why"]) if "why" in said else {},
        suggestion=_in_three(path, f"{place}suggestion", said["suggestion"]) if "suggestion" in said else {},
    )


def _near(path: str, place: str, said: Mapping[str, Any], known: Mapping[str, str]) -> Near:
    _only(path, said, {"words", "within", "side"}, f"{place}.")
    within, side = said.get("within", 60), said.get("side", "either")
    if not isinstance(within, int) or not 0 <= within <= 60:
        raise CatalogueError(path, f"{place}.within", "must be a whole number of words from 0 to 60")
    if side not in {"before", "after", "either"}:
        raise CatalogueError(path, f"{place}.side", "must be before, after or either")
    return Near(_lists(path, f"{place}.words", said.get("words"), known), within, side)


def _lists(path: str, key: str, given: object, known: Mapping[str, str]) -> tuple[str, ...]:
    names = _strings(path, key, [given] if isinstance(given, str) else given)
    for name in names:
        if name not in known:
            raise CatalogueError(path, key, f"there is no list {name}")
    return tuple(known[name] for name in names)


def _in_three(path: str, key: str, given: object) -> Mapping[str, str]:
    if not isinstance(given, dict) or set(given) != set(LANGUAGES):
        raise CatalogueError(path, key, f"must be said in {', '.join(LANGUAGES)}")
    for language, text in given.items():
        if not isinstance(text, str) or not text.strip() or re.search(r"\{(?!words\})", text):
            raise CatalogueError(path, f"{key}.{language}", "must be a text; {words} is the only place in it")
    return dict(given)


def _examples(path: str, key: str, given: object) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(given, dict):
        raise CatalogueError(path, key, "must be a table of examples by language")
    _only(path, given, LANGUAGES, f"{key}.")
    found = {language: _strings(path, f"{key}.{language}", texts) for language, texts in given.items()}
    if any(len(found.get(language, ())) < _FEWEST_EXAMPLES for language in LANGUAGES):
        raise CatalogueError(path, key, f"must hold {_FEWEST_EXAMPLES} examples or more in each language")
    return found

"""From TOML to signs. A mistake is answered with the file, the key and the reason."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nybrott.core.signals.fold import fold_term
from nybrott.core.signals.model import (
    CODE_FIELDS,
    FAMILIES,
    FIELD_GROUPS,
    LANGUAGES,
    LENSES,
    STAGES,
    TEXT_FIELDS,
    WEIGHTS,
    CodeRule,
    Example,
    Near,
    Rule,
    Signal,
    Term,
    WordList,
)

_EVERYWHERE = frozenset(FIELD_GROUPS["titles"] + FIELD_GROUPS["texts"])
_SIGNAL_KEYS = frozenset(
    ("id", "family", "lens", "weight", "opens_lens", "names", "what", "why", "source", "authored_by", "checked_by",
     "review_after", "words", "rule", "unless", "code", "good", "near_miss")
)  # fmt: skip


class CatalogueError(ValueError):
    """A definition that cannot be used: which file, which key in it, and why."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file, self.key, self.reason = file, key, reason


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything the TOML files say, and `version`, a short hash of it that changes when any of them does."""

    signals: tuple[Signal, ...]
    shared: Mapping[str, WordList]
    version: str


def define(files: Mapping[str, str]) -> Definitions:
    """Reads all files of a catalogue, path → TOML text. `words/<name>.toml` are word lists shared by signs; every
    other path is `<family>/<id>.toml`. Raises `CatalogueError`."""
    shared: dict[str, WordList] = {}
    for path in sorted(files):
        if path.startswith("words/"):
            words = _shared_list(_Table.of(path, files[path]))
            shared[words.name] = words
    signals = tuple(
        _signal(path, _Table.of(path, files[path]), shared) for path in sorted(files) if not path.startswith("words/")
    )
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{files[path]}\0".encode())
    return Definitions(signals, shared, digest.hexdigest()[:12])


class _Table:
    """A TOML table that knows where it stands, so that every complaint can say so."""

    def __init__(self, file: str, place: str, values: Mapping[str, Any]) -> None:
        self.file, self.place, self.values = file, place, values

    @classmethod
    def of(cls, file: str, text: str) -> "_Table":
        try:
            return cls(file, "", tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise CatalogueError(file, "(whole file)", f"is not TOML: {error}") from error

    def wrong(self, key: str, reason: str) -> CatalogueError:
        return CatalogueError(self.file, f"{self.place}{key}", reason)

    def only(self, allowed: Iterable[str]) -> None:
        for key in self.values:
            if key not in allowed:
                raise self.wrong(key, f"is not a key we know; known are {', '.join(sorted(allowed))}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, "must be a text that is not empty")
        return value

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise self.wrong(key, f"“{value}” is not one of {', '.join(allowed)}")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, "must be a list of texts that are not empty")
        return tuple(value)

    def some_of(self, key: str, allowed: Iterable[str]) -> frozenset[str]:
        for value in self.strings(key):
            if value not in allowed:
                raise self.wrong(key, f"“{value}” is not one of {', '.join(allowed)}")
        return frozenset(self.strings(key))

    def day(self, key: str, *, needed: bool = False) -> date | None:
        value = self.values.get(key)
        if value is None and not needed:
            return None
        if type(value) is not date:
            raise self.wrong(key, "must be a date such as 2027-11-01, without quotes")
        return value

    def table(self, key: str) -> "_Table":
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return _Table(self.file, f"{self.place}{key}.", value)

    def tables(self, key: str) -> list["_Table"]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, "must be a list of tables")
        return [_Table(self.file, f"{self.place}{key}[{number}].", item) for number, item in enumerate(value, 1)]

    def in_three_languages(self, key: str) -> Mapping[str, str]:
        table = self.table(key)
        table.only(LANGUAGES)
        return {language: table.text(language) for language in LANGUAGES}


def _shared_list(table: _Table) -> WordList:
    table.only(("id", "what", "masks", "terms"))
    name = table.text("id")
    if table.file != f"words/{name}.toml":
        raise table.wrong("id", f"“{name}” must be the name of the file")
    table.text("what")
    masks = table.values.get("masks", False)
    if not isinstance(masks, bool):
        raise table.wrong("masks", "must be true or false")
    return WordList(name, _terms(table.table("terms")), masks)


def _terms(table: _Table) -> tuple[Term, ...]:
    terms: list[Term] = []
    for language in table.values:
        for written in table.strings(language):
            body = fold_term(written.strip("*"))
            if len(body) < 2 or "*" in body or "  " in written:
                raise table.wrong(
                    language, f"“{written}” needs two letters or more, single spaces, and * only at its ends"
                )
            terms.append(Term(body, written.startswith("*"), written.endswith("*"), language))
    if not terms:
        raise table.wrong("", "holds no words")
    return tuple(terms)


def _signal(path: str, table: _Table, shared: Mapping[str, WordList]) -> Signal:
    table.only(_SIGNAL_KEYS)
    id, family = table.text("id"), table.one_of("family", FAMILIES)
    if path != f"{family}/{id}.toml":
        raise table.wrong("id", f"file must be {family}/{id}.toml")
    weight = table.one_of("weight", WEIGHTS)
    opens_lens = table.values.get("opens_lens", weight == "counted")
    if not isinstance(opens_lens, bool):
        raise table.wrong("opens_lens", "must be true or false")
    lists = table.table("words")
    words = {name: WordList(f"{id}/{name}", _terms(lists.table(name))) for name in lists.values}
    known = {**{name: name for name in shared}, **{name: own.name for name, own in words.items()}}
    review_after = table.day("review_after", needed=True)
    assert review_after is not None
    signal = Signal(
        id=id, family=family, lens=table.one_of("lens", LENSES), weight=weight, opens_lens=opens_lens,
        names=table.in_three_languages("names"), what=table.in_three_languages("what"),
        why=table.in_three_languages("why"), source=table.text("source"), authored_by=table.text("authored_by"),
        checked_by=table.text("checked_by", ""), review_after=review_after, words=words,
        rules=tuple(_rule(rule, known) for rule in table.tables("rule")),
        unless=tuple(_rule(rule, known) for rule in table.tables("unless")),
        codes=tuple(_code(code) for code in table.tables("code")),
        good=tuple(_example(example) for example in table.tables("good")),
        near_misses=tuple(_example(example) for example in table.tables("near_miss")),
    )  # fmt: skip
    if not signal.rules and not signal.codes:
        raise table.wrong("rule", "a sign needs at least one [[rule]] or [[code]]")
    for key, examples in (("good", signal.good), ("near_miss", signal.near_misses)):
        if len(examples) < 2:
            raise table.wrong(key, f"needs at least two examples, has {len(examples)}")
    return signal


def _rule(table: _Table, known: Mapping[str, str]) -> Rule:
    table.only(("find", "fields", "stages", "near", "not_near", "also", "not_also", "codes", "not_codes"))

    def listed(key: str) -> tuple[str, ...]:
        return tuple(_list_name(table, key, name, known) for name in table.strings(key))

    return Rule(
        find=_list_name(table, "find", table.text("find"), known),
        fields=_fields(table),
        stages=table.some_of("stages", STAGES),
        near=tuple(_near(near, known) for near in table.tables("near")),
        not_near=tuple(_near(near, known) for near in table.tables("not_near")),
        also=listed("also"),
        not_also=listed("not_also"),
        codes=_codes(table.table("codes")),
        not_codes=_codes(table.table("not_codes")),
    )


def _codes(table: _Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table.only(CODE_FIELDS)
    return tuple((field, table.strings(field)) for field in table.values)


def _list_name(table: _Table, key: str, name: str, known: Mapping[str, str]) -> str:
    if name not in known:
        raise table.wrong(key, f"there is no word list “{name}”; known here are {', '.join(sorted(known))}")
    return known[name]


def _fields(table: _Table) -> frozenset[str]:
    if "fields" not in table.values:
        return _EVERYWHERE
    allowed = (*FIELD_GROUPS, *TEXT_FIELDS)
    names = table.some_of("fields", allowed)
    return frozenset(field for name in names for field in FIELD_GROUPS.get(name, (name,)))


def _near(table: _Table, known: Mapping[str, str]) -> Near:
    table.only(("words", "within", "side"))
    within = table.values.get("within")
    if type(within) is not int or not 0 <= within <= 30:
        raise table.wrong("within", "must be a whole number of words from 0 to 30")
    side = table.one_of("side", ("either", "before", "after"), "either")
    return Near(_list_name(table, "words", table.text("words"), known), within, side)


def _code(table: _Table) -> CodeRule:
    table.only(("field", "values", "stages", "from", "until"))
    values = table.strings("values")
    if not values:
        raise table.wrong("values", "names no code")
    return CodeRule(
        field=table.one_of("field", CODE_FIELDS),
        values=values,
        stages=table.some_of("stages", STAGES),
        valid_from=table.day("from"),
        valid_until=table.day("until"),
    )


def _example(table: _Table) -> Example:
    table.only(("title", "text", "language", "stage", "codes", "published_on", "why"))
    codes = table.table("codes")
    codes.only(CODE_FIELDS)
    return Example(
        title=table.text("title", ""),
        text=table.text("text", ""),
        language=table.text("language", "nb"),
        stage=table.one_of("stage", STAGES, "competition"),
        codes=tuple((field, codes.text(field)) for field in codes.values),
        published_on=table.day("published_on"),
        why=table.text("why", ""),
    )

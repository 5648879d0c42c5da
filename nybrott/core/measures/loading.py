"""Reads the definitions: one TOML file and one SQL file a measure, side by side under `catalogue/`."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from nybrott.core.measures.model import LANGUAGES, LENSES, UNITS, Figure, Measure, MeasureError

_NAME = re.compile(r"[a-z][a-z-]*")
_COLUMN = re.compile(r"[a-z][a-z_]*")
_PLACES = ("{group}", "{where}")


@cache
def catalogue(*, by_people: bool = False) -> Mapping[str, Measure]:
    """All measures that can be counted from a lake alone, by id, in the alphabet's order, read once; with `by_people` also
    those that need what people have answered, last. They are kept apart, so that a frozen baseline knows nothing of
    them."""
    folder = files("nybrott.core.measures") / "catalogue"
    return {**_in_folder(folder), **(_in_folder(folder / "judged") if by_people else {})}


def _in_folder(folder: Traversable) -> Mapping[str, Measure]:
    found: dict[str, dict[str, str]] = {}
    for file in folder.iterdir():
        name, _, kind = file.name.rpartition(".")
        if kind in {"toml", "sql"}:
            found.setdefault(name, {})[kind] = file.read_text(encoding="utf-8")
    return {name: define(name, **found[name]) for name in sorted(found)}


def define(name: str, toml: str = "", sql: str = "") -> Measure:
    """One measure from the text of its two files. Raises `MeasureError` that says what is missing or wrong."""
    if not toml or not sql:
        raise MeasureError(f"{name}: a measure is a .toml and a .sql file; one is missing.")
    try:
        said = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as trouble:
        raise MeasureError(f"{name}.toml: {trouble}.") from None
    if not _NAME.fullmatch(name):
        raise MeasureError(f"{name}: a measure's name is small letters and hyphens.")
    figures = tuple(_figure(name, one) for one in said.get("figure", []))
    if not figures or figures[0].id != "n" or figures[0].unit != "count":
        raise MeasureError(f"{name}.toml: the first figure is n, the count everything is a share of.")
    for place in _PLACES:
        if sql.count(place) != 1:
            raise MeasureError(f"{name}.sql: {place} must stand in it once.")
    version, checked_by, lens = said.get("version"), said.get("checked_by"), said.get("lens")
    if not isinstance(version, int) or version < 1:
        raise MeasureError(f"{name}.toml: version is a whole number from 1.")
    if not isinstance(checked_by, str):
        raise MeasureError(f"{name}.toml: checked_by is missing (leave it empty until somebody has).")
    if lens not in LENSES:
        raise MeasureError(f"{name}.toml: lens is one of {', '.join(LENSES)}.")
    review_after = said.get("review_after")
    if not isinstance(review_after, date):
        raise MeasureError(f"{name}.toml: review_after is a date.")
    return Measure(
        id=name,
        version=version,
        lens=lens,
        names=_texts(name, "names", said),
        counted=_texts(name, "counted", said),
        not_counted=_texts(name, "not_counted", said),
        coverage=_texts(name, "coverage", said),
        denominator=_texts(name, "denominator", said),
        figures=figures,
        sql=sql,
        why=_texts(name, "why", said)["en"],
        reasons=_texts(name, "why", said),
        source=_word(name, "source", said),
        authored_by=_word(name, "authored_by", said),
        checked_by=checked_by,
        review_after=review_after,
        fingerprint=Measure.fingerprint_of(version, sql),
    )


def _figure(measure: str, said: Mapping[str, object]) -> Figure:
    column, unit, lens = said.get("id"), said.get("unit"), said.get("lens", "none")
    if not isinstance(column, str) or not _COLUMN.fullmatch(column):
        raise MeasureError(f"{measure}.toml: a figure's id is small letters and underscores.")
    if unit not in UNITS or not isinstance(unit, str):
        raise MeasureError(f"{measure}.toml: the unit of {column} is one of {', '.join(UNITS)}.")
    if lens not in LENSES or not isinstance(lens, str):
        raise MeasureError(f"{measure}.toml: the lens of {column} is one of {', '.join(LENSES)}.")
    return Figure(column, unit, lens, _texts(f"{measure}.toml, figure {column}", "names", said))


def _texts(measure: str, field: str, said: Mapping[str, object]) -> Mapping[str, str]:
    given = said.get(field)
    texts = given if isinstance(given, dict) else {}
    missing = [language for language in LANGUAGES if not str(texts.get(language, "")).strip()]
    if missing:
        raise MeasureError(f"{measure}: {field} lacks {' and '.join(missing)}.")
    return {language: " ".join(str(texts[language]).split()) for language in LANGUAGES}


def _word(measure: str, field: str, said: Mapping[str, object]) -> str:
    given = said.get(field)
    if not isinstance(given, str) or not given.strip():
        raise MeasureError(f"{measure}.toml: {field} is missing.")
    return " ".join(given.split())

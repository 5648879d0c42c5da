"""What was learnt in runs of a programme, as it travels with the package: checked whole, and told as Markdown."""

from collections.abc import Mapping, Sequence
from typing import Any

from nybrott.core.commonmark import plain
from nybrott.core.packages.model import PackageError
from nybrott.core.programme import SECTIONS

LESSONS = "lessons.json"
COURSES = ("continue", "adapt", "stop")
MOST_RUNS, MOST_LESSONS = 40, 60
# Key → how long its text may be, and whether it must say something.
_RUN = {"title": (300, True), "publisher": (300, True), "period": (100, True), "reasons": (4_000, True)}
_LESSON = {
    "section": (40, False),
    "part": (80, False),
    "name": (300, False),
    "text": (2_000, True),
    "done": (500, False),
}
_HEADINGS = {"nb": "Hva vi har lært", "nn": "Kva vi har lært", "en": "What was learnt"}
_DECIDED: Mapping[str, Mapping[str, str]] = {
    "continue": {"nb": "Besluttet: fortsette.", "nn": "Avgjort: halde fram.", "en": "Decided: continue."},
    "adapt": {"nb": "Besluttet: tilpasse.", "nn": "Avgjort: tilpasse.", "en": "Decided: adapt."},
    "stop": {"nb": "Besluttet: stoppe.", "nn": "Avgjort: stoppe.", "en": "Decided: stop."},
}
_WHOLE = {"nb": "Programmet som helhet", "nn": "Programmet som heilskap", "en": "The programme as a whole"}


def read_lessons(said: object) -> tuple[dict[str, Any], ...]:
    """The runs a package tells of, the latest first, each with what was decided after it and what was learnt.

    `said`: {"runs": [{"title", "publisher", "period", "course", "reasons", "lessons": [{"section", "part", "name", "text",
    "done"}]}]}. `section` and `part` say where in the programme a lesson belongs, both empty for all of it; the part may be
    gone since, so `name` is what it was called. `done`: what was done with it in this version. Raises `PackageError`.
    """
    if not isinstance(said, Mapping) or set(said) != {"runs"}:
        raise PackageError("unreadable", LESSONS)
    runs = _listed(said["runs"], LESSONS, MOST_RUNS)
    return tuple(_run(one, f"{LESSONS}/{place}") for place, one in enumerate(runs))


def _listed(given: object, place: str, most: int) -> list[Mapping[str, Any]]:
    if not isinstance(given, list) or len(given) > most or not all(isinstance(one, Mapping) for one in given):
        raise PackageError("unreadable", place)
    return given


def _run(said: Mapping[str, Any], place: str) -> dict[str, Any]:
    if set(said) != {*_RUN, "course", "lessons"} or said["course"] not in COURSES:
        raise PackageError("unreadable", place)
    lessons = _listed(said["lessons"], f"{place}/lessons", MOST_LESSONS)
    return {
        **_texts(said, _RUN, place), "course": said["course"],
        "lessons": [_lesson(one, f"{place}/lessons/{number}") for number, one in enumerate(lessons)],
    }  # fmt: skip


def _lesson(said: Mapping[str, Any], place: str) -> dict[str, Any]:
    if set(said) != set(_LESSON):
        raise PackageError("unreadable", place)
    found = _texts(said, _LESSON, place)
    if (
        found["section"] not in ("", "cards", *SECTIONS)
        or (found["part"] and not found["section"])
        or bool(found["section"]) != bool(found["name"].strip())
    ):
        raise PackageError("unreadable", place)
    return found


def _texts(said: Mapping[str, Any], keys: Mapping[str, tuple[int, bool]], place: str) -> dict[str, Any]:
    for key, (most, needed) in keys.items():
        text = said[key]
        if not isinstance(text, str) or len(text) > most or "\x00" in text or (needed and not text.strip()):
            raise PackageError("unreadable", f"{place}/{key}")
    return {key: said[key] for key in keys}


def join_lessons(*groups: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Runs from several packages, each once, in the order they are met, as many as a package may hold."""
    found: list[dict[str, Any]] = []
    for one in (dict(one) for group in groups for one in group):
        if one not in found:
            found.append(one)
    return found[:MOST_RUNS]


def lessons_told(runs: Sequence[Mapping[str, Any]], language: str) -> str:
    """What was learnt as CommonMark, to stand after the programme; the lessons in the language they were written in."""
    lines = ["", f"## {_HEADINGS[language]}"]
    for run in runs:
        lines += ["", f"### {plain(run['title'])}, {plain(run['publisher'])}, {plain(run['period'])}", ""]
        lines += [f"{_DECIDED[run['course']][language]} {plain(run['reasons'])}", ""]
        for one in run["lessons"]:
            done = f" *{plain(one['done'])}*" if one["done"].strip() else ""
            lines.append(f"- **{plain(one['name']) or _WHOLE[language]}**: {plain(one['text'])}{done}")
    return "\n".join(lines).rstrip() + "\n"

"""An instrument that was read: its pages, who is asked what, how long it takes, and what of it can be counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nybrott.core.surveys.model import LONGEST_ANSWER, UNKNOWN

ON_A_PAGE = 5  # questions on one page, unless the instrument breaks it before
WORDS_A_SECOND = 4.5  # read on a telephone
# Seconds to answer one question (of a matrix: one row), after it is read. What may be left out is left out by half.
TO_ANSWER = {"single": 3.0, "multiple": 5.0, "scale": 2.0, "matrix": 2.5, "number": 5.0, "text": 20.0}


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that can be counted: a question, a row of a matrix, or an option that may be chosen beside others.

    `key` is its name in tables ("time", "skills.interview", "hindered.money"). `kind`: "choice", "points" or "picked".
    `categories` are the answers in their order, as text. `part` is the row or option (empty: the whole question).
    """

    key: str
    question: Mapping[str, Any]
    kind: str
    categories: tuple[str, ...]
    part: str = ""

    def __hash__(self) -> int:
        return hash(self.key)

    def value(self, answers: Mapping[str, Any]) -> str:
        """The category of somebody's answers; empty when it was not asked or not answered. What can be chosen beside others is
        chosen or not, by everybody."""
        given = answers.get(self.question["id"])
        if self.kind == "picked":
            return "yes" if self.part in (given or ()) else "no"
        if given is None:
            return ""
        if self.question["kind"] == "matrix":
            given = given.get(self.part)
            return "" if given is None else str(given)
        if self.question["kind"] == "number":
            return str(max(one for one in self.question["bands"] if one <= given))
        return str(given)

    @property
    def points(self) -> tuple[int, ...]:
        """The points of a scale, without "I do not know"; empty for what is none."""
        return tuple(int(one) for one in self.categories if one != UNKNOWN) if self.kind == "points" else ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """`content` is plain data: name, intro, audience, questions. Make it with `read_instrument`."""

    content: Mapping[str, Any] = field(hash=False)

    @property
    def questions(self) -> list[Mapping[str, Any]]:
        """Every question in its order."""
        return list(self.content["questions"])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is written in."""
        return tuple(self.content["name"])

    def pages(self) -> list[list[Mapping[str, Any]]]:
        """The questions page by page. A question never stands on the same page as what decides whether it is asked, so that
        nothing has to move while one answers."""
        found: list[list[Mapping[str, Any]]] = []
        for one in self.questions:
            here = found[-1] if found else []
            decides = one.get("show_if", {}).get("question")
            heavy = one["kind"] == "matrix" or any(each["kind"] == "matrix" for each in here)
            full = len(here) >= ON_A_PAGE or (bool(here) and heavy)
            if not found or full or one.get("new_page") or any(each["id"] == decides for each in here):
                found.append([one])
            else:
                here.append(one)
        return found

    def asked(self, answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The questions somebody with these answers is asked. What hangs on a question that is not asked is not asked."""
        found: list[Mapping[str, Any]] = []
        ids: set[str] = set()
        for one in self.questions:
            rule = one.get("show_if")
            if rule:
                given = answers.get(rule["question"]) if rule["question"] in ids else None
                chosen = given if isinstance(given, list) else [given]
                if not any(each in rule["is"] for each in chosen):
                    continue
            ids.add(one["id"])
            found.append(one)
        return found

    def seconds(self, language: str = "nb") -> int:
        """About how long it takes to answer all of it, reading included."""
        total = 0.0
        for one in self.questions:
            rows = one.get("rows", [])
            texts = [one["text"], *([one["help"]] if "help" in one else [])]
            texts += [each["text"] for each in (*rows, *one.get("options", []))]
            words = sum(len(_in(text, language).split()) for text in texts)
            takes = words / WORDS_A_SECOND + TO_ANSWER[one["kind"]] * max(1, len(rows))
            if one["kind"] == "text" and not one.get("required"):
                takes *= 0.25
            elif "show_if" in one:
                takes *= 0.5
            total += takes
        return round(total)

    def variables(self) -> list[Variable]:
        """Everything of it that can be counted; words people write are not."""
        found: list[Variable] = []
        for one in self.questions:
            found += _variables(one)
        return found


def _in(text: Mapping[str, str], language: str) -> str:
    return text.get(language) or next(iter(text.values()))


def _variables(one: Mapping[str, Any]) -> list[Variable]:
    kind, id = one["kind"], one["id"]
    if kind == "single":
        return [Variable(id, one, "choice", tuple(each["id"] for each in one["options"]))]
    if kind == "number":
        return [Variable(id, one, "choice", tuple(str(each) for each in one["bands"]))]
    if kind == "multiple":
        return [Variable(f"{id}.{each['id']}", one, "picked", ("yes", "no"), each["id"]) for each in one["options"]]
    if kind == "text":
        return []
    points = tuple(str(each) for each in range(one["low"], one["high"] + 1))
    categories = (*points, UNKNOWN) if one.get("unknown") else points
    if kind == "scale":
        return [Variable(id, one, "points", categories)]
    return [Variable(f"{id}.{each['id']}", one, "points", categories, each["id"]) for each in one["rows"]]


def settle(instrument: Instrument, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Of some answers, those that fit the questions that were asked; whatever else is there is left out."""
    fitting: dict[str, Any] = {}
    for one in instrument.questions:
        given = _fitting(one, answers.get(one["id"]))
        if given is not None:
            fitting[one["id"]] = given
    asked = {one["id"] for one in instrument.asked(fitting)}
    return {id: given for id, given in fitting.items() if id in asked}


def _fitting(one: Mapping[str, Any], given: Any) -> Any:
    kind = one["kind"]
    if kind == "single":
        return given if given in [each["id"] for each in one["options"]] else None
    if kind == "multiple":
        chosen = given if isinstance(given, list) else []
        return [each["id"] for each in one["options"] if each["id"] in chosen] or None
    if kind == "scale":
        return _point(one, given)
    if kind == "matrix":
        rows = given if isinstance(given, Mapping) else {}
        found = {each["id"]: _point(one, rows.get(each["id"])) for each in one["rows"]}
        return {row: point for row, point in found.items() if point is not None} or None
    if kind == "number":
        return given if type(given) is int and one["least"] <= given <= one["most"] else None
    return given.strip()[:LONGEST_ANSWER] or None if isinstance(given, str) else None


def _point(one: Mapping[str, Any], given: Any) -> int | str | None:
    if given == UNKNOWN:
        return UNKNOWN if one.get("unknown") else None
    return given if type(given) is int and one["low"] <= given <= one["high"] else None

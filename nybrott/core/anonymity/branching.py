"""Questions that hang on answers to other questions, and which of them can be told without telling those answers.

How many were asked such a question says how many gave the answers it hangs on. That is told only where it can be read from the table
of the other question anyhow, or where that question has no table and nothing else hangs on it in another way; and never when those who
were asked, or those who were passed by, are few. Nothing that hangs on another is told by group: each group would have a
number asked of its own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nybrott.core.anonymity.hiding import classes_of, small
from nybrott.core.statistics import FEW
from nybrott.core.surveys import UNKNOWN

Question = Mapping[str, Any]
Answers = Sequence[Mapping[str, Any]]


def tellable(
    questions: Sequence[Question], shows: Mapping[str, str], answers: Answers, *, grouped: str = ""
) -> frozenset[str]:
    """Of the questions that were declared, the ids of those that may be told. `shows`: id → "counts", "mean" or "words"; `grouped`:
    the id of what people are grouped by, if anything is told by group."""
    by_id = {one["id"]: one for one in questions}
    told = dict(shows) | ({grouped: "counts"} if grouped else {})
    for one in questions:  # what a question hangs on stands before it
        if one["id"] in told and not _may(one, by_id, told, shows, answers):
            del told[one["id"]]
    return frozenset(told) & frozenset(shows)


def asked_of(question: Question, answers: Answers) -> list[Mapping[str, Any]]:
    """The answers of those who were asked it. Answers hold nothing of what was not asked, so one step back is enough."""
    rule = question.get("show_if")
    return [one for one in answers if not rule or _fits(one.get(rule["question"]), rule["is"])]


def _fits(given: Any, wanted: Sequence[Any]) -> bool:
    return any(each in wanted for each in (given if isinstance(given, list) else [given]))


def _may(
    question: Question,
    by_id: Mapping[str, Question],
    told: Mapping[str, str],
    shows: Mapping[str, str],
    answers: Answers,
) -> bool:
    if "show_if" in question and len(asked_of(question, answers)) < FEW:
        return False
    for one in _way(question, by_id):
        rule = one["show_if"]
        about = by_id[rule["question"]]
        asked = asked_of(about, answers)
        if small(len(asked) - len(asked_of(one, answers))):
            return False
        if about["id"] in told:
            if told[about["id"]] != "counts" or not _read_from(about, rule["is"], asked):
                return False
        elif any(set(other["is"]) != set(rule["is"]) for other in _hanging(about["id"], by_id, shows)):
            return False
    return True


def _way(question: Question, by_id: Mapping[str, Question]) -> Iterator[Question]:
    """The question, what it hangs on, and so on, as far as they hang on something."""
    while "show_if" in question:
        yield question
        question = by_id[question["show_if"]["question"]]


def _hanging(about: str, by_id: Mapping[str, Question], shows: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """How everything that was declared hangs on a question."""
    for id in shows:
        for one in _way(by_id[id], by_id):
            if one["show_if"]["question"] == about:
                yield one["show_if"]


def _read_from(about: Question, wanted: Sequence[Any], asked: Answers) -> bool:
    """Whether the table of a question tells how many gave one of these answers: no class holds some of them and something else."""
    if about["kind"] == "multiple":
        picked = sum(_fits(one.get(about["id"]), wanted) for one in asked)
        return len(wanted) == 1 and not small(picked) and not small(len(asked) - picked)
    points = range(about["low"], about["high"] + 1) if "low" in about else [each["id"] for each in about["options"]]
    order = [*points, *([UNKNOWN] if about.get("unknown") else [])]
    counted = Counter(one.get(about["id"]) for one in asked)
    order += [None] if counted[None] else []
    return all(
        len({order[place] in wanted for place in one}) == 1 for one in classes_of([counted[each] for each in order])
    )

"""The declared tables, made once of all answers, with nothing in them that is not shown.

All of them together hang on each other like a tree: each variable alone, and each beside the one variable people are grouped by.
Two tables share no more than a line along an edge, and what is known of that line is the same in both; so what is safe in
each is safe in all. What hangs on another question is counted among those who were asked, and only where `tellable` allows it.
Choices beside others are counted as chosen or not: were those who chose nothing told apart, everybody else would have chosen at
least one, and whoever adds up what was chosen would find how few chose several. Nothing else is ever made of the answers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from nybrott.core.anonymity.branching import asked_of
from nybrott.core.anonymity.hiding import classes_of, may_show_mean, rows_of, small, tells_left_out, together
from nybrott.core.cells import at_least
from nybrott.core.statistics import FEW
from nybrott.core.surveys import Variable

MISSING = ""  # the category of those who were not asked, or did not answer

Show = Literal["counts", "mean"]


@dataclass(frozen=True, slots=True)
class Declared:
    """One table that was declared: of which variable, counts of each answer or the mean, and whether by group too."""

    variable: Variable
    show: Show = "counts"
    by: bool = False


def publish(
    answers: Sequence[Mapping[str, Any]], declared: Iterable[Declared], group: Variable | None = None
) -> list[dict[str, Any]]:
    """The tables as plain data: one for each variable, and one more for each by group.

    Raises `ValueError` when a variable is declared twice (its counts and its mean together would tell more than either),
    when a mean is asked of what has no points, or a table by group of the group itself.
    """
    wanted = list(declared)
    keys = [one.variable.key for one in wanted]
    if len(set(keys)) < len(keys):
        raise ValueError("a variable is declared once")
    for one in wanted:
        if one.show == "mean" and not one.variable.points:
            raise ValueError(f"{one.variable.key} has no points to take the mean of")
        if one.by and (group is None or group.key == one.variable.key):
            raise ValueError(f"{one.variable.key} cannot be shown by itself")
    if group is not None and any(one.by for one in wanted) and next(
        (one.show for one in wanted if one.variable.key == group.key), "counts"
    ) != "counts":  # fmt: skip
        raise ValueError("the group is shown in counts")
    if len(answers) < FEW:
        return []
    found: list[dict[str, Any]] = []
    for one in wanted:
        asked = asked_of(one.variable.question, answers)
        if len(asked) < FEW:
            continue
        by = group if one.by and "show_if" not in one.variable.question else None
        if one.show == "mean":
            found += _means(asked, one.variable, by)
            continue
        found.append(_line(asked, one.variable))
        if by is not None:
            found.append(_cross(asked, one.variable, by))
    return found


def _categories(variable: Variable, answers: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[int]]:
    counted = Counter(variable.value(each) for each in answers)
    # that nobody left it out is no category of its own
    order = [*variable.categories, *([MISSING] if counted[MISSING] else [])]
    return order, [counted[one] for one in order]


def _line(answers: Sequence[Mapping[str, Any]], variable: Variable) -> dict[str, Any]:
    order, counts = _categories(variable, answers)
    rows = [
        {"categories": [order[place] for place in one], "count": sum(counts[place] for place in one)}
        for one in classes_of(counts)
    ]
    return {"key": variable.key, "show": "counts", "by": "", "n": len(answers), "rows": rows}


def _cross(answers: Sequence[Mapping[str, Any]], variable: Variable, group: Variable) -> dict[str, Any]:
    order, row_counts = _categories(variable, answers)
    groups, column_counts = _categories(group, answers)
    row_classes, column_classes = classes_of(row_counts), classes_of(column_counts)
    pairs = Counter((variable.value(each), group.value(each)) for each in answers)
    table = [
        [sum(pairs[order[row], groups[column]] for row in rows for column in columns) for columns in column_classes]
        for rows in row_classes
    ]
    rows = []
    for one in rows_of(table):
        places = [place for each in one for place in row_classes[each]]
        counts = [sum(table[each][column] for each in one) for column in range(len(column_classes))]
        rows.append({"categories": [order[place] for place in places], "counts": counts})
    columns = [
        {"categories": [groups[each] for each in one], "count": sum(column_counts[each] for each in one)}
        for one in column_classes
    ]
    return {
        "key": variable.key, "show": "counts", "by": group.key, "n": len(answers), "columns": columns, "rows": rows,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sum:
    """What a mean rests on."""

    number: int
    points: int

    def __add__(self, other: "_Sum") -> "_Sum":
        return _Sum(self.number + other.number, self.points + other.points)


def _sum_of(variable: Variable, answers: Iterable[Mapping[str, Any]]) -> _Sum:
    known = {str(one) for one in variable.points}
    given = [int(value) for each in answers if (value := variable.value(each)) in known]
    return _Sum(len(given), sum(given))


def _means(answers: Sequence[Mapping[str, Any]], variable: Variable, group: Variable | None) -> list[dict[str, Any]]:
    low, high = variable.points[0], variable.points[-1]
    whole, asked = _sum_of(variable, answers), len(answers)
    rest = asked - whole.number
    exact = not small(rest)
    shown = may_show_mean(whole.points, whole.number, low, high) and (
        exact or not tells_left_out(round(whole.points / whole.number, 1), asked, low, high, range(1, FEW))
    )
    table: dict[str, Any] = {"key": variable.key, "show": "mean", "by": "", "low": low, "high": high}
    table |= _told(whole, asked, shown, exact=exact)
    if group is None:
        return [table]
    groups, counts = _categories(group, answers)
    classes = [one for one in classes_of(counts) if any(counts[place] for place in one)]
    parts = [
        _sum_of(variable, (each for each in answers if group.value(each) in {groups[place] for place in one}))
        for one in classes
    ]
    sizes = [sum(counts[place] for place in one) for one in classes]

    def whole_of(places: Sequence[int]) -> bool:
        part = sum((parts[each] for each in places), _Sum(0, 0))
        # where a few of a group left it out, one decimal and the other groups could tell how few
        left_out = sum(sizes[each] for each in places) - part.number
        return not small(left_out) and may_show_mean(part.points, part.number, low, high)

    rows = []
    for places in together(range(len(parts)), whole_of):
        part, size = sum((parts[each] for each in places), _Sum(0, 0)), sum(sizes[each] for each in places)
        # all groups together are told as the whole is
        told = _told(part, size, shown, exact=exact)
        rows.append({"categories": [groups[place] for each in places for place in classes[each]]} | told)
    return [table, {"key": variable.key, "show": "mean", "by": group.key, "low": low, "high": high, "rows": rows}]


def _told(of: _Sum, asked: int, shown: bool, *, exact: bool) -> dict[str, Any]:
    """A mean with one decimal and how many it rests on; `exact` or, where that would tell who did not answer, at least so many
    as would be left if four had not. A mean that is not shown says nothing of how many there were."""
    if not shown:
        return {"mean": None, "n": None, "at_least": None}
    least = at_least(max(FEW, min(of.number, asked - FEW + 1)))
    return {"mean": round(of.points / of.number, 1), "n": of.number if exact else None, "at_least": least}


def changes(pairs: Iterable[tuple[int, int]]) -> dict[str, int]:
    """Of those whose two answers are tied, how many gave a higher, the same, a lower one: at least so many, in steps of five.

    Never exact: the lines of both surveys are known, and those whose answers are not tied would be known by taking away. `linked` is no
    more than the three together: were it more, they would have to make up for it, and a small one could be found. As it is, none of
    fewer than five is known to be there at all, for their answers could as well be untied.
    """
    given = list(pairs)
    told = {
        "higher": at_least(sum(after > before for before, after in given)),
        "same": at_least(sum(after == before for before, after in given)),
        "lower": at_least(sum(after < before for before, after in given)),
    }
    return {"linked": sum(told.values())} | told

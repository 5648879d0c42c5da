"""Which counts are told together, so that none below `FEW` can be worked out, also by whoever knows these rules.

One rule, used three times. When every count of a line is of nobody or of `FEW` and more, the line is shown as it is. Else the
answers are gone through in their order and put together until what is put together may be shown; what is left over at the end
goes with the last. So "1 or 2: seven people" is told, and which of the seven said 1 could be any number.

Hiding the small ones and one more, as is often done, is not enough: who knows the rule knows that the one more is large,
and with the sum of both sometimes how small the other is. Here nobody knows which of those told together was small.

In a table of two variables the answers along each edge are put together first, by the edge; then the rows, until every cell
of them may be shown. A mean is shown when the sum of the points is at an end of the scale (then all said the same) or as far as
five steps from it: nearer, the sum tells how many stood apart. Nor is it shown when its one decimal, with how many were asked, tells
that so and so few of them did not answer.
"""

from collections.abc import Callable, Sequence

from nybrott.core.statistics import FEW

Class = tuple[int, ...]  # places of a line that are told together


def small(count: int) -> bool:
    """Whether a count is of few people; nobody is not few."""
    return 0 < count < FEW


def classes_of(counts: Sequence[int]) -> list[Class]:
    """The places of a line, those that are told together as one class. A single class tells nothing but the whole."""
    if not any(small(count) for count in counts):
        return [(place,) for place in range(len(counts))]
    return together(range(len(counts)), lambda places: sum(counts[place] for place in places) >= FEW)


def rows_of(table: Sequence[Sequence[int]]) -> list[Class]:
    """The rows of a table, those that are told together as one class, so that no cell is of few. A row of nobody, which the
    edge tells of already, stays alone: whether it was put with others would tell of them."""
    held = [place for place, row in enumerate(table) if any(row)]

    def whole(places: Sequence[int]) -> bool:
        return not any(small(sum(table[row][column] for row in places)) for column in range(len(table[0])))

    return sorted([*together(held, whole), *((place,) for place in range(len(table)) if place not in held)])


def together(places: Sequence[int], whole: Callable[[Sequence[int]], bool]) -> list[Class]:
    """Places in their order, put together until they are `whole`. When they never are, they are one class."""
    found: list[Class] = []
    open_: list[int] = []
    for place in places:
        open_.append(place)
        if whole(open_):
            found.append(tuple(open_))
            open_ = []
    if open_ and found:
        found[-1] = (*found[-1], *open_)
        # the last with what was left over may be few in another way than before
        while len(found) > 1 and not whole(found[-1]):
            found[-2:] = [(*found[-2], *found[-1])]
    elif open_:
        found = [tuple(open_)]
    return found


def may_show_mean(points: int, number: int, low: int, high: int) -> bool:
    """Whether a mean tells of nobody: `points` is the sum of what `number` people gave on a scale from `low` to `high`."""
    below, above = points - low * number, high * number - points
    return number >= FEW and not small(below) and not small(above)


def tells_left_out(mean: float, asked: int, low: int, high: int, left_out: range) -> bool:
    """Whether a mean with one decimal, told of `asked` people without saying how many answered, tells how few did not: when of the
    numbers that are thought possible one alone gives this mean, and it is of few."""
    found = [rest for rest in left_out if asked - rest >= FEW and _gives(mean, asked - rest, low, high)]
    return len(found) == 1 and small(found[0])


def _gives(mean: float, number: int, low: int, high: int) -> bool:
    near = round(mean * number)
    return any(
        round(points / number, 1) == mean and may_show_mean(points, number, low, high)
        for points in range(near - number // 10 - 1, near + number // 10 + 2)
    )

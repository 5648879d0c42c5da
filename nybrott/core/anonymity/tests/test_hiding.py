"""Nothing below five can be worked out: every small set of answers is published, and whoever knows how it is done tries to
turn it back. A number is safe when two sets of answers that were published alike differ in it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.anonymity import Declared, publish
from nybrott.core.anonymity.hiding import classes_of, may_show_mean, rows_of
from nybrott.core.surveys import Variable

Cells = tuple[int, ...]


def sums_to(whole: int, places: int) -> Iterator[Cells]:
    """Every way to give `whole` people one of `places` answers."""
    if places == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for rest in sums_to(whole - first, places - 1):
            yield first, *rest


def groups(places: int) -> Iterator[tuple[int, ...]]:
    """Every set of answers somebody could ask after."""
    for size in range(1, places):
        yield from combinations(range(places), size)


def told_by(published: dict[object, list[Cells]], asked: Sequence[tuple[int, ...]]) -> list[object]:
    """What somebody finds out who knows every way the same could have been published: numbers from 1 to 4."""
    found: list[object] = []
    for shown, could_be in published.items():
        for places in asked:
            numbers = {sum(cells[place] for place in places) for cells in could_be}
            if len(numbers) == 1 and 0 < next(iter(numbers)) < 5:
                found.append((shown, places, numbers))
    return found


@pytest.mark.parametrize(("places", "most"), [(2, 30), (3, 22), (4, 16), (5, 12)])
def test_no_line_can_be_turned_back(places: int, most: int) -> None:
    for whole in range(5, most + 1):
        published: dict[object, list[Cells]] = defaultdict(list)
        for cells in sums_to(whole, places):
            shown = tuple((one, sum(cells[place] for place in one)) for one in classes_of(cells))
            published[shown].append(cells)
        assert told_by(published, list(groups(places))) == []


def two_way(rows: int, columns: int) -> list[tuple[int, ...]]:
    """The numbers of people somebody could ask after in a table: each cell, and sets of cells of one row or column."""
    cells = [[row * columns + column for column in range(columns)] for row in range(rows)]
    lines = [*cells, *([row[column] for row in cells] for column in range(columns))]
    return sorted(
        {
            tuple(line[place] for place in chosen)
            for line in lines
            for chosen in [*groups(len(line)), tuple(range(len(line)))]
        }
    )


def variable(id: str, places: int) -> Variable:
    return Variable(id, {"id": id, "kind": "single"}, "choice", tuple(f"{id}{place}" for place in range(places)))


def tables_can_be_turned_back(rows: int, columns: int, wholes: range) -> list[object]:
    """Publish both lines and the table between them for every set of answers, and try to turn it all back."""
    asked, group = variable("q", rows), variable("g", columns)
    declared = [Declared(asked, by=True), Declared(group)]
    pairs = [{"q": f"q{row}", "g": f"g{column}"} for row in range(rows) for column in range(columns)]
    found: list[object] = []
    for whole in wholes:
        published: dict[object, list[Cells]] = defaultdict(list)
        for cells in sums_to(whole, rows * columns):
            people = [pair for pair, count in zip(pairs, cells, strict=True) for _one in range(count)]
            published[repr(publish(people, declared, group))].append(cells)
        found += told_by(published, two_way(rows, columns))
    return found


def test_no_small_table_can_be_turned_back() -> None:
    assert tables_can_be_turned_back(2, 2, range(5, 21)) == []
    assert tables_can_be_turned_back(2, 3, range(5, 13)) == []


@pytest.mark.soak
def test_no_larger_table_can_be_turned_back() -> None:
    assert tables_can_be_turned_back(2, 2, range(21, 40)) == []
    assert tables_can_be_turned_back(2, 3, range(13, 21)) == []
    assert tables_can_be_turned_back(3, 3, range(5, 14)) == []
    assert tables_can_be_turned_back(2, 4, range(5, 15)) == []


@pytest.mark.parametrize(("points", "most"), [(2, 25), (3, 16), (4, 12), (5, 11)])
def test_no_mean_can_be_turned_back(points: int, most: int) -> None:
    """Even with the exact sum and number; what is shown is rounded."""
    for whole in range(5, most + 1):
        published: dict[object, list[Cells]] = defaultdict(list)
        for cells in sums_to(whole, points):
            total = sum(count * (place + 1) for place, count in enumerate(cells))
            if may_show_mean(total, whole, 1, points):
                published[total].append(cells)
        assert told_by(published, list(groups(points))) == []


def means_can_be_turned_back(points: int, wholes: range) -> list[object]:
    """Two groups: the line of groups, the mean of all and of each group, with the rounding of the page."""
    asked = Variable("q", {"id": "q", "kind": "scale"}, "points", tuple(str(one + 1) for one in range(points)))
    group = variable("g", 2)
    pairs = [{"q": row + 1, "g": f"g{column}"} for row in range(points) for column in range(2)]
    found: list[object] = []
    for whole in wholes:
        published: dict[object, list[Cells]] = defaultdict(list)
        for cells in sums_to(whole, points * 2):
            people = [pair for pair, count in zip(pairs, cells, strict=True) for _one in range(count)]
            published[repr(publish(people, [Declared(group), Declared(asked, "mean", by=True)], group))].append(cells)
        found += told_by(published, two_way(points, 2))
    return found


def test_no_mean_by_group_can_be_turned_back() -> None:
    assert means_can_be_turned_back(2, range(5, 18)) == []
    assert means_can_be_turned_back(3, range(5, 12)) == []


@pytest.mark.soak
def test_no_mean_by_group_of_more_can_be_turned_back() -> None:
    assert means_can_be_turned_back(2, range(18, 30)) == []
    assert means_can_be_turned_back(3, range(12, 16)) == []


def test_the_trial_finds_what_is_not_hidden() -> None:
    """Small ones hidden and nothing more: the last can be taken from the whole. The trial must see it."""
    published: dict[object, list[Cells]] = defaultdict(list)
    for cells in sums_to(12, 3):
        published[tuple(None if 0 < count < 5 else count for count in cells)].append(cells)
    assert told_by(published, list(groups(3)))


counts = st.integers(0, 40)


@given(st.lists(counts, min_size=1, max_size=8))
def test_nothing_of_a_line_is_small(line: list[int]) -> None:
    if sum(line) < 5:
        return
    classes = classes_of(line)
    assert [place for one in classes for place in one] == list(range(len(line)))
    assert not any(0 < sum(line[place] for place in one) < 5 for one in classes)


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_nothing_of_a_table_is_small(rows: int, columns: int, data: st.DataObject) -> None:
    cell = st.sampled_from([0, 0, 1, 2, 4, 5, 6, 30])
    table = [[data.draw(cell) for _column in range(columns)] for _row in range(rows)]
    if any(0 < sum(line) < 5 for line in [*table, *zip(*table, strict=True)]):
        return
    classes = rows_of(table)
    assert sorted(place for one in classes for place in one) == list(range(rows))
    assert not any(0 < sum(table[row][column] for row in one) < 5 for one in classes for column in range(columns))


@pytest.mark.parametrize(
    ("line", "classes"),
    [
        ([10, 7, 5], [(0,), (1,), (2,)]),
        ([0, 0, 20], [(0,), (1,), (2,)]),
        ([3, 9, 12], [(0, 1), (2,)]),
        ([12, 9, 3], [(0,), (1, 2)]),
        ([1, 1, 1, 1, 1], [(0, 1, 2, 3, 4)]),
        ([0, 2, 7, 8, 3], [(0, 1, 2), (3, 4)]),
        ([5, 1], [(0, 1)]),
    ],
)
def test_by_hand(line: list[int], classes: list[tuple[int, ...]]) -> None:
    assert classes_of(line) == classes


@pytest.mark.parametrize(
    ("points", "number", "may"),
    [
        (25, 5, True),
        (5, 5, True),
        (24, 5, False),
        (6, 5, False),
        (10, 5, True),
        (20, 5, True),
        (16, 4, False),
        (0, 0, False),
    ],
)
def test_a_mean_near_an_end_tells_who_stood_apart(points: int, number: int, may: bool) -> None:
    assert may_show_mean(points, number, 1, 5) is may

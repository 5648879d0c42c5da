"""Cohen's kappa: how much two people agree, beyond what two people would by chance.

Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 37–46.
The standard error is that of Fleiss, Cohen and Everitt (1969): Large sample standard errors of kappa and weighted
kappa. Psychological Bulletin 72, 323–327, formula 13.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

NORMAL_95 = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations

Undefined = Literal["", "nothing judged", "one answer only"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two people agree. `table[i][j]` counts what the first gave answer `answers[i]` and the second `answers[j]`;
    `n` is all of it, `agreed` the share (0 to 1) where both gave the same.

    `kappa` is 1 for full agreement, 0 for what chance gives, below 0 for less; None when it is not defined, and
    `undefined` says why: nothing was judged by both, or both gave one and the same answer every time, when chance would
    agree as well. `low` and `high` are its 95 % interval; None where the large-sample formula gives none: with full
    agreement its width would be nothing, however few there are.
    """

    answers: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    n: int
    agreed: float | None
    kappa: float | None
    low: float | None = None
    high: float | None = None
    undefined: Undefined = ""


def agreement(pairs: Iterable[tuple[str, str]], answers: Sequence[str]) -> Agreement:
    """Cohen's kappa of pairs (the first person's answer, the second's), each one of `answers`.

    Raises `ValueError` for an answer that is none of them.
    """
    counted = Counter(pairs)
    if unknown := {answer for pair in counted for answer in pair} - set(answers):
        raise ValueError(f"no such answer: {', '.join(sorted(unknown))}")
    table = tuple(tuple(counted[first, second] for second in answers) for first in answers)
    n = sum(counted.values())
    if not n:
        return Agreement(tuple(answers), table, 0, None, None, undefined="nothing judged")
    places = range(len(answers))
    rows = [sum(table[i]) / n for i in places]
    columns = [sum(table[i][j] for i in places) / n for j in places]
    agreed = sum(table[i][i] for i in places) / n
    # in whole numbers, so that "always the same answer" is not a question of rounding
    if any(sum(table[i]) == n and table[i][i] == n for i in places):
        return Agreement(tuple(answers), table, n, agreed, None, undefined="one answer only")
    by_chance = sum(row * column for row, column in zip(rows, columns, strict=True))
    kappa = (agreed - by_chance) / (1 - by_chance)
    error = _standard_error(table, rows, columns)
    if not error:
        return Agreement(tuple(answers), table, n, agreed, kappa)
    reach = NORMAL_95 * error
    return Agreement(tuple(answers), table, n, agreed, kappa, max(-1.0, kappa - reach), min(1.0, kappa + reach))


def _standard_error(table: Sequence[Sequence[int]], rows: Sequence[float], columns: Sequence[float]) -> float:
    """For large samples, without supposing that kappa is nothing. 0 with full agreement."""
    places = range(len(rows))
    n = sum(map(sum, table))
    agreed = sum(table[i][i] for i in places) / n
    by_chance = sum(row * column for row, column in zip(rows, columns, strict=True))
    if all(table[i][j] == 0 for i in places for j in places if i != j):
        return 0.0
    on = sum(table[i][i] / n * ((1 - by_chance) - (rows[i] + columns[i]) * (1 - agreed)) ** 2 for i in places)
    off = (1 - agreed) ** 2 * sum(
        table[i][j] / n * (columns[i] + rows[j]) ** 2 for i in places for j in places if i != j
    )
    rest = (agreed * by_chance - 2 * by_chance + agreed) ** 2
    return sqrt(max(0.0, on + off - rest) / (n * (1 - by_chance) ** 4))

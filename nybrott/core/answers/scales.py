"""How well the questions of a scale hang together: Cronbach's alpha with Feldt's interval.

Cronbach, L. J. (1951): Coefficient alpha and the internal structure of tests. Psychometrika 16, 297–334. Feldt, L. S. (1965):
The approximate sampling distribution of Kuder–Richardson reliability coefficient twenty. Psychometrika 30, 357–370; as in
Feldt, Woodruff and Salih (1987), Applied Psychological Measurement 11, 93–103, formulas 6 and 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nybrott.core.designs import Design, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, numbers, on_scale
from nybrott.core.quantiles import fisher

TAIL = 0.025
LEAST = 2  # people, for anything to vary


@dataclass(frozen=True, slots=True)
class Reliability:
    """`alpha` of `items` questions answered by `n` people: at most 1, below 0 when the questions go against each other; None with
    the reason in `too_few` when it is not defined. `left_out` people did not answer every question and are not counted."""

    design: Design
    items: int
    n: int
    left_out: int
    alpha: float | None
    interval: Interval | None
    too_few: TooFew | None


def reliability(answers: Sequence[Sequence[float | None]], scale: tuple[float, float] | None = None) -> Reliability:
    """Cronbach's alpha with a 95 % interval. `answers` has a row for each person and a column for each question.

    The interval leans on questions that measure alike and answers about normal. Raises `StatisticsError` for rows that are not
    equally long, fewer than two questions, or values outside the scale.
    """
    widths = {len(row) for row in answers}
    if len(widths) > 1:
        raise StatisticsError("Everybody has a place for each question, also for one not answered.")
    items = next(iter(widths), 2)
    if items < 2:
        raise StatisticsError("A scale has at least two questions.")
    rows = []
    for place, row in enumerate(answers, 1):
        kept = numbers([value for value in row if value is not None], f"person {place}")
        on_scale(kept, scale, f"person {place}")
        if len(kept) == items:
            rows.append(kept)
    design = catalogue().designs["one-group"]
    n, left_out = len(rows), len(answers) - len(rows)
    if n < LEAST:
        why = "no-outcome-tells" if n else "nobody"
        return Reliability(design, items, n, left_out, None, None, TooFew(design, "alpha", n, LEAST, "people", why))
    whole = _spread([sum(map(Fraction, row), Fraction()) for row in rows])
    if not whole:
        too_few = TooFew(design, "alpha", n, None, "people", "nothing-varies")
        return Reliability(design, items, n, left_out, None, None, too_few)
    parts = sum(_spread([Fraction(row[item]) for row in rows]) for item in range(items))
    alpha = float(Fraction(items, items - 1) * (1 - parts / whole))
    return Reliability(design, items, n, left_out, alpha, Interval(*feldt(alpha, items, n), "feldt"), too_few=None)


def feldt(alpha: float, items: int, n: int) -> tuple[float, float]:
    """Feldt's 95 % limits for alpha of `items` > 1 questions answered by `n` > 1 people."""
    freedom = n - 1, (n - 1) * (items - 1)
    return 1 - (1 - alpha) * fisher(1 - TAIL, *freedom), 1 - (1 - alpha) * fisher(TAIL, *freedom)


def _spread(values: Sequence[Fraction]) -> Fraction:
    """The sum of squared distances from the mean, exactly: what does not vary is nothing, not almost nothing."""
    mean = sum(values, Fraction()) / len(values)
    return sum(((value - mean) ** 2 for value in values), Fraction())

"""How sure a share is: Wilson's interval.

Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. Journal of the American
Statistical Association 22, 209–212. It stays between 0 and 1 and does not shrink to nothing when everybody said the same,
as the textbook interval does.
"""

from math import sqrt

NORMAL_95 = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """The 95 % interval (low, high; from 0 to 1) of the share `hits` of `n`; None when nobody was asked.

    Raises `ValueError` when `hits` is no part of `n`.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} is no part of {n}")
    if n == 0:
        return None
    square = NORMAL_95**2
    middle = (hits + square / 2) / (n + square)
    reach = NORMAL_95 * sqrt(hits * (n - hits) / n + square / 4) / (n + square)
    # at the ends the formula gives 0 and 1 exactly, but for rounding
    return (0.0 if hits == 0 else middle - reach), (1.0 if hits == n else middle + reach)

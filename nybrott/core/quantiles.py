"""Quantiles and tails of the distributions that intervals are made of; scipy does the numerics. Pure.

Probabilities go from 0 to 1. Raises nothing for numbers within the domain each function names.
"""

from functools import cache


def normal_above(z: float) -> float:
    """The chance that a standard normal number is above `z`."""
    from scipy.special import ndtr  # slow import: scipy takes a third of a second, and most pages need none of it

    return float(ndtr(-z))


@cache
def student(p: float, df: float) -> float:
    """The value below which Student's t with `df` > 0 degrees of freedom lies with chance `p`."""
    from scipy.special import stdtrit  # slow import, as above

    return float(stdtrit(df, p))


def student_above(t: float, df: float) -> float:
    """The chance that Student's t with `df` > 0 degrees of freedom is above `t`."""
    from scipy.special import stdtr  # slow import, as above

    return float(stdtr(df, -t))


def beta(p: float, a: float, b: float) -> float:
    """The value below which a beta distributed number (`a`, `b` > 0) lies with chance `p`."""
    from scipy.special import betaincinv  # slow import, as above

    return float(betaincinv(a, b, p))


def gamma(p: float, shape: float) -> float:
    """The value below which a gamma distributed number of this `shape` > 0 and scale 1 lies with chance `p`."""
    from scipy.special import gammaincinv  # slow import, as above

    return float(gammaincinv(shape, p))


def fisher(p: float, above: float, below: float) -> float:
    """The value below which an F distributed number with `above` and `below` > 0 degrees of freedom lies with chance `p`."""
    from scipy.special import fdtri  # slow import, as above

    return float(fdtri(above, below, p))


def binomial_up_to(hits: int, n: int, chance: float) -> float:
    """The chance of at most `hits` of `n`, each with `chance`; `hits` may be -1."""
    from scipy.special import bdtr  # slow import, as above

    return float(bdtr(hits, n, chance)) if hits >= 0 else 0.0

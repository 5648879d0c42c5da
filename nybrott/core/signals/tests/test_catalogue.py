"""Every sign of the catalogue keeps its promises: its examples are tests."""

import pytest

from nybrott.core.signals import Signal, catalogue, find
from nybrott.core.signals.model import Example
from nybrott.core.signals.tests.factories import notice_of

SIGNALS = tuple(catalogue().signals.values())
GOOD = [pytest.param(s, e, id=f"{s.id}-{n}") for s in SIGNALS for n, e in enumerate(s.good, 1)]
NEAR = [pytest.param(s, e, id=f"{s.id}-{n}") for s in SIGNALS for n, e in enumerate(s.near_misses, 1)]


def seen(signal: Signal, example: Example) -> list[str]:
    """The weights with which the sign is seen in the example."""
    return [item.weight for item in find(notice_of(example), catalogue()).evidence if item.signal == signal.id]


@pytest.mark.parametrize(("signal", "example"), GOOD)
def test_a_good_example_shows_the_sign(signal: Signal, example: Example) -> None:
    assert signal.weight in seen(signal, example)


@pytest.mark.parametrize(("signal", "example"), NEAR)
def test_a_near_miss_does_not_show_the_sign(signal: Signal, example: Example) -> None:
    assert signal.weight not in seen(signal, example)
    assert example.why, "a near miss says why it is none"

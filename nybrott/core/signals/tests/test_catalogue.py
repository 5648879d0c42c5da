"""Every sign of the catalogue keeps its promises: its examples are tests, and a person can review it."""

import re
from datetime import date

import pytest

from nybrott.core.signals import Signal, catalogue, find
from nybrott.core.signals.model import FAMILIES, LENSES, Example
from nybrott.core.signals.tests.factories import notice_of

SIGNALS = tuple(catalogue().signals.values())
GOOD = [pytest.param(s, e, id=f"{s.id}-{n}") for s in SIGNALS for n, e in enumerate(s.good, 1)]
NEAR = [pytest.param(s, e, id=f"{s.id}-{n}") for s in SIGNALS for n, e in enumerate(s.near_misses, 1)]
EACH = [pytest.param(s, id=s.id) for s in SIGNALS]


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


@pytest.mark.parametrize("signal", EACH)
def test_a_person_can_review_the_sign(signal: Signal) -> None:
    assert signal.authored_by
    assert signal.source
    assert type(signal.review_after) is date
    assert signal.checked_by != signal.authored_by, "nobody checks their own sign"
    assert len(signal.good) >= 2
    assert len(signal.near_misses) >= 2


@pytest.mark.parametrize("signal", EACH)
def test_nynorsk_is_not_a_copy_of_bokmal(signal: Signal) -> None:
    for texts in (signal.names, signal.what, signal.why):
        assert len({texts["nb"], texts["nn"], texts["en"]}) == 3
    for texts in (signal.what, signal.why):
        written = set(re.findall(r"\w+", texts["nn"].lower()))
        assert not written & {
            "ikke",
            "løsning",
            "fra",
            "hva",
            "hvem",
            "norsk",
            "noen",
            "en",
            "et",
            "anskaffelse",
            "brukes",
            "telles",
        }


@pytest.mark.parametrize("signal", EACH)
def test_what_is_said_fits_on_a_line_and_is_a_sentence(signal: Signal) -> None:
    for text in signal.what.values():
        assert text.endswith(".")
        assert len(text) < 200
    for text in signal.why.values():
        assert text.endswith(".")
        assert len(text) < 600


def test_every_family_and_lens_has_a_sign() -> None:
    assert {signal.family for signal in SIGNALS} == set(FAMILIES)
    assert {signal.lens for signal in SIGNALS} == set(LENSES)
    assert {signal.weight for signal in SIGNALS if signal.family == "friendly"} == {"context"}


def test_the_catalogue_is_read_once_and_has_a_version() -> None:
    assert catalogue() is catalogue()
    assert len(catalogue().version) == 12

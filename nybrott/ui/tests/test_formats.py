"""Numbers, money and dates in three languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.notices import Money
from nybrott.ui import formats
from nybrott.ui.tests.factories import draw

FRIDAY = date(2026, 11, 27)
CASES = [
    ("number", (12345.678, 1), "12 345,7", "12 345,7", "12 345.7"),
    ("number", (1204,), "1 204", "1 204", "1 204"),
    ("number", (-0.5, 2), "−0,5", "−0,5", "−0.5"),
    ("number", (-0.2,), "0", "0", "0"),
    ("number", (2.5,), "3", "3", "3"),
    ("percent", (0.125,), "12,5 %", "12,5 %", "12.5%"),
    ("percent", (1,), "100 %", "100 %", "100%"),
    ("money", (131_245_050,), "1,3 mill. kr", "1,3 mill. kr", "NOK 1.3 million"),
    ("money", (45_000_000,), "450 000 kr", "450 000 kr", "NOK 450 000"),
    ("money", (99_999_999_900,), "1 mrd. kr", "1 mrd. kr", "NOK 1 billion"),
    ("money", (210_000_000_000,), "2,1 mrd. kr", "2,1 mrd. kr", "NOK 2.1 billion"),
    ("money", (240_000_000, "EUR"), "2,4 mill. EUR", "2,4 mill. EUR", "EUR 2.4 million"),
    ("money", (500, "JPY"), "500 JPY", "500 JPY", "JPY 500"),
    ("money_exact", (131_245_050,), "1 312 450,50 kr", "1 312 450,50 kr", "NOK 1 312 450.50"),
    ("money_exact", (131_245_000,), "1 312 450 kr", "1 312 450 kr", "NOK 1 312 450"),
    ("day", (FRIDAY,), "fredag 27. november", "fredag 27. november", "Friday 27 November"),
    ("day", ("2026-11-28",), "lørdag 28. november", "laurdag 28. november", "Saturday 28 November"),
    ("day_year", (FRIDAY,), "27. november 2026", "27. november 2026", "27 November 2026"),
    ("day_short", (FRIDAY,), "27.11.2026", "27.11.2026", "27/11/2026"),
    ("month", (date(2026, 1, 1),), "januar 2026", "januar 2026", "January 2026"),
    (
        "moment",
        (datetime(2026, 11, 27, 9, 15, tzinfo=UTC),),
        "fredag 27. november kl. 10.15",
        "fredag 27. november kl. 10.15",
        "Friday 27 November at 10:15",
    ),
]


@pytest.mark.parametrize(("name", "arguments", "nb", "nn", "en"), CASES)
def test_written_as_people_write(name: str, arguments: tuple, nb: str, nn: str, en: str) -> None:
    for code, wanted in (("nb", nb), ("nn", nn), ("en", en)):
        with translation.override(code):
            written = getattr(formats, name)(*arguments)
        assert written.replace("\u202f", " ").replace("\u00a0", " ") == wanted


@pytest.mark.parametrize("name", ["number", "percent", "money", "money_exact", "day", "day_short", "month", "moment"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_not_known_is_a_dash(name: str, nothing: str | None) -> None:
    assert getattr(formats, name)(nothing) == "–"


def test_nought_is_a_number() -> None:
    assert (formats.number(0), formats.number(0.0, 1)) == ("0", "0")


def test_amounts_of_a_notice_are_understood() -> None:
    with translation.override("nb"):
        assert formats.money(Money(250_000_000, "NOK")).replace("\u00a0", " ") == "2,5 mill. kr"


def test_a_day_without_a_clock_has_no_moment() -> None:
    with translation.override("nb"):
        assert formats.moment(FRIDAY) == "fredag 27. november"


def test_filters_are_the_functions() -> None:
    with translation.override("nn"):
        assert draw("{{ d|day }} {{ n|number:1 }}", d=date(2026, 11, 28), n=0.25) == "laurdag 28. november 0,3"


@given(st.integers(-(10**15), 10**15), st.sampled_from(["nb", "nn", "en"]))
def test_thin_spaces_never_break_and_digits_stay(amount: int, code: str) -> None:
    with translation.override(code):
        written = formats.number(amount)
    assert int(written.replace(formats.NARROW, "").replace("−", "-")) == amount
    assert " " not in written
    assert "," not in written


@pytest.mark.parametrize(
    ("code", "said"), [("nb", "27.11.2026 10.15"), ("nn", "27.11.2026 10.15"), ("en", "27/11/2026 10:15")]
)
def test_a_short_moment_has_its_year(code: str, said: str) -> None:
    with translation.override(code):
        assert formats.moment_short(datetime(2026, 11, 27, 9, 15, tzinfo=UTC)) == said
        assert formats.moment_short(None) == "–"

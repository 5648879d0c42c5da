"""Numbers and sums as people write them."""

from decimal import Decimal

import pytest

from nybrott.core.amounts import minor, plain_number


@pytest.mark.parametrize(
    ("text", "minor_units"),
    [
        ("1250000", 125_000_000), ("1 250 000", 125_000_000), ("1\u00a0250\u00a0000,50", 125_000_050), ("kr 99,-", 9_900), ("12.5", 1_250), ("1.250.000", 125_000_000),
        ("1.250.000,5", 125_000_050), ("1,250,000.50", 125_000_050), ("0", 0), ("-1", None), ("", None), ("mye", None), ("NaN", None), ("1e30", None),
        ("99999999999999999", None),
    ],
)  # fmt: skip
def test_sums_are_read_as_people_write_them(text: str, minor_units: int | None) -> None:
    assert minor(text) == minor_units


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 250,5", "1250.5"), ("−3", "-3"), ("-3", "-3"), ("+3", "3"), ("12.5", "12.5"), ("12,5", "12.5"), ("1.250.000", "1250000"), ("1.250,5", "1250.5"), ("1,250.5", "1250.5"),
        ("0", "0"), ("1\u00a0250", "1250"), (",5", "0.5"), ("", None), (" ", None), ("mye", None), ("1,2,3", None), ("1e3", None), ("NaN", None), ("Infinity", None), ("--3", None), ("٣", None),
        ("9" * 21, None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, value: str | None) -> None:
    assert plain_number(text) == (None if value is None else Decimal(value))

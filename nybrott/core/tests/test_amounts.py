"""Sums as people write them."""

import pytest

from nybrott.core.amounts import minor


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

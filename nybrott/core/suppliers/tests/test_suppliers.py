"""One form for what is written in many ways; what is hostile loses what nobody sees, and nothing else."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.suppliers import SupplierError, display_name, email_address, organisation_number


def refused(code: str) -> "pytest.RaisesExc[SupplierError]":
    return pytest.raises(SupplierError, check=lambda trouble: trouble.code == code and bool(trouble.said("nn")))


@pytest.mark.parametrize(
    "text",
    [
        "310400009",
        "310 400 009",
        "NO310400009MVA",
        " no 310.400.009 mva ",
        "３１０４００００９",
        "310\u00a0400\u00a0009",
    ],
)
def test_a_norwegian_number_has_one_form(text: str) -> None:
    assert organisation_number(text) == "310400009"


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("310400008", "NO", "check_digit"), ("31040000", "NO", "digits"), ("3104000091", "NO", "digits"), ("", "NO", "digits"),
        ("٣١٠٤٠٠٠٠٩", "NO", "digits"), ("=310400009+1", "NO", "digits"), ("n/a", "SE", "number"), ("1" * 21, "SE", "number"), ("12å4", "DK", "number"),
    ],
)  # fmt: skip
def test_what_is_no_number_says_why(text: str, country: str, code: str) -> None:
    with refused(code):
        organisation_number(text, country)


def test_a_foreign_number_keeps_letters_and_digits() -> None:
    assert organisation_number("556000-1234", "SE") == "5560001234"
    assert organisation_number("DE 123.456.789", "DE") == "DE123456789"


@given(st.integers(0, 99_999_999))
def test_of_ten_last_digits_one_at_most_is_right(first: int) -> None:
    found = []
    for last in range(10):
        try:
            found.append(organisation_number(f"{first:08}{last}"))
        except SupplierError:
            continue
    weights = sum(int(digit) * weight for digit, weight in zip(f"{first:08}", (3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    check = -weights % 11
    assert found == ([] if check == 10 else [f"{first:08}{check}"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Nattvakt \t AS\n", "Nattvakt AS"),
        ("<script>alert(1)</script> AS", "<script>alert(1)</script> AS"),
        ('=HYPERLINK("x") AS', '=HYPERLINK("x") AS'),
        ("\t=1+1", "=1+1"),
        ("Trygg\u202egpj.exe", "Trygggpj.exe"),
        ("A\u200bB\u0000C\ufeff", "ABC"),
        ("\u2066Sensor\u2069 AS", "Sensor AS"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800x", "x"),
    ],
)
def test_a_name_is_kept_but_for_what_nobody_sees(text: str, name: str) -> None:
    assert display_name(text) == name


def test_a_name_that_is_none_or_too_long_is_refused() -> None:
    for text in ("", " \n", "\u200b", "--", "\u200d"):
        with refused("no_name"):
            display_name(text)
    with refused("long_name"):
        display_name("x" * 201)


@given(st.text(max_size=60))
def test_a_cleaned_name_is_one_line_and_stays_as_it_is(text: str) -> None:
    try:
        name = display_name(text)
    except SupplierError:
        return
    assert display_name(name) == name
    assert name == name.strip()
    assert "  " not in name
    assert not [sign for sign in name if unicodedata.category(sign) in {"Cc", "Cs"} or sign in "\u202e\u200b\u2066"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Kari.Nordmann@Firma.NO ", "kari.nordmann@firma.no"),
        ("post@blåbær.no", "post@xn--blbr-roah.no"),
        ("post@xn--blbr-roah.no", "post@xn--blbr-roah.no"),
        ("a+b@c.d-e.no", "a+b@c.d-e.no"),
        ("=cmd@firma.no", "=cmd@firma.no"),
    ],
)
def test_an_address_has_one_form(text: str, address: str) -> None:
    assert email_address(text) == address
    assert email_address(address) == address


@pytest.mark.parametrize(
    "text",
    ["", "kari", "@firma.no", "kari@", "kari@firma", "a b@firma.no", "a@b@c.no", "a,b@firma.no", "<a>@firma.no", ".a@firma.no", "a..b@firma.no",
     "a@firma..no", "a@-firma.no", "a@firma_x.no", "a@127.0.0.1", "a@[::1]", "a\r\nBcc:b@firma.no", "a\u202e@firma.no", "x" * 65 + "@firma.no",
     "a@" + "x" * 64 + ".no", "a@" + ".".join(["x" * 60] * 5) + ".no", "\ud800@firma.no"],
)  # fmt: skip
def test_what_no_letter_can_be_sent_to_is_refused(text: str) -> None:
    with refused("email"):
        email_address(text)


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    for clean in (organisation_number, display_name, email_address):
        with suppress(SupplierError):
            assert clean(text)

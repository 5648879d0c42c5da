"""What tells who somebody is, found where it stands; what only looks like it is left alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.personal import Kind, is_identity_number, spots

ID = "identity number"
TEL = "telephone number"
MAIL = "e-mail address"


def identity_number(day: int, month: int, rest: str) -> str | None:
    """The slow way: try both check digits one by one."""
    for first in range(10):
        for second in range(10):
            whole = f"{day:02}{month:02}{rest}{first}{second}"
            values = list(map(int, whole))
            one = sum(w * v for w, v in zip((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), values, strict=False)) % 11
            two = sum(w * v for w, v in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), values, strict=False)) % 11
            if one == two == 0:
                return whole
    return None


@given(
    st.integers(1, 31),
    st.integers(1, 12),
    st.from_regex(r"\A[0-9]{5}\Z"),
    st.sampled_from([0, 40]),
    st.sampled_from([0, 40, 80]),
)
def test_every_number_with_right_check_digits_is_found(day: int, month: int, rest: str, d: int, synthetic: int) -> None:
    number = identity_number(day + d, month + synthetic, rest)
    if number is None:
        return
    assert is_identity_number(number)
    text = f"Bruker {number[:6]} {number[6:]} ringte"
    (spot,) = spots(text)
    assert (spot.kind, text[spot.start : spot.end]) == (ID, f"{number[:6]} {number[6:]}")
    assert not is_identity_number(number[:-1] + str((int(number[-1]) + 1) % 10)), "one wrong digit"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring meg på 912 34 567 i morgen", [(TEL, "912 34 567")]),
        ("Ring +47 91234567.", [(TEL, "+47 91234567")]),
        ("Skriv til kari.nordmann+x@fjordvik.kommune.no nå", [(MAIL, "kari.nordmann+x@fjordvik.kommune.no")]),
        ("Begge: ola@example.org, 22 33 44 55", [(MAIL, "ola@example.org"), (TEL, "22 33 44 55")]),
        ("I 2024 falt 1234 personer, 12 345 678 kroner", []),
        ("Organisasjonsnummer 310400009", []),
        ("Romnummer 12345678901", []),
        ("kl. 22-07, 3-4 ganger", []),
        ("ikke@adresse", []),
        ("", []),
        ("😀" * 50 + " ola@example.org", [(MAIL, "ola@example.org")]),
    ],
)
def test_found_where_it_stands(text: str, found: list[tuple[Kind, str]]) -> None:
    assert [(spot.kind, text[spot.start : spot.end]) for spot in spots(text)] == found


@given(st.text(max_size=400))
def test_any_text_has_an_answer_and_places_never_overlap(text: str) -> None:
    found = spots(text)
    assert all(0 <= spot.start < spot.end <= len(text) for spot in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_a_hundred_thousand_characters_take_no_time() -> None:
    assert spots("a@" * 50_000) == ()
    assert spots("1 " * 50_000) == ()
    assert len(spots("ola@example.org " * 5_000)) == 5_000

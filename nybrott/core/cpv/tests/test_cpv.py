"""Every CPV code: the list is whole, one that does not exist says which are near, words find codes in two languages."""

import re
from pathlib import Path

import pytest

from nybrott.core.cpv import Code, UnknownCode, code, parents, search
from nybrott.core.cpv.codes import codes
from nybrott.core.notices import cpv as divisions


def test_the_list_is_whole_and_in_order() -> None:
    assert len(codes()) == 9454
    assert list(codes()) == sorted(codes())
    assert all(re.fullmatch(r"[0-9]{8}", one.number) and one.nb.strip() and one.en.strip() for one in codes().values())
    assert {number[:2] for number in codes()} == set(divisions.divisions("nb"))


@pytest.mark.parametrize("written", ["45000000", "45000000-7", " 45000000 "])
def test_a_code_is_known_with_or_without_its_check_digit(written: str) -> None:
    one = code(written)
    assert (one.number, one.stem, one.en) == ("45000000", "45", "Construction work")
    assert one.name("nn") == one.name("nb") == one.nb
    with pytest.raises(KeyError):
        one.name("sv")


def test_a_division_that_ends_in_nought_keeps_its_two_digits() -> None:
    assert code("30000000").stem == "30"


def test_every_code_lies_under_its_division() -> None:
    for one in codes().values():
        above = parents(one)
        assert one not in above
        assert all(one.number.startswith(upper.stem) for upper in above)
        if len(one.stem) > 2 and one.number[:2] + "000000" in codes():
            assert above[0].number == one.number[:2] + "000000"


def test_a_code_that_does_not_exist_names_the_nearest() -> None:
    with pytest.raises(UnknownCode) as told:
        code("45233132-9")
    near = [one.number for one in told.value.nearest]
    assert "45233132" not in codes(), "the test needs a code that does not exist"
    assert near
    assert all(number.startswith("4523313") for number in near)
    assert "45233132-9" in str(told.value)
    assert near[0] in str(told.value)


@pytest.mark.parametrize(
    "written", ["", "45", "4500000", "450000000", "abc", "٤٥٠٠٠٠٠٠", "45000000-", "-45000000", "4" * 9999]
)
def test_what_is_not_written_as_a_code_says_how_one_is(written: str) -> None:
    with pytest.raises(UnknownCode, match="eight digits") as told:
        code(written)
    assert told.value.nearest == ()
    assert len(str(told.value)) < 200


def test_a_code_of_no_division_has_no_nearest() -> None:
    with pytest.raises(UnknownCode) as told:
        code("99999999")
    assert told.value.nearest == ()
    assert str(told.value) == "“99999999” is not a CPV code."


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("heiser", "42416100"),
        ("lifts", "42416100"),
        ("skoleskyss", ""),
        ("utvikling programvare", "72230000"),
        ("construction work", "45000000"),
        ("4524", "45240000"),
    ],
)
def test_words_in_either_language_find_codes(query: str, number: str) -> None:
    found = [one.number for one in search(query)]
    assert (number in found) if number else found == []


def test_the_name_itself_finds_its_code_first_or_among_namesakes() -> None:
    for one in list(codes().values())[::1777]:
        for name in (one.nb, one.en):
            found = search(name, limit=5)
            assert one in found or {name} & {name_ for hit in found for name_ in (hit.nb, hit.en)}, name


@pytest.mark.parametrize("query", ["", "   ", "?!", "4", "123456789", "\x00", "a" * 10_000])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert search(query) == ()


def test_the_official_list_has_the_same_codes(real_data: Path | None) -> None:
    """Where the source lies beside the project, ours is it; else ours at least holds what is commonly bought."""
    common = {"45000000", "72000000", "85000000", "33000000", "73000000"}
    if real_data is not None:
        text = (real_data / "eforms-sdk-nor" / "codelists" / "cpv.yaml").read_text(encoding="utf-8")
        assert set(re.findall(r"^'([0-9]{8})':", text, re.MULTILINE)) == set(codes())
    assert common <= set(codes())
    assert isinstance(code("72000000"), Code)


def test_a_word_no_code_has_is_tried_as_the_two_it_is_made_of() -> None:
    assert search("sykehussenger")[0].number == "33192120"  # the list writes "Sykehus senger"
    assert search("Sykehussenger elektriske") == ()
    for made in ("xyzzyxyzzy", "senger" * 30):
        assert search(made) == ()

"""Test notices are known by what they say, and what buys tests is none."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.notices import Notice, Party, Text, mere_test
from nybrott.core.notices.mere_tests import catalogue

EXAMPLES = [(kind, example) for kind in ("good", "near_miss") for example in catalogue()[kind]]


def notice(title: str = "", description: str = "", buyer: str = "Fjordvik kommune", field: str = "") -> Notice:
    texts = (Text("title", title), Text(field or "description", description))
    return Notice("x.xml", "eforms", "1", texts=texts, buyers=(Party(buyer),))


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else None)
def test_the_examples_of_the_catalogue_hold(kind: str, example: dict[str, str]) -> None:
    told = {name: words for name, words in example.items() if name != "why"}
    assert bool(mere_test(notice(**told))) == (kind == "good"), example


def test_the_catalogue_says_who_wrote_it_why_and_when_to_look_again() -> None:
    said = catalogue()
    assert all(said[name].strip() for name in ("id", "what", "why", "source", "authored_by"))
    assert isinstance(said["checked_by"], str)
    assert isinstance(said["review_after"], date)
    for part in ("buyer_is", "title_is", "says", "begins"):
        for language, words in said[part].items():
            for one in words:
                assert one == " ".join(one.casefold().split()), (part, language, one)
                assert "test" in one or "lorem" in one, f"{one} would never be looked for"


@pytest.mark.parametrize(
    ("given_notice", "shown"),
    [
        (notice("X", buyer="[Test][Innkjøp]TestOrg6"), "[Test][Innkjøp]TestOrg6"),
        (notice("X", buyer=" TEST ORG. 1 "), " TEST ORG. 1 "),
        (notice("X", buyer="Testorg og Partnere AS"), ""),
        (notice("[test] Skolemøbler"), "[test] Skolemøbler"),
        (notice("Skolemøbler [test]"), ""),
        (notice("Test 2"), "Test 2"),
        (notice("Test – 2. runde med sensorer"), ""),
        (notice("Møbler", "Hei. This is a  TEST notice. Please disregard"), "This is a  TEST notice"),
        (notice("Møbler", "This is a test notice.", field="lot-description"), "This is a test notice"),
        (notice("Møbler", "This is a test notice.", field="criterion"), ""),
        (notice("Møbler", "LOREM IPSUM dolor"), "LOREM IPSUM"),
        (notice("Møbler", "Se lorem ipsum dolor"), ""),
        (notice("Møbler", "Lorem ipsumentalt"), ""),
        (notice("", "", buyer=""), ""),
    ],
)
def test_what_shows_it_is_told_as_it_stands(given_notice: Notice, shown: str) -> None:
    assert mere_test(given_notice) == shown


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=80))
def test_any_text_may_come(title: str, description: str, buyer: str) -> None:
    assert isinstance(mere_test(notice(title, description, buyer)), str)


def test_a_long_text_takes_no_time() -> None:
    long = "test " * 200_000
    started = time.process_time()
    assert mere_test(notice("Møbler", long)) == ""
    assert time.process_time() - started < 2

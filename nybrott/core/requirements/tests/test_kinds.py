"""Kinds are proposed with the words that speak for them; how often it is right is measured on sentences nothing was tuned on."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.requirements import propose
from nybrott.core.requirements.kinds import KINDS

HERE = Path(__file__).parent


def sample(name: str) -> list[tuple[str, str, str]]:
    """(language, kind, text) of a sample."""
    said = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    return [(code, kind, text) for code, by in said.items() for kind, texts in by.items() for text in texts]


@pytest.mark.parametrize(
    ("name", "size", "proposed", "right"), [("first", 56, 56, 56), ("second", 50, 48, 47), ("third", 54, 43, 42)]
)
def test_how_often_the_proposal_is_right(name: str, size: int, proposed: int, right: int) -> None:
    """The first two samples were tuned on. The third was written last and nothing was changed after it: 42 of the 43 it proposes for are right, and for
    11 of 54 it proposes nothing. These are the figures the guide tells."""
    found = [(kind, propose(text).kind) for _code, kind, text in sample(name)]
    assert len(found) == size
    assert sum(1 for _kind, said in found if said) == proposed
    assert sum(1 for kind, said in found if kind == said) == right


def test_every_language_has_every_kind_in_every_sample() -> None:
    for name in ("first", "second", "third"):
        assert {(code, kind) for code, kind, _text in sample(name)} == {(code, kind) for code in ("nb", "nn", "en") for kind in KINDS}  # fmt: skip


def test_the_words_that_speak_for_it_are_shown_in_their_place() -> None:
    text = "Ansatte skal raskt kunne se hvem som har svart."
    found = propose(text)
    assert (found.kind, [text[one.start : one.end] for one in found.speaking]) == ("functional", ["skal raskt kunne"])
    assert [text[one.start : one.end] for one in found.signs] == ["skal raskt kunne"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", ""), ("   ", ""), ("Fint.", ""), ("§ 4", "other"), ("innen 30 sekunder", "performance"), ("SKAL KUNNE", "functional"),
        ("Sjåføren skal få beskjed når en passasjer med rullestol venter.", "functional"), ("Det skal leveres en app som skal kunne varsle.", "solution"),
        ("Leverandøren skal svare innen 4 timer.", "performance"), ("Leverandøren skal svare.", "other"), ("Barn over 6 år skal kunne finne fram.", "functional"),
        ("Ledere skal ha oversikt over ledige rom.", "functional"), ("İ skal kunne", "functional"),
    ],
)  # fmt: skip
def test_edges(text: str, kind: str) -> None:
    assert propose(text).kind == kind


@given(st.text(max_size=300))
def test_any_text_is_answered_and_the_same_twice(text: str) -> None:
    found = propose(text)
    assert found == propose(text)
    assert found.kind in ("", *KINDS)
    assert bool(found.kind) == bool(found.signs)
    assert all(0 <= one.start < one.end <= len(text) for one in found.signs)


@pytest.mark.parametrize("piece", ["1", "a", "skal ", "1 ", "£", "skal a a a a "])
def test_time_does_not_run_away_with_long_texts(piece: str) -> None:
    """Nothing but an end: a pattern that tried every way through would not come to it."""
    assert propose(piece * 200_000).kind in ("", *KINDS)

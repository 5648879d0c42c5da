"""Instruments are read whole or refused with the place; who is asked what; what can be counted."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.surveys import UNKNOWN, Instrument, SurveyError, read_instrument, settle


def words(text: str) -> dict[str, str]:
    return {"nb": text, "en": text}


SCALE = {"low": 1, "high": 5, "low_text": words("lite"), "high_text": words("mye")}
OPTIONS = [{"id": "yes", "text": words("Ja")}, {"id": "no", "text": words("Nei")}]
WHOLE: dict[str, Any] = {
    "name": words("Prøve"),
    "intro": words("Vi prøver."),
    "audience": "drivers",
    "questions": [
        {"id": "met", "kind": "single", "text": words("Møtt?"), "options": OPTIONS, "required": True},
        {"id": "use", "kind": "scale", "text": words("Nyttig?"), "unknown": True, **SCALE, "show_if": {"question": "met", "is": ["yes"]}},
        {"id": "why", "kind": "text", "text": words("Hvorfor?"), "show_if": {"question": "use", "is": [1, 2, UNKNOWN]}},
        {"id": "many", "kind": "multiple", "text": words("Hva?"), "options": OPTIONS},
        {"id": "grid", "kind": "matrix", "text": words("Hos oss"), "rows": [{"id": "try", "text": words("prøver vi")}, {"id": "ask", "text": words("spør vi")}], **SCALE},
        {"id": "times", "kind": "number", "text": words("Ganger?"), "least": 0, "most": 50, "bands": [0, 1, 5]},
    ],
}  # fmt: skip


def changed(place: str, value: Any) -> dict[str, Any]:
    """The whole instrument with one thing changed: "questions.1.high"; a value of `...` takes it away."""
    said = copy.deepcopy(WHOLE)
    *way, last = place.split(".")
    at: Any = said
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]
    key: Any = int(last) if isinstance(at, list) else last
    if value is ...:
        del at[key]
    else:
        at[key] = value
    return said


def test_a_whole_one_is_kept_as_it_is() -> None:
    read = read_instrument(WHOLE)
    assert read.languages == ("nb", "en")
    assert read_instrument(read.content) == read


@pytest.mark.parametrize(
    ("place", "value", "where", "why"),
    [
        ("questions.1.high", 1, "use/high", "is 1; a scale from 1 must end above that"),
        ("questions.1.high", 0, "use/high", "must end above"),
        ("questions.1.high", 12, "use/high", "gives 12 points; at most 11"),
        ("questions.1.high", 4.5, "use", "whole numbers"),
        ("questions.1.high", True, "use", "whole numbers"),
        ("questions.1.low", -1, "use/low", "is -1; a scale begins with 0 or 1"),
        ("questions.1.low_text", ..., "use/low_text", "must be there"),
        ("questions.1.show_if", {"question": "many", "is": ["yes"]}, "use/show_if", "does not stand before it"),
        ("questions.1.show_if", {"question": "met", "is": ["maybe"]}, "use/show_if/is", "names maybe"),
        ("questions.1.show_if", {"question": "met", "is": []}, "use/show_if/is", "list of answers"),
        ("questions.2.show_if", {"question": "use", "is": [6]}, "why/show_if/is", "names 6"),
        ("questions.2.show_if", {"question": "use", "is": [True]}, "why/show_if/is", "names True"),
        ("questions.5.show_if", {"question": "grid", "is": [1]}, "times/show_if", "only a choice or a scale"),
        ("questions.0.options", [OPTIONS[0]], "met/options", "has 1; must have 2 to 20"),
        ("questions.0.options", [OPTIONS[0], OPTIONS[0]], "met/options", "same id"),
        ("questions.0.text", {"nb": "Møtt?"}, "met/text/en", "not empty"),
        ("questions.0.text", words("x" * 301), "met/text/nb", "has 301 characters; at most 300"),
        ("questions.0.required", "yes", "met/required", "true or false"),
        ("questions.0.colour", "red", "met/colour", "not a key"),
        ("questions.0.kind", "slider", "met/kind", "must be one of"),
        ("questions.0.id", "use", "questions", "same id"),
        ("questions.0.id", "Møtt", "questions", "small letters"),
        ("questions.5.bands", [1, 5], "times/bands", "rising numbers from 0"),
        ("questions.5.bands", [0, 60], "times/bands", "none above 50"),
        ("questions.5.bands", [0, 5, 3], "times/bands", "rising"),
        ("questions.5.least", 50, "times", "least to most"),
        ("questions", [], "questions", "at least one"),
        ("questions", [WHOLE["questions"][0] | {"id": f"q{n}"} for n in range(61)], "questions", "has 61 questions; at most 60"),
        ("name", {}, "name", "at least one language"),
        ("name", {"nb": "Prøve", "sv": "Prov", "en": "Trial"}, "name/sv", "not one of"),
        ("audience", "everyone", "audience", "must be one of"),
        ("colour", "red", "colour", "not a key"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(place: str, value: Any, where: str, why: str) -> None:
    with pytest.raises(SurveyError) as trouble:
        read_instrument(changed(place, value))
    assert trouble.value.place.endswith(where)
    assert why in trouble.value.reason


@pytest.mark.parametrize("said", [None, [], "text", 3, {}])
def test_what_is_no_instrument_is_refused(said: Any) -> None:
    with pytest.raises(SurveyError):
        read_instrument(said)


READ = read_instrument(WHOLE)


def asked(answers: dict[str, Any]) -> list[str]:
    return [one["id"] for one in READ.asked(answers)]


def test_who_is_asked_what() -> None:
    always = ["many", "grid", "times"]
    assert asked({}) == ["met", *always]
    assert asked({"met": "no", "use": 1}) == ["met", *always]
    assert asked({"met": "yes"}) == ["met", "use", *always]
    assert asked({"met": "yes", "use": 2}) == ["met", "use", "why", *always]
    assert asked({"met": "yes", "use": UNKNOWN}) == ["met", "use", "why", *always]
    assert asked({"met": "yes", "use": 5}) == ["met", "use", *always]


def test_what_decides_never_stands_on_the_page_of_what_it_decides() -> None:
    pages = [[one["id"] for one in page] for page in READ.pages()]
    assert pages == [["met"], ["use"], ["why", "many"], ["grid"], ["times"]]


def test_what_can_be_counted() -> None:
    answers = {"met": "yes", "use": UNKNOWN, "many": ["no"], "grid": {"try": 4}, "times": 7}
    counted = {one.key: one.value(answers) for one in READ.variables()}
    assert counted == {
        "met": "yes", "use": UNKNOWN, "many.yes": "no", "many.no": "yes", "grid.try": "4", "grid.ask": "", "times": "5",
    }  # fmt: skip
    assert {one.key: one.points for one in READ.variables() if one.points} == {
        "use": (1, 2, 3, 4, 5), "grid.try": (1, 2, 3, 4, 5), "grid.ask": (1, 2, 3, 4, 5),
    }  # fmt: skip


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 60) | st.sampled_from(["yes", "no", UNKNOWN, "", " tekst "]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["try", "ask", "x"]), inner),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*(one["id"] for one in READ.questions), "other"]), anything))
def test_only_what_fits_what_was_asked_is_kept(answers: dict[str, Any]) -> None:
    kept = settle(READ, answers)
    assert settle(READ, kept) == kept
    assert set(kept) <= set(asked(kept))
    for one in READ.variables():
        assert one.value(kept) in ("", *one.categories)


def test_a_point_is_no_truth_value() -> None:
    assert settle(READ, {"met": "yes", "use": True}) == {"met": "yes"}


def test_an_instrument_stands_in_a_set() -> None:
    assert isinstance(hash(READ), int)
    assert isinstance(READ, Instrument)

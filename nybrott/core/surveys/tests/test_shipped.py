"""The instruments that come with Nybrott, as a strict reader would read them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from nybrott.core.surveys import SurveyError, read_instrument, shipped
from nybrott.core.surveys.model import LANGUAGES
from nybrott.core.surveys.shipping import Shipped, define

EACH = pytest.mark.parametrize("one", list(shipped().values()), ids=lambda one: one.id)
BOKMAAL = "ikke jeg hva hvordan hvem hvor noen noe fra dere mye hver bare gjøre være ble uke noen vet"
NYNORSK = "ikkje eg kva korleis kven nokon noko frå dykk mykje berre gjere vere vart veke veit"


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every text of an instrument."""
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def test_there_is_one_for_everybody_who_is_asked() -> None:
    assert list(shipped()) == [
        "drivers-baseline", "drivers-followup", "units-baseline", "units-followup", "pulse", "mentor", "unit-leader", "supplier", "user",
        "maturity", "factors",
    ]  # fmt: skip


@EACH
def test_it_says_why_and_from_where_and_who_answers_for_it(one: Shipped) -> None:
    assert one.why.endswith(".")
    assert one.source.startswith("All words are our own.")
    assert one.authored_by
    assert one.checked_by == ""
    assert one.review_after.year == 2027


@EACH
def test_it_is_written_in_three_languages(one: Shipped) -> None:
    assert one.instrument.languages == LANGUAGES
    for text in texts(one.instrument.content):
        assert set(text) == set(LANGUAGES)
        assert not re.search(rf"\b({BOKMAAL.replace(' ', '|')})\b", text["nn"], re.I), text["nn"]
        assert not re.search(rf"\b({NYNORSK.replace(' ', '|')})\b", text["nb"], re.I), text["nb"]
        assert not any("!" in words or "vennligst" in words.lower() for words in text.values())


def test_the_pulse_takes_twenty_seconds_on_one_page() -> None:
    pulse = shipped()["pulse"].instrument
    assert [pulse.seconds(language) <= 20 for language in LANGUAGES] == [True] * 3
    assert len(pulse.pages()) == 1
    assert all(one.instrument.seconds() <= 120 for one in shipped().values())


@pytest.mark.parametrize("who", ["drivers", "units"])
def test_the_follow_up_asks_the_same_in_the_same_words(who: str) -> None:
    before, after = (
        {one["id"]: one for one in shipped()[f"{who}-{when}"].instrument.questions} for when in ("baseline", "followup")
    )
    shared = before.keys() & after.keys()
    assert len(shared) >= 4
    for id in shared:
        assert {key: value for key, value in before[id].items() if key != "required"} == {
            key: value for key, value in after[id].items() if key != "required"
        }


def test_two_stand_beside_national_figures() -> None:
    areas = shipped()["maturity"].instrument.variables()
    assert [one.points for one in areas] == [(1, 2, 3, 4, 5)] * 6
    factors = [one for one in shipped()["factors"].instrument.variables() if one.points]
    assert [one.points for one in factors] == [(1, 2, 3, 4, 5, 6)] * 8


@pytest.mark.parametrize(
    ("question", "why"),
    [({"take": "drivers-baseline/nothing"}, "is not there"), ({"id": "x1", "kind": "scale", "scale": "odd"}, "scales.toml")],
)  # fmt: skip
def test_what_is_taken_must_be_there(question: dict[str, Any], why: str) -> None:
    about = {
        "about": dict.fromkeys(("why", "source", "authored_by", "checked_by", "review_after", "version", "order"), 1)
    }
    with pytest.raises(SurveyError, match=why):
        define("mine", about | {"questions": [question]}, {}, {"drivers-baseline": {"questions": []}})


def test_what_is_read_again_is_the_same() -> None:
    for one in shipped().values():
        assert read_instrument(one.instrument.content) == one.instrument

"""A mistake in a programme is answered with its place and the reason."""

import copy
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.merging.pieces import changed
from nybrott.core.programme import ProgrammeError, read_programme, shipped
from nybrott.core.programme.shipping import define

WHOLE: Any = shipped()["internal-driver-programme"].programme
SMALL: dict[str, Any] = {"name": {"nb": "Program"}, "summary": {"nb": "Kort."}, "licence": "CC0-1.0"}


@pytest.mark.parametrize(
    ("path", "value", "place", "reason"),
    [
        ("licence", "mine", "licence", "must be one of CC-BY-4.0, CC0-1.0, EUPL-1.2"),
        ("name", None, "name", "must be a text in at least one language"),
        ("name/sv", "Program", "name/sv", "is no language we know; known are nb, nn, en"),
        ("name/nb", " ", "name/nb", "must be a text that is not empty"),
        ("summary/nb", "a" * 6_001, "summary/nb", "has 6001 characters; at most 6000"),
        ("aims/real-problem/text/nb", "a" * 301, "aims/real-problem/text/nb", "has 301 characters; at most 300"),
        ("colour", "red", "colour", "is not a key we know"),
        ("roles", "driver", "roles", "must be a list of tables"),
        ("roles/mentor/colour", "red", "roles/mentor/colour", "is not a key we know"),
        ("roles/mentor/asked", None, "roles/mentor/asked", "must be there"),
        ("roles/mentor/hours", 0, "roles/mentor/hours", "must be a whole number from 1 to 2000"),
        ("roles/mentor/hours", True, "roles/mentor/hours", "must be a whole number from 1 to 2000"),
        ("activities/guidance/kind", "party", "activities/guidance/kind", "must be one of guidance, workshop, gathering, other"),
        ("activities/guidance/methods", ["magic"], "activities/guidance/methods", "points to magic, which is not there"),
        ("activities/guidance/methods", "x", "activities/guidance/methods", "must be a list of different ids"),
        ("theory/benefit/leads_to", ["time"], "theory", "runs in a circle: benefit, colleagues, need-based, own-case, problem-first, ask-users, time"),
        ("cards/five-whys/minutes", 44, "cards/five-whys/minutes", "must be what the steps add up to, 45"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(path: str, value: Any, place: str, reason: str) -> None:
    said = changed(WHOLE, tuple(path.split("/")), value, None)
    with pytest.raises(ProgrammeError) as trouble:
        read_programme(said, place="p")
    assert trouble.value.place == f"p/{place}"
    if place != "theory":
        assert trouble.value.reason == reason
    else:
        assert trouble.value.reason.startswith("runs in a circle: ask-users, benefit")


def test_two_things_with_one_id_too_many_and_odd_ids() -> None:
    aim = {"id": "a1", "text": {"nb": "x"}}
    with pytest.raises(ProgrammeError, match="two things with the same id"):
        read_programme(SMALL | {"aims": [aim, aim]})
    with pytest.raises(ProgrammeError, match="has 61 things; at most 60"):
        read_programme(SMALL | {"aims": [aim | {"id": f"a{number}"} for number in range(61)]})
    for id in ("../x", "A", "", 3, None):
        with pytest.raises(ProgrammeError, match="whose id is not"):
            read_programme(SMALL | {"aims": [aim | {"id": id}]})
    with pytest.raises(ProgrammeError, match="must be a table"):
        read_programme([SMALL])


def test_a_small_one_in_one_language_is_enough() -> None:
    found = read_programme(SMALL)
    assert found["aims"] == found["cards"] == []
    assert read_programme(found) == found


def test_a_file_that_does_not_say_who_answers_for_it() -> None:
    with pytest.raises(ProgrammeError, match=r"x\.toml/about/why: must be there"):
        define("x.toml", 'licence = "CC0-1.0"')
    with pytest.raises(ProgrammeError, match="is not TOML"):
        define("x.toml", "licence = ")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(WHOLE)), _JSON)
def test_whatever_stands_in_a_key_is_read_or_told(key: str, value: Any) -> None:
    before = copy.deepcopy(WHOLE)
    with suppress(ProgrammeError):
        read_programme(WHOLE | {key: value})
    assert before == WHOLE

"""A mistake in a card is answered with place, key and reason; a card as data reads as itself."""

from contextlib import suppress
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.methods import CardError, catalogue, read_card
from nybrott.core.methods.loading import define

FILE = (files("nybrott.core.methods") / "catalogue" / "five-whys.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "five-whys"', 'id = "fem"', "id"),
        ('id = "five-whys"', 'id = "Five whys"', "id"),
        ('phase = "need"', 'phase = "later"', "phase"),
        ("people = [3, 8]", "people = [8, 3]", "people"),
        ("people = [3, 8]", "people = [3]", "people"),
        ("people = [3, 8]", "people = [0, 8]", "people"),
        ("minutes = 45", "minutes = 50", "minutes"),
        ("[5, 20, 10, 10]", "[5, 20, 10, 0]", "step_minutes"),
        ("[5, 20, 10, 10]", "[5, 20, 20]", "nb.steps"),
        ("[5, 20, 10, 10]", "[5, 20, 10, true]", "step_minutes"),
        ('outputs = ["insight", "statement"]', 'outputs = ["insight", "insight"]', "outputs"),
        ('outputs = ["insight", "statement"]', 'outputs = ["wisdom"]', "outputs"),
        ('outputs = ["insight", "statement"]', "outputs = []", "outputs"),
        ('gaps = ["cause", "together"]', 'gaps = "cause"', "gaps"),
        ('name = "Fem hvorfor"', 'name = " "', "nb.name"),
        ('name = "Fem hvorfor"', 'nam = "Fem hvorfor"', "nb.nam"),
        ('name = "Fem hvorfor"', f'name = "{"a" * 1001}"', "nb.name"),
        ('material = ["Et stort ark", "Tusjer", "Bevisene dere har"]', "material = []", "nb.material"),
        ("[en]", "[sv]", "sv"),
        ("source = ", "sauce = ", "sauce"),
        ('authored_by = "Nybrott"', 'authored_by = ""', "authored_by"),
        ('checked_by = ""', "", "checked_by"),
        ("review_after = 2027-11-01", 'review_after = "soon"', "review_after"),
        ("[nb]", "[nb", "(whole file)"),
    ],
)
def test_a_mistake_is_told(old: str, new: str, key: str) -> None:
    assert old in FILE
    with pytest.raises(CardError) as trouble:
        define({"five-whys.toml": FILE.replace(old, new, 1)})
    assert (trouble.value.place, trouble.value.key) == ("five-whys.toml", key)
    assert str(trouble.value).startswith(f"five-whys.toml: {key}: ")


def test_a_language_that_is_missing_is_told() -> None:
    with pytest.raises(CardError, match="en: must be there"):
        define({"five-whys.toml": FILE.partition("[en]")[0]})


@pytest.mark.parametrize("id", list(catalogue()))
def test_a_card_as_data_reads_as_itself(id: str) -> None:
    data = catalogue()[id].data()
    assert read_card(data, place="x").data() == data


def test_an_own_card_may_be_in_one_language_and_need_not_say_what_it_closes() -> None:
    data = catalogue()["persona"].data()
    own = {key: value for key, value in data.items() if key not in ("nn", "en")} | {
        "gaps": [],
        "stages": [],
        "outputs": [],
    }
    card = read_card(own, place="x")
    assert card.text("en") == ("nb", card.texts["nb"])
    with pytest.raises(CardError, match="at least one language"):
        read_card({key: value for key, value in own.items() if key != "nb"}, place="x")


def test_too_many_steps_and_no_table_at_all() -> None:
    data = catalogue()["persona"].data()
    long = data["nb"] | {"steps": ["Gå."] * 13}
    with pytest.raises(CardError, match=r"nb\.steps: must be a list of one to 12 texts"):
        read_card(data | {"step_minutes": [1] * 13, "minutes": 13, "nb": long}, place="x")
    with pytest.raises(CardError, match="must be a table"):
        read_card(["persona"], place="x")
    with pytest.raises(CardError, match="nb: must be a table"):
        read_card(data | {"nb": "Persona"}, place="x")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(catalogue()["persona"].data())), _JSON)
def test_whatever_stands_in_a_key_is_read_or_told(key: str, value: Any) -> None:
    with suppress(CardError):
        read_card(catalogue()["persona"].data() | {key: value}, place="x")

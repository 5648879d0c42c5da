"""Columns are recognised however people write them; a verdict that is an error says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.importing import OUTCOMES, Column, Importer, Preview, Row, RowVerdict, missing, recognised

EMAIL = Column("email", {"nb": ("E-post", "epostadresse"), "nn": ("E-post",), "en": ("E-mail",)}, required=True)
NAME = Column("name", {"nb": ("Navn",), "nn": ("Namn",), "en": ("Name", "full name")}, required=True, example="Kari")
UNIT = Column("unit", {"nb": ("Enhet",)})
COLUMNS = (EMAIL, NAME, UNIT)


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (["E-post", "Navn", "Enhet"], {"email": 0, "name": 1, "unit": 2}),
        (["  NAMN ", "E_POST", "?"], {"email": 1, "name": 0}),
        (["Full  Name", "e-mail"], {"email": 1, "name": 0}),
        (["Navn", "Name", "email"], {"name": 0, "email": 2}),
        (["", " ", "Telefon"], {}),
        ([], {}),
    ],
)
def test_headings_are_recognised(headings: list[str], places: dict[str, int]) -> None:
    assert recognised(COLUMNS, headings) == places


def test_required_columns_without_a_match_are_named() -> None:
    assert missing(COLUMNS, {"name": 0}) == [EMAIL]
    assert missing(COLUMNS, {"name": 0, "email": 4}) == []


@given(st.lists(st.text(max_size=12), max_size=8))
def test_a_heading_is_used_at_most_once(headings: list[str]) -> None:
    places = recognised(COLUMNS, headings)
    assert len(set(places.values())) == len(places)
    assert all(0 <= place < len(headings) for place in places.values())


def test_a_column_is_called_by_its_first_name_in_a_language() -> None:
    assert [EMAIL.heading("nb"), NAME.heading("en"), UNIT.heading("en")] == ["E-post", "Name", "Enhet"]


@pytest.mark.parametrize(("outcome", "errors"), [("error", {}), ("new", {"name": "Too long."})])
def test_only_an_error_has_errors(outcome: str, errors: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="row 3"):
        RowVerdict(3, outcome, errors=errors)  # type: ignore[arg-type]


def test_a_preview_counts() -> None:
    preview = Preview.of([RowVerdict(2, "new"), RowVerdict(3, "new"), RowVerdict(4, "error", errors={"": "No."})])
    assert preview.counts == {"new": 2, "changed": 0, "unchanged": 0, "error": 1}
    assert tuple(preview.counts) == OUTCOMES


def test_an_importer_has_columns_of_their_own() -> None:
    def judge(*, actor: object, rows: object) -> list[RowVerdict]:
        return []

    def take_in(*, actor: object, rows: object, now: object) -> list[RowVerdict]:
        return []

    assert Importer("x", "X", "", "members.manage", COLUMNS, judge, take_in).columns == COLUMNS
    for columns in ((), (NAME, NAME)):
        with pytest.raises(ValueError, match="columns"):
            Importer("x", "X", "", "members.manage", columns, judge, take_in)
    assert Row(2, {"name": "Kari"}).values["name"] == "Kari"

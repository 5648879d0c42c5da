"""The list of CPV codes: whole, in three languages where it is promised, and never in the way."""

import re

import pytest

from nybrott.core.notices import cpv


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_division_has_a_name_in_every_language(language: str) -> None:
    names = cpv.divisions(language)
    assert len(names) == 45
    assert list(names) == sorted(names)
    for code, name in names.items():
        assert re.fullmatch(r"\d\d", code)
        assert name == " ".join(name.split())
        assert not name.endswith(".")
    assert len(set(names.values())) == 45


def test_the_languages_differ() -> None:
    assert cpv.divisions("nb")["72"] != cpv.divisions("nn")["72"] != cpv.divisions("en")["72"]


def test_a_code_is_called_by_its_group_and_else_by_its_division() -> None:
    assert (
        cpv.name("45233120-6", "en")
        == cpv.name("452", "en")
        == "Works for complete or part construction and civil engineering work"
    )
    assert cpv.name("45000000", "en") == cpv.name("45", "en") == "Construction work"
    assert cpv.name("45233120", "nn") == cpv.divisions("nn")["45"], "groups have no nynorsk name"


@pytest.mark.parametrize("code", ["", "4", "99000000", "abc", "۴۵"])
def test_a_code_nobody_knows_has_no_name(code: str) -> None:
    assert cpv.name(code, "nb") == ""

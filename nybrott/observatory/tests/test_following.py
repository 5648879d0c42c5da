"""A notice's page says what followed a dialogue: what is known with the procurement, what is guessed apart and as a guess."""

import html
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from nybrott.lake import build, open_lake
from nybrott.lake.shapes import Followed, NoticeGuess, NoticeRow
from nybrott.lake.tests.factories import notice, put
from nybrott.observatory.views.following import linked

pytestmark = pytest.mark.django_db

DIALOGUE = "Kommunen inviterer til markedsdialog før konkurransen."


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["nybrott_language"] = "en"


@pytest.fixture
def keys(settings: Settings, tmp_path: Path) -> dict[str, str]:
    """A lake with a dialogue that is guessed to lead somewhere, one that is named, one that is known, and one that leads
    nowhere; each notice's key by its identifier."""
    planned = {"stage": "planning", "description": DIALOGUE, "day": "2023-01-01"}
    put(
        tmp_path / "in",
        notice("guess-1", title="Dialogkonferanse om <b>brannbiler</b>", cpv="34144210", **planned),
        notice("guess-2", title="Kjøp av brannbiler", cpv="34144000", day="2023-01-02", procedure_id="p1"),
        notice("guess-3", title="Tildeling", stage="result", day="2023-06-02", procedure_id="p1"),
        notice("named-1", title="Dialogkonferanse om skolebøker", **planned),
        notice("named-2", title="Noe annet", previous=["named-1"], day="2023-05-01", procedure_id="p2"),
        notice("known-1", title="Dialogkonferanse om vannmålere", procedure_id="p3", **planned),
        notice("known-2", title="Vannmålere", day="2023-03-01", procedure_id="p3"),
        notice("alone", title="Dialogkonferanse om ferjekaier", **planned),
    )
    build([tmp_path / "in"], tmp_path / "lake")
    settings.LAKE = tmp_path / "lake"
    return {row.key.rsplit("-", 1)[0]: row.key for row in open_lake(tmp_path / "lake").notices(size=100).rows}


def section(client: Client, key: str, name: str) -> str:
    """A section of a notice's page as plain text; empty when it is not there."""
    page = client.get(f"/observatory/notices/{key}/").content.decode()
    found = re.search(rf'<section aria-labelledby="{name}">(.*?)</section>', page, re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found.group(1))).split()) if found else ""


def test_a_guess_is_shown_apart_with_its_reasons(client: Client, keys: dict[str, str]) -> None:
    told = section(client, keys["guess-1"], "guessed")
    assert told.startswith("Probably the same procurement This is a guess: no notice says so.")
    for words in (
        "Kjøp av brannbiler", "Competition", "The buyer is the same.", "Both titles say: brannbiler.",
        "The CPV codes begin with the same 5 digits.", "1 day from the dialogue to the competition.", "Likeness: ",
    ):  # fmt: skip
        assert words in told
    assert section(client, keys["guess-1"], "siblings") == ""


def test_it_is_shown_from_the_other_side_too(client: Client, keys: dict[str, str]) -> None:
    for one in ("guess-2", "guess-3"):  # also on the result of the same procedure
        told = section(client, keys[one], "guessed")
        assert "Dialogkonferanse om <b>brannbiler</b>" in told  # as words, not as markup
        assert "Market dialogue" in told
        assert "Tildeling" not in told
    assert "Tildeling" in section(client, keys["guess-2"], "siblings")


def test_what_is_known_stands_with_the_procurement_and_is_no_guess(client: Client, keys: dict[str, str]) -> None:
    for one, other in (("named-1", "Noe annet"), ("named-2", "Dialogkonferanse om skolebøker")):
        told = section(client, keys[one], "siblings")
        assert other in told
        assert "The competition names the dialogue. 120 days from the dialogue to the competition." in told
        assert section(client, keys[one], "guessed") == ""
    told = section(client, keys["known-1"], "siblings")
    assert told.startswith("The same procurement Vannmålere")
    assert "names the dialogue" not in told
    assert section(client, keys["known-1"], "guessed") == ""


def test_where_nothing_followed_nothing_is_said(client: Client, keys: dict[str, str]) -> None:
    assert section(client, keys["alone"], "guessed") == section(client, keys["alone"], "siblings") == ""


def test_the_lake_says_how_many_were_followed(keys: dict[str, str], settings: Settings, tmp_path: Path) -> None:
    lake = open_lake(settings.LAKE)
    assert lake.followed() == Followed(dialogues=4, identifier=1, reference=1, guess=1)
    assert lake.followed({"country": "SE"}) == Followed(0, 0, 0, 0)
    assert lake.followed({"buyer": "310400009", "year": 2023}) == Followed(4, 1, 1, 1)
    assert open_lake(tmp_path / "nowhere").followed() == Followed(0, 0, 0, 0)
    page = lake.notice(keys["guess-2"])
    assert page is not None
    (one,) = page.guesses
    assert (one.notice.key, one.is_dialogue, one.known_by, one.days) == (keys["guess-1"], True, "guess", 1)


ROW = NoticeRow(
    "k", "Tittel", "NO", "", "", None, None, "competition", "", "", "eforms", "", "", "", "", False, False, False, False,
    False, False, False, (),
)  # fmt: skip


@pytest.mark.parametrize(
    ("digits", "sentence"),
    [
        (None, "One of them has no CPV code."), (0, "The CPV codes have nothing in common."),
        (1, "The CPV codes have nothing in common."), (3, "The CPV codes begin with the same 3 digits."),
        (8, "The CPV code is the same."),
    ],
)  # fmt: skip
def test_the_reasons_in_words(digits: int | None, sentence: str) -> None:
    with translation.override("en"):
        told = linked(NoticeGuess(ROW, False, "guess", 2, 0.9, ("ord", "til"), digits))
        assert told["reasons"] == [
            "The buyer is the same.", "Both titles say: ord, til.", sentence, "Likeness: 90%.",
            "2 days from the dialogue to the competition.",
        ]  # fmt: skip
        assert linked(NoticeGuess(ROW, False, "reference", 2, None, (), None))["reasons"] == []

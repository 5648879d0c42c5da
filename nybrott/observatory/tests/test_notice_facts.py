"""What a notice says field by field is on its page, in words; what it does not say is not."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from nybrott.lake import build, open_lake
from nybrott.lake.tests.factories import notice, put

pytestmark = pytest.mark.django_db


def shown(page: str) -> str:
    """The words of a page's main part, without its markup."""
    main = page.partition("<main")[2].partition("</main")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def pages(filled: Path, client: Client) -> dict[str, str]:
    """The words of every sample's page in English, by its key."""
    client.cookies["nybrott_language"] = "en"
    rows = open_lake(filled).notices(size=200).rows
    return {row.key: shown(client.get(f"/observatory/notices/{row.key}/").content.decode()) for row in rows}


def test_criteria_lots_and_codes_are_told_in_words(pages: dict[str, str]) -> None:
    whole = " ".join(pages.values())
    for words in ("Award criteria", "Organisation number 310439177", "Legal basis", "Framework agreement Yes"):
        assert words in whole, words
    for code in ("notice-type:", "fa-wo-rc", "dps-nlist", "PROCUREMENT_", "all-rej", "· –"):
        assert code not in whole, code
    for page in pages.values():
        if "Tenders received" in page and "All tenders" in page:
            assert re.search(r"Tenders received All tenders: \d", page), page


def test_competitive_dialogue_counts_under_its_lens_alone(pages: dict[str, str]) -> None:
    page = next(page for page in pages.values() if "Competitive dialogue · Procedure" in page)
    assert "Counted under the lens, not as innovation" in page


def test_no_country_and_no_day_are_said_plainly(client: Client, settings: Settings, tmp_path: Path) -> None:
    client.cookies["nybrott_language"] = "en"
    put(tmp_path / "in", notice("a", country="", day="", cpv="72000000"))
    build([tmp_path / "in"], tmp_path / "lake")
    settings.LAKE = tmp_path / "lake"
    (row,) = open_lake(tmp_path / "lake").notices().rows
    page = shown(client.get(f"/observatory/notices/{row.key}/").content.decode())
    assert "Fjordvik kommune · Competition What was found" in page or "Competition Nothing was found" in page
    assert "Country not known" in page
    assert "Unknown Region" not in page

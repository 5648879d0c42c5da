"""The page of a test notice says what it is taken for and by which words; the overview counts how many there are."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from nybrott.lake import build, open_lake
from nybrott.lake.tests.factories import notice, put

pytestmark = pytest.mark.django_db

SAID = {
    "nb": "Dette ser ut som en testkunngjøring, så ingen tall teller den",
    "nn": "Dette ser ut som ei testkunngjering, så ingen tal tel henne",
    "en": "This looks like a test notice, so no figure counts it",
}


@pytest.fixture
def keys(settings: Settings, tmp_path: Path) -> dict[str, str]:
    put(
        tmp_path / "in",
        notice("t", title="[Test] <b>Innovativ løsning</b>", description="Vi inviterer til markedsdialog.", stage="planning"),
        notice("r", title="Skolemøbler"),
    )  # fmt: skip
    build([tmp_path / "in"], tmp_path / "lake")
    settings.LAKE = tmp_path / "lake"
    return {row.key.split("-")[0]: row.key for row in open_lake(tmp_path / "lake").notices().rows}


@pytest.mark.parametrize("language", SAID)
def test_its_page_says_so(client: Client, keys: dict[str, str], language: str) -> None:
    client.cookies["nybrott_language"] = language
    page = client.get(f"/observatory/notices/{keys['t']}/").content.decode()
    assert SAID[language] in page
    assert "[Test] &lt;b&gt;Innovativ løsning&lt;/b&gt;" + ("”" if language == "en" else "»") in page
    assert "<mark" not in page
    assert SAID[language] not in client.get(f"/observatory/notices/{keys['r']}/").content.decode()


def test_lists_and_the_overview_lead_to_it(client: Client, keys: dict[str, str]) -> None:
    client.cookies["nybrott_language"] = "en"
    overview = client.get("/observatory/").content.decode()
    assert '<a class="ds-link" href="/observatory/notices/?stage=test">1</a>' in overview
    listed = client.get("/observatory/notices/?stage=test").content.decode()
    assert keys["t"] in listed
    assert keys["r"] not in listed
    assert "Test notice" in listed
    assert keys["t"] not in client.get("/observatory/procurements/").content.decode()
    assert "stage=test" in client.get("/observatory/definitions/").content.decode()
    assert client.get("/api/v1/notices?stage=test").json()["total"] == 1


def test_without_any_nothing_is_said_of_them(client: Client, filled: Path) -> None:
    client.cookies["nybrott_language"] = "en"
    assert "not counted</dt>" not in client.get("/observatory/").content.decode()

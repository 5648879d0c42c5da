"""The candidates: every weak sign that is not counted, with its words, and nothing else."""

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from nybrott.core.notices import Notice, read
from nybrott.core.signals import catalogue, find
from nybrott.lake import build
from nybrott.notices import actions
from nybrott.notices.models import IndexedCandidate

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CANDIDATES = "/observatory/candidates/"
NOVEL = "Bygget skal ha høy miljøprofil og innovative løsninger."


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["nybrott_language"] = "en"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def fill(settings: Settings, folder: Path, records: list[dict[str, str]]) -> None:
    """A lake of plain competitions, made searchable."""
    folder.mkdir(parents=True, exist_ok=True)
    kind = {"notice_type": "competition", "country": "NO"}
    (folder / "records.jsonl").write_text("\n".join(json.dumps(kind | record) for record in records), "utf-8")
    build([folder / "records.jsonl"], folder / "lake")
    settings.LAKE = folder / "lake"
    actions.index_lake(now=NOW)


@pytest.fixture
def three(settings: Settings, tmp_path: Path) -> None:
    """Three notices with weak signs, and one with none."""
    fill(
        settings,
        tmp_path,
        [
            {
                "id": "1",
                "title": "Innovativt rådhus",
                "description": NOVEL,
                "published_on": "2023-02-01",
                "buyer_name": "Asker kommune",
            },
            {"id": "2", "title": "Ny skole", "description": NOVEL, "published_on": "2025-02-01", "country": "SE"},
            {"id": "3", "title": "Ny hall", "description": NOVEL, "published_on": "2024-02-01"},
            {"id": "4", "title": "Grus", "description": "Grus og singel.", "published_on": "2024-03-01"},
        ],
    )


def test_every_weak_sign_that_is_found_is_listed_once_with_its_words(
    client: Client, settings: Settings, samples: Path, real_data: Path | None, tmp_path: Path
) -> None:
    folder = real_data / "notices" / "eforms" if real_data else samples / "notices"
    build([folder], tmp_path / "lake")
    settings.LAKE = tmp_path / "lake"
    actions.index_lake(now=NOW)
    expected: dict[tuple[str, str], set[str]] = {}
    for path in folder.rglob("*.xml"):
        for notice in read(path.read_bytes(), path=path.name):
            if isinstance(notice, Notice):
                found = find(notice, catalogue())
                for seen in found.evidence:
                    if seen.signal in found.candidates and seen.weight == "candidate":
                        expected.setdefault((notice.title(), seen.signal), set()).add(seen.text)
    rows = list(IndexedCandidate.objects.all())
    assert {(row.title, row.signal) for row in rows} == set(expected)
    assert len(rows) >= 1
    for row in rows:
        assert row.words in expected[row.title, row.signal]
        assert not row.excerpt or row.excerpt[row.start : row.end] == row.words
        assert str(row) == f"{row.signal}: {row.key}"


def test_a_candidate_stands_with_its_words_in_context(client: Client, three: None) -> None:
    page = text_of(client, CANDIDATES)
    assert "3 candidates" in page
    assert page.count("<mark>innovative løsninger</mark>") + page.count("<mark>innovative</mark>") >= 3
    assert "Bygget skal ha høy miljøprofil" in page
    assert "The word innovative mentioned" in page
    assert "/observatory/definitions/signs/#novelty-mentioned" in page
    assert "and in 1 more place in the notice" in plain(page)
    assert "Grus" not in page
    assert '<form method="post"' not in page, "nobody judges here yet"


def test_the_newest_come_first(client: Client, three: None) -> None:
    shown = [plain(title) for title in re.findall(r"<h2><a.*?</h2>", text_of(client, CANDIDATES))]
    assert shown == ["Ny skole", "Ny hall", "Innovativt rådhus"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("country=SE", ["Ny skole"]),
        ("year=2023", ["Innovativt rådhus"]),
        ("signal=novelty-mentioned&country=NO", ["Ny hall", "Innovativt rådhus"]),
        ("year=2023&country=SE", []),
        ("year=abc&country=XX&signal=no-such-sign&page=-3", ["Ny skole", "Ny hall", "Innovativt rådhus"]),
        ("page=99999999999999", ["Ny skole", "Ny hall", "Innovativt rådhus"]),
        ("signal=" + quote("'; DROP TABLE x; --\x00🎉"), ["Ny skole", "Ny hall", "Innovativt rådhus"]),
    ],
)
def test_candidates_are_narrowed(client: Client, three: None, query: str, titles: list[str]) -> None:
    page = text_of(client, f"{CANDIDATES}?{query}")
    assert [plain(title) for title in re.findall(r"<h2><a.*?</h2>", page)] == titles
    assert ("No candidate fits" in page) == (not titles)


def test_many_stand_on_pages(client: Client, settings: Settings, tmp_path: Path) -> None:
    fill(settings, tmp_path, [{"id": str(n), "title": f"Hall {n}", "description": NOVEL} for n in range(120)])
    seen = [
        key
        for number in (1, 2, 3)
        for key in re.findall(r'<h2><a href="([^"]+)"', text_of(client, f"{CANDIDATES}?page={number}"))
    ]
    assert len(seen) == len(set(seen)) == 120


def test_a_page_asks_the_same_number_of_questions_however_much_there_is(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    counts = []
    for count in (1, 30):
        fill(
            settings,
            tmp_path / str(count),
            [{"id": str(n), "title": f"Hall {n}", "description": NOVEL} for n in range(count)],
        )
        with CaptureQueriesContext(connection) as asked:
            text_of(client, CANDIDATES)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6


def test_no_weak_sign_at_all(client: Client, settings: Settings, tmp_path: Path) -> None:
    fill(settings, tmp_path, [{"id": "1", "title": "Grus", "description": "Grus."}])
    assert "No candidates" in text_of(client, CANDIDATES)


def test_without_a_lake_and_before_the_first_index(
    client: Client, empty: Path, settings: Settings, sample_lake: Path
) -> None:
    assert "No notices yet" in text_of(client, CANDIDATES)
    settings.LAKE = sample_lake
    assert "The list is being prepared" in text_of(client, CANDIDATES)


def test_a_rebuilt_lake_is_said(client: Client, three: None, settings: Settings, sample_lake: Path) -> None:
    settings.LAKE = sample_lake
    page = text_of(client, CANDIDATES)
    assert "New notices are being read" in page
    assert "3 candidates" in page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_signs_are_named_in_the_readers_language(client: Client, three: None, language: str) -> None:
    client.cookies["nybrott_language"] = language
    page = text_of(client, CANDIDATES)
    assert f'<html lang="{language}"' in page
    assert html.escape(catalogue().signals["novelty-mentioned"].names[language]) in page


def test_scripts_in_a_notice_are_shown_as_text(client: Client, settings: Settings, tmp_path: Path) -> None:
    fill(
        settings,
        tmp_path,
        [{"id": "1", "title": "<script>alert(1)</script>", "description": "<b>innovative</b> løsninger"}],
    )
    page = text_of(client, CANDIDATES)
    assert "<script>alert(1)" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page

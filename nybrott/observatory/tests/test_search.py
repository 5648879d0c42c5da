"""The search: what finds what, pages, hostile questions, and an index that follows the lake and is never half."""

import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from nybrott.core.language import Query
from nybrott.lake import build, open_lake
from nybrott.notices import actions, queries
from nybrott.notices.models import IndexedNotice

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SEARCH = "/observatory/search/"


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["nybrott_language"] = "en"


@pytest.fixture(scope="module")
def _samples_indexed(once: None, sample_lake: Path) -> None:
    with override_settings(LAKE=sample_lake):
        assert actions.index_lake(now=NOW).outcome == "made"


@pytest.fixture
def indexed(_samples_indexed: None, filled: Path) -> Path:
    """All samples are searchable. They are indexed once for all that search in them; an index of another lake, which takes
    the place of theirs, is taken back after its test."""
    return filled


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def files_found(page: str, folder: Path) -> set[str]:
    """The file names of the notices a page of results leads to."""
    lake = open_lake(folder)
    keys = re.findall(r'<h2><a href="/observatory/notices/([^/"]+)/"', page)
    found = [lake.notice(html.unescape(key)) for key in keys]
    return {notice.path.rsplit("/", 1)[-1].removesuffix(".xml") for notice in found if notice}


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


# What each query finds among the samples, compiled by reading them.
FINDS = {
    "markedsdialog": {"2022-000101", "2022-000114", "2025-000401", "SE-2024-0001"},
    "marknadsdialog": {"2022-000101", "2022-000114", "2025-000401", "SE-2024-0001"},
    "dialogkonferanse": {"2022-000101", "2023-000201"},
    "hurtigbåt": {"2023-000201", "2023-000207", "2024-000312"},
    "utslippsfri": {"2023-000201"},
    "skule Nordfjell": {"2025-000415"},
    "videregående skole": set(),
    "vidaregåande skole": {"2025-000415"},
    "Lindenfurt": {"DE-2024-0001", "DE-2025-0001"},
    "kontorrekvisita": {"2022-000120", "2022-000142"},
    "avfall dialog": {"2023-000230", "2024-000301"},
    "avfallsinnsamling": {"2023-000230", "2024-000301", "2024-000333"},
    "innsamling av avfall": {"2023-000230", "2024-000301", "2024-000333"},
    "2025-000421": {"2025-000421"},
    "overvann": {"2025-000433"},
    "MIKROPLAST": {"2025-000433"},
    "skolmat": {"SE-2024-0001", "SE-2025-0001"},
    "velferdsteknologi": set(),
    "rand": set(),
}


@pytest.mark.parametrize("query", FINDS)
def test_what_finds_what(client: Client, indexed: Path, query: str) -> None:
    page = text_of(client, f"{SEARCH}?q={quote(query)}")
    assert files_found(page, indexed) == FINDS[query]
    assert ("<mark>" in page) == bool(FINDS[query] and not query[0].isdigit())


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("velferdsteknologi", "Ny velferdsteknologiløsning", True),
        ("velferdsteknologi", "velferdsteknologiske løsninger", True),
        ("velferdsteknologi", "Kommunen ser etter velferdsteknologiske løysingar", True),
        ("dialog", "Markedsdialog om asfalt", True),
        ("markedsdialog", "Vi ønsker dialog med markedet", True),
        ("anskaffelse", "Anskaffing av asfalt", True),
        ("anskaffing", "Anskaffelser av asfalt", True),
        ("vei", "Drift av vegane i kommunen", True),
        ("veg", "Vedlikehold av kommunale veier", True),
        ("veg", "Veiledning i bruk", False),
        ("rand", "Leverandørene inviteres", False),
    ],
)
def test_bokmaal_nynorsk_and_compounds(
    client: Client, settings: Settings, tmp_path: Path, query: str, text: str, found: bool
) -> None:
    records = [
        {
            "id": "1",
            "title": "Denne er det spørsmål om",
            "description": text,
            "country": "NO",
            "published_on": "2024-05-01",
        },
        *(
            {"id": f"x{n}", "title": "markedsdialog om asfalt", "description": "noe annet", "country": "NO"}
            for n in range(3)
        ),
    ]
    settings.LAKE = lake_of(records, tmp_path)
    actions.index_lake(now=NOW)
    page = text_of(client, f"{SEARCH}?q={quote(query)}")
    assert ("Denne er det" in page) is found


def lake_of(records: list[dict[str, str]], folder: Path) -> Path:
    """A lake of plain records."""
    (folder / "records.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    build([folder / "records.jsonl"], folder / "lake")
    return folder / "lake"


def test_every_notice_is_found_by_each_word_of_its_title(
    settings: Settings, sample_lake: Path, real_data: Path | None, tmp_path: Path
) -> None:
    settings.LAKE = sample_lake
    if real_data:
        settings.LAKE = tmp_path / "lake"
        build([real_data / "notices" / "eforms" / "NOR"], settings.LAKE)
    done = actions.index_lake(now=NOW)
    index = queries.notice_index()
    assert index is not None
    assert done.notices == index.notices >= 20
    lexicon = queries.lexicon(index)
    words = looked_for = 0
    for notice in IndexedNotice.objects.all():
        query = lexicon.query(notice.title)
        for word in query.words:
            found = queries.search(Query((word,)), {}, sort="match", page=1, size=2000)
            assert notice.key in {row.key for row in found.rows}, (notice.title, word)
            looked_for += 1
        words += len(query.words)
        assert notice.key in {row.key for row in queries.search(query, {}, sort="newest", page=1, size=2000).rows}
    assert looked_for == words >= 60


def test_title_before_text_and_then_the_newest(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.LAKE = lake_of(
        [
            {"id": "1", "title": "Gammel tittel om snømåking", "description": "x", "published_on": "2019-01-01"},
            {"id": "2", "title": "Vinterdrift", "description": "Snømåking hver natt", "published_on": "2025-06-01"},
            {"id": "3", "title": "Ny tittel om snømåking", "description": "x", "published_on": "2024-01-01"},
            {"id": "4", "title": "Udatert vinterdrift", "description": "Snømåking hver dag"},
            {"id": "5", "title": "Vinter", "description": "Snømåking hver helg", "published_on": "2023-01-01"},
        ],
        tmp_path,
    )  # fmt: skip
    actions.index_lake(now=NOW)

    titles = ["Ny tittel om snømåking", "Gammel tittel om snømåking", "Vinterdrift", "Vinter", "Udatert vinterdrift"]
    shown = [
        plain(title) for title in re.findall(r"<h2><a.*?</h2>", text_of(client, f"{SEARCH}?q=sn%C3%B8m%C3%A5king"))
    ]
    assert shown == titles
    newest = [
        plain(title)
        for title in re.findall(r"<h2><a.*?</h2>", text_of(client, f"{SEARCH}?q=sn%C3%B8m%C3%A5king&order=newest"))
    ]
    assert newest == [
        "Vinterdrift",
        "Ny tittel om snømåking",
        "Vinter",
        "Gammel tittel om snømåking",
        "Udatert vinterdrift",
    ]
    oldest = [
        plain(title)
        for title in re.findall(r"<h2><a.*?</h2>", text_of(client, f"{SEARCH}?q=sn%C3%B8m%C3%A5king&order=oldest"))
    ]
    assert oldest == [
        "Gammel tittel om snømåking",
        "Vinter",
        "Ny tittel om snømåking",
        "Vinterdrift",
        "Udatert vinterdrift",
    ]


def test_organisations_are_sorted_as_a_norwegian_reader_expects(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    names = ["Ål kommune", "Øygarden kommune", "Ærfugl IKS", "Asker kommune", "Zinken AS", "Aas Bygg", "Bø kommune"]
    settings.LAKE = lake_of(
        [{"id": str(n), "title": "Kjøp av grus", "buyer_name": name} for n, name in enumerate(names)], tmp_path
    )
    actions.index_lake(now=NOW)
    page = text_of(client, f"{SEARCH}?q=grus&order=buyer")
    shown = re.findall(r'href="/observatory/organisations/[^"]+">([^<]+)</a>', page)
    assert shown == [
        "Asker kommune",
        "Bø kommune",
        "Zinken AS",
        "Ærfugl IKS",
        "Øygarden kommune",
        "Ål kommune",
        "Aas Bygg",
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("country=SE", {"SE-2024-0001"}),
        ("year=2022", {"2022-000101", "2022-000114"}),
        ("stage=planning&country=NO", {"2022-000101", "2025-000401"}),
        ("shows=market_dialogue&year=2025", {"2025-000401"}),
        ("shows=candidate", set()),
        ("shows=behavioural&country=DE", set()),
    ],
)
def test_results_are_narrowed(client: Client, indexed: Path, filters: str, found: set[str]) -> None:
    assert files_found(text_of(client, f"{SEARCH}?q=markedsdialog&{filters}"), indexed) == found


def test_filters_alone_list_the_newest(client: Client, indexed: Path) -> None:
    page = text_of(client, f"{SEARCH}?country=DE")
    assert files_found(page, indexed) == {"DE-2024-0001", "DE-2025-0001"}
    assert "2 notices" in page
    assert "<mark>" not in page
    assert "No notice fits" in text_of(client, f"{SEARCH}?country=DE&year=2022")


def test_an_excerpt_shows_the_words_in_their_text(client: Client, indexed: Path) -> None:
    page = text_of(client, f"{SEARCH}?q=trygghet+dialogkonferanse")
    results = re.search(r'<ol class="ob-results">(.*?)</ol>', page, re.S)
    assert results
    marked = {mark.lower() for mark in re.findall(r"<mark>(.*?)</mark>", results.group(1))}
    assert {"trygghet", "dialogkonferanse"} <= marked
    assert len(plain(results.group(1))) < 1500


def test_nothing_asked_teaches(client: Client, indexed: Path) -> None:
    page = text_of(client, SEARCH)
    assert "What would you like to find?" in page
    assert "velferdsteknologi" in page
    assert "ob-results" not in page
    assert "nearly every notice" in text_of(client, f"{SEARCH}?q=og+i")


def test_nothing_found_says_which_words_were_looked_for(client: Client, indexed: Path) -> None:
    page = text_of(client, f"{SEARCH}?q=markedsdialog+romferge+og&country=NO")
    assert "No notice has all of these words" in page
    said = plain(page)
    assert "markedsdialog (marked + dialog) 3 notices have it" in said
    assert "romferge No notice has it." in said
    assert 'href="?country=NO&amp;q=markedsdialog"' in page or 'href="?q=markedsdialog&amp;country=NO"' in page


def test_a_misspelt_word_may_have_been_meant_otherwise(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.LAKE = lake_of([{"id": str(n), "title": "Kjøp av velferdsteknologi"} for n in range(4)], tmp_path)
    actions.index_lake(now=NOW)
    page = text_of(client, f"{SEARCH}?q=velferdsteknolgi")
    assert "velferdsteknolgi No notice has it. Did you mean velferdsteknologi ?" in plain(page)
    assert 'href="/observatory/search/?q=velferdsteknologi"' in page


def test_words_left_out_are_said(client: Client, indexed: Path) -> None:
    assert "nearly every notice has them: om" in plain(text_of(client, f"{SEARCH}?q=dialogkonferanse+om"))
    many = "+".join(["dialogkonferanse", *(f"ord{number}" for number in range(12))])
    assert "No notice has all of these words" in text_of(client, f"{SEARCH}?q={many}")


HOSTILE = [
    "x" * 10_000,
    "dialog " * 2_000,
    "a & b | !c <-> d:*",
    "'; DROP TABLE observatory_indexednotice; --",
    "\\'\\'\\\\",
    "🎉🎉🎉",
    "\u202edialog\u202d",
    "dialog\x00marked",
    "שלום العربية 中文",
    "<script>alert(1)</script>",
    "%s %(name)s {} {{x}}",
    "-" * 150,
    "e-" * 90,
    "æøå" * 60,
    "a\u0301" * 90,
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_answered_calmly(client: Client, indexed: Path, query: str) -> None:
    page = text_of(client, f"{SEARCH}?q={quote(query)}")
    assert "<script>alert(1)" not in page
    assert "Search all notices" in page
    assert IndexedNotice.objects.count() == 28


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=99999999999",
        "page=%F0%9F%98%80",
        "year=abc&country=XX&stage=drop&order=1&shows=x",
        "q=dialog&page=7",
    ],
)
def test_nonsense_is_answered_with_the_page(client: Client, indexed: Path, query: str) -> None:
    assert "Search all notices" in text_of(client, f"{SEARCH}?{query}")


def test_no_query_and_no_filter_of_another_method(client: Client, indexed: Path) -> None:
    assert client.post(SEARCH, {"q": "dialog"}).status_code == 405


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("query", ["", "?q=dialog", "?q=romferge"])
def test_the_page_is_in_the_readers_language(client: Client, indexed: Path, language: str, query: str) -> None:
    client.cookies["nybrott_language"] = language
    page = text_of(client, SEARCH + query)
    assert f'<html lang="{language}"' in page


def test_one_page_and_many(client: Client, settings: Settings, tmp_path: Path) -> None:
    records = [
        {"id": str(n), "title": f"Grus nummer {n}", "published_on": f"2024-01-{n % 28 + 1:02d}"} for n in range(47)
    ]
    settings.LAKE = lake_of(records, tmp_path)
    actions.index_lake(now=NOW)
    seen: list[str] = []
    for number in (1, 2, 3, 4):
        page = text_of(client, f"{SEARCH}?q=grus&page={number}")
        assert "47 notices" in page
        assert "Page " in page
        seen += re.findall(r'<h2><a href="([^"]+)"', page) if number < 4 else []
    assert len(seen) == len(set(seen)) == 47
    assert "page=2" in text_of(client, f"{SEARCH}?q=grus")
    single = text_of(client, f"{SEARCH}?q=nummer+46")
    assert "1 notice" in plain(single)
    assert "nb-pages" not in single


def test_a_page_asks_the_same_number_of_questions_however_much_there_is(
    client: Client, with_only: Callable[..., Path], filled: Path, settings: Settings, sample_lake: Path
) -> None:
    counts = []
    for fill in (lambda: with_only("2022-000101.xml"), lambda: sample_lake):
        settings.LAKE = fill()
        actions.index_lake(now=NOW)
        for address in (
            f"{SEARCH}?q=dialog",
            f"{SEARCH}?q=natt+kommune&country=NO&year=2022",
            f"{SEARCH}?q=ingen+slik",
        ):
            text_of(client, address)
            with CaptureQueriesContext(connection) as asked:
                text_of(client, address)
            counts.append(len(asked))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 9

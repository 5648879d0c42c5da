"""Every page of the observatory: empty, one, many, not there, and asked for nonsense; figures recomputed the slow way."""

import html
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from nybrott.core.notices import Notice, read
from nybrott.core.signals import Findings, catalogue, find
from nybrott.lake import build, open_lake
from nybrott.lake.opened import Opened

pytestmark = pytest.mark.django_db

LISTS = ["/observatory/", "/observatory/organisations/", "/observatory/notices/", "/observatory/procurements/"]


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["nybrott_language"] = "en"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def rows_of(page: str, table: str) -> list[list[str]]:
    """The body of a table on a page, cell by cell as plain text."""
    inside = re.search(rf'<table[^>]*id="{table}"(.*?)</table>', page, re.S) or re.search(
        rf'id="{table}".*?<table(.*?)</table>', page, re.S
    )
    assert inside, f"no table {table}"
    body = inside.group(1).split("<tbody", 1)[1]
    return [
        [plain(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)
    ]


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.fixture(scope="session")
def read_slowly(samples: Path) -> list[tuple[Notice, Findings]]:
    signs = catalogue()
    found = []
    for path in sorted((samples / "notices").glob("*.xml")):
        for one in read(path.read_bytes(), path=path.name):
            assert isinstance(one, Notice), one
            found.append((one, find(one, signs)))
    return found


@pytest.mark.parametrize("address", LISTS)
def test_without_a_lake_a_page_says_what_will_come_here(client: Client, empty: Path, address: str) -> None:
    page = text_of(client, address)
    assert "No notices yet" in page
    assert "/observatory/definitions/" in page


@pytest.mark.parametrize("address", ["/observatory/notices/nothing/", "/observatory/organisations/NO/000000000/"])
@pytest.mark.parametrize("lake", ["filled", "empty"])
def test_what_is_not_there_is_not_found(
    client: Client, request: pytest.FixtureRequest, lake: str, address: str
) -> None:
    request.getfixturevalue(lake)
    assert client.get(address).status_code == 404


def test_the_overview_counts_what_slow_reading_counts(
    client: Client, filled: Path, read_slowly: list[tuple[Notice, Findings]]
) -> None:
    procedures: dict[str, list[tuple[Notice, Findings]]] = {}
    for notice, findings in read_slowly:
        if notice.country == "NO":
            procedures.setdefault(notice.procedure_id or notice.notice_id, []).append((notice, findings))
    expected: dict[int, Counter[str]] = {}
    for members in procedures.values():
        market = [one for one in members if one[0].stage in ("competition", "result")]
        if not market:
            continue
        first = min(market, key=lambda one: (one[0].stage != "competition", one[0].published_on))
        counts = expected.setdefault(first[0].year or 0, Counter())
        counts["n"] += 1
        for lens in ("strict", "declared", "behavioural"):
            counts[lens] += any(getattr(findings.lenses, lens) for _, findings in members)
    page = text_of(client, "/observatory/?country=NO")
    shown = {
        int(row[0]): {
            name: int(cell.split()[0])
            for name, cell in zip(("n", "strict", "declared", "behavioural"), row[1:5], strict=True)
        }
        for row in rows_of(page, "lenses-table")
    }
    assert shown == {
        year: {name: counts[name] for name in ("n", "strict", "declared", "behavioural")}
        for year, counts in expected.items()
    }
    assert sum(counts["strict"] for counts in expected.values()) >= 2, "the samples hold something to count"


def test_every_number_in_the_figure_leads_to_its_notices(client: Client, filled: Path) -> None:
    page = text_of(client, "/observatory/?country=NO")
    table = page.split('id="lenses-table"', 1)[1].split("</table>", 1)[0]
    links = re.findall(r'href="(/observatory/procurements/\?[^"]*shows=[^"]*)"[^>]*>\s*(\d+)', table)
    assert len(links) >= 3
    for link, count in links:
        assert len(rows_of(text_of(client, html.unescape(link)), "procurements-table")) == int(count), link


def test_each_notice_shows_its_evidence_word_for_word(
    client: Client, filled: Path, read_slowly: list[tuple[Notice, Findings]]
) -> None:
    keys = {row.path.rsplit("/", 1)[-1]: key for key, row in _all_notices(filled).items()}
    shown = 0
    for notice, findings in read_slowly:
        page = text_of(client, f"/observatory/notices/{keys[notice.path]}/")
        assert html.escape(notice.title(), quote=True).replace("&#x27;", "&#39;") in page or plain(
            notice.title()
        ) in plain(page)
        marked = " ".join(plain(mark) for mark in re.findall(r"<mark>(.*?)</mark>", page, re.S))
        for evidence in findings.evidence:
            if evidence.text_index >= 0:
                assert evidence.text in plain(page), (notice.path, evidence)
                assert evidence.text.split()[0] in marked, (notice.path, evidence)
                shown += 1
        if not findings.evidence:
            assert "Nothing was found" in page
    assert shown >= 15


def _all_notices(folder: Path) -> dict[str, object]:
    lake = open_lake(folder)
    return {row.key: lake.notice(row.key) for row in lake.notices(size=1000).rows}


def test_an_organisation_shows_its_notices_and_its_dots(client: Client, filled: Path) -> None:
    listed = text_of(client, "/observatory/organisations/?sort=-notices")
    address = re.search(r'href="(/observatory/organisations/NO/[^"]+)"', listed)
    assert address
    page = text_of(client, address.group(1))
    assert "The notices of the organisation" in page
    keys = set(re.findall(r"/observatory/notices/([^/\"]+)/", page))
    assert keys
    for key in keys:
        assert client.get(f"/observatory/notices/{key}/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "year=abc&stage=drop+table&country=%27%3B--&shows=x",
        "page=-1",
        "page=99999999999999999999",
        "page=%F0%9F%98%80",
        "sort=key%3Bselect",
        "title=" + "x" * 5000,
        "title=%25_%5C%27%22%3Cscript%3E",
        "title=%00",
        "country=NO&country=SE&page=2&page=3",
        "name=" + "%E2%80%AE" * 50,
    ],
)
@pytest.mark.parametrize("address", LISTS)
def test_nonsense_is_answered_with_the_page(client: Client, filled: Path, address: str, query: str) -> None:
    page = text_of(client, f"{address}?{query}")
    assert "<script>alert" not in page
    assert "Traceback" not in page


def test_a_wrong_filter_is_said_at_its_field_and_the_rest_holds(client: Client, filled: Path) -> None:
    page = text_of(client, "/observatory/notices/?year=abc&country=SE")
    assert "Select a valid choice" in page
    rows = rows_of(page, "notices")
    assert 0 < len(rows) < len(rows_of(text_of(client, "/observatory/notices/"), "notices"))


def test_scripts_in_a_search_are_shown_as_text(client: Client, filled: Path) -> None:
    page = text_of(client, "/observatory/notices/?title=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert(1)" not in page
    assert "No notice fits" in page


@pytest.mark.parametrize("sort", ["title", "-title", "buyer", "-buyer", "published", "-published", "stage", "-stage"])
def test_notices_are_sorted_as_asked(client: Client, filled: Path, sort: str) -> None:
    page = text_of(client, f"/observatory/notices/?sort={sort}")
    direction = "descending" if sort.startswith("-") else "ascending"
    assert f'aria-sort="{direction}"' in page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_signs_and_measures_are_told_in_each_language(client: Client, filled: Path, language: str) -> None:
    client.cookies["nybrott_language"] = language
    page = text_of(client, "/observatory/definitions/signs/")
    with translation.override(language):
        for sign in catalogue().signals.values():
            for said in (sign.names, sign.what, sign.why):
                assert html.escape(said[language]) in page


def test_a_figure_that_was_counted_once_is_not_counted_again_unless_it_is_large(
    client: Client, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    ask = Opened.ask
    monkeypatch.setattr(
        Opened, "ask", lambda self, *args, **kwargs: (asked.append(args), ask(self, *args, **kwargs))[1]
    )
    for query, questions in (("by=year&cpv=33", 1), ("by=buyer&country=NO&cpv=33", 2)):
        asked.clear()
        answers = [client.get(f"/api/v1/measures/dialogue-share/values?{query}").json() for _ in range(2)]
        assert answers[0] == answers[1]
        assert len(asked) == questions


def test_a_measure_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/observatory/definitions/nothing/").status_code == 404


ONE = ["2022-000101.xml"]
THREE = ["2022-000101.xml", "2022-000114.xml", "2022-000120.xml"]


@pytest.mark.parametrize("address", [*LISTS, "organisation", "notice"])
def test_a_page_asks_the_lake_the_same_number_of_times_however_much_there_is(
    client: Client,
    with_only: Callable[..., Path],
    sample_lake: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
) -> None:
    asked: list[str] = []
    ask = Opened.ask
    monkeypatch.setattr(Opened, "ask", lambda self, *args, **kwargs: (asked.append("x"), ask(self, *args, **kwargs))[1])
    counts = []
    for fill in (lambda: with_only(*THREE), lambda: sample_lake):
        settings.LAKE = fill()
        target = address
        if not address.startswith("/"):
            lake = open_lake(settings.LAKE)
            row = lake.notices({"buyer": "310400009"}).rows[0]
            target = (
                f"/observatory/notices/{row.key}/"
                if address == "notice"
                else "/observatory/organisations/NO/310400009/"
            )
        asked.clear()
        text_of(client, target)
        counts.append(len(asked))
    if address == "/observatory/":
        assert counts[1] - counts[0] <= 30, "only the quotations, at most three of them, may add"
    else:
        assert counts[0] == counts[1]


def test_one_notice_alone_is_shown(client: Client, with_only: Callable[..., Path]) -> None:
    with_only(*ONE)
    for address in LISTS[:3]:
        assert "Fjordvik kommune" in text_of(client, address)
    assert "No procurement fits" in text_of(client, "/observatory/procurements/"), "a dialogue alone is not counted"


def test_a_rebuilt_lake_is_taken_up_without_a_restart(
    client: Client, with_only: Callable[..., Path], samples: Path
) -> None:
    folder = with_only(*ONE)
    assert len(rows_of(text_of(client, "/observatory/notices/"), "notices")) == 1
    build([samples / "notices" / name for name in THREE], folder)
    assert len(rows_of(text_of(client, "/observatory/notices/"), "notices")) == 3

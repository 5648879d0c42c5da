"""The search: what finds what, pages, hostile questions, and an index that follows the lake and is never half."""

import html
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from nybrott.core.language import Query
from nybrott.lake import build, open_lake
from nybrott.observatory import actions, queries
from nybrott.observatory.jobs import index_lake as job
from nybrott.observatory.models import IndexedNotice, NoticeIndex

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SEARCH = "/observatory/search/"


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["nybrott_language"] = "en"


@pytest.fixture
def indexed(filled: Path) -> Path:
    """All samples are searchable."""
    assert actions.index_lake(now=NOW).outcome == "made"
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


# --- the index ---


def test_without_a_lake_the_page_says_what_will_come(client: Client, empty: Path) -> None:
    assert actions.index_lake(now=NOW).outcome == "no lake"
    assert "No notices yet" in text_of(client, SEARCH)


def test_before_the_first_index_the_page_says_so(client: Client, filled: Path) -> None:
    page = text_of(client, f"{SEARCH}?q=dialog")
    assert "The search is being made ready" in page
    actions.index_lake(now=NOW)
    assert "The search is being made ready" not in text_of(client, f"{SEARCH}?q=dialog")


def test_indexing_twice_changes_nothing(indexed: Path) -> None:
    index = NoticeIndex.objects.get()
    again = actions.index_lake(now=NOW)
    assert (again.outcome, again.notices) == ("already", 28)
    assert NoticeIndex.objects.get() == index


def test_new_word_lists_make_a_new_index(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = NoticeIndex.objects.get()
    monkeypatch.setattr(actions, "LAYOUT", "another")
    assert actions.index_lake(now=NOW).outcome == "made"
    assert NoticeIndex.objects.get() != before
    assert IndexedNotice.objects.count() == 28


def test_a_rebuilt_lake_is_said_and_then_followed(
    client: Client, with_only: Callable[..., Path], samples: Path, settings: Settings
) -> None:
    folder = with_only("2022-000101.xml")
    job(timestamp=0)
    assert "1 notice" in plain(text_of(client, f"{SEARCH}?q=kommune"))
    build([samples / "notices"], folder)
    behind = text_of(client, f"{SEARCH}?q=kommune")
    assert "New notices are being made searchable" in behind
    assert "1 notice" in plain(behind)
    job(timestamp=60)
    followed = text_of(client, f"{SEARCH}?q=hurtigb%C3%A5t")
    assert "New notices are being made searchable" not in followed
    assert "3 notices" in followed
    assert NoticeIndex.objects.count() == 1


def test_a_lake_rebuilt_while_it_is_read_is_begun_anew(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, calls = queries.everything_in, []

    def taken_away(generation: str, *, size: int = 500):
        calls.append(generation)
        if len(calls) == 1:
            monkeypatch.setattr(
                type(queries.lake()), "generation", property(lambda self: real if len(calls) > 1 else "generation-gone")
            )
            raise OSError("the files are gone")
        return whole(generation, size=size)

    real = queries.lake().generation
    monkeypatch.setattr(queries, "everything_in", taken_away)
    done = actions.index_lake(now=NOW)
    assert (done.outcome, done.generation) == ("made", real)


def test_a_failure_leaves_the_old_index_whole(
    client: Client, indexed: Path, with_only: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_only("2022-000101.xml", "2022-000114.xml")
    monkeypatch.setattr(actions, "_MOST_WORD_BYTES", "not a number")
    with pytest.raises(TypeError):
        actions.index_lake(now=NOW)
    assert "3 notices" in text_of(client, f"{SEARCH}?q=hurtigb%C3%A5t")
    monkeypatch.undo()


# Indexes, and kills itself (with no chance to tidy up) when the given number of batches has been written.
DRIVER = """
import os, signal, sys
import django
django.setup()
from nybrott.observatory import actions, queries
whole, copy, left = queries.everything_in, actions._copy, int(sys.argv[1])
queries.everything_in = lambda generation: whole(generation, size=5)

def counted(*args):
    global left
    copy(*args)
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

actions._copy = counted
actions.index_lake(now=timezone.now())
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("written", [1, 4, 7])
def test_killed_on_the_way_the_old_index_is_whole_and_the_next_call_tidies_up(
    client: Client, with_only: Callable[..., Path], samples: Path, written: int
) -> None:
    folder = with_only("2023-000201.xml")
    actions.index_lake(now=NOW)
    old = NoticeIndex.objects.get()
    build([samples / "notices"], folder)
    name = connection.settings_dict["NAME"]
    address = re.sub(r"^(postgres(?:ql)?://[^/]*/)[^?]*", rf"\g<1>{name}", os.environ["DATABASE_URL"])
    killed = subprocess.run(
        [sys.executable, "-c", DRIVER, str(written)],
        env=os.environ | {"DATABASE_URL": address, "NYBROTT_LAKE": str(folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert NoticeIndex.objects.get(holds=True) == old
    assert NoticeIndex.objects.filter(holds=False).exists()
    assert "1 notice" in plain(text_of(client, f"{SEARCH}?q=hurtigb%C3%A5t"))
    done = actions.index_lake(now=NOW)
    assert (done.outcome, done.notices) == ("made", 28)
    assert NoticeIndex.objects.count() == 1
    assert IndexedNotice.objects.count() == 28
    assert "3 notices" in text_of(client, f"{SEARCH}?q=hurtigb%C3%A5t")


@pytest.mark.django_db(transaction=True)
def test_only_one_indexing_at_a_time(filled: Path) -> None:
    with psycopg.connect(
        **{
            k: v
            for k, v in connection.get_connection_params().items()
            if k in ("host", "port", "user", "password", "dbname")
        }
    ) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [actions._LOCK])
        assert actions.index_lake(now=NOW).outcome == "under way"
        assert not NoticeIndex.objects.exists()
        other.execute("SELECT pg_advisory_unlock(%s)", [actions._LOCK])
    assert actions.index_lake(now=NOW).outcome == "made"


def test_strange_notices_are_indexed_too(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.LAKE = lake_of(
        [
            {"id": "nul", "title": "Grus\x00stein", "description": "Singel \x00 og pukk"},
            {"id": "none", "description": "Uten tittel, med singel"},
            {"id": "long", "title": "Singel", "description": " ".join(f"ord{n}x{n}" for n in range(90_000))},
            {"id": "quotes", "title": "Singel 'a' \\ \"b\"", "buyer_name": "A" * 3_000},
        ],
        tmp_path,
    )
    assert actions.index_lake(now=NOW).notices == 4
    page = text_of(client, f"{SEARCH}?q=singel")
    assert "4 notices" in page
    assert "Notice without a title" in page
    assert "1 notice" in plain(text_of(client, f"{SEARCH}?q=stein"))


def test_the_command_says_what_it_did(filled: Path, empty: Path, settings: Settings, sample_lake: Path) -> None:
    def said() -> str:
        out = StringIO()
        call_command("index_notices", stdout=out)
        return out.getvalue().strip()

    assert said() == "There is no lake yet: build one with “nybrott lake build”."
    settings.LAKE = sample_lake
    assert said() == "28 notices are searchable."
    assert said() == "The search holds these 28 notices already."


def test_the_jobs_are_known_to_the_worker() -> None:
    from procrastinate.contrib.django import app

    assert {"observatory.index_lake", "observatory.forget_finished_jobs"} <= set(app.tasks)
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert crons["observatory.index_lake"] == "* * * * *"
    assert app.tasks["observatory.index_lake"].queueing_lock == "observatory.index_lake"


@pytest.mark.django_db(transaction=True)
def test_the_worker_indexes_and_forgets_jobs_that_went_well_long_ago(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    def work() -> None:
        worker = app.with_connector(app.connector.get_worker_connector())
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # the worker's thread leaves no connection behind
    done = app.configure_task("observatory.index_lake").defer(timestamp=1)
    work()
    assert NoticeIndex.objects.get(holds=True).notices == 28
    assert ProcrastinateJob.objects.get(pk=done).status == "succeeded"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '5 days'")
    app.configure_task("observatory.forget_finished_jobs").defer(timestamp=1)
    work()
    assert not ProcrastinateJob.objects.filter(pk=done).exists()
    assert ProcrastinateJob.objects.filter(task_name="observatory.forget_finished_jobs", status="succeeded").exists()


def test_rows_call_themselves_by_what_they_are(indexed: Path) -> None:
    index = NoticeIndex.objects.get()
    assert index.made_at == NOW
    assert str(index) == f"{index.generation} (28)"
    assert all(str(notice) == notice.key for notice in IndexedNotice.objects.all())

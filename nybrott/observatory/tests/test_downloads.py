"""Files taken along: opened again they hold exactly what the page shows, they explain themselves, and nothing in them runs."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from nybrott.core import measures
from nybrott.core.comparison import Counts, Side
from nybrott.lake import build, copies, open_lake
from nybrott.lake.shapes import NoticeRow, OrganisationRow, ProcedureRow
from nybrott.lake.tables import SCHEMAS
from nybrott.observatory import feeds, queries
from nybrott.observatory.feeds import Replaced
from nybrott.observatory.tests.test_pages import plain, rows_of, text_of

pytestmark = pytest.mark.django_db

DATA = "/observatory/data/"
LISTS = ["notices", "procurements", "organisations"]
HOSTILE = '=HYPERLINK("http://evil.example";"Klikk")'


@pytest.fixture(autouse=True)
def _english(client: Client, settings: Settings, tmp_path: Path) -> None:
    client.cookies["nybrott_language"] = "en"
    settings.VAR = tmp_path / "var"


def taken(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


def csv_of(client: Client, address: str) -> list[list[str]]:
    text = taken(client, address).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def json_of(client: Client, address: str) -> dict[str, list[dict[str, object]]]:
    said = json.loads(taken(client, address))
    assert isinstance(said, dict)
    return said


def every_row(of: str, **where: object) -> list[NoticeRow] | list[OrganisationRow] | list[ProcedureRow]:
    ask = {"notices": queries.notices, "organisations": queries.organisations, "procurements": queries.procurements}[of]
    sort = {"notices": "-published", "organisations": "-dialogues", "procurements": "-opened"}[of]
    return list(ask(where, sort=sort, page=1, size=1000).rows)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_exactly_the_rows_of_its_page_in_three_formats(client: Client, filled: Path, name: str) -> None:
    rows = every_row(name)
    said = json_of(client, f"{DATA}{name}.json")
    shared = set(said["rows"][0]) & set(type(rows[0]).__dataclass_fields__) - {"stage"}
    assert len(shared) >= 8
    assert [{key: row[key] for key in shared} for row in said["rows"]] == [
        json.loads(json.dumps({key: getattr(row, key) for key in shared}, default=str)) for row in rows
    ]
    table = csv_of(client, f"{DATA}{name}.csv?codebook=no")
    assert len(table) == 1 + len(rows)
    assert table[0] == [column["title"] for column in said["columns"]]
    book = openpyxl.load_workbook(io.BytesIO(taken(client, f"{DATA}{name}.xlsx")))
    assert book.worksheets[0].max_row == 1 + len(rows)
    assert [cell.value for cell in book.worksheets[0][1]] == table[0]
    assert [row[0].value or "" for row in book.worksheets[0].iter_rows(min_row=2)] == [row[0] for row in table[1:]]


@pytest.mark.parametrize(
    ("page", "file", "table"),
    [
        ("/observatory/notices/", "notices", "notices"),
        ("/observatory/organisations/", "organisations", "organisations"),
        ("/observatory/comparison/", "comparison", "compared-table"),
    ],
)
@pytest.mark.parametrize(
    "query", ["", "?country=NO&sort=name", "?country=SE", "?country=NO&sort=-title&stage=competition"]
)
def test_the_links_on_a_page_take_what_it_shows(
    client: Client, filled: Path, page: str, file: str, table: str, query: str
) -> None:
    text = text_of(client, page + query)
    (link,) = re.findall(rf'href="({DATA}{file}\.csv[^"]*)"', text)
    shown = [row[0] for row in rows_of(text, table)]
    ends = 0 if file != "comparison" else 1
    names = [
        row[0] for row in csv_of(client, link.replace("&amp;", "&") + ("&" if "?" in link else "?") + "codebook=no")
    ][1 + ends :]
    assert [name[:40] for name in names][: len(shown)] == [
        re.sub(r" (Norway|Sweden|Germany)$", "", name)[:40] for name in shown
    ]
    assert len(names) >= len(shown) > 0


def test_an_organisations_page_takes_its_own_notices(client: Client, filled: Path) -> None:
    text = text_of(client, "/observatory/organisations/NO/310400009/")
    (link,) = re.findall(rf'href="({DATA}notices\.json[^"]*)"', text)
    rows = json_of(client, link.replace("&amp;", "&"))["rows"]
    assert {row["buyer"] for row in rows} == {"310400009"}
    assert len(rows) == len(every_row("notices", country="NO", buyer="310400009"))


@pytest.mark.parametrize("name", sorted(measures.catalogue()))
def test_a_figure_holds_what_the_measure_gives_with_its_definition(client: Client, filled: Path, name: str) -> None:
    measure = measures.catalogue()[name]
    said = json_of(client, f"{DATA}{name}.json?by=year&country=NO")
    table = queries.lake().measure(name, by=("year",), where={"country": "NO"})
    assert said["rows"] == json.loads(json.dumps(list(table.records())))
    about = {line["term"]: line["text"] for line in said["about"]}
    assert about["Counted"] == measure.counted["en"]
    assert about["Version"] == f"{measure.version} ({measure.fingerprint})"
    assert [column["key"] for column in said["columns"]] == list(table.columns)
    assert all(column["title"] and column["means"] for column in said["columns"])


def test_a_share_is_a_share_in_a_spreadsheet_and_a_decimal_comma_in_csv(client: Client, filled: Path) -> None:
    table = csv_of(client, f"{DATA}innovative-procurements.csv?by=year&country=NO&codebook=no")
    column = (
        table[0].index("Share, strict")
        if "Share, strict" in table[0]
        else table[0].index(measures.catalogue()["innovative-procurements"].figures[8].names["en"])
    )
    shares = [row[column] for row in table[1:]]
    assert any("," in share for share in shares)
    assert not any("." in share for share in shares)
    sheet = openpyxl.load_workbook(
        io.BytesIO(taken(client, f"{DATA}innovative-procurements.xlsx?by=year&country=NO"))
    ).worksheets[0]
    assert sheet.cell(2, column + 1).number_format == "0.0%"
    assert [sheet.cell(2 + place, column + 1).value for place in range(len(shares))] == [
        pytest.approx(float(share.replace(",", ".")), abs=1e-6) if share else None for share in shares
    ]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", [*LISTS, "comparison", "dialogue-share"])
def test_every_file_explains_itself_in_the_readers_language(
    client: Client, filled: Path, name: str, language: str
) -> None:
    client.cookies["nybrott_language"] = language
    table = csv_of(client, f"{DATA}{name}.csv")
    gap = table.index([])
    codebook = dict(table[gap + 1 :])
    with translation.override(language):
        assert "NLOD" in codebook[translation.gettext("Licence")]
        assert codebook[translation.gettext("Rules")] == queries.coverage().rules
        assert codebook[translation.gettext("State of the data")] in queries.coverage().generation
    assert set(table[0]) <= set(codebook), "every column is explained"
    assert all(len(row) == len(table[0]) for row in table[1:gap])


def test_the_columns_of_files_are_told_in_three_languages_and_are_those_of_the_rows() -> None:
    said = tomllib.loads((Path(feeds.__file__).parent / "catalogue/files.toml").read_text("utf-8"))
    rows = {"notices": NoticeRow, "organisations": OrganisationRow, "procurements": ProcedureRow}
    for name in (*rows, "comparison", "groups"):
        for key, words in said[name]["columns"].items():
            assert set(words) == {"nb", "nn", "en"}, key
            assert all(title and means.endswith((".", "…")) for title, means in words.values()), key
        if name in rows:
            assert set(said[name]["columns"]) - {"url"} <= set(rows[name].__dataclass_fields__)
    side = Side("x", Counts(), 1.0, "NO", "1")
    assert all(
        feeds._of_side(side, key) is not None or key.endswith("_share")
        for key in said["comparison"]["columns"]
        if key != "name"
    )


def test_the_comparison_begins_with_all_and_the_rest(client: Client, filled: Path) -> None:
    rows = json_of(client, f"{DATA}comparison.json?group=NO-310400009")["rows"]
    assert [row["name"] for row in rows] == ["Fjordvik kommune", "The rest of Norway", "Fjordvik kommune"]
    whole = json_of(client, f"{DATA}comparison.json?country=NO")["rows"][0]
    assert rows[0]["procurements"] + rows[1]["procurements"] == whole["procurements"]  # type: ignore[operator]


def test_the_name_of_a_file_says_what_it_holds_to_which_day_and_from_which_state(client: Client, filled: Path) -> None:
    coverage = queries.coverage()
    state = coverage.generation.removeprefix("generation-")[:8]
    for name in ("notices.csv", "dialogue-share.xlsx", "comparison.json", "texts.parquet"):
        stem, _dot, kind = name.partition(".")
        answer = client.get(f"{DATA}{name}")
        assert (
            answer.headers["Content-Disposition"]
            == f'attachment; filename="nybrott-{stem}-{coverage.last_on}-{state}.{kind}"'
        )
        answer.close()


def test_what_is_packed_already_is_not_packed_again(client: Client, filled: Path) -> None:
    for name, packed in {"notices.csv": "gzip", "notices.xlsx": "identity", "notices.parquet": "identity"}.items():
        answer = client.get(DATA + name, headers={"accept-encoding": "gzip"})
        answer.close()
        assert answer.headers["Content-Encoding"] == packed


# --- hostile, empty, one, many ---


@pytest.fixture
def hostile(settings: Settings, tmp_path: Path, samples: Path) -> Path:
    """A lake whose only notice has a title, and a buyer, that a spreadsheet would run."""
    text = (samples / "notices" / "2022-000101.xml").read_text("utf-8")
    title = re.search(r"<cac:ProcurementProject>.*?<cbc:Name[^>]*>(.*?)</cbc:Name>", text, re.S)
    assert title
    text = text.replace(title.group(1), HOSTILE.replace('"', "&quot;")).replace("Fjordvik kommune", "@SUM(1)")
    (tmp_path / "2022-000101.xml").write_text(text, "utf-8")
    build([tmp_path / "2022-000101.xml"], tmp_path / "hostile")
    settings.LAKE = tmp_path / "hostile"
    return settings.LAKE


def test_what_a_spreadsheet_would_run_is_defused(client: Client, hostile: Path) -> None:
    assert [row.title for row in every_row("notices")] == [HOSTILE]
    for name in ("notices", "organisations", "comparison"):
        for row in csv_of(client, f"{DATA}{name}.csv"):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row), row
        for sheet in openpyxl.load_workbook(io.BytesIO(taken(client, f"{DATA}{name}.xlsx"))):
            for cells in sheet.iter_rows():
                assert not any(
                    cell.data_type == "f" or str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells
                )
    assert csv_of(client, f"{DATA}notices.csv")[1][0] == f"'{HOSTILE}"
    assert json_of(client, f"{DATA}notices.json")["rows"][0]["title"] == HOSTILE, "only spreadsheets run anything"


def test_nothing_found_is_a_file_with_a_heading(client: Client, filled: Path) -> None:
    assert len(csv_of(client, f"{DATA}notices.csv?title=ingen-heter-dette&codebook=no")) == 1
    assert json_of(client, f"{DATA}notices.json?title=ingen-heter-dette")["rows"] == []
    assert (
        openpyxl.load_workbook(io.BytesIO(taken(client, f"{DATA}notices.xlsx?title=ingen-heter-dette")))
        .worksheets[0]
        .max_row
        == 1
    )


def test_one_notice_is_a_file_with_one_row(client: Client, with_only: Callable[..., Path]) -> None:
    with_only("2022-000101.xml")
    assert len(csv_of(client, f"{DATA}notices.csv?codebook=no")) == 2


def test_without_a_lake_a_file_is_empty_and_there_is_no_table(client: Client, empty: Path) -> None:
    for name in ("notices", "organisations", "procurements", "comparison", "dialogue-share"):
        assert len(csv_of(client, f"{DATA}{name}.csv?codebook=no")) == (2 if name == "comparison" else 1), name
    assert (
        client.get(f"{DATA}notices.csv").headers["Content-Disposition"] == 'attachment; filename="nybrott-notices.csv"'
    )
    assert client.get(f"{DATA}notices.parquet").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "nothing.csv",
        "notices.exe",
        "notices",
        "notices.",
        ".csv",
        "errors.parquet",
        "..%2fsecret-key",
        "notices.parquet.csv",
        "x",
    ],
)
def test_what_there_is_none_of_is_not_found(client: Client, filled: Path, name: str) -> None:
    assert client.get(DATA + name).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "by=month",
        "by=year;drop",
        "year=abc",
        "from=20250",
        "to=-1",
        "year=99999999999999999999",
        "by=buyer",
        "by=buyer,year&cpv=72",
    ],
)
def test_a_figure_that_cannot_be_is_refused(client: Client, filled: Path, query: str) -> None:
    assert client.get(f"{DATA}dialogue-share.csv?{query}").status_code == 400


def test_a_group_that_cannot_be_is_refused(client: Client, filled: Path) -> None:
    assert client.get(f"{DATA}comparison.csv?group=x").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "title=%00",
        "country=%27%3B--",
        "sort=drop",
        "buyer=%00",
        "title=" + "x" * 5000,
        "buyer=%F0%9F%98%80",
        "page=7&size=9",
    ],
)
def test_nonsense_is_answered_with_a_file(client: Client, filled: Path, query: str) -> None:
    assert len(csv_of(client, f"{DATA}notices.csv?{query}")) >= 2


def test_many_rows_come_page_by_page_and_stop_at_the_stated_number(
    client: Client, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = queries.coverage().notices
    monkeypatch.setattr(queries, "LARGEST_PAGE", 4)
    assert len(csv_of(client, f"{DATA}notices.csv?codebook=no")) == 1 + total
    monkeypatch.setattr(feeds, "MOST_ROWS", 12)
    table = csv_of(client, f"{DATA}notices.csv")
    assert table.index([]) == 1 + 12
    assert dict(table[table.index([]) + 1 :])["Rows"].startswith(f"The first 12 of {total}.")


def test_half_of_two_lakes_is_never_sent_as_one(
    client: Client, with_only: Callable[..., Path], samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = with_only("2022-000101.xml", "2022-000114.xml", "2022-000120.xml")
    monkeypatch.setattr(queries, "LARGEST_PAGE", 1)
    answer = client.get(f"{DATA}notices.json")
    parts = iter(answer.streaming_content)
    next(parts)
    build([samples / "notices"], folder)
    with pytest.raises(Replaced):
        list(parts)


def test_the_same_file_is_sent_once(client: Client, filled: Path, with_only: Callable[..., Path]) -> None:
    for name in ("notices.csv", "comparison.xlsx", "texts.parquet"):
        answer = client.get(DATA + name)
        answer.close()
        etag = answer.headers["ETag"]
        again = client.get(DATA + name, headers={"if-none-match": etag})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)

        def status(address: str, etag: str = etag) -> int:
            answer = client.get(address, headers={"if-none-match": etag})
            answer.close()
            return answer.status_code

        assert status(f"{DATA}{name}?x=1") == 200
        client.cookies["nybrott_language"] = "nb"
        assert status(DATA + name) == 200, "another language is another file"
        client.cookies["nybrott_language"] = "en"
    with_only("2022-000101.xml")
    assert status(DATA + "notices.csv") == 200, "another lake is another file"


# --- whole tables ---


@pytest.mark.parametrize("table", sorted(SCHEMAS))
def test_a_table_is_given_whole(client: Client, filled: Path, table: str) -> None:
    given = pq.read_table(io.BytesIO(taken(client, f"{DATA}{table}.parquet")))
    assert "path" not in given.column_names
    assert {"year", "country"} <= set(given.column_names)
    assert b"NLOD" in given.schema.metadata[b"licence"]
    assert given.schema.metadata[b"generation"].decode() == queries.coverage().generation
    if table == "notices":
        assert given.num_rows == open_lake(filled).coverage().notices


def test_a_table_too_large_is_not_offered(client: Client, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "MOST_TABLE_BYTES", 10)
    assert client.get(f"{DATA}texts.parquet").status_code == 404
    page = text_of(client, "/open-data/")
    assert "texts.parquet" not in page
    assert "Too large to be provided as one file from here." in page


# --- the page ---


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_says_what_there_is_and_every_link_leads_to_a_file(
    client: Client, filled: Path, language: str
) -> None:
    client.cookies["nybrott_language"] = language
    page = text_of(client, "/open-data/")
    links = set(re.findall(rf'href="({DATA}[^"]+)"', page))
    assert len(links) == 3 * len(LISTS) + 4 * len(queries.known_measures()) + len(SCHEMAS)
    for link in links:
        taken(client, link)
    for table in copies.open_tables(filled, language):
        assert table.means in plain(page)
        assert all(column.means in plain(page) for column in table.columns), table.name
    assert "NLOD" in page


def test_without_a_lake_the_page_says_what_will_come(client: Client, empty: Path) -> None:
    page = text_of(client, "/open-data/")
    assert "No notices yet" in page
    assert ".parquet" not in page


def test_the_foot_of_every_page_leads_to_open_data(client: Client, filled: Path) -> None:
    assert 'href="/open-data/"' in text_of(client, "/observatory/definitions/")

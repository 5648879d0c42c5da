"""Organisations compared: the figures counted the slow way, groups from addresses and lists, hostile lists, every size."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from statistics import median

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from nybrott.core.comparison import Counts
from nybrott.core.groups import Member, written
from nybrott.core.notices import Notice, cpv, read
from nybrott.core.signals import Findings, catalogue, find
from nybrott.lake.opened import Opened
from nybrott.observatory import queries
from nybrott.observatory.queries import Asked, asking, compared, comparing
from nybrott.observatory.tests.test_pages import plain, rows_of, text_of

pytestmark = pytest.mark.django_db

PAGE, LIST, GROUP = "/observatory/comparison/", "/observatory/comparison/list/", "/observatory/comparison/group/"
FJORDVIK = "310400009"


@pytest.fixture(autouse=True)
def _anew(client: Client) -> None:
    """In English, and nothing remembered from an earlier test."""
    client.cookies["nybrott_language"] = "en"
    for kept in (comparing._compared, comparing._index, asking._buyers):
        kept.cache_clear()


@dataclass
class Slow:
    """What one organisation, or several together, come to when counted by hand."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Counts.__dataclass_fields__, 0))
    tenders: list[int] = field(default_factory=list)

    def add(self, **what: bool) -> None:
        for name, true in what.items():
            self.counts[name] += true


@pytest.fixture(scope="session")
def slowly(samples: Path) -> dict[str, Slow]:
    """Every Norwegian organisation of the samples, from the notices themselves; "" is all of them together."""
    signs = catalogue()
    procedures: dict[str, list[tuple[Notice, Findings]]] = {}
    for path in sorted((samples / "notices").glob("*.xml")):
        for notice in read(path.read_bytes(), path=path.name):
            assert isinstance(notice, Notice)
            procedures.setdefault(notice.procedure_id or notice.notice_id, []).append((notice, find(notice, signs)))
    found: dict[str, Slow] = {"": Slow()}
    for members in procedures.values():
        order = ("competition", "result")
        lead = min(
            members, key=lambda one: (order.index(one[0].stage) if one[0].stage in order else 2, one[0].published_on)
        )[0]
        if lead.country != "NO":
            continue
        stages = {notice.stage for notice, _findings in members}
        market = bool(stages & {"competition", "result"})
        for slow in (found.setdefault(lead.buyers[0].ref, Slow()), found[""]):
            slow.add(
                procurements=market,
                competitions="competition" in stages,
                dialogues=any(findings.market_dialogue for _notice, findings in members),
                **{
                    lens: market and any(getattr(findings.lenses, lens) for _notice, findings in members)
                    for lens in ("strict", "declared", "behavioural")
                },
            )
        lots = {}
        for notice, _findings in sorted(members, key=lambda one: one[0].published_on):
            if notice.stage == "result":
                lots |= {result.lot: (notice, result) for result in notice.results}
        for notice, result in lots.values():
            came = dict(result.tenders).get("tenders")
            sizes = {winner.size for winner in result.winners if winner.size}
            for slow in (found.setdefault(notice.buyers[0].ref, Slow()), found[""]):
                slow.tenders += [came] if came is not None else []
                slow.add(
                    tendered=came is not None,
                    stated=bool(sizes),
                    small=bool(sizes & {"micro", "small", "medium", "sme"}),
                )
    return found


def test_each_organisation_comes_to_what_slow_counting_gives(filled: Path, slowly: dict[str, Slow]) -> None:
    found = compared(Asked("NO"))
    for side in found.rows:
        slow = slowly[side.ref]
        assert side.counts == Counts(**slow.counts), side.name
        assert side.median == (median(slow.tenders) if slow.tenders else None), side.name
    assert {side.ref for side in found.rows} == {
        ref for ref, slow in slowly.items() if ref and any(slow.counts.values())
    }
    assert found.together.counts == Counts(**slowly[""].counts)
    assert found.together.median == median(slowly[""].tenders)
    assert slowly[""].counts["tendered"] >= 2, "the samples hold something to count"
    assert slowly[""].counts["small"] >= 1


def test_a_group_and_the_rest_are_the_whole(filled: Path, slowly: dict[str, Slow]) -> None:
    refs = sorted(ref for ref in slowly if ref)[:3]
    found = compared(Asked("NO", group=tuple(Member("NO", ref) for ref in refs)))
    assert found.rest is not None
    assert found.together.counts == sum((Counts(**slowly[ref].counts) for ref in refs), Counts())
    assert found.rest.counts == sum(
        (Counts(**slow.counts) for ref, slow in slowly.items() if ref and ref not in refs), Counts()
    )
    tenders = [came for ref in refs for came in slowly[ref].tenders]
    assert found.together.median == (median(tenders) if tenders else None)
    assert found.rest.median == compared(Asked("NO")).together.median, "a median cannot be taken apart"


def test_one_division_alone_is_narrower(filled: Path) -> None:
    whole = compared(Asked("NO")).together.counts
    parts = [compared(Asked("NO", cpv=division)).together.counts for division in cpv.divisions("en")]
    assert sum((part.procurements for part in parts), 0) == whole.procurements
    assert max(part.procurements for part in parts) < whole.procurements


def test_groups_over_borders_are_compared_with_both_countries(filled: Path) -> None:
    swedish = queries.buyers("SE")[0]
    found = compared(Asked("NO", group=(Member("NO", FJORDVIK), Member("SE", swedish.ref))))
    assert found.rest is not None
    both = compared(Asked("NO")).together.counts + compared(Asked("SE")).together.counts
    assert found.together.counts + found.rest.counts == both
    assert {(side.country, side.ref) for side in found.rows} == {("NO", FJORDVIK), ("SE", swedish.ref)}


def test_who_has_no_notice_is_said_and_left_out(client: Client, filled: Path) -> None:
    page = text_of(client, f"{PAGE}?group=NO-{FJORDVIK}.999999999~XX-1")
    assert "2 organisations of the group have no notice here" in page
    assert len(rows_of(page, "compared-table")) == 1


# --- the page ---


def test_the_page_begins_with_the_home_country(client: Client, filled: Path, slowly: dict[str, Slow]) -> None:
    page = text_of(client, PAGE)
    some = sum(1 for ref, slow in slowly.items() if ref and slow.counts["dialogues"])
    assert (
        f"{some} of {len(rows_of(page, 'compared-table'))} organisations in Norway have announced a market dialogue."
        in page
    )
    assert page.count("<svg xmlns") == 2
    assert "The numbers as a table" in page


def test_a_group_is_compared_with_the_rest(client: Client, filled: Path, slowly: dict[str, Slow]) -> None:
    page = text_of(client, f"{PAGE}?group=NO-{FJORDVIK}")
    own = slowly[FJORDVIK].counts
    said = plain(re.findall(r"<figcaption>(.*?)</figcaption>", page, re.S)[0])
    assert said.startswith("Fjordvik kommune: ")
    assert f"{own['dialogues']} market dialogue" in said
    assert f"for {own['competitions']} competition" in said
    assert "In the rest of Norway it is" in said
    summary = rows_of(page, "together-table")
    assert summary[0][0] == "Market dialogues per competition"
    assert f"{own['dialogues']} of {own['competitions']}" in summary[0][1]


def test_no_share_of_few_stands_without_its_n(client: Client, filled: Path) -> None:
    page = text_of(client, PAGE)
    for row in rows_of(page, "compared-table"):
        if "%" in row[2]:
            assert re.fullmatch(r"○ [\d.]+% \d+ of \d+", row[2]), row
        for cell in row[3:6]:
            assert re.fullmatch(r"\d+( ○ [\d.]+%)?", cell), row
    tips = re.findall(r"<title>(.*?)</title></", page)
    assert tips
    assert all("(n = " in tip for tip in tips)


def test_adding_by_number_leads_to_the_group(client: Client, filled: Path) -> None:
    answer = client.get(PAGE, {"country": "NO", "add": "310 400 009", "cpv": "72"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{PAGE}?country=NO&cpv=72&group=NO-{FJORDVIK}"


def test_adding_by_name_adds_to_those_already_there(client: Client, filled: Path) -> None:
    others = [row for row in queries.buyers("NO") if row.ref != FJORDVIK]
    name = next(row for row in others if sum(row.name == other.name for other in others) == 1)
    answer = client.get(PAGE, {"country": "NO", "add": name.name.upper(), "group": f"NO-{FJORDVIK}"})
    assert answer.headers["Location"].endswith(f"group={written([Member('NO', FJORDVIK), Member('NO', name.ref)])}")


def test_a_name_that_could_be_several_gives_a_choice(client: Client, filled: Path) -> None:
    page = text_of(client, f"{PAGE}?country=NO&add=kommune")
    choices = re.findall(r'href="([^"]*comparison/\?[^"]*group=[^"]*)">([^<]*) · (\d{9})<', page)
    assert len(choices) >= 2
    for address, _name, ref in choices:
        assert len(rows_of(text_of(client, html.unescape(address)), "compared-table")) == 1
        assert ref in address


@pytest.mark.parametrize(
    "sought", ["999999999", "Nobody Anywhere", "<script>alert(1)</script>", "'; drop table--", "%", "\u202e"]
)
def test_nobody_found_is_said_at_the_field(client: Client, filled: Path, sought: str) -> None:
    page = client.get(PAGE, {"country": "NO", "add": sought})
    assert page.status_code == 200
    text = page.content.decode()
    assert "No organisation with a notice in Norway has that number or name." in text
    assert "<script>alert" not in text


def test_a_member_can_be_taken_out(client: Client, filled: Path) -> None:
    refs = [row.ref for row in queries.buyers("NO")][:3]
    page = text_of(client, f"{PAGE}?group={written(Member('NO', ref) for ref in refs)}")
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*)">Take out', page)]
    assert len(links) == 3
    left = rows_of(text_of(client, links[0]), "compared-table")
    assert len(left) == 2


@pytest.mark.parametrize(
    "query",
    [
        "group=%00", "group=NO-", "group=" + "x" * 5000, "group=NO_ggggggggggA", "group=%F0%9F%98%80", "country=XX", "country=%27%3B--",
        "cpv=99", "cpv=%3Cscript%3E", "sort=drop", "sort=-", "page=-1", "page=99999999", "add=" + "x" * 500, "group=NO-1&group=SE-2",
    ],
)  # fmt: skip
def test_nonsense_is_answered_with_the_page(client: Client, filled: Path, query: str) -> None:
    page = text_of(client, f"{PAGE}?{query}")
    assert "<script>alert" not in page
    assert "Traceback" not in page
    if query.startswith("group=") and "&" not in query:
        assert "could not be understood" in page


@pytest.mark.parametrize(
    "sort", ["name", "procurements", "dialogue_share", "strict", "declared", "behavioural", "tenders", "small_share"]
)
@pytest.mark.parametrize("falling", ["", "-"])
def test_the_table_is_sorted_as_asked(client: Client, filled: Path, sort: str, falling: str) -> None:
    page = text_of(client, f"{PAGE}?sort={falling}{sort}")
    assert f'aria-sort="{"descending" if falling else "ascending"}"' in page
    column = [
        "name",
        "procurements",
        "dialogue_share",
        "strict",
        "declared",
        "behavioural",
        "confirmed",
        "tenders",
        "small_share",
    ].index(sort)
    numbers = [re.findall(r"[\d.]+", row[column]) for row in rows_of(page, "compared-table")]
    if sort != "name":
        known = [float(number[0]) for number in numbers if number]
        assert known == sorted(known, reverse=bool(falling))
        assert not any(numbers[len(known) :]), "what is not known comes last"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?group=NO-{FJORDVIK}&cpv=72", LIST])
def test_every_page_in_every_language(client: Client, filled: Path, language: str, address: str) -> None:
    client.cookies["nybrott_language"] = language
    page = text_of(client, address)
    assert f'<html lang="{language}"' in page
    if address != LIST:
        assert html.escape(cpv.divisions(language)["72"]) in page


@pytest.mark.parametrize("address", [PAGE, LIST, f"{PAGE}?group=NO-{FJORDVIK}"])
def test_without_a_lake_a_page_says_what_will_come_here(client: Client, empty: Path, address: str) -> None:
    assert "No notices yet" in text_of(client, address)


def test_one_notice_alone_is_compared(client: Client, with_only: Callable[..., Path]) -> None:
    with_only("2022-000101.xml")
    page = text_of(client, PAGE)
    assert "1 of 1 organisation in Norway has announced a market dialogue." in page
    alone = text_of(client, f"{PAGE}?group=NO-{FJORDVIK}")
    assert "so there is no share to compare" in alone


def test_a_page_asks_the_lake_the_same_number_of_times_however_much_there_is(
    client: Client,
    with_only: Callable[..., Path],
    sample_lake: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    ask = Opened.ask
    monkeypatch.setattr(Opened, "ask", lambda self, *args, **kwargs: (asked.append("x"), ask(self, *args, **kwargs))[1])
    for address in (PAGE, f"{PAGE}?group=NO-{FJORDVIK}", f"{PAGE}?country=NO&cpv=45&sort=name"):
        counts = []
        for fill in (lambda: with_only("2022-000101.xml", "2022-000114.xml"), lambda: sample_lake):
            settings.LAKE = fill()
            asked.clear()
            text_of(client, address)
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 25, address


# --- a list ---


def brought(client: Client, content: bytes | str, name: str = "gruppe.csv") -> tuple[int, str]:
    data = content.encode() if isinstance(content, str) else content
    answer = client.post(LIST, {"country": "NO", "file": SimpleUploadedFile(name, data, "text/csv")})
    return answer.status_code, answer.content.decode()


@pytest.fixture
def two(filled: Path) -> list[str]:
    """The numbers of two sample organisations."""
    return [row.ref for row in queries.buyers("NO") if row.ref.isdecimal()][:2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_list_of_two_is_found_and_compared(client: Client, two: list[str], encoding: str, sign: str) -> None:
    names = {row.ref: row.name for row in queries.buyers("NO")}
    text = f"number{sign}name\r\n{two[0]}{sign}Blåbærøya\r\n{names[two[1]]}\r\n"
    status, page = brought(client, text.encode(encoding))
    assert status == 200
    assert "2 organisations were found" in page
    rows = rows_of(page, "matches")
    assert [row[1] for row in rows] == ["Found", "Found by its name"]
    assert rows[0][0] == f"{two[0]} · Blåbærøya"
    (address,) = re.findall(r'href="([^"]*comparison/\?[^"]*)"', page)
    assert {row[0] for row in rows_of(text_of(client, html.unescape(address)), "compared-table")} == {
        names[ref] for ref in two
    }


def test_a_pasted_list_does_the_same(client: Client, two: list[str]) -> None:
    answer = client.post(LIST, {"country": "NO", "lines": f"{two[0]}\n{two[1]}\n{two[0]}\nnobody"})
    page = answer.content.decode()
    assert [row[1] for row in rows_of(page, "matches")] == ["Found", "Found", "Found before", "Not found"]
    assert "The list has 4 lines." in page
    assert "1 was not found." in page


def test_nothing_of_a_list_is_kept(
    client: Client, two: list[str], django_assert_num_queries: Callable[..., object]
) -> None:
    client.get(LIST)
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        status, _page = brought(client, "\n".join(two))
    assert status == 200
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "No list was sent"),
        (b"\n\n  \n", "No list was sent"),
        (b"PK\x03\x04" + b"x" * 100, "This is a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "This is a spreadsheet"),
        (b"%PDF-1.7\n", "not a text file"),
        (b"310400009\x00\n", "not a text file"),
        (b"310400009\n" * 21_000, "larger than 200 kB"),
        (b"x" * 10_000_000, "larger than 200 kB"),
        (
            "\n".join(f"{number}" for number in range(2_001)).encode(),
            "The list has 2\u202f001 lines. It may have 2\u202f000.",
        ),
        (b"1\n" * 50_000, "The list has 50\u202f000 lines."),
    ],
    ids=["empty", "blank", "xlsx", "xls", "pdf", "nul", "210 kB", "10 MB", "2001 lines", "50000 lines"],
)
def test_a_list_that_cannot_be_used_says_why(client: Client, filled: Path, content: bytes, said: str) -> None:
    status, page = brought(client, content)
    assert status == 422
    assert said in page
    assert "gruppe.csv" not in page


def test_what_is_too_large_is_refused_before_it_is_read(
    client: Client, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_it(*_given: object, **_named: object) -> None:
        raise AssertionError("the body was read")

    monkeypatch.setattr("django.http.multipartparser.MultiPartParser.parse", read_it)
    status, page = brought(client, b"x" * 10_000_000)
    assert (status, "larger than 200 kB" in page) == (422, True)


def test_a_pasted_list_with_nul_or_too_long_says_why(client: Client, filled: Path) -> None:
    for lines in ("310400009\x00", "x" * 210_000):
        answer = client.post(LIST, {"country": "NO", "lines": lines})
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()


HOSTILE = [
    "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\u202eenummok kivdrojF", "'; drop table notices; --", '"unclosed', "a" * 5000,
    "{{ 7*7 }}{% load i18n %}", "../../etc/passwd", "\ufeff\u200b", "😀" * 50, "1" * 400, "\x1b[31mred",
]  # fmt: skip


def test_hostile_lines_are_shown_as_text_and_found_nowhere(client: Client, filled: Path) -> None:
    status, page = brought(client, "\n".join([*HOSTILE, FJORDVIK]))
    assert status == 200
    rows = rows_of(page, "matches")
    assert [row[1] for row in rows if row[1] != "Not found"] == ["Found"]
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\x00]", page)
    assert all(len(row[0]) <= 130 for row in rows)


def test_two_thousand_lines_are_shown_line_by_line(client: Client, filled: Path) -> None:
    status, page = brought(client, "\n".join([FJORDVIK, *(f"{number:09d}" for number in range(1_999))]))
    assert status == 200
    assert len(rows_of(page, "matches")) == 2_000


# --- a group too long for an address ---


@pytest.fixture
def crowd(filled: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A group whose address would be too long: the limit is set low instead of inventing thousands of organisations."""
    monkeypatch.setattr(import_module("nybrott.observatory.views.comparison"), "LONGEST_ADDRESS", 30)
    return written(Member(row.country, row.ref) for row in queries.buyers("NO"))


def test_a_long_group_travels_in_the_form(client: Client, crowd: str) -> None:
    _status, page = brought(client, "\n".join(row.ref for row in queries.buyers("NO")))
    assert "?country=NO&amp;group=" not in page
    assert f'action="{GROUP}"' in page
    (group,) = re.findall(r'name="group" value="([^"]*)"', page)
    assert group == crowd
    answer = client.post(GROUP, {"country": "NO", "group": group})
    assert answer.status_code == 200
    assert len(rows_of(answer.content.decode(), "compared-table")) == len(queries.buyers("NO"))
    assert 'name="format" value="csv"' in answer.content.decode()


def test_a_long_group_is_sorted_and_taken_along_by_the_form(client: Client, crowd: str) -> None:
    page = client.post(GROUP, {"country": "NO", "group": crowd, "sort": "name"}).content.decode()
    names = [row[0] for row in rows_of(page, "compared-table")]
    assert names == [
        side.name
        for side in compared(Asked("NO", group=tuple(Member("NO", row.ref) for row in queries.buyers("NO")))).rows
    ]
    answer = client.post(GROUP, {"country": "NO", "group": crowd, "sort": "name", "format": "csv"})
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="nybrott-comparison-')
    assert len(b"".join(answer.streaming_content).decode("utf-8-sig").split("\r\n\r\n")[0].splitlines()) == 1 + 2 + len(
        names
    )


def test_what_a_long_group_buys_is_chosen_in_the_form(client: Client, crowd: str) -> None:
    page = client.post(GROUP, {"country": "NO", "group": crowd, "cpv": "72"}).content.decode()
    form = page.split('<form class="ob-choose"')[1].split("</form>")[0]
    assert f'method="post" action="{GROUP}"' in form
    assert f'name="group" value="{crowd}"' in form
    assert "csrfmiddlewaretoken" in form
    assert '<option value="72" selected>' in form


def test_adding_to_a_group_that_fills_the_address_says_what_to_do(client: Client, crowd: str) -> None:
    page = client.get(PAGE, {"country": "NO", "add": FJORDVIK, "group": crowd}).content.decode()
    assert "too large for an address" in page


@pytest.mark.parametrize("group", ["x", "NO_g", "NO-" + ".".join(str(number) for number in range(3000))])
def test_nonsense_in_the_form_is_answered_with_the_page(client: Client, filled: Path, group: str) -> None:
    answer = client.post(GROUP, {"country": "NO", "group": group})
    assert answer.status_code == 200
    assert "could not be understood" in answer.content.decode()


def test_without_a_form_the_group_page_leads_to_the_comparison(client: Client, filled: Path) -> None:
    assert client.get(GROUP).headers["Location"] == PAGE

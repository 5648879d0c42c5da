"""Groups in addresses and from lists: nothing is lost on the way, nonsense is seen, and nobody is taken for another."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.groups import Index, Line, Member, line_of, lines_of, read, written

REFS = st.one_of(st.integers(0, 999_999_999).map("{:09d}".format), st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True))
MEMBERS = st.builds(Member, st.sampled_from(["NO", "SE", "DE", "ZZ"]), REFS)


@given(st.sets(MEMBERS, max_size=60))
def test_a_group_comes_back_from_its_address(group: set[Member]) -> None:
    assert read(written(group)) == tuple(sorted(group))


@given(st.sets(st.integers(100_000_000, 999_999_999), min_size=120, max_size=400))
def test_a_long_group_comes_back_packed(numbers: set[int]) -> None:
    group = {Member("NO", str(number)) for number in numbers} | {Member("SE", "name-0123456789ab")}
    text = written(group)
    assert text.startswith("NO_")
    assert read(text) == tuple(sorted(group))


def test_a_small_group_can_be_read_by_people() -> None:
    group = [
        Member("NO", "310400017"),
        Member("SE", "5560160680"),
        Member("NO", "310400009"),
        Member("NO", "310400009"),
    ]
    assert written(group) == "NO-310400009.310400017~SE-5560160680"


def test_all_norwegian_municipalities_fit_an_address() -> None:
    municipalities = [Member("NO", f"{938_000_000 + place * 171_717}") for place in range(357)]
    assert len(written(municipalities)) <= 1_450


@given(st.text(max_size=300))
def test_nonsense_is_a_group_or_none_and_never_an_error(text: str) -> None:
    group = read(text)
    assert group is None or read(written(group)) == group


@pytest.mark.parametrize(
    "text",
    [
        "NO", "NO-", "NO-310400009.", "no-310400009", "NOR-310400009", "NO-31040 0009", "NO-<script>", "NO_", "NO_g", "NO_ggggggggggA",
        "NO_é", "~", "NO-1~", "ÆØ-1", "NO-" + "x" * 81, "NO-" + ".".join(str(number) for number in range(2001)),
        "NO_" + "A" * 3000, "NO-1" + "~NO-1" * 50_000,
    ],
)  # fmt: skip
def test_what_is_no_group_is_said_to_be_none(text: str) -> None:
    assert read(text) is None


def test_no_group_is_empty() -> None:
    assert read("") == ()
    assert written([]) == ""


@pytest.mark.parametrize(
    ("row", "number", "name"),
    [
        ("310400009", "310400009", ""),
        ("310 400 009", "310400009", ""),
        ("NO 310 400 009 MVA", "310400009", ""),
        ("Fjordvik kommune", "", "Fjordvik kommune"),
        ("310400009;Fjordvik kommune", "310400009", "Fjordvik kommune"),
        ("310400009, Fjordvik kommune", "310400009", "Fjordvik kommune"),
        ("Fjordvik kommune,310400009", "310400009", "Fjordvik kommune"),
        ("310400009\tFjordvik kommune\tNO", "310400009", "Fjordvik kommune"),
        ('"310400009";"Fjordvik kommune"', "310400009", "Fjordvik kommune"),
        ('"Fjordvik; havn og vei";310400009', "310400009", "Fjordvik; havn og vei"),
        ("Fjordvik kommune, Havnevesenet", "", "Fjordvik kommune, Havnevesenet"),
        (";Fjordvik kommune", "", "Fjordvik kommune"),
        ("556016-0680", "556016-0680", ""),
        ("SE556016-0680", "se556016-0680", ""),
        ("  Fjordvik   kommune ", "", "Fjordvik kommune"),
        ("=cmd|' /C calc'!A0", "", "=cmd|' /C calc'!A0"),
        ("\u202eenummok\u202c", "", "enummok"),
        ("Fjord\x00vik\x07", "", "Fjordvik"),
        ("", "", ""),
    ],
)
def test_a_line_gives_a_number_and_a_name(row: str, number: str, name: str) -> None:
    assert line_of(row) == Line(1, number, name)


@pytest.mark.parametrize("heading", ["number;name", "Orgnr,Navn", "Organisasjonsnummer", "namn", '"Name"'])
def test_a_heading_is_no_organisation(heading: str) -> None:
    assert lines_of(f"{heading}\n310400009\n") == [Line(2, "310400009", "")]


def test_a_name_alone_is_never_taken_for_a_heading() -> None:
    assert lines_of("kommune") == [Line(1, "", "kommune")]


def test_empty_lines_say_nothing_and_places_are_those_of_the_list() -> None:
    assert [line.place for line in lines_of("\n310400009\n\n;;\r\nFjordvik\n")] == [2, 5]


@given(st.text(max_size=2000))
def test_any_text_is_lines_fit_to_be_shown(text: str) -> None:
    for line in lines_of(text):
        assert len(line.shown) <= 122
        assert not any(sign in line.shown for sign in "\x00\x1b\u202a\u202e\u2066\ufeff")


@dataclass(frozen=True)
class Organisation:
    ref: str
    name: str


INDEX = Index(
    [
        Organisation("310400009", "Fjordvik kommune"),
        Organisation("310400017", "Fjordvik havn KF"),
        Organisation("310400025", "Ås kommune"),
        Organisation("name-0123456789ab", "Østre Vannverk"),
        Organisation("name-ba9876543210", "Østre vannverk"),
        Organisation("name-aa0000000000", "ÅS KOMMUNE"),
        Organisation("310400033", "Nes kommune"),
        Organisation("310400041", "Nes kommune"),
        Organisation("name-bb0000000000", "Nes kommune"),
    ]
)


@pytest.mark.parametrize(
    ("row", "outcome", "refs"),
    [
        ("310400009", "found", ["310400009"]),
        ("310400009;Ås kommune", "found", ["310400009"]),
        ("FJORDVIK  KOMMUNE", "name", ["310400009"]),
        ("999999999;Fjordvik kommune", "name", ["310400009"]),
        ("Havn", "part", ["310400017"]),
        ("kommune Fjordvik", "part", ["310400009"]),
        ("Fjordvik", "several", ["310400009", "310400017"]),
        ("østre vannverk", "several", ["name-0123456789ab", "name-ba9876543210"]),
        # the same name in a notice without a number does not make a name doubtful; two numbers do
        ("Ås kommune", "name", ["310400025"]),
        ("Nes kommune", "several", ["310400033", "310400041", "name-bb0000000000"]),
        ("999999999", "unknown", []),
        ("Fjordvi", "unknown", []),
        ("<script>alert(1)</script>", "unknown", []),
        ("!!", "unknown", []),
    ],
)
def test_who_is_meant(row: str, outcome: str, refs: list[str]) -> None:
    match = INDEX.match(line_of(row))
    assert (match.outcome, [one.ref for one in match.organisations]) == (outcome, refs)


def test_the_same_organisation_counts_once() -> None:
    matches = INDEX.matches(lines_of("310400009\nFjordvik kommune\nFjordvik\nÅs kommune"))
    assert [match.outcome for match in matches] == ["found", "again", "several", "name"]


def test_the_choices_are_few() -> None:
    many = Index([Organisation(str(number), f"Kommune {number}") for number in range(100)])
    match = many.match(line_of("kommune"))
    assert match.outcome == "several"
    assert len(match.organisations) == 8

"""Plain records, field by field: our sample, lines written here, and Doffin's tables turned into lines."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.notices import Money, Notice, Party, ReadError, Text, read

UNEXPECTED = "reading stopped unexpectedly"


def lines(*given: object) -> list[Notice | ReadError]:
    """The answers to records, or to lines as they are written."""
    written = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in given)
    return answers("\n".join(written).encode("utf-8", "surrogatepass"))


def answers(data: bytes, path: str = "x.jsonl") -> list[Notice | ReadError]:
    found = list(read(data, path=path))
    assert not any(isinstance(one, ReadError) and UNEXPECTED in one.reason for one in found), found
    return found


def one(**record: object) -> Notice:
    (found,) = lines({"id": "1", "title": "T"} | record)
    assert isinstance(found, Notice), found
    return found


@pytest.fixture(scope="module")
def sample(samples: Path) -> list[Notice]:
    file = samples / "records" / "2022-records.jsonl"
    found = answers(file.read_bytes(), str(file))
    assert len(found) == 12
    assert all(isinstance(notice, Notice) for notice in found)
    return [notice for notice in found if isinstance(notice, Notice)]


def test_a_record_whole(sample: list[Notice]) -> None:
    notice = sample[0]
    assert (notice.format, notice.notice_id, notice.doffin_ref) == ("record", "2022-000801", "2022-000801")
    assert (notice.notice_type, notice.form_type, notice.stage) == ("ADVISORY_NOTICE", "planning", "planning")
    assert (notice.procedure, notice.country, notice.language) == ("", "NO", "")
    assert notice.published_on == date(2022, 4, 4)
    assert notice.url == "https://doffin.example/2022-000801"
    assert notice.buyers == (Party("Fjordvik kommune", "310400009", "310 400 009", "NO"),)
    assert (notice.cpv_main, notice.cpv_additional) == ("33196200", ())
    assert [text.field for text in notice.texts] == ["title", "description"]
    assert notice.remarks == ()


def test_stages_procedures_and_dates_of_the_sample(sample: list[Notice]) -> None:
    rows = [(n.notice_id[-2:], n.stage, n.procedure, str(n.published_on or "")) for n in sample]
    assert rows == [
        ("01", "planning", "", "2022-04-04"),
        ("02", "competition", "innovation", "2022-09-01"),
        ("03", "competition", "open", "2022-09-12"),
        ("04", "direct-award", "neg-wo-call", "2022-10-03"),
        ("05", "result", "open", "2022-10-10"),
        ("06", "competition", "comp-dial", "2022-10-24"),
        ("07", "competition", "design-contest", "2022-11-07"),
        ("08", "result", "open", "2022-11-14"),
        ("09", "modification", "", "2022-11-21"),
        ("10", "other", "Egen prosedyre", ""),
        ("11", "competition", "", "2022-11-28"),
        ("12", "planning", "", "2022-12-05"),
    ]
    assert {notice.country for notice in sample} == {"NO"}


def test_what_nobody_knows_is_kept(sample: list[Notice]) -> None:
    notice = sample[9]
    assert (notice.notice_type, notice.stage, notice.form_type) == ("Kunngjøring av noe annet", "other", "")
    assert (notice.procedure, notice.cpv_main) == ("Egen prosedyre", "Helse")
    assert notice.buyers == (Party("Granli kommune", country="NO"),)
    assert notice.url == "https://doffin.no/notices/2022-000810"
    assert notice.remarks == ("published_on is no date that is understood: høsten 2022",)


def test_a_row_of_a_table_and_a_hit_of_the_search(sample: list[Notice]) -> None:
    row, hit = sample[10], sample[11]
    assert (row.title(), row.buyers[0].name) == ("Snørydding i Granli (eksempel)", "Granli kommune")
    assert (row.deadline_on, row.estimated) == (date(2022, 12, 19), Money(240_000_000, "NOK"))
    assert row.url == "https://doffin.no/notices/2022-000811"
    assert hit.buyers == (Party("Storelva Vannselskap IKS", "310517518", "310 517 518", "NO"),)
    assert (hit.cpv_main, hit.cpv_additional) == ("45252127", ("38340000",))
    assert hit.estimated == Money(150_000_050, "NOK")


def test_more_of_the_sample(sample: list[Notice]) -> None:
    assert sample[1].cpv_additional == ("73000000",)
    assert sample[1].buyers[0].ref_raw == "310400009"
    assert sample[2].buyers[0].ref == "310439177"
    assert (sample[2].deadline_on, sample[2].estimated) == (date(2022, 10, 17), Money(320_000_000, "NOK"))
    assert sample[5].language == "nn"
    assert sample[5].texts[0].language == "nn"


def test_a_bad_line_is_told_with_its_number_and_the_rest_go_on() -> None:
    found = lines("", {"id": "1"}, "", "{broken", '{"id": "2', "[1, 2]", "7", {"x": 1}, {"id": "3"})
    assert [(e.place, e.reason.split(" (")[0]) for e in found if isinstance(e, ReadError)] == [
        ("line 4", "this is not well-formed JSON"),
        ("line 5", "the JSON is cut off"),
        ("line 6", "this is no object, as a record is"),
        ("line 7", "this is no object, as a record is"),
        ("line 8", "the record has no id, no title and no description"),
    ]
    assert [n.notice_id for n in found if isinstance(n, Notice)] == ["1", "3"]


def test_raw_control_characters_and_line_breaks_inside_strings() -> None:
    found = lines('{"id": "1", "title": "a\x01b\tc"}', '{"id": "2", "description": "first', "second", '"}', {"id": "3"})
    assert [n.notice_id for n in found if isinstance(n, Notice)] == ["1", "2", "3"]
    assert isinstance(found[0], Notice)
    assert isinstance(found[1], Notice)
    assert found[0].title() == "a b c"
    assert found[1].texts == (Text("description", "first second"),)


def test_a_string_that_is_never_closed_takes_no_other_record_with_it() -> None:
    open_line = '{"id": "1", "title": "never closed'
    found = lines(open_line, {"id": "2"}, open_line, "no end }", open_line, *["x"] * 80, {"id": "3"})
    assert [n.notice_id for n in found if isinstance(n, Notice)] == ["2", "3"]
    errors = [error for error in found if isinstance(error, ReadError)]
    assert [error.place for error in errors[:3]] == ["line 1", "line 3", "line 4"]
    assert len(errors) == 2 + 1 + 1 + 80


def test_line_numbers_hold_after_a_string_over_several_lines() -> None:
    found = lines('{"id": "1", "title": "a', 'b"}', "{bad")
    assert isinstance(found[-1], ReadError)
    assert found[-1].place == "line 3"


def test_pieces_of_a_file_begin_with_the_lines_before_them() -> None:
    found = answers(b"\n" * 1_000_000 + b'{"id": 1}\n{bad\n')
    assert isinstance(found[0], Notice)
    assert isinstance(found[1], ReadError)
    assert found[1].place == "line 1000002"


def test_lines_in_other_encodings() -> None:
    record = '{"id": "1", "title": "Blåbær på Ålesund"}'
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        (found,) = answers(record.encode(encoding))
        assert isinstance(found, Notice)
        assert found.title() == "Blåbær på Ålesund"


def test_double_encoded_text_is_mended_and_said() -> None:
    notice = one(title="BlÃ¥bÃ¦r")
    assert notice.title() == "Blåbær"
    assert notice.remarks == ("double-encoded text repaired in title",)


def test_a_file_that_holds_nothing() -> None:
    assert answers(b"") == []
    assert answers(b"\n\n") == []


def test_releases_one_to_a_line() -> None:
    found = lines({"ocid": "o", "id": "r", "tender": {"title": "T"}}, {"releases": [{"ocid": "x"}]}, {"id": "1"})
    assert isinstance(found[0], Notice)
    assert found[0].format == "ocds"
    assert isinstance(found[1], ReadError)
    assert found[1].place == "line 2/releases/0"
    assert isinstance(found[2], Notice)
    assert found[2].format == "record"


def test_whole_documents_of_records() -> None:
    hits = {"numHitsTotal": 2, "hits": [{"id": "2024-100001", "heading": "H"}, 7]}
    first, second = answers(json.dumps(hits).encode(), "x.json")
    assert isinstance(first, Notice)
    assert (first.title(), first.doffin_ref) == ("H", "2024-100001")
    assert isinstance(second, ReadError)
    assert second.place == "hits/1"
    first, second = answers(json.dumps([{"id": "1"}, {}]).encode(), "x.json")
    assert isinstance(first, Notice)
    assert isinstance(second, ReadError)
    assert second.place == "1"
    (error,) = answers(b'{"hits": []}', "x.json")
    assert isinstance(error, ReadError)


def test_lines_without_the_ending_are_lines_all_the_same() -> None:
    found = answers(b'{"id": "1"}\n{"id": "2"}\n', "-")
    assert [notice.notice_id for notice in found if isinstance(notice, Notice)] == ["1", "2"]


@pytest.mark.parametrize(
    ("label", "kind", "stage"),
    [
        ("Kunngjøring av konkurranse", "ANNOUNCEMENT_OF_COMPETITION", "competition"),
        ("kunngjøring av KONKURRANSE (EØS)", "ANNOUNCEMENT_OF_COMPETITION", "competition"),
        ("Kunngj\ufffdringstype: Kunngj\ufffdring av konkurranse", "ANNOUNCEMENT_OF_COMPETITION", "competition"),
        ("Kunngj?ring av konkurranse", "ANNOUNCEMENT_OF_COMPETITION", "competition"),
        ("KunngjÃ¸ring av konkurranse", "ANNOUNCEMENT_OF_COMPETITION", "competition"),
        ("Kunngjøringstype: Veiledende", "ADVISORY_NOTICE", "planning"),
        ("Rettleiande kunngjering", "ADVISORY_NOTICE", "planning"),
        ("Forhåndskunngjøring", "PRE_ANNOUNCEMENT", "planning"),
        ("NOTICE_ON_BUYER_PROFILE", "NOTICE_ON_BUYER_PROFILE", "planning"),
        ("DYNAMIC_PURCHASING_SCHEME", "DYNAMIC_PURCHASING_SCHEME", "competition"),
        ("Kvalifikasjonsordning", "QUALIFICATION_SCHEME", "competition"),
        ("Intensjonskunngjøring", "ANNOUNCEMENT_OF_INTENT", "direct-award"),
        ("RESULT", "RESULT", "result"),
        ("Tildeling", "ANNOUNCEMENT_OF_CONCLUSION_OF_CONTRACT", "result"),
        ("Kunngjøring av kontraktsinngåelse", "ANNOUNCEMENT_OF_CONCLUSION_OF_CONTRACT", "result"),
        ("Resultat av plan- og designkonkurranse", "can-desg", "result"),
        ("Kontraktsendring", "CHANGE_OF_CONCLUSION_OF_CONTRACT", "modification"),
        ("Endringskunngjøring", "corr", "other"),
        ("N4", "N4", "planning"),
        ("pmc", "pmc", "planning"),
        ("F03", "F03", "result"),
        ("PER_CALL_COMPETITION", "PER_CALL_COMPETITION", "competition"),
        (["RESULT", "ANNOUNCEMENT_OF_INTENT"], "ANNOUNCEMENT_OF_INTENT", "direct-award"),
        (["RESULT"], "RESULT", "result"),
        ("Noe helt annet", "Noe helt annet", "other"),
        (None, "", "other"),
    ],
)
def test_kinds_of_notices(label: object, kind: str, stage: str) -> None:
    notice = one(notice_type=label)
    assert (notice.notice_type, notice.stage) == (kind, stage)


@pytest.mark.parametrize(
    ("label", "procedure"),
    [
        ("Åpen anbudskonkurranse", "open"),
        ("Open tilbodskonkurranse", "open"),
        ("Begrenset anbudskonkurranse – to trinn", "restricted"),
        ("Konkurranse med forhandling", "neg-w-call"),
        ("Konkurranse med forhandling uten forutgående kunngjøring", "neg-wo-call"),
        ("Konkurransepreget dialog", "comp-dial"),
        ("Innovasjonspartnerskap", "innovation"),
        ("Innovasjonspartnarskap", "innovation"),
        ("Plan- og designkonkurranse", "design-contest"),
        ("neg-w-call", "neg-w-call"),
        ("Other multiple stage procedure", "oth-mult"),
        ("Konkurranse med forhandling uten kunngjøring", "Konkurranse med forhandling uten kunngjøring"),
        ("Ikke oppgitt", ""),
    ],
)
def test_procedures(label: str, procedure: str) -> None:
    assert one(procedure=label).procedure == procedure


def test_a_long_procedure_is_a_text() -> None:
    told = "Først inviteres alle til dialog, så gir tre av dem tilbud, og til sist velges den som løser behovet best."
    notice = one(procedure=told)
    assert notice.procedure == ""
    assert Text("features", told) in notice.texts


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-03-17", date(2022, 3, 17)),
        ("2022-03-17T23:30:00Z", date(2022, 3, 17)),
        ("2022-3-7", date(2022, 3, 7)),
        ("2022/03/17", date(2022, 3, 17)),
        ("17.03.2022", date(2022, 3, 17)),
        ("17.3.22", date(2022, 3, 17)),
        ("17/03/2022 kl. 12.00", date(2022, 3, 17)),
        ("17. mars 2022", date(2022, 3, 17)),
        ("torsdag 17. mars, 2022", date(2022, 3, 17)),
        ("17 March 2022", date(2022, 3, 17)),
        ("1. DES. 2022", date(2022, 12, 1)),
        ("Kunngjøringsdato: 2022-01-07", date(2022, 1, 7)),
        ("20220317", date(2022, 3, 17)),
        (20220317, date(2022, 3, 17)),
        (1647475200000, date(2022, 3, 17)),
        ("31.02.2022", None),
        ("17. vår 2022", None),
        ("mars 2022", None),
        ("9999999999999999", None),
        ("NA", None),
    ],
)
def test_dates(written: object, day: date | None) -> None:
    assert one(published_on=written).published_on == day


def test_a_date_that_is_none_is_quoted_in_the_remarks() -> None:
    assert one(published_on="mars 2022").remarks == ("published_on is no date that is understood: mars 2022",)
    assert one(published_on="NA").remarks == ()


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("33196200", ["33196200"]),
        ("33196200-2 Utstyr, 73000000-2 Forskning", ["33196200", "73000000"]),
        ("33196200;73000000;33196200", ["33196200", "73000000"]),
        (["33196200-2", "73000000"], ["33196200", "73000000"]),
        ([{"45220000": "Engineering works"}, {"code": "71240000"}], ["45220000", "71240000"]),
        (71334000, ["71334000"]),
        (9000000, ["09000000"]),
        ("Helse", ["Helse"]),
        ("NA", [""]),
        (None, [""]),
        (True, [""]),
    ],
)
def test_cpv(written: object, codes: list[str]) -> None:
    notice = one(cpv=written)
    assert [notice.cpv_main, *notice.cpv_additional] == codes


def test_cpv_from_several_keys() -> None:
    notice = one(cpv="Mechanical services", cpvnumber="71334000", tilleggsCPV=[{"71300000": "Engineering"}])
    assert (notice.cpv_main, notice.cpv_additional) == ("71334000", ("71300000",))


@pytest.mark.parametrize(
    ("written", "currency", "amount"),
    [
        (1500000, "", Money(150_000_000, "NOK")),
        ("1.5e6", "", Money(150_000_000, "NOK")),
        ("1 500 000 kr", "", Money(150_000_000, "NOK")),
        ("1.500.000,50", "", Money(150_000_050, "NOK")),
        ("EUR 100", "", Money(10_000, "EUR")),
        ("100", "sek", Money(10_000, "SEK")),
        ({"amount": 5.25, "code": "EUR"}, "", Money(525, "EUR")),
        ({"amount": "1 000", "currency": "DKK"}, "", Money(100_000, "DKK")),
        ("mye", "", None),
        ("NA", "", None),
        (None, "", None),
    ],
)
def test_amounts(written: object, currency: str, amount: Money | None) -> None:
    assert one(country="NO", estimated_value=written, currency=currency).estimated == amount


def test_an_amount_without_currency_is_none() -> None:
    assert one(country="SE", estimated_value=100).estimated is None


@pytest.mark.parametrize(
    ("given", "buyers"),
    [
        ({"buyer_name": "A", "buyer_ref": 310400009}, (Party("A", "310400009", "310400009", "NO"),)),
        (
            {"buyer_name": ["A", "B"], "buyer_ref": ["310 400 009"]},
            (Party("A", "310400009", "310 400 009", "NO"), Party("B", country="NO")),
        ),
        ({"buyer_ref": "Org.nr. 310.400.009"}, (Party("", "310400009", "Org.nr. 310.400.009", "NO"),)),
        ({"buyer_name": "A", "buyer_ref": "310400001"}, (Party("A", "", "310400001", "NO"),)),
        ({"buyer": {"name": "A", "id": "310400009"}}, (Party("A", "310400009", "310400009", "NO"),)),
        ({"buyer": [{"name": "A"}, {"name": "A"}]}, (Party("A", country="NO"),)),
        ({"buyer": "A", "buyer_name": {"x": 1}}, ()),
    ],
)
def test_buyers(given: dict[str, object], buyers: tuple[Party, ...]) -> None:
    assert one(country="NO", **given).buyers == buyers


@pytest.mark.parametrize(
    ("country", "code"), [("NO", "NO"), ("NOR", "NO"), ("Norge", "NO"), ("sverige", "SE"), ("XY", "XY"), ("", "")]
)
def test_countries(country: str, code: str) -> None:
    assert one(country=country).country == code


def test_a_doffin_number_means_norway_unless_another_country_is_given() -> None:
    notice = one(id="2022-123456")
    assert (notice.country, notice.doffin_ref) == ("NO", "2022-123456")
    notice = one(id="2022-123456", country="SE")
    assert (notice.country, notice.doffin_ref, notice.url) == ("SE", "", "")
    notice = one(id="", url="/Notice/Details/2022-123456")
    assert (notice.notice_id, notice.url) == ("2022-123456", "https://doffin.no/notices/2022-123456")


def test_an_address_that_is_none_of_the_web_is_not_given_on() -> None:
    notice = one(url="javascript:alert(1)")
    assert (notice.url, notice.remarks) == ("", ("url is no web address: javascript:alert(1)",))


def test_a_record_without_id_is_known_by_its_place() -> None:
    notice = one(id=None)
    assert notice.notice_id == "line 1"
    assert notice.remarks == ("no identifier; the place in the file stands for it",)


def test_a_description_in_pieces() -> None:
    notice = one(description=["One.", "", "Two."])
    assert notice.texts[1] == Text("description", "One. Two.")


def table_rows(real_data: Path | None, samples: Path) -> list[dict[str, str]]:
    if real_data is None:
        written = (samples / "records" / "2022-records.jsonl").read_text(encoding="utf-8")
        return [row for row in map(json.loads, written.splitlines()) if "doffin_referanse" in row]
    rows = []
    for file in sorted((real_data / "doffin_tables").glob("*.csv")):
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig", "replace")
        rows += list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text[:60] else ","))
    assert len(rows) > 1_500
    return rows


def test_doffins_tables_as_lines(real_data: Path | None, samples: Path) -> None:
    """Every row of the tables at hand, against the plain reading of its cells."""
    rows = table_rows(real_data, samples)
    found = lines(*rows)
    assert len(found) == len(rows)
    stages = {"konkurranse": "competition", "Tildeling": "result", "Veiledende": "planning"}
    for row, notice in zip(rows, found, strict=True):
        assert isinstance(notice, Notice), notice
        number = re.search(r"\d{4}-\d{6}", row["doffin_referanse"])
        assert number is not None
        assert notice.notice_id == notice.doffin_ref == number.group()
        published = re.search(r"\d{4}-\d\d-\d\d", row["kunngjoring_dato"])
        assert published is not None
        assert str(notice.published_on) == published.group()
        title = " ".join(re.sub("[\u00ad\u200b]", "", row["navn"]).split())
        assert notice.remarks or notice.title() == title
        kind = row["kunngjoring_type"].split()[-1]
        assert notice.stage == stages.get(kind, "direct-award"), row["kunngjoring_type"]
        assert notice.buyers[0].name == " ".join(re.sub(r"^\s*Publisert av:", "", row["publisert_av"]).split())
        assert notice.country == "NO"
        assert not (row.get("cpv") or "").isdigit() or notice.cpv_main == row["cpv"]


def test_the_other_table_as_lines(real_data: Path | None, samples: Path) -> None:
    """Rows with the form's number, the organisation number as a number, and paragraphs in a list."""
    row = {"form": "F02", "tittel": "T", "beskrivelse": ["a", "b"], "orgnr": 310400009, "oppdragsgiver": "O"}
    rows = [row | {"kunngjoringsdato": "2020-09-02", "cpvnumber": "71334000", "cpv": "x", "tilleggsCPV": []}]
    if real_data is not None:
        rows += json.loads((real_data / "doffin_tables" / "doffin_form_f02_2020-09_11.json").read_bytes())
    found = answers(json.dumps(rows).encode(), "x.json")
    assert len(found) == len(rows)
    for cells, notice in zip(rows, found, strict=True):
        assert isinstance(notice, Notice)
        assert (notice.stage, str(notice.published_on)) == ("competition", cells["kunngjoringsdato"])
        assert notice.cpv_main == cells["cpvnumber"]
        assert notice.buyers[0].ref_raw == str(cells.get("orgnr") or "")
        assert (notice.country == "NO") == bool(notice.buyers[0].ref)
        assert str(notice.deadline_on or "") == (cells.get("tilbudsfrist") or "")


@pytest.mark.parametrize(
    ("given", "country", "ref"),
    [
        ({"orgnr": 310400009}, "NO", "310400009"),
        ({"orgnr": "310 400 009"}, "NO", "310400009"),
        ({"orgnr": "310400008"}, "", "310400008"),
        ({"orgnr": "556000-1234"}, "", "5560001234"),
        ({"orgnr": 310400009, "country": "Sverige"}, "SE", "310400009"),
        ({"buyer_ref": 310400009}, "", "310400009"),
        ({"orgnr": None}, "", ""),
    ],
)
def test_a_number_under_its_norwegian_name_is_of_norway(given: dict[str, object], country: str, ref: str) -> None:
    notice = one(oppdragsgiver="O", **given)
    assert (notice.country, notice.buyers[0].ref) == (country, ref)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = """
    id title heading description notice_type allTypes procedure buyer_name buyer_ref buyer cpv cpvCodes published_on
    deadline country url language estimatedValue currency x
"""
FIELDS = st.sampled_from(_FIELDS.split())


@given(st.lists(st.dictionaries(FIELDS, VALUES, max_size=8), max_size=4))
def test_any_value_anywhere_is_kept_or_passed_over(records: list[dict[str, object]]) -> None:
    found = answers("\n".join(map(json.dumps, records)).encode())
    assert len(found) >= len([record for record in records if record])
    for notice in found:
        repr(notice).encode()  # no half of a surrogate pair is left


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_are_answered_line_by_line(pieces: list[bytes]) -> None:
    data = b"\n".join(pieces)
    for error in answers(data):
        if isinstance(error, ReadError):
            assert error.place.startswith("line ")
            assert 1 <= int(error.place.split()[1].partition("/")[0]) <= data.count(b"\n") + 1 or b"\x00" in data

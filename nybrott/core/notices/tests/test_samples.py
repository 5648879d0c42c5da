"""Our own samples, field by field: what a person reads in the file is what `Notice` holds."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from stdnum.no import orgnr

from nybrott.core.notices import Money, Notice, Party, ReadError, read
from nybrott.core.notices.model import Change, Code, Criterion

Open = Callable[[str], Notice]


@pytest.fixture
def sample(samples: Path) -> Open:
    def opened(name: str) -> Notice:
        file = samples / "notices" / f"{name}.xml"
        (notice,) = read(file.read_bytes(), path=file.name)
        assert isinstance(notice, Notice)
        return notice

    return opened


def contents(notice: Notice, field: str) -> list[tuple[str, str]]:
    return [(text.language, text.content) for text in notice.texts if text.field == field]


def test_a_converted_dialogue_invitation(sample: Open) -> None:
    notice = sample("2022-000101")
    assert (notice.notice_id, notice.doffin_ref, notice.version) == ("2022-000101", "2022-000101", "01")
    assert (notice.stage, notice.notice_type, notice.subtype, notice.form_type) == (
        "planning",
        "pin-only",
        "4",
        "planning",
    )
    assert (notice.regime, notice.legal_basis, notice.procedure) == ("eu", "32014L0024", "")
    assert (notice.publication_ref, notice.procedure_id, notice.previous) == ("", "", ())
    assert (notice.published_on, notice.dispatched_on, notice.year) == (date(2022, 2, 14), date(2022, 2, 14), 2022)
    assert (notice.planned_on, notice.deadline_on) == (date(2022, 8, 15), date(2022, 3, 2))
    assert (notice.country, notice.language) == ("NO", "nb")
    assert notice.title() == "Veiledende kunngjøring: markedsdialog om trygghet hjemme om natten (eksempel)"
    assert [text.field for text in notice.texts] == ["title", "description", "note"]
    assert {text.language for text in notice.texts} == {"nb"}
    assert "\n" not in notice.texts[1].content
    assert (notice.cpv_main, notice.cpv_additional) == ("85312400", ("48180000", "33195000"))
    assert notice.buyers == (
        Party("Fjordvik kommune", "310400009", "310 400 009", "NO", "NO0A2", legal_type="la", activity="gen-pub"),
    )
    assert notice.url == "https://doffin.no/notices/2022-000101"


def test_an_innovation_partnership(sample: Open) -> None:
    notice = sample("2022-000114")
    assert (notice.stage, notice.procedure, notice.procedure_id) == ("competition", "innovation", "2022-000114")
    assert notice.previous == ("2022-000101-01",)
    assert notice.estimated == Money(1850000000, "NOK")
    assert notice.deadline_on == date(2022, 9, 30)
    (features,) = contents(notice, "features")
    assert features[1].startswith("Innovasjonspartnerskap i tre faser")
    (lot,) = notice.lots
    assert (lot.ref, lot.kind, lot.framework, lot.dynamic, lot.variants) == (
        "LOT-0000",
        "lot",
        "none",
        "none",
        "not-allowed",
    )
    assert (lot.duration, lot.duration_unit, lot.eu_funded, lot.nuts) == (60, "MONTH", "no-eu-funds", ("NO0A2",))
    assert notice.criteria[0] == Criterion(
        kind="quality",
        name="Forståelse av behovet",
        text="Hvor godt deltakeren viser at behovet er forstått, og hvordan brukere og ansatte tas med i utviklingen.",
        weight="40",
        weight_kind="per-exa",
        lot="LOT-0000",
    )
    assert [criterion.weight for criterion in notice.criteria] == ["40", "35", "25"]


def test_its_result_with_a_group_of_two_winners(sample: Open) -> None:
    notice = sample("2023-000224")
    assert (notice.stage, notice.awarded) == ("result", Money(1790000000, "NOK"))
    (result,) = notice.results
    assert (result.lot, result.outcome, result.not_awarded_reason) == ("LOT-0000", "selec-w", "")
    assert result.tenders == (("part-req", 11), ("tenders", 5), ("t-sme", 4), ("t-micro", 2))
    assert [(w.name, w.ref, w.country, w.size) for w in result.winners] == [
        ("Nattro Teknologi AS", "310713368", "NO", "micro"),
        ("Sansbar AS", "310752533", "NO", "small"),
        ("Nordlys Sensor AB", "0000010041", "SE", "small"),
    ]
    assert result.awarded == Money(1790000000, "NOK")
    assert (result.concluded_on, result.ends_on) == (date(2023, 2, 27), date(2028, 2, 27))


def test_a_change_of_its_contract(sample: Open) -> None:
    notice = sample("2024-000318")
    assert notice.stage == "modification"
    assert notice.changes == (Change("2023-000224", "mod-cir", "CON-0001"),)
    assert [language for language, _ in contents(notice, "change")] == ["nb", "nb", "en", "en"]
    assert notice.results[0].ends_on == date(2028, 8, 27)


def test_lots_with_dates_and_values(sample: Open) -> None:
    notice = sample("2022-000131")
    assert (notice.subtype, notice.legal_basis, notice.procedure) == ("17", "32014L0025", "neg-w-call")
    assert [(lot.ref, lot.estimated, lot.variants) for lot in notice.lots] == [
        ("LOT-0001", Money(4600000000, "NOK"), "not-allowed"),
        ("LOT-0002", Money(6150000000, "NOK"), "allowed"),
    ]
    assert notice.estimated == Money(10750000000, "NOK")
    assert (notice.lots[0].starts_on, notice.lots[0].ends_on) == (date(2023, 2, 1), date(2024, 6, 30))
    assert [(t.content, t.lot) for t in notice.texts if t.field == "lot-title"] == [
        ("Strekning 1: Storelv sentrum", "LOT-0001"),
        ("Strekning 2: langs fylkesvegen", "LOT-0002"),
    ]


def test_a_nynorsk_notice_with_a_translation(sample: Open) -> None:
    notice = sample("2023-000207")
    assert (notice.language, notice.procedure, notice.notice_id[8]) == ("nn", "comp-dial", "-")
    assert notice.doffin_ref == "2023-000207"
    assert notice.previous == ("2023-000201-01",)
    assert contents(notice, "title") == [
        ("nn", "Hurtigbåtsamband Storelv–Ytrøya utan utslepp (eksempel)"),
        ("en", "High-speed passenger ferry Storelv–Ytrøya without emissions (sample)"),
    ]
    assert notice.codes == (Code("BT-06", "env-imp", "LOT-0000"), Code("BT-774", "clim-mitig", "LOT-0000"))
    assert contents(notice, "strategic")[0] == ("nn", "Sambandet skal drivast utan utslepp av klimagassar.")
    assert [criterion.name for criterion in notice.criteria] == ["Klima", "Kostnad", "Tilbod til reisande"]
    assert notice.procedure_features == ()


def test_codes_for_innovation_and_a_broker_who_is_no_buyer(sample: Open) -> None:
    notice = sample("2024-000307")
    assert notice.codes == (
        Code("BT-06", "inn-pur", "LOT-0000"),
        Code("BT-776", "mar-nov", "LOT-0000"),
        Code("BT-776", "rd-act", "LOT-0000"),
        Code("BT-06", "env-imp", "LOT-0000"),
        Code("BT-774", "water-mar", "LOT-0000"),
    )
    assert [buyer.name for buyer in notice.buyers] == ["Storelva Vannselskap IKS"]
    assert notice.lots[0].eu_funded == "eu-funds"


@pytest.mark.parametrize(
    ("name", "subtype", "regime", "stage"),
    [
        ("2023-000230", "N4", "national", "planning"),
        ("2024-000301", "N16", "national", "competition"),
        ("2024-000333", "N29", "national", "result"),
        ("2024-000326", "E1", "eu", "planning"),
        ("2025-000401", "E2", "national-e", "planning"),
        ("2025-000409", "E3", "national-e", "competition"),
        ("2025-000415", "23", "eu", "competition"),
        ("2023-000241", "26", "eu", "direct-award"),
        ("SE-2024-0001", "4", "eu", "planning"),
    ],
)
def test_forms_and_stages(sample: Open, name: str, subtype: str, regime: str, stage: str) -> None:
    notice = sample(name)
    assert (notice.subtype, notice.regime, notice.stage) == (subtype, regime, stage)


def test_amounts_with_hundredths_and_two_buyers(sample: Open) -> None:
    assert sample("2024-000301").estimated == Money(125000050, "NOK")
    joint = sample("2025-000409")
    assert [(buyer.name, buyer.ref) for buyer in joint.buyers] == [
        ("Fjordvik kommune", "310400009"),
        ("Granli kommune", "310439177"),
    ]


def test_an_intention_notice_with_its_reason(sample: Open) -> None:
    notice = sample("2023-000241")
    assert notice.procedure_features == ("direct-award:technical",)
    (reason,) = contents(notice, "justification")
    assert reason[1].startswith("Pumpene i Storelva vannverk")


def test_a_competition_called_off_and_a_contest(sample: Open) -> None:
    (result,) = sample("2025-000421").results
    assert (result.outcome, result.not_awarded_reason, result.winners, result.awarded) == (
        "clos-nw",
        "all-rej",
        (),
        None,
    )
    assert sample("2025-000415").procedure == "design-contest"


def test_a_dynamic_purchasing_system(sample: Open) -> None:
    notice = sample("2025-000427")
    assert [lot.dynamic for lot in notice.lots] == ["dps-nlist", "dps-nlist"]
    assert [lot.cpv_main for lot in notice.lots] == ["72220000", "72230000"]


def test_notices_of_other_countries(sample: Open) -> None:
    german, swedish = sample("DE-2024-0001"), sample("SE-2025-0001")
    assert (german.country, german.language, german.doffin_ref, german.url) == ("DE", "de", "", "")
    assert german.procedure_features == ("accelerated",)
    assert german.buyers[0].ref == "DE999999946"
    assert german.codes[-1] == Code("BT-805", "eu", "LOT-0001")
    assert (swedish.country, swedish.language, swedish.estimated) == ("SE", "sv", Money(1400000000, "SEK"))
    assert Code("BT-776", "prod-innov", "LOT-0001") in swedish.codes


def test_every_sample_is_marked_and_its_numbers_hold(samples: Path) -> None:
    for file in sorted((samples / "notices").glob("*.xml")):
        data = file.read_bytes()
        if b"p27/eforms" not in data:
            continue
        (notice,) = read(data, path=file.name)
        assert isinstance(notice, Notice)
        assert notice.title().rstrip(")").endswith(("eksempel", "exempel", "Beispiel")), file.name
        for party in (*notice.buyers, *(winner for result in notice.results for winner in result.winners)):
            assert party.ref, file.name
            assert party.country != "NO" or (orgnr.is_valid(party.ref) and party.ref.startswith("31")), file.name


def test_the_broken_sample_is_reported(samples: Path) -> None:
    file = samples / "broken" / "2022-000155.xml"
    (error,) = read(file.read_bytes(), path="broken/2022-000155.xml")
    assert isinstance(error, ReadError)
    assert (error.path, error.place) == ("broken/2022-000155.xml", "line 140")
    assert error.reason.startswith("the file is cut off")


def test_a_notice_without_any_title_has_an_empty_one() -> None:
    nameless = Notice(path="x", format="record", notice_id="1")
    assert (nameless.title(), nameless.year) == ("", None)

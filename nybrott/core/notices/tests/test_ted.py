"""TED XML R2.0.9, field by field: our samples, and small forms written here for what the samples do not show."""

from datetime import date
from pathlib import Path

import pytest

from nybrott.core.notices import Money, Notice, Party, ReadError, Text, read
from nybrott.core.notices.model import Change, Criterion, Lot, Result

NS = "http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"
CODED = '<NOTICE_DATA><LG_ORIG>EN</LG_ORIG><ISO_COUNTRY VALUE="IE"/></NOTICE_DATA>'
BUYER = "<CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><OFFICIALNAME>B</OFFICIALNAME></ADDRESS_CONTRACTING_BODY>"


def document(forms: str, coded: str = CODED, more: str = "", number: str = 'DOC_ID="900001-2021"') -> bytes:
    return (
        f'<TED_EXPORT xmlns="{NS}" {number}><CODED_DATA_SECTION>{coded}</CODED_DATA_SECTION>{more}'
        f"<FORM_SECTION>{forms}</FORM_SECTION></TED_EXPORT>"
    ).encode()


def form(number: str, body: str, attributes: str = 'CATEGORY="ORIGINAL" LG="EN"') -> str:
    return f'<{number}_2014 FORM="{number}" {attributes}>{body}</{number}_2014>'


def codif(document_type: str, procedure: str = "9", more: str = "") -> str:
    codes = f'<TD_DOCUMENT_TYPE CODE="{document_type}"/><PR_PROC CODE="{procedure}"/>{more}'
    return f"{CODED}<CODIF_DATA>{codes}</CODIF_DATA>"


def one(data: bytes, path: str = "x.xml") -> Notice:
    (found,) = read(data, path=path)
    assert isinstance(found, Notice), found
    return found


def of_form(number: str, body: str, coded: str = CODED) -> Notice:
    return one(document(form(number, body), coded))


@pytest.fixture(scope="module")
def ted(samples: Path) -> dict[str, Notice]:
    return {file.stem: one(file.read_bytes(), str(file)) for file in sorted((samples / "ted").glob("*.xml"))}


FJORDVIK = Party(
    "Fjordvik kommune", "310400009", "310 400 009", "NO", "NO051", "REGIONAL_AUTHORITY", "GENERAL_PUBLIC_SERVICES"
)


def test_a_planning_notice(ted: dict[str, Notice]) -> None:
    notice = ted["990001-2020"]
    assert (notice.format, notice.notice_id, notice.publication_ref) == ("ted-xml", "990001-2020", "990001-2020")
    assert (notice.form_type, notice.notice_type, notice.subtype) == ("planning", "PRI_ONLY", "F01")
    assert (notice.stage, notice.procedure, notice.legal_basis) == ("planning", "", "32014L0024")
    assert (notice.country, notice.language) == ("NO", "en")
    assert notice.published_on == date(2020, 10, 1)
    assert notice.dispatched_on == date(2020, 9, 28)
    assert notice.planned_on == date(2021, 2, 1)
    assert notice.url == "https://ted.europa.eu/en/notice/-/detail/990001-2020"
    assert notice.buyers == (FJORDVIK,)
    assert (notice.cpv_main, notice.cpv_additional) == ("45241000", ("71300000",))
    assert notice.estimated == Money(1_250_000_000, "NOK")
    assert notice.lots == (Lot("1", "part", "45241000", ("71300000",), ("NO051",)),)
    assert notice.remarks == ()
    assert [(text.field, text.lot) for text in notice.texts] == [
        ("title", ""),
        ("description", ""),
        ("note", ""),
        ("lot-description", "1"),
        ("lot-note", "1"),
    ]
    assert notice.texts[1].content.startswith("The municipality wants to hear from the market before it buys. A dial")


def test_a_call_for_an_innovation_partnership(ted: dict[str, Notice]) -> None:
    notice = ted["990002-2021"]
    assert (notice.stage, notice.form_type, notice.notice_type) == ("competition", "competition", "CONTRACT")
    assert (notice.subtype, notice.procedure) == ("F02", "innovation")
    assert notice.previous == ("990001-2020",)
    assert [(buyer.name, buyer.ref, buyer.ref_raw) for buyer in notice.buyers] == [
        ("Fjordvik kommune", "310400009", "310 400 009"),
        ("Granli kommune", "310439177", "NO310439177MVA"),
    ]
    assert notice.cpv_additional == ("31158000", "34930000", "73000000")
    assert notice.estimated == Money(1_800_000_000, "NOK")
    assert notice.deadline_on == date(2021, 4, 6)
    assert notice.lots[0] == Lot(
        ref="1",
        cpv_additional=("31158000", "73000000"),
        nuts=("NO051",),
        estimated=Money(1_200_000_050, "NOK"),
        framework="several-operators",
        variants="allowed",
        eu_funded="eu-funds",
        duration=30,
        duration_unit="MONTH",
        deadline_on=date(2021, 4, 6),
    )
    assert notice.lots[1].nuts == ("NO051", "NO021")
    assert (notice.lots[1].variants, notice.lots[1].eu_funded) == ("not-allowed", "no-eu-funds")
    assert (notice.lots[1].starts_on, notice.lots[1].ends_on) == (date(2021, 9, 1), date(2023, 8, 31))
    assert notice.criteria == (
        Criterion("quality", "How well the need is met", weight="70", lot="1"),
        Criterion("price", weight="30", lot="1"),
        Criterion("cost", "Cost over ten years", weight="100 %", lot="2"),
    )
    marked = next(text for text in notice.texts if text.field == "lot-description")
    assert marked.content.endswith("emissions of CO2 are reported.")


def test_a_result_with_several_contracts_for_one_lot(ted: dict[str, Notice]) -> None:
    notice = ted["990003-2021"]
    assert (notice.stage, notice.notice_type, notice.awarded) == (
        "result",
        "AWARD_CONTRACT",
        Money(1_125_000_075, "NOK"),
    )
    assert notice.results == (
        Result(
            lot="1",
            outcome="selec-w",
            tenders=(("tenders", 5), ("t-sme", 4), ("t-oth-eea", 1), ("t-esubm", 5)),
            winners=(
                Party("Nattro Teknologi AS", "310713368", "310713368", "NO", "NO051", size="sme"),
                Party("Nordlys Sensor AB", "0000010041", "0000010041", "SE", "SE11", size="large"),
            ),
            awarded=Money(1_125_000_075, "NOK"),
            concluded_on=date(2021, 8, 20),
            ends_on=date(2024, 2, 20),
        ),
        Result(lot="2", outcome="clos-nw", not_awarded_reason="PROCUREMENT_UNSUCCESSFUL"),
    )


def test_a_correction(ted: dict[str, Notice]) -> None:
    notice = ted["990004-2021"]
    assert (notice.stage, notice.form_type, notice.subtype) == ("other", "change", "F14")
    assert notice.previous == ("990002-2021",)
    assert notice.changes == (
        Change("990002-2021", section="IV.2.2"),
        Change("990002-2021", section="II.2.4"),
    )
    assert [text.content for text in notice.texts if text.field == "change"] == [
        "Heard as less than 40 dB.",
        "Heard as less than 35 dB at the nearest window.",
        "Suppliers asked for more time.",
    ]
    assert notice.lots == ()


def test_a_direct_award(ted: dict[str, Notice]) -> None:
    notice = ted["990005-2022"]
    assert (notice.stage, notice.form_type, notice.procedure) == ("direct-award", "dir-awa-pre", "neg-wo-call")
    assert notice.procedure_features == ("direct-award:D_TECHNICAL",)
    assert (notice.country, notice.language) == ("DE", "de")
    assert notice.buyers[0].legal_type == "REGIONAL_AUTHORITY", "from the code, since the form says only 'other'"
    assert notice.criteria == (Criterion("price", lot="1"),)
    assert Text("justification", "Nur der Hersteller hat Zugang zur Steuerung.", "de") in notice.texts
    assert notice.results[0].lot == "1"
    assert notice.awarded == Money(4_800_000, "EUR")


def test_a_modification(ted: dict[str, Notice]) -> None:
    notice = ted["990006-2023"]
    assert (notice.stage, notice.form_type, notice.procedure) == ("modification", "cont-modif", "innovation")
    assert notice.changes == (Change("990003-2021", "UNFORESEEN_CIRCUMSTANCE"),)
    assert notice.awarded == Money(750_000_000, "NOK"), "the value after the change"
    assert notice.results[0].awarded == Money(625_000_075, "NOK")
    assert {"A third test quay is added.", "The sea bed was softer than the surveys said."} <= {
        text.content for text in notice.texts if text.field == "change"
    }


@pytest.mark.parametrize(
    ("number", "notice_type", "document_type", "stage"),
    [
        ("F01", "PRI_REDUCING_TIME_LIMITS", "0", "planning"),
        ("F01", "PRI_CALL_COMPETITION", "A", "competition"),
        ("F04", "PER_ONLY", "P", "planning"),
        ("F04", "PER_CALL_COMPETITION", "M", "competition"),
        ("F05", "", "3", "competition"),
        ("F06", "", "7", "result"),
        ("F07", "", "Q", "competition"),
        ("F08", "", "B", "planning"),
        ("F12", "", "D", "competition"),
        ("F13", "", "R", "result"),
        ("F21", "PRI_ONLY", "0", "planning"),
        ("F21", "AWARD_CONTRACT", "7", "result"),
        ("F22", "QSU_ONLY", "Q", "competition"),
        ("F23", "PRI", "H", "competition"),
        ("F23", "CONCESSION_AWARD_CONTRACT", "J", "result"),
        ("F24", "", "H", "competition"),
        ("F25", "", "J", "result"),
        ("F99", "", "K", "modification"),
        ("F99", "", "V", "direct-award"),
        ("F99", "", "?", "other"),
    ],
)
def test_the_stage_of_a_form(number: str, notice_type: str, document_type: str, stage: str) -> None:
    kind = f'<NOTICE TYPE="{notice_type}"/>' if notice_type else ""
    assert of_form(number, kind, codif(document_type)).stage == stage


@pytest.mark.parametrize(
    ("document_type", "kind"),
    [
        ("0", "PRI_ONLY"),
        ("A", "PRI_CALL_COMPETITION"),
        ("O", "QSU_CALL_COMPETITION"),
        ("7", "AWARD_CONTRACT"),
        ("V", "V"),
        ("K", "K"),
        ("", ""),
    ],
)
def test_a_form_without_a_type_gets_the_one_of_its_document(document_type: str, kind: str) -> None:
    assert of_form("F99", "", codif(document_type)).notice_type == kind


@pytest.mark.parametrize(
    ("code", "procedure", "features"),
    [
        ("1", "open", ()),
        ("3", "restricted", ("accelerated",)),
        ("4", "neg-w-call", ()),
        ("6", "neg-w-call", ("accelerated",)),
        ("B", "neg-w-call", ()),
        ("C", "comp-dial", ()),
        ("E", "concession-award", ()),
        ("F", "neg-wo-call", ()),
        ("G", "innovation", ()),
        ("T", "neg-wo-call", ()),
        ("V", "neg-wo-call", ()),
        ("A", "direct-award", ()),
        ("9", "", ()),
        ("Z", "", ()),
        ("X7", "X7", ()),
    ],
)
def test_the_procedure_by_its_code(code: str, procedure: str, features: tuple[str, ...]) -> None:
    notice = of_form("F02", "", codif("3", code))
    assert (notice.procedure, notice.procedure_features) == (procedure, features)


def test_the_buyers_tick_goes_before_the_code() -> None:
    body = "<PROCEDURE><PT_INNOVATION_PARTNERSHIP/><ACCELERATED_PROC><P>x</P></ACCELERATED_PROC></PROCEDURE>"
    notice = of_form("F02", body, codif("3", "9"))
    assert (notice.procedure, notice.procedure_features) == ("innovation", ("accelerated",))


@pytest.mark.parametrize(("number", "document_type"), [("F12", ""), ("F13", ""), ("F99", "D"), ("F99", "R")])
def test_a_design_contest_is_one_whatever_the_code_says(number: str, document_type: str) -> None:
    body = "<PROCEDURE><PT_RESTRICTED/><CRITERIA_EVALUATION><P>Boldness</P></CRITERIA_EVALUATION></PROCEDURE>"
    notice = of_form(number, body, codif(document_type, "2"))
    assert notice.procedure == "design-contest"
    assert Text("criterion", "Boldness", "en") in notice.texts


def test_the_result_of_a_design_contest() -> None:
    prize = (
        "<AWARDED_PRIZE><DATE_DECISION_JURY>2021-05-17</DATE_DECISION_JURY>"
        "<PARTICIPANTS><NB_PARTICIPANTS>12</NB_PARTICIPANTS><NB_PARTICIPANTS_SME>9</NB_PARTICIPANTS_SME></PARTICIPANTS>"
        "<WINNERS><WINNER><ADDRESS_WINNER><OFFICIALNAME>Tegn og Form</OFFICIALNAME></ADDRESS_WINNER><SME/></WINNER>"
        "<WINNER><ADDRESS_WINNER/></WINNER></WINNERS>"
        '<VAL_PRIZE CURRENCY="EUR">500000.00</VAL_PRIZE></AWARDED_PRIZE>'
    )
    none = "<NO_AWARDED_PRIZE><PROCUREMENT_DISCONTINUED/></NO_AWARDED_PRIZE>"
    (result,) = of_form("F13", f"<RESULTS>{prize}</RESULTS>").results
    assert (result.lot, result.tenders) == ("award 1", (("tenders", 12), ("t-sme", 9)))
    assert result.winners == (Party("Tegn og Form", size="sme"),)
    assert (result.awarded, result.concluded_on) == (Money(50_000_000, "EUR"), date(2021, 5, 17))
    (result,) = of_form("F13", f"<RESULTS>{none}</RESULTS>").results
    assert (result.outcome, result.not_awarded_reason) == ("clos-nw", "PROCUREMENT_DISCONTINUED")


def test_awards_that_name_no_lot_belong_to_the_only_one_or_stand_for_themselves() -> None:
    def award(value: int, lot: str = "") -> str:
        inner = f'<AWARDED_CONTRACT><VAL_TOTAL CURRENCY="EUR">{value}</VAL_TOTAL></AWARDED_CONTRACT>'
        return f"<AWARD_CONTRACT>{lot and f'<LOT_NO>{lot}</LOT_NO>'}{inner}</AWARD_CONTRACT>"

    undivided = "<OBJECT_CONTRACT><OBJECT_DESCR ITEM='1'/></OBJECT_CONTRACT>"
    divided = "<OBJECT_CONTRACT><OBJECT_DESCR ITEM='1'/><OBJECT_DESCR ITEM='2'/></OBJECT_CONTRACT>"
    (result,) = of_form("F03", undivided + award(10) + award(20)).results
    assert (result.lot, result.awarded) == ("1", Money(3_000, "EUR"))
    results = of_form("F03", divided + award(10) + award(20, "2") + award(30)).results
    assert [(result.lot, result.awarded) for result in results] == [
        ("award 1", Money(1_000, "EUR")),
        ("2", Money(2_000, "EUR")),
        ("award 3", Money(3_000, "EUR")),
    ]


def test_numbers_of_tenders_that_are_none_are_left_out() -> None:
    award = "<NB_TENDERS_RECEIVED>four</NB_TENDERS_RECEIVED><NB_TENDERS_RECEIVED_SME>12</NB_TENDERS_RECEIVED_SME>"
    body = f"<AWARD_CONTRACT><AWARDED_CONTRACT>{award}</AWARDED_CONTRACT></AWARD_CONTRACT>"
    assert of_form("F03", body).results[0].tenders == (("t-sme", 12),)


def test_the_total_is_the_sum_of_the_lots_only_where_every_lot_has_a_value() -> None:
    lot = '<OBJECT_DESCR ITEM="{}"><VAL_OBJECT CURRENCY="EUR">{}</VAL_OBJECT></OBJECT_DESCR>'
    body = f"<OBJECT_CONTRACT>{lot.format(1, 10)}{lot.format(2, '20.5')}</OBJECT_CONTRACT>"
    assert of_form("F02", body).estimated == Money(3_050, "EUR")
    body = f"<OBJECT_CONTRACT>{lot.format(1, 10)}<OBJECT_DESCR ITEM='2'/></OBJECT_CONTRACT>"
    assert of_form("F02", body).estimated is None


def test_criteria_are_found_wherever_a_form_hides_them() -> None:
    criterion = "<AC_CRITERION>{}</AC_CRITERION><AC_WEIGHTING>{}</AC_WEIGHTING>"
    body = (
        f"<DIRECTIVE_2009_81_EC><AC><AC_CRITERIA>{criterion.format('Reach', '60')}</AC_CRITERIA></AC>"
        f"</DIRECTIVE_2009_81_EC><DIRECTIVE_2014_23_EU><AC_CRITERION>Rent</AC_CRITERION></DIRECTIVE_2014_23_EU>"
        f"<AC_COST>{criterion.format('Upkeep', '40 %')}</AC_COST><AC><AC_PROCUREMENT_DOC/></AC>"
    )
    notice = of_form("F02", f"<OBJECT_CONTRACT><OBJECT_DESCR ITEM='1'>{body}</OBJECT_DESCR></OBJECT_CONTRACT>")
    assert [(c.kind, c.name, c.weight) for c in notice.criteria] == [
        ("", "Reach", "60"),
        ("", "Rent", ""),
        ("cost", "Upkeep", "40 %"),
    ]


def test_frameworks_and_dynamic_purchasing_systems() -> None:
    def terms(inside: str) -> tuple[str, str]:
        body = f"<OBJECT_CONTRACT><OBJECT_DESCR/></OBJECT_CONTRACT><PROCEDURE>{inside}</PROCEDURE>"
        (lot,) = of_form("F02", body).lots
        return lot.framework, lot.dynamic

    assert terms("<FRAMEWORK/>") == ("framework", "")
    assert terms("<FRAMEWORK><SINGLE_OPERATOR/></FRAMEWORK>") == ("single-operator", "")
    assert terms("<DPS/>") == ("", "dps-list")
    assert terms("<DPS/><DPS_ADDITIONAL_PURCHASERS/>") == ("", "dps-nlist")
    assert terms("<DPS_ADDITIONAL_PURCHASERS/><DPS/>") == ("", "dps-nlist")


def test_further_procurements_of_a_planning_notice_are_parts_of_it() -> None:
    def bought(item: int, cpv: str) -> str:
        return (
            f'<OBJECT_CONTRACT ITEM="{item}"><TITLE><P>Thing {item}</P></TITLE><CPV_MAIN><CPV_CODE CODE="{cpv}"/>'
            f'</CPV_MAIN><VAL_ESTIMATED_TOTAL CURRENCY="EUR">{item}0</VAL_ESTIMATED_TOTAL>'
            f"<OBJECT_DESCR><SHORT_DESCR><P>About {item}</P></SHORT_DESCR></OBJECT_DESCR></OBJECT_CONTRACT>"
        )

    notice = of_form("F01", bought(1, "45000000") + bought(2, "71000000-8"), codif("0"))
    assert notice.title() == "Thing 1"
    assert (notice.cpv_main, notice.estimated) == ("45000000", Money(1_000, "EUR"))
    assert [(lot.ref, lot.kind, lot.cpv_main, lot.estimated) for lot in notice.lots] == [
        ("1", "part", "", None),
        ("2", "part", "71000000", Money(2_000, "EUR")),
    ]
    assert Text("lot-title", "Thing 2", "en", "2") in notice.texts
    assert Text("lot-description", "About 2", "en", "2") in notice.texts


def test_a_corrigendum_that_lists_no_change_still_says_what_it_corrects() -> None:
    number = "<NOTICE_NUMBER_OJ>2021/S 043-900002</NOTICE_NUMBER_OJ>"
    notice = of_form("F14", f"<COMPLEMENTARY_INFO>{number}</COMPLEMENTARY_INFO>")
    assert notice.changes == (Change("900002-2021"),)


def test_a_modification_without_reasons_or_earlier_notice_is_still_one() -> None:
    notice = of_form("F20", "<MODIFICATIONS_CONTRACT/>")
    assert notice.changes == (Change(""),)


@pytest.mark.parametrize(
    ("written", "basis"),
    [
        ('<LEGAL_BASIS VALUE="32014L0025"/>', "32014L0025"),
        ('<DIRECTIVE VALUE="2014/23/EU"/>', "32014L0023"),
        ("<LEGAL_BASIS_OTHER><P>A law</P></LEGAL_BASIS_OTHER>", "other"),
        ("", "32004L0018"),
    ],
)
def test_the_legal_basis(written: str, basis: str) -> None:
    coded = codif("3", more='<DIRECTIVE VALUE="2004/18/EC"/>')
    assert of_form("F02", written, coded).legal_basis == basis


def test_public_transport_forms() -> None:
    body = "<PROCEDURE><PT_DA_SMALL_CONTRACT/></PROCEDURE><OBJECT_CONTRACT><TITLE>Bus</TITLE></OBJECT_CONTRACT>"
    notice = one(document(f'<MOVE FORM="T02" CATEGORY="ORIGINAL" LG="EN">{body}</MOVE>'))
    assert (notice.subtype, notice.stage, notice.procedure, notice.title()) == ("T02", "result", "direct-award", "Bus")


def test_only_original_languages_are_read_the_first_one_as_the_notices_own() -> None:
    def titled(title: str, category: str, language: str) -> str:
        body = f"{BUYER}</CONTRACTING_BODY><OBJECT_CONTRACT><TITLE><P>{title}</P></TITLE></OBJECT_CONTRACT>"
        return form("F02", body, f'CATEGORY="{category}" LG="{language}"')

    forms = (
        f"<NOTICE_UUID>0</NOTICE_UUID>{titled('Huis', 'TRANSLATION', 'NL')}{titled('Maison', 'ORIGINAL', 'FR')}"
        f"{titled('Haus', 'ORIGINAL', 'DE')}"
    )
    notice = one(document(forms))
    assert notice.language == "fr"
    assert notice.texts == (Text("title", "Maison", "fr"), Text("title", "Haus", "de"))
    assert len(notice.buyers) == 1
    assert one(document(titled("Huis", "TRANSLATION", "NL"))).texts == (Text("title", "Huis", "nl"),)


def test_what_the_form_lacks_comes_from_the_coded_data() -> None:
    coded = (
        "<REF_OJS><DATE_PUB>20210303</DATE_PUB></REF_OJS><NOTICE_DATA><NO_DOC_OJS>2021/S 043-000123</NO_DOC_OJS>"
        '<LG_ORIG>SV</LG_ORIG><LG_ORIG>FI</LG_ORIG><ISO_COUNTRY VALUE="UK"/><ORIGINAL_CPV CODE="45000000"/>'
        '<ORIGINAL_CPV CODE="71000000"/><ORIGINAL_CPV/><REF_NOTICE><NO_DOC_OJS>2021/S 001-000007</NO_DOC_OJS>'
        "<NO_DOC_OJS>2021/S 043-000123</NO_DOC_OJS></REF_NOTICE></NOTICE_DATA><CODIF_DATA>"
        '<DS_DATE_DISPATCH>20210226</DS_DATE_DISPATCH><AA_AUTHORITY_TYPE CODE="6"/><MA_MAIN_ACTIVITIES CODE="H"/>'
        "<DT_DATE_FOR_SUBMISSION>20210406 12:00</DT_DATE_FOR_SUBMISSION></CODIF_DATA>"
    )
    names = '<ML_AA_NAMES><AA_NAME LG="FI">Kunta</AA_NAME><AA_NAME LG="SV">Kommunen</AA_NAME></ML_AA_NAMES>'
    titles = (
        '<ML_TITLES><ML_TI_DOC LG="EN"><TI_TEXT><P>Works</P></TI_TEXT></ML_TI_DOC>'
        '<ML_TI_DOC LG="SV"><TI_TEXT><P>Byggarbeten</P></TI_TEXT></ML_TI_DOC></ML_TITLES>'
    )
    more = f"<TRANSLATION_SECTION>{titles}{names}</TRANSLATION_SECTION>"
    notice = one(document("", coded, more, number=""))
    assert (notice.notice_id, notice.publication_ref) == ("2021/S 043-000123", "123-2021")
    assert notice.previous == ("7-2021",)
    assert (notice.published_on, notice.dispatched_on) == (date(2021, 3, 3), date(2021, 2, 26))
    assert notice.deadline_on == date(2021, 4, 6)
    assert (notice.cpv_main, notice.cpv_additional) == ("45000000", ("71000000",))
    assert notice.buyers == (Party("Kommunen", country="GB", legal_type="BODY_PUBLIC", activity="HEALTH"),)
    assert (notice.country, notice.language) == ("GB", "sv")
    assert notice.texts == (Text("title", "Byggarbeten", "sv"),)


def test_a_notice_without_buyer_has_the_country_it_is_coded_with() -> None:
    notice = one(document("", CODED))
    assert (notice.buyers, notice.country) == ((), "IE")


def test_without_a_number_the_file_gives_its_name() -> None:
    notice = one(document(form("F02", ""), CODED, number=""), "folder/some notice.xml")
    assert (notice.notice_id, notice.publication_ref, notice.url) == ("some notice", "", "")
    assert notice.remarks == ("no publication number; the file's name stands in its place",)


def test_buyers_without_name_and_number_are_none() -> None:
    empty = "<CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><TOWN>X</TOWN></ADDRESS_CONTRACTING_BODY></CONTRACTING_BODY>"
    assert of_form("F02", empty).buyers == ()


def test_text_is_taken_whole_whatever_it_is_made_of() -> None:
    def said(title: str) -> str:
        return of_form("F02", f"<OBJECT_CONTRACT><TITLE>{title}</TITLE></OBJECT_CONTRACT>").title()

    assert said("plain") == "plain"
    assert said("H<FT TYPE='SUB'>2</FT>O") == "H2O"
    assert said("<P>one</P><P>t<FT>w</FT>o</P> tail <P/>") == "one two tail"
    assert said("before<P>one</P>") == "before one"
    assert said("<P>only</P>after") == "only after"


def test_an_export_that_holds_nothing_is_refused() -> None:
    (error,) = read(f'<TED_EXPORT xmlns="{NS}"/>'.encode(), path="x.xml")
    assert isinstance(error, ReadError)
    assert (error.path, error.place) == ("x.xml", "element TED_EXPORT")
    assert "neither a form nor coded data" in error.reason

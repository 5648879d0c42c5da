"""TED XML before R2.0.9: our sample, and forms written here in the manner of R2.0.7 and R2.0.8."""

from datetime import date
from pathlib import Path

import pytest

from nybrott.core.notices import Money, Notice, Party, Text, read
from nybrott.core.notices.model import Change, Criterion, Lot
from nybrott.core.notices.tests.test_ted import codif, document, one

ADDRESS = "<ORGANISATION>{}</ORGANISATION><COUNTRY VALUE='SE'/>"


def older(form: str, body: str, number: str = "", coded: str = codif("3")) -> Notice:
    numbered = f'FORM="{number}"' if number else ""
    return one(document(f'<{form} CATEGORY="ORIGINAL" LG="SV" {numbered}>{body}</{form}>', coded))


def contract(inside: str, number: str = "2") -> Notice:
    return older("CONTRACT", f"<FD_CONTRACT><SECTION>{inside}</SECTION></FD_CONTRACT>", number)


def test_the_sample(samples: Path) -> None:
    file = samples / "ted" / "990007-2014.xml"
    notice = one(file.read_bytes(), str(file))
    assert (notice.notice_id, notice.subtype, notice.notice_type) == ("990007-2014", "F02", "CONTRACT")
    assert (notice.stage, notice.procedure, notice.legal_basis) == ("competition", "open", "32004L0018")
    assert (notice.country, notice.language) == ("SE", "sv")
    assert (notice.published_on, notice.dispatched_on) == (date(2014, 3, 22), date(2014, 3, 20))
    assert notice.deadline_on == date(2014, 5, 5)
    assert notice.previous == ("990008-2013",)
    assert notice.buyers == (
        Party("Björkdala kommun", "0000010017", "0000010017", "SE", "", "REGIONAL_AUTHORITY", "EDUCATION"),
    )
    assert (notice.cpv_main, notice.cpv_additional) == ("60130000", ("34144910",))
    assert notice.estimated == Money(250_000_000, "SEK"), "written as 2 500 000,00"
    assert notice.lots == (
        Lot(
            ref="1",
            cpv_main="60130000",
            nuts=("SE110",),
            estimated=Money(125_000_050, "SEK"),
            framework="single-operator",
            variants="allowed",
            eu_funded="no-eu-funds",
            duration=12,
            duration_unit="MONTH",
            starts_on=date(2014, 8, 18),
            ends_on=date(2017, 6, 15),
            deadline_on=date(2014, 5, 5),
        ),
        Lot(
            ref="2",
            nuts=("SE110",),
            framework="single-operator",
            variants="allowed",
            eu_funded="no-eu-funds",
            starts_on=date(2014, 8, 18),
            ends_on=date(2017, 6, 15),
            deadline_on=date(2014, 5, 5),
        ),
    )
    assert notice.criteria == (Criterion("", "Pris", weight="60"), Criterion("", "Komfort", weight="40"))
    said = [(text.field, text.content, text.lot) for text in notice.texts]
    assert said[:4] == [
        ("title", "Skolskjuts med elbussar (exempel)", ""),
        ("description", "Skolskjuts till fyra skolor.", ""),
        ("description", "Fyra bussar.", ""),
        ("note", "Frågor besvaras skriftligt.", ""),
    ]
    assert ("lot-description", "Två bussar.", "1") in said
    assert ("lot-note", "Laddning ordnas av kommunen.", "1") in said


def award(inside: str) -> str:
    return f"<AWARD_OF_CONTRACT>{inside}</AWARD_OF_CONTRACT>"


WINNER = (
    "<ECONOMIC_OPERATOR_NAME_ADDRESS><CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME>"
    + ADDRESS
    + "</CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME></ECONOMIC_OPERATOR_NAME_ADDRESS>"
)


def test_an_award_with_its_winner() -> None:
    inside = (
        "<LOT_NUMBER>7</LOT_NUMBER><TITLE_CONTRACT><P>x</P></TITLE_CONTRACT>"
        "<CPV><CPV_MAIN><CPV_CODE CODE='45000000'/></CPV_MAIN></CPV>"
        "<CONTRACT_AWARD_DATE><DAY>3</DAY><MONTH>9</MONTH><YEAR>2014</YEAR></CONTRACT_AWARD_DATE>"
        "<OFFERS_RECEIVED_NUMBER>4</OFFERS_RECEIVED_NUMBER>"
        "<OFFERS_RECEIVED_NUMBER_MEANING>3</OFFERS_RECEIVED_NUMBER_MEANING>"
        + WINNER.format("Rörverket AB")
        + "<CONTRACT_VALUE_INFORMATION><INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT CURRENCY='SEK'>"
        "<VALUE_COST FMTVAL='9'>9</VALUE_COST></INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT>"
        "<COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY='SEK'><VALUE_COST FMTVAL='100.50'>100,50</VALUE_COST>"
        "<INCLUDING_VAT/></COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></CONTRACT_VALUE_INFORMATION>"
        "<MORE_INFORMATION_TO_SUB_CONTRACTED><ADDITIONAL_INFORMATION><P>x</P></ADDITIONAL_INFORMATION>"
        "</MORE_INFORMATION_TO_SUB_CONTRACTED>"
    )
    final = (
        "<TOTAL_FINAL_VALUE><COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY='SEK'><VALUE_COST>200</VALUE_COST>"
        "</COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></TOTAL_FINAL_VALUE>"
    )
    body = f"<FD_CONTRACT_AWARD>{final}{award(inside)}</FD_CONTRACT_AWARD>"
    notice = older("CONTRACT_AWARD", body, "3", codif("7"))
    (result,) = notice.results
    assert (result.lot, result.outcome) == ("7", "selec-w")
    assert result.tenders == (("tenders", 4), ("t-esubm", 3))
    assert result.winners == (Party("Rörverket AB", country="SE"),)
    assert result.awarded == Money(10_050, "SEK")
    assert result.concluded_on == date(2014, 9, 3)
    assert notice.awarded == Money(20_000, "SEK")
    assert (notice.estimated, notice.cpv_main) == (None, "")
    assert [lot.ref for lot in notice.lots] == ["7"]
    assert notice.remarks == ("an awarded value is stated with value added tax",)
    assert all(text.content != "x" for text in notice.texts)


def test_several_awards_that_name_no_lot_are_a_lot_each() -> None:
    body = f"<FD_CONTRACT_AWARD>{award(WINNER.format('A'))}{award(WINNER.format('B'))}</FD_CONTRACT_AWARD>"
    notice = older("CONTRACT_AWARD", body, "3", codif("7"))
    assert [(result.lot, result.winners[0].name) for result in notice.results] == [("1", "A"), ("2", "B")]
    assert [lot.ref for lot in notice.lots] == ["1", "2"]


@pytest.mark.parametrize(
    ("form", "section", "day"),
    [
        ("CONTRACT_AWARD_DEFENCE", "AWARD_OF_CONTRACT_DEFENCE", "CONTRACT_AWARD_DATE"),
        ("CONTRACT_AWARD_UTILITIES", "AWARD_AND_CONTRACT_VALUE", "DATE_OF_CONTRACT_AWARD"),
        ("CONTRACT_MOVE", "AWARD_CONTRACT_MOVE", "CONTRACT_AWARD_DATE"),
    ],
)
def test_awards_have_another_name_in_every_form(form: str, section: str, day: str) -> None:
    inside = f"<{day}><DAY>1</DAY><MONTH>2</MONTH><YEAR>2013</YEAR></{day}><LOT_NUMBER>1</LOT_NUMBER>"
    body = f"<FD_{form}><WRAP><{section}>{inside}{WINNER.format('A')}</{section}></WRAP></FD_{form}>"
    (result,) = older(form, body, "6", codif("7")).results
    assert (result.concluded_on, result.winners) == (date(2013, 2, 1), (Party("A", country="SE"),))


def test_a_design_contests_result() -> None:
    winner = f"<NAME_ADDRESS_WINNER><CONTACT_DATA>{ADDRESS.format('Skiss AB')}</CONTACT_DATA></NAME_ADDRESS_WINNER>"
    body = (
        "<FD_RESULT_DESIGN_CONTEST><TITLE_RESULT_DESIGN_CONTEST><P>Torget</P></TITLE_RESULT_DESIGN_CONTEST>"
        f"<RESULTS_CONTEST><RESULT_CONTEST><AWARD_PRIZES>{winner}</AWARD_PRIZES></RESULT_CONTEST></RESULTS_CONTEST>"
        "</FD_RESULT_DESIGN_CONTEST>"
    )
    notice = older("RESULT_DESIGN_CONTEST", body, "13", codif("R"))
    assert (notice.stage, notice.procedure, notice.title()) == ("result", "design-contest", "Torget")
    assert notice.results[0].winners == (Party("Skiss AB", country="SE"),)


def test_buyers_and_those_they_buy_for() -> None:
    buyer = f"<CA_CE_CONCESSIONAIRE_PROFILE>{ADDRESS.format('Kommunen')}</CA_CE_CONCESSIONAIRE_PROFILE>"
    behalf = "CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY"
    other = f"<{behalf}>{ADDRESS.format('<OFFICIALNAME>Skolan</OFFICIALNAME>')}</{behalf}>"
    beside = f"<CONTACT_DATA>{ADDRESS.format('Advokaten')}</CONTACT_DATA>"
    nobody = "<CA_CE_CONCESSIONAIRE_PROFILE><TOWN>X</TOWN></CA_CE_CONCESSIONAIRE_PROFILE>"
    activity = '<ACTIVITY_OF_CONTRACTING_ENTITY VALUE="WATER"/><TYPE_OF_ACTIVITY_OTHER VALUE="OTHER">x</TYPE_OF_ACTIVITY_OTHER>'
    notice = contract(buyer + nobody + other + beside + activity)
    assert [buyer.name for buyer in notice.buyers] == ["Kommunen", "Skolan"]
    assert {buyer.activity for buyer in notice.buyers} == {"WATER"}


@pytest.mark.parametrize(
    ("inside", "procedure"),
    [
        ("<TYPE_OF_PROCEDURE><PT_COMPETITIVE_DIALOGUE/></TYPE_OF_PROCEDURE>", "comp-dial"),
        ('<TYPE_OF_PROCEDURE_DETAIL VALUE="NEGOTIATED"/>', "neg-w-call"),
        ('<TYPE_OF_PROCEDURE_DETAIL VALUE="SOMETHING"/>', ""),
        ("<PT_ACCELERATED_RESTRICTED/><PT_OPEN/>", "restricted"),
    ],
)
def test_the_procedure(inside: str, procedure: str) -> None:
    body = f"<FD_CONTRACT>{inside}</FD_CONTRACT>"
    assert older("CONTRACT", body, "2", codif("3", "9")).procedure == procedure


def test_subcontracting_conditions_and_appeals_are_passed_over() -> None:
    skipped = "<LEFTI_CONTRACT><SHORT_DESCRIPTION>a</SHORT_DESCRIPTION></LEFTI_CONTRACT>"
    skipped += "<PROCEDURES_FOR_APPEAL><ADDITIONAL_INFORMATION>b</ADDITIONAL_INFORMATION></PROCEDURES_FOR_APPEAL>"
    assert contract(skipped).texts == ()


def test_a_procedure_without_call_gives_its_reasons() -> None:
    inside = "<ANNEX_D><REASON_CONTRACT_LAWFUL><P>Bara en kan.</P></REASON_CONTRACT_LAWFUL></ANNEX_D>"
    name = "F18_PT_NEGOTIATED_WITHOUT_PUBLICATION_CONTRACT_NOTICE"
    notice = contract(f"<{name}>{inside}</{name}>", "18")
    assert notice.procedure == "neg-wo-call"
    assert notice.texts == (Text("justification", "Bara en kan.", "sv"),)


@pytest.mark.parametrize(
    ("inside", "framework", "dynamic"),
    [
        ("<ESTABLISHMENT_FRAMEWORK_AGREEMENT/>", "framework", ""),
        ('<NOTICE_INVOLVES_DEFENCE VALUE="ESTABLISHMENT_FRAMEWORK_AGREEMENT"/>', "framework", ""),
        ('<NOTICE_INVOLVES_DESC CHOICE="CONCLUSION_FRAMEWORK_AGREEMENT"/>', "framework", ""),
        ('<FRAMEWORK_AGREEMENT VALUE="YES"/>', "framework", ""),
        ('<FRAMEWORK_AGREEMENT VALUE="NO"/>', "", ""),
        ("<F05_FRAMEWORK><SEVERAL_OPERATORS/></F05_FRAMEWORK>", "several-operators", ""),
        ("<F17_FRAMEWORK/>", "framework", ""),
        ("<SETTING_UP_DPS/>", "", "dps-list"),
        ('<NOTICE_INVOLVES_DESC VALUE="CONTRACTS_DPS"/>', "", "dps-list"),
    ],
)
def test_frameworks_and_dynamic_purchasing_systems(inside: str, framework: str, dynamic: str) -> None:
    (lot,) = contract(inside).lots
    assert (lot.framework, lot.dynamic) == (framework, dynamic)


def test_the_only_lot_holds_what_is_said_of_the_whole() -> None:
    inside = (
        "<CPV><CPV_MAIN><CPV_CODE CODE='60130000-8'/><CPV_SUPPLEMENTARY_CODE CODE='AB01'/></CPV_MAIN>"
        "<CPV_ADDITIONAL><CPV_CODE CODE='34144910'/></CPV_ADDITIONAL></CPV><NUTS CODE='SE11'/><NUTS CODE=''/>"
        "<COSTS_RANGE_AND_CURRENCY CURRENCY='SEK'><RANGE_VALUE_COST><LOW_VALUE FMTVAL='1'/></RANGE_VALUE_COST>"
        "</COSTS_RANGE_AND_CURRENCY><PERIOD_WORK_DATE_STARTING><DAYS>90</DAYS></PERIOD_WORK_DATE_STARTING>"
        "<RELATES_TO_EU_PROJECT_YES><P>x</P></RELATES_TO_EU_PROJECT_YES><ACCEPTED_VARIANTS VALUE='NO'/>"
        "<AWARD_CRITERIA_DETAIL><LOWEST_PRICE/></AWARD_CRITERIA_DETAIL>"
    )
    notice = contract(inside)
    assert notice.lots == (
        Lot(
            ref="1",
            cpv_main="60130000",
            cpv_additional=("34144910",),
            nuts=("SE11",),
            variants="not-allowed",
            eu_funded="eu-funds",
            duration=90,
            duration_unit="DAY",
        ),
    )
    assert notice.estimated is None, "a range is no value"
    assert notice.criteria == (Criterion("price"),)


def test_a_planning_notice_with_lots() -> None:
    lot = "<LOT_PRIOR_INFORMATION ITEM='{0}'><LOT_TITLE>Del {0}</LOT_TITLE></LOT_PRIOR_INFORMATION>"
    start = (
        "<PROCEDURE_DATE_STARTING><DAY>01</DAY><MONTH>09</MONTH><YEAR>2018</YEAR></PROCEDURE_DATE_STARTING>"
        "<TITLE_CONTRACT><P>Försäkring</P></TITLE_CONTRACT>"
    )
    body = f"<FD_PRIOR_INFORMATION>{start}{lot.format(1)}{lot.format(2)}</FD_PRIOR_INFORMATION>"
    notice = older("PRIOR_INFORMATION", body, "1", codif("0"))
    assert (notice.stage, notice.planned_on) == ("planning", date(2018, 9, 1))
    assert [(lot.ref, lot.kind) for lot in notice.lots] == [("1", "part"), ("2", "part")]
    assert Text("lot-title", "Del 2", "sv", "2") in notice.texts


@pytest.mark.parametrize(
    ("form", "title", "description"),
    [
        ("QUALIFICATION_SYSTEM_UTILITIES", "TITLE_QUALIFICATION_SYSTEM", "DESCRIPTION"),
        ("DESIGN_CONTEST", "TITLE_DESIGN_CONTACT_NOTICE", "SHORT_DESCRIPTION_CONTRACT"),
        ("BUYER_PROFILE", "TITLE_NOTICE_BUYER_PROFILE", "SHORT_DESCRIPTION_CONTRACT"),
        ("CONTRACT_AWARD_UTILITIES_SUM", "TITLE_CONTRACT_SUM", "SHORT_DESCRIPTION"),
    ],
)
def test_titles_and_descriptions_have_many_names(form: str, title: str, description: str) -> None:
    body = f"<FD_{form}><{title}><P>T</P></{title}><{description}><P>D</P></{description}></FD_{form}>"
    notice = older(form, body)
    assert notice.texts == (Text("title", "T", "sv"), Text("description", "D", "sv"))


def test_a_notice_without_a_form_is_title_and_contents() -> None:
    body = "<FD_OTH_NOT><TI_DOC><P>T</P></TI_DOC><STI_DOC><P>S</P></STI_DOC><CONTENTS><P>a</P><P>b</P></CONTENTS></FD_OTH_NOT>"
    notice = older("OTH_NOT", body)
    assert (notice.subtype, notice.stage) == ("", "competition")
    assert [text.content for text in notice.texts] == ["T", "S", "a b"]


def test_a_corrigendum() -> None:
    number = "<NOTICE_NUMBER_OJ>2012/S 43-000077</NOTICE_NUMBER_OJ>"
    notice = older("ADDITIONAL_INFORMATION_CORRIGENDUM", f"<FD_AIC>{number}</FD_AIC>", "14", codif("2"))
    assert notice.previous == ("77-2012",)
    assert notice.changes == (Change("77-2012"),)
    assert notice.stage == "other"


def test_an_empty_form_has_no_lots() -> None:
    (notice,) = read(document('<CONTRACT CATEGORY="ORIGINAL" LG="SV" FORM="2"/>', codif("3")), path="x.xml")
    assert isinstance(notice, Notice)
    assert (notice.lots, notice.subtype) == ((), "F02")


def test_what_stands_outside_awards_is_not_taken_for_part_of_one() -> None:
    inside = "<LOT_NUMBER>9</LOT_NUMBER><OFFERS_RECEIVED_NUMBER>3</OFFERS_RECEIVED_NUMBER><CONTRACT_AWARD_DATE/>"
    assert contract(inside).results == ()

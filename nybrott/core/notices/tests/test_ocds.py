"""OCDS, field by field: our sample package, and small releases written here for what it does not show."""

import json
from datetime import date
from pathlib import Path

import pytest

from nybrott.core.notices import Money, Notice, Party, ReadError, Text, ocds, read
from nybrott.core.notices.model import Change, Code, Criterion, Lot, Result

GRANLI = Party("Granli kommune", "310439177", "310 439 177", "NO")


def answers(document: object) -> list[Notice | ReadError]:
    return list(read(json.dumps(document).encode(), path="x.json"))


def one(**release: object) -> Notice:
    (found,) = answers({"ocid": "ocds-1", "id": "1", "tender": {"title": "T"}} | release)
    assert isinstance(found, Notice), found
    return found


def of_tender(**tender: object) -> Notice:
    return one(tender=tender)


@pytest.fixture(scope="module")
def package(samples: Path) -> list[Notice]:
    file = samples / "ocds" / "2024-package.json"
    found = list(read(file.read_bytes(), path=str(file)))
    assert all(isinstance(notice, Notice) for notice in found)
    return [notice for notice in found if isinstance(notice, Notice)]


def test_a_package_gives_a_notice_for_each_release(package: list[Notice]) -> None:
    assert [notice.notice_id for notice in package] == ["granli-2024-7-1", "granli-2024-7-2", "granli-2024-7-3"]
    assert {notice.procedure_id for notice in package} == {"ocds-000000-granli-2024-7"}
    assert [notice.stage for notice in package] == ["planning", "competition", "result"]
    assert [notice.form_type for notice in package] == ["planning", "competition", "result"]
    assert {notice.format for notice in package} == {"ocds"}
    assert {(notice.country, notice.language) for notice in package} == {("NO", "nb")}


def test_a_planning_release(package: list[Notice]) -> None:
    notice = package[0]
    assert notice.notice_type == "planning"
    assert (notice.published_on, notice.dispatched_on) == (date(2024, 2, 5), date(2024, 2, 5))
    assert notice.planned_on == date(2024, 5, 2)
    assert notice.buyers == (Party("Granli kommune", "310439177", "310 439 177", "NO", "NO020", "la", "gen-pub"),)
    assert notice.estimated == Money(400_000_000, "NOK")
    assert [(text.field, text.language) for text in notice.texts] == [
        ("title", "nb"),
        ("description", "nb"),
        ("description", "nb"),
    ]
    assert notice.title() == "Flomvarsling i Granli (eksempel)"


def test_a_tender_release(package: list[Notice]) -> None:
    notice = package[1]
    assert (notice.procedure, notice.procedure_features) == ("comp-dial", ("accelerated",))
    assert (notice.legal_basis, notice.previous) == ("32014L0024", ("granli-2024-7-1",))
    assert notice.buyers == (GRANLI, Party("Fjordvik kommune", "310400009", "310400009", "NO"))
    assert (notice.cpv_main, notice.cpv_additional) == ("38120000", ())
    assert notice.estimated == Money(400_000_050, "NOK")
    assert notice.deadline_on == date(2024, 6, 10)
    assert notice.lots == (
        Lot(
            ref="LOT-0001",
            cpv_main="35125100",
            cpv_additional=("72260000",),
            nuts=("NO020",),
            estimated=Money(250_000_000, "NOK"),
            framework="fa-wo-rc",
            variants="not-allowed",
            duration=1460,
            duration_unit="DAY",
            deadline_on=date(2024, 6, 10),
        ),
        Lot(
            ref="LOT-0002",
            estimated=Money(150_000_050, "NOK"),
            framework="none",
            starts_on=date(2024, 10, 1),
            ends_on=date(2025, 9, 30),
            deadline_on=date(2024, 6, 10),
        ),
    )
    assert notice.codes == (
        Code("BT-06", "inn-pur", "LOT-0001"),
        Code("BT-776", "prod-innov", "LOT-0001"),
        Code("BT-774", "clim-adapt", "LOT-0001"),
        Code("BT-805", "national", "LOT-0001"),
    )
    text = "Andelen riktige varsler i prøveperioden."
    assert notice.criteria == (
        Criterion("quality", "Treffsikkerhet", text, "60", "per-exa", "LOT-0001"),
        Criterion("price", "Pris", "", "40", "per-exa", "LOT-0001"),
    )
    assert Text("strategic", "Ny måte å varsle på.", "nb", "LOT-0001") in notice.texts
    assert Text("note", "Spørsmål besvares skriftlig.", "nb") in notice.texts


def test_an_award_release(package: list[Notice]) -> None:
    notice = package[2]
    assert notice.notice_type == "award, contract"
    assert notice.awarded == Money(237_500_000, "NOK")
    assert notice.results == (
        Result(
            lot="LOT-0001",
            outcome="selec-w",
            tenders=(("tenders", 4), ("t-sme", 3)),
            winners=(Party("Nattro Teknologi AS", "310713368", "310713368", "NO", size="sme"),),
            awarded=Money(237_500_000, "NOK"),
            concluded_on=date(2024, 10, 28),
            ends_on=date(2028, 10, 27),
        ),
        Result(
            lot="LOT-0002", outcome="clos-nw", not_awarded_reason="Ingen tilbud", tenders=(("tenders", 0),)
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tags", "status", "sections", "stage"),
    [
        (["planning"], "", {"planning": {"rationale": "x"}}, "planning"),
        (["tender"], "planned", {}, "planning"),
        (["tender"], "active", {}, "competition"),
        (["tenderUpdate"], "complete", {}, "competition"),
        (["tender", "tenderAmendment"], "", {}, "competition"),
        (["tenderCancellation"], "cancelled", {}, "result"),
        (["tender", "award"], "active", {}, "result"),
        (["contract"], "", {}, "result"),
        (["awardUpdate", "contractUpdate"], "", {}, "modification"),
        (["contractAmendment"], "", {}, "modification"),
        (["awardUpdate"], "", {}, "result"),
        (["compiled"], "", {"awards": [{"id": "1"}]}, "result"),
        (["compiled"], "planned", {}, "planning"),
        ([], "", {}, "competition"),
        ("tender", "planned", {}, "planning"),
        ([], "", {"tender": {}, "planning": {"rationale": "x"}}, "planning"),
        ([], "", {"tender": {}, "buyer": {"name": "B"}}, "other"),
    ],
)
def test_the_stage(tags: object, status: str, sections: dict[str, object], stage: str) -> None:
    assert one(**({"tag": tags, "tender": {"title": "T", "status": status}} | sections)).stage == stage


@pytest.mark.parametrize(
    ("method", "details", "kind", "procedure"),
    [
        ("open", "Open procedure", "", "open"),
        ("selective", "Restricted procedure", "", "restricted"),
        ("selective", "Competitive dialogue", "", "comp-dial"),
        ("selective", "Innovation partnership", "", "innovation"),
        ("selective", "Competitive procedure with negotiation", "", "neg-w-call"),
        ("limited", "Negotiated without prior call for competition", "", "neg-wo-call"),
        ("limited", "", "", "neg-wo-call"),
        ("selective", "", "", "selective"),
        ("open", "", "competitiveDialogueEU", "comp-dial"),
        ("open", "", "belowThreshold", "open"),
        ("Licitaţie publică", "", "", "Licitaţie publică"),
        ("", "", "", ""),
    ],
)
def test_the_procedure(method: str, details: str, kind: str, procedure: str) -> None:
    notice = of_tender(
        title="T", procurementMethod=method, procurementMethodDetails=details, procurementMethodType=kind
    )
    assert notice.procedure == procedure


def test_a_description_of_the_procedure_is_a_text_and_not_its_name() -> None:
    told = "Leverandørene inviteres først til dialog, så til tilbud, og til sist velges den som best møter behovet."
    notice = of_tender(title="T", procurementMethod="open", procurementMethodDetails=told)
    assert notice.procedure == "open"
    assert Text("features", told) in notice.texts


def test_why_there_was_no_call() -> None:
    reasons = [{"scheme": "eu-direct-award-justification", "id": "technical"}]
    notice = of_tender(procurementMethodRationale="Bare én kan.", procurementMethodRationaleClassifications=reasons)
    assert notice.procedure_features == ("direct-award:technical",)
    assert notice.texts == (Text("justification", "Bare én kan."),)


@pytest.mark.parametrize(
    ("goal", "code"),
    [
        ("environmental", ("BT-06", "env-imp")),
        ("social", ("BT-06", "soc-obj")),
        ("economic.processInnovationPromotion", ("BT-776", "proc-innov")),
        ("economic.researchDevelopmentActivities", ("BT-776", "rd-act")),
        ("environmental.circularEconomy", ("BT-774", "circ-econ")),
        ("social.genderEquality", ("BT-775", "gen-eq")),
    ],
)
def test_goals_of_sustainability(goal: str, code: tuple[str, str]) -> None:
    assert of_tender(sustainability=[{"goal": goal}, {"goal": "economic.other"}]).codes == (Code(*code),)


def test_buyers_in_the_manner_of_older_releases() -> None:
    address = {"countryName": " United Kingdom"}
    inline = one(buyer={"name": "Town Council", "identifier": {"scheme": "GB-COH", "id": ""}, "address": address})
    assert inline.buyers == (Party("Town Council", country="GB"),)
    entity = {"name": "X", "identifier": {"scheme": "UA-EDR", "id": 41087470, "legalName": "Школа"}}
    assert of_tender(procuringEntity=entity).buyers == (Party("X", "41087470", "41087470", "UA"),)
    legal = {"identifier": {"legalName": "Школа"}}
    assert of_tender(procuringEntity=legal).buyers == (Party("Школа"),)


def test_several_buyers_each_once_and_those_in_the_role_after_the_one_that_is_named() -> None:
    parties = [
        {"id": "1", "name": "A", "roles": ["buyer"]},
        {"id": "2", "name": "B", "roles": ["buyer"]},
        {"id": "3", "name": "C", "roles": "reviewBody"},
        {"id": "2", "name": "not this one"},
    ]
    notice = one(parties=parties, buyer=[{"id": "2"}, {"id": "9"}])
    assert [buyer.name for buyer in notice.buyers] == ["B", "A"]


def test_an_org_id_says_number_and_country() -> None:
    notice = one(buyer={"id": "GB-COH-01234567", "name": "Works Ltd"})
    assert notice.buyers == (Party("Works Ltd", "GBCOH01234567", "GB-COH-01234567", "GB"),)


@pytest.mark.parametrize(
    ("ocid", "country"),
    [("ocds-b5fd17-1", "GB"), ("ocds-03ad3f-7", "PY"), ("ocds-be6bcu-UA-1", "UA"), ("ocds-zzzzzz-1", "")],
)
def test_the_publisher_tells_the_country_where_the_buyer_does_not(ocid: str, country: str) -> None:
    notice = one(ocid=ocid, buyer={"name": "B", "identifier": {"scheme": "XI-X", "id": "1"}})
    assert notice.country == country
    assert one(ocid=ocid).country == country


def test_details_of_a_party() -> None:
    classified = [{"scheme": "COFOG", "id": "07"}, {"scheme": "eu-main-activity", "id": "health"}]
    party = {
        "id": "1",
        "name": "B",
        "address": {"region": "not a code", "country": "NOR"},
        "additionalIdentifiers": [{"id": " 310 439 177 "}],
        "details": {"scale": "large", "classifications": classified},
    }
    notice = one(parties=[party], buyer={"id": "1"})
    assert notice.buyers == (Party("B", "310439177", "310 439 177", "NO", "", "", "health", "large"),)


def test_frameworks_and_dynamic_systems() -> None:
    def terms(lot: object, **tender: object) -> tuple[str, str]:
        (found,) = of_tender(lots=[{"id": "1", "techniques": lot}], **tender).lots
        return found.framework, found.dynamic

    assert terms({"hasFrameworkAgreement": True}) == ("framework", "")
    assert terms({"hasFrameworkAgreement": "false"}) == ("", "")
    assert terms({"frameworkAgreement": {"method": "withReopeningCompetition"}}) == ("fa-w-rc", "")
    assert terms({"frameworkAgreement": {"method": "own"}}) == ("own", "")
    assert terms({"hasDynamicPurchasingSystem": True}) == ("", "dps-list")
    assert terms({"hasDynamicPurchasingSystem": False}) == ("", "none")
    assert terms({"dynamicPurchasingSystem": {"type": "open"}}) == ("", "dps-nlist")
    assert terms({}, techniques={"hasFrameworkAgreement": True}) == ("framework", "")


def test_award_criteria_may_be_a_word() -> None:
    notice = of_tender(awardCriteria="lowestCost", awardCriteriaDetails="Laveste pris.")
    assert notice.criteria == (Criterion("lowestCost"),)
    assert notice.texts == (Text("criterion", "Laveste pris."),)
    assert of_tender(awardCriteria={"weightingDescription": "Likt."}).texts == (Text("criterion", "Likt."),)


def test_awards_without_lots_and_their_contracts() -> None:
    notice = one(
        tag=["award", "contract"],
        awards=[
            {"id": "a", "suppliers": [{"name": "S"}, {"name": "S"}], "contractPeriod": {"endDate": "2026-01-31"}},
            {"id": "b", "status": "unsuccessful", "suppliers": [{"name": "loser"}]},
        ],
        contracts=[
            {"awardID": "a", "dateSigned": "2025-02-03", "value": {"amount": 10, "currency": "eur"}},
            {"awardID": "a", "dateSigned": "2025-02-01", "value": {"amount": 5.5, "currency": "EUR"}},
        ],
        tender={"title": "T", "numberOfTenderers": 3},
    )
    assert notice.results == (
        Result(
            lot="",
            outcome="selec-w",
            tenders=(("tenders", 3),),
            winners=(Party("S"),),
            awarded=Money(1_550, "EUR"),
            concluded_on=date(2025, 2, 1),
            ends_on=date(2026, 1, 31),
        ),
    )
    assert notice.awarded == Money(1_550, "EUR")


def test_an_award_for_several_lots_is_a_result_of_each_without_its_value() -> None:
    award = {"status": "active", "relatedLots": ["1", "2"], "value": {"amount": 10, "currency": "EUR"}}
    notice = one(awards=[award], tender={"lots": [{"id": "1"}, {"id": "2"}]})
    assert [(result.lot, result.awarded) for result in notice.results] == [("1", None), ("2", None)]
    assert notice.awarded == Money(1_000, "EUR")


def test_winners_by_the_bids_of_contracts_before_those_of_awards() -> None:
    details = [{"id": "b1", "tenderers": [{"name": "S1"}]}, {"id": "b2", "tenderers": {"name": "S2"}}]

    def winners(status: str, **contract: object) -> list[str]:
        award = {"id": "a", "status": status, "relatedBids": ["b1", "b2", "gone"]}
        contracts = [{"awardID": "a"} | contract]
        found = one(tag=["award"], awards=[award], contracts=contracts, bids={"details": details}).results
        return [winner.name for winner in found[0].winners]

    assert winners("active", relatedBids=["b2"]) == ["S2"]
    assert winners("", relatedBids=["b2"]) == ["S2"]
    assert winners("active") == ["S1", "S2"]
    assert winners("") == [], "an award may name every bid that was made"


def test_lots_of_awards_in_the_manner_of_prozorro() -> None:
    notice = one(awards=[{"status": "active", "lotID": "7"}, {"status": "active", "items": [{"relatedLot": "8"}]}])
    assert [result.lot for result in notice.results] == ["7", "8"]


def test_a_contract_whose_award_is_elsewhere_is_a_result_too() -> None:
    contract = {
        "awardID": "gone",
        "suppliers": {"name": "S", "identifier": {"id": "1-2"}},
        "period": {"endDate": "2025-01-01"},
    }
    notice = one(tag=["contract"], tender={}, contracts=[contract | {"title": "C", "description": "D"}])
    assert notice.results[0].winners == (Party("S", "12", "1-2"),)
    assert notice.results[0].ends_on == date(2025, 1, 1)
    assert notice.texts == (Text("title", "C"), Text("description", "D"))


def test_counts_that_are_none_are_left_out_and_unknown_kinds_kept() -> None:
    statistics = [
        {"measure": "bids", "value": "4.0"},
        {"measure": "finalStageBids", "value": 2},
        {"measure": "smeBids", "value": "many"},
        {"value": 1},
    ]
    notice = one(bids={"statistics": statistics}, tender={"lots": [{"id": "L"}]})
    assert notice.results == (Result("L", tenders=(("tenders", 4), ("finalStageBids", 2))),)


def test_the_end_of_a_contract_counted_on() -> None:
    def ends(period: object) -> date | None:
        award = {"id": "a", "status": "active"}
        contract = {"awardID": "a", "dateSigned": "2025-01-01"}
        lots = [{"id": "1", "contractPeriod": period}]
        return one(awards=[award], contracts=[contract], tender={"lots": lots}).results[0].ends_on

    assert ends({"durationInDays": 31}) == date(2025, 2, 1)
    assert ends({"startDate": "2025-03-01", "durationInDays": "10"}) == date(2025, 3, 11)
    assert ends({"endDate": "2027-01-01"}) == date(2027, 1, 1)
    assert ends({}) is None


def test_items_bought_are_told_where_those_asked_for_are_missing() -> None:
    item = {"classification": {"scheme": "CPV", "id": "09000000-3"}, "relatedLot": "1"}
    assert one(awards=[{"items": [item]}]).cpv_main == "09000000"
    assert of_tender(items=[{"classification": {"scheme": "UNSPSC", "id": "1"}}]).cpv_main == ""


def test_changes_of_tender_and_contract() -> None:
    amendment = {"rationale": "Flere oppgaver", "description": "Ett år til", "amendsReleaseID": "r-1"}
    coded = {"rationaleClassifications": [{"id": "mod-cir"}]}
    notice = one(tender={"amendments": [amendment, {"description": "x"}]}, contracts=[{"amendments": [coded]}])
    assert notice.changes == (Change("r-1"), Change("", "mod-cir"))
    assert [text.content for text in notice.texts if text.field == "change"] == ["Flere oppgaver", "Ett år til", "x"]


def test_a_process_nobody_knows_is_none() -> None:
    assert one(ocid="ocds-abcd1234-placeholder").procedure_id == ""


def test_norwegian_releases_with_a_doffin_number() -> None:
    notice = one(id="2024-123456", buyer={"name": "B", "address": {"country": "NO"}})
    assert (notice.doffin_ref, notice.url) == ("2024-123456", "https://doffin.no/notices/2024-123456")


def test_a_release_without_identifier_is_known_by_its_process_and_place() -> None:
    first, second = answers({"releases": [{"ocid": "o", "tender": {"title": "A"}}, {"tender": {"title": "B"}}]})
    assert isinstance(first, Notice)
    assert isinstance(second, Notice)
    assert (first.notice_id, second.notice_id) == ("o/releases/0", "x/releases/1")
    assert "no release identifier" in first.remarks[0]


RELEASE = {"ocid": "o", "id": "1", "tender": {"title": "T"}}


@pytest.mark.parametrize(
    ("document", "ids"),
    [
        (RELEASE, ["1"]),
        ([RELEASE, RELEASE | {"id": "2"}], ["1", "2"]),
        ({"releases": RELEASE}, ["1"]),
        ({"records": [{"releases": [RELEASE]}, {"compiledRelease": RELEASE | {"id": "c"}}]}, ["1", "c"]),
        ({"releases": [{"url": "https://x.example"}], "compiledRelease": RELEASE | {"id": "c"}}, ["c"]),
        ({"releases": [RELEASE], "compiledRelease": RELEASE | {"id": "c"}}, ["1"]),
        ([{"releases": [RELEASE]}, RELEASE | {"id": "3"}], ["1", "3"]),
    ],
)
def test_packages_and_records_in_every_manner(document: object, ids: list[str]) -> None:
    assert [found.notice_id for found in answers(document) if isinstance(found, Notice)] == ids
    assert ocds.is_ocds(document)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"releases": []}, "whole file"),
        ({"releases": [RELEASE, None, 7]}, "releases/1"),
        ({"releases": [{"ocid": "x"}]}, "releases/0"),
        ({"records": ["x"]}, "records/0"),
        ({"records": [{"releases": [[]]}]}, "records/0/releases/0"),
        ([], "whole file"),
        ({}, "whole file"),
        ("text", "whole file"),
        ({"compiledRelease": {"id": "1"}}, "compiledRelease"),
    ],
)
def test_what_is_no_release_is_told_with_its_place_and_the_rest_go_on(document: object, place: str) -> None:
    found = list(ocds.from_json(document, "x.json"))
    errors = [error for error in found if isinstance(error, ReadError)]
    assert errors[0].place == place
    assert all(error.path == "x.json" and error.reason for error in errors)
    assert len(found) - len(errors) == json.dumps(document).count('"title"')

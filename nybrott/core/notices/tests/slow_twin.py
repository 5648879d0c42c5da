"""The slow, obvious twin of the eForms reader: one XPath for each field, as the official field list writes it.

It shares no code with the reader. Each function takes a parsed document and gives what `Notice` should hold.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from lxml import etree

NAMESPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
}
EXTENSION = "/*/ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
LOT = "/*/cac:ProcurementProjectLot"
PROJECT = "cac:ProcurementProject"
CRITERION = "cac:TenderingTerms/cac:AwardingTerms/cac:AwardingCriterion"
SUB_CRITERION = f"{CRITERION}/cac:SubordinateAwardingCriterion"
UNDIVIDED = f"{CRITERION}[not(cac:SubordinateAwardingCriterion) and cbc:AwardingCriterionTypeCode]"

# Text field → where its texts stand. Lots, parts and groups of lots alike.
TEXTS = {
    "title": f"/*/{PROJECT}/cbc:Name",
    "description": f"/*/{PROJECT}/cbc:Description",
    "note": f"/*/{PROJECT}/cbc:Note",
    "lot-title": f"{LOT}/{PROJECT}/cbc:Name",
    "lot-description": f"{LOT}/{PROJECT}/cbc:Description",
    "lot-note": f"{LOT}/{PROJECT}/cbc:Note",
    "features": "/*/cac:TenderingProcess/cbc:Description",
    "strategic": f"{LOT}/{PROJECT}/cac:ProcurementAdditionalType[cbc:ProcurementTypeCode/@listName="
    "'strategic-procurement']/cbc:ProcurementType",
    "justification": "/*/cac:TenderingProcess/cac:ProcessJustification[cbc:ProcessReasonCode/@listName="
    "'direct-award-justification']/cbc:ProcessReason",
    "criterion-name": f"{LOT}/{SUB_CRITERION}/cbc:Name | {LOT}/{UNDIVIDED}/cbc:Name",
    "criterion": f"{LOT}/{SUB_CRITERION}/cbc:Description | {LOT}/{CRITERION}/cbc:Description"
    f" | {LOT}/{CRITERION}/cbc:CalculationExpression",
}


def found(node: etree._Element, path: str) -> list[etree._Element]:
    return node.xpath(path, namespaces=NAMESPACES)


def first(node: etree._Element, path: str) -> str:
    for element in found(node, path):
        return (element if isinstance(element, str) else element.text or "").strip()
    return ""


def folded(text: str | None) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u200b\u200c\u2060\ufeff]", "", text or "")).strip()


def minor(element: etree._Element | None) -> tuple[int, str] | None:
    """Only currencies with hundredths occur in the files this is used on."""
    if element is None or not element.text:
        return None
    return int(Decimal(element.text.strip()) * 100), element.get("currencyID")


def one(node: etree._Element, path: str) -> etree._Element | None:
    elements = found(node, path)
    return elements[0] if elements else None


def date(text: str) -> str:
    return text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else ""


def contents(root: etree._Element) -> dict[str, set[str]]:
    return {field: {folded(e.text) for e in found(root, path)} - {""} for field, path in TEXTS.items()}


def organisations(root: etree._Element) -> dict[str, etree._Element]:
    companies: dict[str, etree._Element] = {}
    for company in found(root, f"{EXTENSION}/efac:Organizations/efac:Organization/efac:Company"):
        for ref in found(company, "cac:PartyIdentification/cbc:ID | ../efac:TouchPoint/cac:PartyIdentification/cbc:ID"):
            companies.setdefault((ref.text or "").strip(), company)
    return companies


def named(root: etree._Element, company: etree._Element) -> tuple[str, str, str, str]:
    """Name in the notice's own language, organisation number as written, NUTS and size."""
    own = first(root, "/*/cbc:NoticeLanguageCode")
    names = found(company, "cac:PartyName/cbc:Name")
    mine = [name for name in names if name.get("languageID", own) == own] or names
    return (
        folded(mine[0].text) if mine else "",
        first(company, "cac:PartyLegalEntity/cbc:CompanyID"),
        first(company, "cac:PostalAddress/cbc:CountrySubentityCode"),
        first(company, "efbc:CompanySizeCode"),
    )


def buyers(root: etree._Element) -> list[tuple[str, str, str, str, str, str]]:
    listed = organisations(root)
    rows = []
    for contracting in found(root, "/*/cac:ContractingParty"):
        legal = first(
            contracting,
            "cac:ContractingPartyType/cbc:PartyTypeCode[@listName='buyer-legal-type']",
        )
        activity = first(
            contracting,
            "cac:ContractingActivity/cbc:ActivityTypeCode"
            "[@listName='authority-activity' or @listName='entity-activity']",
        )
        for ref in found(contracting, "cac:Party/cac:PartyIdentification/cbc:ID"):
            pointed_to = (ref.text or "").strip()
            if pointed_to and pointed_to in listed:
                name, number, nuts, size = named(root, listed[pointed_to])
                rows.append((name, number, nuts, size, legal, activity))
    return list(dict.fromkeys(rows))


def lots(root: etree._Element) -> list[dict[str, object]]:
    rows = []
    for lot in found(root, f"{LOT}[not(cbc:ID/@schemeName='LotsGroup')]"):
        process = "cac:TenderingProcess"
        deadline = (
            first(lot, f"{process}/cac:TenderSubmissionDeadlinePeriod/cbc:EndDate")
            or first(lot, f"{process}/cac:ParticipationRequestReceptionPeriod/cbc:EndDate")
            or first(
                lot,
                f"{process}/ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension/"
                "efac:InterestExpressionReceptionPeriod/cbc:EndDate",
            )
        )
        system = process + "/cac:ContractingSystem/cbc:ContractingSystemTypeCode[@listName='{}']"
        rows.append(
            {
                "ref": first(lot, "cbc:ID"),
                "kind": "part" if first(lot, "cbc:ID/@schemeName") == "Part" else "lot",
                "cpv_main": first(lot, f"{PROJECT}/cac:MainCommodityClassification/cbc:ItemClassificationCode"),
                "estimated": minor(one(lot, f"{PROJECT}/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount")),
                "framework": first(lot, system.format("framework-agreement")),
                "dynamic": first(lot, system.format("dps-usage")),
                "variants": first(lot, "cac:TenderingTerms/cbc:VariantConstraintCode"),
                "eu_funded": first(lot, "cac:TenderingTerms/cbc:FundingProgramCode[@listName='eu-funded']"),
                "duration": first(lot, f"{PROJECT}/cac:PlannedPeriod/cbc:DurationMeasure"),
                "starts_on": date(first(lot, f"{PROJECT}/cac:PlannedPeriod/cbc:StartDate")),
                "ends_on": date(first(lot, f"{PROJECT}/cac:PlannedPeriod/cbc:EndDate")),
                "deadline_on": date(deadline),
                "nuts": {
                    e.text.strip()
                    for e in found(lot, f"{PROJECT}/cac:RealizedLocation/cac:Address/cbc:CountrySubentityCode")
                    if e.text
                },
            }
        )
    return rows


def criteria(root: etree._Element) -> list[tuple[str, str]]:
    """Kind and weight of every award criterion."""
    parameter = (
        "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension/efac:AwardCriterionParameter"
    )
    rows = []
    for criterion in found(root, f"{LOT}/{SUB_CRITERION} | {LOT}/{UNDIVIDED}"):
        weight = (
            first(criterion, f"{parameter}[efbc:ParameterCode/@listName='number-weight']/efbc:ParameterNumeric")
            or first(criterion, f"{parameter}[not(efbc:ParameterCode)]/efbc:ParameterNumeric")
            or first(criterion, f"{parameter}[efbc:ParameterCode/@listName='number-fixed']/efbc:ParameterNumeric")
        )
        kind = first(criterion, "cbc:AwardingCriterionTypeCode[@listName='award-criterion-type']")
        rows.append((kind or first(criterion, "cbc:AwardingCriterionTypeCode"), weight))
    return rows


CODES = {
    "BT-06": "strategic-procurement",
    "BT-774": "environmental-impact",
    "BT-775": "social-objective",
    "BT-776": "innovative-acquisition",
    "BT-805": "gpp-criteria",
}


def codes(root: etree._Element) -> set[tuple[str, str, str]]:
    return {
        (term, code.text.strip(), first(code, "ancestor::cac:ProcurementProjectLot/cbc:ID"))
        for term, listed in CODES.items()
        for code in found(
            root,
            f"//{PROJECT}/cac:ProcurementAdditionalType/cbc:ProcurementTypeCode[@listName='{listed}']",
        )
    }


def results(root: etree._Element) -> list[dict[str, object]]:
    """Each lot's result, its winners found by looking every reference up with an XPath of its own."""
    result = f"{EXTENSION}/efac:NoticeResult"
    listed = organisations(root)
    rows = []
    for lot_result in found(root, f"{result}/efac:LotResult"):
        lot = first(lot_result, "efac:TenderLot/cbc:ID")
        tenders: list[etree._Element] = []
        for contract in found(lot_result, "efac:SettledContract/cbc:ID/text()"):
            for ref in found(root, f"{result}/efac:SettledContract[cbc:ID='{contract}']/efac:LotTender/cbc:ID/text()"):
                tenders += [
                    tender
                    for tender in found(root, f"{result}/efac:LotTender[cbc:ID='{ref}']")
                    if first(tender, "efac:TenderLot/cbc:ID") in {"", lot} and tender not in tenders
                ]
        winners: dict[tuple[str, str, str, str], None] = {}
        for tender in tenders:
            for ref in found(tender, "efac:TenderingParty/cbc:ID/text()"):
                party = f"{result}/efac:TenderingParty[cbc:ID='{ref}']/efac:Tenderer/cbc:ID/text()"
                winners |= {named(root, listed[org]): None for org in found(root, party) if org and org in listed}
        rows.append(
            {
                "lot": lot,
                "outcome": first(lot_result, "cbc:TenderResultCode"),
                "reason": first(lot_result, "efac:DecisionReason/efbc:DecisionReasonCode"),
                "tenders": [
                    (first(s, "efbc:StatisticsCode"), int(first(s, "efbc:StatisticsNumeric")))
                    for s in found(lot_result, "efac:ReceivedSubmissionsStatistics")
                ],
                "contracts": bool(tenders),
                "winners": list(winners),
                "values": [minor(one(t, "cac:LegalMonetaryTotal/cbc:PayableAmount")) for t in tenders],
            }
        )
    return rows


def plain(path: str) -> Callable[[etree._Element], str]:
    return lambda root: first(root, path)


# Fields of `Notice` that are one value each.
VALUES: dict[str, Callable[[etree._Element], str]] = {
    "version": plain("/*/cbc:VersionID"),
    "procedure_id": plain("/*/cbc:ContractFolderID"),
    "form_type": plain("/*/cbc:NoticeTypeCode/@listName"),
    "notice_type": plain("/*/cbc:NoticeTypeCode"),
    "subtype": plain(f"{EXTENSION}/efac:NoticeSubType/cbc:SubTypeCode"),
}

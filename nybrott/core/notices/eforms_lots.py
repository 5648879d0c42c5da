"""What an eForms notice asks for: the procurement as a whole and each lot or planning part of it."""

from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from nybrott.core.notices.amounts import money
from nybrott.core.notices.dates import day
from nybrott.core.notices.model import Code, Criterion, Lot, Money
from nybrott.core.notices.references import notice_reference
from nybrott.core.notices.texts import Texts
from nybrott.core.notices.ubl import (
    CAC,
    CBC,
    DESCRIPTION,
    EFAC,
    EFBC,
    ID,
    NAME,
    NOTICE_REFERENCE,
    PROCESS,
    PROJECT,
    TERMS,
    child,
    child_value,
    identifiers,
    value,
)

KINDS = {"Lot": "lot", "Part": "part", "LotsGroup": "group"}

# The lists of cac:ProcurementAdditionalType that state a strategic aim, and the business term each belongs to.
STRATEGIC_LISTS = {
    "strategic-procurement": "BT-06",
    "environmental-impact": "BT-774",
    "social-objective": "BT-775",
    "innovative-acquisition": "BT-776",
    "gpp-criteria": "BT-805",
}

_NOTE = f"{CBC}Note"
_MAIN_CPV = f"{CAC}MainCommodityClassification"
_MORE_CPV = f"{CAC}AdditionalCommodityClassification"
_CPV = f"{CBC}ItemClassificationCode"
_TOTAL = f"{CAC}RequestedTenderTotal"
_ESTIMATED = f"{CBC}EstimatedOverallContractAmount"
_ADDITIONAL_TYPE = f"{CAC}ProcurementAdditionalType"
_TYPE_CODE = f"{CBC}ProcurementTypeCode"
_TYPE_TEXT = f"{CBC}ProcurementType"
_LOCATION = f"{CAC}RealizedLocation"
_ADDRESS = f"{CAC}Address"
_SUBENTITY = f"{CBC}CountrySubentityCode"
_PERIOD = f"{CAC}PlannedPeriod"
_DURATION = f"{CBC}DurationMeasure"
_DURATION_OTHER = f"{CBC}DescriptionCode"
_START = f"{CBC}StartDate"
_END = f"{CBC}EndDate"
_MAY_GO_ON = f"{CAC}ContractExtension"
_OPTIONS = f"{CBC}OptionsDescription"
_TIMES = f"{CBC}MaximumNumberNumeric"
_RENEWAL = f"{CAC}Renewal"
_SYSTEM = f"{CAC}ContractingSystem"
_SYSTEM_CODE = f"{CBC}ContractingSystemTypeCode"
_TENDER_DEADLINE = f"{CAC}TenderSubmissionDeadlinePeriod"
_REQUEST_DEADLINE = f"{CAC}ParticipationRequestReceptionPeriod"
_INTEREST_DEADLINE = f"{EFAC}InterestExpressionReceptionPeriod"
_EXTENSIONS = "{urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2}UBLExtensions"
_VARIANTS = f"{CBC}VariantConstraintCode"
_FUNDING = f"{CBC}FundingProgramCode"
_AWARDING = f"{CAC}AwardingTerms"
_CRITERION = f"{CAC}AwardingCriterion"
_SUB_CRITERION = f"{CAC}SubordinateAwardingCriterion"
_CRITERION_TYPE = f"{CBC}AwardingCriterionTypeCode"
_FORMULA = f"{CBC}CalculationExpression"
_PARAMETER = f"{EFAC}AwardCriterionParameter"
_PARAMETER_CODE = f"{EFBC}ParameterCode"
_PARAMETER_NUMBER = f"{EFBC}ParameterNumeric"
_LOOSE_TEXTS = frozenset({DESCRIPTION, _FORMULA})


@dataclass(slots=True)
class Project:
    """What one `cac:ProcurementProject` says beside its texts, which go to the notice's `Texts`."""

    cpv_main: str = ""
    cpv_additional: list[str] = field(default_factory=list)
    nuts: list[str] = field(default_factory=list)
    estimated: Money | None = None
    duration: int | None = None
    duration_unit: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    options: str = ""
    renewals: int | None = None
    codes: list[Code] = field(default_factory=list)


@dataclass(slots=True)
class Asked:
    """All lots and parts of a notice with what hangs on them."""

    lots: list[Lot] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    previous: list[str] = field(default_factory=list)


def project(element: etree._Element, texts: Texts, lot: str = "", prefix: str = "") -> Project:
    """Reads the procurement's or a lot's `cac:ProcurementProject`; `prefix` is "lot-" for a lot's texts."""
    found = Project()
    for part in element:
        tag = part.tag
        if tag == NAME:
            texts.add_element(f"{prefix}title", part, lot)
        elif tag == DESCRIPTION:
            texts.add_element(f"{prefix}description", part, lot)
        elif tag == _NOTE:
            texts.add_element(f"{prefix}note", part, lot)
        elif tag == _MAIN_CPV:
            found.cpv_main = found.cpv_main or cpv(child_value(part, _CPV))
        elif tag == _MORE_CPV:
            found.cpv_additional += [cpv(value(code)) for code in part if code.tag == _CPV]
        elif tag == _ADDITIONAL_TYPE:
            _take_aim(part, texts, lot, found.codes)
        elif tag == _TOTAL:
            amount = child(part, _ESTIMATED)
            found.estimated = money(amount.text, amount.get("currencyID")) if amount is not None else None
        elif tag == _LOCATION:
            for address in part:
                if address.tag == _ADDRESS:
                    found.nuts.append(child_value(address, _SUBENTITY))
        elif tag in _LENGTH:
            _LENGTH[tag](part, texts, found)
    return found


def _take_aim(part: etree._Element, texts: Texts, lot: str, codes: list[Code]) -> None:
    known = False
    for code in part:
        if code.tag != _TYPE_CODE:
            continue
        term = STRATEGIC_LISTS.get(code.get("listName") or "")
        if term:
            known = True
            if value(code):
                codes.append(Code(term, value(code), lot))
    if known:
        for text in part.iterchildren(_TYPE_TEXT):
            texts.add_element("strategic", text, lot)


def _take_period(part: etree._Element, _texts: Texts, found: Project) -> None:
    for detail in part:
        tag = detail.tag
        if tag == _DURATION:
            written = value(detail)
            if written.isascii() and written.isdigit() and len(written) < 8:
                found.duration, found.duration_unit = int(written), detail.get("unitCode") or ""
        elif tag == _DURATION_OTHER:
            found.duration_unit = found.duration_unit or value(detail)
        elif tag == _START:
            found.starts_on = day(detail.text)
        elif tag == _END:
            found.ends_on = day(detail.text)


def _take_options(part: etree._Element, texts: Texts, found: Project) -> None:
    """Options (BT-54) and renewals (BT-57) in the notice's own language, and how many times (BT-58; 0 says nothing)."""
    renewals = [text for one in part.iterchildren(_RENEWAL) for text in one.iterdescendants(DESCRIPTION)]
    said = [texts.chosen(part.iterchildren(_OPTIONS), "lot-note"), texts.chosen(renewals, "lot-note")]
    found.options = " ".join(dict.fromkeys(filter(None, said)))
    times = child_value(part, _TIMES)
    found.renewals = (int(times) or None) if times.isascii() and times.isdigit() and len(times) < 4 else None


_LENGTH = {_PERIOD: _take_period, _MAY_GO_ON: _take_options}


def cpv(code: str) -> str:
    """The eight digits of a CPV code; its check digit ("-9") is dropped, anything else stands as it is."""
    if len(code) == 8:
        return code
    head, _, check = code.partition("-")
    return head if len(head) == 8 and head.isdigit() and (not check or check.isdigit()) else code


def take_lot(element: etree._Element, texts: Texts, asked: Asked) -> None:
    """Reads one `cac:ProcurementProjectLot` into `asked`. A group of lots gives texts and criteria, but is no lot."""
    identifier = child(element, ID)
    ref = kind = ""
    if identifier is not None:
        ref, kind = value(identifier), KINDS.get(identifier.get("schemeName") or "", "")
    aim = Project()
    terms: dict[str, str] = {}
    deadline: date | None = None
    for part in element:
        tag = part.tag
        if tag == PROJECT:
            aim = project(part, texts, ref, "lot-")
        elif tag == TERMS:
            asked.criteria += _terms(part, texts, ref, terms)
        elif tag == PROCESS:
            deadline = _process(part, terms)
            asked.previous += map(notice_reference, identifiers(part, NOTICE_REFERENCE))
    asked.codes += aim.codes
    if kind != "group":
        asked.lots.append(
            Lot(
                ref=ref,
                kind=kind or "lot",
                cpv_main=aim.cpv_main,
                cpv_additional=_each_once(aim.cpv_additional),
                nuts=_each_once(aim.nuts),
                estimated=aim.estimated,
                framework=terms.get("framework-agreement", ""),
                dynamic=terms.get("dps-usage", ""),
                variants=terms.get("variants", ""),
                eu_funded=terms.get("eu-funded", ""),
                duration=aim.duration,
                duration_unit=aim.duration_unit,
                starts_on=aim.starts_on,
                ends_on=aim.ends_on,
                deadline_on=deadline,
                options=aim.options,
                renewals=aim.renewals,
            )
        )


def _each_once(codes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, codes))) if codes else ()


def _terms(element: etree._Element, texts: Texts, lot: str, terms: dict[str, str]) -> list[Criterion]:
    criteria = []
    for part in element:
        tag = part.tag
        if tag == _VARIANTS:
            terms["variants"] = value(part)
        elif tag == _FUNDING:
            if part.get("listName") == "eu-funded":
                terms["eu-funded"] = value(part)
        elif tag == _AWARDING:
            for criterion in part.iterchildren(_CRITERION):
                criteria += _criteria(criterion, texts, lot)
    return criteria


def _criteria(element: etree._Element, texts: Texts, lot: str) -> list[Criterion]:
    """The award criteria under one `cac:AwardingCriterion`, or itself where it is not divided."""
    found = []
    own = False
    for part in element:
        tag = part.tag
        if tag == _SUB_CRITERION:
            found.append(_criterion(part, texts, lot))
        elif tag == _CRITERION_TYPE:
            own = True
        elif tag in _LOOSE_TEXTS:
            texts.add_element("criterion", part, lot)
    if own and not found:
        found.append(_criterion(element, texts, lot))
    return found


def _criterion(element: etree._Element, texts: Texts, lot: str) -> Criterion:
    kind = ""
    names, descriptions = [], []
    for part in element:
        tag = part.tag
        if tag == DESCRIPTION:
            descriptions.append(part)
            texts.add_element("criterion", part, lot)
        elif tag == NAME:
            names.append(part)
            texts.add_element("criterion-name", part, lot)
        elif tag == _CRITERION_TYPE and (not kind or part.get("listName") == "award-criterion-type"):
            kind = value(part)
    weight, weight_kind = _weight(element)
    return Criterion(
        kind=kind,
        name=texts.chosen(names, "criterion-name"),
        text=texts.chosen(descriptions, "criterion"),
        weight=weight,
        weight_kind=weight_kind,
        lot=lot,
    )


def _weight(element: etree._Element) -> tuple[str, str]:
    """The weight, else a fixed price or cost, from the extension inside the criterion. Thresholds are no weights."""
    fixed = ("", "")
    for parameter in element.iterdescendants(_PARAMETER):
        code = child(parameter, _PARAMETER_CODE)
        kind = code.get("listName") if code is not None else "number-weight"
        found = (child_value(parameter, _PARAMETER_NUMBER), value(code) if code is not None else "")
        if kind == "number-weight":
            return found
        if kind == "number-fixed":
            fixed = found
    return fixed


def _process(element: etree._Element, terms: dict[str, str]) -> date | None:
    """Fills in framework and dynamic purchasing system; gives the date by which suppliers must answer.

    That is the deadline for tenders, else for requests to participate, else for expressions of interest.
    """
    tenders = requests = interest = None
    for part in element:
        tag = part.tag
        if tag == _SYSTEM:
            for code in part.iterchildren(_SYSTEM_CODE):
                terms.setdefault(code.get("listName") or "", value(code))
        elif tag == _TENDER_DEADLINE:
            tenders = day(child_value(part, _END))
        elif tag == _REQUEST_DEADLINE:
            requests = day(child_value(part, _END))
        elif tag == _EXTENSIONS:
            for period in part.iterdescendants(_INTEREST_DEADLINE):
                interest = day(child_value(period, _END))
    return tenders or requests or interest

"""Code tables of TED XML: forms, document types, procedures, and the words eForms has for them.

Source: the TED XML schemas R2.0.7 to R2.0.9 of the Publications Office. Where eForms has the same thing, its word is
used (BT-105 procedures, BT-03 form types, BT-760 kinds of tenders), so that figures need not know the format.
"""

from nybrott.core.notices.vocabulary import (
    COMPETITION,
    DESIGN_CONTEST,
    DIRECT_AWARD,
    MODIFICATION,
    OTHER,
    PLANNING,
    RESULT,
)

# NOTICE/@TYPE says more than the form where there is one. F23 "PRI" is a concession's prior notice: it calls.
_STAGE_OF_TYPE = {
    **dict.fromkeys(("PRI_ONLY", "PRI_REDUCING_TIME_LIMITS", "PER_ONLY", "PER_REDUCING_TIME_LIMITS"), PLANNING),
    **dict.fromkeys(("PRI_CALL_COMPETITION", "PER_CALL_COMPETITION", "QSU_ONLY", "QSU_CALL_COMPETITION"), COMPETITION),
    **dict.fromkeys(("CONTRACT", "PRI"), COMPETITION),
    **dict.fromkeys(("AWARD_CONTRACT", "CONCESSION_AWARD_CONTRACT"), RESULT),
}

# The forms of R2.0.9 and of the revisions before it, which bear the same numbers.
_STAGE_OF_FORM = {
    **dict.fromkeys(("F01", "F04", "F08", "F16", "T01"), PLANNING),
    **dict.fromkeys(("F02", "F05", "F07", "F09", "F10", "F11", "F12", "F17", "F19", "F24"), COMPETITION),
    **dict.fromkeys(("F03", "F06", "F13", "F18", "F25", "T02"), RESULT),
    "F15": DIRECT_AWARD,
    "F20": MODIFICATION,
    "F14": OTHER,
}

# TD_DOCUMENT_TYPE, given by the Publications Office; the last resort, and all there is for forms without a number.
_STAGE_OF_DOCUMENT = {
    **dict.fromkeys("0PB", PLANNING),
    **dict.fromkeys("345ACDGHIMOQY", COMPETITION),
    **dict.fromkeys("7JR", RESULT),
    "V": DIRECT_AWARD,
    "K": MODIFICATION,
}

# What NOTICE/@TYPE would say on forms that have none.
_TYPE_OF_DOCUMENT = {
    "0": "PRI_ONLY",
    "A": "PRI_CALL_COMPETITION",
    "P": "PER_ONLY",
    "M": "PER_CALL_COMPETITION",
    "Q": "QSU_ONLY",
    "O": "QSU_CALL_COMPETITION",
    "3": "CONTRACT",
    "7": "AWARD_CONTRACT",
}

_FORM_TYPE_OF_STAGE = {
    PLANNING: "planning",
    COMPETITION: "competition",
    DIRECT_AWARD: "dir-awa-pre",
    RESULT: "result",
    MODIFICATION: "cont-modif",
}


def stage(*, notice_type: str, form: str, document: str) -> str:
    """The stage a notice stands for: its type says it; where it has none the form, then the document type."""
    return _STAGE_OF_TYPE.get(notice_type) or _STAGE_OF_FORM.get(form) or _STAGE_OF_DOCUMENT.get(document) or OTHER


def form_type(stage: str, form: str) -> str:
    """The BT-03 word for the form."""
    return "change" if form == "F14" else _FORM_TYPE_OF_STAGE.get(stage, "")


def notice_type(written: str, document: str) -> str:
    """NOTICE/@TYPE; else what it would say for such a document, else the document type's code."""
    return written or _TYPE_OF_DOCUMENT.get(document, document)


# PR_PROC → BT-105. Concession awards (E) and direct awards in public transport (A) have no word there.
_PROCEDURE_OF_CODE = {
    "1": "open",
    "2": "restricted",
    "3": "restricted",
    "4": "neg-w-call",
    "6": "neg-w-call",
    "A": "direct-award",
    "B": "neg-w-call",
    "C": "comp-dial",
    "E": "concession-award",
    "F": "neg-wo-call",
    "G": "innovation",
    "T": "neg-wo-call",
    "V": "neg-wo-call",
}
_ACCELERATED_CODES = frozenset({"3", "6"})
_NO_PROCEDURE_CODES = frozenset({"", "9", "N", "Z"})

# Elements that stand for a procedure in the form itself, or values of TYPE_OF_PROCEDURE_DETAIL without their PT_.
PROCEDURE_OF_ELEMENT = {
    "PT_OPEN": "open",
    "PT_RESTRICTED": "restricted",
    "PT_ACCELERATED_RESTRICTED": "restricted",
    "PT_ACCELERATED_RESTRICTED_CHOICE": "restricted",
    "PT_COMPETITIVE_NEGOTIATION": "neg-w-call",
    "PT_INVOLVING_NEGOTIATION": "neg-w-call",
    "PT_NEGOTIATED": "neg-w-call",
    "PT_NEGOTIATED_CHOICE": "neg-w-call",
    "PT_NEGOTIATED_WITH_PRIOR_CALL": "neg-w-call",
    "PT_NEGOTIATED_WITH_COMPETITION": "neg-w-call",
    "PT_NEGOTIATED_WITH_PUBLICATION_CONTRACT_NOTICE": "neg-w-call",
    "PT_ACCELERATED_NEGOTIATED": "neg-w-call",
    "F02_PT_ACCELERATED_NEGOTIATED": "neg-w-call",
    "PT_COMPETITIVE_DIALOGUE": "comp-dial",
    "PT_INNOVATION_PARTNERSHIP": "innovation",
    "PT_COMPETITIVE_TENDERING": "comp-tend",
    "PT_REQUEST_EXPRESSION_INTEREST": "exp-int-rail",
    "PT_AWARD_CONTRACT_WITH_PRIOR_PUBLICATION": "concession-award",
    "PT_AWARD_CONTRACT_WITHOUT_CALL": "neg-wo-call",
    "PT_AWARD_CONTRACT_WITHOUT_PUBLICATION": "neg-wo-call",
    "PT_NEGOTIATED_WITHOUT_PUBLICATION": "neg-wo-call",
    "PT_NEGOTIATED_WITHOUT_COMPETITION": "neg-wo-call",
    "F03_PT_NEGOTIATED_WITHOUT_COMPETITION": "neg-wo-call",
    "F06_PT_NEGOTIATED_WITHOUT_COMPETITION": "neg-wo-call",
    "F03_AWARD_WITHOUT_PRIOR_PUBLICATION": "neg-wo-call",
    "F06_AWARD_WITHOUT_PRIOR_PUBLICATION": "neg-wo-call",
    "F18_PT_NEGOTIATED_WITHOUT_PUBLICATION_CONTRACT_NOTICE": "neg-wo-call",
    **dict.fromkeys(
        (
            "PT_DA_EMERGENCY_MEASURE",
            "PT_DA_EXCEPTIONAL_CIRCUMSTANCE_RAIL",
            "PT_DA_INTERNAL_OPERATOR",
            "PT_DA_MARKET_NETWORK_RAIL",
            "PT_DA_MEDIUM_ENTERPRISE",
            "PT_DA_OPERATOR_MANAGER_RAIL",
            "PT_DA_RAILWAY_TRANSPORT",
            "PT_DA_SMALL_CONTRACT",
        ),
        "direct-award",
    ),
}

_DESIGN_CONTEST_FORMS = frozenset({"F12", "F13"})
_DESIGN_CONTEST_DOCUMENTS = frozenset({"D", "R"})


def procedure(*, in_form: str, code: str, form: str, document: str) -> tuple[str, tuple[str, ...]]:
    """The procedure, and its features.

    A design contest is one whatever the code says of being open or restricted. Else the buyer's own tick in the form
    goes before the code that the Publications Office gave; a code that no table knows is kept.
    """
    features = ("accelerated",) if code in _ACCELERATED_CODES else ()
    if form in _DESIGN_CONTEST_FORMS or document in _DESIGN_CONTEST_DOCUMENTS:
        return DESIGN_CONTEST, features
    if in_form:
        return in_form, features
    return "" if code in _NO_PROCEDURE_CODES else _PROCEDURE_OF_CODE.get(code, code), features


# AA_AUTHORITY_TYPE and MA_MAIN_ACTIVITIES → the words the forms have for the same, for notices whose form is silent.
LEGAL_TYPE_OF_CODE = {
    "1": "MINISTRY",
    "3": "REGIONAL_AUTHORITY",
    "4": "UTILITIES",
    "5": "EU_INSTITUTION",
    "6": "BODY_PUBLIC",
    "8": "OTHER",
    "N": "NATIONAL_AGENCY",
    "R": "REGIONAL_AGENCY",
}
ACTIVITY_OF_CODE = {
    "A": "HOUSING_AND_COMMUNITY_AMENITIES",
    "B": "SOCIAL_PROTECTION",
    "C": "RECREATION_CULTURE_AND_RELIGION",
    "D": "DEFENCE",
    "E": "ENVIRONMENT",
    "F": "ECONOMIC_AND_FINANCIAL_AFFAIRS",
    "G": "PRODUCTION_TRANSPORT_DISTRIBUTION_GAS_HEAT",
    "H": "HEALTH",
    "I": "AIRPORT_RELATED_ACTIVITIES",
    "J": "EXPLORATION_EXTRACTION_GAS_OIL",
    "K": "PORT_RELATED_ACTIVITIES",
    "L": "EDUCATION",
    "M": "EXPLORATION_EXTRACTION_COAL_OTHER_SOLID_FUEL",
    "N": "ELECTRICITY",
    "P": "POSTAL_SERVICES",
    "R": "RAILWAY_SERVICES",
    "S": "GENERAL_PUBLIC_SERVICES",
    "T": "URBAN_RAILWAY_TRAMWAY_TROLLEYBUS_BUS_SERVICES",
    "U": "PUBLIC_ORDER_AND_SAFETY",
    "W": "WATER",
    "8": "OTHER",
}

# Elements that count tenders (or, in design contests, participants) → BT-760.
TENDER_KINDS = {
    "NB_TENDERS_RECEIVED": "tenders",
    "NB_TENDERS_RECEIVED_SME": "t-sme",
    "NB_TENDERS_RECEIVED_OTHER_EU": "t-oth-eea",
    "NB_TENDERS_RECEIVED_NON_EU": "t-no-eea",
    "NB_TENDERS_RECEIVED_EMEANS": "t-esubm",
    "NB_PARTICIPANTS": "tenders",
    "NB_PARTICIPANTS_SME": "t-sme",
    "NB_PARTICIPANTS_OTHER_EU": "t-oth-eea",
    "OFFERS_RECEIVED_NUMBER": "tenders",
    "OFFERS_RECEIVED_NUMBER_MEANING": "t-esubm",
}


def celex(directive: str) -> str:
    """A legal basis as eForms names it: "2014/24/EU" → "32014L0024"; anything else stands as it is."""
    year, _, rest = directive.partition("/")
    number, _, kind = rest.partition("/")
    if len(year) == 4 and year.isdigit() and number.isdigit() and kind in {"EU", "EC"}:
        return f"3{year}L{number:0>4}"
    return directive

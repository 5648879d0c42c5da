"""Code tables of OCDS, most of them from its profile for eForms, and the eForms words for the same.

Source: Open Contracting Data Standard 1.1, the OCDS for eForms profile and the sustainability extension.
"""

from collections.abc import Collection

from nybrott.core.notices.records_codes import procedure as procedure_named
from nybrott.core.notices.vocabulary import COMPETITION, MODIFICATION, OTHER, PLANNING, RESULT

_PLANNED = frozenset({"planning", "planned"})

# The furthest thing a release tells of goes first. An update of an award alone is no change of a contract.
_STAGE_OF_TAGS = (
    (frozenset({"award", "awardcancellation", "contract", "tendercancellation", "implementation"}), RESULT),
    (frozenset({"contractupdate", "contractamendment"}), MODIFICATION),
    (frozenset({"awardupdate", "contracttermination", "implementationupdate"}), RESULT),
    (frozenset({"tender", "tenderupdate", "tenderamendment"}), COMPETITION),
    (frozenset({"planning", "planningupdate"}), PLANNING),
)
_STAGE_OF_SECTION = (("contracts", RESULT), ("awards", RESULT), ("tender", COMPETITION), ("planning", PLANNING))


def stage(tags: Collection[str], status: str, sections: Collection[str]) -> str:
    """The stage a release stands for: its tags say it; where they do not (compiled releases, no tags), its sections.

    A release with several tags tells of everything up to the last of them. A tender that is only planned is planning.
    """
    small = {tag.lower() for tag in tags}
    by_tag = (reached for group, reached in _STAGE_OF_TAGS if not group.isdisjoint(small))
    by_section = (reached for section, reached in _STAGE_OF_SECTION if section in sections)
    found = next(by_tag, "") or next(by_section, OTHER)
    return PLANNING if found == COMPETITION and status.lower() in _PLANNED else found


# procurementMethod, and procurementMethodType as Prozorro has it. "selective" may be any of four procedures.
_PROCEDURE_OF_METHOD = {"open": "open", "limited": "neg-wo-call"}
_PROCEDURE_OF_TYPE = {
    "belowthreshold": "open",
    "abovethreshold": "open",
    "abovethresholdua": "open",
    "abovethresholdeu": "open",
    "competitivedialogueua": "comp-dial",
    "competitivedialogueeu": "comp-dial",
    "negotiation": "neg-wo-call",
    "negotiation.quick": "neg-wo-call",
}
LONGEST_LABEL = 80  # what is longer describes the procedure, it does not name it


def procedure(method: str, details: str, kind: str) -> str:
    """The BT-105 code for the method's name, type or group; else the name, or the group, as it stands."""
    named = procedure_named(details) if len(details) <= LONGEST_LABEL else ""
    return named or _PROCEDURE_OF_TYPE.get(kind.lower()) or _PROCEDURE_OF_METHOD.get(method.lower()) or method


# sustainability[].goal → business term and code. What is no eForms goal is not taken.
GOALS = {
    "economic.innovativePurchase": ("BT-06", "inn-pur"),
    "environmental": ("BT-06", "env-imp"),
    "social": ("BT-06", "soc-obj"),
    "environmental.biodiversityProtectionRestoration": ("BT-774", "biodiv-eco"),
    "environmental.circularEconomy": ("BT-774", "circ-econ"),
    "environmental.climateChangeAdaptation": ("BT-774", "clim-adapt"),
    "environmental.climateChangeMitigation": ("BT-774", "clim-mitig"),
    "environmental.other": ("BT-774", "other"),
    "environmental.pollutionPrevention": ("BT-774", "pollu-prev"),
    "environmental.waterResourcesProtection": ("BT-774", "water-mar"),
    "social.accessibility": ("BT-775", "acc-all"),
    "social.disadvantagedEmploymentOpportunities": ("BT-775", "opp"),
    "social.ethnicEquality": ("BT-775", "et-eq"),
    "social.fairWorkingConditions": ("BT-775", "work-cond"),
    "social.genderEquality": ("BT-775", "gen-eq"),
    "social.humanRightsInSupplyChains": ("BT-775", "hum-right"),
    "social.other": ("BT-775", "other"),
    "economic.marketInnovationPromotion": ("BT-776", "mar-nov"),
    "economic.processInnovationPromotion": ("BT-776", "proc-innov"),
    "economic.productInnovationPromotion": ("BT-776", "prod-innov"),
    "economic.researchDevelopmentActivities": ("BT-776", "rd-act"),
}
STRATEGIES = {
    "euGPPCriteria": ("BT-805", "eu"),
    "nationalGPPCriteria": ("BT-805", "national"),
    "otherGPPCriteria": ("BT-805", "other"),
}

# bids.statistics[].measure → BT-760.
BID_KINDS = {
    "bids": "tenders",
    "smebids": "t-sme",
    "microbids": "t-micro",
    "smallbids": "t-small",
    "mediumbids": "t-med",
    "largebids": "t-large",
    "electronicbids": "t-esubm",
    "foreignbidsfromeu": "t-oth-eea",
    "foreignbidsfromnoneu": "t-no-eea",
    "disqualifiedbids": "t-verif-inad",
    "requests": "part-req",
}

# awards[].status → BT-142.
OUTCOMES = {
    "active": "selec-w",
    "complete": "selec-w",
    "pending": "open-nw",
    "unsuccessful": "clos-nw",
    "cancelled": "clos-nw",
}

VARIANTS = {"allowed": "allowed", "required": "required", "notallowed": "not-allowed"}
FRAMEWORKS = {
    "withreopeningcompetition": "fa-w-rc",
    "withoutreopeningcompetition": "fa-wo-rc",
    "withandwithoutreopeningcompetition": "fa-mix",
}
WEIGHTS = {
    "percentageexact": "per-exa",
    "percentagerangemiddle": "per-mid",
    "decimalexact": "dec-exa",
    "decimalrangemiddle": "dec-mid",
    "pointsexact": "poi-exa",
    "pointsrangemiddle": "poi-mid",
    "order": "ord-imp",
}
DYNAMIC_SYSTEMS = {"open": "dps-nlist", "closed": "dps-list"}

# The registered prefix of a publisher's process identifiers (ocid) → its country.
COUNTRY_OF_PREFIX = {
    "ocds-03ad3f": "PY",
    "ocds-b3wdp1": "MD",
    "ocds-b5fd17": "GB",
    "ocds-be6bcu": "UA",
    "ocds-h6vhtk": "GB",
    "ocds-ngfbwp": "MD",
}

LEGAL_TYPE_SCHEMES = ("eu-buyer-legal-type", "TED_CA_TYPE")
ACTIVITY_SCHEMES = ("eu-main-activity", "TED_CE_ACTIVITY", "COFOG")

"""What the codes of official notices are called, in the language of the page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Mapping[str, str | Promise]

STAGES: Words = {
    "planning": _("Planning"),
    "competition": _("Competition"),
    "direct-award": _("Intention to award"),
    "result": _("Result"),
    "modification": _("Change of contract"),
    "other": _("Other"),
    "test": _("Test notice"),
}

PROCEDURES: Words = {
    "open": _("Open procedure"),
    "restricted": _("Restricted procedure"),
    "neg-w-call": _("Negotiated procedure after a call"),
    "neg-wo-call": _("Negotiated procedure without a call"),
    "comp-dial": _("Competitive dialogue"),
    "innovation": _("Innovation partnership"),
    "design-contest": _("Design contest"),
    "oth-single": _("Other procedure in one stage"),
    "oth-mult": _("Other procedure in several stages"),
    "comp-tend": _("Competitive tendering"),
    "exp-int-rail": _("Expression of interest (rail)"),
}

FORMATS: Words = {
    "eforms": "eForms",
    "ted-xml": _("TED XML (before eForms)"),
    "ocds": "OCDS",
    "record": _("Plain record"),
}

FIELDS: Words = {
    "title": _("Title"),
    "description": _("Description"),
    "note": _("Additional information"),
    "lot-title": _("Title of the lot"),
    "lot-description": _("Description of the lot"),
    "lot-note": _("Additional information on the lot"),
    "criterion": _("Award criterion"),
    "criterion-name": _("Name of the award criterion"),
    "features": _("How the procedure runs"),
    "strategic": _("Why the procurement is strategic"),
    "justification": _("Why it is awarded directly"),
    "change": _("What is changed"),
}

CODES: Words = {
    "BT-06": _("Strategic procurement"),
    "BT-774": _("Green procurement"),
    "BT-775": _("Social procurement"),
    "BT-776": _("Procurement of innovation"),
    "BT-805": _("Green criteria"),
    "procedure": _("Procedure"),
    "notice-type": _("Kind of notice"),
    "subtype": _("Number of the form"),
    "cpv": _("CPV code"),
    "variants": _("Variants"),
}

OUTCOMES: Words = {
    "selec-w": _("A winner was chosen"),
    "open-nw": _("No winner yet"),
    "clos-nw": _("Closed without a winner"),
}

NOT_AWARDED: Words = {
    "all-rej": _("All tenders were rejected"),
    "chan-need": _("The need changed"),
    "ins-fund": _("Too little money"),
    "no-rece": _("No tenders came"),
    "one-admis": _("Only one tender could be accepted"),
    "other": _("Another reason"),
    "PROCUREMENT_DISCONTINUED": _("The procurement was stopped"),
    "PROCUREMENT_UNSUCCESSFUL": _("No tender could be accepted"),
}

FRAMEWORKS: Words = {
    "fa-wo-rc": _("Yes, without new competition"),
    "fa-w-rc": _("Yes, with new competition"),
    "fa-mix": _("Yes, partly with new competition"),
    "single-operator": _("Yes, with one supplier"),
    "several-operators": _("Yes, with several suppliers"),
    "framework": _("Yes"),
}

PURCHASING_SYSTEMS: Words = {
    "dps-list": _("Yes, for the buyers named"),
    "dps-nlist": _("Yes, also for other buyers"),
}

CRITERIA: Words = {
    "price": _("Price"),
    "cost": _("Cost"),
    "lowestCost": _("Cost"),
    "quality": _("Quality"),
    "quality-nor-env-criteria": _("Climate and environment"),
    "quality-nor-env-spec": _("Climate and environment, required"),
}

TENDERS: Words = {
    "tenders": _("All tenders"),
    "t-sme": _("From small and medium-sized suppliers"),
    "t-micro": _("From micro suppliers"),
    "t-small": _("From small suppliers"),
    "t-med": _("From medium-sized suppliers"),
    "t-large": _("From large suppliers"),
    "t-esubm": _("Sent electronically"),
    "t-eea": _("From other EEA countries"),
    "t-oth-eea": _("From other EEA countries"),
    "t-no-eea": _("From outside the EEA"),
    "t-verif-inad": _("Checked and not accepted"),
    "t-no-verif": _("Not checked"),
    "part-req": _("Requests to take part"),
}

LENSES: Words = {
    "strict": _("Strict"),
    "declared": _("Declared"),
    "behavioural": _("Behavioural"),
}

FAMILIES: Words = {
    "market-dialogue": _("Market dialogue"),
    "innovation": _("Signs of innovation"),
    "partnership": _("Partnership or pre-commercial"),
    "friendly": _("Innovation-friendly"),
}


WEIGHTS: Words = {
    "counted": pgettext_lazy("weight of a sign", "Counted"),
    "candidate": pgettext_lazy("weight of a sign", "Candidate, not counted"),
    "context": pgettext_lazy("weight of a sign", "Context, not counted"),
}

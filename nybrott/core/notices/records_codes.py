"""What people write for kinds of notices, procedures and countries, and the code for it.

Labels are from Doffin's pages, its tables and its search interface, and the names of the EU's code lists, in bokmål,
nynorsk, English, Swedish and Danish. They are compared without regard to case, punctuation and accented letters, so
that "Kunngj\ufffdring", a letter lost on the way, is still known.
"""

import re

from nybrott.core.notices.vocabulary import (
    COMPETITION,
    COUNTRIES,
    DESIGN_CONTEST,
    DIRECT_AWARD,
    MODIFICATION,
    OTHER,
    PLANNING,
    RESULT,
    country,
)
from nybrott.core.notices.vocabulary import stage as eforms_stage

FORM_TYPE_OF_STAGE = {
    PLANNING: "planning",
    COMPETITION: "competition",
    DIRECT_AWARD: "dir-awa-pre",
    RESULT: "result",
    MODIFICATION: "cont-modif",
}

# Doffin's code for a kind of notice → the stage it stands for, and what else it is called.
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "PLANNING": (PLANNING, ("planlegging", "planlegging av anskaffelse")),
    "NOTICE_ON_BUYER_PROFILE": (
        PLANNING,
        ("kjøperprofil", "kunngjøring på kjøperprofil", "kunngjøring av kjøperprofil", "buyer profile"),
    ),
    "ADVISORY_NOTICE": (
        PLANNING,
        (
            "veiledende",
            "veiledende kunngjøring",
            "rettleiande kunngjering",
            "prior information notice",
            "periodic indicative notice",
        ),
    ),
    "PRE_ANNOUNCEMENT": (PLANNING, ("forhåndskunngjøring", "førehandskunngjering", "forhåndsvarsel")),
    "COMPETITION": (COMPETITION, ("konkurranse",)),
    "ANNOUNCEMENT_OF_COMPETITION": (
        COMPETITION,
        (
            "kunngjøring av konkurranse",
            "kunngjering av konkurranse",
            "konkurransekunngjøring",
            "konkurransekunngjering",
            "contract notice",
        ),
    ),
    "DYNAMIC_PURCHASING_SCHEME": (
        COMPETITION,
        ("dynamisk innkjøpsordning", "kunngjøring av dynamisk innkjøpsordning", "dynamic purchasing system"),
    ),
    "QUALIFICATION_SCHEME": (
        COMPETITION,
        ("kvalifikasjonsordning", "kunngjøring av kvalifikasjonsordning", "qualification system"),
    ),
    "cn-desg": (
        COMPETITION,
        ("plan- og designkonkurranse", "kunngjøring av plan- og designkonkurranse", "design contest"),
    ),
    "ANNOUNCEMENT_OF_INTENT": (
        DIRECT_AWARD,
        ("intensjonskunngjøring", "intensjonskunngjering", "voluntary ex ante transparency notice"),
    ),
    "RESULT": (RESULT, ("resultat", "resultater")),
    "ANNOUNCEMENT_OF_CONCLUSION_OF_CONTRACT": (
        RESULT,
        (
            "tildeling",
            "kontraktstildeling",
            "tildelingskunngjøring",
            "kunngjøring av tildeling",
            "kunngjøring av kontraktstildeling",
            "kunngjøring av kontraktsinngåelse",
            "kunngjering av kontraktsinngåing",
            "kunngjøring av inngått kontrakt",
            "kunngjøring av konkurranseresultat",
            "announcement of award",
            "contract award notice",
        ),
    ),
    "CANCELLED_OR_MISSING_CONCLUSION_OF_CONTRACT": (
        RESULT,
        ("avlysning", "avlyst", "avlyst konkurranse", "kunngjøring av avlysning", "avlyst eller manglende kontrakt"),
    ),
    "can-desg": (
        RESULT,
        ("resultat av plan- og designkonkurranse", "kunngjøring av resultat av plan- og designkonkurranse"),
    ),
    "CHANGE_OF_CONCLUSION_OF_CONTRACT": (
        MODIFICATION,
        (
            "kontraktsendring",
            "endring av kontrakt",
            "kunngjøring av kontraktsendring",
            "endring av kontraktsinngåelse",
            "contract modification notice",
        ),
    ),
    "corr": (OTHER, ("endringskunngjøring", "rettelse", "tilleggsopplysninger", "corrigendum", "change notice")),
}

_PROCEDURES: dict[str, tuple[str, ...]] = {
    "open": (
        "open procedure",
        "åpen",
        "åpen prosedyre",
        "åpen anbudskonkurranse",
        "åpen tilbudskonkurranse",
        "open anbodskonkurranse",
        "open tilbodskonkurranse",
        "öppet förfarande",
        "offentligt udbud",
    ),
    "restricted": (
        "restricted procedure",
        "accelerated restricted procedure",
        "begrenset",
        "begrenset anbudskonkurranse",
        "begrenset tilbudskonkurranse",
        "avgrensa anbodskonkurranse",
        "avgrensa tilbodskonkurranse",
        "selektivt förfarande",
        "begrænset udbud",
    ),
    "neg-w-call": (
        "konkurranse med forhandling",
        "konkurranse med forhandlinger",
        "konkurranse med forhandling etter forutgående kunngjøring",
        "konkurranse med forhandling etter førehandskunngjering",
        "forhandlet prosedyre",
        "negotiated procedure",
        "negotiated",
        "competitive procedure with negotiation",
        "competitive with negotiation",
        "negotiated with prior publication of a call for competition",
        "negotiated procedure with prior call for competition",
        "förhandlat förfarande med föregående annonsering",
        "udbud med forhandling",
    ),
    "neg-wo-call": (
        "konkurranse med forhandling uten forutgående kunngjøring",
        "konkurranse med forhandling utan førehandskunngjering",
        "konkurranse uten forutgående kunngjøring",
        "anskaffelse uten forutgående kunngjøring",
        "anskaffelse uten konkurranse",
        "direkte anskaffelse",
        "direct award",
        "negotiated without prior call for competition",
        "negotiated procedure without prior publication",
        "negotiated without a prior call for competition",
        "contract award without prior publication",
        "förhandlat förfarande utan föregående annonsering",
        "udbud med forhandling uden forudgående offentliggørelse",
    ),
    "comp-dial": (
        "competitive dialogue",
        "konkurransepreget dialog",
        "konkurranseprega dialog",
        "konkurrenspräglad dialog",
        "konkurrencepræget dialog",
    ),
    "innovation": (
        "innovation partnership",
        "innovasjonspartnerskap",
        "innovasjonspartnarskap",
        "innovationspartnerskap",
        "innovationspartnerskab",
    ),
    DESIGN_CONTEST: (
        "design contest",
        "plan- og designkonkurranse",
        "designkonkurranse",
        "projekttävling",
        "projektkonkurrence",
    ),
    "oth-single": ("other single stage procedure",),
    "oth-mult": ("other multiple stage procedure",),
    "comp-tend": ("competitive tendering", "anbudsprosedyre"),
    "exp-int-rail": ("request for expression of interest",),
}

_COUNTRY_NAMES = {
    "NO": ("norway", "norge", "noreg", "kingdom of norway"),
    "SE": ("sweden", "sverige"),
    "DK": ("denmark", "danmark"),
    "FI": ("finland", "suomi"),
    "IS": ("iceland", "island", "ísland"),
    "DE": ("germany", "deutschland", "tyskland"),
    "FR": ("france", "frankrike"),
    "NL": ("netherlands", "nederland", "the netherlands"),
    "BE": ("belgium", "belgia", "belgique", "belgië"),
    "GB": ("united kingdom", "great britain", "england", "scotland", "wales", "northern ireland", "storbritannia"),
    "IE": ("ireland", "irland"),
    "UA": ("ukraine", "україна", "украина"),
    "MD": ("moldova", "republica moldova", "republic of moldova"),
    "PY": ("paraguay",),
    "PL": ("poland", "polen", "polska"),
    "US": ("united states", "usa"),
}

_NO_SIGN = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"[(\[,;:]| [-–—/|] ")
_ACCENTED = re.compile(r"[^\x00-\x7f]+|(?<=[a-z])\?(?=[a-z])")  # letters outside ASCII, or what was left of them
_LOST = "0"  # what stands for a letter that may have been lost; labels hold no figures


def _plain(label: str) -> str:
    """A label to compare with: small letters, one space between words, letters outside ASCII as one sign."""
    return _NO_SIGN.sub(" ", _ACCENTED.sub(_LOST, " ".join(label.lower().split()))).strip()


_KIND_OF_LABEL = {_plain(label): code for code, (_, labels) in _KINDS.items() for label in (code, *labels)}
_PROCEDURE_OF_LABEL = {_plain(label): code for code, labels in _PROCEDURES.items() for label in (code, *labels)}
_COUNTRY_OF_NAME = {name: code for code, names in _COUNTRY_NAMES.items() for name in names}
_CODES = frozenset(COUNTRIES.values())


def notice_kind(label: str) -> tuple[str, str]:
    """The code and the stage of a kind of notice: "Veiledende kunngjøring" → ("ADVISORY_NOTICE", "planning").

    An unknown label stands for itself and is of no stage, unless it is a word of eForms.
    """
    code = _looked_up(label, _KIND_OF_LABEL)
    if code:
        return code, _KINDS[code][0]
    return label, eforms_stage(notice_type=label, subtype=label, form_type=label)


def procedure(label: str) -> str:
    """The BT-105 code of a procedure: "Åpen anbudskonkurranse" → "open"; empty when it is not known."""
    return _looked_up(label, _PROCEDURE_OF_LABEL)


def _looked_up(label: str, labels: dict[str, str]) -> str:
    """The code of a label, or of what stands before its first bracket, dash or comma ("Åpen anbudskonkurranse (EØS)").

    Never of its first words alone: "konkurranse med forhandling uten kunngjøring" is not "konkurranse med forhandling".
    """
    return labels.get(_plain(label)) or labels.get(_plain(_ASIDE.split(label, maxsplit=1)[0]), "")


def country_named(name: str) -> str:
    """ISO 3166-1 alpha-2 of a country's code or name; an unknown name stands as it is."""
    name = name.strip()
    code = country(name)
    return code if code in _CODES else _COUNTRY_OF_NAME.get(name.lower(), code)

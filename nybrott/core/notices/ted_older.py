"""Reads the forms of TED XML before R2.0.9 (R2.0.7 and R2.0.8), and notices without a form, into a `Form`.

These forms nest deep, and each gives its sections other names (`OBJECT_CONTRACT_INFORMATION_DEFENCE`), but what is
said inside is named alike. So the form is walked as a whole, and only the names that mean something are looked for;
where a thing stands (in a lot, in an award, in the whole) is told by the few names that open a lot or an award.
Defence notices were written like this until 2024.
"""

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from nybrott.core.notices.dates import day
from nybrott.core.notices.eforms_lots import cpv
from nybrott.core.notices.model import Change, Criterion
from nybrott.core.notices.references import notice_reference
from nybrott.core.notices.ted_codes import PROCEDURE_OF_ELEMENT, TENDER_KINDS
from nybrott.core.notices.ted_found import WHOLE, Award, Form, Part
from nybrott.core.notices.ted_values import (
    amount,
    compact_day,
    count,
    local_name,
    parted_day,
    parts_of,
    party,
    prose,
    value,
)

# Where a text belongs. In a lot the same names speak of the lot.
_TEXTS = {
    "TITLE_CONTRACT": "title",
    "TITLE_QUALIFICATION_SYSTEM": "title",
    "TITLE_DESIGN_CONTACT_NOTICE": "title",
    "TITLE_RESULT_DESIGN_CONTEST": "title",
    "TITLE_NOTICE_BUYER_PROFILE": "title",
    "TI_DOC": "title",
    "LOT_TITLE": "title",
    "SHORT_CONTRACT_DESCRIPTION": "description",
    "SHORT_DESCRIPTION_CONTRACT": "description",
    "SHORT_DESCRIPTION": "description",
    "DESCRIPTION_OF_CONTRACT": "description",
    "DESCRIPTION": "description",
    "LOT_DESCRIPTION": "description",
    "TOTAL_QUANTITY_OR_SCOPE": "description",
    "STI_DOC": "description",
    "CONTENTS": "description",
    "ADDITIONAL_INFORMATION": "note",
    "ADDITIONAL_INFORMATION_ABOUT_LOTS": "note",
    "REASON_CONTRACT_LAWFUL": "justification",
}
_LOT_FIELDS = {"title": "lot-title", "description": "lot-description", "note": "lot-note"}

_LOTS = frozenset({"LOT_PRIOR_INFORMATION", "ANNEX_B"})
_LOTS_END = "_ANNEX_B"
_AWARDS = frozenset(
    {
        "AWARD_OF_CONTRACT",
        "AWARD_OF_CONTRACT_DEFENCE",
        "AWARD_AND_CONTRACT_VALUE",
        "AWARD_CONTRACT_MOVE",
        "RESULT_CONTEST",
    }
)

# Sections nobody asks for: contacts beside the buyer, conditions of participation, appeals, options.
_SKIPPED = frozenset(
    {
        "FURTHER_INFORMATION",
        "SPECIFICATIONS_AND_ADDITIONAL_DOCUMENTS",
        "TENDERS_REQUESTS_APPLICATIONS_MUST_BE_SENT_TO",
        "PROCEDURES_FOR_APPEAL",
        "APPEAL_PROCEDURES",
        "INFORMATION_REGULATORY_FRAMEWORK",
        "INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT",
        "MORE_INFORMATION_TO_SUB_CONTRACTED",
        "OPTIONS",
        "RECURRENT_CONTRACT",
        "CONDITIONS_OBTAINING_SPECIFICATIONS",
        "SUBCONTRACTING",
    }
)
_SKIPPED_BEGIN = "LEFTI"

_FRAMEWORK_TICKS = frozenset({"ESTABLISHMENT_FRAMEWORK_AGREEMENT", "CONCLUSION_FRAMEWORK_AGREEMENT"})
_DYNAMIC_TICKS = frozenset({"ESTABLISHMENT_DPS", "SETTING_UP_DPS", "CONTRACTS_DPS"})
_DYNAMIC_VALUE = "DPS"
_CONTACT = "CONTACT_DATA"


def take_form(element: etree._Element, form: Form) -> None:
    """Reads a form element (`CONTRACT_DEFENCE`, `OTH_NOT`) into `form`."""
    number = (element.get("FORM") or "").strip()
    form.number = f"F{number:0>2}" if number.isdigit() else number
    _Walk(form).form(element)


class _Walk:
    """One form while it is walked. `part` is the lot or the whole, `award` the award we are in."""

    def __init__(self, form: Form) -> None:
        self.found = form
        self.whole = self.part = form.whole
        self.award: Award | None = None

    def form(self, element: etree._Element) -> None:
        """Walks the form, then finds its lots."""
        self._enter(element)
        found, whole = self.found, self.whole
        found.cpv_main, found.estimated = whole.cpv_main, whole.estimated
        if found.previous and found.number == "F14":
            found.changes.append(Change(of=found.previous[0]))
        if not found.parts and any(local_name(part).startswith("FD_") and len(part) for part in element):
            whole.estimated = None  # said of the procurement already
            found.parts = [replace(whole, ref=ref) for ref in self._undescribed()]

    def _undescribed(self) -> list[str]:
        """The lots of a form that describes none: those its awards name. Where several awards name none, each is
        one; else the whole is one."""
        awards = self.found.awards
        if len(awards) > 1:
            for place, award in enumerate(awards, start=1):
                award.lot = award.lot or str(place)
        return list(dict.fromkeys(award.lot or WHOLE for award in awards)) or [WHOLE]

    def _enter(self, element: etree._Element) -> None:
        for part in element:
            name = local_name(part).removesuffix("_SUM")  # how summaries name the same sections
            take = _TAKE.get(name)
            if take is not None:
                take(self, part, name)
            elif name in _TEXTS:
                self._text(part, name)
            elif name in _LOTS or name.endswith(_LOTS_END):
                self._lot(part)
            elif name in _AWARDS:
                self._award(part)
            elif name in PROCEDURE_OF_ELEMENT:
                self._procedure(part, name)
            elif name in TENDER_KINDS:
                self._tenders(part, name)
            elif name.startswith(_CONTACT):
                self._contact(part)
            elif name not in _SKIPPED and not name.startswith(_SKIPPED_BEGIN):
                self._enter(part)

    def _text(self, element: etree._Element, name: str) -> None:
        if self.award is not None:
            return
        field = _TEXTS[name]
        if self.part is not self.whole:
            self.found.say(_LOT_FIELDS.get(field, field), prose(element), self.part.ref)
        else:
            self.found.say(field, prose(element))

    def _lot(self, element: etree._Element) -> None:
        number = value(parts_of(element), "LOT_NUMBER") or (element.get("ITEM") or "").strip()
        self.part = Part(ref=number or str(len(self.found.parts) + 1))
        self.found.parts.append(self.part)
        self._enter(element)
        self.part = self.whole

    def _award(self, element: etree._Element) -> None:
        self.award = Award()
        self.found.awards.append(self.award)
        self._enter(element)
        self.award = None

    def _lot_number(self, element: etree._Element, _name: str) -> None:
        if self.award is not None:
            self.award.lot = self.award.lot or (element.text or "").strip()

    def _tenders(self, element: etree._Element, name: str) -> None:
        number = count(element.text or "")
        if self.award is not None and number is not None:
            self.award.tenders[TENDER_KINDS[name]] = number

    def _contact(self, element: etree._Element) -> None:
        """A winner, in an award. Elsewhere contacts are of no interest, but for those a buyer buys for."""
        found = party(element, self.found.texts)
        if found is not None and self.award is not None:
            self.award.winners.append(found)
        elif found is not None and "OTHER_BEHALF" in local_name(element):
            self.found.buyers.append(found)

    def _buyer(self, element: etree._Element, _name: str) -> None:
        found = party(element, self.found.texts)
        if found is not None:
            self.found.buyers.append(found)

    def _legal_type(self, element: etree._Element, _name: str) -> None:
        self.found.legal_type = self.found.legal_type or element.get("VALUE") or ""

    def _activity(self, element: etree._Element, _name: str) -> None:
        self.found.activity = self.found.activity or element.get("VALUE") or ""

    def _procedure(self, element: etree._Element, name: str) -> None:
        self.found.procedure = self.found.procedure or PROCEDURE_OF_ELEMENT[name]
        self._enter(element)  # the reasons for a procedure without call stand inside

    def _procedure_value(self, element: etree._Element, _name: str) -> None:
        found = PROCEDURE_OF_ELEMENT.get(f"PT_{element.get('VALUE')}")
        if found is not None:
            self.found.procedure = self.found.procedure or found
        self._enter(element)

    def _previous(self, element: etree._Element, _name: str) -> None:
        self.found.previous.append(notice_reference(element.text or ""))

    def _cpv(self, element: etree._Element, name: str) -> None:
        if self.award is not None:
            return
        for code in element:
            if local_name(code) != "CPV_CODE":
                continue
            found = cpv((code.get("CODE") or "").strip())
            if name == "CPV_MAIN" and not self.part.cpv_main:
                self.part.cpv_main = found
            elif found:
                self.part.cpv_additional.append(found)

    def _nuts(self, element: etree._Element, _name: str) -> None:
        code = (element.get("CODE") or "").strip()
        if code:
            self.part.nuts.append(code)

    def _cost(self, element: etree._Element, _name: str) -> None:
        parts = parts_of(element)
        costs = parts.get("VALUE_COST")
        found = amount(costs[0], element.get("CURRENCY")) if costs else None
        if self.award is not None:
            self.award.amount = self.award.amount or found
            if found and "INCLUDING_VAT" in parts:
                self.found.remarks.append("an awarded value is stated with value added tax")
        else:
            self.part.estimated = self.part.estimated or found

    def _final_value(self, element: etree._Element, _name: str) -> None:
        held, self.part = self.part, Part()
        self._enter(element)
        self.found.awarded, self.part = self.part.estimated, held

    def _period(self, element: etree._Element, _name: str) -> None:
        """A number of days or months, or an interval."""
        parts = parts_of(element)
        for name, unit in (("DAYS", "DAY"), ("MONTHS", "MONTH")):
            if name in parts:
                self.part.duration, self.part.duration_unit = count(value(parts, name)), unit
        for interval in parts.get("INTERVAL_DATE", ()):
            for day_of in interval:
                is_start = local_name(day_of) == "START_DATE"
                setattr(self.part, "starts_on" if is_start else "ends_on", parted_day(day_of))

    def _deadline(self, element: etree._Element, _name: str) -> None:
        self.found.deadline_on = self.found.deadline_on or parted_day(element)

    def _planned(self, element: etree._Element, _name: str) -> None:
        self.found.planned_on = self.found.planned_on or parted_day(element)

    def _concluded(self, element: etree._Element, _name: str) -> None:
        if self.award is not None:
            self.award.concluded_on = parted_day(element) or compact_day(element.text or "") or day(element.text)

    def _ticked(self, element: etree._Element, name: str) -> None:
        """Framework and dynamic purchasing system: an element that is there, or one that says what it is."""
        said = element.get("VALUE") or element.get("CHOICE") or ""
        if name in _FRAMEWORK_TICKS or "FRAMEWORK" in said or (name == "FRAMEWORK_AGREEMENT" and said == "YES"):
            self.part.framework = self.part.framework or "framework"
        elif name in _DYNAMIC_TICKS or _DYNAMIC_VALUE in said:
            self.part.dynamic = self.part.dynamic or "dps-list"
        self._enter(element)

    def _framework(self, element: etree._Element, name: str) -> None:
        kinds = parts_of(element)
        single, several = "SINGLE_OPERATOR" in kinds, "SEVERAL_OPERATORS" in kinds
        self.part.framework = "single-operator" if single else "several-operators" if several else "framework"
        self._enter(element)

    def _variants(self, element: etree._Element, _name: str) -> None:
        self.part.variants = {"YES": "allowed", "NO": "not-allowed"}.get(element.get("VALUE") or "", "")

    def _eu_funded(self, _element: etree._Element, name: str) -> None:
        self.part.eu_funded = "eu-funds" if name == "RELATES_TO_EU_PROJECT_YES" else "no-eu-funds"

    def _criterion(self, element: etree._Element, name: str) -> None:
        if name == "LOWEST_PRICE":
            self.found.criteria.append(Criterion(kind="price", lot=self.part.ref))
            return
        parts = parts_of(element)
        said = "".join(prose(part) for part in parts.get("CRITERIA", ()))
        clean = self.found.say("criterion-name", said, self.part.ref)
        self.found.criteria.append(Criterion("", clean, weight=value(parts, "WEIGHTING"), lot=self.part.ref))


_TAKE: dict[str, Callable[[_Walk, etree._Element, str], None]] = {
    "CA_CE_CONCESSIONAIRE_PROFILE": _Walk._buyer,
    "TYPE_OF_CONTRACTING_AUTHORITY": _Walk._legal_type,
    "TYPE_OF_CONTRACTING_AUTHORITY_OTHER": _Walk._legal_type,
    "TYPE_OF_ACTIVITY": _Walk._activity,
    "TYPE_OF_ACTIVITY_OTHER": _Walk._activity,
    "ACTIVITY_OF_CONTRACTING_ENTITY": _Walk._activity,
    "ACTIVITY_OF_CONTRACTING_ENTITY_OTHER": _Walk._activity,
    "TYPE_OF_PROCEDURE_DETAIL": _Walk._procedure_value,
    "NOTICE_NUMBER_OJ": _Walk._previous,
    "CPV_MAIN": _Walk._cpv,
    "CPV_ADDITIONAL": _Walk._cpv,
    "NUTS": _Walk._nuts,
    "COSTS_RANGE_AND_CURRENCY": _Walk._cost,
    "COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE": _Walk._cost,
    "TOTAL_FINAL_VALUE": _Walk._final_value,
    "PERIOD_WORK_DATE_STARTING": _Walk._period,
    "RECEIPT_LIMIT_DATE": _Walk._deadline,
    "TIME_LIMIT_CHP": _Walk._deadline,
    "PROCEDURE_DATE_STARTING": _Walk._planned,
    "CONTRACT_AWARD_DATE": _Walk._concluded,
    "DATE_OF_CONTRACT_AWARD": _Walk._concluded,
    "LOT_NUMBER": _Walk._lot_number,
    "ACCEPTED_VARIANTS": _Walk._variants,
    "RELATES_TO_EU_PROJECT_YES": _Walk._eu_funded,
    "RELATES_TO_EU_PROJECT_NO": _Walk._eu_funded,
    "CRITERIA_DEFINITION": _Walk._criterion,
    "LOWEST_PRICE": _Walk._criterion,
    "FRAMEWORK_AGREEMENT": _Walk._ticked,
    "NOTICE_INVOLVES_DESC": _Walk._ticked,
    "NOTICE_INVOLVES_DEFENCE": _Walk._ticked,
    "NOTICE_INVOLVES_DESC_DEFENCE": _Walk._ticked,
    **dict.fromkeys(_FRAMEWORK_TICKS | _DYNAMIC_TICKS, _Walk._ticked),
    **dict.fromkeys(("F02_FRAMEWORK", "F05_FRAMEWORK", "F17_FRAMEWORK"), _Walk._framework),
}

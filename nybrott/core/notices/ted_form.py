"""Reads the forms of TED XML R2.0.9 (F01 to F25, and T01 and T02 under MOVE) into a `Form`.

One walk from section to section. For each section a table says which of its elements mean something and what takes
them; what no table names (contacts, conditions of participation, review bodies) is never entered.
"""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from nybrott.core.notices.dates import day
from nybrott.core.notices.eforms_lots import cpv
from nybrott.core.notices.model import Change, Criterion
from nybrott.core.notices.references import notice_reference
from nybrott.core.notices.ted_codes import PROCEDURE_OF_ELEMENT, TENDER_KINDS, celex
from nybrott.core.notices.ted_found import NOT_AWARDED, Award, Form, Part
from nybrott.core.notices.ted_values import amount, child_text, count, local_name, party, prose


class _Walk:
    """One form while it is walked. `part` is the lot we are in (or the whole), `award` the award."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.part = form.whole
        self.objects = 0
        self.award = Award()
        self.size = ""
        self.corrected = ""  # the notice that this one corrects
        self.sections: list[str] = []  # what it corrects there
        self.reasons: list[str] | None = None  # why a contract was modified

    def enter(self, element: etree._Element, table: "_Table") -> None:
        """Lets the table's functions take the children it names."""
        named = table.get
        for part in element:
            take = named(part.tag.rpartition("}")[2])
            if take is not None:
                take(self, part)

    def changes(self) -> list[Change]:
        """What a corrigendum (F14) corrects, or what a modification (F20) modifies."""
        if self.reasons is not None:
            of = self.form.previous[0] if self.form.previous else ""
            return [Change(of=of, reason=reason) for reason in dict.fromkeys(self.reasons or [""])]
        if not (self.corrected or self.sections):
            return []
        return [Change(of=self.corrected, section=section) for section in dict.fromkeys(self.sections or [""])]


_Take = Callable[[_Walk, etree._Element], object]  # whatever it gives is of no interest
_Table = Mapping[str, _Take]


def take_form(element: etree._Element, form: Form) -> None:
    """Reads a form element (`F02_2014`) into `form`."""
    form.number = (element.get("FORM") or local_name(element).partition("_")[0]).strip()
    walk = _Walk(form)
    walk.enter(element, _FORM)
    if len(form.parts) == 1:
        form.parts[0].cpv_main = form.cpv_main
    form.changes = walk.changes()


# What the tables below are made of.


def _into(table: _Table) -> _Take:
    """A wrapper that means nothing by itself."""
    return lambda walk, element: walk.enter(element, table)


def _ticks(name: str, word: str) -> _Take:
    """An element that is a tick: said of the lot, or of the whole where it stands outside the lots."""
    return lambda walk, _: setattr(walk.part, name, word)


def _says(name: str) -> _Take:
    """A text of the lot, or of the procurement where it stands outside the lots."""
    return lambda walk, element: walk.form.say(name, prose(element), walk.part.ref)


def _first_day(name: str) -> _Take:
    return lambda walk, element: setattr(walk.form, name, getattr(walk.form, name) or day(element.text))


# Head and section I: the form, the buyers.


def _notice_type(walk: _Walk, element: etree._Element) -> None:
    walk.form.notice_type = (element.get("TYPE") or "").strip()


def _legal_basis(walk: _Walk, element: etree._Element) -> None:
    walk.form.legal_basis = walk.form.legal_basis or celex((element.get("VALUE") or "other").strip())


def _buyer(walk: _Walk, element: etree._Element) -> None:
    found = party(element, walk.form.texts)
    if found is not None:
        walk.form.buyers.append(found)


def _legal_type(walk: _Walk, element: etree._Element) -> None:
    walk.form.legal_type = element.get("VALUE") or ""


def _activity(walk: _Walk, element: etree._Element) -> None:
    walk.form.activity = walk.form.activity or element.get("VALUE") or ""


_BODY: _Table = {
    "ADDRESS_CONTRACTING_BODY": _buyer,
    "ADDRESS_CONTRACTING_BODY_ADDITIONAL": _buyer,
    "CA_TYPE": _legal_type,
    "CA_ACTIVITY": _activity,
    "CE_ACTIVITY": _activity,
}


# Section II: what is bought.


def _object(walk: _Walk, element: etree._Element) -> None:
    """A planning notice may tell of several procurements; each after the first is one part of the notice."""
    walk.objects += 1
    if walk.objects == 1:
        walk.enter(element, _OBJECT)
        return
    walk.part = Part(ref=(element.get("ITEM") or "").strip() or str(walk.objects))
    walk.form.parts.append(walk.part)
    walk.enter(element, _FURTHER_OBJECT)
    walk.part = walk.form.whole


def _main_cpv(walk: _Walk, element: etree._Element) -> None:
    walk.form.cpv_main = next(_cpv(element), "")


def _item_cpv(walk: _Walk, element: etree._Element) -> None:
    walk.part.cpv_main = next(_cpv(element), "")


def _more_cpv(walk: _Walk, element: etree._Element) -> None:
    walk.part.cpv_additional += _cpv(element)


def _cpv(element: etree._Element) -> Iterator[str]:
    for part in element:
        if part.tag.endswith("}CPV_CODE"):
            yield cpv((part.get("CODE") or "").strip())


def _estimated(walk: _Walk, element: etree._Element) -> None:
    walk.form.estimated = amount(element)


def _final(walk: _Walk, element: etree._Element) -> None:
    walk.form.awarded = amount(element)


def _value(walk: _Walk, element: etree._Element) -> None:
    walk.part.estimated = amount(element)


def _lot(walk: _Walk, element: etree._Element) -> None:
    place = str(len(walk.form.parts) + 1)
    walk.part = Part(ref=child_text(element, "LOT_NO") or (element.get("ITEM") or "").strip() or place)
    walk.form.parts.append(walk.part)
    walk.enter(element, _LOT)
    walk.part = walk.form.whole


def _nuts(walk: _Walk, element: etree._Element) -> None:
    code = (element.get("CODE") or "").strip()
    if code:
        walk.part.nuts.append(code)


def _duration(walk: _Walk, element: etree._Element) -> None:
    walk.part.duration = count(element.text or "")
    walk.part.duration_unit = (element.get("TYPE") or "").strip()


def _starts(walk: _Walk, element: etree._Element) -> None:
    walk.part.starts_on = day(element.text)


def _ends(walk: _Walk, element: etree._Element) -> None:
    walk.part.ends_on = day(element.text)


def _options(walk: _Walk, element: etree._Element) -> None:
    said = walk.form.texts.clean(prose(element), "lot-note")
    walk.part.options = " ".join(filter(None, (walk.part.options, said)))


def _criterion(kind: str) -> _Take:
    def take(walk: _Walk, element: etree._Element) -> None:
        name = weight = ""
        for part in element:
            inner = local_name(part)
            if inner == "AC_CRITERION":
                name = walk.form.say("criterion-name", prose(part), walk.part.ref)
            elif inner == "AC_WEIGHTING":
                weight = prose(part).strip()
        walk.form.criteria.append(Criterion(kind=kind, name=name, weight=weight, lot=walk.part.ref))

    return take


def _bare_criterion(walk: _Walk, element: etree._Element) -> None:
    name = walk.form.say("criterion-name", prose(element), walk.part.ref)
    walk.form.criteria.append(Criterion(kind="", name=name, lot=walk.part.ref))


_CRITERIA: dict[str, _Take] = {
    "AC_QUALITY": _criterion("quality"),
    "AC_COST": _criterion("cost"),
    "AC_PRICE": _criterion("price"),
    "AC_CRITERIA": _criterion(""),
    "AC_CRITERION": _bare_criterion,
}
_CRITERIA["AC"] = _into(_CRITERIA)
_DIRECTIVES = ("DIRECTIVE_2009_81_EC", "DIRECTIVE_2014_23_EU", "DIRECTIVE_2014_24_EU", "DIRECTIVE_2014_25_EU")

_LOT: dict[str, _Take] = {
    "TITLE": _says("lot-title"),
    "SHORT_DESCR": _says("lot-description"),
    "INFO_ADD": _says("lot-note"),
    "CPV_ADDITIONAL": _more_cpv,
    "NUTS": _nuts,
    "VAL_OBJECT": _value,
    "DURATION": _duration,
    "DATE_START": _starts,
    "DATE_END": _ends,
    "OPTIONS_DESCR": _options,
    "RENEWAL_DESCR": _options,
    "ACCEPTED_VARIANTS": _ticks("variants", "allowed"),
    "NO_ACCEPTED_VARIANTS": _ticks("variants", "not-allowed"),
    "EU_PROGR_RELATED": _ticks("eu_funded", "eu-funds"),
    "NO_EU_PROGR_RELATED": _ticks("eu_funded", "no-eu-funds"),
    **_CRITERIA,
    **dict.fromkeys(_DIRECTIVES, _into(_CRITERIA)),
}
_LOT["QS"] = _into(_LOT)  # a qualification system's duration

_OBJECT: _Table = {
    "TITLE": _says("title"),
    "SHORT_DESCR": _says("description"),
    "CPV_MAIN": _main_cpv,
    "VAL_ESTIMATED_TOTAL": _estimated,
    "VAL_TOTAL": _final,
    "DATE_PUBLICATION_NOTICE": _first_day("planned_on"),
    "OBJECT_DESCR": _lot,
}
_FURTHER_OBJECT: _Table = {
    "TITLE": _says("lot-title"),
    "SHORT_DESCR": _says("lot-description"),
    "CPV_MAIN": _item_cpv,
    "VAL_ESTIMATED_TOTAL": _value,
    "OBJECT_DESCR": _into(_LOT),
}


# Section IV: the procedure.


def _procedure(walk: _Walk, element: etree._Element) -> None:
    walk.form.procedure = walk.form.procedure or PROCEDURE_OF_ELEMENT[local_name(element)]
    walk.enter(element, _JUSTIFICATION)


def _article(walk: _Walk, element: etree._Element) -> None:
    walk.form.features.append(f"direct-award:{local_name(element)}")


def _articles(walk: _Walk, element: etree._Element) -> None:
    for part in element:
        _article(walk, part)


def _framework(walk: _Walk, element: etree._Element) -> None:
    walk.form.whole.framework = "framework"
    walk.enter(element, _FRAMEWORK)


def _dynamic(walk: _Walk, _: etree._Element) -> None:
    walk.form.whole.dynamic = walk.form.whole.dynamic or "dps-list"


def _previous(walk: _Walk, element: etree._Element) -> None:
    walk.form.previous.append(notice_reference(element.text or ""))


_JUSTIFICATION: _Table = {
    "D_ACCORDANCE_ARTICLE": _articles,
    "D_OUTSIDE_SCOPE": _article,
    "D_SERVICES_LISTED": _article,
    "D_JUSTIFICATION": _says("justification"),
}
_FRAMEWORK: _Table = {
    "SINGLE_OPERATOR": _ticks("framework", "single-operator"),
    "SEVERAL_OPERATORS": _ticks("framework", "several-operators"),
}
_PROCEDURE: dict[str, _Take] = {
    **dict.fromkeys(PROCEDURE_OF_ELEMENT, _procedure),
    "ACCELERATED_PROC": lambda walk, _: walk.form.features.append("accelerated"),
    "FRAMEWORK": _framework,
    "DPS": _dynamic,
    "DPS_ADDITIONAL_PURCHASERS": _ticks("dynamic", "dps-nlist"),
    "DATE_RECEIPT_TENDERS": _first_day("deadline_on"),
    "NOTICE_NUMBER_OJ": _previous,
    "MAIN_FEATURES_AWARD": _says("features"),
    "CRITERIA_EVALUATION": _says("criterion"),
}
_PROCEDURE |= dict.fromkeys(_DIRECTIVES, _into(_PROCEDURE))


# Section V: awards, and the results of design contests.


def _award(walk: _Walk, element: etree._Element) -> None:
    walk.award = Award()
    walk.form.awards.append(walk.award)
    walk.enter(element, _AWARD)


def _not_awarded(walk: _Walk, element: etree._Element) -> None:
    walk.award.outcome = NOT_AWARDED
    for part in element:
        walk.award.reason = walk.award.reason or local_name(part)


def _award_lot(walk: _Walk, element: etree._Element) -> None:
    walk.award.lot = (element.text or "").strip()


def _concluded(walk: _Walk, element: etree._Element) -> None:
    walk.award.concluded_on = day(element.text)


def _amount(walk: _Walk, element: etree._Element) -> None:
    walk.award.amount = amount(element)


def _tenders(kind: str) -> _Take:
    def take(walk: _Walk, element: etree._Element) -> None:
        number = count(element.text or "")
        if number is not None:
            walk.award.tenders[kind] = number

    return take


def _winner(walk: _Walk, element: etree._Element) -> None:
    """The tick that says whether a winner is small stands after its address."""
    size = ""
    found = []
    for part in element:
        name = part.tag.rpartition("}")[2]
        if name in _WINNERS:
            found.append(part)
        elif name in _SIZES:
            size = _SIZES[name]
    for address in found:
        winner = party(address, walk.form.texts, size)
        if winner is not None:
            walk.award.winners.append(winner)


_WINNERS = frozenset({"ADDRESS_CONTRACTOR", "ADDRESS_WINNER"})
_SIZES = {"SME": "sme", "NO_SME": "large"}
_AWARD: dict[str, _Take] = {
    "LOT_NO": _award_lot,
    "NO_AWARDED_CONTRACT": _not_awarded,
    "NO_AWARDED_PRIZE": _not_awarded,
    "DATE_CONCLUSION_CONTRACT": _concluded,
    "DATE_DECISION_JURY": _concluded,
    "VAL_TOTAL": _amount,
    "VAL_PRIZE": _amount,
    "CONTRACTOR": _winner,
    "WINNER": _winner,
    **{name: _tenders(kind) for name, kind in TENDER_KINDS.items()},
}
_AWARD |= dict.fromkeys(
    ("AWARDED_CONTRACT", "AWARDED_PRIZE", "CONTRACTORS", "WINNERS", "TENDERS", "PARTICIPANTS", "VALUES", "VALUE"),
    _into(_AWARD),
)


# Sections VI and VII: what is added, corrected or modified.


def _corrected(walk: _Walk, element: etree._Element) -> None:
    walk.corrected = notice_reference(element.text or "")


def _section(walk: _Walk, element: etree._Element) -> None:
    walk.sections.append((element.text or "").strip())


def _modified(walk: _Walk, element: etree._Element) -> None:
    walk.reasons = walk.reasons or []
    walk.enter(element, _MODIFICATION)


def _reason(walk: _Walk, element: etree._Element) -> None:
    walk.reasons = [*(walk.reasons or ()), local_name(element)]
    walk.form.say("change", prose(element))


_CLOSING: _Table = {"INFO_ADD": _says("note"), "NOTICE_NUMBER_OJ": _corrected}
_CHANGE: dict[str, _Take] = {"SECTION": _section, "TEXT": _says("change")}
_CHANGE |= dict.fromkeys(("WHERE", "OLD_VALUE", "NEW_VALUE"), _into(_CHANGE))
_CHANGES: _Table = {"CHANGE": _into(_CHANGE), "INFO_ADD": _says("change")}
_MODIFICATION: dict[str, _Take] = {
    "SHORT_DESCR": _says("change"),
    "ADDITIONAL_NEED": _reason,
    "UNFORESEEN_CIRCUMSTANCE": _reason,
    "VAL_TOTAL_AFTER": _final,
}
_MODIFICATION |= dict.fromkeys(("DESCRIPTION_PROCUREMENT", "INFO_MODIFICATIONS", "VALUES"), _into(_MODIFICATION))

_FORM: _Table = {
    "NOTICE": _notice_type,
    "LEGAL_BASIS": _legal_basis,
    "DIRECTIVE": _legal_basis,
    "LEGAL_BASIS_OTHER": _legal_basis,
    "CONTRACTING_BODY": _into(_BODY),
    "OBJECT_CONTRACT": _object,
    "PROCEDURE": _into(_PROCEDURE),
    "AWARD_CONTRACT": _award,
    "RESULTS": _award,
    "MODIFICATIONS_CONTRACT": _modified,
    "COMPLEMENTARY_INFO": _into(_CLOSING),
    "CHANGES": _into(_CHANGES),
}

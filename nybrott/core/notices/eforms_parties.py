"""Who is named in an eForms notice: the list of organisations, and the buyers who point into it.

The first organisation is not always the buyer. A buyer is who `cac:ContractingParty` points to (OPT-300), directly or
by way of an organisation's touch point; service providers beside a buyer (lawyers, brokers) are none.
"""

from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from nybrott.core.notices.model import Party
from nybrott.core.notices.organisations import reference
from nybrott.core.notices.texts import Texts
from nybrott.core.notices.ubl import (
    CAC,
    CBC,
    EFAC,
    EFBC,
    NAME,
    PARTY_IDENTIFICATION,
    child,
    child_value,
    identifiers,
    value,
)
from nybrott.core.notices.vocabulary import country


_COMPANY = f"{EFAC}Company"
_TOUCH_POINT = f"{EFAC}TouchPoint"
_PARTY = f"{CAC}Party"
_PARTY_NAME = f"{CAC}PartyName"
_LEGAL_ENTITY = f"{CAC}PartyLegalEntity"
_COMPANY_ID = f"{CBC}CompanyID"
_ADDRESS = f"{CAC}PostalAddress"
_SUBENTITY = f"{CBC}CountrySubentityCode"
_COUNTRY = f"{CAC}Country"
_COUNTRY_CODE = f"{CBC}IdentificationCode"
_SIZE = f"{EFBC}CompanySizeCode"
_PARTY_TYPE = f"{CAC}ContractingPartyType"
_PARTY_TYPE_CODE = f"{CBC}PartyTypeCode"
_ACTIVITY = f"{CAC}ContractingActivity"
_ACTIVITY_CODE = f"{CBC}ActivityTypeCode"


def organisations(listed: etree._Element, texts: Texts) -> dict[str, Party]:
    """Every organisation by its technical identifier (ORG-0001), and by those of its touch points (TPO-0001)."""
    found: dict[str, Party] = {}
    for organisation in listed.iterchildren(f"{EFAC}Organization"):
        company = child(organisation, _COMPANY)
        if company is None:
            continue
        party = _party(company, texts)
        for ref in identifiers(company, PARTY_IDENTIFICATION):
            found.setdefault(ref, party)
        for touch_point in organisation.iterchildren(_TOUCH_POINT):
            for ref in identifiers(touch_point, PARTY_IDENTIFICATION):
                found.setdefault(ref, party)
    return found


def _party(company: etree._Element, texts: Texts) -> Party:
    name = ref_raw = country_code = nuts = size = ""
    for part in company:
        tag = part.tag
        if tag == _PARTY_NAME:
            name = name or texts.chosen(part.iterchildren(NAME), "organisation name")
        elif tag == _LEGAL_ENTITY:
            ref_raw = ref_raw or child_value(part, _COMPANY_ID)
        elif tag == _ADDRESS:
            nuts = child_value(part, _SUBENTITY)
            found = child(part, _COUNTRY)
            country_code = country(child_value(found, _COUNTRY_CODE)) if found is not None else ""
        elif tag == _SIZE:
            size = value(part)
    ref = reference(ref_raw, country_code) if ref_raw else ""
    return Party(name=name, ref=ref, ref_raw=ref_raw, country=country_code, nuts=nuts, size=size)


def buyers(
    contracting: Iterable[etree._Element], listed: dict[str, Party], texts: Texts
) -> tuple[tuple[Party, ...], tuple[str, ...]]:
    """The buyers in the order of the notice, each organisation once, and remarks about those that point nowhere."""
    found: dict[Party, Party] = {}
    remarks = []
    for contracting_party in contracting:
        legal_type = activity = ""
        parties: list[Party] = []
        for part in contracting_party:
            tag = part.tag
            if tag == _PARTY:
                for party in _pointed_to(part, listed, texts):
                    parties.append(party)
                if not parties:
                    remarks.append("a buyer that points to no organisation of the notice is left out")
            elif tag == _PARTY_TYPE:
                legal_type = legal_type or _code_in(part, _PARTY_TYPE_CODE, ("buyer-legal-type",))
            elif tag == _ACTIVITY:
                activity = activity or _code_in(part, _ACTIVITY_CODE, ("authority-activity", "entity-activity"))
        for party in parties:
            found.setdefault(party, replace(party, legal_type=legal_type, activity=activity))
    return tuple(found.values()), tuple(dict.fromkeys(remarks))


def _pointed_to(part: etree._Element, listed: dict[str, Party], texts: Texts) -> list[Party]:
    refs = [ref for ref in identifiers(part, PARTY_IDENTIFICATION)]
    parties = [listed[ref] for ref in refs if ref in listed]
    if parties:
        return parties
    inline = _party(part, texts)  # the older manner: name and number in the party itself
    return [inline] if inline.name else []


def _code_in(part: etree._Element, tag: str, lists: tuple[str, ...]) -> str:
    for code in part.iterchildren(tag):
        if code.get("listName") in lists:
            return value(code)
    return ""

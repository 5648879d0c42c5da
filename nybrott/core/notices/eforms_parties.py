"""Who is named in an eForms notice: the list of organisations, and the buyers who point into it.

The first organisation is not always the buyer. A buyer is who `cac:ContractingParty` points to (OPT-300), directly or
by way of an organisation's touch point; service providers beside a buyer (lawyers, brokers) are none.
"""

from collections.abc import Iterable

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
    child_value,
    identifiers,
    value,
)
from nybrott.core.notices.vocabulary import country

_ORGANISATION = f"{EFAC}Organization"
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

_IDENTIFIED = frozenset({_COMPANY, _TOUCH_POINT})
_LEGAL_TYPES = frozenset({"buyer-legal-type"})
_ACTIVITIES = frozenset({"authority-activity", "entity-activity"})


class Organisations:
    """The organisations of a notice by technical identifier (ORG-0001), and by those of their touch points.

    Only those somebody points to are read: a notice also lists review bodies, translators and brokers.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._companies: dict[str, etree._Element] = {}
        self._parties: dict[etree._Element, Party] = {}

    def take(self, element: etree._Element) -> None:
        """Takes up an `efac:Organizations`. Where an identifier is given twice, the first holds."""
        for organisation in element:
            if organisation.tag != _ORGANISATION:
                continue
            company = None
            for part in organisation:
                tag = part.tag
                if tag == _COMPANY and company is None:
                    company = part
                if company is not None and tag in _IDENTIFIED:
                    for ref in identifiers(part, PARTY_IDENTIFICATION):
                        self._companies.setdefault(ref, company)

    def party(self, ref: str) -> Party | None:
        """The organisation behind an identifier."""
        company = self._companies.get(ref)
        if company is None:
            return None
        party = self._parties.get(company)
        if party is None:
            party = self._parties[company] = _party(company, self._texts)
        return party


def _party(company: etree._Element, texts: Texts, legal_type: str = "", activity: str = "") -> Party:
    ref_raw = country_code = nuts = size = ""
    names: list[etree._Element] = []  # one party name with several languages, or one for each language
    for part in company:
        tag = part.tag
        if tag == _PARTY_NAME:
            names += [found for found in part if found.tag == NAME]
        elif tag == _LEGAL_ENTITY:
            ref_raw = ref_raw or child_value(part, _COMPANY_ID)
        elif tag == _ADDRESS:
            for detail in part:
                tag = detail.tag
                if tag == _COUNTRY:
                    country_code = country(child_value(detail, _COUNTRY_CODE))
                elif tag == _SUBENTITY:
                    nuts = value(detail)
        elif tag == _SIZE:
            size = value(part)
    ref = reference(ref_raw, country_code) if ref_raw else ""
    name = texts.chosen(names, "organisation name")
    return Party(name, ref, ref_raw, country_code, nuts, legal_type, activity, size)


def buyers(
    contracting: Iterable[etree._Element], organisations: Organisations, texts: Texts
) -> tuple[tuple[Party, ...], tuple[str, ...]]:
    """The buyers in the order of the notice, each once, and a remark when one points nowhere."""
    found: dict[Party, Party] = {}
    remarks: tuple[str, ...] = ()
    for contracting_party in contracting:
        legal_type = activity = ""
        parties: list[Party] = []
        for part in contracting_party:
            tag = part.tag
            if tag == _PARTY:
                parties += _pointed_to(part, organisations, texts)
            elif tag == _PARTY_TYPE:
                legal_type = legal_type or _code_in(part, _PARTY_TYPE_CODE, _LEGAL_TYPES)
            elif tag == _ACTIVITY:
                activity = activity or _code_in(part, _ACTIVITY_CODE, _ACTIVITIES)
        if not parties:
            remarks = ("a buyer that points to no organisation of the notice is left out",)
        for party in parties:
            if party not in found:
                found[party] = Party(
                    party.name, party.ref, party.ref_raw, party.country, party.nuts, legal_type, activity, party.size
                )
    return tuple(found.values()), remarks


def _pointed_to(part: etree._Element, organisations: Organisations, texts: Texts) -> list[Party]:
    refs = identifiers(part, PARTY_IDENTIFICATION)
    parties = [party for ref in refs if (party := organisations.party(ref)) is not None]
    if parties:
        return parties
    inline = _party(part, texts)  # the manner of UBL without the extension: name and number in the party itself
    return [inline] if inline.name else []


def _code_in(part: etree._Element, tag: str, lists: frozenset[str]) -> str:
    for code in part:
        if code.tag == tag and code.get("listName") in lists:
            return value(code)
    return ""

"""Who is named in an OCDS release.

Organisations are listed once, under `parties`, and pointed to by `id`; older releases write them out where they are
named. Both are read: what the reference itself says goes first, what the list says fills the gaps.
"""

import re
from collections.abc import Iterable

from nybrott.core.notices.model import Party
from nybrott.core.notices.ocds_codes import ACTIVITY_SCHEMES, COUNTRY_OF_PREFIX, LEGAL_TYPE_SCHEMES
from nybrott.core.notices.organisations import reference
from nybrott.core.notices.records_codes import country_named
from nybrott.core.notices.records_json import Table, listed, table, tables, words
from nybrott.core.notices.texts import Texts
from nybrott.core.notices.vocabulary import COUNTRIES

_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")
_ORG_ID = re.compile(r"([A-Z]{2})-[A-Z0-9]{2,10}-.*\d.*")  # org-id.guide: a country, a register, a number
_COUNTRY_CODES = frozenset(COUNTRIES.values())


class Parties:
    """The organisations of one release. `country` is where its publisher is, for those that do not say."""

    def __init__(self, release: Table, ocid: str, texts: Texts) -> None:
        self._texts = texts
        self._listed: dict[str, Table] = {}
        self._found: dict[str, Party | None] = {}
        self.country = COUNTRY_OF_PREFIX.get("-".join(ocid.split("-")[:2]), "")
        for entry in tables(release.get("parties")):
            self._listed.setdefault(words(entry.get("id")), entry)

    def party(self, named: Table) -> Party | None:
        """The organisation that is named, None when nothing is known of it. One with an `id` is read once."""
        ref = words(named.get("id"))
        if not ref:
            return self._read(named, {})
        if ref not in self._found:
            self._found[ref] = self._read(named, self._listed.get(ref, {}))
        return self._found[ref]

    def each(self, named: Iterable[Table]) -> tuple[Party, ...]:
        """All organisations named, each once."""
        found = (self.party(one) for one in named)
        return tuple(dict.fromkeys(party for party in found if party is not None))

    def buyers(self, release: Table, tender: Table) -> tuple[Party, ...]:
        """The buyers: who the release says, then others in that role; else who runs the procurement."""
        in_role = (entry for entry in self._listed.values() if "buyer" in map(words, listed(entry.get("roles"))))
        return self.each([*tables(release.get("buyer")), *in_role]) or self.each(tables(tender.get("procuringEntity")))

    def _read(self, named: Table, entry: Table) -> Party | None:
        identifier, scheme = _identifier(named, entry)
        address = table(named.get("address")) or table(entry.get("address"))
        org_id = _ORG_ID.fullmatch(words(named.get("id")))
        if org_id and not identifier:
            identifier, scheme = org_id.group(), org_id.group()
        raw_name = words(named.get("name")) or words(entry.get("name"))
        name = self._texts.clean(raw_name or _legal_name(named) or _legal_name(entry), "organisation name")
        if not name and not identifier:
            return None
        country = _country(address) or _country_of_scheme(scheme) or self.country
        details = table(entry.get("details")) or table(named.get("details"))
        region = words(address.get("region"))
        return Party(
            name=name,
            ref=reference(identifier, country) if identifier else "",
            ref_raw=identifier,
            country=country,
            nuts=region if _NUTS.fullmatch(region) else "",
            legal_type=_classified(details, LEGAL_TYPE_SCHEMES),
            activity=_classified(details, ACTIVITY_SCHEMES),
            size=words(details.get("scale")),
        )


def _identifier(*described: Table) -> tuple[str, str]:
    """The first registration number given, and its register."""
    for one in described:
        for identifier in (*tables(one.get("identifier")), *tables(one.get("additionalIdentifiers"))):
            number = words(identifier.get("id"))
            if number:
                return number, words(identifier.get("scheme"))
    return "", ""


def _legal_name(described: Table) -> str:
    return words(table(described.get("identifier")).get("legalName"))


def _country(address: Table) -> str:
    for key in ("country", "countryCode", "countryName"):
        found = country_named(words(address.get(key)))
        if found in _COUNTRY_CODES:
            return found
    return ""


def _country_of_scheme(scheme: str) -> str:
    """ "UA-EDR" is a Ukrainian register. XI and XM are no countries."""
    code = scheme[:2]
    return code if scheme[2:3] == "-" and code in _COUNTRY_CODES else ""


def _classified(details: Table, schemes: tuple[str, ...]) -> str:
    """The code in the first of these schemes that the organisation is classified by."""
    codes = {words(c.get("scheme")): words(c.get("id")) for c in tables(details.get("classifications"))}
    return next((codes[scheme] for scheme in schemes if codes.get(scheme)), "")

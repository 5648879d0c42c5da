"""Reads an eForms notice (UBL 2.3 with the EU extensions) into one `Notice`.

One walk over the tree, child by child; parts nobody asks for (contacts, requirements, review bodies) are never
entered. Covers the EU's forms of SDK 1.0 onwards and the Norwegian ones, both converted from Doffin's older form
(no language on the texts, the Doffin number as identifier) and native.

Sums are made in two places, and only from complete figures: the estimated value of the procurement is the sum of the
lots' where it is not given itself, and so is the awarded one.
"""

from collections import defaultdict

from lxml import etree

from nybrott.core.notices.amounts import total
from nybrott.core.notices.dates import day
from nybrott.core.notices.eforms_lots import Asked, identifiers_of_notices, project, take_lot
from nybrott.core.notices.eforms_parties import Organisations, buyers
from nybrott.core.notices.eforms_results import changes, results
from nybrott.core.notices.model import Change, Money, Notice, ReadError, Result
from nybrott.core.notices.references import doffin_number, notice_reference
from nybrott.core.notices.texts import Texts
from nybrott.core.notices.ubl import (
    CAC,
    CBC,
    DESCRIPTION,
    EFAC,
    EFBC,
    EFORMS_EXTENSION,
    ID,
    PROCESS,
    PROJECT,
    TERMS,
    UBL_EXTENSIONS,
    child_value,
    identifiers,
    value,
)
from nybrott.core.notices.vocabulary import DESIGN_CONTEST, is_design_contest, language, stage

ROOTS = ("ContractNotice", "PriorInformationNotice", "ContractAwardNotice", "BusinessRegistrationInformationNotice")

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_REGISTRATION = "http://data.europa.eu/p27/eforms-business-registration-information-notice/"
_NORWEGIAN = "anskaffelser.no"

_NOTICE_TYPE = f"{CBC}NoticeTypeCode"
_LANGUAGE = f"{CBC}NoticeLanguageCode"
_CONTRACTING = f"{CAC}ContractingParty"
_LOT = f"{CAC}ProcurementProjectLot"
_LEGISLATION = f"{CAC}ProcurementLegislationDocumentReference"
_PROCEDURE = f"{CBC}ProcedureCode"
_JUSTIFICATION = f"{CAC}ProcessJustification"
_REASON_CODE = f"{CBC}ProcessReasonCode"
_REASON = f"{CBC}ProcessReason"

_ORGANIZATIONS = f"{EFAC}Organizations"
_NOTICE_RESULT = f"{EFAC}NoticeResult"
_NOTICE_SUB_TYPE = f"{EFAC}NoticeSubType"
_SUB_TYPE_CODE = f"{CBC}SubTypeCode"
_PUBLICATION = f"{EFAC}Publication"
_NOTICE_PUBLICATIONID = f"{EFBC}NoticePublicationID"
_PUBLICATION_DATE = f"{EFBC}PublicationDate"
_TRANSMISSION_DATE = f"{EFBC}TransmissionDate"
_CHANGES = f"{EFAC}Changes"
_CONTRACT_MODIFICATION = f"{EFAC}ContractModification"
_CUSTOMIZATIONID = f"{CBC}CustomizationID"
_ISSUE_DATE = f"{CBC}IssueDate"
_VERSIONID = f"{CBC}VersionID"
_CONTRACT_FOLDERID = f"{CBC}ContractFolderID"
_PLANNED_DATE = f"{CBC}PlannedDate"
_REGULATORY_DOMAIN = f"{CBC}RegulatoryDomain"
_CHANGING = frozenset({_CHANGES, _CONTRACT_MODIFICATION})

Parts = dict[str, list[etree._Element]]


class _Extension:
    """What the EU's extension at the top of the notice holds, found but not yet read."""

    def __init__(self, parts: Parts) -> None:
        self.subtype = self.publication_ref = ""
        self.published = self.transmitted = ""
        self.organisations: list[etree._Element] = []
        self.result: list[etree._Element] = []
        self.changes: list[etree._Element] = []
        for extensions in parts[UBL_EXTENSIONS]:
            for extension in extensions.iterdescendants(EFORMS_EXTENSION):
                self._take(extension)

    def _take(self, extension: etree._Element) -> None:
        for part in extension:
            tag = part.tag
            if tag == _ORGANIZATIONS:
                self.organisations.append(part)
            elif tag == _NOTICE_RESULT:
                self.result.append(part)
            elif tag == _NOTICE_SUB_TYPE:
                self.subtype = child_value(part, _SUB_TYPE_CODE)
            elif tag == _PUBLICATION:
                number = child_value(part, _NOTICE_PUBLICATIONID)
                self.publication_ref = "" if number == "n.a." else notice_reference(number)
                self.published = child_value(part, _PUBLICATION_DATE)
            elif tag == _TRANSMISSION_DATE:
                self.transmitted = value(part)
            elif tag in _CHANGING:
                self.changes.append(part)


def notice(root: etree._Element, path: str) -> Notice | ReadError:
    """The notice under an eForms root element."""
    namespace, _, name = root.tag[1:].rpartition("}")
    if not namespace.startswith((_UBL, _REGISTRATION)):
        return ReadError(path, f"element {name}", f"the element {name} is not in the namespace of eForms (UBL 2)")
    if len(root) == 0:
        return ReadError(path, f"element {name}", "the notice holds nothing")
    parts: Parts = defaultdict(list)
    for part in root:
        parts[part.tag].append(part)
    return _Reading(parts, path).notice()


class _Reading:
    """One notice while it is read."""

    def __init__(self, parts: Parts, path: str) -> None:
        self.parts = parts
        self.path = path
        self.language = language(self._value(_LANGUAGE)) if parts[_LANGUAGE] else ""
        self.texts = Texts(self.language)
        self.extension = _Extension(parts)
        self.remarks: list[str] = []

    def notice(self) -> Notice:
        extension = self.extension
        listed = Organisations(self.texts)
        for element in extension.organisations:
            listed.list(element)
        bought_by, remarks = buyers(self.parts[_CONTRACTING], listed, self.texts)
        self.remarks += remarks
        asked, cpv_main, cpv_additional, estimated = self._asked()
        procedure, features = self._procedure(asked)
        found_results, awarded = self._results(listed, asked)
        form_type, notice_type = self._form()
        notice_id = self._identity()
        customisation = self._value(_CUSTOMIZATIONID)
        dispatched = day(self._value(_ISSUE_DATE)) or day(extension.transmitted)
        country = next((buyer.country for buyer in bought_by if buyer.country), "")
        if not country and _NORWEGIAN in customisation:
            country = "NO"
        doffin_ref = doffin_number(self.path, notice_id) if country == "NO" or _NORWEGIAN in customisation else ""
        if not procedure and is_design_contest(notice_type, extension.subtype):
            procedure = DESIGN_CONTEST
        found_changes = self._changes()
        previous = tuple(dict.fromkeys(asked.previous))
        publication_ref = extension.publication_ref
        if publication_ref in previous:
            publication_ref = ""  # notices converted on Doffin carry the number of the earlier notice in this place
        deadlines = [lot.deadline_on for lot in asked.lots if lot.deadline_on]
        return Notice(
            path=self.path,
            format="eforms",
            notice_id=notice_id,
            version=self._value(_VERSIONID),
            publication_ref=publication_ref,
            doffin_ref=doffin_ref,
            procedure_id=self._value(_CONTRACT_FOLDERID),
            previous=previous,
            regime=regime(customisation),
            form_type=form_type,
            notice_type=notice_type,
            subtype=extension.subtype,
            legal_basis=self._legal_basis(),
            stage=stage(notice_type=notice_type, subtype=extension.subtype, form_type=form_type),
            procedure=procedure,
            procedure_features=features,
            country=country,
            language=self.language,
            published_on=day(extension.published) or dispatched,
            dispatched_on=dispatched,
            planned_on=day(self._value(_PLANNED_DATE)),
            deadline_on=min(deadlines, default=None),
            url=_url(doffin_ref, publication_ref),
            texts=self.texts.gathered(),
            buyers=bought_by,
            cpv_main=cpv_main,
            cpv_additional=cpv_additional,
            lots=tuple(asked.lots),
            estimated=estimated,
            awarded=awarded,
            criteria=tuple(asked.criteria),
            codes=tuple(dict.fromkeys(asked.codes)),
            results=found_results,
            changes=found_changes,
            remarks=tuple(self.remarks) + self.texts.remarks(),
        )

    def _value(self, tag: str) -> str:
        elements = self.parts.get(tag)
        return value(elements[0]) if elements else ""

    def _identity(self) -> str:
        ids = self.parts[ID]
        for wanted in ("notice-id", None):
            for element in ids:
                if element.get("schemeName") == wanted and value(element):
                    return value(element)
        self.remarks.append("no notice identifier; the publication number or the file's name stands in its place")
        return self.extension.publication_ref or self.path.replace("!", "/").rpartition("/")[2].partition(".")[0]

    def _form(self) -> tuple[str, str]:
        elements = self.parts[_NOTICE_TYPE]
        return (elements[0].get("listName") or "", value(elements[0])) if elements else ("", "")

    def _legal_basis(self) -> str:
        written = self._value(_REGULATORY_DOMAIN)
        if written:
            return written
        return next((ref for terms in self.parts[TERMS] for ref in identifiers(terms, _LEGISLATION)), "")

    def _asked(self) -> tuple[Asked, str, tuple[str, ...], Money | None]:
        asked = Asked()
        main, additional, estimated = "", [], None
        for element in self.parts[PROJECT]:
            whole = project(element, self.texts)
            main, additional, estimated = whole.cpv_main, whole.cpv_additional, whole.estimated
            asked.codes += whole.codes
        for element in self.parts[_LOT]:
            take_lot(element, self.texts, asked)
        main = main or next((lot.cpv_main for lot in asked.lots if lot.cpv_main), "")
        estimated = estimated or total([lot.estimated for lot in asked.lots])
        return asked, main, tuple(dict.fromkeys(additional)), estimated

    def _procedure(self, asked: Asked) -> tuple[str, tuple[str, ...]]:
        """The procedure code (BT-105) and its features as codes: "accelerated", "direct-award:<BT-136 code>"."""
        procedure = ""
        features = []
        for process in self.parts[PROCESS]:
            asked.previous += [notice_reference(ref) for ref in identifiers_of_notices(process)]
            for part in process:
                tag = part.tag
                if tag == _PROCEDURE:
                    procedure = procedure or value(part)
                elif tag == DESCRIPTION:
                    self.texts.add_element("features", part)
                elif tag == _JUSTIFICATION:
                    features += self._justification(part)
        return procedure, tuple(dict.fromkeys(features))

    def _justification(self, element: etree._Element) -> list[str]:
        features = []
        for code in element.iterchildren(_REASON_CODE):
            kind = code.get("listName")
            if kind == "accelerated-procedure" and value(code) == "true":
                features.append("accelerated")
            elif kind == "direct-award-justification":
                features.append(f"direct-award:{value(code)}")
                for text in element.iterchildren(_REASON):
                    self.texts.add_element("justification", text)
        return features

    def _results(self, listed: Organisations, asked: Asked) -> tuple[tuple[Result, ...], Money | None]:
        for element in self.extension.result:
            found, awarded, remarks = results(element, listed, asked.lots)
            self.remarks += remarks
            return found, awarded
        return (), None

    def _changes(self) -> tuple[Change, ...]:
        return tuple(change for element in self.extension.changes for change in changes(element, self.texts))


def regime(customisation: str) -> str:
    """Whose tailoring of eForms a notice follows: "eu", "national" or "national-e" for the Norwegian ones, "eu" for
    the plain SDK, else what the notice says."""
    if _NORWEGIAN in customisation:
        return customisation.rpartition(":")[2]
    return "eu" if customisation.startswith("eforms-sdk") else customisation


def _url(doffin_ref: str, publication_ref: str) -> str:
    if doffin_ref:
        return f"https://doffin.no/notices/{doffin_ref}"
    number, _, year = publication_ref.partition("-")
    if number.isdigit() and year.isdigit():
        return f"https://ted.europa.eu/en/notice/-/detail/{publication_ref}"
    return ""

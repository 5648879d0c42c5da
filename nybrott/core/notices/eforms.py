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
from nybrott.core.notices.eforms_lots import Asked, Project, project, take_lot
from nybrott.core.notices.eforms_parties import Organisations, buyers
from nybrott.core.notices.eforms_results import changes, results
from nybrott.core.notices.model import Change, Money, Notice, Party, ReadError, Result
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
    NOTICE_REFERENCE,
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

_CUSTOMISATION = f"{CBC}CustomizationID"
_VERSION = f"{CBC}VersionID"
_PROCEDURE_ID = f"{CBC}ContractFolderID"
_ISSUED = f"{CBC}IssueDate"
_PLANNED = f"{CBC}PlannedDate"
_LEGAL_BASIS = f"{CBC}RegulatoryDomain"
_LEGISLATION = f"{CAC}ProcurementLegislationDocumentReference"
_NOTICE_TYPE = f"{CBC}NoticeTypeCode"
_LANGUAGE = f"{CBC}NoticeLanguageCode"
_CONTRACTING = f"{CAC}ContractingParty"
_LOT = f"{CAC}ProcurementProjectLot"
_PROCEDURE = f"{CBC}ProcedureCode"
_JUSTIFICATION = f"{CAC}ProcessJustification"
_REASON_CODE = f"{CBC}ProcessReasonCode"
_REASON = f"{CBC}ProcessReason"

_ORGANISATIONS = f"{EFAC}Organizations"
_RESULT = f"{EFAC}NoticeResult"
_SUBTYPE = f"{EFAC}NoticeSubType"
_SUBTYPE_CODE = f"{CBC}SubTypeCode"
_PUBLICATION = f"{EFAC}Publication"
_PUBLICATION_NUMBER = f"{EFBC}NoticePublicationID"
_PUBLISHED = f"{EFBC}PublicationDate"
_TRANSMITTED = f"{EFBC}TransmissionDate"
_READ = frozenset({UBL_EXTENSIONS, ID, PROCESS, PROJECT, TERMS, _CUSTOMISATION, _VERSION, _PROCEDURE_ID, _ISSUED})
_READ |= {_PLANNED, _LEGAL_BASIS, _NOTICE_TYPE, _LANGUAGE, _CONTRACTING, _LOT}
_CHANGING = frozenset({f"{EFAC}Changes", f"{EFAC}ContractModification"})

Parts = dict[str, list[etree._Element]]


def notice(root: etree._Element, path: str) -> Notice | ReadError:
    """The notice under an eForms root element."""
    brace, _, name = root.tag.rpartition("}")
    if not brace.startswith((f"{{{_UBL}", f"{{{_REGISTRATION}")):
        return ReadError(path, f"element {name}", f"the element {name} is not in the namespace of eForms (UBL 2)")
    if len(root) == 0:
        return ReadError(path, f"element {name}", "the notice holds nothing")
    parts: Parts = defaultdict(list)
    for part in root:
        tag = part.tag
        if tag in _READ:
            parts[tag].append(part)
    return _Reading(parts, path).notice()


def regime(customisation: str) -> str:
    """Whose tailoring of eForms a notice follows: "eu", "national" or "national-e" for the Norwegian ones, "eu" for
    the plain SDK, else what the notice says."""
    if _NORWEGIAN in customisation:
        return customisation.rpartition(":")[2]
    return "eu" if customisation.startswith("eforms-sdk") else customisation


class _Extension:
    """What the EU's extension at the top of the notice holds, found but not yet read."""

    def __init__(self, parts: Parts) -> None:
        self.subtype = self.publication_ref = ""
        self.published = self.transmitted = ""
        self.organisations: list[etree._Element] = []
        self.results: list[etree._Element] = []
        self.changes: list[etree._Element] = []
        for extensions in parts[UBL_EXTENSIONS]:
            for extension in extensions.iterdescendants(EFORMS_EXTENSION):
                self._take(extension)

    def _take(self, extension: etree._Element) -> None:
        for part in extension:
            tag = part.tag
            if tag == _ORGANISATIONS:
                self.organisations.append(part)
            elif tag == _RESULT:
                self.results.append(part)
            elif tag == _SUBTYPE:
                self.subtype = child_value(part, _SUBTYPE_CODE)
            elif tag == _PUBLICATION:
                number = child_value(part, _PUBLICATION_NUMBER)
                self.publication_ref = "" if number == "n.a." else notice_reference(number)
                self.published = child_value(part, _PUBLISHED)
            elif tag == _TRANSMITTED:
                self.transmitted = value(part)
            elif tag in _CHANGING:
                self.changes.append(part)


class _Reading:
    """One notice while it is read. The steps in `notice` stand in the order in which they need each other."""

    def __init__(self, parts: Parts, path: str) -> None:
        self.parts = parts
        self.path = path
        self.extension = _Extension(parts)
        self.language = language(self._value(_LANGUAGE))
        self.customisation = self._value(_CUSTOMISATION)
        self.texts = Texts(self.language)
        self.organisations = Organisations(self.texts)
        self.asked = Asked()
        self.remarks: list[str] = []

    def notice(self) -> Notice:
        extension, asked = self.extension, self.asked
        bought_by = self._buyers()
        whole = self._whole()
        procedure, features = self._procedure()
        found_results, awarded = self._results()
        found_changes = self._changes()
        form_type, notice_type = self._form()
        if not procedure and is_design_contest(notice_type, extension.subtype):
            procedure = DESIGN_CONTEST
        notice_id = self._identity()
        country = self._country(bought_by)
        previous = tuple(dict.fromkeys(asked.previous))
        publication_ref, doffin_ref = self._numbers(notice_id, country, previous)
        dispatched = day(self._value(_ISSUED)) or day(extension.transmitted)
        return Notice(
            path=self.path,
            format="eforms",
            notice_id=notice_id,
            version=self._value(_VERSION),
            publication_ref=publication_ref,
            doffin_ref=doffin_ref,
            procedure_id=self._value(_PROCEDURE_ID),
            previous=previous,
            regime=regime(self.customisation),
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
            planned_on=day(self._value(_PLANNED)),
            deadline_on=min((lot.deadline_on for lot in asked.lots if lot.deadline_on), default=None),
            url=_url(doffin_ref, publication_ref),
            texts=self.texts.gathered(),
            buyers=bought_by,
            cpv_main=whole.cpv_main or next((lot.cpv_main for lot in asked.lots if lot.cpv_main), ""),
            cpv_additional=tuple(dict.fromkeys(whole.cpv_additional)),
            lots=tuple(asked.lots),
            estimated=whole.estimated or total([lot.estimated for lot in asked.lots]),
            awarded=awarded,
            criteria=tuple(asked.criteria),
            codes=tuple(dict.fromkeys(asked.codes)),
            results=found_results,
            changes=found_changes,
            remarks=(*self.remarks, *self.texts.remarks()),
        )

    def _value(self, tag: str) -> str:
        elements = self.parts.get(tag)
        return value(elements[0]) if elements else ""

    def _buyers(self) -> tuple[Party, ...]:
        for element in self.extension.organisations:
            self.organisations.take(element)
        found, remarks = buyers(self.parts[_CONTRACTING], self.organisations, self.texts)
        self.remarks += remarks
        return found

    def _whole(self) -> Project:
        """The procurement as a whole; its lots go to `asked`."""
        whole = Project()
        for element in self.parts[PROJECT]:
            whole = project(element, self.texts)
            self.asked.codes += whole.codes
        for element in self.parts[_LOT]:
            take_lot(element, self.texts, self.asked)
        return whole

    def _procedure(self) -> tuple[str, tuple[str, ...]]:
        """The procedure code (BT-105) and its features as codes: "accelerated", "direct-award:<BT-136 code>"."""
        procedure = ""
        features: list[str] = []
        for process in self.parts[PROCESS]:
            self.asked.previous += map(notice_reference, identifiers(process, NOTICE_REFERENCE))
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

    def _results(self) -> tuple[tuple[Result, ...], Money | None]:
        if not self.extension.results:
            return (), None
        found, awarded, remarks = results(self.extension.results[0], self.organisations, self.asked.lots)
        self.remarks += remarks
        return found, awarded

    def _changes(self) -> tuple[Change, ...]:
        return tuple(change for element in self.extension.changes for change in changes(element, self.texts))

    def _form(self) -> tuple[str, str]:
        elements = self.parts[_NOTICE_TYPE]
        return (elements[0].get("listName") or "", value(elements[0])) if elements else ("", "")

    def _legal_basis(self) -> str:
        written = self._value(_LEGAL_BASIS)
        if written:
            return written
        return next((ref for terms in self.parts[TERMS] for ref in identifiers(terms, _LEGISLATION)), "")

    def _identity(self) -> str:
        for wanted in ("notice-id", None):
            for element in self.parts[ID]:
                if element.get("schemeName") == wanted and value(element):
                    return value(element)
        self.remarks.append("no notice identifier; the publication number or the file's name stands in its place")
        return self.extension.publication_ref or self.path.replace("!", "/").rpartition("/")[2].partition(".")[0]

    def _country(self, bought_by: tuple[Party, ...]) -> str:
        """The first buyer's country; where no buyer has one, a Norwegian form says enough."""
        found = next((buyer.country for buyer in bought_by if buyer.country), "")
        return found or ("NO" if _NORWEGIAN in self.customisation else "")

    def _numbers(self, notice_id: str, country: str, previous: tuple[str, ...]) -> tuple[str, str]:
        """The publication number and the Doffin number.

        Notices converted on Doffin carry the number of the earlier notice where their own should be; a number that
        is also an earlier notice's is not the notice's own.
        """
        publication_ref = self.extension.publication_ref
        if publication_ref in previous:
            publication_ref = ""
        norwegian = country == "NO" or _NORWEGIAN in self.customisation
        return publication_ref, doffin_number(self.path, notice_id) if norwegian else ""


def _url(doffin_ref: str, publication_ref: str) -> str:
    if doffin_ref:
        return f"https://doffin.no/notices/{doffin_ref}"
    number, _, year = publication_ref.partition("-")
    if number.isdigit() and year.isdigit():
        return f"https://ted.europa.eu/en/notice/-/detail/{publication_ref}"
    return ""

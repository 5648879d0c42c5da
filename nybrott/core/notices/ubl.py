"""The names eForms is written in: UBL 2.3 and the EU extensions, in the `{namespace}` form lxml compares with.

Shared by the `eforms*` modules. Nothing here knows what a field means.
"""

from collections.abc import Iterator

from lxml import etree

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
EXT = "{urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2}"
EFAC = "{http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1}"
EFBC = "{http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1}"
EFEXT = "{http://data.europa.eu/p27/eforms-ubl-extensions/1}"

ID = f"{CBC}ID"
NAME = f"{CBC}Name"
DESCRIPTION = f"{CBC}Description"
UBL_EXTENSIONS = f"{EXT}UBLExtensions"
EFORMS_EXTENSION = f"{EFEXT}EformsExtension"
PROJECT = f"{CAC}ProcurementProject"
PROCESS = f"{CAC}TenderingProcess"
TERMS = f"{CAC}TenderingTerms"
PARTY_IDENTIFICATION = f"{CAC}PartyIdentification"
NOTICE_REFERENCE = f"{CAC}NoticeDocumentReference"


def child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of that name."""
    return next(element.iterchildren(tag), None)


def value(element: etree._Element | None) -> str:
    """The text of a code, number, date or identifier, without the space around it."""
    return (element.text or "").strip() if element is not None else ""


def child_value(element: etree._Element, tag: str) -> str:
    """The text of the first child of that name, empty when there is none."""
    for found in element.iterchildren(tag):
        return (found.text or "").strip()
    return ""


def identifiers(element: etree._Element, tag: str) -> Iterator[str]:
    """The `cbc:ID` of each child of that name: how eForms points from one thing to another."""
    for reference in element.iterchildren(tag):
        found = child_value(reference, ID)
        if found:
            yield found

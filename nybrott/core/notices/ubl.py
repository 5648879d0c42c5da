"""The names eForms is written in: UBL 2.3 and the EU extensions, in the `{namespace}` form lxml compares with.

Shared by the `eforms*` modules. Nothing here knows what a field means.
"""

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


# Loops over children by name are written out below: in wrappers of one to three children, which eForms is made of,
# they take a third of the time of lxml's own search by name.


def child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of that name."""
    for found in element:
        if found.tag == tag:
            return found
    return None


def value(element: etree._Element) -> str:
    """The text of a code, number, date or identifier, without the space around it."""
    text = element.text
    return text.strip() if text else ""


def child_value(element: etree._Element, tag: str) -> str:
    """The text of the first child of that name, empty when there is none."""
    for found in element:
        if found.tag == tag:
            text = found.text
            return text.strip() if text else ""
    return ""


def identifiers(element: etree._Element, tag: str) -> list[str]:
    """The `cbc:ID` of each child of that name: how eForms points from one thing to another."""
    return [found for reference in element if reference.tag == tag and (found := child_value(reference, ID))]

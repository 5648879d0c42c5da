"""What a notice says of innovation: BT-776, and BT-06 and BT-777 that follow from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from nybrott.core.adviser import CODES

PURCHASE = "inn-pur"
LONGEST = 6_000  # characters eForms takes of a text
_LANGUAGES = MappingProxyType({"nb": "NOB", "nn": "NNO", "en": "ENG"})
_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Declaration:
    """`codes`: BT-776, in their order. `text`: BT-777, asked for when BT-06 is given. `language`: nb, nn or en. BT-06 is no field of its own: it is
    read off the codes."""

    codes: tuple[str, ...] = ()
    text: str = ""
    language: str = "nb"

    @property
    def strategic(self) -> str:
        """BT-06 as far as innovation goes: inn-pur when there is any code, nothing otherwise ("none" would deny all other aims too)."""
        return PURCHASE if self.codes else ""


def declare(codes: Iterable[str], *, text: str = "", language: str = "nb") -> Declaration:
    """What the notice says. Raises `ValueError` for a code that is not in the list, for codes without a text, and for a language that is none."""
    given = set(codes)
    if unknown := given - set(CODES):
        raise ValueError(f"{', '.join(sorted(unknown))}: no such code in BT-776")
    if language not in _LANGUAGES:
        raise ValueError(f"{language}: no language a notice is written in here")
    words = " ".join(_UNWRITABLE.sub("", text).split())[:LONGEST]
    if given and not words:
        raise ValueError("BT-06 is given, so the notice must say in words what is procured (BT-777)")
    return Declaration(tuple(code for code in CODES if code in given), words if given else "", language)


def fragment(declared: Declaration, *, note: str = "") -> str:
    """The part of a lot's `cac:ProcurementProject` that says it, as XML; `note` stands in it as a comment. Without a code the element is empty."""
    root = etree.Element(f"{{{_CAC}}}ProcurementProject", nsmap={"cac": _CAC, "cbc": _CBC})
    if note:
        root.append(etree.Comment(f" {_UNWRITABLE.sub('', note).replace('--', '––').strip('-')} "))
    if declared.strategic:
        one = _additional(root, "strategic-procurement", declared.strategic)
        words = etree.SubElement(one, f"{{{_CBC}}}ProcurementType", languageID=_LANGUAGES[declared.language])
        words.text = declared.text
    for code in declared.codes:
        _additional(root, "innovative-acquisition", code)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def _additional(root: etree._Element, name: str, code: str) -> etree._Element:
    one = etree.SubElement(root, f"{{{_CAC}}}ProcurementAdditionalType")
    etree.SubElement(one, f"{{{_CBC}}}ProcurementTypeCode", listName=name).text = code
    return one

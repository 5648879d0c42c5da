"""The small parts of TED XML that every form is made of: names, prose, amounts, dates, addresses.

TED XML comes in half a dozen namespaces, one for each revision, with the same names in them; so names are compared
without their namespace. The tree must hold no comments and no processing instructions.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from nybrott.core.notices.amounts import money
from nybrott.core.notices.dates import day
from nybrott.core.notices.model import Money, Party
from nybrott.core.notices.organisations import reference
from nybrott.core.notices.texts import Texts
from nybrott.core.notices.vocabulary import country

Parts = dict[str, list[etree._Element]]

_PARAGRAPH = "}P"
_GROUPING = re.compile(r"[\s.'\u2019](?=\d{3}(?!\d))")


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def parts_of(element: etree._Element) -> Parts:
    """The children by name, in their order."""
    found: Parts = {}
    for part in element:
        found.setdefault(part.tag.rpartition("}")[2], []).append(part)
    return found


def each(parts: Parts, *names: str) -> Iterator[etree._Element]:
    """All parts of these names."""
    for name in names:
        yield from parts.get(name, ())


def value(parts: Parts, name: str) -> str:
    """The text of the first part of that name, without the space around it."""
    found = parts.get(name)
    return (found[0].text or "").strip() if found else ""


def child_text(element: etree._Element, name: str) -> str:
    """The text of the first child of that name, without the space around it."""
    for part in element:
        if part.tag.rpartition("}")[2] == name:
            return (part.text or "").strip()
    return ""


def prose(element: etree._Element) -> str:
    """What an element says: its paragraphs with a space between them, marks inside them (sub- and superscript) taken
    as plain text. White space is not folded yet."""
    paragraphs = len(element)
    if paragraphs == 0:
        return element.text or ""
    first = element[0]
    if not first.tag.endswith(_PARAGRAPH):
        return _marked(element)
    if paragraphs == 1 and len(first) == 0 and not element.text and not first.tail:  # as most are
        return first.text or ""
    said = [element.text or ""]
    for part in element:
        said += (_marked(part) if len(part) else part.text or "", part.tail or "")
    return " ".join(filter(None, said))


def _marked(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def amount(element: etree._Element, currency: str | None = None) -> Money | None:
    """The amount of an element: `FMTVAL` where it has one, else its text, as a decimal or as it is written in the
    languages of the EU ("1 250 000,50"). The currency is the element's own, else the one given."""
    raw = element.get("FMTVAL") or element.text
    currency = element.get("CURRENCY") or currency
    found = money(raw, currency)
    return found if found is not None or not raw else money(plain_number(raw), currency)


def plain_number(written: str) -> str:
    """A number as people write it ("1 250 000,50", "1.250.000", "1'250.5") as a decimal ("1250000.50")."""
    return _GROUPING.sub("", written.strip()).replace(",", ".")


def compact_day(text: str) -> date | None:
    """The day of "20170112" or "20170112 12:00"; also of a date with hyphens."""
    return day(text) or (day(f"{text[:4]}-{text[4:6]}-{text[6:8]}") if text[:8].isdigit() else None)


def parted_day(element: etree._Element) -> date | None:
    """The day of an element that holds YEAR, MONTH and DAY."""
    parts = parts_of(element)
    return day(f"{value(parts, 'YEAR')}-{value(parts, 'MONTH'):0>2}-{value(parts, 'DAY'):0>2}")


def count(text: str) -> int | None:
    """A whole number that somebody counted; None for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


_ADDRESS = frozenset({"OFFICIALNAME", "NATIONALID", "COUNTRY", "NUTS", "ORGANISATION"})


def party(element: etree._Element, texts: Texts, size: str = "") -> Party | None:
    """The organisation of an address, None when it has no name and no number."""
    name = ref_raw = code = nuts = ""
    for part in element:
        tag = part.tag.rpartition("}")[2]
        if tag not in _ADDRESS:
            continue
        if tag == "OFFICIALNAME":
            name = part.text or ""
        elif tag == "NATIONALID":
            ref_raw = (part.text or "").strip()
        elif tag == "COUNTRY":
            code = country(part.get("VALUE") or "")
        elif tag == "NUTS":
            nuts = nuts or (part.get("CODE") or "").strip()
        else:  # ORGANISATION in the older forms: name and number inside, or just the name
            name = child_text(part, "OFFICIALNAME") or part.text or ""
            ref_raw = child_text(part, "NATIONALID")
    name = texts.clean(name, "organisation name")
    if not name and not ref_raw:
        return None
    ref = reference(ref_raw, code) if ref_raw else ""
    return Party(name=name, ref=ref, ref_raw=ref_raw, country=code, nuts=nuts, size=size)

"""The door: bytes in, notices out, whatever the format. Never raises for bad input."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from nybrott.core.notices import eforms, records, ted
from nybrott.core.notices.model import Notice, ReadError

# The largest document read. A notice of 3,500 lots is 10 to 60 MB. A file of lines (JSONL) has no such limit here,
# since it is read line by line.
LARGEST_DOCUMENT = 64 * 1024 * 1024

# How many "<" and "=" an XML document may hold: what memory is needed for are elements and attributes, some 120 bytes
# each however short they are. 3,500 lots with every field filled in have 2.1 million. Together the two limits keep
# the memory for one document under a gigabyte. Shorter documents cannot have too many and are not counted.
MOST_MARKUP = 4_000_000
_COUNTED_FROM = 4 * 1024 * 1024

# Local name of an XML document's root → what reads it. One line for each further kind.
XML_ROOTS: dict[str, Callable[[etree._Element, str], Notice | ReadError]] = {
    **dict.fromkeys(eforms.ROOTS, eforms.notice),
    **dict.fromkeys(ted.ROOTS, ted.from_tree),
}

# What `_format` found, other than XML → what reads the bytes. One line for each further kind: "json", "jsonl".
OTHER_FORMATS: dict[str, Callable[[bytes, str], Iterator[Notice | ReadError]]] = {
    "json": records.from_bytes,
    "jsonl": records.from_lines,
}

_ENTITIES = "the file declares or uses entities, which are never resolved"
_UTF8_BOM = b"\xef\xbb\xbf"
_WIDE_XML = (b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<")


def read(data: bytes, *, path: str) -> Iterator[Notice | ReadError]:
    """Every notice in `data`, or a `ReadError` for what could not be read. `path` says where the bytes come from.

    The format is found from the bytes (and the ending `.jsonl`): an XML document gives one notice; other formats may
    give many. Input of any kind is refused with a reason, never with an exception.
    """
    try:
        yield from _read(data, path)
    except Exception as error:  # a reader's own mistake must not stop the thousand notices after this one
        yield ReadError(path, "whole file", f"reading stopped unexpectedly ({type(error).__name__}: {error})")


def _read(data: bytes, path: str) -> Iterator[Notice | ReadError]:
    kind = _format(data, path)
    if kind != "jsonl" and len(data) > LARGEST_DOCUMENT:
        megabytes = LARGEST_DOCUMENT // 1024**2
        yield ReadError(path, "whole file", f"the file is larger than the {megabytes} MB that are read")
    elif kind == "xml":
        yield _xml(data, path)
    elif kind in OTHER_FORMATS:
        yield from OTHER_FORMATS[kind](data, path)
    elif not data.strip():
        yield ReadError(path, "whole file", "the file is empty")
    else:
        yield ReadError(path, "start of the file", "this is no kind of notice that can be read")


def _format(data: bytes, path: str) -> str:
    """What the bytes are, by the first sign that is no white space: "xml", "json", "jsonl" (by the name) or ""."""
    if path.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    if data.startswith(_WIDE_XML):
        return "xml"
    start = data[:4096].removeprefix(_UTF8_BOM).lstrip()[:1]
    if start == b"<":
        return "xml"
    return "json" if start in {b"{", b"["} else ""


def _xml(data: bytes, path: str) -> Notice | ReadError:
    """One XML document. No network, no DTD, no entity is ever resolved; `huge_tree` stays off, so that libxml2's own
    bounds on depth (256), one text's length (10 MB) and entity growth hold."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,  # and leave collect_ids alone: switched off, it makes libxml2 load external DTDs
    )
    if len(data) > _COUNTED_FROM and data.count(b"<") + data.count(b"=") > MOST_MARKUP:
        return ReadError(path, "whole file", "the file has more elements and attributes than are read")
    if data[:1].isspace():
        data = data.lstrip()
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return ReadError(path, f"line {error.lineno or 1}", _reason(error))
    if _has_entities(root):
        return ReadError(path, "document type", _ENTITIES)
    name = root.tag.rpartition("}")[2]
    reader = XML_ROOTS.get(name)
    if reader is None:
        return ReadError(path, f"element {name}", f"{name} is no kind of notice that can be read")
    return reader(root, path)


def _has_entities(root: etree._Element) -> bool:
    document = root.getroottree().docinfo
    if not document.doctype:  # type: ignore[attr-defined]  # missing in lxml-stubs
        return False
    declared = document.internalDTD.iterentities() if document.internalDTD is not None else ()  # type: ignore[attr-defined]
    return any(True for _ in declared) or any(True for _ in root.iter(etree.Entity))


# What libxml2 says, and how a person would say it.
_PLAIN_WORDS = (
    (re.compile(r"entity|Entity"), _ENTITIES),
    (re.compile(r"Excessive depth"), "elements are nested more than 256 deep"),
    (re.compile(r"too long|Resource limit"), "one text is longer than the 10 MB that are read"),
    (re.compile(r"encoding"), "the bytes are not in the encoding the file says"),
    (re.compile(r"Premature end|EndTag: '</' not found|Couldn't find end of"), "the file is cut off ({said})"),
    (re.compile(r"Opening and ending"), "the file is cut off or its elements do not close ({said})"),
)


def _reason(error: etree.XMLSyntaxError) -> str:
    said = re.sub(r", line \d+, column \d+.*", "", error.msg or "no further word")
    for sign, words in _PLAIN_WORDS:
        if sign.search(said):
            return words.format(said=said)
    return f"this is not well-formed XML ({said})"

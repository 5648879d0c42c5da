"""Reads plain records: one JSON object with a few well-known keys for each notice, one to a line.

The keys and what may stand in them are told in `docs/develop/records.md`. The rows of Doffin's tables and the hits of
its search interface are understood under their own keys. A value nobody knows is kept as it stands, and said in
`remarks` where it has no place; it is never a reason to refuse a record. A line that is no record is reported, and the
rest go on.

This is also the door for whole JSON documents, which are OCDS or lists of such records.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from nybrott.core.notices import ocds
from nybrott.core.notices.model import Money, Notice, Party, ReadError
from nybrott.core.notices.organisations import reference
from nybrott.core.notices.records_codes import FORM_TYPE_OF_STAGE, country_named, notice_kind, procedure
from nybrott.core.notices.records_json import NotJson, Table, listed, parsed, tables, words
from nybrott.core.notices.records_values import cpv_codes, said, written_amount, written_day
from nybrott.core.notices.ted_codes import stage as ted_stage
from nybrott.core.notices.texts import Texts
from nybrott.core.notices.vocabulary import DESIGN_CONTEST, OTHER, language

# Our keys, and the same under the keys of Doffin's search interface and of tables made from Doffin.
_KEYS = {
    "id": ("id", "doffin_referanse"),
    "title": ("title", "heading", "navn", "tittel"),
    "description": ("description", "beskrivelse"),
    "notice_type": ("notice_type", "type", "kunngjoring_type", "form", "allTypes"),
    "procedure": ("procedure", "prosedyre"),
    "buyer_name": ("buyer_name", "publisert_av", "oppdragsgiver"),
    "buyer_ref": ("buyer_ref", "orgnr"),
    "published_on": ("published_on", "publicationDate", "kunngjoring_dato", "kunngjoringsdato", "issueDate"),
    "deadline_on": ("deadline_on", "deadline", "tilbudsfrist_dato", "tilbudsfrist"),
    "country": ("country",),
    "url": ("url", "lenke"),
    "language": ("language",),
    "currency": ("currency",),
}
_CPV_KEYS = ("cpv", "cpvnumber", "cpvCodes", "allCpvCodes", "tilleggsCPV")
_VALUE_KEYS = ("estimated_value", "estimatedValue", "estimert_totalverdi")
_HITS = "hits"

_DOFFIN_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d{2}-\d{5,6}(?!\d)")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LONGEST_LABEL = 80  # what is longer describes a procedure, it does not name it
_GROUPS = frozenset({"PLANNING", "COMPETITION", "RESULT"})  # what Doffin sums its kinds up under
_DESIGN_CONTESTS = frozenset({"cn-desg", "can-desg"})

# How many lines are tried as one where a line ends inside a string, because a raw line break stands in it.
_MOST_JOINED = 50


def from_lines(data: bytes, path: str) -> Iterator[Notice | ReadError]:
    """The notices of a file of lines (JSONL). Empty lines are passed over, but counted."""
    for number, document in _lines(_as_utf8(data)):
        place = f"line {number}"
        if isinstance(document, NotJson):
            yield ReadError(path, place, str(document))
        elif ocds.is_ocds(document):  # many publishers give their releases one to a line
            yield from ocds.from_json(document, path, place)
        else:
            yield _record(document, path, place)


def from_bytes(data: bytes, path: str) -> Iterator[Notice | ReadError]:
    """The notices of one JSON document: OCDS, a list of plain records, or an answer of Doffin's search interface.
    Bytes with more than one JSON value in them are read as lines."""
    try:
        document = parsed(data)
    except NotJson as error:
        if error.goes_on:
            yield from from_lines(data, path)
        else:
            yield ReadError(path, error.place, str(error))
        return
    hits = document.get(_HITS) if isinstance(document, dict) else document
    if ocds.is_ocds(document) or not isinstance(hits, list) or not hits:
        yield from ocds.from_json(document, path)
        return
    for number, hit in enumerate(hits):
        yield _record(hit, path, str(number) if hits is document else f"{_HITS}/{number}")


def _as_utf8(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def _lines(data: bytes) -> Iterator[tuple[int, object]]:
    """What stands on each line that is not empty, with the line's number; a `NotJson` for what cannot be read.

    A raw line break inside a string cuts a record in two: then the lines up to the one that closes it are tried
    together.
    """
    at = len(data) - len(data.lstrip(b"\n"))
    number = at + 1
    while at < len(data):
        end = _line_end(data, at)
        lines = 1
        found = _read(data[at:end])
        if isinstance(found, NotJson) and found.is_open:
            closed = _closing(data, end)
            together = _read(data[at:closed])
            if not isinstance(together, NotJson):
                found, lines, end = together, data.count(b"\n", at, closed) + 1, closed
        if found is not _NOTHING:
            yield number, found
        at, number = end + 1, number + lines


def _line_end(data: bytes, at: int) -> int:
    end = data.find(b"\n", at)
    return end if end >= 0 else len(data)


def _closing(data: bytes, end: int) -> int:
    """Where the first line ends that looks like the end of a record; the same place when there is none near."""
    at = end
    for _ in range(_MOST_JOINED):
        start, at = at + 1, _line_end(data, at + 1)
        line = data[start:at].strip()
        if line.startswith(b"{") or start >= len(data):
            break
        if line.endswith(b"}"):
            return at
    return end


_NOTHING = object()


def _read(line: bytes) -> object:
    if not line.strip():
        return _NOTHING
    try:
        return parsed(line)
    except NotJson as error:
        return error


def _record(document: object, path: str, place: str) -> Notice | ReadError:
    if not isinstance(document, dict):
        return ReadError(path, place, "this is no object, as a record is")
    reading = _Reading(document, path, place)
    if not (reading.get("id") or reading.get("title") or reading.text("description")):
        return ReadError(path, place, "the record has no id, no title and no description")
    return reading.notice()


class _Reading:
    """One record while it is read."""

    def __init__(self, record: Table, path: str, place: str) -> None:
        self.record = record
        self.path = path
        self.place = place
        self.remarks: list[str] = []
        self.texts = Texts(language(self.get("language")))

    def get(self, name: str) -> str:
        """The first that is given of the field's keys, as text; of a list its first value."""
        for key in _KEYS[name]:
            for value in listed(self.record.get(key)):
                found = said(value)
                if found:
                    return found
        return ""

    def text(self, name: str) -> str:
        """Like `get`, but a list is one text in several pieces."""
        for key in _KEYS[name]:
            pieces = [said(value) for value in listed(self.record.get(key))]
            if any(pieces):
                return "\n".join(filter(None, pieces))
        return ""

    def notice(self) -> Notice:
        self.texts.add("title", self.text("title"))
        self.texts.add("description", self.text("description"))
        doffin_ref = self._doffin_ref()
        country = country_named(self.get("country")) or ("NO" if doffin_ref or self._is_norwegian() else "")
        bought_by = self._buyers(country)
        country = country or next((buyer.country for buyer in bought_by if buyer.country), "")
        kind, reached = self._kind()
        published = self._day("published_on")
        deadline = self._day("deadline_on")
        main, additional = self._cpv()
        return Notice(
            path=self.path,
            format="record",
            notice_id=self._identity(doffin_ref),
            doffin_ref=doffin_ref if country == "NO" else "",
            form_type=FORM_TYPE_OF_STAGE.get(reached, ""),
            notice_type=kind,
            stage=reached,
            procedure=self._procedure(kind),
            country=country,
            language=self.texts.own,
            published_on=published,
            deadline_on=deadline,
            url=self._url(doffin_ref if country == "NO" else ""),
            texts=self.texts.gathered(),
            buyers=bought_by,
            cpv_main=main,
            cpv_additional=additional,
            estimated=self._estimated(country),
            remarks=(*self.remarks, *self.texts.remarks()),
        )

    def _identity(self, doffin_ref: str) -> str:
        found = self.get("id") or doffin_ref
        if not found:
            self.remarks.append("no identifier; the place in the file stands for it")
        return found or self.place

    def _doffin_ref(self) -> str:
        for name in ("id", "url"):
            found = _DOFFIN_NUMBER.search(self.get(name))
            if found:
                return found.group()
        return ""

    def _kind(self) -> tuple[str, str]:
        """The kind of notice and its stage. Where several kinds are given, the first that is not just a group."""
        found = ("", OTHER)
        for key in _KEYS["notice_type"]:
            for value in listed(self.record.get(key)):
                label = said(value)
                kind, reached = notice_kind(label)
                if reached == OTHER and label:
                    reached = ted_stage(notice_type=label, form=label, document="")
                if label and (not found[0] or found[0] in _GROUPS):
                    found = (kind, reached)
        return found

    def _procedure(self, kind: str) -> str:
        label = self.get("procedure")
        known = procedure(label)
        if known or not label:
            return known or (DESIGN_CONTEST if kind in _DESIGN_CONTESTS else "")
        if len(label) > _LONGEST_LABEL:
            self.texts.add("features", label)
            return ""
        return label

    def _is_norwegian(self) -> bool:
        """Whether the buyer's number stands under its Norwegian name and is a Norwegian one, check digit and all."""
        numbers = listed(self.record.get("orgnr"))
        return any(reference(found, "NO") for found in map(said, numbers) if found)

    def _buyers(self, country: str) -> tuple[Party, ...]:
        """The buyers, by name and number; the search interface gives a list of both."""
        named = [(words(b.get("name")), said(b.get("organizationId") or b.get("id"))) for b in self._listed_buyers()]
        if not named:
            names, refs = (self._each(key) for key in ("buyer_name", "buyer_ref"))
            named = list(zip_longest(names, refs, fillvalue=""))
        found = []
        for raw, ref_raw in named:
            name = self.texts.clean(said(raw), "organisation name")
            ref = reference(ref_raw, country) if ref_raw else ""
            if name or ref_raw:
                found.append(Party(name=name, ref=ref, ref_raw=ref_raw, country=country))
        return tuple(dict.fromkeys(found))

    def _listed_buyers(self) -> list[Table]:
        return list(tables(self.record.get("buyer")))

    def _each(self, name: str) -> list[str]:
        for key in _KEYS[name]:
            found = [said(value) for value in listed(self.record.get(key))]
            if any(found):
                return found
        return []

    def _day(self, name: str) -> date | None:
        text = self.get(name)
        found = written_day(text)
        if text and found is None:
            self.remarks.append(f"{name} is no date that is understood: {text[:60]}")
        return found

    def _cpv(self) -> tuple[str, tuple[str, ...]]:
        """The first code, and the others; where there is no code in them, the words as they stand."""
        found = list(dict.fromkeys(code for key in _CPV_KEYS for code in cpv_codes(self.record.get(key))))
        if found:
            return found[0], tuple(found[1:])
        return next((text for text in map(said, listed(self.record.get("cpv"))) if text), ""), ()

    def _estimated(self, country: str) -> Money | None:
        currency = self.get("currency").upper() or ("NOK" if country == "NO" else "")
        for key in _VALUE_KEYS:
            found = written_amount(self.record.get(key), currency)
            if found is not None:
                return found
        return None

    def _url(self, doffin_ref: str) -> str:
        """The address given, if it is one of the web; else the notice's page at Doffin."""
        given = self.get("url")
        if _WEB_ADDRESS.fullmatch(given):
            return given
        if doffin_ref:
            return f"https://doffin.no/notices/{doffin_ref}"
        if given:
            self.remarks.append(f"url is no web address: {given[:60]}")
        return ""

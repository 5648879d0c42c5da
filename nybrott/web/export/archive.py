"""The zip itself: written part by part as rows are read, so that memory stays bounded; every part's SHA-256 in the manifest."""

import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import IO

from django.utils.text import slugify

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.desk.actions import shelf
from nybrott.desk.models import Upload
from nybrott.needs import feeds
from nybrott.needs.queries.descriptions import whole
from nybrott.ui.sheets import csv_parts
from nybrott.web.export.page import page_parts
from nybrott.web.export.sheets import sheets_of
from nybrott.web.export.tables import TABLES, People, entries_of, people_of, rows_of, told_of

FORMAT, VERSION = "nybrott.challenge", 1
DATA, PAGE, MANIFEST = "everything.json", "read-me.html", "manifest.json"
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time, in a zip: the same content gives the same bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """The finished file, open at its beginning, with its name, how large it is and its SHA-256."""

    name: str
    file: IO[bytes]
    size: int
    sha256: str


class _Zip:
    """A zip that remembers what went into it."""

    def __init__(self, out: IO[bytes]) -> None:
        self.archive = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self.files: list[dict[str, object]] = []

    def add(self, path: str, parts: Iterable[bytes]) -> None:
        """A file, written in parts."""
        about = zipfile.ZipInfo(path, date_time=_BEGINNING)
        about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        seen, size = sha256(), 0
        with self.archive.open(about, "w", force_zip64=True) as out:
            for part in parts:
                out.write(part)
                seen.update(part)
                size += len(part)
        self.files.append({"path": path, "bytes": size, "sha256": seen.hexdigest()})

    def tell(self) -> None:
        """The manifest goes in last: it tells of all the others."""
        told = {"format": FORMAT, "version": VERSION, "files": self.files}
        self.archive.writestr(
            zipfile.ZipInfo(MANIFEST, date_time=_BEGINNING), json.dumps(told, ensure_ascii=False, indent=1) + "\n", zipfile.ZIP_DEFLATED
        )  # fmt: skip


def whole_challenge(actor: Actor, challenge: Challenge) -> Parcel:
    """Everything of a challenge as a zip, in the language that is active. Ask `rules.may_take_along` first."""
    made = tempfile.TemporaryFile()  # noqa: SIM115 - whoever answers with it closes it
    try:
        _fill(_Zip(made), actor, challenge)
        return _closed(made, f"{slugify(challenge.title)[:60] or 'challenge'}.zip")
    except BaseException:
        made.close()
        raise


def _fill(parcel: _Zip, actor: Actor, challenge: Challenge) -> None:
    with parcel.archive:
        entries = entries_of(actor, challenge)
        people = people_of(challenge, entries)
        parcel.add(DATA, _encoded(_json_parts(actor, challenge, people)))
        parcel.add(PAGE, _encoded(page_parts(challenge, entries, people)))
        for sheet in sheets_of(challenge):
            parcel.add(f"{sheet.name}.csv", _encoded(csv_parts(sheet)))
        for one in challenge.descriptions.select_related("statement", "challenge__organisation").order_by("version"):
            said = whole(one)
            for kind in ("pdf", "docx", "md"):
                parcel.add(f"description-v{one.version}.{kind}", [feeds.description_file(said, kind).content])
        _attach(challenge, parcel)
        parcel.tell()


def _closed(made: IO[bytes], name: str) -> Parcel:
    size, seen = made.tell(), sha256()
    made.seek(0)
    while block := made.read(1 << 16):
        seen.update(block)
    made.seek(0)
    return Parcel(name, made, size, seen.hexdigest())


def _encoded(parts: Iterable[str]) -> Iterator[bytes]:
    # lone surrogates have no place in UTF-8
    return (part.encode("utf-8", "replace") for part in parts)


def _json_parts(actor: Actor, challenge: Challenge, people: People) -> Iterator[str]:
    head = {
        "format": FORMAT, "version": VERSION, "organisation": challenge.organisation.name, "people": list(people.names.values()),
    }  # fmt: skip
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "tables": {'
    for place, table in enumerate(TABLES):
        yield f"{',' * bool(place)}\n{json.dumps(table.key)}: ["
        for number, row in enumerate(rows_of(table, challenge, people)):
            yield f"{',' * bool(number)}\n {json.dumps(row, ensure_ascii=False)}"
        yield "]"
    yield '},\n"journal": ['
    for number, entry in enumerate(entries_of(actor, challenge).iterator(500)):
        yield f"{',' * bool(number)}\n {json.dumps(told_of(entry, people), ensure_ascii=False)}"
    yield "]}\n"


def _attach(challenge: Challenge, parcel: _Zip) -> None:
    """The files that evidence holds: met only through it, by those who may read it. One whose bytes are gone is left out; its row tells of it."""
    for table in TABLES:
        if not table.upload:
            continue
        keys = table.of(challenge).exclude(**{table.upload: None}).values_list(table.upload, flat=True)
        for one in (
            Upload.objects.filter(pk__in=keys, organisation=challenge.organisation_id).order_by("pk").iterator(100)
        ):
            name = re.sub(r"[^\w. -]+", "_", one.name).strip(". ") or "file"
            try:
                with shelf().open(one.sha256) as file:
                    parcel.add(f"files/{one.pk}-{name}", iter(partial(file.read, 1 << 16), b""))
            except FileNotFoundError:
                continue

"""The journal as a file that others can check: every entry with what its seal is over."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.journal.queries import Wanted, sentence, told_at, with_previous_seals
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts, json_parts

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def entries_file(actor: Actor, wanted: Wanted, kind: str, *, now: datetime) -> HttpResponseBase:
    """The entries, narrowed, as CSV or JSON, written while they are sent."""
    parts = {"csv": csv_parts, "json": json_parts}[kind](_sheet(actor, wanted, now))
    response = StreamingHttpResponse(_in_language(parts, get_language() or "nb"))
    response.headers["Content-Type"] = TYPES[kind]
    name = f"nybrott-journal-{told_at(now)[:10]}.{kind}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _sheet(actor: Actor, wanted: Wanted, now: datetime) -> Sheet:
    columns = [
        Column("at", _("When"), _("In UTC, as it is sealed.")),
        Column("said", _("What happened"), _("The entry as a sentence.")),
        Column("place", _("Place in the chain"), _("Its number in the chain; empty while it is not sealed.")),
        Column("verb", _("Verb"), _("What was done, as a word for programs.")),
        Column("fixed", _("Fixed"), _("What can never change, as JSON; part of the seal.")),
        Column("private", _("Names and facts"), _("As JSON; part of the seal only by its digest. Empty once erased.")),
        Column("salt", _("Salt"), _("What the digest is made with. Empty once erased.")),
        Column("digest", _("Digest"), _("SHA-256 of the salt, a zero byte, and names and facts.")),
        Column("previous_seal", _("Seal before"), _("The seal of the entry before it in the chain.")),
        Column("seal", _("Seal"), _("SHA-256 of the seal before, place, fixed and digest, as JSON.")),
    ]
    about = [
        (_("Taken out"), told_at(now)),
        (_("How to check it"), _("Every seal can be computed again; docs/guide/journal.md shows how.")),
    ]
    return Sheet("journal", _("Journal"), columns, _rows(actor, wanted), about)


def _rows(actor: Actor, wanted: Wanted) -> Iterator[list[Value]]:
    for entry, previous in with_previous_seals(actor, wanted):
        fixed = entry.fixed()
        yield [
            str(fixed["at"]), sentence(entry), entry.place, entry.verb, _json(fixed),
            "" if entry.private is None else _json(entry.private), entry.salt or "", entry.digest, previous, entry.seal,
        ]  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _in_language(parts: Iterator[str], language: str) -> Iterator[str]:
    """The parts as they are sent, which is after the request has ended, in the language it was asked in."""
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part

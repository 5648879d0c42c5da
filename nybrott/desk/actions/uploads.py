"""Files brought, taken away, and swept up when nothing names them."""

import unicodedata
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.desk.models import Upload
from nybrott.desk.rules import may_remove_upload, may_upload, place_of
from nybrott.desk.rules.files import MOST_MEGABYTES
from nybrott.journal.actions import record
from nybrott.sources import FileKind, Shelf, Unreadable, cleaned

MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
LEAST_AGE = timedelta(days=1)  # of a file that nothing names, before it is swept: its upload may still be under way


def shelf() -> Shelf:
    """Where the bytes lie."""
    return Shelf(Path(settings.VAR) / "uploads")


@transaction.atomic
def keep_upload(
    *, actor: Actor, file: IO[bytes], name: str, now: datetime, permission: str = "", kept_for: str = ""
) -> Upload:
    """Keep a file for the actor's organisation; raises `Unreadable` when it is not taken (`rules.why_not_taken`).

    Pictures are kept as drawn anew. `permission` and `kept_for` as in `Upload`.
    """
    insist(may_upload(actor))
    if file.seek(0, 2) > MOST_BYTES:
        raise Unreadable("too-large")
    kind, clean = cleaned(file)
    sha256, size = shelf().put(clean, MOST_BYTES)
    _hold(sha256)
    if not shelf().is_whole(sha256):  # swept between our putting it and our holding it
        shelf().put(clean, MOST_BYTES)
    upload = Upload.objects.create(
        organisation_id=place_of(actor), uploaded_by_id=actor.user_id, name=tidy_name(name, kind), kind=kind.word,
        size=size, sha256=sha256, permission=permission, kept_for=kept_for, uploaded_at=now,
    )  # fmt: skip
    record(actor=actor, verb="desk.uploaded", thing=upload, at=now, facts={"bytes": size, "sha256": sha256})
    return upload


def tidy_name(name: str, kind: FileKind) -> str:
    """A name fit to be shown and saved: no folders, no control or direction signs, the ending of what the file is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    stem, dot, ending = plain.rpartition(".")
    ending = ending.lower()
    if not dot or not ending.isalnum() or len(ending) > 5:
        stem, ending = plain, ""
    same = {kind.ending, *{"jpeg": ("jpeg",), "text": ("txt", "tsv")}.get(kind.word, ())}
    stem = " ".join(stem.split()).strip(". ")[:120] or "fil"
    return f"{stem}.{ending if ending in same else kind.ending}"


@transaction.atomic
def remove_upload(*, actor: Actor, upload: Upload, now: datetime) -> None:
    """Forget an upload; its bytes are swept once nothing names them."""
    insist(may_remove_upload(actor, upload))
    record(actor=actor, verb="desk.upload_removed", thing=upload, at=now, facts={"sha256": upload.sha256})
    upload.delete()


def sweep_uploads(*, actor: Actor, now: datetime) -> int:
    """Delete the bytes that no upload names and that are older than a day; gives how many. Nothing for the journal: the
    removing was told already."""
    swept = 0
    kept = shelf()
    for sha256 in kept.older_than((now - LEAST_AGE).timestamp()):
        with transaction.atomic():
            _hold(sha256)
            if not Upload.objects.filter(sha256=sha256).exists():
                kept.forget(sha256)
                swept += 1
    return swept


def _hold(sha256: str) -> None:
    """Until this transaction ends nobody else keeps or sweeps these bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 27))", [sha256])

"""What a supplier sent, as the very bytes whose SHA-256 the ledger holds."""

import json
from collections.abc import Iterable
from unicodedata import normalize

from nybrott.dialogues.models import Dialogue
from nybrott.submissions.models import Answer
from nybrott.submissions.queries.own import OwnAnswer, OwnFile, Told
from nybrott.submissions.states import Part

FORMAT, VERSION = "nybrott-input", 1


def document(dialogue: Dialogue, answers: Iterable[OwnAnswer], part: str) -> bytes:
    """One part of an input as canonical JSON in UTF-8, the same for the same answers. Its answers stand in the order of the questions; files are
    named with their SHA-256. "" (no bytes) when the part is empty."""
    said = [found for one in answers if (found := _of(one, part))]
    if not said:
        return b""
    whole = {"format": FORMAT, "version": VERSION, "dialogue": dialogue.slug, "part": part, "answers": said}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")


def open_document(dialogue: Dialogue, answers: Iterable[Answer]) -> bytes:
    """The open part again, from what the opening wrote: the same bytes as were sent, which anybody may hold against the ledger."""
    read = (
        OwnAnswer(one, Told(one.text), [OwnFile(file, file.name, file.kind, file.sha256, file.size) for file in one.files.all()])
        for one in answers
    )  # fmt: skip
    return document(dialogue, read, Part.OPEN)


def _of(one: OwnAnswer, part: str) -> dict[str, object] | None:
    secret = part == Part.SECRET
    text = normalize("NFC", one.told.secret if secret else one.told.text)
    files = [{"name": file.name, "sha256": file.sha256} for file in one.files if file.is_secret == secret]
    if not (text or files):
        return None
    said: dict[str, object] = {"question": one.answer.asked or one.answer.key, "text": text, "files": files}
    return said | {"reason": one.told.reason} if secret else said

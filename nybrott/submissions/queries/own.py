"""What a supplier itself wrote, opened for it alone, by its link. Together with the opening the only place where anything sealed is read."""

import json
from dataclasses import dataclass, field
from typing import Any

from nybrott.submissions.models import Answer, Attachment, Box, shelf
from nybrott.submissions.states import Part


@dataclass(frozen=True, slots=True)
class Told:
    """The words of an answer: what may be published, the trade secret, and why it is secret."""

    text: str = ""
    secret: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file as its supplier knows it."""

    file: Attachment
    name: str
    kind: str
    sha256: str
    size: int

    @property
    def is_secret(self) -> bool:
        """Whether it lies in the secret part."""
        return self.file.part == Part.SECRET


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """An answer as its supplier wrote it."""

    answer: Answer
    told: Told
    files: list[OwnFile] = field(default_factory=list)

    @property
    def has_secret(self) -> bool:
        """Whether anything of it is a trade secret."""
        return bool(self.told.secret) or any(one.is_secret for one in self.files)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not (self.told.text or self.told.secret or self.files)

    @property
    def lacks_reason(self) -> bool:
        """Whether something is secret and nobody said why."""
        return self.has_secret and not self.told.reason


def own_answer(box: Box, answer: Answer) -> OwnAnswer:
    """An answer for the supplier that wrote it. Raises `KeyLost`."""
    said: dict[str, Any] = {"text": answer.text, "reason": answer.reason}
    if answer.sealed_open:
        said = json.loads(box.for_the_supplier(answer.sealed_open, answer.sealed_place(Part.OPEN)))
    secret = {"text": ""}
    if answer.sealed_secret:
        secret = json.loads(box.for_the_supplier(answer.sealed_secret, answer.sealed_place(Part.SECRET)))
    return OwnAnswer(answer, Told(said["text"], secret["text"], said["reason"]), [own_file(box, one) for one in answer.files.all()])  # fmt: skip


def own_file(box: Box, file: Attachment) -> OwnFile:
    """What a file is, for the supplier that added it. Raises `KeyLost`."""
    about = json.loads(box.for_the_supplier(file.sealed_about, file.sealed_place("about")))
    return OwnFile(file, about["name"], about["kind"], about["sha256"], file.size)


def own_bytes(box: Box, file: Attachment) -> bytes:
    """The bytes of a file, for the supplier that added it. Raises `KeyLost`, `FileNotFoundError`."""
    with shelf().open(file.lies) as sealed:
        return box.for_the_supplier(sealed.read(), file.sealed_place("bytes"))

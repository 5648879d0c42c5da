"""The shapes: a package as it was released, and what can be wrong with one. Nothing here reads or signs anything."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class PackageError(ValueError):
    """A package or programme that cannot be used. `code` says what kind of fault, `place` where, `detail` what was found.

    Codes: not_a_zip, too_large, too_many, path, bomb, missing, unknown_format, unknown_version, unreadable, changed,
    signature, cyclic, content.
    """

    def __init__(self, code: str, place: str = "", detail: str = "") -> None:
        super().__init__(": ".join(part for part in (code, place, detail) if part))
        self.code, self.place, self.detail = code, place, detail


@dataclass(frozen=True, slots=True)
class Released:
    """A package as it was released: the manifest's bytes, the files it speaks for (name → text), the key that signed it and
    its signature (raw bytes). `manifest` reads `manifest_text`; `learnt` are the runs it tells of (core.packages.lessons)."""

    manifest_text: str
    files: Mapping[str, str]
    key: bytes
    signature: bytes
    manifest: Mapping[str, Any] = field(hash=False, default_factory=dict)
    programme: Mapping[str, Any] = field(hash=False, default_factory=dict)
    learnt: tuple[Mapping[str, Any], ...] = ()

    @property
    def digest(self) -> str:
        """What names this package and no other: the SHA-256 of its manifest, as hexadecimal."""
        return hashlib.sha256(self.manifest_text.encode()).hexdigest()

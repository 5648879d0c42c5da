"""The number of an official notice, out of what somebody typed or pasted."""

import re
from urllib.parse import unquote, urlsplit

from nybrott.core.notices import notice_reference

LONGEST = 80
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-\d{1,2})?", re.IGNORECASE)
_TED = re.compile(r"\d{4}/S ?\d{1,3}-\d{1,8}|\b\d{1,8}-(?:19|20)\d{2}\b")
_DOFFIN = re.compile(r"\b(?:19|20)\d{2}-\d{5,6}\b")
_PLAIN = re.compile(r"[\w./-]+")


def official_number(typed: str) -> str:
    """A Doffin number ("2024-123456"), a TED number ("123456-2024"), or a notice identifier, alone or out of an address or a
    sentence; anything else that is one word as it stands. Empty when there is none."""
    said = unquote(" ".join(typed.split()))[:1_000]
    if "://" in said:
        try:
            parts = urlsplit(said)
        except ValueError:
            return ""
        said = " ".join((parts.path.replace("/", " "), parts.query.replace("=", " "), parts.fragment))
    for shape in (_UUID, _DOFFIN, _TED):
        if found := shape.search(said):
            return notice_reference(found[0]).lower()
    word = said.strip()
    return word if any(sign.isdigit() for sign in word) and _PLAIN.fullmatch(word) and len(word) <= LONGEST else ""

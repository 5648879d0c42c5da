"""Same needs and buyers' groups as pages find them."""

from nybrott.groups.queries.sameness import (
    Met,
    compared_texts,
    consent_of,
    likenesses,
    met,
    networks_here,
    people_who_speak,
    reader_version,
    role_who_speaks,
)

__all__ = [
    "Met",
    "compared_texts",
    "consent_of",
    "likenesses",
    "met",
    "networks_here",
    "people_who_speak",
    "reader_version",
    "role_who_speaks",
]

"""Moments as files write them: in UTC, whole seconds, one way only, so that two programs hash the same text. Pure."""

import re
from datetime import UTC, datetime

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def written(moment: datetime) -> str:
    """2026-12-03T08:00:00Z. Raises `ValueError` for a moment without a zone or with parts of a second, which would be lost."""
    if moment.tzinfo is None or moment.microsecond:
        raise ValueError(f"{moment.isoformat()} does not know its zone, or has parts of a second")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def moment_of(text: str) -> datetime:
    """The moment that `written` wrote. Raises `ValueError` for anything else."""
    if not _MOMENT.fullmatch(text):
        raise ValueError(f"{text[:40]} is not written as 2026-12-03T08:00:00Z")
    return datetime.fromisoformat(text)

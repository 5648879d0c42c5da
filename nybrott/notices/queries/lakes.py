"""The lake the settings name, opened once per process; it sees by itself when it has been rebuilt."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from nybrott.lake import Lake, open_lake


@lru_cache(maxsize=4)
def _opened(folder: Path) -> Lake:
    return open_lake(folder)


def lake() -> Lake:
    """The lake the settings name; a missing one is empty."""
    return _opened(settings.LAKE)

"""The room as Django knows it."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


class JournalConfig(AppConfig):
    name = "nybrott.journal"
    label = "journal"

    def ready(self) -> None:
        register(letters_have_a_way)


def letters_have_a_way(**_asked: Any) -> list[CheckMessage]:
    """A mail setting that cannot be understood stops the start with a sentence."""
    from nybrott.journal.letters.ways import way  # imported here: models are not ready when this module is read

    try:
        way()
    except ValueError as trouble:
        return [Error(str(trouble), id="journal.E001")]
    return []

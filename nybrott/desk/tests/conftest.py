"""Files of a test lie in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Sentences of rules are read in English; pages and letters are in the language of who asks."""
    with override("en"):
        yield

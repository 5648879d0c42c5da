"""A lake of our samples, and none, where the settings look."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from nybrott.lake import build
from nybrott.observatory.queries import asking


@pytest.fixture(autouse=True)
def _count_anew(settings: Settings, tmp_path: Path) -> None:
    """What an earlier test had counted is not remembered, and there is no lake unless a test asks for one."""
    asking._coverage.cache_clear()
    asking._measured.cache_clear()
    settings.LAKE = tmp_path / "no-lake"
    settings.ADDRESS = "http://localhost:8000"


@pytest.fixture(autouse=True)
def _stay_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reads a file to its end closes the answer, which must not close the test's own connection."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


@pytest.fixture(scope="session")
def sample_lake(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lake")
    build([samples / "notices"], folder)
    return folder


@pytest.fixture
def filled(sample_lake: Path, settings: Settings) -> Path:
    """The settings' lake holds all samples."""
    settings.LAKE = sample_lake
    return sample_lake

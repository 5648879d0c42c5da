"""A lake of our samples, an empty one, and one with a single notice, each where the settings look."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from nybrott.lake import build
from nybrott.observatory.queries import asking


@pytest.fixture(autouse=True)
def _count_anew() -> None:
    """What an earlier test had counted is not remembered."""
    asking._coverage.cache_clear()
    asking._measured.cache_clear()


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


@pytest.fixture
def empty(settings: Settings, tmp_path: Path) -> Path:
    """There is no lake yet."""
    settings.LAKE = tmp_path / "no-lake"
    return tmp_path / "no-lake"


@pytest.fixture
def with_only(settings: Settings, tmp_path: Path, samples: Path) -> Callable[..., Path]:
    """Fill the settings' lake with just these samples."""

    def fill(*names: str) -> Path:
        build([samples / "notices" / name for name in names], tmp_path / "lake")
        settings.LAKE = tmp_path / "lake"
        return tmp_path / "lake"

    return fill

"""Whole sentences are held against English; each test has the lake it names."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils.translation import override
from pytest_django import Settings

from nybrott.lake import build
from nybrott.lake.tests.factories import put

Fill = Callable[..., Path]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language outside requests."""
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def empty(settings: Settings, tmp_path: Path) -> None:
    """There is no lake unless a test fills one."""
    settings.LAKE = tmp_path / "lake"


@pytest.fixture
def fill(settings: Settings, tmp_path: Path) -> Fill:
    """Put notices in the lake of the settings; those put there before stay."""
    held: list[bytes] = []

    def put_in(*documents: bytes) -> Path:
        held.extend(documents)
        folder = put(tmp_path / f"in-{len(held)}", *held)
        build([folder], settings.LAKE)
        return folder

    return put_in

"""Fixtures every test may use: where the real notices lie (if they do) and where our own samples lie."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def samples() -> Path:
    """The repository's own small notices, written for it."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def real_data() -> Path | None:
    """The folder of real notices beside the project, or None where it does not lie there."""
    folder = ROOT.parent / "shared" / "data"
    return folder if (folder / "MANIFEST.csv").is_file() else None

"""The database that is kept between runs is used only while it fits."""

import json
from pathlib import Path

import pytest
from django.db import connection

from tests import prepared


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(prepared, "KEPT", tmp_path / "var" / "prepared")
    return tmp_path / "var" / "prepared"


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """What a server left: a folder with a file in it."""
    (tmp_path / "stopped").mkdir()
    (tmp_path / "stopped" / "PG_VERSION").write_text("18")
    return tmp_path / "stopped"


@pytest.mark.django_db
def test_every_migration_there_is_was_run() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '/' || name || '.py' FROM django_migrations")
        run = {name for (name,) in cursor.fetchall()}
    assert {name for name in prepared.migrations() if not name.endswith("__init__.py")} <= run


def test_what_was_kept_is_taken(kept: Path, stopped: Path, tmp_path: Path) -> None:
    prepared.keep(stopped)
    prepared.take(tmp_path / "taken")
    assert (tmp_path / "taken" / "PG_VERSION").read_text() == "18"


def test_nothing_is_taken_where_nothing_was_kept(kept: Path, tmp_path: Path) -> None:
    prepared.take(tmp_path / "taken")
    assert not (tmp_path / "taken").exists()


@pytest.mark.parametrize(
    ("made_with", "fits"),
    [
        ({"people/0001_accounts.py": "now"}, True),  # a new one is run on top
        ({"people/0001_accounts.py": "before"}, False),
        ({"people/0001_accounts.py": "now", "people/0002_gone.py": "now"}, False),
        ("damaged", False),
    ],
)
def test_only_what_fits_is_taken(
    kept: Path, stopped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_with: object, fits: bool
) -> None:
    prepared.keep(stopped)
    (kept / prepared.SAYS).write_text(json.dumps(made_with) if made_with != "damaged" else "{")
    monkeypatch.setattr(
        prepared, "migrations", lambda: {"people/0001_accounts.py": "now", "goals/0001_goals.py": "now"}
    )
    prepared.take(tmp_path / "taken")
    assert (tmp_path / "taken").exists() == fits

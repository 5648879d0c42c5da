"""Production refuses to start half configured, in a sentence; development needs nothing."""

import os
import subprocess
import sys

import pytest

WHOLE = {
    "NYBROTT_MODE": "production",
    "NYBROTT_SECRET_KEY": "x" * 50,
    "DATABASE_URL": "postgresql://a:b@db.example/nybrott",
    "NYBROTT_HOSTS": "nybrott.example",
}


def load(environment: dict[str, str], show: str = "'loaded'") -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("NYBROTT", "DATABASE", "DJANGO"))
    }
    return subprocess.run(
        [sys.executable, "-c", f"from nybrott.web import settings; print({show})"],
        env=clean | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("DATABASE_URL", "Production mode needs its own PostgreSQL: set DATABASE_URL"),
        ("NYBROTT_SECRET_KEY", "Production mode needs a secret key: set NYBROTT_SECRET_KEY"),
        ("NYBROTT_HOSTS", "Production mode needs the host names it answers to: set NYBROTT_HOSTS"),
    ],
)
def test_production_refuses_to_start_without(without: str, sentence: str) -> None:
    done = load({name: value for name, value in WHOLE.items() if name != without})
    assert done.returncode == 1
    assert sentence in done.stderr


def test_production_is_closed_and_over_https_only() -> None:
    done = load(
        WHOLE,
        "settings.DEBUG, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS >= 31536000",
    )
    assert done.stdout == "False True True True True\n", done.stderr


def test_debug_cannot_be_switched_on_in_production() -> None:
    assert load(WHOLE | {"NYBROTT_DEBUG": "true"}, "settings.DEBUG").stdout == "False\n"


@pytest.mark.parametrize("mode", ["prod", "PRODUCTION", ""])
def test_a_mode_nobody_knows_is_refused(mode: str) -> None:
    done = load(WHOLE | {"NYBROTT_MODE": mode})
    assert done.returncode == 1
    assert "must be development or production" in done.stderr


def test_another_kind_of_database_is_refused() -> None:
    done = load(WHOLE | {"DATABASE_URL": "sqlite:///x.db"})
    assert done.returncode == 1
    assert "Nybrott runs on PostgreSQL only" in done.stderr


def test_development_without_a_database_says_how_to_get_one(tmp_path: object) -> None:
    done = load({"NYBROTT_SECRET_KEY": "x", "NYBROTT_VAR": str(tmp_path)})
    assert done.returncode == 1
    assert "start with “nybrott up”" in done.stderr


def test_a_socket_folder_in_the_address_is_understood() -> None:
    done = load(
        WHOLE | {"DATABASE_URL": "postgresql://nybrott@%2Ftmp%2Fnybrott-0-abc/nybrott"},
        "settings.DATABASES['default']['HOST'], settings.DATABASES['default']['NAME']",
    )
    assert done.stdout == "/tmp/nybrott-0-abc nybrott\n", done.stderr

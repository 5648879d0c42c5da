"""A migrated database kept between runs of the tests, under `var/prepared`; “make fresh” forgets it.

Migrating from nothing takes longer than most rooms' tests. What is kept is used as long as every migration it was made with is
there unchanged; new ones are run on top. Whatever else was changed, the database is made from nothing.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps

KEPT = Path(__file__).resolve().parents[1] / "var" / "prepared"
SAYS = "migrations.json"


def migrations() -> dict[str, str]:
    """Every migration of every app, by name, with a digest of its file."""
    files = (
        (config.label, path)
        for config in apps.get_app_configs()
        for path in sorted(Path(config.path).glob("migrations/*.py"))
    )
    return {f"{label}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for label, path in files}


@contextmanager
def _held() -> Iterator[None]:
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    with KEPT.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def take(data: Path) -> None:
    """Lay the kept database in `data`, where there is one that still fits."""
    with _held():
        try:
            made_with = json.loads((KEPT / SAYS).read_text("utf-8"))
        except (OSError, ValueError):
            return
        if made_with.items() <= migrations().items():
            # it belongs to the account the server runs as, and keeps it
            subprocess.run(["cp", "-a", str(KEPT / "data"), str(data)], check=True)


def keep(data: Path) -> None:
    """Keep the database of a stopped server in `data`, unless it is kept already."""
    with _held():
        says = json.dumps(migrations(), indent=1)
        if (KEPT / SAYS).is_file() and (KEPT / SAYS).read_text("utf-8") == says:
            return
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir()
        subprocess.run(["cp", "-a", str(data), str(KEPT / "data")], check=True)
        (KEPT / SAYS).write_text(says, "utf-8")

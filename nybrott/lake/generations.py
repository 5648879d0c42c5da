"""The lake on disk: one folder a generation, and a small file that says which one holds.

    lake/current                                     the name of the generation that holds
    lake/generation-<name>/manifest.json             counts, and every file with its size and checksum
    lake/generation-<name>/<table>/part-00000.parquet
    lake/generation-<name>/<table>/year=Y/country=C/part-00000.parquet

A generation is complete before `current` names it and is never changed after. Its name comes from what it holds, so
the same notices give the same bytes under the same names.
"""

import json
import os
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

POINTER = "current"
PREFIX = "generation-"
MANIFEST = "manifest.json"
LAYOUT = 3


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One Parquet file of a generation; `path` is seen from the generation's folder."""

    path: str
    table: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds. `rules` is the version of the signs' catalogue it was searched with."""

    layout: int
    rules: str
    documents: int
    notices: int
    duplicates: int
    errors: int
    files: tuple[StoredFile, ...]

    def text(self) -> str:
        """As it stands in `manifest.json`."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"

    def name(self) -> str:
        """The generation's name: short, and another one when anything in it differs."""
        return PREFIX + sha256(self.text().encode()).hexdigest()[:16]


class NoLake(Exception):
    """There is no lake where one was asked for, or it cannot be understood. The message is a sentence."""


def current(lake: Path) -> Path | None:
    """The folder of the generation that holds, None where there is no lake (yet)."""
    try:
        name = (lake / POINTER).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as trouble:
        raise NoLake(f"The lake in {lake} cannot be read: {trouble}.") from None
    if not name.startswith(PREFIX) or "/" in name:
        raise NoLake(f"{lake / POINTER} does not name a generation; build the lake again.")
    return lake / name


def manifest(generation: Path) -> Manifest:
    """The manifest of a generation."""
    try:
        said = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
        if said["layout"] != LAYOUT:
            raise NoLake(f"The lake in {generation.parent} was built by another version; build it again.")
        return Manifest(**(said | {"files": tuple(StoredFile(**file) for file in said["files"])}))
    except FileNotFoundError:
        raise NoLake(f"The lake in {generation.parent} lacks {generation.name}; build it again.") from None
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        raise NoLake(f"The manifest in {generation} cannot be understood ({trouble}); build the lake again.") from None


def store_checked(file: Path, base: Path, table: str, rows: int) -> StoredFile:
    """A file just written, with its checksum."""
    digest = sha256()
    with file.open("rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    return StoredFile(file.relative_to(base).as_posix(), table, rows, file.stat().st_size, digest.hexdigest())


def point(lake: Path, name: str) -> None:
    """Let `name` hold from now on. Everything is on disk before the pointer is."""
    os.sync()
    half = lake / f"{POINTER}.part"
    with half.open("w", encoding="ascii") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    half.replace(lake / POINTER)

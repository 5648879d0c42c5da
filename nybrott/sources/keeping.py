"""Files that people brought, in one folder, each named by the SHA-256 of its bytes. A file is there whole or not at all."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from nybrott.sources.kinds import Unreadable
from nybrott.sources.streams import CHUNK

_NAME = re.compile(r"[0-9a-f]{64}")


class Shelf:
    """The folder. What is put twice lies there once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, file: IO[bytes], most: int) -> tuple[str, int]:
        """Keep a file's bytes; gives their name and number. Raises `Unreadable("too-large")` beyond `most` bytes.

        Written beside, flushed to the disk, then renamed: killed at any moment, the folder holds no half file.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        hashed, size = hashlib.sha256(), 0
        file.seek(0)
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix="new-", delete=False) as written:
            try:
                while piece := file.read(CHUNK):
                    size += len(piece)
                    if size > most:
                        raise Unreadable("too-large")
                    hashed.update(piece)
                    written.write(piece)
                written.flush()
                os.fsync(written.fileno())
                place = self._place(hashed.hexdigest())
                place.parent.mkdir(mode=0o700, exist_ok=True)
                os.replace(written.name, place)
            except BaseException:
                Path(written.name).unlink(missing_ok=True)
                raise
        return hashed.hexdigest(), size

    def open(self, name: str) -> IO[bytes]:
        """A kept file. Raises `FileNotFoundError`."""
        return self._place(name).open("rb")

    def forget(self, name: str) -> None:
        """Delete a kept file; one that is gone already is no trouble."""
        self._place(name).unlink(missing_ok=True)

    def older_than(self, moment: float) -> Iterator[str]:
        """The names of all files put before `moment` (seconds since 1970). Half files of that age are deleted."""
        for left in self._folder.glob("new-*"):
            if left.stat().st_mtime < moment:
                left.unlink(missing_ok=True)
        for place in sorted(self._folder.glob("??/*")):
            if _NAME.fullmatch(place.name) and place.stat().st_mtime < moment:
                yield place.name

    def is_whole(self, name: str) -> bool:
        """Whether the kept bytes are still those of their name."""
        try:
            with self.open(name) as file:
                hashed = hashlib.sha256()
                while piece := file.read(CHUNK):
                    hashed.update(piece)
                return hashed.hexdigest() == name
        except FileNotFoundError:
            return False

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name)
        return self._folder / name[:2] / name

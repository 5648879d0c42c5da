"""One file with many in it: a tar whose last member says what the others are, byte for byte.

Written in one go and read in one go, however large. A parcel is there whole or not at all; one that was cut off, altered
or made by somebody who wants to write elsewhere is refused, naming the file.
"""

import json
import os
import stat
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any

MANIFEST = "manifest.json"
FORMAT = 1
_BLOCK = 1 << 20
_LARGEST_MANIFEST = 256 << 20


class Trouble(Exception):
    """A backup cannot be made, read or put back. The message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One file in a parcel."""

    size: int
    sha256: str


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.hash = file, sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.hash.update(block)
        return block


class Packing:
    """A parcel being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, Packed] = {}

    def add(self, path: Path, name: str) -> None:
        """Put a file in, under this name. Raises `FileNotFoundError` when it is gone."""
        with path.open("rb") as file:
            info = tarfile.TarInfo(name)
            info.size, info.mode = os.fstat(file.fileno()).st_size, 0o600
            info.mtime = int(os.fstat(file.fileno()).st_mtime)
            hashing = _Hashing(file)
            self._tar.addfile(info, hashing)
        self.files[name] = Packed(info.size, hashing.hash.hexdigest())


@contextmanager
def packing(out: Path, about: Mapping[str, Any]) -> Iterator[Packing]:
    """Write a parcel to `out`, whole or not at all. `about` may be filled until the end; it goes into the manifest."""
    half = out.with_name(f"{out.name}.part")
    try:
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # for its owner only
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                made = Packing(tar)
                yield made
                files = {name: {"size": one.size, "sha256": one.sha256} for name, one in made.files.items()}
                text = json.dumps({"format": FORMAT, **about, "files": files}, indent=1, sort_keys=True).encode()
                info = tarfile.TarInfo(MANIFEST)
                info.size, info.mode = len(text), 0o600
                tar.addfile(info, BytesIO(text))
            file.flush()
            os.fsync(file.fileno())
        half.replace(out)
    except OSError as trouble:
        raise Trouble(f"{out} could not be written: {trouble.strerror or trouble}. Nothing was left there.") from None
    finally:
        half.unlink(missing_ok=True)


def unpack(parcel: Path, keep: Callable[[str], Path | None]) -> dict[str, Any]:
    """Read a parcel through and give its manifest; raises `Trouble` when anything in it is not as its manifest says.

    `keep` names where a file is to be written, or None to only look at it. Nothing that it writes is to be trusted
    before this has come to its end.
    """
    found: dict[str, Packed] = {}
    said: dict[str, Any] | None = None
    try:
        with tarfile.open(parcel, mode="r|") as tar:
            for member in tar:
                if said is not None:
                    raise Trouble(f"{parcel}: {member.name} stands after the end.")
                _refuse_strange(parcel, member, found)
                file = tar.extractfile(member)
                if file is None:
                    raise Trouble(f"{parcel}: {member.name} is no file.")
                if member.name == MANIFEST:
                    said = _manifest(parcel, file, member.size)
                else:
                    found[member.name] = _copy(file, keep(member.name))
    except (tarfile.TarError, EOFError) as trouble:
        raise Trouble(f"{parcel} is cut off, or is no backup ({trouble}).") from None
    except OSError as trouble:
        raise Trouble(f"{parcel} could not be read or put back: {trouble.strerror or trouble}.") from None
    if said is None:
        raise Trouble(f"{parcel} is cut off: what says what is in it is missing.")
    _compare(parcel, said, found)
    return said


def _refuse_strange(parcel: Path, member: tarfile.TarInfo, found: Mapping[str, Packed]) -> None:
    """Only plain files below the folder they are unpacked in, each once."""
    path = PurePosixPath(member.name)
    if not member.isreg():
        raise Trouble(f"{parcel}: {member.name} is no plain file.")
    if (
        path.is_absolute()
        or ".." in path.parts
        or "\\" in member.name
        or "\0" in member.name
        or str(path) != member.name
    ):
        raise Trouble(f"{parcel}: {member.name} would be written outside the folder.")
    if member.name in found:
        raise Trouble(f"{parcel}: {member.name} is in it twice.")


def _manifest(parcel: Path, file: IO[bytes], size: int) -> dict[str, Any]:
    if size > _LARGEST_MANIFEST:
        raise Trouble(f"{parcel}: {MANIFEST} is too large.")
    try:
        said = json.loads(file.read())
        if said["format"] != FORMAT:
            raise Trouble(f"{parcel} was made by another version of Nybrott (format {said['format']}).")
        dict(said["files"])
    except (ValueError, KeyError, TypeError) as trouble:
        raise Trouble(f"{parcel}: {MANIFEST} cannot be understood ({trouble}).") from None
    return dict(said)


def _copy(file: IO[bytes], to: Path | None) -> Packed:
    hashed, size = sha256(), 0
    if to is not None:
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    out = to.open("xb") if to is not None else None
    try:
        while block := file.read(_BLOCK):
            hashed.update(block)
            size += len(block)
            if out is not None:
                out.write(block)
        if out is not None:
            out.flush()
            os.fsync(out.fileno())
    finally:
        if out is not None:
            out.close()
    return Packed(size, hashed.hexdigest())


def _compare(parcel: Path, said: Mapping[str, Any], found: Mapping[str, Packed]) -> None:
    told = {name: Packed(int(one["size"]), str(one["sha256"])) for name, one in said["files"].items()}
    for name in sorted(set(told) | set(found)):
        if name not in found:
            raise Trouble(f"{parcel}: {name} is missing.")
        if name not in told:
            raise Trouble(f"{parcel}: {name} was put in afterwards.")
        if told[name] != found[name]:
            raise Trouble(f"{parcel}: {name} was altered.")


def hash_of(path: Path) -> Packed:
    """Size and SHA-256 of a file on disk. Raises `OSError`."""
    with path.open("rb") as file:
        return _copy(file, None)


def is_plain(path: Path) -> bool:
    """Whether this is a file of its own, not a link or a socket."""
    return stat.S_ISREG(path.lstat().st_mode)

"""A short name for files and folders as they lie, without reading them: what was made from them need not be made anew."""

import os
import stat
from collections.abc import Iterable, Iterator
from hashlib import sha256

_PASSED_OVER = ("__pycache__",)


def mark(paths: Iterable[str | os.PathLike[str]]) -> str:
    """Another name as soon as anything under these paths came, went, was moved, or was written to.

    It looks at names, sizes, times and the file's number on its disk, and follows links; a file that was written to has
    another time even when its own date was set back. Hidden files are passed over, as they are when notices are read.
    Something that is not there, or cannot be looked at, is part of the name too.
    """
    digest = sha256()
    for path in paths:
        for seen in _seen(os.path.abspath(path), set()):
            digest.update("\0".join(map(str, seen)).encode("utf-8", "surrogateescape") + b"\n")
    return digest.hexdigest()


def _seen(path: str, been: set[tuple[int, int]]) -> Iterator[tuple[str | int, ...]]:
    try:
        status = os.stat(path)
        if not stat.S_ISDIR(status.st_mode):
            yield path, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_ino
            return
        names = sorted(os.listdir(path), key=os.fsencode)
    except OSError as trouble:
        yield path, f"cannot be looked at: {trouble.errno}"
        return
    yield path, "a folder"
    if (status.st_dev, status.st_ino) in been:  # links between folders may go in circles
        return
    been.add((status.st_dev, status.st_ino))
    for name in names:
        if not name.startswith(".") and name not in _PASSED_OVER:
            yield from _seen(os.path.join(path, name), been)

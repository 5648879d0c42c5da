"""Walks files and folders, in one order on every machine, and hands each file to what can open it."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from nybrott.sources.model import Document, Limits, Refusal

NOTICES = (".xml", ".json", ".jsonl")


def documents(paths: Iterable[str | Path], *, limits: Limits = Limits()) -> Iterator[Document | Refusal]:  # noqa: B008
    for path in paths:
        yield from _named(os.fspath(path), limits)


def _named(path: str, limits: Limits) -> Iterator[Document | Refusal]:
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            inner = os.path.join(path, name)
            if os.path.isdir(inner) or name.endswith(NOTICES):
                yield from _named(inner, limits)
    else:
        yield Document(path, Path(path).read_bytes())

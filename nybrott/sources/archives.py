"""Opens archives, and the archives in them, and gives the files of notices one at a time."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, cast

from nybrott.sources import naming, tars
from nybrott.sources.lines import pieces, whole
from nybrott.sources.model import MEGABYTE, Budget, Damaged, Document, Limits, Refusal, Trap, told
from nybrott.sources.streams import UNPACKERS, Peeked, Readable, Unpacked
from nybrott.sources.zips import Zip

_IN_MEMORY = 8 * MEGABYTE
_TAR_SIGN = (257, b"ustar")

Given = Iterator[Document | Refusal]


def opened(file: IO[bytes], path: str, kind: tuple[str, str], limits: Limits) -> Given:
    """Everything of use in an archive. `kind` as `naming.archive` gives it, or ("gz", "any") and the like where only the
    way it is packed is known. Never raises for what is in the file."""
    size = file.seek(0, 2)
    file.seek(0)
    opening = _Opening(limits, Budget(limits, size))
    try:
        yield from opening.archive(file, path, kind, 1)
    except Trap as trap:
        yield Refusal(path, opening.at.removeprefix(f"{path}!"), str(trap))


class _Opening:
    """One archive named by the caller, while it is gone through with all archives in it."""

    def __init__(self, limits: Limits, budget: Budget) -> None:
        self.limits, self.budget = limits, budget
        self.at = "archive"

    def archive(self, stream: Readable, path: str, kind: tuple[str, str], depth: int) -> Given:
        """What an archive holds. A zip must be a file that can be moved about in."""
        packed, holds = kind
        if depth > self.limits.depth:
            yield Refusal(path, "archive", f"archives lie more than {self.limits.depth} deep in each other")
            return
        if packed:
            stream = Unpacked(stream, UNPACKERS[packed], self.budget)
        if holds == "any":
            stream = Peeked(stream, _TAR_SIGN[0] + len(_TAR_SIGN[1]))
            holds = "tar" if stream.head[_TAR_SIGN[0] :] == _TAR_SIGN[1] else "document"
        gone_through = {"zip": self._zip, "tar": self._tar, "file": self._alone, "document": self._document}[holds]
        try:
            yield from gone_through(stream, path, depth)
        except Damaged as trouble:
            yield Refusal(path, self.at.removeprefix(f"{path}!"), str(trouble))

    def _alone(self, stream: Readable, path: str, depth: int) -> Given:
        self.budget.member()
        name = naming.unpacked(path.rpartition("!")[2])
        yield from self._member(path, name, "", lambda: stream, depth)

    def _document(self, stream: Readable, path: str, depth: int) -> Given:
        self.budget.member()
        yield whole(stream, path, self.limits)

    def _tar(self, stream: Readable, path: str, depth: int) -> Given:
        self.at = "archive"
        for member, body in tars.members(stream, self.budget):
            if member.refused and not naming.is_hidden(member.name):
                yield Refusal(f"{path}!{naming.shown(member.name)}", "archive", member.refused)
            elif not member.refused:
                yield from self._member(path, member.name, "", partial(tars.Contents, body, member.size), depth)

    def _zip(self, file: Readable, path: str, depth: int) -> Given:
        self.at = "archive"
        archive = Zip(cast(IO[bytes], file), self.budget)
        for entry in archive.entries():
            if entry.name.endswith(("/", "\\")):
                continue
            try:
                if entry.is_link:
                    yield Refusal(f"{path}!{naming.shown(entry.name)}", "archive", entry.refused)
                else:
                    yield from self._member(path, entry.name, entry.refused, partial(archive.open, entry), depth)
            except Damaged as trouble:
                # the list of contents still leads to the next entry
                yield Refusal(f"{path}!{naming.shown(entry.name)}", "whole file", str(trouble))

    def _member(self, path: str, name: str, refused: str, contents: Callable[[], Readable], depth: int) -> Given:
        """One file in an archive: a document, another archive, or of no use."""
        name = naming.shown(name)
        kind = naming.archive(name)
        if naming.is_hidden(name) or not (kind or naming.is_notice(name)):
            return
        self.at = within = f"{path}!{name}"
        if naming.leads_out(name):
            yield Refusal(within, "name", "its name leads out of the archive")
        elif refused:
            yield Refusal(within, "archive", refused)
        elif naming.is_lines(name):
            yield from pieces(contents(), within, self.limits)
        elif kind is None:
            yield whole(contents(), within, self.limits)
        elif kind[1] == "zip":
            yield from self._spooled(contents(), within, kind, depth)
        else:
            yield from self.archive(contents(), within, kind, depth + 1)

    def _spooled(self, stream: Readable, path: str, kind: tuple[str, str], depth: int) -> Given:
        """A zip within another archive, put where it can be moved about in."""
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            size = 0
            while more := stream.read(MEGABYTE):
                size += len(more)
                if size > self.limits.spooled:
                    yield Refusal(path, "archive", f"it is larger than the {told(self.limits.spooled)} that are opened")
                    return
                file.write(more)
            yield from self.archive(file, path, kind, depth + 1)

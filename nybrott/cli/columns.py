"""Columns of a table somebody hands to a command: cells as numbers or words, and every complaint names its row and column."""

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from nybrott.sources import Unreadable, rows_of

_MOST = 50_000_000  # bytes that are read
_WHY = {
    "kind": "it is neither CSV nor a spreadsheet",
    "empty": "it holds nothing",
    "damaged": "it is damaged",
    "encrypted": "it is encrypted",
    "too-many-rows": "it has more rows than are read",
    "no-sheet": "it has no sheet",
}


class TableError(ValueError):
    """A table that cannot be used as asked. The message names file, row and column."""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` holds (number in the file, cells); every row has a cell for each of `names`, empty where nothing stands."""

    path: str
    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def at(self, name: str) -> int:
        """The place of a column. Raises `TableError`."""
        if name not in self.names:
            raise TableError(f"{self.path} has no column “{name}”; there are {', '.join(self.names)}.")
        return self.names.index(name)

    def words(self, name: str) -> list[str]:
        """The column's cells, in order."""
        at = self.at(name)
        return [cells[at] for _number, cells in self.rows]

    def numbers(self, name: str, scale: tuple[float, float] | None = None) -> list[float | None]:
        """The column's cells as numbers, None where nothing stands; a comma may stand for the point.

        Raises `TableError` for what is no number, or lies outside the scale.
        """
        at, found = self.at(name), []
        for number, cells in self.rows:
            value = _number(cells[at]) if cells[at] else None
            if cells[at] and value is None:
                raise self.wrong(number, name, f"“{cells[at][:40]}” is not a number")
            if value is not None and scale and not scale[0] <= value <= scale[1]:
                raise self.wrong(number, name, f"{value:g} is outside the scale from {scale[0]:g} to {scale[1]:g}")
            found.append(value)
        return found

    def wholes(self, name: str) -> list[int | None]:
        """The column's cells as whole numbers from 0, None where nothing stands. Raises `TableError`."""
        found = []
        for (number, _cells), value in zip(self.rows, self.numbers(name), strict=True):
            if value is not None and (value < 0 or value != int(value)):
                raise self.wrong(number, name, f"{value:g} is not a whole number from 0")
            found.append(None if value is None else int(value))
        return found

    def filled(self, name: str, values: Iterable[float | None]) -> list[float]:
        """The values, each of which must stand there. Raises `TableError` for the first that does not."""
        found = []
        for (number, _cells), value in zip(self.rows, values, strict=True):
            if value is None:
                raise self.wrong(number, name, "nothing stands there")
            found.append(value)
        return found

    def wrong(self, row: int, column: str, why: str) -> TableError:
        """A complaint about one cell."""
        return TableError(f"{self.path}, row {row}, column {column}: {why}.")


def table(path: str) -> Table:
    """The table of a CSV file or spreadsheet, or of standard input for “-”; the first row names the columns. Raises `TableError`."""
    try:
        if path == "-":
            data = sys.stdin.buffer.read(_MOST + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(_MOST + 1)
    except OSError as trouble:
        raise TableError(f"{path}: {trouble.strerror or trouble}.") from None
    if len(data) > _MOST:
        raise TableError(f"{path}: it is larger than the {_MOST // 1_000_000} MB that are read.")
    try:
        lines = [(number, [*cells]) for number, cells in rows_of(io.BytesIO(data))]
    except Unreadable as trouble:
        raise TableError(f"{path}: {_WHY.get(trouble.code, 'it cannot be trusted')}.") from None
    first, names = lines[0]
    for at, name in enumerate(names):
        if not name:
            raise TableError(f"{path}, row {first}: column {at + 1} has no name.")
        if name in names[:at]:
            raise TableError(f"{path}, row {first}: two columns are called “{name}”.")
    rows = []
    for number, cells in lines[1:]:
        if len(cells) > len(names) and any(cells[len(names) :]):
            raise TableError(f"{path}, row {number}: it has {len(cells)} cells, and there are {len(names)} columns.")
        rows.append((number, tuple((cells + [""] * len(names))[: len(names)])))
    return Table(path, tuple(names), tuple(rows))


def _number(text: str) -> float | None:
    plain = text.replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain) if "_" not in plain else float("nan")
    except ValueError:
        return None
    return value if isfinite(value) else None

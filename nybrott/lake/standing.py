"""Sets frozen figures beside what today's rules and today's notices say of the same question."""

# ruff: noqa: S608 - SQL is put together from this room's own names; values always go as parameters

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from nybrott.core.measures import GROUPINGS, Figure, catalogue
from nybrott.lake import generations
from nybrott.lake.freezing import KEYS, put_to, values_of
from nybrott.lake.generations import NoLake
from nybrott.lake.opened import Opened
from nybrott.lake.recounting import SIGNS, Noted, Snapshot, noted


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure, then and now. `about` names the row (column → value), empty for the total. None: there is no such
    figure, or nothing to divide by."""

    measure: str
    figure: str
    unit: str
    about: Mapping[str, object]
    frozen: object
    current: object

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return repr(self.frozen) != repr(self.current)


@dataclass(frozen=True, slots=True)
class Redefined:
    """A measure whose version or SQL text is another one today; None: it is not counted any more."""

    measure: str
    frozen: int
    current: int | None


@dataclass(frozen=True, slots=True)
class Rejudged:
    """A notice in which other signs are seen today."""

    notice: Noted
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A snapshot beside a lake. `rules` and `generation` are the lake's; `new`, `removed` and `rejudged` are the
    notices behind the figures."""

    generation: str
    rules: str
    figures: tuple[Beside, ...]
    redefined: tuple[Redefined, ...]
    new: tuple[Noted, ...]
    removed: tuple[Noted, ...]
    rejudged: tuple[Rejudged, ...]


def redefined(snapshot: Snapshot) -> tuple[Redefined, ...]:
    """The measures of a snapshot that are defined otherwise today, in this program."""
    today = catalogue()
    found = []
    for one in snapshot.measures:
        now = today.get(one.id)
        if now is None or now.fingerprint != one.fingerprint:
            found.append(Redefined(one.id, one.version, now.version if now else None))
    return tuple(found)


def beside(snapshot: Snapshot, lake: str | Path) -> Standing:
    """A snapshot's figures beside those of a lake as it is now. Raises `NoLake`."""
    holds = generations.current(Path(lake).absolute())
    if holds is None:
        raise NoLake(f"There is no lake in {lake}; build one with “nybrott lake build”.")
    try:
        opened = Opened(holds, threads=2, memory="2GB")
        figures = _figures(snapshot, opened)
        notices = _notices(snapshot, opened)
    except duckdb.IOException:
        raise NoLake(f"The lake in {lake} was rebuilt while it was read; try again.") from None
    then, now = ({one.key: one for one in held} for held in (snapshot.notices, notices))
    return Standing(
        generation=holds.name,
        rules=opened.manifest.rules if opened.manifest else "",
        figures=figures,
        redefined=redefined(snapshot),
        new=tuple(one for key, one in now.items() if key not in then),
        removed=tuple(one for key, one in then.items() if key not in now),
        rejudged=tuple(
            Rejudged(one, then[key].signs) for key, one in now.items() if key in then and then[key].signs != one.signs
        ),
    )


def _figures(snapshot: Snapshot, lake: Opened) -> tuple[Beside, ...]:
    defined = {one.id: one for one in snapshot.measures}
    found: list[Beside] = []
    for question in snapshot.questions:
        then = defined[question.measure]
        frozen = _by_row(question.columns, question.rows, len(then.figures))
        current, now = _current(question.measure, question.by, snapshot, lake)
        units = dict(then.figures) | {figure.id: figure.unit for figure in now}
        rows = {**frozen, **current}  # what is frozen first, in its order
        for about in sorted(rows, key=lambda row: [(value is None, str(value)) for _, value in row]):
            found += (
                Beside(
                    question.measure, figure, unit, dict(about), frozen.get(about, {}).get(figure),
                    current.get(about, {}).get(figure),
                )
                for figure, unit in units.items()
            )  # fmt: skip
    return tuple(found)


def _current(
    measure: str, by: Sequence[str], snapshot: Snapshot, lake: Opened
) -> tuple[dict[tuple[tuple[str, object], ...], dict[str, object]], tuple[Figure, ...]]:
    """Today's answer to a frozen question, and today's figures."""
    today = catalogue().get(measure)
    if today is None or not set(by) <= set(GROUPINGS):  # nobody counts or groups like that any more
        return {}, ()
    asked = put_to(today, by, snapshot.asked)
    return _by_row(asked.columns, lake.ask(asked.sql, asked.values), len(today.figures)), today.figures


def _by_row(
    columns: Sequence[str], rows: Sequence[Sequence[object]], figures: int
) -> dict[tuple[tuple[str, object], ...], dict[str, object]]:
    """What a row is about → its figures."""
    keys, names = columns[: len(columns) - figures], columns[len(columns) - figures :]
    return {tuple(zip(keys, row, strict=False)): dict(zip(names, row[len(keys) :], strict=True)) for row in rows}


def _notices(snapshot: Snapshot, lake: Opened) -> tuple[Noted, ...]:
    columns = ", ".join(("key", "title", "published_on", "stage", *SIGNS))
    rows = lake.ask(
        f"select {columns} from notices where key in ({KEYS}) order by key",
        values_of(snapshot.asked),
    )
    return noted(rows, SIGNS)

"""The lake's read side: questions in plain words, answers as frozen rows.

Every method asks a fixed number of queries, however much there is. A lake that is not there (yet) is empty. When a
new generation holds, the next question is answered from it.
"""

# ruff: noqa: S608 - SQL is put together from this room's own names; values always go as parameters

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import duckdb

from nybrott.core import measures
from nybrott.lake import generations, kept, narrowing
from nybrott.lake.opened import Opened
from nybrott.lake.pages import NOTICE_ROW, notice_page, notice_row
from nybrott.lake.shapes import (
    Count,
    Coverage,
    Followed,
    NoticePage,
    NoticeRow,
    Organisation,
    OrganisationRow,
    Page,
    ProcedureRow,
    Table,
    Trouble,
)

_Args = ParamSpec("_Args")
_Answer = TypeVar("_Answer")

_LARGEST_PAGE = 1000
_PROCEDURE_ROW = ", ".join(ProcedureRow.__dataclass_fields__)

# How often a question is asked anew when the lake is replaced under it, and how long to wait before, in seconds: half
# a second in all, after which the lake is taken to be damaged.
_AGAIN = 6
_PAUSE = 0.008


def _steady(
    method: Callable[Concatenate["Lake", Opened, _Args], _Answer],
) -> Callable[Concatenate["Lake", _Args], _Answer]:
    """Answer from one generation; when it was replaced and removed meanwhile, answer anew from the one that holds."""

    @wraps(method)
    def answer(self: "Lake", /, *args: _Args.args, **kwargs: _Args.kwargs) -> _Answer:
        for again in range(_AGAIN):
            try:
                return method(self, self._now(), *args, **kwargs)
            except (duckdb.IOException, generations.NoLake):
                time.sleep(_PAUSE * 2**again)
        return method(self, self._now(), *args, **kwargs)

    return answer


class Lake:
    """A lake of notices, open for reading. Safe to share between threads; holds no lock on the files."""

    def __init__(self, folder: Path, *, threads: int = 2, memory: str = "2GB") -> None:
        self.folder = folder
        self._threads, self._memory = threads, memory
        self._lock = threading.Lock()
        self._opened: Opened | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a lake at all. One without notices exists."""
        return generations.current(self.folder) is not None

    @property
    def generation(self) -> str:
        """The name of the state that is answered from; another one when the lake was rebuilt, "" without a lake."""
        folder = generations.current(self.folder)
        return folder.name if folder else ""

    def _now(self) -> Opened:
        holds = generations.current(self.folder)
        with self._lock:
            if self._opened is None or self._opened.folder != holds:
                self._opened = Opened(holds, threads=self._threads, memory=self._memory)
            return self._opened

    @_steady
    def coverage(self, lake: Opened, /) -> Coverage:
        """What the lake holds: notices by format, year, country and stage, procedures, and what could not be read."""
        if lake.manifest is None:
            return Coverage()
        by = {
            column: tuple(
                Count(name, number)
                for name, number in lake.ask(
                    f"select {column}, count(*) from notices group by all order by 1 nulls last"
                )
            )
            for column in ("format", "year", "country", "stage")
        }
        procedures = lake.ask("select count(*) from procedures")
        about = lake.ask(
            "select min(published_on), max(published_on),"
            " (select count(*) from (select distinct country, buyer from notices where buyer <> '')) from notices"
        )
        first_on, last_on, buyers = about[0]
        return Coverage(
            notices=lake.manifest.notices,
            procedures=procedures[0][0],
            buyers=buyers,
            first_on=first_on,
            last_on=last_on,
            by_format=by["format"],
            by_year=by["year"],
            by_country=by["country"],
            by_stage=by["stage"],
            errors=lake.manifest.errors,
            duplicates=lake.manifest.duplicates,
            rules=lake.manifest.rules,
            generation=lake.folder.name if lake.folder else "",
        )

    @_steady
    def measure(
        self,
        lake: Opened,
        /,
        name: str,
        by: Sequence[str] = (),
        where: Mapping[str, object] | None = None,
        *,
        confirmed: Sequence[str] = (),
    ) -> Table:
        """A measure of `core.measures`, grouped by any of buyer, year, month, country, cpv and narrowed by any of
        buyer, country, year, from, to, cpv. `confirmed` are the keys of notices that people have confirmed, for the measures
        that count them. Raises `MeasureError` for another name."""
        known = measures.catalogue(by_people=True)
        if name not in known:
            raise measures.MeasureError(f"There is no measure “{name}”; there are {', '.join(known)}.")
        asked = measures.statement(known[name], by, where)
        judged = {"confirmed": list(confirmed)} if known[name].by_people else {}
        rows = lake.ask(asked.sql, {**asked.values, **judged})
        return Table(name, known[name].fingerprint, tuple(by), asked.columns, tuple(rows))

    @_steady
    def organisations(
        self,
        lake: Opened,
        /,
        where: Mapping[str, object] | None = None,
        *,
        year: int | None = None,
        sort: str = "name",
        descending: bool = False,
        page: int = 1,
        size: int = 50,
    ) -> Page[OrganisationRow]:
        """Buyers, a page at a time. `where`: country, name (a part of it); `year` narrows what is counted."""
        asked = narrowing.organisations(where or {})
        values = dict(asked.values) | ({"year": year} if year is not None else {})
        source = kept.buyers(lake) if year is None else f"({kept.counted(lake, 'year = $year')})"
        order = narrowing.order(
            narrowing.ORGANISATION_SORTS, sort, descending=descending, then="name collate nb, country, buyer"
        )
        return _page(
            lake,
            f"select count(*) from {source} where {asked.sql}",
            f"select * exclude (number) from {source} where {asked.sql} {order}",
            values, page=page, size=size, shaped=lambda row: OrganisationRow(*row),
        )  # fmt: skip

    @_steady
    def organisation(self, lake: Opened, /, country: str, ref: str) -> Organisation | None:
        """One buyer by its address, None when it has no notice."""
        values = {"country": country, "buyer": ref}
        which = "country = $country and buyer = $buyer"
        rows = lake.ask(kept.counted(lake, which), values)
        if not rows:
            return None
        *row, number = rows[0]
        listed = kept.notices(lake)
        names = lake.ask(
            f"select buyer_name from {listed} where {which} and buyer_name <> '' group by all"
            " order by max(published_on) desc nulls last, buyer_name",
            values,
        )
        by = [
            tuple(
                Count(name, notices)
                for name, notices in lake.ask(
                    f"select {column}, count(*) from {listed} where {which} group by all order by 1 nulls last", values
                )
            )
            for column in ("stage", "year")
        ]
        return Organisation(
            row=OrganisationRow(*row),
            number=str(number),
            names=tuple(str(name) for (name,) in names),
            by_stage=by[0],
            by_year=by[1],
        )

    @_steady
    def notices(
        self,
        lake: Opened,
        /,
        where: Mapping[str, object] | None = None,
        *,
        sort: str = "published",
        descending: bool = True,
        page: int = 1,
        size: int = 50,
    ) -> Page[NoticeRow]:
        """Notices, a page at a time. What `where` and `sort` may be stands in `narrowing`."""
        asked = narrowing.notices(where or {})
        order = narrowing.order(narrowing.NOTICE_SORTS, sort, descending=descending, then="key")
        listed = kept.notices(lake)
        return _page(
            lake,
            f"select count(*) from {listed} where {asked.sql}",
            f"select {NOTICE_ROW} from {listed} where {asked.sql} {order}",
            asked.values, page=page, size=size, shaped=notice_row,
        )  # fmt: skip

    @_steady
    def procedures(
        self,
        lake: Opened,
        /,
        where: Mapping[str, object] | None = None,
        *,
        sort: str = "opened",
        descending: bool = True,
        page: int = 1,
        size: int = 50,
    ) -> Page[ProcedureRow]:
        """Procurements, a page at a time: the rows behind a figure. What `where` may be stands in `narrowing`."""
        asked = narrowing.procedures(where or {})
        order = narrowing.order(narrowing.PROCEDURE_SORTS, sort, descending=descending, then="procedure_key")
        listed = kept.procedures(lake)
        kept.notices(lake)  # where the notices people confirmed are looked up
        return _page(
            lake,
            f"select count(*) from {listed} where {asked.sql}",
            f"select {_PROCEDURE_ROW} from {listed} where {asked.sql} {order}",
            asked.values, page=page, size=size, shaped=lambda row: ProcedureRow(*row),
        )  # fmt: skip

    @_steady
    def followed(self, lake: Opened, /, where: Mapping[str, object] | None = None) -> Followed:
        """How many dialogues a competition followed, by how that is known. `where` as for notices, of the dialogue's
        first one."""
        asked = narrowing.notices(where or {})
        ways = ", ".join(f"count(*) filter (where known_by = '{way}')" for way in ("identifier", "reference", "guess"))
        rows = lake.ask(
            f"select count(*), {ways} from (select *, row_number() over (partition by procedure_key"
            " order by published_on nulls last, key) as age from notices where market_dialogue) as first"
            f" left join (select key, known_by from guesses) using (key) where age = 1 and {asked.sql}",
            asked.values,
        )
        return Followed(*rows[0])

    @_steady
    def notice(self, lake: Opened, /, key: str) -> NoticePage | None:
        """Everything about one notice, None when the lake does not hold it."""
        return notice_page(lake, key)

    @_steady
    def rows(self, lake: Opened, /, sql: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """What a statement that `core` holds gives (`core.renewals`); values go as parameters."""
        return lake.ask(sql, values)

    @_steady
    def errors(self, lake: Opened, /, *, page: int = 1, size: int = 100) -> Page[Trouble]:
        """What could not be read, in the order of the input."""
        return _page(
            lake,
            "select count(*) from errors", "select path, place, reason, kind from errors",
            {}, page=page, size=size, shaped=lambda row: Trouble(*row),
        )  # fmt: skip


def _page(
    lake: Opened,
    counting: str,
    listing: str,
    values: Mapping[str, object],
    *,
    page: int,
    size: int,
    shaped: Callable[[tuple[Any, ...]], _Answer],
) -> Page[_Answer]:
    size = min(max(1, size), _LARGEST_PAGE)
    total = int(lake.ask(counting, values)[0][0])
    number = min(max(1, page), max(1, -(-total // size)))
    rows = lake.ask(f"{listing} limit {size} offset {(number - 1) * size}", values)
    return Page(tuple(shaped(row) for row in rows), total, number, size)


def open_lake(folder: str | Path, *, threads: int = 2, memory: str = "2GB") -> Lake:
    """The lake in a folder, for reading. The folder need not exist yet. `threads` and `memory` bound each question."""
    return Lake(Path(folder).absolute(), threads=threads, memory=memory)

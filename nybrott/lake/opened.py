"""One generation of a lake, opened for reading: DuckDB in memory over files that never change."""

# ruff: noqa: S608 - SQL is put together from this room's own names; values always go as parameters

import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from nybrott.lake import generations
from nybrott.lake.generations import Manifest
from nybrott.lake.partitions import detail_folder
from nybrott.lake.tables import DETAIL, PARTITION_TYPES, SCHEMAS, sql_columns

# The door to the rest of the machine stays shut: no files but this generation's, no network, no extensions.
_SETTINGS = (
    "set allow_extension_repositories = 'forbidden'",
    "set python_enable_replacements = false",
    "set temp_directory = ''",
    "set parquet_metadata_cache = true",
    "set validate_external_file_cache = 'NO_VALIDATION'",
)
_LAST_SETTINGS = ("set enable_external_access = false", "set lock_configuration = true")


def shut_in(folder: Path | None = None, *, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """A database in memory that reaches nothing outside itself but one folder, and whose settings stay as they are."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "threads": str(threads),
            "memory_limit": memory,
        },
    )
    places = (str(folder), _plain(str(folder)))  # a folder with signs in its name goes by two
    allowed = f"set allowed_directories = [{', '.join(map(_quoted, places))}]" if folder else ""
    for setting in (*_SETTINGS, allowed, *_LAST_SETTINGS):
        if setting:
            connection.execute(setting)
    return connection


class Opened:
    """A generation with a view for each table. `ask` may be called from several threads at once."""

    def __init__(self, folder: Path | None, *, threads: int, memory: str) -> None:
        self.folder = folder
        self.manifest: Manifest | None = generations.manifest(folder) if folder else None
        self._connection = shut_in(folder, threads=threads, memory=memory)
        self._lock = threading.Lock()
        stored: dict[str, list[str]] = {table: [] for table in (*SCHEMAS, "errors")}
        self._partitions: dict[tuple[str, str], list[str]] = {}
        for file in self.manifest.files if self.manifest else ():
            stored[file.table].append(file.path)
            self._partitions.setdefault((file.table, file.path.split("/", 1)[1].rpartition("/")[0]), []).append(
                file.path
            )
        self._kept: set[str] = set()
        for table, paths in stored.items():
            self._connection.execute(f"create view {table} as {self._source(table, paths)}")

    def ask(self, sql: str, values: Mapping[str, object] | Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows a statement gives."""
        with self._lock:
            cursor = self._connection.cursor()
        try:
            return cursor.execute(sql, values or None).fetchall()
        finally:
            cursor.close()

    def keep(self, name: str, sql: str, *, in_memory: bool) -> str:
        """Give what a question answers a name of its own, and keep it in memory or not. Done once; gives the name."""
        with self._lock:
            if name not in self._kept:
                self._connection.execute(f"create {'table' if in_memory else 'view'} {name} as {sql}")
                self._kept.add(name)
        return name

    def of_partition(self, table: str, year: int | None, country: str) -> str:
        """What to select from when only one partition of a table of `DETAIL` is meant."""
        files = self._partitions.get((table, detail_folder(year, country)), ())
        return f"({self._source(table, files)})"

    def _source(self, table: str, stored: Sequence[str]) -> str:
        columns = sql_columns(table)
        if not stored or self.folder is None:
            nothing = ", ".join(f'cast(null as {kind}) as "{name}"' for name, kind in columns.items())
            return f"select {nothing} where false"
        files = listed(self.folder / path for path in stored)
        names = ", ".join(f'"{name}"' for name in columns)
        folders = ""
        if table in DETAIL:
            types = ", ".join(f"'{name}': {kind}" for name, kind in PARTITION_TYPES.items())
            folders = f", hive_partitioning = true, hive_types = {{{types}}}"
        return f"select {names} from read_parquet({files}{folders})"


def listed(files: Iterable[Path]) -> str:
    """A list of files as SQL, each of them only itself."""
    return f"[{', '.join(_quoted(_plain(str(file))) for file in files)}]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _plain(path: str) -> str:
    """A path that is only itself, whatever signs its folders' names hold."""
    return "".join(f"[{sign}]" if sign in "[]*?" else sign for sign in path)

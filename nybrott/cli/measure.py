"""`nybrott measure`: one figure from a lake, as a table, CSV or JSON."""

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nybrott.core.measures import CONDITIONS, GROUPINGS, MeasureError, catalogue, statement

if TYPE_CHECKING:
    from nybrott.lake.shapes import Table

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott measure NAME --lake DIR [--by …] [--where …] [--format …]`, `nybrott measure --list`."""
    parser = subparsers.add_parser(
        "measure",
        help="count something in a lake",
        description="Count something in a lake, grouped and narrowed as you like. --list tells what can be counted.",
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="which measure")
    parser.add_argument("--list", action="store_true", help="the measures there are, one line each")
    parser.add_argument("--lake", metavar="DIR", help="the lake's folder")
    parser.add_argument("--by", default="", metavar="…", help=f"group by any of {','.join(GROUPINGS)}")
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=f"narrow by any of {', '.join(CONDITIONS)}; several values with commas between",
    )
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="how to write it (table)")
    parser.set_defaults(run=run, usage=parser.error)


def run(args: argparse.Namespace) -> int:
    """Print the measure. Gives 1 when there is no lake to ask."""
    if args.list:
        for measure in catalogue().values():
            print(f"{measure.id}\t{measure.names['en']}\t{', '.join(figure.id for figure in measure.figures)}")
        return 0
    if not args.name or not args.lake:
        args.usage("name a measure and a lake (--lake DIR), or ask for --list")
    by = tuple(name.strip() for name in args.by.split(",") if name.strip())
    try:
        where = _where(args.where)
        if args.name not in catalogue():
            raise MeasureError(f"There is no measure “{args.name}”; there are {', '.join(catalogue())}.")
        statement(catalogue()[args.name], by, where)
    except MeasureError as trouble:
        args.usage(str(trouble))
    # imported here: DuckDB takes a third of a second that a wrong word or --list need not wait for
    from nybrott.lake import NoLake, open_lake

    try:
        lake = open_lake(args.lake)
        if not lake.exists:
            raise NoLake(f"There is no lake in {args.lake}; build one with “nybrott lake build”.")
        table = lake.measure(args.name, by, where)
    except NoLake as trouble:
        print(trouble, file=sys.stderr)
        return 1
    _FORMATS[args.format](table)
    return 0


def _where(given: Sequence[str]) -> Mapping[str, object]:
    where: dict[str, list[str]] = {}
    for one in given:
        name, sign, values = one.partition("=")
        if not sign or not values.strip():
            raise MeasureError(f"“{one}” is no condition; write it as year=2024 or country=NO,SE.")
        where.setdefault(name.strip(), []).extend(value.strip() for value in values.split(",") if value.strip())
    return dict(where)


def _as_json(table: "Table") -> None:
    said = {
        "measure": table.measure,
        "version": table.version,
        "by": list(table.by),
        "columns": list(table.columns),
        "rows": list(table.records()),
    }
    print(json.dumps(said, ensure_ascii=False, indent=1))


def _as_csv(table: "Table") -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(["" if value is None else defused(value) for value in row])


def defused(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _as_table(table: "Table") -> None:
    units = {figure.id: figure.unit for figure in catalogue()[table.measure].figures}
    cells = [
        [told(value, units.get(name, "")) for name, value in zip(table.columns, row, strict=True)] for row in table.rows
    ]
    widths = [max([len(name), *(len(row[at]) for row in cells)]) for at, name in enumerate(table.columns)]
    for row in ([*table.columns], *cells):
        line = (
            cell.rjust(width) if name in units else cell.ljust(width)
            for cell, name, width in zip(row, table.columns, widths, strict=True)
        )
        print("  ".join(line).rstrip())


def told(value: object, unit: str) -> str:
    """A cell for a person: a share in per cent, "–" where there is nothing to say."""
    if value is None:
        return "–"
    if unit == "share":
        return f"{100 * float(str(value)):.1f} %"
    if unit in {"mean", "median"}:
        return f"{float(str(value)):.2f}"
    return " ".join(str(value).split())


_FORMATS = {"table": _as_table, "csv": _as_csv, "json": _as_json}

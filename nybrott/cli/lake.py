"""`nybrott lake build` and `nybrott lake check`: make a lake of notices, and see whether it is whole."""

import argparse
import sys
from typing import TYPE_CHECKING

from nybrott.cli.notices import whole_number
from nybrott.cli.progress import Told

if TYPE_CHECKING:
    from nybrott.lake import Lake, Progress


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott lake build PATH… --into DIR [--jobs N]`, `nybrott lake check DIR`."""
    parser = subparsers.add_parser("lake", help="build a lake of notices, or check one")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    build = commands.add_parser(
        "build",
        help="read notices, find the signs in them, and store them",
        description="Read notices, find the signs in them, and store them as Parquet. What was killed goes on where "
        "it was when it is started again; the same notices give the same bytes.",
    )
    build.add_argument("paths", nargs="+", metavar="PATH", help="a file, folder or archive; - is standard input")
    build.add_argument("--into", required=True, metavar="DIR", help="the lake's folder")
    build.add_argument("--jobs", type=whole_number, default=1, metavar="N", help="how many processes work (1)")
    build.set_defaults(run=run_build)
    check = commands.add_parser("check", help="see whether every file is there, unchanged, every row where it belongs")
    check.add_argument("lake", metavar="DIR", help="the lake's folder")
    check.set_defaults(run=run_check)


def run_build(args: argparse.Namespace) -> int:
    """Build; print counts and what could not be read, by file. Gives 1 only when there is no new lake."""
    # imported here: Parquet and DuckDB take half a second that other commands need not spend
    from nybrott.lake import NoLake, build, open_lake

    told = Told("documents")

    def progress(now: "Progress") -> None:
        told.set(f"{now.documents} documents, {now.notices} notices, {now.errors} could not be read")

    try:
        report = build(args.paths, args.into, jobs=args.jobs, progress=progress)
    except NoLake as trouble:
        told.end()
        print(trouble, file=sys.stderr)
        return 1
    told.end()
    print(f"documents\t{report.documents}")
    print(f"notices\t{report.notices}")
    print(f"duplicates\t{report.duplicates}")
    print(f"errors\t{report.errors}")
    print(f"lake\t{args.into}\t{report.generation}\t{'new' if report.is_new else 'the same as before'}")
    _print_errors(open_lake(args.into))
    return 0


def _print_errors(lake: "Lake") -> None:
    number = 1
    while True:
        page = lake.errors(page=number, size=1000)
        for trouble in page.rows:
            print(f"error\t{trouble.path}\t{trouble.place}\t{trouble.reason}")
        if number >= page.pages:
            return
        number += 1


def run_check(args: argparse.Namespace) -> int:
    """Print what is wrong, a line each. Gives 1 when something is, or there is no lake."""
    # imported here: Parquet and DuckDB take half a second that other commands need not spend
    from nybrott.lake import NoLake, check

    try:
        wrong = list(check(args.lake))
    except NoLake as trouble:
        print(trouble, file=sys.stderr)
        return 1
    for sentence in wrong:
        print(sentence)
    if not wrong:
        print("The lake is whole.")
    return 1 if wrong else 0

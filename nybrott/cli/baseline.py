"""`nybrott baseline freeze` and `nybrott baseline verify`: figures as they were, with all that they were counted from."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from nybrott.cli.measure import told

if TYPE_CHECKING:
    from nybrott.lake.recounting import Noted, Snapshot
    from nybrott.lake.standing import Beside, Redefined, Standing


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott baseline freeze --lake DIR --buyer NO --from YEAR --to YEAR --out FILE`, `nybrott baseline verify FILE`."""
    parser = subparsers.add_parser("baseline", help="freeze an organisation's figures, or count frozen ones again")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    freeze = commands.add_parser(
        "freeze",
        help="store the figures of some buyers and years with everything they were counted from",
        description="Store the figures of some buyers and years in one file, with the rows they were counted from and "
        "the SQL they were counted with. The same lake, buyers, years and day give the same bytes.",
    )
    freeze.add_argument("--lake", required=True, metavar="DIR", help="the lake's folder")
    freeze.add_argument(
        "--buyer", required=True, type=_buyers, metavar="NO[,NO…]", help="organisation numbers, as the lake has them"
    )
    freeze.add_argument("--from", required=True, type=_year, dest="first_year", metavar="YEAR", help="the first year")
    freeze.add_argument("--to", required=True, type=_year, dest="last_year", metavar="YEAR", help="the last year, too")
    freeze.add_argument("--out", required=True, metavar="FILE", help="the file to make; it must not stand there yet")
    freeze.add_argument("--country", default="NO", type=_country, metavar="NO", help="the buyers' country (NO)")
    freeze.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day it is frozen on (today)")
    freeze.set_defaults(run=run_freeze, usage=freeze.error)
    verify = commands.add_parser(
        "verify",
        help="see whether a frozen file is as it was, and count every figure again",
        description="See whether a frozen file is as it was, and count every figure again from its own rows.",
    )
    verify.add_argument("snapshot", metavar="FILE", help="what “nybrott baseline freeze” made")
    verify.add_argument("--current", metavar="DIR", help="a lake: show what today's rules and notices say, beside")
    verify.add_argument("--format", choices=("table", "json"), default="table", help="how to write it (table)")
    verify.set_defaults(run=run_verify)


def _buyers(text: str) -> tuple[str, ...]:
    buyers = {"".join(one.split()).lower() for one in text.split(",")} - {""}
    if not buyers or len(buyers) > 100:
        raise argparse.ArgumentTypeError(f"one to a hundred organisation numbers with commas between, not “{text}”")
    return tuple(sorted(buyers))


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1900 <= int(text) <= 2999):
        raise argparse.ArgumentTypeError(f"a year is four figures, not “{text}”")
    return int(text)


def _country(text: str) -> str:
    if not (len(text) == 2 and text.isascii() and text.isalpha()):
        raise argparse.ArgumentTypeError(f"a country is two letters, not “{text}”")
    return text.upper()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day is written as 2026-11-24, not “{text}”") from None


def run_freeze(args: argparse.Namespace) -> int:
    """Make the file. Gives 1 when there is no lake, nothing known of a buyer, or something else under that name."""
    if args.first_year > args.last_year:
        args.usage(f"the first year ({args.first_year}) comes after the last ({args.last_year})")
    # imported here: DuckDB takes a third of a second that a wrong word need not wait for
    from nybrott.lake import NoLake
    from nybrott.lake.freezing import CannotFreeze, freeze
    from nybrott.lake.snapshots import Asked, Damaged

    asked = Asked(args.buyer, args.country, args.first_year, args.last_year)
    out = Path(args.out)
    try:
        whole = freeze(args.lake, asked, frozen_on=args.on or datetime.now().astimezone().date())
        is_new = _put(out, whole)
    except (NoLake, CannotFreeze, Damaged) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"{out} cannot be written: {trouble.strerror}.", file=sys.stderr)
        return 1
    if is_new is None:
        print(f"{out} stands there already and is another; what is frozen is not written over.", file=sys.stderr)
        return 1
    lines = whole.splitlines()
    print(f"frozen\t{out}\t{'new' if is_new else 'the same as before'}")
    print(f"lines\t{len(lines)}")
    print(f"sha256\t{json.loads(lines[-1])['sha256']}")
    return 0


def _put(out: Path, whole: bytes) -> bool | None:
    """Write what is frozen, all of it or nothing. False when the same stands there already, None when something else
    does."""
    if out.exists():
        return False if out.is_file() and out.read_bytes() == whole else None
    half = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with half.open("xb") as file:
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
    return True


def run_verify(args: argparse.Namespace) -> int:
    """Say in a line that the file is whole, or in a sentence what differs. Gives 1 when it is not whole, or there is
    no lake to set it beside; figures that are others today are no fault of the file."""
    # imported here: DuckDB takes a third of a second that a wrong word need not wait for
    from nybrott.lake import NoLake
    from nybrott.lake.recounting import verify
    from nybrott.lake.snapshots import Damaged
    from nybrott.lake.standing import beside, redefined

    try:
        snapshot = verify(args.snapshot)
    except Damaged as trouble:
        if args.format == "json":
            print(json.dumps({"snapshot": args.snapshot, "whole": False, "reason": str(trouble)}))
        print(_plain(str(trouble)), file=sys.stderr)
        return 1
    try:
        standing = beside(snapshot, args.current) if args.current else None
    except NoLake as trouble:
        print(trouble, file=sys.stderr)
        return 1
    others = standing.redefined if standing else redefined(snapshot)
    if args.format == "json":
        print(json.dumps(_record(args.snapshot, snapshot, others, standing), ensure_ascii=False, indent=1))
        return 0
    print(_plain(_line(args.snapshot, snapshot, others)))
    if standing:
        _print_beside(snapshot, standing)
    return 0


def _line(path: str, snapshot: "Snapshot", others: Sequence["Redefined"]) -> str:
    """That it is whole, in one line."""
    asked = snapshot.asked
    words = (
        f"{path} is whole: {snapshot.figures} figures of {', '.join(asked.buyers)} ({asked.country}), "
        f"{asked.first_year}–{asked.last_year}, frozen on {snapshot.frozen_on.isoformat()}, counted again from "
        f"{snapshot.rows} rows. SHA-256 {snapshot.sha256}."
    )
    if others:
        words += f" Defined otherwise today: {', '.join(map(_redefined, others))}."
    return words


def _redefined(one: "Redefined") -> str:
    now = "not counted any more" if one.current is None else f"now version {one.current}"
    return f"{one.measure} (version {one.frozen}, {now})"


def _print_beside(snapshot: "Snapshot", standing: "Standing") -> None:
    print(f"rules\t{_plain(snapshot.rules)}\t{standing.rules}\t{_same(snapshot.rules == standing.rules)}")
    print(
        f"lake\t{_plain(snapshot.generation)}\t{standing.generation}\t{_same(snapshot.generation == standing.generation)}"
    )
    print()
    rows = [("measure", "figure", "of", "frozen", "today", "")]
    rows += (
        (_plain(one.measure), _plain(one.figure), _about(one), _cell(one.frozen, one.unit), _cell(one.current, one.unit),
         "differs" if one.differs else "")
        for one in standing.figures
    )  # fmt: skip
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (
            cell.rjust(width) if at in (3, 4) else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join(cells).rstrip())
    print()
    for word, notices in (("new", standing.new), ("removed", standing.removed)):
        print(f"{word} notices\t{len(notices)}")
        for one in notices:
            print(f"{word}\t{_noted(one)}")
    print(f"notices judged otherwise\t{len(standing.rejudged)}")
    for other in standing.rejudged:
        print(f"otherwise\t{_noted(other.notice)}\t{_signs(other.before)} → {_signs(other.notice.signs)}")


def _plain(text: str) -> str:
    """Words from a file that anybody may have written, without the signs that steer a terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _cell(value: object, unit: str) -> str:
    return _plain(str(value)) if isinstance(value, str) else told(value, unit)


def _same(is_same: bool) -> str:
    return "the same" if is_same else "another"


def _about(one: "Beside") -> str:
    return ", ".join(_plain(told(value, "")) for value in one.about.values()) or "all"


def _noted(one: "Noted") -> str:
    return "\t".join(_plain(told(word, "")) for word in (one.key, one.published_on, one.stage, one.title))


def _signs(signs: Sequence[str]) -> str:
    return ", ".join(signs) or "none"


def _record(
    path: str, snapshot: "Snapshot", others: Sequence["Redefined"], standing: "Standing | None"
) -> dict[str, object]:
    asked = snapshot.asked
    record: dict[str, object] = {
        "snapshot": path, "whole": True, "sha256": snapshot.sha256, "frozen_on": snapshot.frozen_on.isoformat(),
        "buyers": asked.buyers, "country": asked.country, "from": asked.first_year, "to": asked.last_year,
        "figures_counted": snapshot.figures, "rows": snapshot.rows, "rules": snapshot.rules,
        "generation": snapshot.generation, "coverage": snapshot.coverage,
        "redefined": [{"measure": one.measure, "frozen": one.frozen, "current": one.current} for one in others],
    }  # fmt: skip
    if standing is None:
        return record
    return record | {
        "current": {
            "rules": standing.rules,
            "generation": standing.generation,
            "figures": [
                {
                    "measure": one.measure, "figure": one.figure, "unit": one.unit, "of": dict(one.about),
                    "frozen": one.frozen, "current": one.current, "differs": one.differs,
                }
                for one in standing.figures
            ],
            "new": [_notice(one) for one in standing.new],
            "removed": [_notice(one) for one in standing.removed],
            "rejudged": [_notice(one.notice) | {"signs_before": one.before} for one in standing.rejudged],
        }
    }  # fmt: skip


def _notice(one: "Noted") -> dict[str, object]:
    day = one.published_on.isoformat() if one.published_on else None
    return {"key": one.key, "title": one.title, "published_on": day, "stage": one.stage, "signs": one.signs}

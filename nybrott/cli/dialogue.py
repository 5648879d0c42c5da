"""`nybrott dialogue draw` and `nybrott dialogue verify`: check a market dialogue from what it published, without its host: neither site nor database is asked."""

import argparse
import json
import sys
from collections.abc import Iterator

from nybrott.cli.jsonfile import Unreadable, read_json
from nybrott.core.ledger import LedgerError, verify
from nybrott.core.lottery import Drawn, LotteryError, Published, read

_MOST = 5_000_000  # bytes of a draw or a receipt that are read
_MOST_LINES, _LONGEST = 2_000_000, 1_000_000  # of an export: lines, and signs of a line


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott dialogue draw FILE [--value TEXT]`, `nybrott dialogue verify EXPORT [--heads FILE] [--receipt FILE]`."""
    parser = subparsers.add_parser("dialogue", help="check what a market dialogue published: its lottery, its ledger")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    about = "draw the lottery for one-to-one meetings again, and say whether the file says the same"
    drawing = commands.add_parser(
        "draw", help=about, description=f"{about.capitalize()}. See docs/develop/dialogue-ledger.md."
    )
    drawing.add_argument("file", metavar="FILE", help="the draw as it was published (JSON); - is standard input")
    drawing.add_argument("--value", metavar="TEXT", help="the public value as you looked it up, not as the file says")
    drawing.add_argument("--format", choices=("table", "json"), default="table", help="how to write it (table)")
    drawing.set_defaults(run=run_draw)
    about = "prove from an export alone that no entry of a dialogue's ledger was altered, removed, inserted or moved"
    proving = commands.add_parser(
        "verify", help=about, description=f"{about.capitalize()}. See docs/develop/dialogue-ledger.md."
    )
    proving.add_argument(
        "export", metavar="EXPORT", help="the ledger as it was exported (JSON lines); - is standard input"
    )
    proving.add_argument(
        "--heads",
        action="append",
        default=[],
        metavar="FILE",
        help="heads published elsewhere, or an export kept from before",
    )
    proving.add_argument(
        "--receipt", action="append", default=[], metavar="FILE", help="a receipt: prove what its entry says"
    )
    proving.add_argument("--format", choices=("table", "json"), default="table", help="how to write it (table)")
    proving.set_defaults(run=run_verify)


def run_draw(args: argparse.Namespace) -> int:
    """Print what comes out. Gives 1 when the file says something else, 2 when it is no draw."""
    try:
        published = read(read_json(args.file, _MOST))
        if args.value is None:
            differences = published.differences()
        else:
            asked = Published(
                published.closed, args.value, published.title, published.names, published.list_hash, published.said
            )
            named = [("value", published.value, args.value)] if published.value not in ("", args.value) else []
            differences, published = named + asked.differences(), asked
        drawn = published.drawn() if published.value else None
    except (OSError, Unreadable, LotteryError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else trouble
        print(f"nybrott: {args.file}: {plain(str(reason))}", file=sys.stderr)
        return 2
    if args.format == "json":
        sys.stdout.buffer.write(
            json.dumps(published.told(), ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
        )
    else:
        _print_draw(published, drawn)
    for place, said, right in differences:
        print(plain(f"The file differs: {place}: it says {said or 'nothing'}; drawn: {right}."), file=sys.stderr)
    return 1 if differences else 0


def _print_draw(published: Published, drawn: Drawn | None) -> None:
    closed = published.closed
    print(f"list\t{len(closed.applicants)} applicants\t{len(closed.slots)} times\t{closed.hash}")
    print(f"decides\t{plain(closed.value_is)}")
    if drawn is None:
        print("Nothing is drawn yet: the file has no value.")
        return
    print(f"value\t{plain(drawn.value)}\nseed\t{drawn.seed}")
    for place, supplier in enumerate(drawn.order, 1):
        print(f"drawn\t{place}\t{supplier}")
    begins = {slot.key: slot.begins for slot in closed.slots}
    for meeting in drawn.meetings:
        print(f"meeting\t{begins[meeting.slot]:%Y-%m-%dT%H:%MZ}\t{meeting.slot}\t{meeting.supplier}\t{meeting.round}")
    for one in drawn.waiting:
        print(f"waiting\t{one.supplier}\t{one.has}\t{one.why}")
    if published.said is None:
        print("The file does not say yet what came out.")
    elif not published.differences():
        print("The same as the file says.")


def run_verify(args: argparse.Namespace) -> int:
    """Say that the chain holds, or name every fault. Gives 1 when it does not, 2 when there is nothing that can be checked."""
    where = args.export
    try:
        receipts = []
        for where in args.receipt:
            receipts.append(read_json(where, _MOST))
        told = []
        for where in args.heads:
            told += list(_lines(where))
        where = args.export
        checked = verify(_lines(where), told, receipts)
    except (OSError, Unreadable, LedgerError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else trouble
        print(f"nybrott: {where}: {plain(str(reason))}", file=sys.stderr)
        return 2
    faults = [{"code": one.code, "places": one.places, "said": plain(one.said("en"))} for one in checked.faults]
    if args.format == "json":
        record = {
            "holds": not faults, "entries": checked.entries, "hidden": checked.hidden, "seal": checked.seal, "heads": checked.told,
            "heads_met": checked.held, "receipts_proven": checked.receipts, "faults": faults,
        }  # fmt: skip
        print(json.dumps(record, ensure_ascii=False, indent=1))
        return 1 if faults else 0
    print(f"entries\t{checked.entries}\nhidden in part\t{checked.hidden}\nlast seal\t{checked.seal or 'none'}")
    print(f"heads from elsewhere\t{checked.told}\tmet\t{checked.held}\nreceipts proven\t{checked.receipts}")
    for fault in faults:
        print(f"{fault['code']}\t{fault['said']}", file=sys.stderr)
    if not faults:
        print("The chain holds.")
    if not checked.told:
        print(
            "Held against nothing from elsewhere: entries cut from the end, or a whole chain sealed anew, would not be seen. "
            "Give the heads that were published, or an export from before, with --heads."
        )
    return 1 if faults else 0


def _lines(path: str) -> Iterator[str]:
    """The lines of a file; what is not UTF-8 comes through as signs no line can hold, and is named with its line."""
    is_input = path == "-"
    source = sys.stdin.fileno() if is_input else path
    with open(source, encoding="utf-8-sig", errors="surrogateescape", closefd=not is_input) as file:
        for number in range(_MOST_LINES + 1):
            line = file.readline(_LONGEST + 1)
            if not line:
                return
            if len(line) > _LONGEST:
                raise Unreadable(f"line {number + 1} has more than {_LONGEST:,} characters")
            yield line
    raise Unreadable(f"more than {_MOST_LINES:,} lines")


def plain(text: str) -> str:
    """Words from a file that anybody may have written, without the signs that steer a terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)

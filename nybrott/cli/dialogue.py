"""`nybrott dialogue …`: check a market dialogue from what it published, without its host: neither site nor database is asked."""

import argparse
import json
import sys

from nybrott.cli.jsonfile import Unreadable, read_json
from nybrott.core.lottery import Drawn, LotteryError, Published, read

_MOST = 5_000_000  # bytes of a draw that are read


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott dialogue draw FILE [--value TEXT] [--format table|json]`."""
    parser = subparsers.add_parser("dialogue", help="check what a market dialogue published: its lottery")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    about = "draw the lottery for one-to-one meetings again, and say whether the file says the same"
    drawing = commands.add_parser(
        "draw", help=about, description=f"{about.capitalize()}. See docs/develop/dialogue-ledger.md."
    )
    drawing.add_argument("file", metavar="FILE", help="the draw as it was published (JSON); - is standard input")
    drawing.add_argument("--value", metavar="TEXT", help="the public value as you looked it up, not as the file says")
    drawing.add_argument("--format", choices=("table", "json"), default="table", help="how to write it (table)")
    drawing.set_defaults(run=run_draw)


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


def plain(text: str) -> str:
    """Words from a file that anybody may have written, without the signs that steer a terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)

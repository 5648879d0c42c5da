"""`nybrott programme pair`: who helps whom, proven best and explained; JSON in, JSON out."""

import argparse
import json
import sys

from nybrott.cli.jsonfile import Unreadable, read_json
from nybrott.core.pairing import PairingError, propose, read, written

_MOST = 20_000_000  # bytes that are read


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott programme pair FILE`."""
    parser = subparsers.add_parser("programme", help="pair drivers with mentors")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    about = "who helps whom: as many as can be, then what fits best, each pair explained"
    pair = commands.add_parser("pair", help=about, description=f"{about.capitalize()}. See docs/guide/pairing.md.")
    pair.add_argument("file", metavar="FILE", help="drivers and mentors as JSON; - is standard input")
    pair.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the proposal. Gives 2, and says where the trouble is, when there is nothing that can be paired."""
    try:
        told = written(propose(read(read_json(args.file, _MOST))))
    except (OSError, Unreadable, PairingError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else trouble
        print(f"nybrott: {args.file}: {reason}", file=sys.stderr)
        return 2
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    return 0

"""`nybrott programme pair`: who helps whom, proven best and explained; JSON in, JSON out."""

import argparse
import json
import sys
from typing import Any

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
        told = written(propose(read(_said(args.file))))
    except (OSError, PairingError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else trouble
        print(f"nybrott: {args.file}: {reason}", file=sys.stderr)
        return 2
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    return 0


def _said(path: str) -> Any:
    """What the JSON of a file says. Raises `PairingError` or `OSError`."""
    if path == "-":
        kept = sys.stdin.buffer.read(_MOST + 1)
    else:
        with open(path, "rb") as file:
            kept = file.read(_MOST + 1)
    if len(kept) > _MOST:
        raise PairingError(f"more than {_MOST // 1_000_000} MB")
    try:
        return json.loads(kept.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as trouble:
        raise PairingError(f"not UTF-8: byte {trouble.start + 1}") from None
    except json.JSONDecodeError as trouble:
        raise PairingError(f"not JSON: line {trouble.lineno}, column {trouble.colno}: {trouble.msg}") from None
    except (RecursionError, ValueError) as trouble:
        if isinstance(trouble, PairingError):
            raise
        raise PairingError("not JSON that can be read: too deep, or a number too long") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise PairingError(f"“{name}” stands twice in one object")
        found[name] = value
    return found

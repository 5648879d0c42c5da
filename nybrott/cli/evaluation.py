"""`nybrott evaluation …`: check an evaluation report from its data file, without its host: neither site nor database is asked."""

import argparse
import json
import re
import sys

from nybrott.cli.dialogue import plain
from nybrott.cli.jsonfile import Unreadable, read_json
from nybrott.core.evaluation import EvaluationError, Verified, verify

_MOST = 20_000_000  # bytes of a data file that are read


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott evaluation verify FILE [--digest SHA256] [--format table|json]`."""
    parser = subparsers.add_parser("evaluation", help="check what an evaluation report says")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    about = "reckon every figure of a report again from its data file, and say where it differs"
    verifying = commands.add_parser(
        "verify", help=about, description=f"{about.capitalize()}. See docs/guide/reports.md."
    )
    verifying.add_argument("file", metavar="FILE", help="the report's data file (JSON); - is standard input")
    verifying.add_argument(
        "--digest", type=_digest, metavar="SHA256", help="the check sum as the report itself states it"
    )
    verifying.add_argument("--format", choices=("table", "json"), default="table", help="how to write it (table)")
    verifying.set_defaults(run=run_verify)


def _digest(text: str) -> str:
    said = "".join(text.split()).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", said):
        raise argparse.ArgumentTypeError(f"a check sum has 64 hexadecimal digits, not “{text}”")
    return said


def run_verify(args: argparse.Namespace) -> int:
    """Say in a line that the figures are what their inputs give, or name each that is not. Gives 1 when one is not, or the file is no
    data file of a report."""
    try:
        found = verify(read_json(args.file, _MOST), known=args.digest or "")
    except (OSError, Unreadable, EvaluationError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else trouble
        print(f"nybrott: {args.file}: {plain(str(reason))}", file=sys.stderr)
        return 1
    if args.format == "json":
        sys.stdout.buffer.write(
            json.dumps(_told(found), ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
        )
    else:
        _print(args.file, found)
    return 0 if found.holds else 1


def _print(path: str, found: Verified) -> None:
    for one in found.differences:
        print(plain(f"{one.place}: it says {one.said or 'nothing'}; right is {one.right or 'nothing'}."))
    for which, then, now in found.rules:
        print(f"rules\t{which}\t{plain(then) or 'not said'}\tnow {now}")
    if found.reworded:
        print(f"Reckoned by other rules; {len(found.reworded)} assumptions or rival explanations are others today.")
    if found.holds:
        print(f"{path} holds: {found.checked} figures and words reckoned again, all the same. SHA-256 {found.digest}.")
    else:
        print(f"{path} does not hold: {len(found.differences)} differences. SHA-256 {found.digest}.")


def _told(found: Verified) -> dict[str, object]:
    return {
        "holds": found.holds, "digest": found.digest, "checked": found.checked,
        "differences": [{"place": one.place, "said": one.said, "right": one.right} for one in found.differences],
        "rules": [{"which": which, "then": then, "now": now} for which, then, now in found.rules],
        "reworded": [{"place": one.place, "said": one.said, "right": one.right} for one in found.reworded],
    }  # fmt: skip

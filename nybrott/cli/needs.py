"""`nybrott needs check`: what an adviser would remark on the wording of needs, a JSON line each."""

import argparse
import json
import os
import sys

from nybrott.core.wording import Remark, check
from nybrott.sources import Refusal, statements


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott needs check FILE|- [--language nb|nn|en]`."""
    parser = subparsers.add_parser("needs", help="check how needs are worded")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    about = "what closes, blurs or lacks in each statement, with why and a suggestion, a JSON line a statement"
    checking = commands.add_parser("check", help=about, description=about.capitalize() + ".")
    checking.add_argument(
        "file", metavar="FILE", help="a table with the columns id and text, or a statement a line; - is standard input"
    )
    checking.add_argument(
        "--language", choices=["nb", "nn", "en"], default="", help="language of what is said (that of the statement)"
    )
    checking.set_defaults(run=run_check)


def run_check(args: argparse.Namespace) -> int:
    """A line for each statement, in order. Gives 1 when something could not be read."""
    errors = 0
    try:
        for one in statements(args.file):
            if isinstance(one, Refusal):
                errors += 1
                say({"path": one.path, "error": one.reason, "place": one.place})
                continue
            checked = check(one.text, say=args.language)
            remarks = [_told(remark) for remark in checked.remarks]
            say({"id": one.id, "language": checked.language, "remarks": remarks, "ready": checked.ready})
        sys.stdout.flush()
    except BrokenPipeError:
        return enough()
    return 1 if errors else 0


def _told(remark: Remark) -> dict[str, object]:
    return {
        "rule": remark.rule, "words": remark.words, "start": remark.start, "end": remark.end, "why": remark.why,
        "suggestion": remark.suggestion,
    }  # fmt: skip


def say(line: dict[str, object]) -> None:
    """Write one JSON line; half a letter, as foreign text may hold, becomes a question mark."""
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def enough() -> int:
    """Whoever reads our lines (head, less) has seen enough; nothing more may be written, also not at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0

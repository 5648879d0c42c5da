"""`nybrott classify FILE…`: which codes of procurement of innovation a draft or a notice speaks for, with the sentence; a JSON line a file."""

import argparse
import json
import sys
from pathlib import Path

from nybrott.core.adviser import MOST, Unreadable, advise, read_draft
from nybrott.core.signals import Catalogue, catalogue


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott classify FILE…`."""
    about = "propose the codes of procurement of innovation (BT-776) and DFØ's class for drafts and notices, with the sentence that speaks for each"
    parser = subparsers.add_parser(
        "classify", help=about, description=f"{about.capitalize()}. See docs/develop/classification.md."
    )
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="plain text, or a notice (eForms XML and the other formats that are read)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """A line for each file that can be read, in order. Gives 1 when one could not be; the others are answered all the same."""
    signs, failed = catalogue(), False
    for path in args.files:
        try:
            line = answer(path, signs)
        except (OSError, Unreadable) as trouble:
            why = (trouble.strerror or str(trouble)) if isinstance(trouble, OSError) else str(trouble)
            sys.stderr.buffer.write(f"nybrott: {path}: {why}\n".encode("utf-8", "replace"))
            failed = True
        else:
            sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return int(failed)


def answer(path: str, signs: Catalogue) -> dict[str, object]:
    """What is said of one file: `{"path", "codes": [{"code", "words", "field"}], "class"}`."""
    with Path(path).open("rb") as file:
        data = file.read(MOST + 1)
    advice = advise(read_draft(data, path=path), signs)
    codes = [{"code": one.code, "words": one.words, "field": one.field} for one in advice.proposals]
    return {"path": path, "codes": codes, "class": advice.klass}

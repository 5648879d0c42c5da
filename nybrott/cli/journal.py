"""`nybrott journal …`: prove that history is as it was, with the site's database around it."""

import argparse
import sys
from pathlib import Path

from nybrott.cli import site


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott journal verify [--chain ORG] [--against FILE]` and `nybrott journal heads --out FILE`."""
    parser = subparsers.add_parser(
        "journal", help="prove that no entry of the journal was changed, removed or reordered"
    )
    words = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    verify = words.add_parser("verify", help="prove every chain and name the first broken entry; exit code 0 or 1")
    verify.add_argument("--chain", metavar="ORG", help="only this one: a name in addresses, a number, or host")
    verify.add_argument("--against", type=Path, metavar="FILE", help="also hold it against heads written earlier")
    verify.set_defaults(run=run, word="verify")
    heads = words.add_parser("heads", help="write where each chain ends, to hand to somebody else")
    heads.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write (JSON)")
    heads.set_defaults(run=run, word="heads")


def run(args: argparse.Namespace) -> int:
    """Hand it on to the management command of the same name, with the database up."""
    given = {"--chain": "chain", "--against": "against", "--out": "out"}
    words = [
        text for option, name in given.items() if (value := getattr(args, name, None)) for text in (option, str(value))
    ]
    try:
        with site.surroundings(site.folder()) as environment:
            return site.django(environment, "journal", args.word, *words)
    except site.SiteTrouble as trouble:
        print(trouble, file=sys.stderr)
        return 1

"""`nybrott manage …`: the site's own management commands, with its database and settings around them."""

import argparse
import sys

from nybrott.cli import site


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott manage COMMAND …` hands every word on."""
    parser = subparsers.add_parser("manage", help="run a management command of the site (try: nybrott manage help)")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMAND …", help="the command and its options")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command with the database up: the running site's own, or one that lives as long as the command."""
    try:
        place = site.folder()
        with site.surroundings(place) as environment:
            port = site.running_at(place)
            if port and environment.get("NYBROTT_MODE", "development") != "production":
                environment.setdefault("NYBROTT_ADDRESS", f"http://localhost:{port}")  # links in letters lead there
            return site.django(environment, *(args.words or ["help"]))
    except site.SiteTrouble as trouble:
        print(trouble, file=sys.stderr)
        return 1

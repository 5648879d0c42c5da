"""The parser of `nybrott`: one sub-command per module."""

import argparse

from nybrott import __version__
from nybrott.cli import (
    backup,
    baseline,
    classify,
    dialogue,
    evaluation,
    journal,
    lake,
    manage,
    measure,
    needs,
    notices,
    programme,
    restore,
    statistics,
    up,
)


def parser() -> argparse.ArgumentParser:
    """Build the whole command line."""
    whole = argparse.ArgumentParser(
        prog="nybrott", description="From a felt struggle to a measured benefit. See docs/guide/command-line.md."
    )
    whole.add_argument("--version", action="version", version=f"nybrott {__version__}")
    subparsers = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in (
        up,
        manage,
        notices,
        lake,
        measure,
        baseline,
        needs,
        classify,
        dialogue,
        programme,
        statistics,
        evaluation,
        journal,
        backup,
        restore,
    ):
        command.add_parser(subparsers)
    return whole

"""The command line: `nybrott …`.

Promises: `notices`, `lake`, `measure`, `needs`, `dialogue`, `statistics` and `evaluation` run without a database and without the web framework; `up` starts everything
on one machine and stops it again; an error is a sentence that says what to do, never a traceback.
Holds: one module per command, each with `add_parser(subparsers)` and a `run(args)` that gives the exit code
(0 done, 1 something could not be done, 2 wrong usage), and `postgres`, the embedded database.
Does not: think (that is `core`), read files (that is `sources`), or import Django: what needs the site runs as a
process of its own, reached by name.
Its sibling front door is `web`, and the two do not know each other.
"""

import sys
from collections.abc import Sequence

from nybrott.cli.main import parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except BrokenPipeError:
        # the reader (head, less) has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130

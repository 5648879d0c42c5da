"""`nybrott notices read` and `nybrott notices find`: what notices say and what signs they show, a JSON line each."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date

from nybrott.cli.progress import Told
from nybrott.core.notices import Notice, mere_test, read
from nybrott.core.signals import Findings, catalogue, find
from nybrott.sources import Item, Refusal, batches, items, spread, taken

# Small batches, so that the first lines come at once and no process waits long for another.
_BATCH_DOCUMENTS = 32
_BATCH_BYTES = 2 * 1024 * 1024

Batch = tuple[Item, ...]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott notices read|find PATH… [--jobs N]`."""
    parser = subparsers.add_parser("notices", help="read official notices, or find the signs in them")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, work, about in (
        ("read", _read_lines, "everything a notice says, a JSON line a notice"),
        ("find", _find_lines, "signs of innovation and market dialogue with their evidence, a JSON line a notice"),
    ):
        command = commands.add_parser(name, help=about, description=about.capitalize() + ".")
        command.add_argument(
            "paths", nargs="+", metavar="PATH", help="a file, folder or archive; - is what comes in on standard input"
        )
        command.add_argument("--jobs", type=whole_number, default=1, metavar="N", help="how many processes work (1)")
        command.set_defaults(run=run, work=work)


def whole_number(text: str) -> int:
    """A whole number from 1, for argparse."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to 256, not “{text}”")
    return number


def run(args: argparse.Namespace) -> int:
    """Write a line for each notice in the order of the paths. Gives 1 when something could not be read."""
    work: Callable[[Batch], tuple[bytes, int, int]] = args.work
    given = batches(items(args.paths), most=_BATCH_DOCUMENTS, most_bytes=_BATCH_BYTES)
    out = sys.stdout.buffer
    told = Told("notices")
    errors = 0
    catalogue()  # read before the processes start, and not again by each of them
    try:
        for lines, notices, failed in spread(work, given, jobs=args.jobs):
            out.write(lines)
            errors += failed
            told.add(notices, errors)
        out.flush()
    except BrokenPipeError:
        # whoever reads our lines (head, less) has seen enough; nothing more may be written, also not at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        told.end()
    return 1 if errors else 0


def _read_lines(batch: Batch) -> tuple[bytes, int, int]:
    return _lines(batch, lambda notice: notice)


def _find_lines(batch: Batch) -> tuple[bytes, int, int]:
    signs = catalogue()
    return _lines(batch, lambda notice: found(notice, find(notice, signs), signs.version))


def _lines(batch: Batch, told: Callable[[Notice], object]) -> tuple[bytes, int, int]:
    """A line for everything in a batch, and how many notices and errors there were."""
    lines: list[str] = []
    errors = 0
    for item in map(taken, batch):
        for one in (item,) if isinstance(item, Refusal) else read(item.data, path=item.path):
            if isinstance(one, Notice):
                lines.append(_json(told(one)))
            else:
                errors += 1
                lines.append(_json({"path": one.path, "error": one.reason, "place": one.place}))
    # half a surrogate pair, as JSON may hold, is no text that can be written
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"), len(lines) - errors, errors


def found(notice: Notice, findings: Findings, rules: str) -> dict[str, object]:
    """What `find` tells of one notice."""
    buyer = notice.buyers[0] if notice.buyers else None
    return {
        "path": notice.path,
        "notice_id": notice.notice_id,
        "format": notice.format,
        "country": notice.country,
        "buyer_ref": buyer.ref if buyer else "",
        "buyer_name": buyer.name if buyer else "",
        "title": notice.title(),
        "published_on": notice.published_on,
        "stage": notice.stage,
        "test": mere_test(notice),
        "procedure": notice.procedure,
        "market_dialogue": findings.market_dialogue,
        "innovation": findings.innovation,
        "partnership": findings.partnership,
        "friendly": findings.friendly,
        "candidates": findings.candidates,
        "lenses": findings.lenses,
        "evidence": [
            {"signal": seen.signal, "field": seen.field, "text": seen.text, "weight": seen.weight}
            for seen in findings.evidence
        ],
        "rules": rules,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(type(value).__name__)

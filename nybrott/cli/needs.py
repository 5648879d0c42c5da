"""`nybrott needs …`: how needs are worded, which are alike, and which a search finds; a JSON line each."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable

from nybrott.core.matching import Index
from nybrott.core.wording import Remark, check, language
from nybrott.sources import Refusal, Statement, statements

_TABLE = "a table with the columns id and text, or a text a line; - is standard input"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott needs check|alike|search FILE …`."""
    parser = subparsers.add_parser("needs", help="check how needs are worded, and find those that are alike")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, run, about in (
        (
            "check",
            run_check,
            "what closes, blurs or lacks in each statement, with why and a suggestion, a JSON line a statement",
        ),
        ("alike", run_alike, "the needs most like each of them, with the words both speak of, a JSON line a need"),
        ("search", run_search, "the needs a search finds, the likest first, a JSON line a search"),
    ):
        command = commands.add_parser(name, help=about, description=about.capitalize() + ".")
        command.add_argument("file", metavar="FILE", help=_TABLE)
        command.set_defaults(run=run)
        if name != "search":
            command.add_argument(
                "--language", choices=["nb", "nn", "en"], default="", help="language of what is said (that of the text)"
            )
        if name != "check":
            command.add_argument("--top", type=_number, default=5, metavar="N", help="how many of them (5)")
        if name == "search":
            asked = command.add_mutually_exclusive_group(required=True)
            asked.add_argument("--query", metavar="TEXT", help="what to search for")
            asked.add_argument("--queries", metavar="FILE", help="a search a line, or a table with the column query")


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to 1000, not “{text}”")
    return number


def run_check(args: argparse.Namespace) -> int:
    """A line for each statement, in order. Gives 1 when something could not be read."""

    def told(one: Statement) -> dict[str, object]:
        checked = check(one.text, say=args.language)
        remarks = [_remark(remark) for remark in checked.remarks]
        return {"id": one.id, "language": checked.language, "remarks": remarks, "ready": checked.ready}

    return _lines(statements(args.file), told)


def run_alike(args: argparse.Namespace) -> int:
    """A line for each need, in order, about the others. Gives 1 when something could not be read."""
    needs, refused = _needs(args.file)
    index = Index()
    index.add((need.id, need.text) for need in needs)

    def told(need: Statement) -> dict[str, object]:
        spoken = args.language or language(need.text)
        found = index.alike(need.text, top=args.top, but=need.id)
        return {"id": need.id, "alike": [{"id": one.id, "score": one.score, "why": one.why(spoken)} for one in found]}

    return _lines([*refused, *needs], told)


def run_search(args: argparse.Namespace) -> int:
    """A line for each search, in order. Gives 1 when something could not be read."""
    needs, refused = _needs(args.file)
    index = Index()
    index.add((need.id, need.text) for need in needs)
    asked = [Statement("1", args.query)] if args.query is not None else statements(args.queries, column="query")

    def told(query: Statement) -> dict[str, object]:
        hits = index.alike(query.text, top=args.top)
        return {"query": query.text, "hits": [{"id": hit.id, "score": hit.score} for hit in hits]}

    return _lines([*refused, *asked], told)


def _needs(path: str) -> tuple[list[Statement], list[Refusal]]:
    """The needs of a file, each id once, and what could not be taken."""
    needs: dict[str, Statement] = {}
    refused: list[Refusal] = []
    for one in statements(path):
        if isinstance(one, Refusal):
            refused.append(one)
        elif one.id in needs:
            refused.append(Refusal(path, one.id, "this id stands twice; the first is taken"))
        else:
            needs[one.id] = one
    return list(needs.values()), refused


def _lines(given: Iterable[Statement | Refusal], told: Callable[[Statement], dict[str, object]]) -> int:
    """Write a line for everything given, in order; 1 when something was refused."""
    errors = 0
    try:
        for one in given:
            if isinstance(one, Refusal):
                errors += 1
                _say({"path": one.path, "error": one.reason, "place": one.place})
            else:
                _say(told(one))
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever reads our lines (head, less) has seen enough; nothing more may be written, also not at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 1 if errors else 0


def _remark(remark: Remark) -> dict[str, object]:
    return {
        "rule": remark.rule, "words": remark.words, "start": remark.start, "end": remark.end, "why": remark.why,
        "suggestion": remark.suggestion,
    }  # fmt: skip


def _say(line: dict[str, object]) -> None:
    """Half a letter, as foreign text may hold, becomes a question mark."""
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")

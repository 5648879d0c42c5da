"""JSON from a file or standard input, bounded, each name once; what cannot be read is a sentence with its place."""

import json
import sys
from typing import Any


class Unreadable(ValueError):
    """A file that is no JSON that can be read. The message says why and where."""


def read_json(path: str, most: int) -> Any:
    """What the JSON of a file says; "-" is standard input, `most` the bytes that are read. Raises `Unreadable` or `OSError`."""
    if path == "-":
        kept = sys.stdin.buffer.read(most + 1)
    else:
        with open(path, "rb") as file:
            kept = file.read(most + 1)
    if len(kept) > most:
        raise Unreadable(f"more than {most // 1_000_000} MB")
    return parsed(kept)


def parsed(kept: bytes) -> Any:
    """What some bytes say. Raises `Unreadable`."""
    try:
        return json.loads(kept.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as trouble:
        raise Unreadable(f"not UTF-8: byte {trouble.start + 1}") from None
    except json.JSONDecodeError as trouble:
        raise Unreadable(f"not JSON: line {trouble.lineno}, column {trouble.colno}: {trouble.msg}") from None
    except Unreadable:
        raise
    except (RecursionError, ValueError):
        raise Unreadable("not JSON that can be read: too deep, or a number too long") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Unreadable(f"“{name}” stands twice in one object")
        found[name] = value
    return found

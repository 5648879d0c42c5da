"""The programme theory as it is drawn: six columns, a box for each link, an arrow for what leads to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from nybrott.core.programme import SECTIONS, in_language

THEORY = SECTIONS["theory"]["step"].choices
WIDTH, GAP, LINE, PAD, TOP = 164, 40, 19, 12, 40  # pixels
LETTERS = 19  # of a line in a box


@dataclass(frozen=True, slots=True)
class Box:
    """A link of the theory."""

    x: int
    y: int
    height: int
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Theory:
    """The drawing: `heads` are (x, step), `arrows` are paths."""

    width: int
    height: int
    heads: tuple[tuple[int, str], ...]
    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]


def theory(content: Mapping[str, Any], language: str) -> Theory | None:
    """The theory of a programme as a drawing; None when there is none."""
    boxes: dict[str, Box] = {}
    heads: list[tuple[int, str]] = []
    deepest = 0
    for column, step in enumerate(one for one in THEORY if any(each["step"] == one for each in content["theory"])):
        x, y = column * (WIDTH + GAP), TOP
        heads.append((x, step))
        for one in (each for each in content["theory"] if each["step"] == step):
            said = wrap(in_language(one["text"], language), LETTERS) or [""]
            height = len(said) * LINE + 2 * PAD
            lines = tuple((y + PAD + 14 + number * LINE, line) for number, line in enumerate(said))
            boxes[one["id"]] = Box(x, y, height, lines)
            y += height + 20
        deepest = max(deepest, y)
    if not boxes:
        return None
    arrows = [
        _arrow(boxes[one["id"]], boxes[after])
        for one in content["theory"]
        for after in one.get("leads_to", [])
        if after in boxes
    ]
    return Theory(len(heads) * (WIDTH + GAP) - GAP, deepest, tuple(heads), tuple(boxes.values()), tuple(arrows))


def _arrow(one: Box, other: Box) -> str:
    x0, y0 = one.x + WIDTH, one.y + one.height // 2
    x1, y1 = other.x - 3, other.y + other.height // 2
    middle = (x0 + x1) // 2
    return f"M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}"

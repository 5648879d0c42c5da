"""Mark places in a text, each with a label that says why it is marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text: characters `start` up to `end`, the label that says what was seen, the lens it counts for
    (strict, declared, behavioural or empty), and where to read more."""

    start: int
    end: int
    label: str
    lens: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the marks that cover it (none for plain text)."""

    text: str
    marks: tuple[Mark, ...]

    @property
    def label(self) -> str:
        """What was seen here, in words."""
        return " · ".join(dict.fromkeys(mark.label for mark in self.marks))

    @property
    def lens(self) -> str:
        """The lens of the first mark that has one."""
        return next((mark.lens for mark in self.marks if mark.lens), "")

    @property
    def url(self) -> str:
        """The first address among the marks."""
        return next((mark.url for mark in self.marks if mark.url), "")


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Cut a text where marks begin and end. Marks that overlap share the stretch they have in common; marks outside
    the text are cut to it or dropped. Joining the pieces gives the text again."""
    inside = [mark for mark in marks if max(mark.start, 0) < min(mark.end, len(text))]
    cuts = sorted({0, len(text), *(max(m.start, 0) for m in inside), *(min(m.end, len(text)) for m in inside)})
    return [
        Piece(text[start:end], tuple(mark for mark in inside if mark.start <= start and end <= mark.end))
        for start, end in pairwise(cuts)
    ]


def excerpt(text: str, marks: Sequence[Mark], around: int = 160) -> tuple[str, list[Mark]]:
    """The part of a long text around its first mark, cut at spaces, and the marks moved to fit.

    `around` is the number of characters kept on each side; an ellipsis shows where the text was cut."""
    if not marks:
        return text, []
    first = min(marks, key=lambda mark: mark.start)
    start = 0 if first.start <= around else text.find(" ", first.start - around) + 1
    end = len(text) if first.end + around >= len(text) else text.rfind(" ", first.end, first.end + around + 1)
    end = max(end, first.end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    kept = [
        Mark(mark.start + shift, mark.end + shift, mark.label, mark.lens, mark.url)
        for mark in marks
        if mark.start >= start and mark.end <= end
    ]
    return before + text[start:end] + after, kept

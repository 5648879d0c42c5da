"""Takes away what is only part of a name: "Innovasjon Norge" is no sign of innovation."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from nybrott.core.notices import Notice
from nybrott.core.signals.scan import Hits, Page, Scanner, Span, lay


def without_names(hits: Hits, masks: Iterable[str], page: Page, notice: Notice, scanner: Scanner) -> Hits:
    """The hits that are not wholly inside a word of the masking lists, or inside a buyer's or a winner's name."""
    covers = [span for name in masks for span in hits.pop(name, ())]
    covers.extend(span for name in _telling_names(notice, scanner) for span in _places(page.folded, name))
    if not covers:
        return hits
    starts, ends = _merged(covers)
    kept = {name: [span for span in spans if not _covered(span, starts, ends)] for name, spans in hits.items()}
    return {name: spans for name, spans in kept.items() if spans}


def _telling_names(notice: Notice, scanner: Scanner) -> list[str]:
    """Names of the notice's own parties that hold a word looked for, folded."""
    winners = (winner for result in notice.results for winner in result.winners)
    names = list(dict.fromkeys(party.name for party in (*notice.buyers, *winners) if len(party.name) > 3))
    if not names:
        return []
    page = lay(names)
    telling = {page.number(span[0]) for spans in scanner.scan(page).values() for span in spans}
    return [lay([names[number]]).folded[1:-1] for number in sorted(telling)]


def _places(text: str, name: str) -> Iterator[Span]:
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + len(name))


def _merged(spans: list[Span]) -> tuple[list[int], list[int]]:
    """Starts and ends of the spans, in order, those that overlap made one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _covered(span: Span, starts: list[int], ends: list[int]) -> bool:
    number = bisect_right(starts, span[0]) - 1
    return number >= 0 and span[1] <= ends[number]

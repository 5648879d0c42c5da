"""Tries the rules of a sign on what was seen in one notice's texts, and words the evidence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from nybrott.core.notices import Notice, Text
from nybrott.core.signals.codes import carries
from nybrott.core.signals.model import FIELD_GROUPS, Evidence, Near, Rule, Signal
from nybrott.core.signals.scan import Hits, Page, Span, whole_words

_MOST_PER_SIGNAL = 6  # places shown per sign; a notice of three hundred alike lots needs no three hundred proofs
_MOST_PER_RULE = 100  # places gathered per rule before the different ones are chosen
_LONGEST_WORD = 60  # letters; how far to look for company, for each word that may stand between
_PROSE = frozenset(FIELD_GROUPS["titles"] + FIELD_GROUPS["texts"])
_SENTENCE_ENDS = (". ", "! ", "? ", "; ", "\u2022", "\x1f")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A place where a rule holds: the found word with the company it needed."""

    field: str
    span: Span


class Reading:
    """One notice's texts with everything the scanner saw in them. `numbers` are the texts' places in the notice."""

    def __init__(self, notice: Notice, numbers: Sequence[int], page: Page, hits: Hits) -> None:
        self.notice, self.numbers, self.page, self.hits = notice, numbers, page, hits
        self._in_order: dict[str, tuple[list[int], list[Span]]] = {}

    def evidence(self, signal: Signal) -> Iterator[Evidence]:
        """Where the sign is seen: nowhere when an exclusion holds, each wording once."""
        seen = [place for rule in signal.rules for place in islice(self._places(rule), _MOST_PER_RULE)]
        if not seen or any(True for rule in signal.unless for _ in self._places(rule)):
            return
        told: set[tuple[str, str]] = set()
        reached = 0
        wide = [(whole_words(self.page, place.span), place.field) for place in seen]
        # By place, the longest first of those that start together: what lies inside what was just shown is left out.
        for (start, end), field in sorted(wide, key=lambda place: (place[0][0], -place[0][1])):
            if end <= reached:
                continue
            reached = end
            number, first, last = self.page.place((start, end))
            words = self._text(number).content[first:last]
            if (field, words.lower()) in told:
                continue
            told.add((field, words.lower()))
            yield Evidence(signal.id, field, words, signal.weight, self.numbers[number], first, last)
            if len(told) == _MOST_PER_SIGNAL:
                return

    def _text(self, number: int) -> Text:
        return self.notice.texts[self.numbers[number]]

    def _places(self, rule: Rule) -> Iterator[_Seen]:
        if rule.find not in self.hits or not self._may_hold(rule):
            return
        for span in self.hits[rule.find]:
            field = self._text(self.page.number(span[0])).field
            if field not in rule.fields:
                continue
            company = [self._nearest(span, near) for near in rule.near]
            if None in company or any(self._nearest(span, near) for near in rule.not_near):
                continue
            spans = [span, *(other for other in company if other)]
            yield _Seen(field, (min(s[0] for s in spans), max(s[1] for s in spans)))

    def _may_hold(self, rule: Rule) -> bool:
        """What the rule asks of the notice as a whole."""
        return (
            (not rule.stages or self.notice.stage in rule.stages)
            and all(carries(self.notice, field, values) for field, values in rule.codes)
            and not any(carries(self.notice, field, values) for field, values in rule.not_codes)
            and all(self._anywhere(name) for name in rule.also)
            and not any(self._anywhere(name) for name in rule.not_also)
        )

    def _anywhere(self, name: str) -> bool:
        return any(self._text(self.page.number(span[0])).field in _PROSE for span in self.hits.get(name, ()))

    def _nearest(self, span: Span, near: Near) -> Span | None:
        """The word of the other list with the fewest words between, if it stands near enough."""
        best: tuple[int, Span] | None = None
        start, end = whole_words(self.page, span)
        for other in self._around(span, near):
            before = other[1] <= span[0]
            if not before and other[0] < span[1]:
                continue  # the same letters cannot be their own company
            if near.side != "either" and (near.side == "before") != before:
                continue
            other_start, other_end = whole_words(self.page, other)
            between = self.page.folded[other_end:start] if before else self.page.folded[end:other_start]
            words = len(between.split())
            if words > near.within or (best and words >= best[0]) or any(mark in between for mark in _SENTENCE_ENDS):
                continue
            best = (words, other)
        return best[1] if best else None

    def _around(self, span: Span, near: Near) -> Sequence[Span]:
        """The words of the other list that may be near enough, without looking at all of them."""
        if near.words not in self.hits:
            return ()
        if near.words not in self._in_order:
            spans = sorted(self.hits[near.words])
            self._in_order[near.words] = ([start for start, _ in spans], spans)
        starts, spans = self._in_order[near.words]
        reach = (near.within + 2) * _LONGEST_WORD
        return spans[bisect_left(starts, span[0] - reach) : bisect_right(starts, span[1] + reach)]

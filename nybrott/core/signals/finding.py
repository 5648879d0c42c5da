"""Finds the signs of a catalogue in one notice, with the words that show them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from nybrott.core.notices import Notice, Text
from nybrott.core.signals.loading import Definitions, define
from nybrott.core.signals.model import WEIGHTS, CodeRule, Evidence, Findings, Lenses, Near, Rule, Signal
from nybrott.core.signals.scan import Hits, Page, Scanner, Span, lay, whole_words

_MOST_PER_SIGNAL = 6  # places shown per sign; a notice of three hundred alike lots needs no three hundred proofs
_SAME_LANGUAGE = {"nb": ("nb", "nn", "no"), "nn": ("nn", "nb", "no"), "no": ("no", "nb", "nn")}
_PROSE = frozenset(
    ("title", "lot-title", "description", "note", "lot-description", "lot-note", "features", "strategic")
)
_SENTENCE_ENDS = (". ", "! ", "? ", "; ", "\u2022", "\x1f")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A place where a rule holds: the found word and the company it needed."""

    field: str
    span: Span


class Catalogue:
    """All signs, ready to search with. `version` is a short hash of their definitions."""

    def __init__(self, definitions: Definitions) -> None:
        self.signals: Mapping[str, Signal] = {signal.id: signal for signal in definitions.signals}
        self.version = definitions.version
        lists = [*definitions.shared.values(), *(w for s in definitions.signals for w in s.words.values())]
        self._masks = tuple(words.name for words in lists if words.masks)
        used = {name for signal in definitions.signals for name in _lists_of(signal)} | set(self._masks)
        self._scanner = Scanner(words for words in lists if words.name in used)
        self._by_list: dict[str, list[tuple[int, Signal]]] = {}
        self._codes: dict[tuple[str, str], list[tuple[Signal, CodeRule]]] = {}
        self._beginnings: list[tuple[str, str, Signal, CodeRule]] = []
        self._order = {signal.id: number for number, signal in enumerate(definitions.signals)}
        for signal in definitions.signals:
            for number, rule in enumerate(signal.rules):
                self._by_list.setdefault(rule.find, []).append((number, signal))
            for code in signal.codes:
                self._know_code(signal, code)

    def _know_code(self, signal: Signal, code: CodeRule) -> None:
        for value in code.values:
            if value.endswith("*"):
                self._beginnings.append((code.field, value[:-1], signal, code))
            else:
                self._codes.setdefault((code.field, value), []).append((signal, code))

    def code_evidence(self, notice: Notice) -> Iterator[Evidence]:
        """Evidence from the notice's codes, one for each sign and code."""
        given = dict.fromkeys(_codes_of(notice))
        for field, value in given:
            for signal, code in self._codes.get((field, value), ()):
                yield from _code_seen(notice, field, value, signal, code)
            for wanted, beginning, signal, code in self._beginnings:
                if field == wanted and value.startswith(beginning):
                    yield from _code_seen(notice, field, value, signal, code)

    def text_evidence(self, notice: Notice) -> Iterator[Evidence]:
        """Evidence from the notice's texts, sign by sign in the order of the catalogue."""
        numbers = _texts_to_read(notice)
        if not numbers:
            return
        texts = [notice.texts[number] for number in numbers]
        page = lay([text.content for text in texts])
        hits = self._scanner.scan(page)
        if not hits:
            return
        reading = _Reading(notice, texts, page, _unmasked(hits, self._masks, page, notice))
        maybe = {signal.id: signal for name in reading.hits for _, signal in self._by_list.get(name, ())}
        for signal in sorted(maybe.values(), key=lambda signal: self._order[signal.id]):
            yield from reading.evidence(signal, numbers)


def find(notice: Notice, catalogue: Catalogue) -> Findings:
    """The signs of `catalogue` in `notice`. Never raises; a notice without texts or codes has no signs."""
    seen = (*catalogue.code_evidence(notice), *catalogue.text_evidence(notice))
    if not seen:
        return _NOTHING
    signals = catalogue.signals
    counted = {signals[item.signal].family for item in seen if item.weight == "counted"}
    if "partnership" in counted:
        counted.add("innovation")
    # A weak sign of what is counted already is neither asked about nor shown; what counts is shown first.
    kept = (item for item in seen if item.weight != "candidate" or signals[item.signal].family not in counted)
    evidence = tuple(sorted(kept, key=lambda item: WEIGHTS.index(item.weight)))
    weak = dict.fromkeys(item.signal for item in evidence if item.weight == "candidate")
    lenses = {
        signals[item.signal].lens
        for item in evidence
        if signals[item.signal].opens_lens and item.weight == signals[item.signal].weight
    }
    return Findings(
        market_dialogue="market-dialogue" in counted,
        innovation="innovation" in counted,
        partnership="partnership" in counted,
        friendly=any(item.weight == "context" and signals[item.signal].family == "friendly" for item in evidence),
        candidates=tuple(weak),
        lenses=Lenses("strict" in lenses, "declared" in lenses, "behavioural" in lenses),
        evidence=evidence,
    )


_NOTHING = Findings(False, False, False, False, (), Lenses(False, False, False), ())


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with the package, read once."""
    found: dict[str, str] = {}
    root = files("nybrott.core.signals") / "catalogue"
    for folder in root.iterdir():
        found |= _toml_files(folder)
    return Catalogue(define(found))


def _toml_files(folder: Traversable) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    return {
        f"{folder.name}/{file.name}": file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }


def _lists_of(signal: Signal) -> Iterator[str]:
    for rule in (*signal.rules, *signal.unless):
        yield rule.find
        yield from (near.words for near in (*rule.near, *rule.not_near))
        yield from rule.also
        yield from rule.not_also


def _codes_of(notice: Notice) -> Iterator[tuple[str, str]]:
    yield "procedure", notice.procedure
    yield "form-type", notice.form_type
    yield "notice-type", notice.notice_type
    yield "subtype", notice.subtype
    for code in notice.codes:
        yield code.field, code.value
    for cpv in (notice.cpv_main, *notice.cpv_additional):
        yield "cpv", cpv
    for lot in notice.lots:
        yield "variants", lot.variants
        for cpv in (lot.cpv_main, *lot.cpv_additional):
            yield "cpv", cpv


def _carries(notice: Notice, field: str, values: tuple[str, ...]) -> bool:
    beginnings = tuple(value[:-1] for value in values if value.endswith("*"))
    return any(
        name == field and (value in values or (beginnings and value.startswith(beginnings)))
        for name, value in _codes_of(notice)
    )


def _code_seen(notice: Notice, field: str, value: str, signal: Signal, code: CodeRule) -> Iterator[Evidence]:
    if code.stages and notice.stage not in code.stages:
        return
    weight = signal.weight if code.is_valid_on(notice.published_on) else "context"
    yield Evidence(signal.id, field, value, weight)


def _texts_to_read(notice: Notice) -> list[int]:
    """Each text once: where a text stands in the notice's own language, its translations are not read."""
    own = _SAME_LANGUAGE.get(notice.language, (notice.language,))
    have_own = {(text.field, text.lot) for text in notice.texts if text.language in own}
    return [
        number
        for number, text in enumerate(notice.texts)
        if text.content and (text.language in own or not text.language or (text.field, text.lot) not in have_own)
    ]


def _unmasked(hits: Hits, masks: Iterable[str], page: Page, notice: Notice) -> Hits:
    """The hits without those that are only part of a name."""
    covers = [span for name in masks for span in hits.pop(name, ())]
    for party in (*notice.buyers, *(winner for result in notice.results for winner in result.winners)):
        covers.extend(_places(page.folded, party.name.lower()))
    if not covers:
        return hits
    kept = {
        name: [s for s in spans if not any(cover[0] <= s[0] and s[1] <= cover[1] for cover in covers)]
        for name, spans in hits.items()
    }
    return {name: spans for name, spans in kept.items() if spans}


def _places(text: str, name: str) -> Iterator[Span]:
    if len(name) < 4:
        return
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + 1)


def _longest_first(span: Span) -> Span:
    """A key that sorts spans by where they start, and the longest of those that start together first."""
    return span[0], -span[1]


class _Reading:
    """One notice's texts with everything the scanner saw in them."""

    def __init__(self, notice: Notice, texts: list[Text], page: Page, hits: Hits) -> None:
        self.notice, self.texts, self.page, self.hits = notice, texts, page, hits

    def evidence(self, signal: Signal, numbers: list[int]) -> Iterator[Evidence]:
        seen = [place for rule in signal.rules for place in self._places(rule)]
        if not seen or any(True for rule in signal.unless for _ in self._places(rule)):
            return
        told: set[tuple[str, str]] = set()
        reached = 0
        wide = sorted((*_longest_first(whole_words(self.page, place.span)), place.field) for place in seen)
        for start, minus_end, field in wide:
            if -minus_end <= reached:
                continue  # part of what was just shown
            reached = -minus_end
            number, first, last = self.page.place((start, -minus_end))
            words = self.texts[number].content[first:last]
            if (field, words.lower()) in told:
                continue
            told.add((field, words.lower()))
            yield Evidence(signal.id, field, words, signal.weight, numbers[number], first, last)
            if len(told) == _MOST_PER_SIGNAL:
                return

    def _places(self, rule: Rule) -> Iterator[_Seen]:
        if rule.find not in self.hits or (rule.stages and self.notice.stage not in rule.stages):
            return
        if not all(self._anywhere(name) for name in rule.also) or any(self._anywhere(name) for name in rule.not_also):
            return
        if not all(_carries(self.notice, field, values) for field, values in rule.codes):
            return
        if any(_carries(self.notice, field, values) for field, values in rule.not_codes):
            return
        for span in self.hits[rule.find]:
            field = self.texts[self.page.number(span[0])].field
            if field not in rule.fields:
                continue
            company = [self._nearest(span, near) for near in rule.near]
            if None in company or any(self._nearest(span, near) for near in rule.not_near):
                continue
            spans = [span, *(other for other in company if other)]
            yield _Seen(field, (min(s[0] for s in spans), max(s[1] for s in spans)))

    def _anywhere(self, name: str) -> bool:
        return any(self.texts[self.page.number(span[0])].field in _PROSE for span in self.hits.get(name, ()))

    def _nearest(self, span: Span, near: Near) -> Span | None:
        best: tuple[int, Span] | None = None
        start, end = whole_words(self.page, span)
        for other in self.hits.get(near.words, ()):
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

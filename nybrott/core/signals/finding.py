"""Finds the signs of a catalogue in one notice, with the words that show them."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from nybrott.core.notices import Notice
from nybrott.core.signals.codes import CodeIndex
from nybrott.core.signals.judging import Reading
from nybrott.core.signals.loading import Definitions, define
from nybrott.core.signals.model import WEIGHTS, Evidence, Findings, Lenses, Signal
from nybrott.core.signals.naming import without_names
from nybrott.core.signals.scan import Scanner, lay

_SAME_LANGUAGE = {"nb": ("nb", "nn", "no"), "nn": ("nn", "nb", "no"), "no": ("no", "nb", "nn")}
_NOTHING = Findings(False, False, False, False, (), Lenses(False, False, False), ())


class Catalogue:
    """All signs, ready to search with. `version` is a short hash of their definitions."""

    def __init__(self, definitions: Definitions) -> None:
        self.signals: Mapping[str, Signal] = {signal.id: signal for signal in definitions.signals}
        self.version = definitions.version
        lists = [*definitions.shared.values(), *(w for s in definitions.signals for w in s.words.values())]
        self._masks = tuple(words.name for words in lists if words.masks)
        used = {name for signal in definitions.signals for name in _lists_of(signal)} | set(self._masks)
        self._scanner = Scanner(words for words in lists if words.name in used)
        self._codes = CodeIndex(definitions.signals)
        self._by_list: dict[str, list[str]] = {}
        for signal in definitions.signals:
            for rule in signal.rules:
                self._by_list.setdefault(rule.find, []).append(signal.id)
        self._order = {signal.id: number for number, signal in enumerate(definitions.signals)}

    def code_evidence(self, notice: Notice) -> Iterator[Evidence]:
        """Evidence from the notice's codes, one for each sign and code."""
        return self._codes.evidence(notice)

    def text_evidence(self, notice: Notice) -> Iterator[Evidence]:
        """Evidence from the notice's texts, sign by sign in the order of the catalogue."""
        numbers = _texts_to_read(notice)
        page = lay([notice.texts[number].content for number in numbers])
        hits = self._scanner.scan(page)
        if not hits:
            return
        hits = without_names(hits, self._masks, page, notice, self._scanner)
        reading = Reading(notice, numbers, page, hits)
        may_hold = {id for name in hits for id in self._by_list.get(name, ())}
        for id in sorted(may_hold, key=self._order.__getitem__):
            yield from reading.evidence(self.signals[id])


def find(notice: Notice, catalogue: Catalogue) -> Findings:
    """The signs of `catalogue` in `notice`. Never raises; a notice without texts or codes has no signs, nor has one whose
    stage says that it is a mere test."""
    if notice.stage == "test":
        return _NOTHING
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


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with the package, read once."""
    folders = (folder for folder in (files("nybrott.core.signals") / "catalogue").iterdir() if folder.is_dir())
    found = {
        f"{folder.name}/{file.name}": file.read_text(encoding="utf-8")
        for folder in folders
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    return Catalogue(define(found))


def _lists_of(signal: Signal) -> Iterator[str]:
    for rule in (*signal.rules, *signal.unless):
        yield rule.find
        yield from (near.words for near in (*rule.near, *rule.not_near))
        yield from rule.also
        yield from rule.not_also


def _texts_to_read(notice: Notice) -> list[int]:
    """Each text once: where a text stands in the notice's own language, its translations are not read."""
    own = _SAME_LANGUAGE.get(notice.language, (notice.language,))
    have_own = {(text.field, text.lot) for text in notice.texts if text.language in own}
    return [
        number
        for number, text in enumerate(notice.texts)
        if text.content and (text.language in own or not text.language or (text.field, text.lot) not in have_own)
    ]

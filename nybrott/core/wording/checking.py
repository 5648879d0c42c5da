"""Asks every rule of a text."""

from collections.abc import Iterable, Iterator

from nybrott.core.wording.loading import Catalogue, catalogue
from nybrott.core.wording.model import Checked, Find, Remark, Rule
from nybrott.core.wording.reading import Reading, Sentence, language_of, lix
from nybrott.core.wording.scanning import Hit, Hits, near, scanner

_MOST = 5  # remarks of one rule; whoever has mended these can ask again
_SHOWN = 200  # characters of a sentence that are shown
_QUOTED = 60  # characters of the words that are quoted in a suggestion
_ONE_OF = frozenset(("brand", "product", "solution"))  # the same words are remarked on by one of these only


def check(text: str, *, say: str = "", rules: Catalogue | None = None) -> Checked:
    """The remarks on a text. `say` (nb, nn, en) is the language they are said in; the text's own unless given.

    The same for the same text and rules. Any text is answered, also an empty one: then every part is missing.
    """
    used = rules or catalogue()
    reading = Reading(text)
    spoken = language_of(reading.tokens, used.marks, used.endings)
    asking = _Asking(used, reading, scanner(used, english=spoken == "en").scan(reading), say or spoken)
    remarks = tuple(asking.remarks())
    held = {rule.id for rule in used.rules if rule.holds_back}
    ready = bool(reading.tokens) and not any(remark.rule in held for remark in remarks)
    return Checked(spoken, remarks, ready)


def language(text: str) -> str:
    """Which of nb, nn and en a text is in; bokmål when it does not say."""
    used = catalogue()
    return language_of(Reading(text).tokens, used.marks, used.endings)


class _Asking:
    """One text before all rules."""

    def __init__(self, used: Catalogue, reading: Reading, hits: Hits, say: str) -> None:
        self.used, self.reading, self.hits, self.say = used, reading, hits, say
        self.tokens = reading.tokens

    def remarks(self) -> Iterator[Remark]:
        asked = "question" if self.reading.is_question else "need"
        taken: set[int] = set()
        missing: set[str] = set()
        for rule in self.used.rules:
            if asked not in rule.asked_of:
                continue
            if rule.kind == "missing":
                if not any(True for find in rule.finds for _ in self._places(find)):
                    missing.add(rule.id)
                    yield self._on_sentence(rule)
            elif rule.kind == "sentence":
                yield from self._long(rule)
            else:
                yield from self._seen(rule, taken)
                named = "who" not in missing or self._has_place()
                if rule.few and asked == "question" and not named and self._weight() <= rule.few:
                    yield self._on_sentence(rule)

    def _seen(self, rule: Rule, taken: set[int]) -> Iterator[Remark]:
        """What the rule finds, each wording once and no word twice; of two that share words, the find named first."""
        others = taken if rule.id in _ONE_OF else set()
        own: set[int] = set()
        told: set[str] = set()
        shown: list[tuple[Hit, Find]] = []
        for find in rule.finds:
            for hit in sorted(self._places(find), key=lambda hit: (hit.first, -hit.last)):
                said = " ".join(token.folded for token in self.tokens[hit.first : hit.last])
                span = range(hit.first, hit.last)
                if said not in told and own.isdisjoint(span) and others.isdisjoint(span):
                    told.add(said)
                    own.update(span)
                    shown.append((hit, find))
        others |= own
        for hit, find in sorted(shown, key=lambda place: place[0].first)[:_MOST]:
            yield self._remark(rule, self.tokens[hit.first].start, self.tokens[hit.last - 1].end, find)

    def _places(self, find: Find) -> Iterator[Hit]:
        for name in find.words:
            for hit in self.hits.get(name, ()):
                if find.form == "indefinite" and hit.known:
                    continue
                if all(self._company(hit, one.words, one.within, one.side) for one in find.near) and not any(
                    self._company(hit, one.words, one.within, one.side) for one in find.not_near
                ):
                    yield hit

    def _company(self, hit: Hit, lists: Iterable[str], within: int, side: str) -> bool:
        return any(near(self.hits.get(name, []), hit, within=within, side=side, tokens=self.tokens) for name in lists)

    def _long(self, rule: Rule) -> Iterator[Remark]:
        limits, told = rule.limits, 0
        for sentence in self.reading.sentences:
            words = sentence.last - sentence.first
            heavy = words >= limits.heavy_words and lix(self.tokens[sentence.first : sentence.last]) >= limits.heavy_lix
            if (words > limits.words or heavy) and told < _MOST:
                told += 1
                yield self._remark(rule, *self._shown(sentence))

    def _has_place(self) -> bool:
        where = next(rule for rule in self.used.rules if rule.id == "where")
        return any(True for find in where.finds for _ in self._places(find))

    def _weight(self) -> int:
        """Words that carry something: all but the everyday ones."""
        return sum(1 for token in self.tokens if not any(token.folded in marks for marks in self.used.marks.values()))

    def _on_sentence(self, rule: Rule) -> Remark:
        if self.reading.sentences:
            return self._remark(rule, *self._shown(self.reading.sentences[0]))
        text = self.reading.text
        start = len(text) - len(text.lstrip())
        return self._remark(rule, start, min(start + _SHOWN, max(start, len(text.rstrip()))))

    def _shown(self, sentence: Sentence) -> tuple[int, int]:
        if sentence.end - sentence.start <= _SHOWN:
            return sentence.start, sentence.end
        ends = [token.end for token in self.tokens[sentence.first : sentence.last][:_SHOWN]]
        return sentence.start, max(
            (end for end in ends if end - sentence.start <= _SHOWN), default=sentence.start + _SHOWN
        )

    def _remark(self, rule: Rule, start: int, end: int, find: Find | None = None) -> Remark:
        words = self.reading.text[start:end]
        quoted = " ".join(words.split())
        quoted = quoted if len(quoted) <= _QUOTED else f"{quoted[:_QUOTED].rstrip()} …"
        why = (find.why if find and find.why else rule.why)[self.say]
        suggestion = (find.suggestion if find and find.suggestion else rule.suggestion)[self.say]
        return Remark(rule.id, words, start, end, why.replace("{words}", quoted), suggestion.replace("{words}", quoted))

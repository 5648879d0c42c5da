"""Turns a text into features: tokens with weights, by which texts are found and compared.

Three kinds, told by their first letter: `w:` a word's stem, or that of a part of a compound, or of neighbouring parts;
`c:` a concept of the thesaurus; `f:` the field it belongs to. Beside them runs, `g:`, three or four letters in a row
inside a word, which find what is misspelt or could not be split; they all weigh the same. What a text's features are depends on the text and the reviewed lists
only, never on the other texts, so that they can be stored.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from nybrott.core.language import Lexicon, Vocabulary, stem, words_in
from nybrott.core.matching.thesaurus import Thesaurus, thesaurus

FORM = "2"  # of packed features: another number lets all that is kept be read anew
MOST_WORDS = 3_000  # words of a text that are read; nobody words a need in more
RUN = len("g:") + 4
_HELD = 200_000  # words whose features are remembered
_KNOWN = 50  # texts a word of the thesaurus is taken to stand in: enough to be a part of a compound
_PART, _FIELD, _LIGHT = 0.7, 0.4, 0.25  # weights, where a whole word and a concept weigh 1
_ADJECTIVE = ("lig", "leg")
_SHORTEST_VERB = 4  # letters
_SLACK = 2  # words that may stand between those of a term of several words

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Features:
    """`tokens`: token → weight. `runs`: the letter runs. `said`: token → the word of the text it came from, first met."""

    tokens: Weights
    runs: frozenset[str]
    said: Mapping[str, str]

    def weighed(self) -> Iterable[tuple[str, float]]:
        """Each token with its weight."""
        return self.tokens.items()

    def index(self) -> Iterator[str]:
        """What to look texts up by: not the fields, which stand in too many, and of the runs those of four letters."""
        yield from (token for token in self.tokens if token[0] != "f")
        yield from (run for run in self.runs if len(run) == RUN)

    def others(self) -> Iterator[str]:
        """The rest, which need only be counted."""
        yield from (token for token in self.tokens if token[0] == "f")
        yield from (run for run in self.runs if len(run) != RUN)


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word gives, wherever it stands: its stem, its tokens with weights, its letter runs."""

    stem: str
    tokens: tuple[tuple[str, float], ...]
    runs: frozenset[str]


class Reader:
    """Reads texts by one thesaurus."""

    def __init__(self, by: Thesaurus | None = None) -> None:
        self.thesaurus = by or thesaurus()
        self._lexicon = Lexicon(_vocabulary(self.thesaurus))
        self._words: dict[str, _Word] = {}

    @property
    def version(self) -> str:
        """Changes when features of the same text may: by the thesaurus, the lists of the language, or how they are packed."""
        return f"{self.thesaurus.version}-{self._lexicon.rules()}-{FORM}"

    def features(self, text: str) -> Features:
        """The features of a text. Everyday words give none."""
        tokens: dict[str, float] = {}
        said: dict[str, str] = {}
        runs: list[frozenset[str]] = []
        stems: list[str] = []
        written: list[str] = []
        for word in words_in(text)[:MOST_WORDS]:
            one = self._word(word.folded)
            stems.append(one.stem)
            written.append(text[word.start : word.end])
            for token, weight in one.tokens:
                if weight > tokens.get(token, 0.0):
                    tokens[token] = weight
                    said[token] = written[-1]
            runs.append(one.runs)
        for concept, at in self._in_several_words(stems):
            said[f"c:{concept}"] = " ".join(written[at[0] : at[1] + 1])
            tokens[f"c:{concept}"] = 1.0
            tokens[f"f:{self.thesaurus.concepts[concept].field}"] = _FIELD
        return Features(tokens, frozenset().union(*runs), said)

    def _word(self, folded: str) -> _Word:
        found = self._words.get(folded)
        if found is None:
            if len(self._words) >= _HELD:
                self._words.clear()
            found = self._words[folded] = self._read(folded)
        return found

    def _read(self, folded: str) -> _Word:
        whole = stem(folded)
        keys = self._lexicon.words(folded)
        if not keys:
            return _Word(whole, (), frozenset())
        if folded in self.thesaurus.light:
            return _Word(whole, ((f"w:{whole}", _LIGHT),), frozenset())
        tokens = {f"w:{key}": 1.0 if key == whole else _PART for key in sorted(keys)}
        for key in sorted(keys):
            weight = 1.0 if key == whole or "+" in key else _PART
            for concept in self._terms.get(_key(folded) if key == whole else key, ()):
                tokens[f"c:{concept}"] = max(weight, tokens.get(f"c:{concept}", 0.0))
                tokens[f"f:{self.thesaurus.concepts[concept].field}"] = _FIELD
        return _Word(whole, tuple(tokens.items()), frozenset(f"g:{run}" for run in letter_runs(folded)))

    def _in_several_words(self, stems: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
        """Concepts whose term of several words stands here, and from which word to which."""
        for at, anchor in enumerate(stems):
            for others, concept in self._phrases.get(anchor, ()):
                reach = len(others) + _SLACK
                window = stems[max(0, at - reach) : at + reach + 1]
                if others.issubset(window):
                    places = [max(0, at - reach) + place for place, one in enumerate(window) if one in others]
                    yield concept, (min([*places, at]), max([*places, at]))

    @cached_property
    def _terms(self) -> dict[str, tuple[str, ...]]:
        """Key of a term of one word → concepts: its stem, and its parts joined, which it shows inside a longer compound;
        then the stems of a verb's other forms, where no other term has them."""
        found: dict[str, dict[str, None]] = {}
        forms: dict[str, dict[str, None]] = {}
        for concept in self.thesaurus.concepts.values():
            for term in concept.all():
                read = words_in(term)
                if len(read) > 1:
                    continue
                word = read[0].folded
                parts = [stem(part) for part in self._lexicon.parts(word)]
                # the stemmer takes some last parts for endings: skolelege → skol
                if len(parts) == 1 or stem(word) != parts[0]:
                    found.setdefault(_key(word), {})[concept.id] = None
                if len(parts) > 1:
                    found.setdefault("+".join(parts), {})[concept.id] = None
                for form in _forms(word):
                    forms.setdefault(_key(form), {})[concept.id] = None
        return {key: tuple(concepts) for key, concepts in (forms | found).items()}

    @cached_property
    def _phrases(self) -> dict[str, tuple[tuple[frozenset[str], str], ...]]:
        """The longest stem of a term of several words → its other stems, and the concept. Everyday words count only where
        a term would else be a single word: “får ikke vite” is not “vite”."""
        found: dict[str, list[tuple[frozenset[str], str]]] = {}
        for concept in self.thesaurus.concepts.values():
            for term in concept.all():
                read = [word.folded for word in words_in(term)]
                if len(read) > 1:
                    weighty = {stem(word) for word in read if self._lexicon.words(word)}
                    stems = weighty if len(weighty) > 1 else {stem(word) for word in read}
                    anchor = max(sorted(stems), key=len)
                    found.setdefault(anchor, []).append((frozenset(stems - {anchor}), concept.id))
        return {anchor: tuple(dict.fromkeys(rest)) for anchor, rest in found.items()}


def _key(word: str) -> str:
    """A word's stem, but apart from it where -lig or -leg was taken off: billig is no bil."""
    plain = stem(word)
    return f"{plain}~" if word[len(plain) :].startswith(_ADJECTIVE) else plain


def _forms(word: str) -> tuple[str, ...]:
    """How a word would be inflected if it is a verb: måke → måkt, måkte, måket, måka, måker, måkar, måking."""
    if len(word) < _SHORTEST_VERB or not word.endswith("e"):
        return ()
    return tuple(word[:-1] + ending for ending in ("t", "te", "et", "a", "er", "ar", "ing"))


def letter_runs(word: str) -> tuple[str, ...]:
    """Every three and four letters in a row of a folded word, its beginning and end marked; of a short one, itself."""
    framed = f"^{word}$"
    return tuple(dict.fromkeys(framed[at : at + size] for size in (3, 4) for at in range(len(framed) - size + 1)))


def _vocabulary(by: Thesaurus) -> Vocabulary:
    """The words of the thesaurus, as what compounds are split by."""
    words = {
        word.folded: _KNOWN
        for concept in by.concepts.values()
        for term in concept.all()
        for word in words_in(term)
        if word.folded.isalpha() and len(word.folded) > 3
    }
    return Vocabulary(words, {stem(word): _KNOWN for word in words})

"""Finds the terms of all lists in one walk over a text's words."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from nybrott.core.language import Lexicon, Vocabulary
from nybrott.core.wording.loading import Catalogue
from nybrott.core.wording.model import Piece
from nybrott.core.wording.reading import Reading, Token

# Endings of a noun, and whether it is then the one already known. After a last e: klokke, klokka, klokker, klokkene.
_NORWEGIAN = {"": False, "en": True, "et": True, "a": True, "er": False, "ar": False, "e": False, "r": False, "ene": True, "ane": True, "ne": True}  # fmt: skip
_NORWEGIAN_E = {"e": False, "a": True, "en": True, "et": True, "er": False, "ar": False, "ene": True, "ane": True}
_ENGLISH = {"": False, "s": False, "es": False}
_SURE_ALONE = 5  # letters of a last part that need no known word before it: varslingssystem, but kn-app
_KNOWN = 1_000  # texts a word of the lists is taken to stand in
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_POINTERS = frozenset(
    ("den", "det", "denne", "dette", "de", "disse", "dei", "desse", "the", "this", "these", "our", "their", "its")
)
_BACK = 2  # words before a noun among which one of these makes it known: det nye systemet


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` to `last` (not included); `known`: the thing is one already there (appen, the app)."""

    first: int
    last: int
    known: bool


Hits = Mapping[str, list[Hit]]


class Scanner:
    """The terms of a catalogue for one family of languages: Norwegian (nb and nn together) or English."""

    def __init__(self, catalogue: Catalogue, *, english: bool) -> None:
        self._english = english
        languages = ("en",) if english else ("nb", "nn")
        self._starts: dict[str, list[_Entry]] = {}  # folded first word → entries
        self._written: dict[str, list[_Entry]] = {}  # as written
        self._begins: dict[str, list[_Entry]] = {}
        self._ends: dict[str, list[_Entry]] = {}  # last part of a compound
        self._signs: dict[str, list[_Entry]] = {}  # kind of the first piece → entries
        self._lengths: tuple[list[int], list[int]] = ([], [])
        for words in catalogue.words.values():
            for name, terms in ((words.name, words.terms), (f"{words.name}!", words.unless)):
                for language in languages:
                    for pieces in terms.get(language, ()):
                        self._add(_Entry(name, tuple(_Form.of(piece, english) for piece in pieces)))
        self._lengths = (sorted({*map(len, self._begins)}), sorted({*map(len, self._ends)}))
        # what stands before a short last part must be a word: one of our lists', or one that is surely a part
        spoken = {word for word in self._starts if word.isalpha() and len(word) > 3}
        self._lexicon = Lexicon(Vocabulary(dict.fromkeys(sorted(spoken), _KNOWN), {}))

    def scan(self, reading: Reading) -> Hits:
        """Every list's hits in the order of the text; those that only look like one are left out."""
        found: dict[str, list[Hit]] = {}
        tokens = reading.tokens
        for number, token in enumerate(tokens):
            for entry in self._entries(token):
                last = number + len(entry.forms)
                if _follows(tokens, number, last, entry):
                    hit = Hit(number, last, self._is_known(entry, tokens, number, last))
                    found.setdefault(entry.name, []).append(hit)
        return {name: _without(hits, found.get(f"{name}!", [])) for name, hits in found.items() if name[-1] != "!"}

    def _add(self, entry: "_Entry") -> None:
        first = entry.forms[0]
        if first.piece.kind in {"number", "year", "name"}:
            self._signs.setdefault(first.piece.kind, []).append(entry)
        elif first.piece.kind == "begins":
            self._begins.setdefault(first.piece.body.lower(), []).append(entry)
        else:
            place = self._written if first.piece.exact else self._ends if first.piece.compound else self._starts
            for form in first.known_by:
                place.setdefault(form, []).append(entry)
                if first.piece.compound:
                    self._starts.setdefault(form, []).append(entry)

    def _entries(self, token: Token) -> Iterable["_Entry"]:
        yield from self._starts.get(token.folded, ())
        yield from self._written.get(token.written, ())
        begins, ends = self._lengths
        for length in begins:
            if length > len(token.folded):
                break
            for entry in self._begins.get(token.folded[:length], ()):
                if entry.forms[0].fits(token):
                    yield entry
        for length in ends:
            if length + 2 > len(token.folded):
                break
            if (tail := token.folded[-length:]) in self._ends and self._is_compound(token.folded, tail):
                yield from self._ends[tail]
        for entries in self._signs.values():
            if entries[0].forms[0].fits(token):
                yield from entries

    def _is_compound(self, word: str, tail: str) -> bool:
        return len(tail) >= _SURE_ALONE or self._lexicon.parts(word)[-1] == tail

    def _is_known(self, entry: "_Entry", tokens: list[Token], first: int, last: int) -> bool:
        form = entry.forms[-1]
        written = tokens[last - 1].folded
        if form.piece.kind == "noun" and form.is_known(written):
            return True
        before = tokens[max(0, first - _BACK) : first]
        return any(token.folded in _POINTERS and token.sentence == tokens[first].sentence for token in before)


@dataclass(frozen=True, slots=True)
class _Form:
    """A piece of a term with the forms it may take, and for each whether the thing is then known."""

    piece: Piece
    known_by: Mapping[str, bool]

    @classmethod
    def of(cls, piece: Piece, english: bool) -> "_Form":
        if piece.kind != "noun":
            return cls(piece, {piece.body: False})
        if english:
            return cls(piece, {piece.body + ending: known for ending, known in _ENGLISH.items()})
        body, endings = (piece.body[:-1], _NORWEGIAN_E) if piece.body.endswith("e") else (piece.body, _NORWEGIAN)
        forms = {body + ending: known for ending, known in endings.items()}
        return cls(piece, forms | {f"{form}s": known for form, known in forms.items()})

    def fits(self, token: Token) -> bool:
        kind, body = self.piece.kind, self.piece.body
        if kind == "any":
            return True
        if kind == "name":
            return not token.first and token.written[0].isupper() and len(token.written) > 1
        if kind in {"number", "year"}:
            return token.folded.isdecimal() and _is_year(token.folded) == (kind == "year")
        said = token.written if self.piece.exact else token.folded
        if kind == "begins":
            return said.startswith(body)
        return said in self.known_by or (self.piece.compound and any(_ends_so(said, form) for form in self.known_by))

    def is_known(self, folded: str) -> bool:
        if folded in self.known_by:
            return self.known_by[folded]
        longest = max((form for form in self.known_by if folded.endswith(form)), key=len, default="")
        return self.known_by.get(longest, False)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    forms: tuple[_Form, ...]


def near(hits: list[Hit], hit: Hit, *, within: int, side: str, tokens: list[Token]) -> bool:
    """Whether one of these hits stands near this one, in the same sentence."""
    place = bisect_left(hits, hit.first, key=lambda other: other.first)
    sentence = tokens[hit.first].sentence
    for other in hits[max(0, place - 4) : place + 4]:
        if tokens[other.first].sentence != sentence:
            continue
        if other.last <= hit.first and side != "after" and hit.first - other.last <= within:
            return True
        if other.first >= hit.last and side != "before" and other.first - hit.last <= within:
            return True
    return False


@lru_cache(maxsize=4)
def scanner(catalogue: Catalogue, *, english: bool) -> Scanner:
    """The scanner of a catalogue, made once."""
    return Scanner(catalogue, english=english)


def _follows(tokens: list[Token], first: int, last: int, entry: _Entry) -> bool:
    """Whether the rest of a term stands after its first word, with only spaces or hyphens between."""
    return last <= len(tokens) and all(
        tokens[at].bond in (" ", "-") and tokens[at].sentence == tokens[first].sentence and form.fits(tokens[at])
        for at, form in zip(range(first + 1, last), entry.forms[1:], strict=True)
    )


def _ends_so(word: str, form: str) -> bool:
    return len(word) >= len(form) + 2 and word.endswith(form)


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and _FIRST_YEAR <= int(digits) <= _LAST_YEAR


def _without(hits: list[Hit], unlike: list[Hit]) -> list[Hit]:
    """The hits that share no word with one of what only looks like them; each place once."""
    covered = {number for hit in unlike for number in range(hit.first, hit.last)}
    kept = [hit for hit in hits if not covered.intersection(range(hit.first, hit.last))]
    return sorted(dict.fromkeys(kept), key=lambda hit: (hit.first, -hit.last))

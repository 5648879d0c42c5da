"""The one pass over all texts finds what a slow, obvious search finds, at the same places."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.signals.fold import fold, fold_term
from nybrott.core.signals.model import Term, WordList
from nybrott.core.signals.scan import Scanner, lay, whole_words

PIECES = ["a", "b", "ab", "ba", "dialog", "møte", "markeds", "İ", "å", "ß", "é", "_", "7", " ", "  ", "-", "–", "’",
          "'", ".", "\u00ad", "\u00a0", "\n", "A", "DIALOG", "e\u0301", "Å"]  # fmt: skip
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), max_size=4)
BODIES = ["a", "ab", "ba", "dialog", "dialogmøte", "markeds dialog", "a b", "é", "i", "å", "ß", "ab'a"]
TERMS = st.lists(st.builds(Term, st.sampled_from(BODIES), st.booleans(), st.booleans(), st.just("nb")), max_size=6)


def slow_hits(folded: str, term: Term) -> list[tuple[int, int]]:
    """Every place of a term, found by trying every place."""
    left = "" if term.open_left else r"(?<![^\W])"
    right = "" if term.open_right else r"(?![^\W])"
    pattern = re.compile(f"{left}(?={re.escape(term.body)}{right})")
    return [(found.start(), found.start() + len(term.body)) for found in pattern.finditer(folded)]


@given(TEXTS, TERMS)
def test_the_fast_search_is_the_slow_search(texts: list[str], terms: list[Term]) -> None:
    lists = [WordList(str(number), (term,)) for number, term in enumerate(terms)]
    page = lay(texts)
    fast = Scanner(lists).scan(page)
    for words in lists:
        assert sorted(fast.get(words.name, [])) == slow_hits(page.folded, words.terms[0])


@given(TEXTS, TERMS)
def test_a_place_leads_back_to_the_words_of_the_text(texts: list[str], terms: list[Term]) -> None:
    page = lay(texts)
    for spans in Scanner([WordList("all", tuple(terms))]).scan(page).values():
        for span in spans:
            number, start, end = page.place(span)
            assert 0 <= start < end <= len(texts[number])
            assert fold(texts[number][start:end])[0].strip() == page.folded[slice(*span)].strip()
            wide = whole_words(page, span)
            assert wide[0] <= span[0] < span[1] <= wide[1]
            assert page.number(span[0]) == number


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_folding_keeps_count_of_every_letter(text: str) -> None:
    folded, offsets = fold(text)
    if offsets is None:
        assert len(folded) == len(text)
    else:
        assert len(offsets) == len(folded) + 1
        assert offsets == sorted(offsets)
        assert offsets[-1] == len(text)


@given(st.text())
def test_folding_takes_any_text(text: str) -> None:
    folded, offsets = fold(text)
    assert len(folded) + 1 == (len(offsets) if offsets is not None else len(text) + 1)


def test_words_are_found_in_compounds_only_where_the_star_allows() -> None:
    terms = {"inside": ("*dialog*", True, True), "start": ("dialog*", False, True), "end": ("*dialog", True, False),
             "whole": ("dialog", False, False)}  # fmt: skip
    scanner = Scanner(
        WordList(name, (Term(written.strip("*"), left, right, "nb"),)) for name, (written, left, right) in terms.items()
    )
    found = {
        text: set(scanner.scan(lay([text]))) for text in ("dialog", "markedsdialog", "dialogmøte", "markedsdialogen")
    }
    assert found == {
        "dialog": {"inside", "start", "end", "whole"},
        "markedsdialog": {"inside", "end"},
        "dialogmøte": {"inside", "start"},
        "markedsdialogen": {"inside"},
    }


def test_odd_letters_do_not_move_the_place() -> None:
    text = "İzmir  skal\u00ad ha mark\u00adedsdialog i pa\u030asken"
    scanner = Scanner(
        [WordList("w", (Term(fold_term("Markedsdialog"), False, False, "nb"), Term("påsken", False, False, "nb")))]
    )
    page = lay(["before", text])
    words = [text[start:end] for _, start, end in map(page.place, scanner.scan(page)["w"])]
    assert [unicodedata.normalize("NFC", word.replace("\u00ad", "")) for word in words] == ["markedsdialog", "påsken"]


def test_a_term_is_found_as_it_is_written_in_the_catalogue() -> None:
    for written in (
        "forsknings- og utviklingskontrakt",
        "pre-commercial",
        "partenariat d’innovation",
        "I+D",
        "f&e-auftrag",
    ):
        scanner = Scanner([WordList("w", (Term(fold_term(written), False, False, "nb"),))])
        assert len(scanner.scan(lay([f"En {written}."]))["w"]) == 1


def test_nothing_to_find_finds_nothing() -> None:
    assert Scanner([]).scan(lay(["markedsdialog"])) == {}
    assert Scanner([WordList("w", (Term("ord", False, False, "nb"),))]).scan(lay([])) == {}

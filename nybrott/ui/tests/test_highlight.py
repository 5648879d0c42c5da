"""Marking words in a text never changes the text."""

from hypothesis import given
from hypothesis import strategies as st

from nybrott.ui.highlight import Mark, excerpt, pieces
from nybrott.ui.tests.factories import draw, text_of

TEXT = "Vi inviterer til dialogkonferanse om nye løsninger."
marks = st.lists(st.builds(Mark, st.integers(-5, 60), st.integers(-5, 60), st.text(max_size=3)), max_size=6)


def mark(words: str, label: str, lens: str = "", url: str = "") -> Mark:
    start = TEXT.index(words)
    return Mark(start, start + len(words), label, lens, url)


@given(st.text(max_size=50), marks)
def test_pieces_join_to_the_text(text: str, found: list[Mark]) -> None:
    assert "".join(piece.text for piece in pieces(text, found)) == text


@given(st.text(max_size=50), marks)
def test_every_marked_character_is_in_a_marked_piece(text: str, found: list[Mark]) -> None:
    place = 0
    for piece in pieces(text, found):
        for offset in range(len(piece.text)):
            assert set(piece.marks) == {m for m in found if m.start <= place + offset < m.end}
        place += len(piece.text)


def test_overlapping_marks_share_what_they_have_in_common() -> None:
    cut = pieces(
        TEXT, [mark("til dialogkonferanse", "invitation"), mark("dialogkonferanse om", "dialogue", "behavioural")]
    )
    assert [(piece.text, piece.label, piece.lens) for piece in cut if piece.marks] == [
        ("til ", "invitation", ""),
        ("dialogkonferanse", "invitation · dialogue", "behavioural"),
        (" om", "dialogue", "behavioural"),
    ]


def test_labels_are_read_in_brackets_and_lead_on() -> None:
    markup = draw(
        "{% highlight text marks 'nb' %}", text=TEXT, marks=[mark("dialogkonferanse", "market dialogue", "behavioural")]
    )
    assert text_of(markup) == "Vi inviterer til dialogkonferanse ( market dialogue ) om nye løsninger."
    assert '<div class="nb-marked" lang="nb">' in markup
    assert 'data-lens="behavioural"' in markup
    linked = draw("{% highlight text marks %}", text=TEXT, marks=[mark("nye", "new", url="#new")])
    assert '<a class="nb-mark-label" href="#new"' in linked


def test_text_is_escaped() -> None:
    assert "<script>" not in draw("{% highlight text marks %}", text="<script>x", marks=[Mark(0, 4, "<b>")])


def test_excerpt_keeps_the_marked_words_and_says_that_it_cuts() -> None:
    text = "a " * 200 + TEXT + " b" * 200
    start = text.index("dialogkonferanse")
    short, moved = excerpt(text, [Mark(start, start + 16, "market dialogue")], around=40)
    assert short.startswith("… ")
    assert short.endswith(" …")
    assert len(short) < 110
    assert [short[m.start : m.end] for m in moved] == ["dialogkonferanse"]


def test_short_texts_are_not_cut() -> None:
    found = [mark("nye", "new")]
    assert excerpt(TEXT, found) == (TEXT, found)
    assert excerpt("x" * 900, []) == ("x" * 900, [])


@given(st.text(alphabet="ab \n", min_size=1, max_size=300), st.data())
def test_excerpt_marks_the_same_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    short, moved = excerpt(text, [Mark(start, end, "x")], around=20)
    assert [short[m.start : m.end] for m in moved] == [text[start:end]]

"""Packed features are the same features: nothing is lost on the way, and they are ranked as their words are."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from nybrott.core.matching import Packed, Rarity, Reader, rank, sought
from nybrott.core.matching.packing import kind, number
from nybrott.core.matching.tests.factories import PAIRS, SEARCHES, needs

READER = Reader()
WORDS = [word for texts in PAIRS.values() for text in texts for word in text.split()] + ["🙂", "שלום", "<b>", "12"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def counted(texts: list[str]) -> tuple[Rarity, Rarity]:
    """How rare tokens are among these texts, by name and by number."""
    seen = Counter(name for text in texts for name in (*READER.features(text).tokens, *READER.features(text).runs))
    by_number = Counter({number(name): times for name, times in seen.items()})
    return Rarity(len(texts), seen.__getitem__), Rarity(len(texts), by_number.__getitem__)


@given(st.text(max_size=300) | TEXTS)
@settings(deadline=None)
def test_what_was_packed_comes_back(text: str) -> None:
    features = READER.features(text)
    packed = Packed.of(features)
    again = Packed.read(bytes(packed))
    assert (again.tokens, again.weights, again.runs, again.told) == (
        packed.tokens, packed.weights, packed.runs, packed.told,
    )  # fmt: skip
    back = again.named(dict(zip(packed.tokens, packed.names, strict=True)))
    assert back.tokens == features.tokens
    assert back.said == features.said
    assert [kind(token) for token in packed.tokens] == [token[0] for token in features.tokens]
    assert set(packed.index()) == set(map(number, features.index()))
    assert set(packed) == set(map(number, (*features.tokens, *features.runs)))


@given(TEXTS, st.lists(TEXTS, max_size=8))
@settings(deadline=None)
def test_numbers_are_ranked_and_explained_as_words_are(asked: str, others: list[str]) -> None:
    by_name, by_number = counted(others)
    read = [(str(place), READER.features(text)) for place, text in enumerate(others)]
    kept = [(id, Packed.read(bytes(Packed.of(features)))) for id, features in read]
    query = READER.features(asked)
    plain = rank(query, read, rarity=by_name, top=9)
    packed = rank(Packed.of(query), kept, rarity=by_number, top=9)
    assert packed == plain


def test_numbers_never_change() -> None:
    """They are kept in databases: another way to make them needs another FORM."""
    assert (number("c:night"), number("g:natt"), number("g:nat")) == (1960375986797241557, 1687757089, 697296588)


def test_what_is_worth_most_for_few_places_is_sought_first() -> None:
    texts = [text for _id, text in needs()]
    by_name, by_number = counted(texts)
    for asked in (*SEARCHES, *texts[:10]):
        query = READER.features(asked)
        chosen = sought(query, rarity=by_name, glances=60)
        assert chosen
        assert sum(by_name.seen(token) for token, _worth in chosen) <= 60 or len(chosen) == 1
        assert {token for token, _worth in chosen} <= set(query.index())
        whole = sought(query, rarity=by_name, glances=10_000)
        assert {token for token, _worth in whole} == set(query.index())
        assert 0 < sum(worth for _token, worth in whole) <= 1.0001
        numbered = sought(Packed.of(query), rarity=by_number, glances=10_000)
        assert dict(numbered) == {number(token): worth for token, worth in whole}
    assert sought(READER.features(""), rarity=by_name, glances=10) == []

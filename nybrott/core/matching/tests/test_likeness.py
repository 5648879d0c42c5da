"""Texts that say one thing are found, the order is what a slow, plain reckoning gives, and the reasons are true."""

import math
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.matching import Alike, Features, Index, Rarity, Reader, rank
from nybrott.core.matching import finding as finding_module
from nybrott.core.matching.features import FORM, letter_runs
from nybrott.core.matching.ranking import LEAST, SHARES, with_meaning
from nybrott.core.matching.tests.factories import ALONE, PAIRS, SEARCHES, needs
from nybrott.core.matching.thesaurus import thesaurus

READER = Reader()


@pytest.fixture(scope="module")
def index() -> Index:
    made = Index(READER)
    made.add(needs())
    return made


def tokens(text: str, kind: str = "c") -> set[str]:
    return {token[2:] for token in READER.features(text).tokens if token[0] == kind}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Mor ramlet på badet", "fall"),
        ("pasienten fell ofte", "fall"),
        ("Fortauet er ikke måkt", "snow-clearing"),
        ("gangvegen ikkje er brøytt", "snow-clearing"),
        ("hjemmesykepleien kommer sent", "home-care"),
        ("Tryggleiksalarmane i heimetenesta", "alarm"),
        ("De får ikke vite hva som skjer", "not-told"),
        ("vi får aldri beskjed, ikke i dag heller", "not-told"),
        ("elevene blir hjemme fra skolen", "school-absence"),
        ("water runs into basements after heavy rain", "stormwater"),
        ("skolebarnas skolevei", "school-route"),
    ],
)
def test_a_concept_is_seen_in_other_words(text: str, concept: str) -> None:
    assert concept in tokens(text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("billige bøker", "driver"),
        ("Appelsiner og epler", "play"),
        ("på grunn av dette", "sale-property"),
        ("Hun vil vite alt", "not-told"),
    ],
)
def test_a_concept_is_not_seen_where_words_only_look_alike(text: str, concept: str) -> None:
    assert concept not in tokens(text)


def test_compounds_give_their_parts_and_folding_joins_two_languages() -> None:
    assert {"vei+vedlikehold", "vei", "vedlikehold"} <= tokens("vegvedlikehald", "w")
    assert tokens("vegvedlikehald", "w") & tokens("vedlikehold av veien", "w") == {"vei", "vedlikehold"}
    assert tokens("Kva gjer dei heime?", "w") & tokens("De er hjemme.", "w") == {"hjem"}


def test_letter_runs_are_three_and_four_letters_inside_a_word() -> None:
    assert set(letter_runs("vei")) == {"^ve", "vei", "ei$", "^vei", "vei$"}
    assert letter_runs("a") == ("^a$",)


def test_everyday_words_give_nothing_and_light_ones_little() -> None:
    assert READER.features("og det er ikke for dem").tokens == {}
    assert READER.features("vi trenger hjelp").tokens == {"w:treng": 0.25, "w:hjelp": 0.25}


def test_what_says_one_thing_is_found(index: Index) -> None:
    texts = dict(needs())
    near = sum(
        f"{name}-{3 - number}"
        in [one.id for one in index.alike(texts[f"{name}-{number}"], top=3, but=f"{name}-{number}")]
        for name in PAIRS
        for number in (1, 2)
    )
    assert near / (2 * len(PAIRS)) >= 0.7


def test_searches_find(index: Index) -> None:
    hits = sum(len(set(wanted) & {one.id for one in index.alike(query)}) for query, wanted in SEARCHES.items())
    assert hits / sum(map(len, SEARCHES.values())) >= 0.9


def test_a_likeness_explains_itself(index: Index) -> None:
    best = index.alike(PAIRS["leak"][0], but="leak-1")[0]
    assert best.id == "leak-2"
    assert best.shared
    for mine, theirs in best.shared:
        assert mine in PAIRS["leak"][0]
        assert theirs in PAIRS["leak"][1]
    assert Alike("x", 0.5, (("fall", "Fall"), ("natt", "kveld"))).why() == "both speak of *fall*, *natt*/*kveld*"
    assert Alike("x", 0.5, (("fall", "fall"),)).why("nn") == "begge snakkar om *fall*"
    assert Alike("x", 0.1, ()).why("nb") == "ordene ligner hverandre"


def test_a_misspelt_word_is_found_by_its_letters(index: Index) -> None:
    assert index.alike("skulevegrring")[0].id == "school-2"


def plain_score(query: Features, other: Features, rarity: Rarity) -> float:
    """What `rank` does, said slowly."""
    found = whole = 0.0
    for kind, share in SHARES.items():
        if kind == "g":
            mine = {run: rarity.of(run) for run in query.runs}
            asked = math.sqrt(sum(value**2 for value in mine.values()))
            mean = math.sqrt(sum(value**2 for value in mine.values()) / len(mine)) if mine else 0.0
            theirs = {run: mine.get(run, mean) for run in other.runs}
            length = mean * math.sqrt(len(theirs))
        else:
            kinds = {"w": "w", "c": "cf"}[kind]
            mine = {token: weight * rarity.of(token) for token, weight in query.tokens.items() if token[0] in kinds}
            theirs = {token: weight * rarity.of(token) for token, weight in other.tokens.items() if token[0] in kinds}
            asked = math.sqrt(sum(value**2 for value in mine.values()))
            length = math.sqrt(sum(value**2 for value in theirs.values()))
        if mine:
            whole += share
        if mine and theirs:
            found += (
                share * sum(mine[token] * theirs[token] for token in mine.keys() & theirs.keys()) / (asked * length)
            )
    return found / whole if whole else 0.0


WORDS = [word for texts in PAIRS.values() for text in texts for word in text.split()] + ["🙂", "שלום", "<b>", "12"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@given(TEXTS, st.lists(TEXTS, max_size=8))
def test_the_order_is_that_of_a_plain_reckoning(asked: str, others: list[str]) -> None:
    candidates = [(str(number), READER.features(text)) for number, text in enumerate(others)]
    query = READER.features(asked)
    counts = {
        token: sum(token in features.tokens or token in features.runs for _, features in candidates)
        for _, features in candidates
        for token in (*features.tokens, *features.runs)
    }
    rarity = Rarity(len(candidates), lambda token: counts.get(token, 0))
    plain = sorted((-round(plain_score(query, features, rarity), 6), id) for id, features in candidates)
    fast = rank(query, candidates, rarity=rarity, top=9)
    assert [one.score for one in fast] == pytest.approx([-score for score, _ in plain if -score >= LEAST], abs=2e-4)
    assert all(0 < one.score <= 1.0001 for one in fast)
    assert rank(query, reversed(candidates), rarity=rarity, top=9) == fast


@given(st.text(max_size=200))
def test_any_text_has_features_and_is_like_itself(text: str) -> None:
    features = READER.features(text)
    assert features == READER.features(text)
    assert set(features.index()) | set(features.others()) == set(features.tokens) | set(features.runs)
    for word in features.said.values():
        assert all(part in text for part in word.split(" "))
    if features.tokens:
        ((best),) = rank(features, [("itself", features)], rarity=Rarity(1, lambda token: 1))
        assert best.score == pytest.approx(1, abs=1e-3)


def test_the_answer_does_not_depend_on_the_order_they_came_in(index: Index) -> None:
    shuffled = needs()
    random.Random(7).shuffle(shuffled)
    other = Index(READER)
    other.add(shuffled[:20])
    other.add(shuffled[20:])
    assert len(other) == len(index)
    for text in (*ALONE, *SEARCHES):
        assert other.alike(text) == index.alike(text)


def test_choosing_by_rare_features_gives_what_looking_at_all_gives(
    monkeypatch: pytest.MonkeyPatch, index: Index
) -> None:
    asked = [*SEARCHES, *(texts[0] for texts in PAIRS.values())]
    whole = [index.alike(text, top=2) for text in asked]
    monkeypatch.setattr(finding_module, "_SMALL", 0)
    assert [index.alike(text, top=2) for text in asked] == whole
    monkeypatch.setattr(finding_module, "LOOKED_AT", 2)
    assert all(len(index.alike(text)) <= 2 for text in asked)


def test_nothing_is_like_nothing() -> None:
    assert Index(READER).alike("Eldre faller") == []
    empty = Index(READER)
    empty.add([("a", ""), ("b", "🙂")])
    assert empty.alike("") == []
    assert empty.alike("Eldre faller") == []


class Directions:
    """An embedder for the test: towards water, or not."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return [(1.0, 0.0) if "H2O" in text or "vann" in text else (0.0, 1.0) for text in texts]


def test_an_embedder_may_be_plugged_in() -> None:
    plain, with_one = Index(READER), Index(READER, embedder=Directions())
    for one in (plain, with_one):
        one.add([("a", "H2O takk"), ("b", "Bussen er full"), ("c", "Vi vil ha saft")])
    assert all(one.score < 0.1 for one in plain.alike("rent vann i springen"))
    (best,) = with_one.alike("rent vann i springen", top=1)
    assert best.id == "a"
    assert with_meaning(0.5, (1, 0), (-1, 0)) == with_meaning(0.5, (0, 0), (1, 0)) == pytest.approx(0.3)


def test_the_version_of_features_follows_both_sets_of_lists() -> None:
    assert READER.version.startswith(thesaurus().version)
    assert READER.version.endswith(f"-{FORM}")
    assert len(READER.version) == 25 + len(f"-{FORM}")


def test_a_long_text_is_read_in_bounded_time() -> None:
    features = READER.features("eldre faller om natta på sykehjemmet " * 3_000)
    assert len(features.tokens) < 40

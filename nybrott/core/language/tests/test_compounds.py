"""Compounds are cut where both sides are words, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.language import Gathering, Vocabulary
from nybrott.core.language.compounds import Splitter
from nybrott.core.language.lists import lists
from nybrott.core.language.tests.factories import gathered, lexicon, vocabulary

GOOD = {
    "velferdsteknologi": "velferd teknologi",
    "velferdsteknologien": "velferd teknologien",
    "velferdsteknologiske": "velferd teknologiske",
    "velferdsteknologiløsning": "velferd teknologi løsning",
    "markedsdialog": "marked dialog",
    "marknadsdialogen": "marknad dialogen",
    "dialogkonferanser": "dialog konferanser",
    "leverandørdialog": "leverandør dialog",
    "anskaffelsesprosess": "anskaffelse prosess",
    "innovasjonspartnerskap": "innovasjon partnerskap",
    "rammeavtaler": "ramme avtaler",
    "vegvedlikehald": "veg vedlikehald",
    "veivedlikehold": "vei vedlikehold",
    "driftsavtale": "drift avtale",
    "skoleskyss": "skole skyss",
    "asfaltlegging": "asfalt legging",
    "bredbåndsnett": "bredbånd nett",
    "kommunevei": "kommune vei",
    "avløpsrenseanlegg": "avløp rense anlegg",
    "hjemmetjenesten": "hjemme tjenesten",
    "brukermedvirkning": "bruker medvirkning",
    "byggesak": "bygge sak",
    "gatelys": "gate lys",
}
WHOLE = [
    "leverandører", "leverandør", "kontrakter", "kontraktene", "barnehage", "barnehagen", "veiledning", "utdanning", "kommunen",
    "konkurransen", "leverandørene", "selvtendig", "selvstendig", "virksomhetene", "partnerskapet", "anskaffelsene", "forslaget", "forsvaret",
    "deltakerne", "området", "tilbudene", "samarbeidet", "procurement", "international", "dialogrand", "vei", "dialog", "4g-nett", "abc123def", "x" * 60,
]  # fmt: skip


@pytest.mark.parametrize("word", GOOD)
def test_good_splits(word: str) -> None:
    words = lexicon(rense=6, medvirkning=9)
    assert " ".join(words.parts(word)) == GOOD[word]


@pytest.mark.parametrize("word", WHOLE)
def test_what_stays_whole(word: str) -> None:
    assert lexicon().parts(word) == (word,)


def test_a_word_much_more_frequent_than_its_parts_stays_whole() -> None:
    often, seldom = vocabulary(kjeks=9, boks=8, kjeksboks=400), vocabulary(kjeks=9, boks=8, kjeksboks=3)
    assert Splitter(often).parts("kjeksboks") == ("kjeksboks",)
    assert Splitter(seldom).parts("kjeksboks") == ("kjeks", "boks")


def test_reviewed_parts_need_no_vocabulary() -> None:
    alone = Splitter(Vocabulary())
    assert alone.parts("markedsdialog") == ("marked", "dialog")
    assert alone.parts("velferdsteknologiløsninger") == ("velferd", "teknologi", "løsninger")
    assert alone.parts("kjeksboks") == ("kjeksboks",)


def test_parts_seen_once_are_none() -> None:
    once = Splitter(Vocabulary({"kjeks": 2, "boks": 2}, {"kjek": 2, "bok": 2}))
    assert once.parts("kjeksboks") == ("kjeksboks",)


def test_reviewed_parts_and_strings_that_are_never_one_do_not_meet() -> None:
    assert not lists().parts & lists().never
    assert not lists().whole & lists().never


def test_a_gathered_vocabulary_splits_what_its_texts_write() -> None:
    texts = ["Brønn og borehull", "en brønn til", "ny brønn", "borehull i fjell", "borehull her"]
    assert gathered(*texts).parts("brønnborehull") == ("brønn", "borehull")


def test_gathering_counts_texts_not_words() -> None:
    gathering = Gathering()
    gathering.add(["skyss skyss", "skyss"])
    gathering.add(["Skyss og 2024 a"])
    gathering.add(["bare her"])
    assert gathering.vocabulary().words == {"skyss": 2}
    assert gathering.vocabulary().stems == {"skyss": 2}


def test_gathering_forgets_what_was_seen_once_when_it_holds_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nybrott.core.language.vocabulary._MOST_AT_ONCE", 4)
    gathering = Gathering()
    gathering.add(["asfalt og grus"])
    gathering.add(["asfalt med sand og pukk og stein"])
    gathering.add(["asfalt"])
    assert gathering.vocabulary().words == {"asfalt": 3, "og": 2} or gathering.vocabulary().words == {"asfalt": 3}


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nybrott.core.language.compounds._HELD", 3)
    monkeypatch.setattr("nybrott.core.language.lexicon._HELD", 3)
    words = lexicon()
    for word in ("markedsdialog", "velferdsteknologi", "rammeavtale", "gatelys", "kommunevei", "markedsdialog"):
        words.words(word)
    assert words.parts("markedsdialog") == ("marked", "dialog")


@given(
    st.lists(
        st.sampled_from(["marked", "dialog", "velferd", "teknologi", "løsning", "vei", "drift", "kommune"]),
        min_size=2,
        max_size=4,
    )
)
def test_parts_put_together_are_found_again(parts: list[str]) -> None:
    word = "".join(part + ("s" if part in ("marked", "velferd", "drift") else "") for part in parts[:-1]) + parts[-1]
    split = lexicon().parts(word)
    assert split == tuple(parts) or word in ("dialogvei",), (word, split)


@given(st.text(alphabet="abdefgiklmnoprstuvyøåæ", min_size=1, max_size=45))
def test_the_parts_of_any_word_stand_in_it_in_order(word: str) -> None:
    at = 0
    for part in lexicon().parts(word):
        at = word.index(part, at) + len(part)
        assert len(part) >= 3 or part == word

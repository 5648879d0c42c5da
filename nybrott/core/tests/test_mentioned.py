"""Where a text may mention people one knows of: a table of sentences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.mentioned import WORDS, mentioned

PEOPLE = {
    "jorunn": "Jorunn Haug", "lie": "Jorunn Lie", "stein": "Stein Moe", "liv": "Liv Berg", "bjorn": "Bjørn Dahl", "dag": "Dag Vik", "per": "Per Nes", "hans": "Hans Ås", "bo": "Bo Ek",
    "anne": "Anne Dahl", "lars": "Lars Vik", "ole": "Ole Jacob Lie", "leila": "Leïla Ben Salah", "nobody": " ",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nattevaktene tok det.", []),
        ("Det var Jorunn som satt oppe.", [("Jorunn", "jorunn lie")]),
        ("Jorunn satt oppe.", [("Jorunn", "jorunn lie")]),
        ("Det var Jorunns idé.", [("Jorunn", "jorunn lie")]),
        ("Vi spurte jorunn.", [("jorunn", "jorunn lie")]),
        ("Jorunn Haug satt oppe, og Jorunn Haugs liste ble brukt.", [("Jorunn Haug", "jorunn"), ("Jorunn Haug", "jorunn")]),
        ("JORUNN HAUG satt oppe.", [("JORUNN HAUG", "jorunn")]),
        ("Jorunn  Haug og Jorunn.", [("Jorunn  Haug", "jorunn"), ("Jorunn", "jorunn lie")]),
        ("Jorunn Moe satt oppe.", [("Jorunn", "jorunn lie")]),
        ("Jorunnsen og Jorunndal.", []),
        ("Skriv til jorunn@fjordvik.no eller kari-jorunn.", []),
        ("Jorunn-gruppen møttes.", [("Jorunn", "jorunn lie")]),
        # words that are names too: only with a capital inside a sentence
        ("Livet er godt, og liv er liv.", []),
        ("Liv og røre på natten.", []),
        ("Da spurte vi Liv.", [("Liv", "liv")]),
        ("Da spurte vi liv.", []),
        ("Det var Livs forslag.", [("Liv", "liv")]),
        ("Muren er av stein.", []),
        ("Stein er tungt. Stein er hardt.", []),
        ("Stein er tungt, sa Stein.", [("Stein", "stein")]),
        ("«Stein ble valgt.» – Stein var dyrt.", []),
        ("Hun sa «Stein tar det».", [("Stein", "stein")]),
        ("Vi så en bjørn, og så kom Bjørn.", [("Bjørn", "bjorn")]),
        ("Hver dag ringte Dag.", [("Dag", "dag")]),
        ("Dag og natt.\nDag for dag.", []),
        ("1. Dag én\n2) Dag to\n- Dag tre\n• Dag fire", []),
        ("To ganger per natt, sa Per.", [("Per", "per")]),
        ("Det var hans idé, altså Hans sin.", [("Hans", "hans")]),
        ("Vi tok med bl.a. Stein, jf. Liv.", [("Stein", "stein"), ("Liv", "liv")]),
        ("Slik ble det: Stein ble for dyrt! Dag ble natt? Bjørn kom … Liv også.", []),
        ("De fikk bo hjemme, sa Bo.", [("Bo", "bo")]),
        # double names, and names that end with s
        ("Anne-Marie ringte, og Anne svarte.", [("Anne", "anne")]),
        ("Lars’ liste og Lars' bok.", [("Lars", "lars"), ("Lars", "lars")]),
        ("Ole ringte Ole Jacob Lie.", [("Ole", "ole"), ("Ole Jacob Lie", "ole")]),
        ("Vi spurte Leïla.", [("Leïla", "leila")]),
        ("[[12]] spurte Jorunn.", [("Jorunn", "jorunn lie")]),
        ("", []),
    ],
)  # fmt: skip
def test_a_sentence_may_mention(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], " ".join(one.people)) for one in mentioned(text, PEOPLE)] == found


def test_the_sentence_is_told_with_it() -> None:
    text = "Vi var få.  Da kom Jorunn! Hun ble.\nSå gikk vi."
    (one,) = mentioned(text, PEOPLE)
    assert text[one.begins : one.ends].strip() == "Da kom Jorunn!"


@given(st.text(alphabet="JorunHaugstiSLv .,!?\n«»'’-[]@1", max_size=200))
def test_no_two_are_within_each_other_and_each_bears_its_name(text: str) -> None:
    found = mentioned(text, PEOPLE)
    for one in found:
        assert one.begins <= one.start < one.end <= len(text)
        said = " ".join(text[one.start : one.end].split()).casefold()
        assert all(PEOPLE[key].casefold() == said or PEOPLE[key].split()[0].casefold() == said for key in one.people)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_the_words_are_written_as_they_are_looked_up() -> None:
    assert {word.casefold() for word in WORDS} == WORDS
    assert {"liv", "bjørn", "stein", "dag", "per", "hans", "mai"} <= WORDS
    assert not {"jorunn", "kari", "ola", "anne"} & WORDS

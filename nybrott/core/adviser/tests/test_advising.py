"""Each proposal stands on words of the notice; what is denied, boasted of or only mentioned proposes nothing."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.adviser import CLASSES, CODES, MOST, Advice, Unreadable, advise, read_draft
from nybrott.core.adviser.advising import DEVELOPS, FRIENDLY, SOUGHT
from nybrott.core.notices import Notice
from nybrott.core.notices.model import Code, Text
from nybrott.core.sayings import LANGUAGES, sayings
from nybrott.core.signals import catalogue, find

NOT_THERE = "Løsningen finnes ikke på markedet i dag."


def advice(text: str, *, title: str = "Tryggere netter") -> Advice:
    return advise(read_draft(f"{title}\n{text}".encode(), path="utkast.txt"), catalogue())


@pytest.mark.parametrize(
    ("text", "codes", "klass"),
    [
        ("Kommunen skal kjøpe papir og penner til kontorene.", (), "none"),
        (NOT_THERE, ("mar-nov",), "procurement-of-innovation"),
        ("Løysinga finst ikkje på marknaden i dag.", ("mar-nov",), "procurement-of-innovation"),
        ("There is no solution on the market.", ("mar-nov",), "procurement-of-innovation"),
        ("Oppdraget er å utvikle en prototype sammen med kommunen.", ("rd-act",), "procurement-of-innovation"),
        ("Kravene er formulert som funksjonskrav.", (), "innovation-friendly"),
        ("Det skal ikke utvikles nye løsninger, og vi skal ikke utvikle en prototype.", (), "none"),
        ("Leverandøren er et innovativt selskap med lang erfaring.", (), "none"),
    ],
)  # fmt: skip
def test_what_a_draft_speaks_for(text: str, codes: tuple[str, ...], klass: str) -> None:
    found = advice(text)
    assert (tuple(one.code for one in found.proposals if one.sure), found.klass) == (codes, klass)


def test_the_sentence_is_the_one_in_the_draft() -> None:
    found = advice(f"Vi har 40 plasser. {NOT_THERE} Fristen er i mars.")
    assert [(one.code, one.words, one.field) for one in found.proposals if one.sure] == [("mar-nov", NOT_THERE, "description")]  # fmt: skip
    assert found.because[0].words == NOT_THERE


def test_a_code_the_buyer_gave_is_told_as_declared_and_stands_first() -> None:
    notice = Notice(
        path="n", format="eforms", notice_id="1", language="nb", codes=(Code("BT-776", "prod-innov"), Code("BT-776", "fp-requ"), Code("BT-06", "inn-pur")),
        texts=(Text("title", "Natt"), Text("description", NOT_THERE, "nb")),
    )  # fmt: skip
    found = advise(notice, catalogue())
    assert [(one.code, one.declared) for one in found.proposals if one.sure] == [("prod-innov", True), ("mar-nov", False)]  # fmt: skip
    alone = advise(Notice(path="n", format="eforms", notice_id="1", codes=(Code("BT-776", "rd-act"),)), catalogue())
    assert (alone.klass, alone.proposals[0].field) == ("procurement-of-innovation", "BT-776")


def test_what_the_new_thing_is_is_for_a_person_to_look_at() -> None:
    found = advice("Vi søker en innovativ løsning: en ny metode for å varsle om natten.")
    kinds = {one.code: one.sure for one in found.proposals}
    assert kinds.get("mar-nov") is True
    assert kinds.get("proc-innov") is False


WORDS = [
    NOT_THERE, "Det er ikke slik.", "Vi skal utvikle en prototype.", "Kravene er funksjonskrav.", "Vi søker en innovativ løsning.", "Papir.",
    "Ingen innovasjon her", "\n", "!", "Kommunen utfordrer markedet.", "Alternative tilbud er tillatt.",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=200))
def test_every_proposal_stands_in_the_draft_and_the_class_is_the_strongest_there_is(text: str) -> None:
    """The slow twin: the class reckoned from the signs anew, the words looked up in the text."""
    try:
        notice = read_draft(text.encode("utf-8", "replace"), path="x.txt")
    except Unreadable:
        return
    found = advise(notice, catalogue())
    whole = " ".join(" ".join(one.content for one in notice.texts).split())
    for one in (*found.proposals, *found.because):
        assert one.words in whole
        if one.text_index >= 0:
            assert " ".join(notice.texts[one.text_index].content[one.begins : one.ends].split()) == one.words
        assert one.code in {*CODES, ""}
    assert len({one.code for one in found.proposals}) == len(found.proposals)
    signs = {one.sign for one in found.because}
    seen = {one.signal for one in find(notice, catalogue()).evidence}
    assert signs <= seen
    assert found.klass in CLASSES
    if not seen & (DEVELOPS | SOUGHT | FRIENDLY):
        assert found.klass == "none"
    if found.klass == "procurement-of-innovation":
        assert signs <= DEVELOPS
    assert found == advise(notice, catalogue()), "the same notice gives the same advice"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"), (b" \n\t", "empty"), (b"x\x00y", "plain text"), (b"\xff\xd8\xff\xe0", "UTF-8"), (b"x" * (MOST + 1), "20 MB"),
        (b"<a><b></a>", "cannot be read as a notice"), (b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>', "entities"), (b"<?xml version='1.0'?>\n<!-- x --> <!DOCTYPE a><a/>", "document type"), (b"{}", "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_draft(data, path="x")


def test_text_with_a_mark_and_in_utf_16_is_read() -> None:
    for coded in (f"\ufeff{NOT_THERE}".encode(), NOT_THERE.encode("utf-16")):
        assert advise(read_draft(coded, path="x"), catalogue()).klass == "procurement-of-innovation"


def test_classes_and_codes_have_words_in_three_languages() -> None:
    for kind, codes in (("classes", CLASSES), ("codes", CODES)):
        for code in codes:
            assert len({sayings("adviser").say(kind, code, language) for language in LANGUAGES}) == 3


GOLD = Path(os.environ.get("NYBROTT_SHARED", Path(__file__).parents[5] / "shared")) / "data"


@pytest.mark.skipif(not (GOLD / "gold" / "gold_dev.csv").exists(), reason="no hand labels beside the project")
def test_against_hand_labels() -> None:
    """Of the labelled notices that lie there as files, those that seek innovation get a code, the others none."""
    import csv

    told: dict[tuple[bool, bool], int] = {}
    with (GOLD / "gold" / "gold_dev.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = GOLD / row["where"]
            if row["innovation"] in {"0", "1"} and place.is_file():
                found = advise(read_draft(place.read_bytes(), path=row["where"]), catalogue())
                key = (row["innovation"] == "1", any(one.sure for one in found.proposals))
                told[key] = told.get(key, 0) + 1
    assert told.get((True, True), 0) >= 0.9 * (told.get((True, True), 0) + told.get((True, False), 0))
    assert told.get((False, True), 0) <= 0.05 * sum(told.values())

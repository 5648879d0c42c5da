"""What holds for any text: places are true, nothing breaks, time grows with length, the same text the same remarks."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.wording import RULES, Checked, Remark, catalogue, check
from nybrott.core.wording.reading import Reading, lix

READY = {
    "nb": "Hjemmeboende eldre i Fjordvik ligger på gulvet etter fall om natta. Avviksmeldinger viser 43 fall i fjor. Det fører til brudd. "
    "Målet er at ingen ligger mer enn 20 minutter innen 2027.",
    "nn": "Elevane ved Nes skule kjem for seint to dagar i veka, viser registreringane til skulen. Bussen står i kø ved brua, så dei mistar "
    "20 minutt undervisning. Målet er at ingen kjem for seint på grunn av bussen innan hausten 2027.",
    "en": "Case workers in the planning office spend two hours a day looking for drawings, according to time records. Applicants therefore "
    "wait nine weeks. The goal is to reduce the wait from nine weeks to three by 2027.",
}
QUESTIONS = [
    "Hvordan kan vi selvstendiggjøre våre brukere i hverdagen?",
    "Korleis kan vi gjere det tryggare for born å gå til skulen?",
    "How might we help newly arrived families understand messages from school?",
]
PIECES = ["eldre ", "en app ", "Teams", ". ", "\n", "må gjøres ", "helsesystemet ", "🙂", "שלום ", "مرحبا ", "\u00ad", "e\u0301", "İ", "12 ", "2027 ", "<script>alert(1)</script>", "«", "vi trenger ", "- ", "\x00", "\ud800"]  # fmt: skip


def remarks(text: str, rule: str) -> list[Remark]:
    return [remark for remark in check(text).remarks if remark.rule == rule]


@pytest.mark.parametrize("language", READY)
def test_a_whole_need_is_ready(language: str) -> None:
    checked = check(READY[language])
    assert (checked.language, checked.ready) == (language, True)
    assert not {remark.rule for remark in checked.remarks} & {rule.id for rule in catalogue().rules if rule.holds_back}


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_leaves_the_facts_to_the_need_behind_it(text: str) -> None:
    checked = check(text)
    assert checked.ready
    assert not {"where", "number", "evidence", "consequence", "measure"} & {remark.rule for remark in checked.remarks}


@pytest.mark.parametrize(
    "rule", ["solution", "product", "brand", "wide", "who", "where", "number", "evidence", "consequence", "measure"]
)
def test_ready_has_a_stated_rule(rule: str) -> None:
    assert {one.id for one in catalogue().rules if one.holds_back} >= {rule}
    assert not check("Hvordan kan vi lage en app som hjelper eldre hjem?").ready


def test_an_empty_question_lacks_somebody_and_is_too_wide() -> None:
    assert [remark.rule for remark in check("Hvordan kan vi?").remarks] == ["who", "wide"]


def test_what_only_advises_does_not_hold_back() -> None:
    assert {one.id for one in catalogue().rules if not one.holds_back} == {"narrow", "vague", "passive", "long"}
    checked = check(READY["nb"] + " Det må gjøres noe bedre.")
    assert {"vague", "passive"} <= {remark.rule for remark in checked.remarks}
    assert checked.ready


@pytest.mark.parametrize("text", ["", "   \n ", "🙂🙂", "…", "<>"])
def test_a_text_without_words_lacks_every_part(text: str) -> None:
    checked = check(text)
    assert {remark.rule for remark in checked.remarks} == {
        "who",
        "where",
        "number",
        "evidence",
        "consequence",
        "measure",
    }
    assert not checked.ready
    assert all(remark.words == text.strip() for remark in checked.remarks)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pårørende trenger en varslingsapp.", ["varslingsapp"]),
        ("Vi ønsker oss pasientvarslingssystem på rommene.", ["pasientvarslingssystem"]),
        ("Barnehagen trenger appelsiner, en trapp og en lapp på døra.", []),
        ("Helsesystemet, økosystemet og avløpssystemet er gamle.", []),
        ("Vi trenger ro i helsesystemet.", []),
        ("Robotene som vasker, stopper i terskelen hver natt.", []),
        ("De ansatte bruker fem ulike fagsystemer om dagen.", []),
        ("Hvordan kan vi ved hjelp av sensorer oppdage fall?", ["sensorer"]),
        ("Vi trenger en ny måte å møte familiene på.", []),
        ("Tilsette treng ei ny løysing for vaktskifte.", ["løysing"]),
    ],
)
def test_solutions_are_told_from_what_is_there(text: str, words: list[str]) -> None:
    assert [remark.words for remark in remarks(text, "solution")] == words


def test_the_same_words_are_a_brand_or_a_product_or_a_solution() -> None:
    told = [remark.rule for remark in check("Vi må kjøpe iPad og nettbrett og en app.").remarks]
    assert [told.count(rule) for rule in ("brand", "product", "solution")] == [1, 1, 1]


def test_a_name_that_is_a_word_needs_its_capital_letter() -> None:
    assert remarks("Alle møter på Teams.", "brand")
    assert not remarks("Three teams share an apple and a word at the windows.", "brand")


def test_a_narrow_need_is_told_when_it_can_be_right() -> None:
    (remark,) = remarks("Skjermen må være minst 10 tommer.", "narrow")
    assert "innovasjonspartnerskap" in remark.why


def test_a_loose_word_beside_a_number_is_let_be() -> None:
    assert not remarks("Pårørende ringer ofte, 12 ganger hver kveld.", "vague")
    assert (
        remarks("Pårørende ringer ofte.", "vague")[0].suggestion != remarks("En effektiv vakt.", "vague")[0].suggestion
    )


def test_what_is_said_can_be_asked_for_in_another_language() -> None:
    nb, en = check("Vi trenger en app.", say="nb"), check("Vi trenger en app.", say="en")
    assert (nb.language, en.language) == ("nb", "nb")
    assert nb.remarks[0].why.startswith("Dette er en måte")
    assert en.remarks[0].why.startswith("This is one way")
    assert "“app”" in en.remarks[0].suggestion


def test_sentences_end_where_a_reader_ends_them() -> None:
    reading = Reading("Ca. 30 eldre faller kl. 6 om natta. Ingen vet det!\nDet er ille\nog dyrt.\n\nNy")
    assert [reading.text[one.start : one.end] for one in reading.sentences] == [
        "Ca. 30 eldre faller kl. 6 om natta", "Ingen vet det", "Det er ille\nog dyrt", "Ny",
    ]  # fmt: skip


def test_lix_is_words_and_the_share_of_long_ones() -> None:
    assert lix(Reading("to korte ord og hjemmetjenesten").tokens) == 5 + 100 / 5
    assert lix([]) == 0


def test_one_wording_is_remarked_on_once_and_not_more_than_five() -> None:
    assert len(remarks("Vi trenger en app. Vi trenger en app. Vi trenger en app.", "solution")) == 1
    text = " ".join(
        f"Vi trenger en {thing}." for thing in ("app", "portal", "plattform", "robot", "chatbot", "sensor", "database")
    )
    assert len(remarks(text, "solution")) == 5


def is_whole(text: str, checked: Checked) -> None:
    assert checked.language in {"nb", "nn", "en"}
    for remark in checked.remarks:
        assert remark.rule in RULES
        assert text[remark.start : remark.end] == remark.words
        assert 0 <= remark.start <= remark.end <= len(text)
        assert remark.why
        assert remark.suggestion


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_text_is_answered_with_true_places(text: str) -> None:
    checked = check(text)
    is_whole(text, checked)
    assert check(text) == checked


@pytest.mark.soak
@pytest.mark.parametrize("piece", ["vi trenger en app ", "eldre", "12 ", "blir ", "\n. "])
def test_time_grows_with_the_length(piece: str) -> None:
    """Five times as long a text takes about five times as long; a square would be 25 times. A busy machine may
    disturb a measurement and so each length is measured until it was undisturbed once."""

    def took(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        began = time.process_time()
        is_whole(text, check(text))
        return time.process_time() - began

    short = long = math.inf
    for _ in range(6):
        short, long = min(short, took(10_000)), min(long, took(50_000))
        if long < 15 * short:
            return
    raise AssertionError(f"10,000 characters took {short:.3f} s, 50,000 took {long:.3f} s")

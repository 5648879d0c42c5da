"""Every card of the catalogue, as a strict reader would read it."""

import re
from itertools import chain

import pytest

from nybrott.core.methods import GAPS, OUTPUTS, PHASES, Card, catalogue
from nybrott.core.methods.model import LANGUAGES, LISTS, STAGES, TEXTS, CardText

CARDS = list(catalogue().values())
BY_ID = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
# What is written alike in bokmål and nynorsk, and cannot be written otherwise.
ALIKE = {
    "Persona",
    "Effektkjede",
    "Gevinstkart",
    "Gruppere funn",
    "Prioritere behov",
    "Interessentkart",
    "Empatikart",
    "Intervju med få spørsmål",
}
ALIKE_MATERIAL = {
    "Langt papir", "Langt papir på veggen", "Kalender", "Budsjettet", "Telefon", "Notatark", "Poengark", "Klokke", "Telefon og notatbok", "Samtykke", "Samtykke i klart språk",
    "Notatark delt i sagt, gjort og spurt", "Ark delt i fire felt", "Ark med seks ruter", "Den som skal betale neste år",
}  # fmt: skip
BOKMAAL = "ikke jeg hva hvordan hvem hvor noen noe fra dere mye hver bare gjøre være vår deres løsning skriver ble"
NYNORSK = "ikkje eg kva korleis kven kvar nokon noko frå dykk mykje berre gjere vere løysing vart blei ho"


def sentences(text: CardText) -> list[str]:
    return [text.what, text.why, text.result, text.digital, *text.steps, *text.pitfalls]


def words(text: CardText) -> set[str]:
    said = " ".join([text.name, *sentences(text), *text.material])
    return set(re.findall(r"[a-zæøåéòè]+", said.lower()))


def test_at_least_twenty_and_those_the_field_asks_for() -> None:
    assert len(CARDS) >= 20
    assert {
        "stakeholder-map", "interview-guide", "shadowing", "user-journey", "five-whys", "empathy-map", "persona", "how-might-we",
        "problem-workshop", "needs-workshop", "prioritising", "assumption-test", "prototype-test", "benefit-map", "dialogue-formats",
    } <= set(catalogue())  # fmt: skip


def test_every_phase_output_stage_and_gap_has_a_card() -> None:
    assert {card.phase for card in CARDS} == set(PHASES)
    assert set(chain.from_iterable(card.outputs for card in CARDS)) == set(OUTPUTS)
    assert set(chain.from_iterable(card.gaps for card in CARDS)) == set(GAPS)
    assert set(chain.from_iterable(card.stages for card in CARDS)) == set(STAGES)


def test_they_come_in_the_order_of_the_phases() -> None:
    places = [PHASES.index(card.phase) for card in CARDS]
    assert places == sorted(places)


@BY_ID
def test_minutes_add_up_and_people_are_from_and_to(card: Card) -> None:
    assert sum(card.step_minutes) == card.minutes
    assert 1 <= card.people[0] <= card.people[1]
    assert {len(card.texts[language].steps) for language in LANGUAGES} == {len(card.step_minutes)}


@BY_ID
def test_all_languages_say_all_parts_and_as_many(card: Card) -> None:
    assert tuple(card.texts) == LANGUAGES
    for key in TEXTS:
        assert all(getattr(card.texts[language], key).strip() for language in LANGUAGES), key
    for key in LISTS:
        assert len({len(getattr(card.texts[language], key)) for language in LANGUAGES}) == 1, key


@BY_ID
@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_whole_and_calm(card: Card, language: str) -> None:
    text = card.texts[language]
    for sentence in sentences(text):
        assert re.search(r"[.?…](»|”)?$|\.$", sentence), sentence
        assert sentence[0].isupper() or sentence[0] in "«“É", sentence
    for said in [text.name, *text.material, *sentences(text)]:
        assert "!" not in said
        assert "  " not in said
        assert '"' not in said
        assert said.count("«") == said.count("»")
        assert said.count("“") == said.count("”")
        assert not re.search(r"[«»]" if language == "en" else r"[“”]", said), said
        assert not re.search(r"\bvennligst\b|\bvenlegst\b", said.lower())
    for thing in [text.name, *text.material]:
        assert thing[-1] not in ".,;:"


@BY_ID
def test_nynorsk_is_nynorsk(card: Card) -> None:
    nb, nn = card.texts["nb"], card.texts["nn"]
    alike = [one for one, other in zip(sentences(nb), sentences(nn), strict=True) if one == other]
    assert alike == []
    assert nb.name != nn.name or nb.name in ALIKE
    assert {one for one, other in zip(nb.material, nn.material, strict=True) if one == other} <= ALIKE_MATERIAL
    assert words(nn) & set(BOKMAAL.split()) == set()
    assert words(nb) & (set(NYNORSK.split()) - {"kvar", "ho", "eg"}) == set()


@BY_ID
def test_somebody_answers_for_it(card: Card) -> None:
    assert card.source.endswith("our own.")
    assert card.authored_by
    assert card.review_after is not None
    assert card.checked_by != card.authored_by


def test_names_are_different() -> None:
    for language in LANGUAGES:
        names = [card.texts[language].name for card in CARDS]
        assert len(set(names)) == len(names)

"""Forms of one word meet; words of their own stay apart; folding and sorting know æ, ø and å."""

import random
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.language import sort_key, stem
from nybrott.core.language.folding import fold, words_in
from nybrott.core.language.lists import lists
from nybrott.core.language.stemming import same_as, without_ending

ONE_WORD = [
    "anskaffelse anskaffelser anskaffelsen anskaffelsene anskaffing anskaffingar anskaffinga",
    "vei veien veier veiene veg vegen vegar vegane",
    "bruker brukere brukerne brukeren brukar brukarar brukarane",
    "løsning løsninger løsningen løsningene løysing løysingar løysinga",
    "teknologi teknologien teknologisk teknologiske",
    "trygghet tryggheit trygg",
    "senter senteret sentre sentrene sentra",
    "undersøkelse undersøkelser undersøking undersøkingane",
    "forvaltning forvaltningen forvalting",
    "utvikling utviklinga utvikle",
    "marked markedet markeder marknad marknaden",
    "tjeneste tjenester tjenestene teneste tenester tenestene",
    "virksomhet virksomheter verksemd verksemder",
    "skole skoler skolen skule skular skulen",
    "leverandør leverandører leverandørene leverandørar leverandørane",
    "kommune kommuner kommunene kommunar kommunane",
    "vann vannet vatn vatnet",
    "hjelpemiddel hjelpemidler hjelpemidlar hjelpemidlene",
    "mulighet muligheter moglegheit moglegheiter",
    "by byen byene byer byar",
    "bok boka bøker bøkene",
    "kriterium kriterier kriteriene",
    "kunngjøring kunngjøringen kunngjering kunngjeringa",
    "avløp avlaup",
    "ikke ikkje",
    "fra frå",
    "hvordan korleis",
    "solution solutions",
]
TWO_WORDS = [
    "måling mål", "maling mal", "vei veileder", "marked merke", "dialog diagnose", "anskaffelse ansettelse", "by bygg",
    "tjeneste tjener", "helse helg", "plan plass", "vann vinn", "skole skoleg", "strøm strek", "kommune kommunikasjon",
]  # fmt: skip


@pytest.mark.parametrize("forms", ONE_WORD)
def test_forms_of_one_word_meet(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1, {form: stem(form) for form in forms.split()}


@pytest.mark.parametrize("words", TWO_WORDS)
def test_words_of_their_own_stay_apart(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2


def test_every_pair_of_the_list_meets_and_is_needed() -> None:
    for written, meant in lists().pairs:
        assert stem(written) == stem(meant), (written, meant)
        assert without_ending(fold(written)) != without_ending(fold(meant)), f"{written} meets {meant} without the list"
    assert not set(same_as()) & set(same_as().values())


def test_numbers_are_left_as_they_are() -> None:
    assert stem("2024") == "2024"
    assert stem("NS8405") == "ns8405"


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("ÆØÅ", "æøå"), ("Café", "cafe"), ("à", "a"), ("Blåbærsyltetøy", "blåbærsyltetøy"), ("miljö", "miljø"), ("JÄRN", "jærn"),
        ("Straße", "strasse"), ("Çelik", "celik"), ("A\u030angstro\u0308m", "ångstrøm"), ("sam\u00adarbeid", "samarbeid"), ("İstanbul", "istanbul"),
        ("ŁÓDŹ", "lodz"), ("x" * 500, "x" * 60),
    ],
)  # fmt: skip
def test_folding(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) <= 60


@given(st.text(max_size=300))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    end = 0
    for word in words_in(text):
        assert word.folded == fold(text[word.start : word.end])
        assert end <= word.start < word.end
        end = word.end


@given(st.text(min_size=1, max_size=80))
def test_a_stem_is_its_own_only_if_it_is_short(text: str) -> None:
    for word in words_in(text):
        assert stem(word.folded), text
        assert len(stem(word.folded)) <= max(len(word.folded), *map(len, same_as().values()))


def test_how_words_hang_together() -> None:
    text = "drifts- og vedlikehold, e-helse. Ny\u00a0linje\n\nog\tslutt – slik"
    assert [(word.folded, word.bond) for word in words_in(text)] == [
        ("drifts", ""), ("og", "- "), ("vedlikehold", " "), ("e", ""), ("helse", "-"), ("ny", ""), ("linje", " "), ("og", ""),
        ("slutt", " "), ("slik", ""),
    ]  # fmt: skip


def test_names_are_sorted_as_a_norwegian_reader_expects() -> None:
    names = [
        "Alta kommune", "Bodø kommune", "Bærum kommune", "Drammen kommune", "Ørland kommune", "Østre Toten kommune",
        "Ål kommune", "Ålesund kommune", "Aas Bygg AS", "Åsnes kommune",
    ]  # fmt: skip
    wanted = [
        "Alta kommune", "Bodø kommune", "Bærum kommune", "Drammen kommune", "Ørland kommune", "Østre Toten kommune",
        "Ål kommune", "Ålesund kommune", "Aas Bygg AS", "Åsnes kommune",
    ]  # fmt: skip
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=sort_key) == wanted
    assert sorted(["Å", "Ø", "Æ", "Z", "A"], key=sort_key) == ["A", "Z", "Æ", "Ø", "Å"]
    assert sorted(["ære", "zebra", "abc", "øre"], key=lambda name: sort_key(name).encode()) == [
        "abc",
        "zebra",
        "ære",
        "øre",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bærum kommune", "BÆRUM KOMMUNE"),
        ("«Asker» kommune", "asker  kommune"),
        ("Café AS", "Cafe A/S".replace("/", "")),
        ("Ås", "Aas"),
    ],
)
def test_case_and_signs_do_not_count_in_sorting(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(st.text())
def test_a_sort_key_is_plain_letters(name: str) -> None:
    assert set(sort_key(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789{|} ")


def test_stems_are_the_same_from_every_thread() -> None:
    words = [word for forms in ONE_WORD for word in forms.split()]
    expected = [without_ending(fold(word)) for word in words]
    results: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: results.append([without_ending(fold(word)) for word in words * 20]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected * 20] * 4

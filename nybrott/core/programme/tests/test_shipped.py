"""The programmes that come with Nybrott, as a strict reader would read them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from nybrott.core.merging import difference
from nybrott.core.programme import LANGUAGES, SECTIONS, Shipped, read_programme, shipped, told
from nybrott.core.programme.model import THEORY

BOTH = pytest.mark.parametrize("one", list(shipped().values()), ids=lambda one: one.id)
# What is written alike in bokmål and nynorsk, and cannot be written otherwise.
ALIKE: set[str] = set()
BOKMAAL = "ikke jeg hva hvordan hvem hvor noen noe fra dere mye hver bare gjøre være ble uke uker timer"
NYNORSK = "ikkje eg kva korleis kven nokon noko frå dykk mykje berre gjere vere vart veke veker timar"


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every text of a programme, without its method cards."""
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "cards":
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_two_and_the_second_is_derived_from_the_first() -> None:
    assert list(shipped()) == ["partner-driver-programme", "internal-driver-programme"]
    assert [one.derived_from for one in shipped().values()] == ["", "partner-driver-programme"]
    first, second = shipped().values()
    assert len(difference(first.programme, second.programme)) > 30
    shared = {one["id"] for one in first.programme["roles"]} & {one["id"] for one in second.programme["roles"]}
    assert shared == {"participant", "mentor", "leader", "lead"}


@BOTH
def test_everything_is_there_in_three_languages(one: Shipped) -> None:
    assert all(one.programme[section] for section in SECTIONS)
    assert len(one.programme["cards"]) >= 8
    for words in texts(one.programme):
        assert tuple(words) == LANGUAGES
        assert words["nb"] != words["nn"] or words["nb"] in ALIKE, words
        for said in words.values():
            assert "!" not in said
            assert said == said.strip()
    assert one.source.endswith("all words are our own.")
    assert one.checked_by != one.authored_by


@BOTH
def test_nynorsk_is_nynorsk(one: Shipped) -> None:
    nb = set(re.findall(r"[a-zæøåéò]+", " ".join(words["nb"] for words in texts(one.programme)).lower()))
    nn = set(re.findall(r"[a-zæøåéò]+", " ".join(words["nn"] for words in texts(one.programme)).lower()))
    assert nn & set(BOKMAAL.split()) == set()
    assert nb & set(NYNORSK.split()) == set()


@BOTH
def test_long_texts_are_whole_sentences(one: Shipped) -> None:
    said = [one.programme["summary"], *(each["text"] for each in one.programme["aims"])]
    said += [thing[key] for section, fields in SECTIONS.items() for key, field in fields.items() if field.kind == "text" for thing in one.programme[section]]  # fmt: skip
    said += [role["sentence"] for role in one.programme["roles"]]
    for words in said:
        for text in words.values():
            assert text.endswith((".", "?")), text


@BOTH
def test_the_theory_goes_all_the_way(one: Shipped) -> None:
    assert {each["step"] for each in one.programme["theory"]} == set(THEORY)
    step = {each["id"]: THEORY.index(each["step"]) for each in one.programme["theory"]}
    for each in one.programme["theory"]:
        assert all(step[after] == step[each["id"]] + 1 for after in each.get("leads_to", [])), each["id"]
        assert each.get("leads_to") or each["step"] == "effect"


@BOTH
def test_activities_use_the_cards_that_go_along(one: Shipped) -> None:
    used = {card for each in one.programme["activities"] for card in each.get("methods", [])}
    assert used == {card["id"] for card in one.programme["cards"]}


@BOTH
def test_hours_hold_what_is_asked(one: Shipped) -> None:
    meetings = sum(each["minutes"] * each["times"] for each in one.programme["activities"]) / 60
    participant = next(role for role in one.programme["roles"] if role["id"] == "participant")
    assert meetings <= participant["hours"]


@BOTH
def test_read_again_it_is_itself_and_it_reads_as_a_page(one: Shipped) -> None:
    assert read_programme(one.programme) == one.programme
    for language in LANGUAGES:
        page = told(one.programme, language)
        assert page.startswith(f"# {one.programme['name'][language]}\n")
        assert page.count("\n## ") == 9

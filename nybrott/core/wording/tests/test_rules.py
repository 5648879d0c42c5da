"""Every rule keeps its promises: its examples are tests, and a person can review it."""

import re
from datetime import date

import pytest

from nybrott.core.wording import RULES, Rule, catalogue, check
from nybrott.core.wording.model import LANGUAGES

EACH = [pytest.param(rule, id=rule.id) for rule in catalogue().rules]


def examples(kind: str) -> list[object]:
    return [
        pytest.param(rule, language, text, id=f"{rule.id}-{language}-{number}")
        for rule in catalogue().rules
        for language, texts in getattr(rule, kind).items()
        for number, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(("rule", "language", "text"), examples("good"))
def test_a_good_example_is_not_remarked_on(rule: Rule, language: str, text: str) -> None:
    checked = check(text)
    assert [remark for remark in checked.remarks if remark.rule == rule.id] == []
    assert checked.language == language


@pytest.mark.parametrize(("rule", "language", "text"), examples("bad"))
def test_a_bad_example_is_remarked_on_at_its_words(rule: Rule, language: str, text: str) -> None:
    wanted = re.findall(r"\[(.*?)\]", text)
    plain = text.replace("[", "").replace("]", "")
    checked = check(plain)
    told = [remark.words for remark in checked.remarks if remark.rule == rule.id]
    assert told, "nothing was remarked"
    assert set(wanted) <= set(told)
    assert checked.language == language


@pytest.mark.parametrize("rule", EACH)
def test_a_person_can_review_the_rule(rule: Rule) -> None:
    assert rule.source
    assert rule.authored_by
    assert rule.checked_by != rule.authored_by, "nobody checks their own rule"
    assert type(rule.review_after) is date
    for language in LANGUAGES:
        assert len(rule.good[language]) >= 3
        assert len(rule.bad[language]) >= 3


@pytest.mark.parametrize("rule", EACH)
def test_what_is_said_is_whole_and_written_in_three_languages(rule: Rule) -> None:
    for texts in (
        rule.why,
        rule.suggestion,
        *(find.why for find in rule.finds),
        *(find.suggestion for find in rule.finds),
    ):
        if not texts:
            continue
        assert len({texts[language] for language in LANGUAGES}) == 3
        for text in texts.values():
            assert text[-1] in ".?"
            assert "!" not in text
            assert "vennligst" not in text
        assert not {"ikke", "hvem", "løsning", "fra", "hva", "noe", "noen", "en", "et"} & set(
            re.findall(r"\w+", texts["nn"])
        )


def test_the_rules_are_just_those_named() -> None:
    assert {rule.id for rule in catalogue().rules} == set(RULES)
    assert len(RULES) == 14
    assert catalogue() is catalogue()
    assert len(catalogue().version) == 12

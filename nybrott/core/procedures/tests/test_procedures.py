"""The guide: held against a twin on every single answer, every pair, and whole tables; what is open decides nothing; doubtful amounts rule nothing out."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import Any

import pytest

from nybrott.core.procedures import Given, ProceduresError, catalogue, rank, spoken, told
from nybrott.core.procedures.facts import facts_of
from nybrott.core.procedures.loading import define
from nybrott.core.procedures.ranking import _ordered
from nybrott.core.procedures.tests.twin import FOLDER, ON, OPTIONS, QUESTIONS, RULES, order

VALUES = (None, 0, 49_999_999, 50_000_000, 60_000_000, 60_000_001, 229_999_999, 230_000_000, 780_000_000, 5_780_000_000)
ANSWERS = [(name, answer) for name, answers in QUESTIONS.items() for answer in answers]
IDEAL: dict[str, dict[str, str]] = {
    "open": {"solution": "exists", "need": "specified", "development": "none", "time": "short", "existing": "no", "repeated": "once"},
    "restricted": {},
    "negotiation": {"solution": "adapt", "need": "function", "development": "some", "purchase": "together", "startups": "no", "existing": "no"},
    "dialogue": {"solution": "none", "need": "function", "team": "full", "purchase": "nothing", "development": "some", "startups": "no"},
    "partnership": {"solution": "none", "development": "research", "purchase": "together", "time": "long", "team": "full", "rights": "own"},
    "precommercial": {"solution": "none", "development": "research", "purchase": "later", "parallel": "several", "rights": "use"},
    "design": {"need": "unclear", "purchase": "no", "object": "services"},
    "startoff": {"startups": "yes", "development": "some", "need": "function", "purchase": "later", "time": "year"},
    "dynamic": {"repeated": "again", "solution": "exists", "startups": "yes", "others": "yes"},
    "existing": {"existing": "yes", "solution": "exists", "time": "short", "team": "one"},
}  # fmt: skip


def mine(choices: dict[str, str], value: int | None = None) -> list[tuple[str, int | None, int]]:
    """The order alone, without what is open."""
    given = Given(choices, value)
    return [(one.option.id, one.place, one.score) for one in _ordered(given, facts_of(given, ON), catalogue())]


def drawn(n: int, seed: int) -> Iterator[tuple[dict[str, str], int | None]]:
    """Sets of answers, some questions open in each."""
    dice = random.Random(seed)
    for _ in range(n):
        choices = {name: dice.choice(answers) for name, answers in QUESTIONS.items() if answers and dice.random() < 0.8}
        yield choices, dice.choice(VALUES)


def test_every_single_answer_every_pair_and_every_value_ranks_as_the_twin_says() -> None:
    sets = [{}, *({name: answer} for name, answer in ANSWERS)]
    sets += [dict(pair) for pair in combinations(ANSWERS, 2) if pair[0][0] != pair[1][0]]
    for choices in sets:
        assert mine(choices) == order(choices, None), choices
    for value, thing in product(VALUES, (*QUESTIONS["object"], None)):
        choices = {"object": thing} if thing else {}
        assert mine(choices, value) == order(choices, value), (thing, value)


def test_the_truth_table_of_the_questions_that_rule_things_out_is_the_twins() -> None:
    asked = ["solution", "development", "purchase", "object", "repeated", "existing"]
    n = 0
    for chosen in product(*([*QUESTIONS[name], None] for name in asked)):
        choices = {name: answer for name, answer in zip(asked, chosen, strict=True) if answer}
        assert mine(choices) == order(choices, None), choices
        n += 1
    assert n == 4 * 4 * 5 * 5 * 3 * 3


def test_whole_sets_of_answers_rank_as_the_twin_says_with_values() -> None:
    for choices, value in drawn(400, 9):
        assert mine(choices, value) == order(choices, value), (choices, value)


def test_an_answer_more_takes_no_reason_away_and_every_reason_rests_on_what_was_answered() -> None:
    for choices, value in drawn(40, 4):
        less = dict(list(choices.items())[: len(choices) // 2])
        few, many = rank(Given(less, value), on=ON), rank(Given(choices, value), on=ON)
        held = {one.option.id: {r.rule.id for r in (*one.speaks_for, *one.speaks_against, *one.not_possible, *one.checks)} for one in many.options}  # fmt: skip
        for one in few.options:
            for reason in (*one.speaks_for, *one.speaks_against, *one.not_possible, *one.checks):
                assert set(reason.rule.when) <= {*less, "band", "frame"}
                assert reason.rule.id in held[one.option.id]


def test_what_is_open_is_named_with_what_an_answer_would_change_and_nothing_else() -> None:
    for choices, value in [({}, None), *drawn(12, 2)]:
        found = rank(Given(choices, value), on=ON)
        assert [one.question for one in found.open] == [name for name in QUESTIONS if (value is None if name == "value" else name not in choices)]  # fmt: skip
        before = order(choices, value)
        for one in (one for one in found.open if one.question != "value"):
            after = [order({**choices, one.question: answer}, value) for answer in QUESTIONS[one.question]]
            moved = any([each[:2] for each in other] != [each[:2] for each in before] for other in after)
            assert (one.changes != "nothing") == moved, (choices, one.question)


def test_nothing_answered_puts_nothing_first_and_all_share_one_place() -> None:
    found = rank(Given(), on=ON)
    assert found.first == ()
    assert {one.place for one in found.options} == {1}
    assert len(found.open) == len(QUESTIONS) == 15
    assert next(one for one in found.open if one.question == "startups").first == ("startoff",)


@pytest.mark.parametrize("option", [one["id"] for one in OPTIONS if one["id"] != "restricted"])
def test_each_way_comes_first_where_it_fits(option: str) -> None:
    found = rank(Given(IDEAL[option]), on=ON)
    assert found.first == (option,)


def test_negotiation_is_ruled_out_by_an_amount_that_is_sure_and_only_doubted_by_one_that_is_not() -> None:
    shelf = Given(
        {"solution": "exists", "need": "specified", "development": "none", "risk": "low", "object": "goods"},
        230_000_000,
    )
    sure = {one.option.id: one for one in rank(shelf, on=date(2025, 12, 31)).options}
    doubtful = {one.option.id: one for one in rank(shelf, on=date(2026, 1, 1)).options}
    below = {one.option.id: one for one in rank(replace(shelf, value=229_999_999), on=date(2025, 12, 31)).options}
    for way in ("negotiation", "dialogue"):
        assert [one.rule.id for one in sure[way].not_possible] == ["conditions"]
        assert sure[way].place is None
        assert doubtful[way].not_possible == ()
        assert [one.sure for one in doubtful[way].speaks_against if one.rule.id == "conditions"] == [False]
        assert doubtful[way].place is not None
        assert "conditions" not in {one.rule.id for one in (*below[way].not_possible, *below[way].speaks_against)}


def test_an_amount_older_than_a_year_rules_nothing_out_either() -> None:
    given = Given({"object": "goods"}, 230_000_000)
    assert facts_of(given, date(2025, 6, 1))["band"].sure
    assert not facts_of(given, date(2028, 1, 1))["band"].sure
    assert facts_of(Given({"object": "goods"}, 149_000_000, "state"), date(2025, 6, 1))["band"].value == "eea"
    assert "band" not in facts_of(Given({}, 230_000_000), date(2025, 6, 1))
    assert facts_of(Given({}, None), ON) == {}


def test_answers_nobody_asked_for_count_as_not_given() -> None:
    odd = rank(Given({"solution": "perhaps", "colour": "blue", "need": "specified"}), on=ON)
    assert odd.options == rank(Given({"need": "specified"}), on=ON).options
    assert odd.given.choices == {"need": "specified"}


def test_a_ranking_is_told_whole_in_three_languages_and_the_same_twice() -> None:
    given = Given({**IDEAL["partnership"], "object": "goods", "startups": "yes"}, 300_000_000)
    data = told(rank(given, on=ON))
    assert json.loads(json.dumps(data)) == data == told(rank(given, on=ON))
    first = spoken(data, "nn")["options"][0]
    assert first["names"] == "Innovasjonspartnarskap"
    assert {"Løysinga finst ikkje, og det er vilkåret."} <= {one["why"] for one in first["for"]}
    assert (
        spoken(data, "en")["notice"]
        == "This is guidance and never a legal decision. The person who chooses the procedure is responsible for the choice."
    )
    assert [one["answer"] for one in spoken(data, "nb")["answers"] if one["question"] == "value"] == [
        "3\u00a0000\u00a0000\u00a0kroner"
    ]
    band = next(one for one in spoken(data, "nb")["facts"] if one["id"] == "band")
    assert not band["sure"]
    assert band["amounts"][0]["missing"]
    assert any("2026–2028" in line for line in band["amounts"][0]["doubts"])
    assert all(one["checked"].endswith("Ingen jurist har kontrollert det.") for one in spoken(data, "nb")["refs"])
    ruled = next(one for one in spoken(data, "en")["options"] if one["id"] == "design")
    assert ruled["not_possible"][0]["because"] == ["Goods, or goods and services"]


def test_every_question_matters_and_every_rule_can_hold() -> None:
    used = {name for rule in RULES for name in rule["when"]}
    assert set(QUESTIONS) - {"value"} <= used
    assert {"band", "frame"} <= used
    seen: set[str] = set()
    for choices, value in [*drawn(3000, 1), ({"solution": "exists", "need": "specified", "development": "none", "risk": "low", "object": "goods"}, 230_000_000)]:  # fmt: skip
        given = Given(choices, value)
        facts = {name: fact.value for name, fact in facts_of(given, ON).items()}
        seen |= {rule["id"] for rule in RULES if all((choices | facts).get(name) in answers for name, answers in rule["when"].items())}  # fmt: skip
    assert seen == {rule["id"] for rule in RULES}


def test_nynorsk_is_its_own_language_in_most_texts() -> None:
    pairs = [(one["why"]["nb"], one["why"]["nn"]) for one in RULES] + [(one["takes"]["nb"], one["takes"]["nn"]) for one in OPTIONS]  # fmt: skip
    same = [nb for nb, nn in pairs if nb == nn]
    assert same == []


TEXTS = [(FOLDER / f"{name}.toml").read_text(encoding="utf-8") for name in ("questions", "options", "rules")]


@pytest.mark.parametrize(
    ("which", "old", "new", "why"),
    [
        (0, 'id = "solution"', 'id = ""', "has an id"),
        (0, 'id = "need"', 'id = "solution"', "Two questions are called solution"),
        (0, 'id = "adapt"', 'id = "exists"', "an id of its own"),
        (0, 'checked_by = ""', "", "who checked"),
        (1, 'effort = "low"', 'effort = "none"', "effort is one of"),
        (1, '"changes-below"', '"nowhere"', "names in core.law"),
        (1, 'id = "open"', 'id = "closed"', "for which options"),
        (2, "weight = 3", "weight = 4", "weight is 1 to 3"),
        (2, "weight = 3", "weight = true", "weight is 1 to 3"),
        (2, 'effect = "for"', 'effect = "perhaps"', "effect is one of"),
        (2, 'when.solution = ["exists"]', 'when.solution = ["exist"]', "is no question with these answers"),
        (2, 'when.solution = ["exists"]', 'when.colour = ["blue"]', "is no question with these answers"),
        (2, 'when.solution = ["exists"]', "", "when it holds"),
        (2, 'id = "exists-restricted"', 'id = "exists-open"\noptions = ["open"]\n#', "not TOML"),
        (2, "why.nn =", "why.sv =", "lacks nn"),
    ],
)  # fmt: skip
def test_tables_that_do_not_hang_together_are_refused(which: int, old: str, new: str, why: str) -> None:
    texts: list[Any] = list(TEXTS)
    assert old in texts[which]
    texts[which] = texts[which].replace(old, new, 1)
    with pytest.raises(ProceduresError, match=why):
        define(*texts)


def test_the_edition_changes_with_a_letter() -> None:
    assert define(*TEXTS).edition == catalogue().edition
    assert define(TEXTS[0], TEXTS[1], TEXTS[2] + "\n").edition != catalogue().edition

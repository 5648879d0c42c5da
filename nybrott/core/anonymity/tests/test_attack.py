"""Whoever has every table of a survey, and knows how it was asked and how tables are made, finds no number from 1 to 4.

Two attackers. One solves for all sets of answers that fit every table at once (integer programming), with larger surveys drawn by
chance: branching, choices beside others, scales with "I do not know", answers left out, groups. The other knows the rules as well, and
gathers every small set of answers that is published alike.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from nybrott.core.anonymity import Declared, changes, publish, tellable
from nybrott.core.anonymity.tests.test_hiding import sums_to
from nybrott.core.surveys import UNKNOWN, Instrument, read_instrument, settle

FEW = 5
W = {"en": "x"}


def options(*ids: str) -> list[dict[str, Any]]:
    return [{"id": id, "text": W} for id in ids]


def single(id: str, *ids: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "single", "text": W, "options": options(*ids), **more}


def scale(id: str, high: int, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "scale", "text": W, "low": 1, "high": high, "low_text": W, "high_text": W, **more}


def multiple(id: str, *ids: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "multiple", "text": W, "options": options(*ids), **more}


def instrument(*questions: Mapping[str, Any]) -> Instrument:
    return read_instrument({"name": W, "intro": W, "audience": "drivers", "questions": list(questions)})


def values_of(question: Mapping[str, Any]) -> list[Any]:
    """Everything somebody can answer who is asked; None where it may be left out."""
    kind = question["kind"]
    if kind == "single":
        said: list[Any] = [one["id"] for one in question["options"]]
    elif kind == "multiple":
        ids = [one["id"] for one in question["options"]]
        said = [[id for id, chosen in zip(ids, picks, strict=True) if chosen] for picks in product([0, 1], repeat=len(ids))][1:]  # fmt: skip
    else:
        said = [*range(question["low"], question["high"] + 1), *([UNKNOWN] if question.get("unknown") else [])]
    return said if question.get("required") else [*said, None]


def kinds_of_people(asked: Instrument) -> list[dict[str, Any]]:
    """Every set of answers one person can give."""
    questions = asked.questions
    found: dict[str, dict[str, Any]] = {}
    for values in product(*(values_of(one) for one in questions)):
        said = settle(asked, {one["id"]: value for one, value in zip(questions, values, strict=True) if value is not None})  # fmt: skip
        # whoever is asked what must be answered has answered it
        if all(one["id"] in said for one in asked.asked(said) if one.get("required")):
            found.setdefault(repr(sorted(said.items())), said)
    return list(found.values())


def published(asked: Instrument, answers: Sequence[Mapping[str, Any]], shows: Mapping[str, tuple[str, bool]], group: str) -> list[dict[str, Any]]:  # fmt: skip
    """What is told of a survey with these tables: question → how it is shown, and whether by group."""
    by_key = {one.key: one for one in asked.variables()}
    declared = [Declared(one, *shows[one.question["id"]]) for one in by_key.values() if one.question["id"] in shows]  # type: ignore[arg-type]
    told = tellable(asked.questions, {id: show for id, (show, _by) in shows.items()}, answers, grouped=group)
    return publish(answers, [one for one in declared if one.variable.question["id"] in told], by_key.get(group))


# --- the attacker who solves ---


def asked_people(asked: Instrument, question: str, kinds: Sequence[Mapping[str, Any]]) -> np.ndarray[Any, Any]:
    return np.array([any(one["id"] == question for one in asked.asked(each)) for each in kinds], dtype=float)


def known(asked: Instrument, kinds: Sequence[Mapping[str, Any]], number: int, tables: Sequence[Mapping[str, Any]]) -> list[LinearConstraint]:  # fmt: skip
    """All that the tables say of how many people there are of each kind."""
    by_key = {one.key: one for one in asked.variables()}
    found = [LinearConstraint(np.ones(len(kinds)), number, number)]

    def these(key: str, categories: Sequence[str]) -> np.ndarray[Any, Any]:
        variable = by_key[key]
        inside = np.array([variable.value(each) in categories for each in kinds], dtype=float)
        return inside * asked_people(asked, variable.question["id"], kinds)

    def equal(row: np.ndarray[Any, Any], value: float) -> None:
        found.append(LinearConstraint(row, value, value))

    def mean(key: str, row: Mapping[str, Any], among: np.ndarray[Any, Any]) -> None:
        points = {str(point): point for point in by_key[key].points}
        answered = these(key, list(points)) * among
        given = np.array([points.get(by_key[key].value(each), 0) for each in kinds]) * answered
        if row["mean"] is not None:
            found.append(LinearConstraint(given - (row["mean"] - 0.0501) * answered, 0, np.inf))
            found.append(LinearConstraint(given - (row["mean"] + 0.0501) * answered, -np.inf, 0))
            found.append(LinearConstraint(answered, FEW, np.inf))
        if row["n"] is not None:
            equal(answered, row["n"])
        if row["at_least"]:
            found.append(LinearConstraint(answered, row["at_least"], np.inf))

    for table in tables:
        key, by = table["key"], table["by"]
        if table["show"] == "mean":
            for row in table.get("rows", [table]):
                mean(key, row, these(by, row["categories"]) if by else np.ones(len(kinds)))
            continue
        equal(asked_people(asked, by_key[key].question["id"], kinds), table["n"])
        for row in table["rows"]:
            if not by:
                equal(these(key, row["categories"]), row["count"])
            for column, count in zip(table.get("columns", []), row.get("counts", []), strict=True):
                equal(these(key, row["categories"]) * these(by, column["categories"]), count)
        for column in table.get("columns", []):
            equal(these(by, column["categories"]), column["count"])
    return found


def targets(asked: Instrument, kinds: Sequence[Mapping[str, Any]], group: str) -> dict[str, np.ndarray[Any, Any]]:
    """What somebody could ask after: who gave an answer, who left it out, who was not asked, in all and in each group."""
    places = {"": np.ones(len(kinds))}
    variables = asked.variables()
    for one in variables:
        if one.key == group:
            places |= {f" in {each}": np.array([one.value(kind) == each for kind in kinds], dtype=float) for each in one.categories}  # fmt: skip
    found = {}
    for one in variables:
        those = asked_people(asked, one.question["id"], kinds)
        for where, here in places.items():
            found[f"{one.key} not asked{where}"] = (1 - those) * here
            for category in (*one.categories, ""):
                inside = np.array([one.value(kind) == category for kind in kinds], dtype=float)
                found[f"{one.key}={category or 'left out'}{where}"] = inside * those * here
    for id, many in [(one["id"], one) for one in asked.questions if one["kind"] == "multiple"]:
        found[f"{id}: more than one"] = np.array([len(kind.get(id, [])) > 1 for kind in kinds], dtype=float)
        found[f"{id}: none of {len(many['options'])}"] = np.array([not kind.get(id) for kind in kinds], dtype=float)
    return found


def worked_out(asked: Instrument, answers: Sequence[Mapping[str, Any]], shows: Mapping[str, tuple[str, bool]], group: str) -> list[str]:  # fmt: skip
    """The numbers from 1 to 4 that every set of answers fitting all tables agrees in."""
    tables = published(asked, answers, shows, group)
    if not tables:
        return []
    kinds = kinds_of_people(asked)
    truth = np.array([sum(each == one for each in answers) for one in kinds], dtype=float)
    assert truth.sum() == len(answers)
    rules = known(asked, kinds, len(answers), tables)
    for rule in rules:
        assert np.all(rule.lb - 1e-6 <= rule.A @ truth), "no table tells an untruth"
        assert np.all(rule.A @ truth <= rule.ub + 1e-6), "no table tells an untruth"
    found = []
    for name, row in targets(asked, kinds, group).items():
        value = round(float(row @ truth))
        if not 0 < value < FEW:
            continue
        # one other set of answers that fits is enough
        for way in (1, -1):
            best = milp(way * row, constraints=rules, integrality=np.ones(len(kinds)), bounds=Bounds(0, len(answers)))
            if best.success and round(way * best.fun) != value:
                break
        else:
            found.append(f"{name}: {value} of {len(answers)} from {tables}")
    return found


def a_survey(chance: Random) -> tuple[Instrument, dict[str, tuple[str, bool]], str]:
    """Four questions, at least one that hangs on another, with tables declared as somebody could."""
    group = single("unit", "north", "south", *(["west"] if chance.random() < 0.5 else []), required=True)
    first = chance.choice([
        single("first", "one", "two", "three", required=chance.random() < 0.5), scale("first", 3, unknown=chance.random() < 0.5),
    ])  # fmt: skip
    answers = ["one", "two", "three"] if first["kind"] == "single" else [1, 2, 3]
    rule = {"question": "first", "is": chance.sample(answers, chance.choice([1, 2]))}
    hangs = chance.choice([
        single("then", "yes", "no", show_if=rule, required=chance.random() < 0.6), scale("then", 3, show_if=rule),
    ])  # fmt: skip
    last = chance.choice([
        multiple("last", "time", "money", *(["law"] if chance.random() < 0.5 else [])), scale("last", 4),
        single("last", "yes", "no", show_if={"question": "first", "is": [chance.choice(answers)]}, required=True),
        single("last", "yes", "no", show_if={"question": "unit", "is": ["north"]}),
    ])  # fmt: skip
    questions = [group, first, hangs, last]
    shows: dict[str, tuple[str, bool]] = {}
    for one in questions:
        if chance.random() < 0.85:
            means = one["kind"] == "scale" and chance.random() < 0.6
            by = one["id"] != "unit" and "show_if" not in one and chance.random() < 0.5
            shows[one["id"]] = ("mean" if means else "counts", by)
    return instrument(*questions), shows, "unit"


def people_of(asked: Instrument, chance: Random, number: int) -> list[dict[str, Any]]:
    """People who are more alike than by chance, so that some answers are rare."""
    kinds = kinds_of_people(asked)
    liked = chance.sample(kinds, min(len(kinds), chance.randint(2, 6)))
    return [chance.choice(liked) if chance.random() < 0.85 else chance.choice(kinds) for _one in range(number)]


def attacked(seeds: range, most: int) -> list[str]:
    found = []
    for seed in seeds:
        chance = Random(seed)
        asked, shows, group = a_survey(chance)
        answers = people_of(asked, chance, chance.randint(5, most))
        found += [f"seed {seed}, {shows}: {one}" for one in worked_out(asked, answers, shows, group)]
    return found


def test_no_survey_drawn_by_chance_can_be_solved() -> None:
    assert attacked(range(25), 60) == []


@pytest.mark.soak
def test_no_survey_of_many_can_be_solved() -> None:
    assert attacked(range(1000, 3000), 60) == []
    assert attacked(range(3000, 7000), 20) == []


def test_the_attacker_finds_what_hangs_on_another_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tables, each of them safe alone: 7 said one or two, told together; the 5 who said two were asked a further question."""
    asked = instrument(
        single("first", "one", "two", "three", required=True),
        single("then", "yes", "no", required=True, show_if={"question": "first", "is": ["two"]}),
    )
    answers = [{"first": "one"}] * 2 + [{"first": "two", "then": "yes"}] * 5 + [{"first": "three"}] * 13
    shows = {"first": ("counts", False), "then": ("counts", False)}
    assert [row["count"] for row in published(asked, answers, shows, "")[0]["rows"]] == [7, 13]
    assert worked_out(asked, answers, shows, "") == []
    monkeypatch.setattr("nybrott.core.anonymity.tests.test_attack.tellable", lambda questions, shows, *_rest, **_more: set(shows))  # fmt: skip
    found = worked_out(asked, answers, shows, "")
    assert any("first=one: 2 of 20" in one for one in found)


# --- the attacker who knows the rules ---


def alike(asked: Instrument, shows: Mapping[str, tuple[str, bool]], wholes: range, group: str = "") -> list[str]:
    """The numbers from 1 to 4 that all sets of answers agree in which are published alike."""
    kinds, found = kinds_of_people(asked), []
    rows = targets(asked, kinds, group)
    sums, names = np.array(list(rows.values())), list(rows)
    for whole in wholes:
        seen: dict[str, list[tuple[int, ...]]] = defaultdict(list)
        for cells in sums_to(whole, len(kinds)):
            answers = [kind for kind, count in zip(kinds, cells, strict=True) for _one in range(count)]
            seen[repr(published(asked, answers, shows, group))].append(cells)
        for tables, could_be in seen.items():
            values = sums @ np.array(could_be).T
            low, high = values.min(axis=1), values.max(axis=1)
            pinned = (low == high) & (low > 0) & (low < FEW)
            found += [f"{names[at]}: {low[at]:.0f} of {whole} from {tables}" for at in np.flatnonzero(pinned)]
    return found


COUNTS, MEAN = ("counts", False), ("mean", False)
FIRST = single("first", "one", "two", "three", required=True)
POINTS = scale("first", 3, required=True)


def then(*wanted: object, id: str = "then", **more: Any) -> dict[str, Any]:
    return single(id, "yes", "no", show_if={"question": "first", "is": list(wanted)}, **more)


SMALL: dict[str, tuple[Instrument, dict[str, tuple[str, bool]], range, str]] = {
    "a mean, some left it out": (instrument(scale("mark", 3)), {"mark": MEAN}, range(5, 15), ""),
    "a mean of five points": (instrument(scale("mark", 5)), {"mark": MEAN}, range(5, 9), ""),
    "counts, some left it out": (instrument(scale("mark", 3)), {"mark": COUNTS}, range(5, 14), ""),
    "two choices beside each other": (instrument(multiple("what", "time", "money")), {"what": COUNTS}, range(5, 14), ""),
    "hangs on an answer": (instrument(FIRST, then("two", required=True)), {"first": COUNTS, "then": COUNTS}, range(5, 13), ""),
    "hangs on an answer and may be left out": (instrument(FIRST, then("two")), {"first": COUNTS, "then": COUNTS}, range(5, 11), ""),
    "hangs on a mean": (instrument(POINTS, then(1, required=True)), {"first": MEAN, "then": COUNTS}, range(5, 13), ""),
    "hangs on what has no table": (instrument(FIRST, then("two", "one", required=True)), {"then": COUNTS}, range(5, 11), ""),
    "two hang on what has no table": (
        instrument(FIRST, then("one", required=True), then("one", "two", id="also", required=True)), {"then": COUNTS, "also": COUNTS}, range(5, 10), "",
    ),
    "a mean by group, some left it out": (
        instrument(single("unit", "north", "south", required=True), scale("mark", 2)), {"unit": COUNTS, "mark": ("mean", True)}, range(5, 11), "unit",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_no_small_survey_can_be_turned_back(name: str) -> None:
    asked, shows, wholes, group = SMALL[name]
    assert alike(asked, shows, wholes, group) == []


@pytest.mark.soak
@pytest.mark.parametrize("name", SMALL)
def test_no_larger_survey_can_be_turned_back(name: str) -> None:
    asked, shows, wholes, group = SMALL[name]
    assert alike(asked, shows, range(wholes.stop, wholes.stop + 4), group) == []


@pytest.mark.parametrize(
    ("place", "instead", "name"),
    [
        ("publishing.tells_left_out", lambda *_given: False, "a mean, some left it out"),
        ("tests.test_attack.tellable", lambda questions, shows, *_rest, **_more: set(shows), "hangs on a mean"),
        ("tests.test_attack.tellable", lambda questions, shows, *_rest, **_more: set(shows), "two hang on what has no table"),
        ("publishing.small", lambda _count: False, "a mean by group, some left it out"),
    ],
)  # fmt: skip
def test_each_rule_is_needed(place: str, instead: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"nybrott.core.anonymity.{place}", instead)
    asked, shows, wholes, group = SMALL[name]
    assert alike(asked, shows, wholes, group) != []


def steps(chance: Random) -> Iterator[tuple[int, int]]:
    for _pair in range(chance.randint(0, 40)):
        yield chance.randint(1, 5), chance.randint(1, 5)


def test_of_few_changes_nobody_knows_that_there_are_any() -> None:
    """Whatever is told of tied answers is told as well where those of whom there are few are not tied at all."""
    for seed in range(200):
        pairs = list(steps(Random(seed)))
        ways = {"higher": lambda a, b: b > a, "same": lambda a, b: a == b, "lower": lambda a, b: b < a}
        for fits in ways.values():
            few = [pair for pair in pairs if fits(*pair)]
            if 0 < len(few) < FEW:
                assert changes([pair for pair in pairs if not fits(*pair)]) == changes(pairs)
        told = changes(pairs)
        assert told["linked"] == told["higher"] + told["same"] + told["lower"] <= len(pairs)

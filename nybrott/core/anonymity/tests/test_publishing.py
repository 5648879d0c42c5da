"""Declared tables by hand, and code words."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.anonymity import Declared, changes, link_of, long_enough, phrase, publish, strange
from nybrott.core.anonymity.linking import WORDS, normal
from nybrott.core.surveys import UNKNOWN, Variable

SIZE = Variable("size", {"id": "size", "kind": "single"}, "choice", ("few", "some", "many"))
MET = Variable("met", {"id": "met", "kind": "single"}, "choice", ("yes", "no"))
USE = Variable("use", {"id": "use", "kind": "scale"}, "points", ("1", "2", "3", "4", "5", UNKNOWN))


def people(*parts: tuple[int, dict[str, Any]]) -> list[dict[str, Any]]:
    return [said for count, said in parts for _one in range(count)]


def test_fewer_than_five_answers_give_no_table_at_all() -> None:
    assert publish(people((4, {"met": "yes"})), [Declared(MET)]) == []
    assert publish([], [Declared(MET), Declared(USE, "mean")]) == []


def test_everybody_says_the_same() -> None:
    line, mean = publish(people((9, {"met": "yes", "use": 5})), [Declared(MET), Declared(USE, "mean")])
    assert [row["count"] for row in line["rows"]] == [9, 0]
    assert (mean["mean"], mean["n"]) == (5.0, 9)


def test_only_what_is_declared_is_made() -> None:
    found = publish(people((9, {"met": "yes", "use": 5, "size": "few"})), [Declared(MET)])
    assert [one["key"] for one in found] == ["met"]


def test_small_groups_are_one_class_in_every_table() -> None:
    answers = people(
        (8, {"size": "few", "met": "yes", "use": 4}), (7, {"size": "some", "met": "yes", "use": 3}),
        (6, {"size": "some", "met": "no", "use": 2}), (3, {"size": "many", "met": "no", "use": 2}),
    )  # fmt: skip
    declared = [Declared(SIZE), Declared(MET, by=True), Declared(USE, "mean", by=True)]
    line, _met, met_by, mean, mean_by = publish(answers, declared, SIZE)
    assert [(row["categories"], row["count"]) for row in line["rows"]] == [(["few"], 8), (["some", "many"], 16)]
    assert [one["categories"] for one in met_by["columns"]] == [["few"], ["some", "many"]]
    assert [row["counts"] for row in met_by["rows"]] == [[8, 7], [0, 9]]
    assert mean["mean"] == round((32 + 21 + 12 + 6) / 24, 1)
    assert [(row["categories"], row["mean"]) for row in mean_by["rows"]] == [(["few"], 4.0), (["some", "many"], 2.4)]


def test_a_hidden_mean_cannot_be_taken_from_the_whole() -> None:
    answers = people((6, {"size": "few", "use": 3}), (6, {"size": "some", "use": 3}), (5, {"size": "many", "use": 1}), (1, {"size": "many", "use": 2}))  # fmt: skip
    _line, _mean, by = publish(answers, [Declared(SIZE), Declared(USE, "mean", by=True)], SIZE)
    assert [(row["categories"], row["mean"]) for row in by["rows"]] == [(["few"], 3.0), (["some", "many"], 2.1)]


def test_who_did_not_answer_is_not_told_by_the_number() -> None:
    (mean,) = publish(people((17, {"use": 3}), (2, {"use": UNKNOWN}), (1, {})), [Declared(USE, "mean")])
    assert (mean["mean"], mean["n"], mean["at_least"]) == (3.0, None, 15)
    (line,) = publish(people((10, {"met": "yes"}), (8, {"met": "no"}), (2, {})), [Declared(MET)])
    assert [(row["categories"], row["count"]) for row in line["rows"]] == [(["yes"], 10), (["no", ""], 10)]


@pytest.mark.parametrize(
    ("declared", "group"),
    [
        ([Declared(USE), Declared(USE, "mean")], None),
        ([Declared(MET, "mean")], None),
        ([Declared(MET, by=True)], None),
        ([Declared(MET, by=True)], MET),
        ([Declared(USE, "mean"), Declared(MET, by=True)], USE),
    ],
)
def test_what_would_tell_more_together_is_not_made(declared: list[Declared], group: Variable | None) -> None:
    with pytest.raises(ValueError, match=r"declared once|no points|by itself|in counts"):
        publish(people((9, {"met": "yes"})), declared, group)


def test_changes_are_told_in_steps_of_five() -> None:
    pairs = [(1, 3)] * 12 + [(2, 2)] * 6 + [(4, 1)] * 3
    assert changes(pairs) == {"linked": 15, "higher": 10, "same": 5, "lower": 0}
    assert changes(pairs[:4]) == {"linked": 0, "higher": 0, "same": 0, "lower": 0}


def numbers(found: object) -> Iterator[int]:
    """Every whole number in what is published."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key not in ("low", "high"):
                yield from numbers(value)
    elif isinstance(found, list):
        for value in found:
            yield from numbers(value)
    elif type(found) is int:
        yield found


one_person = st.fixed_dictionaries(
    {"size": st.sampled_from(["few", "few", "some", "many"])},
    optional={"met": st.sampled_from(["yes", "yes", "no"]), "use": st.sampled_from([1, 3, 3, 4, 5, UNKNOWN])},
)


@given(st.lists(one_person, max_size=40), st.booleans(), st.booleans())
def test_whatever_people_answer_no_number_is_of_few(answers: list[dict[str, Any]], by: bool, mean: bool) -> None:
    declared = [Declared(SIZE), Declared(MET, by=by), Declared(USE, "mean" if mean else "counts", by=by)]
    found = publish(answers, declared, SIZE)
    assert not any(0 < number < 5 for number in numbers(found))
    for table in found:
        if table["show"] == "counts" and not table["by"]:
            assert sum(row["count"] for row in table["rows"]) == len(answers), "nothing is left out, only put together"
        if table["show"] == "counts" and table["by"]:
            columns = [sum(row["counts"][place] for row in table["rows"]) for place in range(len(table["columns"]))]
            assert columns == [column["count"] for column in table["columns"]]


SALT, PEPPER = b"s" * 16, b"p" * 32


def test_the_same_words_give_the_same_link_however_they_are_written() -> None:
    link = link_of("Fjell sko-lampe  ÅRE", salt=SALT, pepper=PEPPER)
    assert link == link_of("fjell, sko lampe åre.", salt=SALT, pepper=PEPPER)
    assert len(link) == 64
    assert "fjell" not in link
    assert link != link_of("fjell sko lampe is", salt=SALT, pepper=PEPPER)
    assert link != link_of("fjell sko lampe åre", salt=b"t" * 16, pepper=PEPPER)
    assert link != link_of("fjell sko lampe åre", salt=SALT, pepper=b"q" * 32)
    assert link_of(" - ", salt=SALT, pepper=PEPPER) == ""


def test_two_hundred_and_fifty_six_words_that_cannot_be_mixed_up() -> None:
    assert len(set(WORDS)) == 256
    assert list(WORDS) == sorted(WORDS)
    assert all(normal(word) == word and 2 <= len(word) <= 10 for word in WORDS)


def test_a_phrase_is_four_of_our_words_and_a_misspelt_one_is_seen() -> None:
    made = phrase(Random(7).randrange)
    assert len(made.split()) == 4
    assert strange(made) == ()
    assert strange(f"{' '.join(made.split()[:3])} fjelll") == ("fjelll",)
    assert strange("min egen hemmelige setning") == ()
    assert long_enough(made)
    assert not long_enough("katt hund")
    assert long_enough("bestemors kjøkkenbord")

"""Every change of a data file is found: of a figure, of an input, of the seal."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nybrott.core.evaluation import EvaluationError, digest, figuring, sealed, verify, verifying
from nybrott.core.evaluation.tests.samples import inputs

WHOLE = sealed(inputs())


def whole() -> dict[str, Any]:
    """A data file as it comes out of a file."""
    found: dict[str, Any] = json.loads(json.dumps(WHOLE))
    return found


def numbers(value: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every number."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in pairs:
        yield from numbers(inner, (*way, name))
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield way


def change(said: Any, way: tuple[Any, ...], by: Any) -> None:
    *inner, last = way
    for step in inner:
        said = said[step]
    said[last] = by(said[last])


def seal_anew(said: dict[str, Any]) -> None:
    said["digest"] = digest({name: said[name] for name in said if name != "digest"})


def place(way: tuple[Any, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).lstrip(".")


FIGURES = [("figures", *way) for way in numbers(WHOLE["figures"])]
INPUTS = [("inputs", *way) for way in numbers(WHOLE["inputs"])]


def test_what_is_whole_holds() -> None:
    found = verify(whole())
    assert found.holds
    assert found.differences == found.rules == found.reworded == ()
    assert found.digest == WHOLE["digest"]
    assert found.checked > 200


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(FIGURES),
    st.sampled_from([lambda one: one + 1, lambda one: one * 1.000001 + 0.000001, str, lambda one: None]),
)
def test_a_changed_figure_is_found_even_if_the_file_is_sealed_anew(way: tuple[Any, ...], by: Any) -> None:
    said = whole()
    change(said, way, by)
    seal_anew(said)
    assert [one.place for one in verify(said).differences] == [place(way)]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(INPUTS))
def test_a_changed_input_is_found(way: tuple[Any, ...]) -> None:
    said = whole()
    change(said, way, lambda one: one + 1 if isinstance(one, int) else one + 0.001)
    try:
        found = verify(said)
    except EvaluationError:
        return  # what can no longer be reckoned is found too
    assert "digest" in [one.place for one in found.differences]
    seal_anew(said)
    assert "the report's own digest" in [one.place for one in verify(said, known=WHOLE["digest"]).differences]


def test_nine_digits_are_looked_at() -> None:
    said = whole()
    way = ("figures", "indicators", 0, "bases", 0, "said", 0, "estimate")
    change(said, way, lambda one: one * (1 + 1e-12))
    seal_anew(said)
    assert verify(said).holds, "another version of Python may round so"
    change(said, way, lambda one: one * (1 + 1e-8))
    seal_anew(said)
    assert not verify(said).holds


def test_what_is_taken_away_or_put_in() -> None:
    said = whole()
    said["figures"]["indicators"].pop()
    said["figures"]["costs"]["bonus"] = 1
    del said["figures"]["levels"]["results"]
    found = {one.place: (one.said, one.right) for one in verify(said).differences}
    assert found["figures.indicators"] == ("4 of them", "5 of them")
    assert found["figures.costs.bonus"] == ("1", "")
    assert found["figures.levels.results"][0] == ""


def test_other_rules_are_named_and_other_words_are_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    said = whole()
    said["rules"]["designs"] = "older"
    said["figures"]["indicators"][0]["bases"][0]["said"][0]["design"]["rivals"][0] = "forgotten"
    seal_anew(said)
    found = verify(said)
    assert found.holds
    assert [one[:2] for one in found.rules] == [("designs", "older")]
    assert [one.said for one in found.reworded] == ['"forgotten"']
    said["rules"]["designs"] = figuring.rules()["designs"]
    seal_anew(said)
    assert not verify(said).holds, "with the same rules the same words"


@pytest.mark.parametrize(
    ("spoil", "place", "reason"),
    [
        (lambda said: said.update(format="other"), "format", "is not"),
        (lambda said: said.update(version=2), "version", "not known here"),
        (lambda said: said.update(version=True), "version", "not known here"),
        (lambda said: said.pop("rules"), "rules", "not whole"),
        (lambda said: said.pop("digest"), "digest", "not whole"),
        (lambda said: said.update(digest="abc"), "digest", "no SHA-256"),
        (lambda said: said.update(figures=[]), "figures", "no object"),
        (lambda said: said.update(more=1), "more", "not known"),
        (lambda said: said["figures"]["costs"].update(all=float("nan")), "", "JSON cannot say"),
        (lambda said: said["inputs"]["indicators"][0].update(before=float("nan")), "", "JSON cannot say"),
    ],
)
def test_what_is_no_data_file(spoil: Any, place: str, reason: str) -> None:
    said = whole()
    spoil(said)
    with pytest.raises(EvaluationError) as trouble:
        verify(said)
    assert trouble.value.place == place
    assert reason in trouble.value.reason


@pytest.mark.parametrize("said", [None, [], {}, "x", 1, {"inputs": {}}])
def test_what_is_no_file_of_ours_at_all(said: object) -> None:
    with pytest.raises(EvaluationError, match="no data file of an evaluation report"):
        verify(said)


def test_a_deep_or_huge_file_is_told_of() -> None:
    deep: Any = {}
    for _step in range(100_000):
        deep = {"a": deep}
    with pytest.raises(EvaluationError):
        verify(whole() | {"figures": deep})
    long = deepcopy(whole())
    long["figures"]["costs"]["all"] = 10**400
    found = verify(long)
    assert [one.place for one in found.differences] == ["figures.costs.all", "digest"]
    assert all(len(one.said) <= 64 for one in found.differences)


def test_a_list_of_differences_ends() -> None:
    said = whole()
    said["figures"]["waves"] = [{"share": at} for at in range(5_000)]
    said["figures"].update({f"more{at}": at for at in range(5_000)})
    assert len(verify(said).differences) <= verifying.MOST_DIFFERENCES + 3

"""Figures against their slow twins, and what no figures can be reckoned from."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.designs import catalogue
from nybrott.core.evaluation import EvaluationError, figures, rules
from nybrott.core.evaluation.tests import twin
from nybrott.core.evaluation.tests.samples import COUNTS, MEAN, OFFICIAL, PAIRS, SHARE, UNITS, an_indicator, inputs

values = st.one_of(st.none(), st.integers(-50, 50), st.floats(-1e6, 1e6).map(lambda one: round(one, 2)))
readings = st.lists(
    st.fixed_dictionaries({"on": st.sampled_from(["2026-09-01", "2026-10-01", "2026-11-01"]), "value": st.integers(-20, 20), "note": st.just("")}),
    max_size=5,
)  # fmt: skip


def of(*bases: object, **more: object) -> dict[str, Any]:
    """The figures of one indicator with these bases."""
    said = inputs()
    said["indicators"] = [an_indicator(bases=[deepcopy(one) for one in bases], **more)]
    found: dict[str, Any] = figures(said)["indicators"][0]
    return found


@given(values, values, st.booleans(), readings)
def test_change_way_and_target(before: Any, target: Any, grows: bool, read: list[Any]) -> None:
    one = an_indicator(before=before, target=target, grows=grows, readings=read)
    said = inputs()
    said["indicators"] = [one]
    found = figures(said)["indicators"][0]
    right = twin.indicator(one)
    for name, value in right.items():
        assert found[name] == (pytest.approx(value) if isinstance(value, float) else value), name


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_pairs_that_were_published(up: int, same: int, down: int) -> None:
    one = {**PAIRS, "higher": up, "same": same, "lower": down, "linked": up + same + down}
    found = of(one)["bases"][0]
    effect = found["said"][0]
    if up + same + down < 6:
        assert effect["too_few"]
        return
    assert effect["estimate"] == pytest.approx(twin.net(one))
    assert effect["interval"]["low"] <= effect["estimate"] <= effect["interval"]["high"]
    # whoever was rounded away cannot take it outside the bounds
    for more_up in range(found["unseen"] + 1):
        other = twin.net({**one, "higher": up + more_up, "lower": down + found["unseen"] - more_up})
        assert found["bounds"]["low"] <= other <= found["bounds"]["high"]


def test_units_by_every_way_to_choose_them() -> None:
    found = of(UNITS)["bases"][0]
    seen, chance = twin.apart(UNITS)
    assert found["said"][0]["estimate"] == pytest.approx(seen)
    assert found["as_far"] / found["assignments"] == pytest.approx(chance)
    assert found["gain_with"] - found["gain_without"] == pytest.approx(seen)


def test_shares_means_and_rates() -> None:
    mean, share = of(MEAN, SHARE)["bases"]
    assert (mean["lowest"], mean["highest"]) == pytest.approx(twin.mean_between(MEAN))
    assert (share["lowest"], share["highest"]) == pytest.approx(twin.share_between(SHARE))
    assert of(COUNTS)["bases"][0]["said"][0]["estimate"] == pytest.approx(twin.times_as_often(COUNTS))


def test_official_notices_before_and_after() -> None:
    found = of(OFFICIAL)["bases"][0]
    assert found["start"] == 16
    first, step, _bend, beside = found["said"]
    assert first["estimate"] == pytest.approx(twin.before_and_after(OFFICIAL))
    assert (step["design"]["name"], beside["design"]["name"]) == ("interrupted-series", "with-without")
    assert beside["too_few"], "one with and three without can never be told from chance"
    assert (found["compared"], found["left_out"]) == (3, 0)
    assert len(found["fitted"]) == len(found["values"]) == 28


def test_everything_called_an_effect_has_its_honesty() -> None:
    for one in figures(inputs())["indicators"]:
        for basis in one["bases"]:
            for said in basis["said"]:
                design = catalogue().designs[said["design"]["name"]]
                assert said["design"]["assumptions"] == list(design.assumptions)
                assert said["design"]["rivals"] == list(design.rivals)
                assert said.get("too_few") or said["interval"]


def test_levels_claims_theory_and_costs() -> None:
    found = figures(inputs())
    assert found["levels"]["results"]["indicators"] == 2
    assert found["levels"]["learning"]["effects"] == 1
    assert found["claims"] == [{"strength": "some", "bears": "some", "for": 2, "against": 0}], (
        "nobody looked for what speaks against it"
    )
    assert found["theory"] == {"yes": 1, "partly": 0, "no": 0, "unknown": 1}
    costs = found["costs"]
    assert costs["all"] == twin.cost(inputs()["costs"])
    assert (costs["whole"], costs["without_rate"]) == (False, ["lead"])
    assert costs["per"] == [round(costs["all"] / 5), None]
    need, contract = found["trail"]
    assert need["share"] == pytest.approx(5 / 6)
    assert contract["too_few"]["why"] == "nobody"
    assert found["waves"][0]["share"] == 0.75


@pytest.mark.parametrize(
    ("way", "value", "place"),
    [
        (("seed",), -1, "inputs.seed"),
        (("seed",), True, "inputs.seed"),
        (("about", "made_on"), "27.11.2026", "inputs.about.made_on"),
        (("about", "made_on"), "2026-02-30", "inputs.about.made_on"),
        (("indicators", 0, "before"), float("nan"), "inputs.indicators[0].before"),
        (("indicators", 0, "before"), float("inf"), "inputs.indicators[0].before"),
        (("indicators", 0, "target"), 1e16, "inputs.indicators[0].target"),
        (("indicators", 0, "target"), "8", "inputs.indicators[0].target"),
        (("indicators", 0, "level"), "joy", "inputs.indicators[0].level"),
        (("indicators", 0, "grows"), 1, "inputs.indicators[0].grows"),
        (("indicators", 0, "name"), "x" * 301, "inputs.indicators[0].name"),
        (("indicators", 0, "name"), "\ud800", "inputs.indicators[0].name"),
        (("indicators", 0, "readings"), [{"on": "2026-10-01", "value": 1}], "inputs.indicators[0].readings[0].note"),
        (("indicators", 0, "strange"), 1, "inputs.indicators[0].strange"),
        (("indicators", 0, "bases", 0, "kind"), "magic", "inputs.indicators[0].bases[0].kind"),
        (("indicators", 1, "bases", 0, "higher"), 900, "inputs.indicators[1].bases[0]"),
        (("indicators", 1, "bases", 1, "mean"), 7, "inputs.indicators[1].bases[1]"),
        (("indicators", 1, "bases", 1, "answered"), 41, "inputs.indicators[1].bases[1]"),
        (("indicators", 2, "bases", 0, "hits"), 31, "inputs.indicators[2].bases[0]"),
        (("indicators", 3, "bases", 0, "periods", 1), "2020-01-01", "inputs.indicators[3].bases[0]"),
        (("indicators", 3, "bases", 0, "own", "counts"), [1], "inputs.indicators[3].bases[0]"),
        (("indicators", 3, "bases", 0, "own", "among"), [], None),
        (("indicators", 4, "bases", 0, "exposure"), [0, 1], "inputs.indicators[4].bases[0]"),
        (("indicators", 4, "bases", 0, "events"), [1], "inputs.indicators[4].bases[0].events"),
        (("waves", 0, "answered"), 41, "inputs.waves[0].answered"),
        (("trail", 0, "with_driver"), 7, "inputs.trail[0].with_driver"),
        (("costs", "paid", 0, "amount"), 1.5, "inputs.costs.paid[0].amount"),
        (("claims", 0, "rivals", 0, "weight"), "heavy", "inputs.claims[0].rivals[0].weight"),
        (("indicators",), {}, "inputs.indicators"),
        (("indicators",), [an_indicator()] * 201, "inputs.indicators"),
    ],
)  # fmt: skip
def test_what_no_figures_come_of(way: tuple[Any, ...], value: object, place: str | None) -> None:
    said: Any = inputs()
    *inner, last = way
    held = said
    for step in inner:
        held = held[step]
    held[last] = value
    if place is None:
        figures(said)
        return
    with pytest.raises(EvaluationError) as trouble:
        figures(said)
    assert trouble.value.place == place
    assert trouble.value.reason.endswith(".")


@pytest.mark.parametrize("said", [None, [], "x", 3, {}])
def test_what_is_no_input_at_all(said: object) -> None:
    with pytest.raises(EvaluationError):
        figures(said)


def test_nothing_known_gives_nothing_said() -> None:
    said = inputs() | {"indicators": [], "waves": [], "claims": [], "theory": [], "questions": []}
    said["costs"] = {"worked": [], "paid": [], "unpriced": [], "outcomes": [], "others": None}
    found = figures(said)
    assert found["costs"]["all"] == 0
    assert found["indicators"] == found["waves"] == found["claims"] == []
    assert found["levels"]["behaviour"] == {"indicators": 0, "measured": 0, "reached": 0, "effects": 0}


def test_rules_are_named() -> None:
    assert rules()["designs"] == catalogue().version
    assert set(rules()) == {"reckoning", "designs", "claims", "measures"}

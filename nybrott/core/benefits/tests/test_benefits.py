"""Formulas against a grid and a slow twin, units that fit, and what is refused."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.benefits import FORMULAS, Formula, Given, Spread, Unfit, reckon
from nybrott.core.benefits.units import CURRENCIES, unit_of

D = Decimal
NIGHT = {
    "saved": Given(D(6), D(2), D(10), "minute/occasion"),
    "occasions": Given(D(200), D(180), D(220), "occasion/person/year"),
    "people": Given(D(30), D(30), D(30), "person"),
    "hourly_cost": Given(D(520), D(480), D(560), "NOK/hour"),
}
# a second way to reckon each, written as one would on paper
TWIN = {
    "time": lambda v: v["saved"] * v["occasions"] * v["people"],
    "time_cost": lambda v: v["saved"] * v["occasions"] * v["people"] * v["hourly_cost"],
    "tasks": lambda v: v["avoided"] * v["task_cost"],
    "price": lambda v: (v["before"] - v["after"]) * v["volume"],
    "use": lambda v: (v["use_before"] - v["use_after"]) * v["price"],
    "emissions": lambda v: v["less"] * v["factor"],
}


def test_time_saved_is_worth_what_one_reckons_by_hand() -> None:
    found = reckon(FORMULAS["time_cost"], NIGHT)
    # 6 min × 200 × 30 = 600 hours of 520 kr; 2 min × 180 × 30 = 180 hours of 480; 10 min × 220 × 30 = 1,100 hours of 560
    assert found.spread == Spread(D("312000.0000"), D("86400.0000"), D("616000.0000"))
    assert (found.unit, found.currency) == ("NOK/year", "NOK")
    hours = reckon(FORMULAS["time"], NIGHT)
    assert (hours.spread.value, hours.unit, hours.currency) == (D("600.0000"), "hour/year", "")


def test_a_price_that_rises_costs_money_and_the_interval_crosses_nothing() -> None:
    found = reckon(
        FORMULAS["price"],
        {
            "before": Given(D(100), D(95), D(105), "NOK/piece"), "after": Given(D(100), D(90), D(120), "NOK/piece"),
            "volume": Given(D(10), D(8), D(12), "piece/year"),
        },
    )  # fmt: skip
    assert found.spread == Spread(D(0), D(-300), D(180))


def test_units_are_turned_into_each_other() -> None:
    big = {"less": Given(D(2), D(2), D(2), "MWh/year"), "factor": Given(D(15), D(15), D(15), "g/kWh")}
    small = {"less": Given(D(2000), D(2000), D(2000), "kWh/year"), "factor": Given(D("0.015"), D("0.015"), D("0.015"), "kg/kWh")}  # fmt: skip
    assert reckon(FORMULAS["emissions"], big) == reckon(FORMULAS["emissions"], small)
    assert reckon(FORMULAS["emissions"], big).spread.value == D(30)


@pytest.mark.parametrize(
    ("key", "changed", "code"),
    [
        ("people", None, "missing"),
        ("people", Given(D(-1), D(-1), D(3), "person"), "negative"),
        ("people", Given(D(10) ** 13, D(1), D(10) ** 13, "person"), "huge"),
        ("people", Given(D(3), D(5), D(4), "person"), "order"),
        ("people", Given(D(3), D(2), D(2), "person"), "order"),
        ("people", Given(D("NaN"), D(1), D(2), "person"), "number"),
        ("people", Given(D(1), D(1), D("Infinity"), "person"), "number"),
        ("people", Given(D(3), D(2), D(4), "occasion"), "unit"),
        ("hourly_cost", Given(D(3), D(2), D(4), "NOK/year"), "unit"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(key: str, changed: Given | None, code: str) -> None:
    given_ = {name: one for name, one in NIGHT.items() if name != key} | ({key: changed} if changed else {})
    with pytest.raises(Unfit) as caught:
        reckon(FORMULAS["time_cost"], given_)
    assert (caught.value.code, caught.value.term) == (code, key)


def test_time_saved_may_be_less_than_nothing_and_an_answer_may_be_too_large() -> None:
    worse = NIGHT | {"saved": Given(D(1), D(-3), D(2), "minute/occasion")}
    low = reckon(FORMULAS["time_cost"], worse).spread.low
    assert low is not None
    assert low < 0
    with pytest.raises(Unfit, match="huge"):
        reckon(FORMULAS["time_cost"], NIGHT | {"people": Given(D(10) ** 12, D(1), D(10) ** 12, "person")})


def test_two_currencies_never_meet_and_units_must_fit() -> None:
    one = Given(D(5), D(5), D(5), "NOK/piece")
    volume = Given(D(5), D(5), D(5), "piece/year")
    for other in (currency for currency in CURRENCIES if currency != "NOK"):
        with pytest.raises(Unfit, match="currency"):
            reckon(FORMULAS["price"], {"before": one, "after": Given(D(4), D(4), D(4), f"{other}/piece"), "volume": volume})  # fmt: skip
    driven = {"less": Given(D(5), D(5), D(5), "km/year"), "factor": Given(D(1), D(1), D(1), "kg/kWh")}
    with pytest.raises(Unfit, match="units"):
        reckon(FORMULAS["emissions"], driven)


numbers = st.integers(-400, 400)


@st.composite
def filled(draw: st.DrawFn) -> tuple[Formula, dict[str, Given]]:
    """Any formula with assumptions its rules allow, in one currency."""
    formula = FORMULAS[draw(st.sampled_from(sorted(FORMULAS)))]
    currency = draw(st.sampled_from(CURRENCIES))
    power = draw(st.sampled_from(["kWh", "km", "litre"]))
    told = {}
    counted = {currency, "minute", "hour", "occasion", "person", "task", "piece"}
    for term in formula.terms:
        units = [unit for unit in term.units if unit.split("/")[0] in counted or power in unit]
        low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
        shift = 0 if term.signed else max(0, -low)
        told[term.key] = Given(D(value + shift) / 4, D(low + shift) / 4, D(high + shift) / 4, draw(st.sampled_from(units)))  # fmt: skip
    return formula, told


@given(filled())
def test_no_point_of_a_grid_lies_outside_the_interval_and_both_ends_are_reached(given_: tuple[Formula, dict[str, Given]]) -> None:  # fmt: skip
    formula, told = given_
    found = reckon(formula, told)
    wanted = unit_of(found.unit).factor
    grid = {
        key: [Fraction(one.low) + (Fraction(one.high) - Fraction(one.low)) * step / 4 for step in range(5)]
        for key, one in told.items()
    }
    scale = {key: unit_of(one.unit).factor for key, one in told.items()}
    reached = [
        TWIN[formula.key]({key: value * scale[key] for key, value in zip(grid, point, strict=True)}) / wanted
        for point in product(*grid.values())
    ]
    near = Fraction(1, 10_000)
    assert found.spread.low is not None
    assert found.spread.high is not None
    assert abs(min(reached) - Fraction(found.spread.low)) <= near
    assert abs(max(reached) - Fraction(found.spread.high)) <= near
    exact = TWIN[formula.key]({key: Fraction(one.value) * scale[key] for key, one in told.items()}) / wanted
    assert abs(exact - Fraction(found.spread.value)) <= near


def test_a_spread_has_its_value_within_and_two_ends_or_none() -> None:
    assert Spread(D(3)).ends == (3, 3)
    for wrong in ((D(3), D(4), D(5)), (D(3), None, D(5)), (D(3), D(1), D(2))):
        with pytest.raises(ValueError, match="interval"):
            Spread(*wrong)

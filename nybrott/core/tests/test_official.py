"""Official counts over time: what a lake knows, and what can be said of before, after and others."""

from datetime import date
from random import Random

import pytest

from nybrott.core.change import series
from nybrott.core.contrast import rates, units
from nybrott.core.designs import Effect, TooFew
from nybrott.core.given import StatisticsError
from nybrott.core.official import OfficialSeries, in_periods, official_effects, unbroken

QUARTERS = tuple(date(year, month, 1) for year in range(2018, 2026) for month in (1, 4, 7, 10))
START = date(2022, 2, 14)  # in the seventeenth quarter, which counts as before


def one(number: str, counts: list[int], among: list[int], measure: str = "innovative") -> OfficialSeries:
    return OfficialSeries(measure, number, number, "quarter", QUARTERS, tuple(counts), tuple(among))


def drawn(number: str, seed: int, before: float, after: float) -> OfficialSeries:
    chance = Random(seed)
    counts = [sum(chance.random() < (after if at > 16 else before) for _ in range(10)) for at in range(len(QUARTERS))]
    return one(number, counts, [10] * len(QUARTERS))


def test_what_rises_is_told_by_every_design_with_what_it_leans_on() -> None:
    own = drawn("own", 1, 0.1, 0.5)
    others = [drawn(f"o{seed}", seed, 0.1, 0.1) for seed in range(2, 44)]
    found = official_effects(own, others, START, seed=7)
    assert found.start == 17
    ratio, step, bend, beside = found.told
    assert all(isinstance(each, Effect) and each.assumptions and each.rivals for each in found.told)
    assert (ratio, step, beside) == (found.rates.effect, found.own.level, found.beside.effect)  # type: ignore[union-attr]
    assert [each.design.code for each in found.told] == [
        "two-counts", "interrupted-series", "interrupted-series", "with-without",
    ]  # fmt: skip
    # each is what the method says, asked one by one
    assert found.rates == rates((sum(own.counts[:17]), sum(own.counts[17:])), (170, 150))
    shares = [10 * count for count in own.counts]
    assert found.own == series(shares, 17, seed=7, season=4)
    sides = [(100 * sum(x.counts[:17]) / 170, 100 * sum(x.counts[17:]) / 150) for x in [own, *others]]
    assert found.beside == units(sides[:1], sides[1:], seed=7)
    assert isinstance(ratio, Effect)
    assert ratio.clear
    assert isinstance(beside, Effect)
    assert 25 < beside.estimate < 55
    assert found.left_out == 0
    assert found.placebo.real == found.own.level
    assert bend.measure == "slope-change"


def test_too_few_is_an_answer_with_its_reason() -> None:
    short = OfficialSeries("dialogues", "own", "Own", "quarter", QUARTERS[:5], (0, 0, 1, 0, 0), (2, 0, 3, 0, 1))
    found = official_effects(short, [], QUARTERS[3], seed=1)
    assert all(isinstance(each, TooFew) for each in found.told)
    assert [each.why for each in found.told if isinstance(each, TooFew)] == [
        "no-outcome-tells", "series-too-short", "series-too-short", "one-side-empty",
    ]  # fmt: skip
    assert not short.hundreds
    assert short.values == (0, 0, 1, 0, 0)


def test_nothing_at_all_nothing_after_and_all_nought() -> None:
    nothing = OfficialSeries("procurements", "own", "", "month", (), (), ())
    assert [each.why for each in official_effects(nothing, [], START, seed=1).told] == [  # type: ignore[union-attr]
        "one-side-empty", "nobody", "nobody", "nobody",
    ]  # fmt: skip
    nought = one("own", [0] * 32, [0] * 32)
    found = official_effects(nought, [drawn("o", 3, 0.1, 0.1)], START, seed=1)
    assert [each.why for each in found.told] == ["one-side-empty", "nothing-varies", "nothing-varies", "one-side-empty"]  # type: ignore[union-attr]
    # the programme began after the last period that is known
    late = official_effects(drawn("own", 1, 0.1, 0.1), [], date(2026, 9, 1), seed=1)
    assert late.start == 32
    assert [each.why for each in late.told] == ["one-side-empty", "series-too-short", "series-too-short", "nobody"]  # type: ignore[union-attr]


def test_others_without_anything_to_count_among_are_left_out_and_counted() -> None:
    own = drawn("own", 1, 0.1, 0.1)
    others = [drawn(f"o{seed}", seed, 0.1, 0.1) for seed in range(2, 6)]
    idle = one("idle", [0] * 32, [5] * 10 + [0] * 22)
    found = official_effects(own, [*others, idle, own], START, seed=1)
    assert found.compared == ("o2", "o3", "o4", "o5")
    assert found.left_out == 1
    few = found.told[3]
    assert isinstance(few, TooFew)
    assert (few.why, few.needed) == ("no-outcome-tells", 40)


def test_other_periods_are_no_comparison() -> None:
    own = drawn("own", 1, 0.1, 0.1)
    other = OfficialSeries("innovative", "o", "", "quarter", QUARTERS[1:], (0,) * 31, (1,) * 31)
    with pytest.raises(StatisticsError, match="same periods"):
        official_effects(own, [other], START, seed=1)
    with pytest.raises(StatisticsError, match="no series of “luck”"):
        OfficialSeries("luck", "o", "", "quarter", (), (), ())
    with pytest.raises(StatisticsError, match="a count for each period"):
        OfficialSeries("innovative", "o", "", "quarter", QUARTERS, (1,), ())


def test_procurements_themselves_are_counted_over_time() -> None:
    own = OfficialSeries("procurements", "own", "", "quarter", QUARTERS, (4,) * 17 + (8,) * 15, ())
    found = official_effects(own, [], START, seed=1)
    assert found.rates == rates((68, 120), (17, 15))
    assert not own.hundreds


@pytest.mark.parametrize(
    ("months", "every", "before", "wanted"),
    [
        ([], "month", None, []),
        (["2024-01", "2024-02"], "month", None, []),
        (["2024-01", "2024-02", "2024-03"], "month", None, ["2024-02-01"]),
        (["2023-11", "2023-12", "2024-01", "2024-02"], "month", None, ["2023-12-01", "2024-01-01"]),
        (["2023-05", "2023-08", "2023-12", "2024-02"], "quarter", None, ["2023-07-01", "2023-10-01"]),
        (["2020-05", "2021-08", "2022-12"], "year", None, ["2021-01-01"]),
        # a stretch after a gap is the later one; before a day in the gap it is the earlier one
        (["2020-01", "2020-02", "2020-03", "2021-01", "2021-02", "2021-03"], "month", None, ["2021-02-01"]),
        (["2020-01", "2020-02", "2020-03", "2021-01", "2021-02", "2021-03"], "month", date(2020, 9, 1), ["2020-02-01"]),
        (["2020-01", "2020-02", "2020-03"], "month", date(2020, 2, 1), []),
    ],
)
def test_only_what_the_lake_knows_wholly(months: list[str], every: str, before: date | None, wanted: list[str]) -> None:
    assert [str(day) for day in unbroken(months, every, before=before)] == wanted


def test_months_are_summed_into_periods() -> None:
    months = {"2018-01": (1, 4), "2018-03": (2, 5), "2018-04": (1, 1), "2017-12": (9, 9)}
    assert in_periods(months, QUARTERS[:2], "quarter") == ((3, 1), (9, 1))

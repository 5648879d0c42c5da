"""What could be seen: every sentence's chance against a slow twin, the organisation's own numbers, and the page in all its states."""

import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from math import exp

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries, Settings

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.change import paired, series
from nybrott.core.contrast import rates, shares, units
from nybrott.core.designs import Effect
from nybrott.core.power import PairPlan, SeriesPlan, SharePlan, UnitPlan
from nybrott.effects.models import Plan
from nybrott.effects.tests.factories import a_plan
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.power.queries import Numbers, Proposed, own_numbers, power_of
from nybrott.power.queries.known import in_periods
from nybrott.power.queries.seeing import sight_of
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import a_part, a_run

UNTIL = date(2027, 6, 15)
WHOLE = Numbers(24, 40, 40, 50, 2.0, 3, 1, 3, 12, 10, 1.2, 0.2, 5, 6, 0.5)
CODES = ["before-after", "two-groups", "two-counts", "interrupted-series", "with-without"]


def said_of(numbers: Numbers, level: float | None = 2.1) -> dict[str, str]:
    return {one.design: one.sentence for one in power_of(Proposed(numbers, {}, UNTIL, level))}


# --- slow twins: draw, and ask the analysis itself ---


def _seen(effect: object) -> bool:
    return isinstance(effect, Effect) and effect.clear and effect.estimate > effect.nothing


def _poisson(chance: random.Random, mean: float) -> int:
    drawn, product = 0, chance.random()
    while product > exp(-mean):
        drawn, product = drawn + 1, product * chance.random()
    return drawn


def slow_pairs(plan: PairPlan, change: float, chance: random.Random) -> bool:
    moving = max(plan.movers, change)
    up, down = (moving + change) / 2, (moving - change) / 2
    after = [3 if (drawn := chance.random()) < up else 1 if drawn < up + down else 2 for _n in range(plan.people)]
    return _seen(paired([2] * plan.people, after).effect)


def slow_shares(plan: SharePlan, change: float, chance: random.Random) -> bool:
    first = sum(chance.random() < plan.share for _n in range(plan.people[0]))
    second = sum(chance.random() < plan.share + change for _n in range(plan.people[1]))
    return _seen(shares((first, second), plan.people).effect)


def slow_units(plan: UnitPlan, change: float, chance: random.Random) -> bool:
    with_ = [(0.0, chance.gauss(change, plan.spread)) for _n in range(plan.treated)]
    without = [(0.0, chance.gauss(0, plan.spread)) for _n in range(plan.others)]
    return _seen(units(with_, without, seed=1).effect)


def slow_series(plan: SeriesPlan, change: float, chance: random.Random) -> bool:
    at, values = chance.gauss(0, plan.spread), []
    for t in range(plan.before + plan.after):
        values.append(at + 0.3 * t + (change if t >= plan.before else 0))
        at = plan.tie * at + chance.gauss(0, plan.spread * (1 - plan.tie**2) ** 0.5)
    return _seen(series(values, plan.before, seed=1).level)


@pytest.mark.parametrize(
    ("plan", "slow"),
    [
        (PairPlan(24, 0.4), slow_pairs), (SharePlan((40, 24), 0.5), slow_shares), (UnitPlan(5, 6, 1.0), slow_units),
        (SeriesPlan(12, 10, 1.0, 0.2), slow_series),
    ],
)  # fmt: skip
def test_the_chance_of_a_sentence_is_that_of_the_analysis(plan: object, slow: object) -> None:
    sight = sight_of(plan)  # type: ignore[arg-type]
    chance, times = random.Random(7), 200
    seen = sum(slow(plan, sight.change, chance) for _n in range(times))  # type: ignore[operator]
    assert abs(seen / times - 0.8) < 4 * (0.8 * 0.2 / times) ** 0.5 + 0.04


def test_the_chance_of_two_counts_is_that_of_the_analysis() -> None:
    (sentence,) = [one for one in power_of(Proposed(WHOLE, {}, UNTIL)) if one.design == "two-counts"]
    assert sentence.sight is not None
    assert sentence.sight.change is not None
    chance, times = random.Random(8), 300
    seen = 0
    for _n in range(times):
        before, after = _poisson(chance, 6.0), _poisson(chance, 2.0 * sentence.sight.change)
        seen += before + after > 0 and _seen(rates((before, after), (3, 1)).effect)
    assert abs(seen / times - 0.8) < 4 * (0.8 * 0.2 / times) ** 0.5 + 0.02


# --- sentences ---


def test_each_design_says_one_sentence_with_its_numbers() -> None:
    with override("en"):
        said = said_of(WHOLE)
    assert list(said) == CODES
    assert said["before-after"].startswith("With 24 drivers answering before and after, by 15 June 2027, it is seen in 8 of 10 cases when 8 more of them go up than down (33 of 100); half as much is seen in 2 of 10.")  # fmt: skip
    assert "84 of 100 say yes with it" in said["two-groups"]
    assert "5.1 times as many (10.2 a year); a doubling is seen in 1 of 10." in said["two-counts"]
    assert "12 quarters before and 10 quarters after" in said["interrupted-series"]
    assert "So far a period has had 2.1." in said["interrupted-series"]
    assert "5 units with the programme and 6 without" in said["with-without"]


@pytest.mark.parametrize(
    ("changed", "design", "sentence"),
    [
        ({"drivers": 0}, "before-after", "No one takes part yet"),
        ({"drivers": 1}, "before-after", "With 1 driver answering before and after, nothing can be told from chance, whatever happens. At least 6"),
        ({"drivers": 5}, "before-after", "At least 6 must answer both times."),
        ({"others": 0}, "two-groups", "no one to compare with"),
        ({"others": 5, "drivers": 5}, "two-groups", "would be seen in 4 of 10 cases"),
        ({"share": 100.0}, "two-groups", "would be seen in fewer than 1 of 10 cases"),
        ({"rate": 0.0}, "two-counts", "There was none in the 3 years before. As many as 3 until 15 June 2027 could"),
        ({"rate": None}, "two-counts", "is not known. Enter it"),
        ({"rate": 900.0, "years_after": 20}, "two-counts", "any change worth having"),
        ({"before": 0}, "interrupted-series", "nothing to show how they usually vary"),
        ({"after": 3}, "interrupted-series", "at least 8 on each side; nothing can be said until then, whatever happens. That takes 15 more months."),
        ({"before": 5}, "interrupted-series", "There are 5 quarters before and 10 quarters until"),
        ({"spread": None}, "interrupted-series", "too alike"),
        ({"untreated": 0}, "with-without", "no units without the programme"),
        ({"treated": 3, "untreated": 3}, "with-without", "nothing can be told from chance, whatever happens. It takes at least 8 units in all."),
        ({"unit_spread": None}, "with-without", "2 times as much more as units usually differ by"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_said_and_how_many_would_be_enough(changed: dict[str, object], design: str, sentence: str) -> None:  # fmt: skip
    with override("en"):
        assert sentence in said_of(replace(WHOLE, **changed))[design]  # type: ignore[arg-type]


def test_too_few_is_marked_and_each_design_names_what_it_leans_on() -> None:
    few = {one.design: one for one in power_of(Proposed(replace(WHOLE, drivers=5, others=4, after=2, treated=2, untreated=2), {}, UNTIL))}  # fmt: skip
    assert [few[code].blind for code in CODES] == [True, True, False, True, True]
    assert all(one.assumptions and one.rivals for one in few.values())
    assert few["before-after"].sight is not None
    assert few["before-after"].sight.seed == 1


def test_more_people_see_smaller_changes_and_a_change_scales_with_the_spread() -> None:
    seen = [sight_of(PairPlan(n, 0.4)).change or 9 for n in (6, 12, 24, 48, 96)]
    assert seen == sorted(seen, reverse=True)
    with override("en"):
        one, two = (said_of(replace(WHOLE, spread=spread), None)["interrupted-series"] for spread in (1.0, 10.0))
    rise = [float(re.findall(r"period has ([\d.]+) more", said)[0]) for said in (one, two)]
    assert rise[1] == pytest.approx(10 * rise[0], abs=1)


def test_counts_are_put_together_from_the_end() -> None:
    assert in_periods([1, 2, 3, 4, 5, 6, 7], 3) == [9, 18]
    assert in_periods([1, 2], 3) == []
    assert in_periods([4, 5], 1) == [4, 5]


# --- the organisation's own numbers ---


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation()


@pytest.fixture
def run(place: Organisation, settings: Settings, tmp_path: object) -> Run:
    settings.LAKE = f"{tmp_path}/no-lake"
    return a_run(place, begins_on=date(2026, 9, 1), ends_on=date(2026, 12, 15))


def test_what_is_known_is_where_the_reckoning_begins(place: Organisation, run: Run) -> None:
    with_, also, without = (a_unit(place) for _n in range(3))
    run.units.set([with_, also])
    run.compared.set([without])
    for _n in range(10):
        a_part(run, unit=with_)
    a_part(run, "mentor", unit=also)
    for _n in range(5):
        a_member(place, "employee", units=(without,))
    for unit, month in ((with_, 2), (with_, 3), (also, 5), (without, 8), (without, 8)):
        Challenge.objects.filter(pk=a_challenge(an_actor(place, "lead"), unit=unit).pk).update(raised_at=datetime(2026, month, 10, tzinfo=UTC))  # fmt: skip
    plan = a_plan(run)
    own = own_numbers(plan)
    # nobody has closed a survey yet: six of ten are reckoned to answer
    assert (own.numbers.drivers, own.numbers.others) == (6, 3)
    assert (own.numbers.treated, own.numbers.untreated, own.until) == (1, 1, run.ends_on)
    assert (own.numbers.rate, own.numbers.before, own.level) == (None, 0, None)
    assert own.numbers.unit_spread is not None
    assert own.numbers.unit_spread > 0
    assert "10" in own.origins["drivers"]
    plan.decides_on = date(2028, 9, 1)
    assert (own_numbers(plan).numbers.after, own_numbers(plan).numbers.years_after) == (8, 2.0)


def test_places_stand_for_drivers_until_somebody_takes_part(run: Run) -> None:
    run.places = 20
    run.save()
    assert own_numbers(a_plan(run)).numbers.drivers == 12


def test_own_official_notices_give_rate_and_history(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from nybrott.core.official import OfficialSeries  # only this test needs it
    from nybrott.power.queries import known as module

    days = tuple(
        date(2023 + n // 4, 1 + 3 * (n % 4), 1) for n in range(15)
    )  # to July 2026, not over when the run begins
    counts = (0, 2, 1, 3, 0, 1, 2, 2, 4, 1, 0, 3, 2, 5, 9)

    def known(_place: Organisation, measure: str, every: str, *, before: date) -> OfficialSeries:
        assert (measure, every, before) == ("innovative", "quarter", run.begins_on)
        return OfficialSeries(measure, "1", "", every, days, counts, (10,) * 15)

    monkeypatch.setattr(module, "series_of", known)
    plan = a_plan(run)
    own = own_numbers(plan)
    # the quarter in which the run begins is not from before; three years back
    assert own.numbers.rate == round(sum(counts[2:14]) / 3, 2)
    assert (own.numbers.before, own.numbers.years_before) == (12, 3.0)
    assert own.level == sum(counts[2:14]) / 12
    assert own.numbers.spread == round(SeriesPlan.like(counts[2:14], 1).spread, 2)
    plan.own_years, plan.period = 2, 6
    own = own_numbers(plan)
    assert (own.numbers.before, own.numbers.spread) == (4, None)
    assert own.numbers.rate == sum(counts[6:14]) / 2


# --- the page ---


@pytest.fixture
def plan(run: Run) -> Plan:
    for _n in range(12):
        a_part(run)
    return a_plan(run)


def test_the_page_says_it_in_three_languages_and_takes_other_numbers(plan: Plan, client: Client) -> None:
    client.force_login(a_member(plan.run.organisation, "employee"))
    address = reverse("power:power", args=[plan.run_id])
    for code, words in (
        ("nb", "Med 7 pådrivere som svarer før og etter"), ("nn", "Med 7 pådrivarar som svarar før og etter"), ("en", "With 7 drivers answering before and after"),
    ):  # fmt: skip
        assert words in client.get(address, headers={"accept-language": code}).content.decode()
        with override(code):
            assert words in power_of(own_numbers(plan))[0].sentence
    page = client.get(address, {"drivers": "24", "rate": "2,5"}, headers={"accept-language": "nb"})
    assert "Med 24 pådrivere" in page.content.decode()
    assert "Med 2,5 anskaffelser" in page.content.decode()
    assert "ingenting er lagret" in page.content.decode()


@pytest.mark.parametrize("wrong", [{"drivers": "501"}, {"drivers": "-1"}, {"tie": "0.95"}, {"rate": "mange"}, {"treated": "31"}, {"years_after": "0"}])  # fmt: skip
def test_numbers_that_cannot_be_are_told(plan: Plan, client: Client, wrong: dict[str, str]) -> None:
    client.force_login(a_member(plan.run.organisation, "lead"))
    page = client.get(reverse("power:power", args=[plan.run_id]), wrong)
    assert page.status_code == 422
    assert "Med 7 pådrivere" in page.content.decode()  # reckoned with what is known


def test_other_organisations_do_not_find_it(plan: Plan, client: Client) -> None:
    client.force_login(a_member(an_organisation(), "admin"))
    assert client.get(reverse("power:power", args=[plan.run_id])).status_code == 404


def test_as_many_queries_for_one_unit_as_for_many(
    plan: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    run, place = plan.run, plan.run.organisation
    run.units.set([a_unit(place)])
    run.compared.set([a_unit(place)])
    with django_assert_num_queries(9):
        own_numbers(plan)
    run.units.set([a_unit(place) for _n in range(3)])
    run.compared.set([a_unit(place) for _n in range(3)])
    for _n in range(3):
        a_challenge(an_actor(place, "lead"), unit=run.units.first())
    with django_assert_num_queries(9):
        own_numbers(plan)

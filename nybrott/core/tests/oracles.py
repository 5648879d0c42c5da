"""Every statistical method against something published: what was computed there, and what we compute, to the digits printed.

`docs/develop/statistics.md` shows this table; `test_statistics_house.py` keeps the two in step, and sees that every method of the catalogue stands here
with a slow twin.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

from nybrott.core.answers import bounds, rate, reliability, share
from nybrott.core.answers.scales import feldt
from nybrott.core.change import paired
from nybrott.core.contrast import groups, rates, units
from nybrott.core.contrast.differences import fisher
from nybrott.core.contrast.ranking import brunner_munzel
from nybrott.core.designs import Effect, Interval
from nybrott.core.margins import difference, net_limits
from nybrott.core.power import SharePlan, chance
from nybrott.core.quantiles import student_above
from nybrott.core.regression import newey_west
from nybrott.core.statistics import agreement


@dataclass(frozen=True)
class Oracle:
    """`published` is what stands in `source` about `what`; `found` gives ours in the same form. `twin` names the test with the slow twin."""

    method: str
    what: str
    published: str
    found: Callable[[], str]
    source: str
    twin: str


def _limits(given: Interval | tuple[float, float] | None, digits: int) -> str:
    assert given is not None
    low, high = (given.low, given.high) if isinstance(given, Interval) else given
    return f"{low:.{digits}f} to {high:.{digits}f}"


def _effect(given: object) -> Effect:
    assert isinstance(given, Effect)
    return given


def _estimate(given: object) -> str:
    one = _effect(given)
    return f"{one.estimate:.6f}, {_limits(one.interval, 7)}"


def _shoulder_pain() -> str:
    estimate, error, freedom = brunner_munzel(PAIN_Y, PAIN_N)
    statistic = (estimate - 0.5) / error
    return f"statistic {statistic:.4f}, df {freedom:.3f}, p {2 * student_above(statistic, freedom):.6f}"


def _diagnoses() -> str:
    table = ((75, 1, 4), (5, 4, 1), (0, 0, 10))
    pairs = [("abc"[i], "abc"[j]) for i in range(3) for j in range(3) for _again in range(table[i][j])]
    return f"{agreement(pairs, 'abc').kappa:.2f}"


def _homeless() -> str:
    found = bounds(21, 64, 42)
    return _limits((found.lowest or 0, found.highest or 0), 2)


def the_attitudes() -> list[list[float]]:
    """Thirty departments of a firm, seven questions: Chatterjee and Price (1977), Regression analysis by example; `attitude` in R."""
    text = (
        "43513039619245 63645154637347 71706869768648 61634547548435 81785666718347 43554944544934 58674256666835 "
        "71755055706641 72827267718331 67614547628041 64535358586734 67604739597441 69625742556325 68838345597735 "
        "77775472797746 81905072605436 74856469797963 65606575558060 65704657758546 50586854647852 50403334436433 "
        "64615262668041 53665250638037 40374258505749 63544248667533 66776663887672 78755874807849 48574445518338 "
        "85857171777455 82823959647839"
    )
    return [[float(row[at : at + 2]) for at in range(0, 14, 2)] for row in text.split()]


# Hollander and Wolfe (1973), Nonparametric statistical methods, 29f and 69f; as in the examples of R's wilcox.test
DEPRESSION_BEFORE = (1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)
DEPRESSION_AFTER = (0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
AT_TERM = (0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46)
EARLIER = (1.15, 0.88, 0.90, 0.74, 1.21)
# Brunner and Munzel (2000), shoulder pain on the third day under two treatments
PAIN_Y = (1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1)
PAIN_N = (3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4)


def _investment() -> str:
    """US quarters 1959 to 2009, as they come with statsmodels: growth of investment on growth of output and last quarter's interest."""
    from statsmodels.datasets import macrodata

    data = macrodata.load_pandas().data
    output, invested, interest = (data[name].tolist() for name in ("realgdp", "realinv", "realint"))

    def growth(values: Sequence[float]) -> list[float]:
        return [400 * (log(late) - log(early)) for early, late in itertools.pairwise(values)]

    x = [[grown, lagged, 1.0] for grown, lagged in zip(growth(output), interest, strict=False)]
    coefficients, errors, _fitted = newey_west(x, growth(invested), 4)
    return ", ".join(f"{value:.6f}" for value in [*coefficients, *errors])


def _signed_rank() -> str:
    found = paired(DEPRESSION_AFTER, DEPRESSION_BEFORE).signed_rank
    assert found is not None
    return f"V = {found.up:g}, p = {found.p / 2:.5f}"


def _village_heads() -> str:
    found = units([(0, 15), (0, 30)], [(0, 15), (0, 20), (0, 20), (0, 10), (0, 15)], seed=1)
    return f"{found.as_far} of {found.assignments}, p = {found.as_far / found.assignments:.7f}"


ORACLES = [
    *(
        Oracle(
            method,
            f"{hits} of {n}",
            published,
            lambda hits=hits, n=n, method=method: _limits(getattr(share(hits, n), {"wilson": "wilson"}.get(method, "exact")), 4),
            "Newcombe (1998), Statistics in Medicine 17, 857–872, table I",
            twin,
        )
        for method, hits, n, published, twin in (
            ("wilson", 81, 263, "0.2553 to 0.3662", "test_wilson_is_every_share_not_refused"),
            ("wilson", 0, 20, "0.0000 to 0.1611", "test_wilson_is_every_share_not_refused"),
            ("clopper-pearson", 15, 148, "0.0578 to 0.1617", "test_exact_limits_leave_two_and_a_half_per_cent"),
            ("clopper-pearson", 1, 29, "0.0009 to 0.1776", "test_exact_limits_leave_two_and_a_half_per_cent"),
        )
    ),
    *(
        Oracle(
            "newcombe",
            f"{b}/{n} less {a}/{m}",
            published,
            lambda a=a, m=m, b=b, n=n: _limits(difference((a, b), (m, n)), 4),
            "Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10",
            "test_newcombe_puts_two_wilson_intervals_together",
        )
        for b, n, a, m, published in (
            (56, 70, 48, 80, "0.0524 to 0.3339"),
            (9, 10, 3, 10, "0.1705 to 0.8090"),
            (5, 56, 0, 29, "-0.0381 to 0.1926"),
            (0, 10, 0, 20, "-0.1611 to 0.2775"),
            (10, 10, 0, 10, "0.6075 to 1.0000"),
        )
    ),
    Oracle(
        "garwood",
        "10 events",
        "4.795 to 18.390",
        lambda: _limits(rate(10, 1).interval, 3),
        "Garwood (1936), Biometrika 28, 437–442, table 1",
        "test_garwood_leaves_two_and_a_half_per_cent",
    ),
    Oracle(
        "garwood",
        "no event",
        "0.000 to 3.689",
        lambda: _limits(rate(0, 1).interval, 3),
        "Garwood (1936), table 1; also the manual of epitools' pois.exact",
        "test_garwood_leaves_two_and_a_half_per_cent",
    ),
    Oracle(
        "conditional-exact",
        "11 in 800 against 21 in 3011",
        "1.971488, 0.8584264 to 4.2772659",
        lambda: _estimate(rates((21, 11), (3011, 800)).effect),
        "R 4, example of poisson.test (eba1977, ages 55–59)",
        "test_the_ratio_is_every_ratio_not_refused",
    ),
    Oracle(
        "feldt",
        "alpha 0.913, 20 questions, 873 people",
        "0.9044024 to 0.9211588",
        lambda: _limits(feldt(0.913, 20, 873), 7),
        "Evans, feldt1.return for R, as printed by the MRC Cognition and Brain Sciences Unit",
        "test_feldt_holds_alpha_of_simulated_scales",
    ),
    Oracle(
        "feldt",
        "alpha of Chatterjee and Price's attitudes",
        "0.84",
        lambda: f"{reliability(the_attitudes()).alpha:.2f}",
        "Revelle, psych for R, example of alpha",
        "test_alpha_from_covariances_one_by_one",
    ),
    Oracle(
        "kappa",
        "diagnoses of 100 people by two raters",
        "0.68",
        _diagnoses,
        "Fleiss, Levin and Paik (2003), Statistical methods for rates and proportions, table 18.1",
        "test_the_slow_twin_agrees",
    ),
    Oracle(
        "bounds-wilson",
        "21 of 64 found again, 42 not found",
        "0.20 to 0.59",
        _homeless,
        "Manski (2007), Identification for prediction and decision, chapter 2 (men leaving homelessness)",
        "test_bounds_try_every_answer_that_is_missing",
    ),
    Oracle(
        "bonett-price",
        "26 up and 4 down of 48",
        "0.2548067 to 0.6251933",
        lambda: _limits(net_limits(26, 4, 48), 7),
        "Bonett, statpsych for R, example of ci.prop.ps (method of Bonett and Price 2012)",
        "test_bonett_price_from_a_list_of_people",
    ),
    Oracle(
        "sign-test",
        "3 of 4 that changed went down",
        "0.6250",
        lambda: f"{_effect(paired([5] * 6, [4, 4, 4, 6, 5, 5]).effect).p:.4f}",
        "Conover (1999), Practical nonparametric statistics, table A3: P(X ≤ 1) = 0.3125 for n = 4",
        "test_every_sign_is_tried",
    ),
    Oracle(
        "signed-rank-exact",
        "Hamilton depression scale, nine patients",
        "V = 40, p = 0.01953",
        _signed_rank,
        "Hollander and Wolfe (1973), 29f; R, example of wilcox.test (one-sided)",
        "test_every_sign_is_tried",
    ),
    Oracle(
        "rank-sum-exact",
        "permeability of membranes, 10 and 5",
        "p = 0.1272",
        lambda: f"p = {(_effect(groups(AT_TERM, EARLIER).effect).p or 0) / 2:.4f}",
        "Hollander and Wolfe (1973), 69f; R, example of wilcox.test (one-sided)",
        "test_every_way_to_share_people_out_is_tried",
    ),
    Oracle(
        "brunner-munzel",
        "shoulder pain, 14 and 11 patients",
        "statistic 3.1375, df 17.683, p 0.005786",
        _shoulder_pain,
        "Brunner and Munzel (2000); lawstat for R, example of brunner.munzel.test",
        "test_brunner_munzel_from_ranks",
    ),
    Oracle(
        "fisher-exact",
        "tea: 3 of 4 against 1 of 4",
        "0.4857",
        lambda: f"{fisher((1, 3), (4, 4)):.4f}",
        "Agresti (2002), Categorical data analysis, section 3.5.1 (two-sided)",
        "test_fisher_tries_every_table",
    ),
    Oracle(
        "newey-west",
        "growth of investment, 202 quarters, 4 lags: coefficients, errors",
        "4.374222, -0.613997, -9.481673, 0.331256, 0.295823, 1.185934",
        _investment,
        "Stata 11, newey g_realinv g_realgdp L.realint, lag(4), as printed in statsmodels' tests",
        "test_newey_west_by_double_sums",
    ),
    Oracle(
        "randomisation-exact",
        "seven village heads, two of them women",
        "8 of 21, p = 0.3809524",
        _village_heads,
        "Gerber and Green (2012), Field experiments, table 2.2; ri2 for R, first example",
        "test_every_assignment_and_every_effect_is_tried",
    ),
    Oracle(
        "simulation",
        "50 % against 75 %, 77 in each group",
        "0.9",
        lambda: f"{chance(SharePlan((77, 77), 0.5), 0.25, seed=1).chance:.1f}",
        "R, example of power.prop.test: n = 76.7 for a power of 0.90",
        "test_every_outcome_is_weighed",
    ),
]  # fmt: skip

# methods that are another one's with many people or drawn assignments, or are put together from two that stand above: no table is published for them, and their twin says it all
BY_TWIN = {
    "signed-rank-normal": "test_the_normal_tail_nears_the_exact_one",
    "randomisation-sampled": "test_drawn_assignments_near_all_of_them",
    "newcombe-superiority": "test_newcombes_limits_for_groups_apart",
    "bounds-bonett-price": "test_missing_people_are_tried_up_and_down",
    "bounds-newcombe": "test_missing_answers_are_tried_both_ways",
}

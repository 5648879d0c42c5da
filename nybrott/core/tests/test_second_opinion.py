"""statsmodels and scipy.stats asked the same: other people's code, with other mistakes than ours."""

from random import Random

import pytest
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.nonparametric import rank_compare_2indep
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from nybrott.core.answers import share
from nybrott.core.change.pairs import signed_rank
from nybrott.core.contrast.differences import fisher
from nybrott.core.contrast.ranking import brunner_munzel, rank_sum
from nybrott.core.margins import difference
from nybrott.core.quantiles import student
from nybrott.core.regression import newey_west, regressors


@pytest.mark.parametrize("seed", range(5))
def test_others_say_the_same(seed: int) -> None:
    chance = Random(seed)
    n, m = chance.randint(5, 60), chance.randint(5, 60)
    a, b = chance.randint(0, n), chance.randint(0, m)
    found = share(a, n)
    assert found.wilson is not None
    assert found.exact is not None
    assert (found.wilson.low, found.wilson.high) == pytest.approx(proportion_confint(a, n, method="wilson"))
    assert (found.exact.low, found.exact.high) == pytest.approx(proportion_confint(a, n, method="beta"))
    assert difference((b, a), (m, n)) == pytest.approx(confint_proportions_2indep(a, n, b, m, method="newcomb"))
    assert fisher((a, b), (n, m)) == pytest.approx(stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue)


@pytest.mark.parametrize("seed", range(5))
def test_others_rank_the_same(seed: int) -> None:
    chance = Random(seed)
    a = [chance.randint(1, 5) for _ in range(9 + seed)]
    b = [chance.randint(1, 6) for _ in range(8)]
    other = rank_compare_2indep(b, a)
    estimate, error, freedom = brunner_munzel(a, b)
    assert (estimate, freedom) == pytest.approx((other.prob1, other.df))
    reach = student(0.975, freedom) * error
    assert (estimate - reach, estimate + reach) == pytest.approx(other.conf_int())
    untied = [chance.random() for _ in range(15)]
    assert rank_sum(untied[:7], untied[7:]) == pytest.approx(
        stats.mannwhitneyu(untied[:7], untied[7:], method="exact").pvalue
    )
    steps = [one - 0.4 for one in untied]
    found = signed_rank(steps)
    assert found is not None
    assert found.p == pytest.approx(stats.wilcoxon(steps, method="exact").pvalue)


@pytest.mark.parametrize("lags", [0, 2, 7])
def test_others_bear_dependence_the_same(lags: int) -> None:
    chance = Random(lags)
    values = [t * 0.1 + chance.gauss(0, 1) for t in range(40)]
    x = regressors(40, 22, 12)
    coefficients, errors, _fitted = newey_west(x, values, lags)
    other = OLS(values, x).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    assert coefficients == pytest.approx(other.params)
    assert errors == pytest.approx(other.bse)

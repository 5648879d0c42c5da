"""What requirements, criteria and contracts tell of the class."""

import pytest
from django.utils.translation import override

from nybrott.classifications import queries
from nybrott.contracts.tests.factories import a_contract
from nybrott.people.tests.factories import an_organisation
from nybrott.requirements.tests.factories import a_criterion, a_procurement_with_needs, a_requirement

pytestmark = pytest.mark.django_db


def test_requirements_criteria_and_contracts_speak_for_the_class() -> None:
    place = an_organisation()
    bought, _needs = a_procurement_with_needs(place)

    def present(kind: str) -> bool | None:
        return queries.signals(bought)[kind].present

    assert (present("functional-requirements"), present("better-rewarded"), present("development-in-contract")) == (None, None, None)  # fmt: skip
    a_requirement(bought, kind="solution")
    a_requirement(bought, kind="functional")
    assert present("functional-requirements") is False, "as many describe a solution"
    a_requirement(bought, kind="performance")
    a_criterion(bought, "40", is_better=False)
    with override("en"):
        assert queries.signals(bought)["functional-requirements"].said == "2 of 3 requirements ask for function or performance"  # fmt: skip
    assert (present("functional-requirements"), present("better-rewarded")) == (True, False)
    a_criterion(bought, "60", is_better=True)
    assert present("better-rewarded") is True
    assert queries.standing(bought).weighed.klass == "innovation-friendly"
    a_contract(place, procurement=bought, kind="purchase")
    assert present("development-in-contract") is False
    a_contract(place, procurement=bought, kind="both")
    assert present("development-in-contract") is True
    assert queries.standing(bought).weighed.klass == "procurement-of-innovation"

"""What requirements, criteria and contracts tell of the class."""

import pytest
from django.utils.translation import override

from nybrott.classifications import queries
from nybrott.competitions.models import NoticeLink
from nybrott.competitions.tests.factories import a_suggestion
from nybrott.contracts.tests.factories import a_contract
from nybrott.people.tests.factories import an_organisation
from nybrott.procedures.tests.factories import some_answers
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
    a_contract(place, procurement=bought, kind="pilot")
    assert present("development-in-contract") is None, "a pilot alone does not tell whether anything is developed"
    a_contract(place, procurement=bought, kind="purchase")
    assert present("development-in-contract") is False
    a_contract(place, procurement=bought, kind="both")
    assert present("development-in-contract") is True
    assert queries.standing(bought).weighed.klass == "procurement-of-innovation"


def test_what_notices_that_belong_to_it_say_stands_beside_what_is_confirmed() -> None:
    bought, _needs = a_procurement_with_needs(an_organisation())
    plan, call, other, unread = (a_suggestion(bought) for _ in range(4))
    told = {"stage": "competition", "facts": {"codes": [["BT-06", "inn-pur", ""], ["BT-776", "mar-nov", "1"], ["BT-776", "mar-nov", "2"], ["BT-776", "fp-requ", ""]]}}  # fmt: skip
    for link, said in (
        (plan, {"stage": "planning", "facts": {"codes": [], "cpv": "33195000"}}),
        (call, told),
        (unread, {"facts": {}}),
    ):
        NoticeLink.objects.filter(pk=link.pk).update(state="linked", **said)
    NoticeLink.objects.filter(pk=other.pk).update(**told)
    found = {(one.codes, one.innovation, one.agrees(["mar-nov"]), one.agrees([])) for one in queries.declared(bought)}
    assert found == {((), None, None, None), (("mar-nov", "fp-requ"), True, True, False)}
    assert len(queries.standing(bought).troubles) == 1


@pytest.mark.parametrize(
    ("solution", "development", "others", "seen"),
    [
        ("none", "some", "yes", (True, None, True)), ("none", "research", "no", (True, None, None)), ("adapt", "some", "no", (None, None, None)),
        ("exists", "none", "no", (False, False, None)),
    ],
)  # fmt: skip
def test_answers_in_the_guide_to_the_procedure_speak_for_the_class(solution: str, development: str, others: str, seen: tuple[bool | None, ...]) -> None:  # fmt: skip
    sheet = some_answers(an_organisation(), solution=solution, development=development, others=others)
    with override("en"):
        found = queries.signals(sheet.procurement)
    assert tuple(found[kind].present for kind in ("development-in-contract", "new-to-market", "common-with-others")) == seen  # fmt: skip
    if seen[0]:
        assert found["development-in-contract"].said.startswith("Does something have to be developed? Yes, ")

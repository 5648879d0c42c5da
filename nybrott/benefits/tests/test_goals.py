"""A benefit taken from an outcome goal of the need description, and months that are counted from the contract that was signed."""

import pytest
from django.utils import timezone

from nybrott.benefits import actions, queries
from nybrott.benefits.models import Benefit
from nybrott.benefits.tests.factories import a_benefit, ago, in_use, said
from nybrott.benefits.tests.test_pages import FALLS, page, send, signed_in
from nybrott.contracts.tests.factories import a_contract, a_described_procurement
from nybrott.core.terms import months_after
from nybrott.core.verdict import Refused
from nybrott.needs.models import OutcomeGoal
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.procurements.tests.factories import a_buyer, a_procurement

pytestmark = pytest.mark.django_db


def test_a_goal_of_the_need_description_is_where_a_benefit_begins() -> None:
    place = an_organisation()
    bought, _described = a_described_procurement(place)
    goal, line, client = OutcomeGoal.objects.get(), a_member(place, "leader"), signed_in(a_member(place, "buyer"))
    assert "Færre fall om natten" in page(client, "new", bought.pk)
    shown = page(client, "new", bought.pk, goal=str(goal.pk))
    for expected in ('value="fall"', 'value="4"', 'value="Færre fall om natten"'):
        assert expected in shown
    send(client, "new", bought.pk, said=FALLS | {"owner": line.pk}, query=f"?goal={goal.pk}")
    found = Benefit.objects.get()
    assert found.goal == goal
    assert list(queries.goals_of(bought)) == [], "a goal is a benefit once"
    assert 'value="12"' in page(client, "baseline", bought.pk, found.pk), (
        "what the need description says is asked for again with its day"
    )
    assert "Færre fall om natten" in page(client, "benefit", bought.pk, found.pk)
    with pytest.raises(Refused, match="none of the need descriptions"):
        actions.add_benefit(
            actor=a_buyer(place), procurement=a_procurement(place), said=said(line), goal=goal, now=timezone.now()
        )


def test_months_are_counted_from_use_then_the_contract_then_the_plan() -> None:
    place = an_organisation()
    found = in_use(a_benefit(place), on=ago(500))
    assert queries.since(found) == ago(500)
    signed = a_contract(place, procurement=found.procurement)
    found = queries.whole(Benefit.objects.filter(pk=found.pk)).get()
    assert queries.since(found) == signed.begins_on
    found.in_use_on = ago(40)
    assert queries.moments(found)[0] == (6, months_after(ago(40), 6))

"""The list of reports."""

import pytest
from django.test import Client
from django.urls import reverse

from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.reports import rules
from nybrott.reports.tests.factories import a_report, a_settled_plan

pytestmark = pytest.mark.django_db


def test_who_may_make_a_report() -> None:
    place, other = an_organisation(), an_organisation()
    plan = a_settled_plan(place)
    assert rules.may_make_report(an_actor(place, "evaluator"), plan)
    assert not rules.may_make_report(an_actor(place, "lead"), plan)
    assert not rules.may_make_report(an_actor(other, "evaluator"), plan)
    plan.state = "draft"
    assert "Fastsett" in rules.may_make_report(an_actor(place, "evaluator"), plan).reason


@pytest.mark.parametrize("made", [0, 1, 3])
def test_the_list_has_every_report(client: Client, made: int) -> None:
    place = an_organisation()
    plan = a_settled_plan(place)
    for _one in range(made):
        a_report(plan)
    client.force_login(a_member(place, "observer"))
    page = client.get(reverse("reports:reports", args=[plan.run_id]))
    assert page.status_code == 200
    assert page.content.decode().count("<li><strong>Rapport") == made

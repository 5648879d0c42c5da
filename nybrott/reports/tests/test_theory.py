"""What of the programme theory held, part by part."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.effects.models import Plan, TheoryNote
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation, User
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.programmes import actions as programmes
from nybrott.programmes.tests.factories import a_copy, a_package
from nybrott.reports import actions, queries, rules
from nybrott.reports.tests.factories import a_settled_plan
from nybrott.runs.tests.factories import under_way

NOW = timezone.now()


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation()


@pytest.fixture
def plan(place: Organisation) -> Plan:
    """The plan of a run of the internal driver programme, whose theory has ten parts."""
    lead = an_actor(place, "lead")
    package = programmes.release_version(actor=lead, programme=a_copy(lead, place), note="x", now=NOW)
    return Plan.objects.create(run=under_way(place, package=package), state="settled", made_at=NOW, settled_at=NOW)


@pytest.fixture
def evaluator(place: Organisation) -> Actor:
    return an_actor(place, "evaluator")


@pytest.mark.parametrize("role", list(ROLES))
def test_who_says_what_held(role: str, plan: Plan, place: Organisation) -> None:
    actor = an_actor(place, role)
    assert bool(rules.may_note_theory(actor, plan)) is (role in ("evaluator", "admin"))
    assert not rules.may_note_theory(an_actor(an_organisation(), role), plan)
    plan.run.state = "recruiting"
    assert not rules.may_note_theory(actor, plan)


def test_each_part_is_said_with_why_and_stays_unknown_until_then(plan: Plan, evaluator: Actor) -> None:
    parts = queries.theory_of(plan, "nb")
    assert (len(parts), {str(one.held) for one in parts}) == (10, {"unknown"})
    assert parts[0].step == "input"
    first, second = parts[0].id, parts[1].id
    said: dict[str, Any] = {first: ("partly", "Halvparten fikk tid."), second: ("unknown", "")}
    assert actions.note_theory(actor=evaluator, plan=plan, notes=said, now=NOW) == 1
    assert actions.note_theory(actor=evaluator, plan=plan, notes=said, now=NOW) == 0
    assert queries.theory_of(plan, "nb")[0].why == "Halvparten fikk tid."
    assert Entry.objects.filter(verb="reports.theory_noted").count() == 1
    for bad, says in (
        ({"magic": ("yes", "x")}, "ingen del"),
        ({first: ("no", " ")}, "Si hvorfor"),
        ({first: ("maybe", "x")}, "holdt"),
    ):
        with pytest.raises(Refused, match=says):
            actions.note_theory(actor=evaluator, plan=plan, notes=bad, now=NOW)
    assert TheoryNote.objects.get().held == "partly"


def test_the_page_is_a_form_for_evaluators_and_for_reading_to_others(
    plan: Plan, evaluator: Actor, place: Organisation
) -> None:
    client, address = Client(), f"/evaluation/runs/{plan.run_id}/theory/"
    client.force_login(User.objects.get(pk=evaluator.user_id))
    form = {f"held_{number}": "unknown" for number in range(10)}
    bad = client.post(address, form | {"held_0": "yes"})
    assert bad.status_code == 422
    assert "Si hvorfor" in bad.content.decode()
    assert client.post(address, form | {"held_0": "yes", "why_0": "Alle fikk tid."}).status_code == 302
    other = Client()
    other.force_login(User.objects.get(pk=an_actor(place, "driver").user_id))
    page = other.get(address).content.decode()
    assert "Alle fikk tid." in page
    assert '<form method="post" novalidate' not in page
    assert other.post(address, form).status_code == 403
    bare = Client()
    bare.force_login(User.objects.get(pk=evaluator.user_id))
    without = a_settled_plan(place, under_way(place, package=a_package(an_actor(place, "lead"), place)))
    assert "Programmet har ingen teori" in bare.get(f"/evaluation/runs/{without.run_id}/theory/").content.decode()

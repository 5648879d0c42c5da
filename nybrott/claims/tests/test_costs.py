"""Costs: against every hour added up by hand, other organisations' people kept apart, bad sums refused, files without formulas."""

import csv
import dataclasses
import io
import json
import random
from collections.abc import Iterator
from fractions import Fraction
from math import floor

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.claims import actions, queries
from nybrott.claims.tests.factories import a_cost, a_gain
from nybrott.claims.tests.test_claims import one_need
from nybrott.core.verdict import Refused
from nybrott.effects.models import Cost, Plan, Rate
from nybrott.effects.tests.factories import a_plan, an_evaluator
from nybrott.efforts.queries import efforts
from nybrott.gatherings.models import Outreach
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.runs.models import Hours, Participation
from nybrott.runs.tests.factories import a_part, a_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


def spent(dice: random.Random, plan: Plan, places: list[Organisation]) -> None:
    """Hours of people from several organisations, of who has left too, of the lead, and with colleagues."""
    run, today = plan.run, timezone.localdate()
    for _n in range(9):
        kind, state = dice.choice(["driver", "mentor"]), dice.choice(["in", "done", "left"])
        part = a_part(run, kind, place=dice.choice(places), state=state, hours=dice.choice([None, 0, 17]))
        for _m in range(dice.randint(0, 2)):
            Hours.objects.create(part=part, minutes=dice.randint(1, 400), used_on=today)
        if dice.random() < 0.5:
            Outreach.objects.create(part=part, held_on=today, what="x", people=dice.randint(1, 900), minutes=dice.randint(1, 1440), written_at=timezone.now())  # fmt: skip
    Hours.objects.create(run=run, lead=a_member(run.organisation, "lead"), minutes=dice.randint(1, 900), used_on=today)


def by_hand(plan: Plan) -> Iterator[tuple[str, int]]:
    """Role → minutes, one after the other."""
    for one in Hours.objects.select_related("part"):
        if one.part is None:
            yield "lead", one.minutes
        elif one.part.organisation_id == plan.organisation_id:
            yield one.part.kind, one.minutes
        else:
            yield "others", one.minutes
    for met in Outreach.objects.select_related("part"):
        if met.part.organisation_id == plan.organisation_id:
            yield "colleague", met.minutes * met.people


@pytest.mark.parametrize("seed", range(3))
def test_every_sum_is_what_one_gets_by_hand(place: Organisation, seed: int) -> None:
    dice, partner = random.Random(seed), an_organisation()
    plan = a_plan(a_run(place, network=a_network(place, partner)))
    spent(dice, plan, [place, place, partner])
    rates = {role: dice.choice([None, 0, 33_333, 65_050]) for role in queries.ROLES}
    actor = an_actor(place, "lead")
    actions.set_rates(actor=actor, plan=plan, rates=rates, now=timezone.now())
    for _n in range(3):
        a_cost(plan, dice.randint(0, 10**9))
    minutes: dict[str, int] = {}
    for role, used in by_hand(plan):
        minutes[role] = minutes.get(role, 0) + used
    found = queries.costs_of(plan)
    assert {one.role: one.used for one in found.lines} == {role: minutes.get(role, 0) for role in queries.ROLES}
    assert found.others == minutes.get("others", 0)
    cost = {role: floor(Fraction(minutes.get(role, 0) * rate, 60) + Fraction(1, 2)) for role, rate in rates.items() if rate is not None}  # fmt: skip
    paid = Cost.objects.aggregate(all=Sum("amount"))["all"]
    assert (found.hours, found.other, found.total) == (sum(cost.values()), paid, sum(cost.values()) + paid)
    assert set(found.without_rate) == {role for role, rate in rates.items() if rate is None and minutes.get(role)}
    drivers = Participation.objects.filter(kind="driver", organisation=place, state__in=["in", "done"]).count()
    each = {one.kind: (one.number, one.each) for one in found.per}
    price = floor(Fraction(found.total, drivers) + Fraction(1, 2)) if drivers else None
    assert each["driver"] == (drivers, price)
    assert each["need"] == (0, None)


def test_hours_are_those_of_the_page_of_hours(place: Organisation) -> None:
    plan = a_plan(a_run(place))
    spent(random.Random(7), plan, [place])
    page = {one.role: (one.used, one.budget) for one in efforts(an_actor(place, "lead"), plan.run)}
    lines = {one.role: (one.used, one.set_aside) for one in queries.costs_of(plan).lines if one.role in page}
    assert lines == page


def test_nothing_is_said_of_what_none_cost_and_before_anything_has_a_price(place: Organisation) -> None:
    plan = a_plan(a_run(place))
    empty = queries.costs_of(plan)
    assert (empty.known, empty.total, empty.others) == (False, 0, None)
    assert {one.each for one in empty.per} == {None}
    one_need(place, plan.run)
    a_cost(plan, 1_001)
    found = {one.kind: (one.number, one.each) for one in queries.costs_of(plan).per}
    assert found == {
        "need": (1, 1_001),
        "description": (0, None),
        "dialogue": (0, None),
        "competition": (0, None),
        "signed": (0, None),
        "driver": (1, 1_001),
        "session": (1, 1_001),
    }
    assert (
        json.loads(json.dumps(dataclasses.asdict(queries.costs_of(plan))))["per"][0]["labels"]["nn"]
        == "Verifiserte behov"
    )


def test_rates_are_said_again_and_taken_back(place: Organisation) -> None:
    plan, actor = a_plan(a_run(place)), an_actor(place, "lead")
    for rates in ({"driver": 50_000, "mentor": 0}, {"driver": 50_000, "mentor": 0}, {"driver": None, "mentor": 1}):
        actions.set_rates(actor=actor, plan=plan, rates=rates, now=timezone.now())
    assert dict(Rate.objects.values_list("role", "amount")) == {"mentor": 1}
    assert Entry.objects.filter(verb="claims.rates_set").count() == 2  # the same again is nothing
    for bad in ({"driver": -1}, {"driver": 1_000_001}):
        with pytest.raises(Refused):
            actions.set_rates(actor=actor, plan=plan, rates=bad, now=timezone.now())
    with pytest.raises(ValueError, match="no such role"):
        actions.set_rates(actor=actor, plan=plan, rates={"rådmann": 5}, now=timezone.now())


@pytest.mark.parametrize("amount", [-1, 10**14])
def test_a_cost_that_cannot_be_is_refused(place: Organisation, amount: int) -> None:
    with pytest.raises(Refused):
        a_cost(a_plan(a_run(place)), amount)
    assert not Cost.objects.exists()


BAD = [("rates", {"driver": "-5"}), ("rates", {"driver": "10 001"}), ("rates", {"lead": "NaN"}), ("rates", {"lead": "1e9"}), ("paid", {"what": "Lokale", "amount": "1000000000000"}), ("paid", {"what": "Lokale", "amount": "-1"}), ("paid", {"what": "", "amount": "1"}), ("paid", {"what": "x" * 201, "amount": "1"}), ("paid", {"what": "x", "amount": "1", "paid_on": "i går"}), ("unpriced", {"what": "x" * 100_000})]  # fmt: skip


@pytest.mark.parametrize(("address", "typed"), BAD)
def test_bad_sums_are_answered_at_the_field(
    client: Client, place: Organisation, address: str, typed: dict[str, str]
) -> None:
    plan = a_plan(a_run(place))
    client.force_login(a_member(place, "lead"))
    answer = client.post(reverse(f"claims:{address}", args=[plan.run_id]), typed)
    assert answer.status_code == 422
    assert "ds-validation-message" in answer.content.decode() or "aria-invalid" in answer.content.decode()
    assert not Rate.objects.exists()
    assert not Cost.objects.exists()


def test_costs_are_typed_read_taken_along_and_taken_out(client: Client, place: Organisation) -> None:
    plan = a_plan(a_run(place))
    run = plan.run_id
    client.force_login(a_member(place, "lead"))
    assert "Ingenting har en pris ennå" in client.get(reverse("claims:costs", args=[run])).content.decode()
    Hours.objects.create(part=a_part(plan.run), minutes=90, used_on=timezone.localdate())
    client.post(reverse("claims:rates", args=[run]), {"driver": "650,50"})
    client.post(
        reverse("claims:paid", args=[run]), {"what": "=HYPERLINK(1)", "amount": "1 250,50", "paid_on": "2026-11-03"}
    )
    client.post(reverse("claims:unpriced", args=[run]), {"what": "+Lederes oppmerksomhet", "gain": ""})
    a_gain(plan)
    page = client.get(reverse("claims:costs", args=[run])).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert "2 226,25 kr" in page  # 1,5 · 650,50 + 1 250,50
    assert 'value="650,5"' in page
    plain = client.get(reverse("claims:costs_file", args=[run])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(plain), delimiter=";"))
    assert ["Sum", "Til sammen", "", "", "", "", "222625", ""] in rows
    assert not any(cell.startswith(("=", "+")) for row in rows for cell in row)
    assert "'=HYPERLINK(1)" in plain
    client.post(reverse("claims:remove_cost", args=[Cost.objects.get().pk]))
    assert not Cost.objects.exists()
    reader = Client()
    reader.force_login(a_member(place, "observer"))
    page = reader.get(reverse("claims:costs", args=[run])).content.decode()
    assert "Lederes oppmerksomhet" in page
    assert "Skriv ned en kostnad" not in page


def test_an_evaluator_may_type_rates_too(place: Organisation) -> None:
    plan = a_plan(a_run(place))
    actions.set_rates(actor=an_evaluator(plan.run), plan=plan, rates={"driver": 1}, now=timezone.now())
    with pytest.raises(Refused):
        actions.set_rates(actor=an_actor(place, "driver"), plan=plan, rates={"driver": 1}, now=timezone.now())

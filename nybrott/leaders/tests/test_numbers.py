"""Each number of the page reckoned again by a slow twin that asks the database of one thing at a time, for the whole organisation and for what a leader leads."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker

from nybrott.adoptions.models import Adoption, Result
from nybrott.adoptions.tests.factories import a_result, under_way
from nybrott.benefits.models import Benefit, Measurement
from nybrott.cases.tests.factories import published
from nybrott.challenges.models import Challenge
from nybrott.contracts.models import Contract
from nybrott.dialogues.models import Dialogue
from nybrott.goals.models import Goal
from nybrott.leaders import queries, rules
from nybrott.leaders.feeds import parts_of
from nybrott.leaders.queries import Period, Scope
from nybrott.leaders.tests.factories import Municipality, a_municipality, full
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.runs.models import Hours, Obstacle
from nybrott.yearbooks.queries import gathered

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Municipality]:
    """Made once for all tests here, in a transaction that is rolled back; each test has one of its own within it."""
    with django_db_blocker.unblock(), override(settings.LANGUAGE_CODE), transaction.atomic():
        one = a_municipality(an_organisation())
        full(one)
        other = a_municipality(an_organisation())
        full(other)
        yield one
        transaction.set_rollback(True)


@pytest.fixture
def here(made: Municipality, db: None) -> Municipality:
    return deepcopy(made)


def scopes(one: Municipality) -> Iterator[Scope]:
    """The whole, a sector with what is below it, and a single unit."""
    for user in (
        a_member(one.place, "lead"),
        one.leader(one.care),
        one.leader(one.nights),
        one.leader(one.home, one.roads),
    ):
        yield queries.scope_of(actor_of(user, one.place), one.place)


def period() -> Period:
    today = timezone.localdate()
    return Period(today.year, today)


def test_who_sees_it_and_how_much(here: Municipality) -> None:
    for role in ROLES:
        verdict = rules.may_see(an_actor(here.place, role, units=(here.home,)))
        assert bool(verdict) == (role in ("admin", "lead", "leader")), role
        assert bool(verdict) or str(verdict.reason).endswith(".")
    assert "not of any unit" in str(rules.may_see(an_actor(here.place, "leader")).reason)
    told = [(scope.units, scope.tops, list(scope.names.values())) for scope in scopes(here)]
    assert told[0] == (None, (), ["Helse og omsorg", "Veg og park"])
    assert told[1] == (
        {here.care.pk, here.home.pk, here.nights.pk},
        ("Helse og omsorg",),
        ["Helse og omsorg", "Hjemmetjenesten"],
    )
    assert told[2] == ({here.nights.pk}, ("Nattpatruljen",), ["Nattpatruljen"])
    assert told[3] == (
        {here.home.pk, here.nights.pk, here.roads.pk},
        ("Hjemmetjenesten", "Veg og park"),
        ["Hjemmetjenesten", "Veg og park"],
    )
    whole = queries.scope_of(an_actor(here.place, "leader", "admin", units=(here.nights,)), here.place)
    assert whole.units is None, "whoever sees the whole and leads a unit sees the whole"


def mine(scope: Scope, place: Organisation, thing: object) -> bool:
    """Whether something with a unit belongs to what somebody leads."""
    unit = getattr(thing, "unit", None)
    return getattr(thing, "organisation", place) == place and (
        scope.units is None or (unit is not None and unit.pk in scope.units)
    )


def within(scope: Scope, thing: Procurement | Challenge, line: int | None) -> bool:
    """Whether something is counted in a line: the nearest unit at or above its own that has one."""
    if thing.unit is None or line is None:
        return thing.unit is None and line is None
    return next(key for key in (thing.unit.pk, *reversed(thing.unit.above)) if key in scope.names) == line


def test_the_portfolio(here: Municipality) -> None:
    for scope in scopes(here):
        bought = [one for one in Procurement.objects.all() if mine(scope, here.place, one)]
        struggles = [
            one
            for one in Challenge.objects.all()
            if mine(scope, here.place, one) and one.state in ("raised", "anchored", "hearing", "sensemaking")
        ]
        found = queries.portfolio_of(scope, "Ingen")
        assert found.over == len([one for one in bought if one.state in ("ended", "stopped")])
        assert found.challenges == len(struggles)
        assert found.total == len(bought) - found.over
        for line in found.lines:
            here_bought = [one for one in bought if within(scope, one, line.unit)]
            for phase in queries.PHASES:
                assert line.phases[phase] == len([one for one in here_bought if one.state == phase])
            assert line.challenges == len([one for one in struggles if within(scope, one, line.unit)])
    assert queries.portfolio_of(next(scopes(here)), "Ingen").lines[-1].name == "Ingen"


def test_goals_with_who_decided_and_how_many_are_behind(here: Municipality) -> None:
    for scope in scopes(here):
        aims = queries.aims_of(scope, period())
        goals = [
            one
            for one in Goal.objects.filter(organisation=here.place)
            if one.unit is None or mine(scope, here.place, one)
        ]
        assert {one.goal.pk for one in aims} == {one.pk for one in goals}
        for one in aims:
            assert one.goal.decided_by == "Kommunestyret"
            readings = sorted((each.measured_on, each.pk, each.value) for each in one.goal.readings.all())
            assert (one.now.value if one.now else None) == (readings[-1][2] if readings else None)
            if one.now is None:
                assert not one.is_behind
                continue
            way = (one.now.measured_on - one.goal.baseline_on).days / (one.goal.target_on - one.goal.baseline_on).days
            line = 120 + Decimal(way) * (60 - 120)
            assert one.is_behind == (round(one.now.value) > round(line)), "fewer falls are better"
    assert {one.is_behind for one in queries.aims_of(next(scopes(here)), period())} == {True, False}


def test_hours_and_benefits(here: Municipality) -> None:
    today = timezone.localdate()
    for scope in scopes(here):
        found = queries.effort_of(scope, period())
        for role, (minutes, people) in found.minutes.items():
            used = [
                one
                for one in Hours.objects.all()
                if one.used_on.year == today.year and one.organisation_id == here.place.pk
            ]
            if role == "lead":
                used = [one for one in used if one.lead]
            else:
                used = [
                    one
                    for one in used
                    if one.part
                    and one.part.kind == role
                    and (scope.units is None or (one.part.unit and one.part.unit.pk in scope.units))
                ]
            assert minutes == sum(one.minutes for one in used)
            assert people == len({one.part.user_id if one.part else one.lead_id for one in used})
        assert ("lead" in found.minutes) == (scope.units is None)
        benefits = [one for one in Benefit.objects.all() if mine(scope, here.place, one.procurement)]
        said: Counter[str] = Counter()
        expected = measured = 0
        for one in benefits:
            last = Measurement.objects.filter(benefit=one, on__year=today.year).order_by("on", "pk").last()
            said[last.outcome if last else ""] += 1
            expected += one.estimates.count()
            measured += last is not None
        assert {key: n for key, n in found.outcomes.items() if n} == dict(said)
        assert sum(one.estimated.n for one in found.sums) == expected
        assert sum(one.measured.n for one in found.sums) == measured
        assert queries.effort_of(scope, period().before).minutes["driver"] == (0, 0)


def test_what_lies_and_who_is_silent(here: Municipality) -> None:
    lead = an_actor(here.place, "lead")
    lonely = a_unit(here.place, "Kulturskolen")
    from_all = Counter[int]()
    for scope in scopes(here):
        graves = queries.graves_of(scope, period())
        contracts = [one for one in Contract.objects.all() if mine(scope, here.place, one.procurement)]
        assert {one.thing.pk for one in graves if isinstance(one.thing, Contract)} == {one.pk for one in contracts}
        talks = [one for one in graves if isinstance(one.thing, Dialogue)]
        assert len(talks) == (1 if scope.units is None else 0), "a dialogue about no unit of mine is not mine"
        from_all[len(graves)] += 1
        silent = queries.silent_of(lead, scope)
        assert silent.run == here.run
        assert silent.rows == (), "every unit that spends has drivers"
        assert silent.known == len([one for one in here.units if scope.holds(one.pk)])
    assert len(from_all) > 2, "the scopes differ"
    assert not any(row.unit == lonely for row in queries.silent_of(lead, next(scopes(here))).rows), (
        "nobody knows what it spends"
    )


def test_own_answers_are_those_of_the_yearly_report_for_what_is_led(here: Municipality) -> None:
    today = timezone.localdate()
    now = timezone.now()
    for n, one in enumerate(Procurement.objects.filter(organisation=here.place)):
        if n % 2:
            Procurement.objects.filter(pk=one.pk).update(competed_at=now)
    for scope in scopes(here):
        rows = [
            row
            for row in gathered(here.place, today.year, today)["procurements"]
            if row["started"] and scope.holds(row["unit"])
        ]
        found = queries.own_of(scope, period()).ways
        assert found["behaviour"] == {
            "n": len([row for row in rows if row["dialogue"] or row["functional"]]),
            "of": len(rows),
            "unknown": 0,
        }
        assert found["class"]["unknown"] == len([row for row in rows if not row["class"]])


def test_obstacles_are_of_people_who_take_part_for_what_is_led(here: Municipality) -> None:
    for user in (a_member(here.place, "lead"), here.leader(here.care), here.leader(here.nights)):
        page = queries.page_of(actor_of(user, here.place), here.place, period().year, timezone.now(), "Ingen")
        for found in page.obstacles[0]:
            who = {
                one.part.user_id
                for one in Obstacle.objects.filter(kind=found.kind)
                if one.part.organisation == here.place and page.scope.holds(one.part.unit_id)
            }
            assert found.people == (None if 0 < len(who) < 5 else len(who))
        assert all(found.people == 0 for found in page.obstacles[1])


def test_what_was_taken_over_is_counted_in_its_year() -> None:
    us, them, hidden, now = an_organisation(), an_organisation(), an_organisation(), timezone.now()
    lead = an_actor(us, "lead")
    case = published(us, actor=lead)
    first, second = under_way(published(them), us, actor=lead), under_way(published(hidden), us, actor=lead)
    a_result(first, actor=lead, outcome="worse")
    a_result(first, actor=lead, outcome="worked")
    a_result(second, actor=lead, outcome="partly")
    Adoption.objects.filter(pk=second.pk).update(made_at=now - timedelta(days=366))
    Result.objects.filter(adoption=second).update(told_at=now - timedelta(days=366))
    a_result(under_way(case, them, level="open"), outcome="nothing")
    under_way(case, hidden)
    page = queries.page_of(lead, us, timezone.localdate(now).year, now, "-")
    (taken, before), (given, none) = page.taken, page.given
    assert (taken.n, taken.told, taken.outcomes) == (1, 1, (("It worked", 1),)), "what was told last counts"
    assert (before.n, before.told, before.outcomes) == (1, 1, (("It worked in part", 1),))
    assert (given.n, given.told, given.outcomes) == (1, 1, (("No effect", 1),)), "what is private is not counted"
    assert (none.n, none.told) == (0, 0)
    part = next(one for one in parts_of(page) if one.id == "reuse")
    assert part.sentence == "We took over 1 case and shared 1 result; others took over 1 case of ours that we can see."
    [row, other] = part.sheets[0].rows
    assert [cell.text for cell in row] == ["Taken over from others", "1", "1", "It worked: 1"]
    assert other[3].text == "No effect: 1"

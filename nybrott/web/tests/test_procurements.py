"""Procurements in what a run led to, in what plans of evaluation can count, on the thread, and in what units spend."""

from datetime import date, timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.dialogues.tests.factories import an_approved_description
from nybrott.effects.queries import Counted, Material, countable
from nybrott.gatherings.models import Outreach
from nybrott.gatherings.queries.contributions import reached_by
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.procurements import actions
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement
from nybrott.runs.models import Participation, Run, Spending
from nybrott.runs.tests.factories import a_run
from nybrott.threads.queries import trail_of
from nybrott.web.procurements import driven, planned_spending

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def counted(run: Run, key: str) -> Counted:
    with override("en"):
        return countable()[key].read(Material(run, timezone.localdate() + DAY))


def competing(place: Organisation, challenge: Challenge | None = None, **more: object) -> Procurement:
    """A procurement whose competition is announced, for a challenge."""
    buys, now = a_buyer(place), timezone.now()
    made = a_procurement(place, actor=buys, state="preparing")
    actions.say_what_it_answers(
        actor=buys, procurement=made, challenges=[challenge] if challenge else [], no_description="Kjent fra før.", now=now, **more  # type: ignore[arg-type]
    )  # fmt: skip
    return actions.move_procurement(actor=buys, procurement=made, verb="compete", now=now)


def a_visit(run: Run, challenge: Challenge, days: int) -> Outreach:
    """What a driver did with colleagues for a challenge, some days ago."""
    part = Participation.objects.filter(run=run, kind="driver").first()
    assert part is not None
    return Outreach.objects.create(
        part=part,
        challenge=challenge,
        what="Vaktbytte",
        held_on=timezone.localdate() - days * DAY,
        people=3,
        minutes=30,
        written_at=timezone.now(),
    )


@pytest.fixture
def run() -> Run:
    made = a_run(an_organisation())
    made.begins_on = timezone.localdate() - 30 * DAY
    made.save()
    user = a_member(made.organisation, "driver")
    Participation.objects.create(
        run=made, organisation=made.organisation, user=user, kind="driver", state="in", signed_up_at=timezone.now() - 29 * DAY, took_in_at=timezone.now() - 29 * DAY,
    )  # fmt: skip
    return made


def test_what_rests_on_needs_and_has_a_driver_in_it_is_counted(run: Run) -> None:
    """Against counting by hand: one with both, one a driver came to too late, one with neither, one not announced."""
    place = run.organisation
    assert counted(run, "procurements.from_needs").value is None
    driver = an_actor(place, "driver")
    early, late = a_challenge(driver), a_challenge(driver)
    described = an_approved_description(place)
    with_both = competing(place, early, descriptions=[described])
    too_late = competing(place, late)
    competing(place)
    a_procurement(place)
    competing(an_organisation())
    a_visit(run, early, 3)
    a_visit(run, late, 0)  # the day is over when it is over: not before the competition
    found = counted(run, "procurements.from_needs")
    assert (found.value, found.n) == (pytest.approx(100 / 3), 3)
    assert counted(run, "procurements.with_driver").value == 1.0
    assert driven(with_both)
    assert driven(too_late)
    assert not driven(too_late, too_late.competed_at)
    kinds = [(one.kind, one.ref) for one in reached_by([early.pk])]
    assert ("competition", str(with_both.pk)) in kinds


def test_the_page_says_who_was_part_of_it(run: Run, client: Client) -> None:
    place = run.organisation
    challenge = a_challenge(an_actor(place, "driver"))
    one = competing(place, challenge)
    a_visit(run, challenge, 3)
    driver = Participation.objects.get(run=run)
    client.force_login(a_member(place, "leader"))
    page = client.get(reverse("procurements:procurement", args=[one.pk])).content.decode()
    assert driver.user is not None
    assert f"Pådriver: {driver.user.name}" in page
    assert "Vaktbytte" in page
    other = client.get(reverse("procurements:procurement", args=[competing(place).pk])).content.decode()
    assert "Hvem som var med" not in other


def test_procurements_are_stops_of_the_thread(rf: RequestFactory) -> None:
    place = an_organisation()
    described = an_approved_description(place)
    one = competing(place, described.challenge, descriptions=[described])
    trail = trail_of(an_actor(place, "leader"), described.challenge)
    stop = next(stop for stop in trail.stops if stop.kind == "procurement")
    assert (stop.ref, stop.state) == (str(one.pk), "now")
    assert (("description", str(described.pk)), ("procurement", str(one.pk))) in trail.links
    elsewhere = trail_of(an_actor(an_organisation(), "leader"), described.challenge)
    assert not any(stop.kind == "procurement" for stop in elsewhere.stops)


def test_what_units_spend_is_read_from_the_plan() -> None:
    """A contract of 24 months with options of 12: a third of its value in each whole year, summed month by month."""
    place, year = an_organisation(), timezone.localdate().year
    unit, typed, other = a_unit(place), a_unit(place), a_unit(place)
    plan = {
        "value": 36_000_00,
        "contract_on": date(year - 1, 7, 1),
        "ends_on": date(year + 1, 7, 1),
        "options_months": 12,
    }
    a_procurement(place, unit=unit, **plan)
    a_procurement(place, unit=unit, title="I euro", currency="EUR", **plan)
    a_procurement(place, unit=unit, title="Uten verdi", **{**plan, "value": None})
    a_procurement(
        place, unit=unit, title="Over", value=999_00, contract_on=date(year - 3, 1, 1), ends_on=date(year - 2, 1, 1)
    )
    a_procurement(place, unit=typed, title="Skrevet", **plan)
    Spending.objects.create(organisation=place, unit=typed, year=year, amount=5, said_at=timezone.now())
    monthly = 36_000_00 / 36
    assert planned_spending([unit.pk, typed.pk, other.pk]) == {unit.pk: (year, round(12 * monthly))}

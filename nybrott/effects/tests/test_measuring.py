"""What needs no hand is measured: by those who may, by night, and once; and how targets stand afterwards."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from nybrott.core.verdict import Refused
from nybrott.effects import actions, jobs, rules
from nybrott.effects.actions import measuring
from nybrott.effects.models import Indicator, Plan
from nybrott.effects.queries import Living, living
from nybrott.effects.states import Source
from nybrott.effects.tests.factories import a_plan, an_evaluator
from nybrott.gatherings.tests.factories import an_outreach
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.runs.models import Reading, Run, Target
from nybrott.runs.tests.factories import a_part, a_run, a_target

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def in_state(run: Run, state: str, ended_at: datetime | None = None) -> Run:
    day = TODAY - timedelta(days=30)
    Run.objects.filter(pk=run.pk).update(state=state, begins_on=day, ended_at=ended_at)
    run.refresh_from_db()
    return run


@pytest.fixture
def plan(place: Organisation) -> Plan:
    return a_plan(in_state(a_run(place), "running"))


def an_indicator(plan: Plan, ref: str = "outreach", source: str = Source.COUNTED, level: str = "behaviour", **more: object) -> Indicator:  # fmt: skip
    target = a_target(plan.run, f"Mål {ref}", **more)
    return Indicator.objects.create(plan=plan, target=target, level=level, source=source, ref=ref)


def measured(plan: Plan, at: datetime = NOW, **more: timedelta) -> measuring.Measured:
    return actions.measure_plan(actor=an_evaluator(plan.run), plan=plan, now=at, **more)


def test_what_is_counted_becomes_a_reading_that_says_what_it_rests_on(plan: Plan) -> None:
    counted, typed = an_indicator(plan), an_indicator(plan, "", Source.TYPED)
    lost = an_indicator(plan, "gone")
    an_outreach(a_part(plan.run), people=4)
    done = measured(plan)
    assert (done.written, done.same) == ((counted,), ())
    assert done.without == ((lost, "Ingen teller dette lenger."),)
    reading = Reading.objects.get()
    assert (reading.target_id, reading.value, reading.measured_on) == (counted.target_id, 1, TODAY)
    assert reading.note == "Bygger på 1 ganger."
    counted.target.refresh_from_db()
    assert (counted.target.now_value, counted.target.now_on) == (1, TODAY)
    assert Target.objects.get(pk=typed.target_id).now_value is None
    entry = Entry.objects.filter(verb="runs.measured").get()
    assert entry.organisation_id == plan.organisation_id


def test_nothing_is_written_twice_a_day_and_by_night_once_a_week(plan: Plan) -> None:
    an_indicator(plan)
    assert len(measured(plan).written) == 1
    assert len(measured(plan).same) == 1
    later = NOW + timedelta(days=1)
    by_night = {"unchanged": measuring.UNCHANGED}
    assert len(measured(plan, later, **by_night).same) == 1
    assert len(measured(plan, later).written) == 1  # by hand: one looks again, and it is said
    assert len(measured(plan, NOW + timedelta(days=7), **by_night).same) == 1
    assert len(measured(plan, NOW + timedelta(days=8), **by_night).written) == 1
    an_outreach(a_part(plan.run))
    assert len(measured(plan, NOW + timedelta(days=8), **by_night).written) == 1  # what changed is written at once
    assert list(Reading.objects.values_list("value", flat=True)) == [0, 0, 0, 1]


def test_a_newer_number_somebody_typed_stays(plan: Plan) -> None:
    indicator = an_indicator(plan)
    Reading.objects.create(target=indicator.target, value=9, measured_on=TODAY + timedelta(days=2), said_at=NOW)
    assert measured(plan).same == (indicator,)


def test_who_may_measure(plan: Plan, place: Organisation) -> None:
    for role, may in (
        ("evaluator", True), ("lead", True), ("coordinator", True), ("driver", False), ("mentor", False), ("employee", False), ("observer", False), ("leader", False),
    ):  # fmt: skip
        assert bool(rules.may_measure_plan(an_actor(place, role), plan)) is may, role
    for role in ("evaluator", "lead", "admin"):
        assert not rules.may_measure_plan(an_actor(an_organisation(), role), plan)
    with pytest.raises(Refused, match="Bare evaluatorer og de som leder kullet"):
        actions.measure_plan(actor=an_actor(place, "driver"), plan=plan, now=NOW)
    for state, may in (("planned", True), ("running", True), ("ended", True), ("called_off", False)):
        in_state(plan.run, state)
        assert bool(rules.may_measure_plan(an_actor(place, "evaluator"), plan)) is may, state


def test_by_night_runs_under_way_and_a_year_after_are_measured(place: Organisation) -> None:
    made = {}
    for name, state, ended in (
        ("planned", "planned", None), ("running", "running", None), ("just over", "ended", NOW - timedelta(days=365)), ("long over", "ended", NOW - timedelta(days=367)),
        ("off", "called_off", None),
    ):  # fmt: skip
        plan = a_plan(a_run(place))
        made[name] = an_indicator(plan).target_id
        in_state(plan.run, state, ended)
    jobs.measure(int(NOW.timestamp()))
    found = set(Reading.objects.values_list("target", flat=True))
    assert found == {made["running"], made["just over"]}


def test_one_plan_that_fails_stops_no_other(place: Organisation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:  # fmt: skip
    plans = [a_plan(in_state(a_run(place), "running")) for _n in range(2)]
    for plan in plans:
        an_indicator(plan)
    real = measuring.read_sources

    def fails(plan: Plan, *more: object) -> object:
        if plan.pk == plans[0].pk:
            raise ValueError("broken")
        return real(plan, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(measuring, "read_sources", fails)
    assert actions.measure_all(now=NOW) == 1
    assert "could not be measured" in caplog.text


def test_the_button_says_what_came_of_it(plan: Plan, client: Client) -> None:
    client.force_login(a_member(plan.run.organisation, "lead"))
    address = reverse("effects:measure", args=[plan.run_id])
    assert "skrives inn for hånd" in client.post(address, follow=True).content.decode()
    an_indicator(plan)
    an_indicator(plan, "units")
    assert "Mål nå" in client.get(reverse("effects:standing", args=[plan.run_id])).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "1 indikator er målt." in page
    assert "Bygger på 0 ganger." in page
    assert "«Mål units» har ingen verdi: Det er ingenting å telle ennå." in page
    assert "1 indikator er som før." in client.post(address, follow=True).content.decode()
    assert client.get(address).status_code == 405
    client.force_login(a_member(plan.run.organisation, "driver"))
    assert client.post(address).status_code == 403
    page = client.get(reverse("effects:standing", args=[plan.run_id])).content.decode()
    assert "Målt i dag" in page
    assert "Mål nå" not in page


# --- how targets stand ---


def stands(run: Run) -> list[Living]:
    return living([run], TODAY)[run.pk]


@pytest.mark.parametrize(
    ("days", "state", "said", "old"),
    [
        (None, "running", "Not measured yet", False), (0, "running", "Measured today", False), (1, "running", "Measured 1 day ago", False),
        (30, "running", "Measured 30 days ago", False), (31, "running", "Not measured for 31 days", True), (400, "ended", "Measured 400 days ago", False),
    ],
)  # fmt: skip
def test_how_old_a_number_is_is_said(plan: Plan, days: int | None, state: str, said: str, old: bool) -> None:
    target = an_indicator(plan).target
    if days is not None:
        Target.objects.filter(pk=target.pk).update(now_value=5, now_on=TODAY - timedelta(days=days))
    (row,) = stands(in_state(plan.run, state))
    with override("en"):
        assert (row.said, row.is_old) == (said, old)
    assert row.share == (None if days is None else 0.5)


def test_targets_stand_by_level_with_what_they_rest_on(plan: Plan) -> None:
    results, reaction = (
        an_indicator(plan, "led_to.need", level="results"),
        an_indicator(plan, "attendance", level="reaction"),
    )
    loose = a_target(plan.run, "Uten indikator", target=None)
    for value, day, note in ((3, 9, "Først"), (4, 2, "3 av 12")):
        Reading.objects.create(
            target=results.target, value=value, measured_on=TODAY - timedelta(days=day), note=note, said_at=NOW
        )
    rows = stands(plan.run)
    assert [row.target for row in rows] == [reaction.target, results.target, loose]
    assert [row.rests_on for row in rows] == ["", "3 av 12", ""]
    assert [row.by_itself for row in rows] == [True, True, False]
    assert [len(row.readings) for row in rows] == [0, 2, 0]


def test_as_many_queries_for_three_runs_as_for_one(
    place: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plans = [a_plan(a_run(place)) for _n in range(3)]
    for plan in plans:
        for ref in ("outreach", "units"):
            an_indicator(plan, ref)
    for number in (1, 3):
        with django_assert_num_queries(3):
            living([plan.run for plan in plans[:number]], TODAY)

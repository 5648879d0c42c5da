"""A run from plan to end: pages, steps, targets, and the start gate in every combination."""

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_network, a_unit, an_actor, an_organisation
from nybrott.programmes.tests.factories import a_package
from nybrott.runs import actions, queries, rules
from nybrott.runs.models import Reading, Run, Yes
from nybrott.runs.queries import Check, gates
from nybrott.runs.states import RUN, RunState
from nybrott.runs.tests.factories import a_day, a_part, a_run, a_target, called_off, under_way

pytestmark = pytest.mark.django_db
VERBS = ("open_call", "begin", "end", "call_off", "plan_again")


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def signed_in(place: Organisation, *roles: str) -> Client:
    client = Client()
    client.force_login(a_member(place, *roles))
    return client


# --- rules ---


@pytest.mark.parametrize("state", RunState.values)
def test_the_table_of_steps_is_kept(place: Organisation, state: str) -> None:
    run = a_run(place)
    run.state = state
    lead, driver, other = an_actor(place, "lead"), an_actor(place, "driver"), an_actor(an_organisation(), "lead")
    assert {verb for verb in VERBS if rules.may_step(lead, run, verb)} == set(RUN.open_steps(state))
    assert not any(rules.may_step(actor, run, verb) for actor in (driver, other) for verb in VERBS)
    over = state in ("ended", "called_off")
    assert bool(rules.may_change_run(lead, run)) is not over
    assert bool(rules.may_measure(lead, run)) is (state != "called_off")
    assert not rules.may_change_run(driver, run)
    assert not rules.may_measure(other, run)


@pytest.mark.parametrize(("missing", "reason", "allowed"), [((), "", True), ((), "x", True), (("Mål",), "x", True), (("Mål",), " ", False)])  # fmt: skip
def test_what_is_missing_needs_a_reason(place: Organisation, missing: tuple[str], reason: str, allowed: bool) -> None:
    assert bool(rules.may_begin_run(an_actor(place, "lead"), a_run(place), missing, reason)) is allowed


# --- the start gate ---


def a_yes(run: Run) -> None:
    part = a_part(run)
    now = timezone.now()
    Yes.objects.create(
        part=part, token_hash=f"{part.pk:064}", to_name="Leder", to_email="leder@example.org", asked_at=now,
        expires_at=now + timedelta(days=14), answer=True, answered_at=now,
    )  # fmt: skip


TARGETS = {
    "none": (None, False),
    "whole": ({}, True),
    "no baseline": ({"baseline": None, "baseline_on": None}, False),
    "a reason": ({"baseline": None, "baseline_on": None, "no_baseline": "Aldri talt."}, True),
    "a baseline without a day": ({"baseline_on": None}, False),
    "nothing to reach": ({"target": None}, False),
}
COMPARED = {"none": False, "units": True, "a reason": True}
DRIVERS = {"none": False, "agreed": True, "not agreed": False, "one of two": False}


def test_the_gate_in_every_combination(place: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "ASKED", [])  # what rooms above ask for is tried there
    lead, unit, now = an_actor(place, "lead"), a_unit(place), timezone.now()
    package = a_package(lead, place)
    for targets, compared, drivers in product(TARGETS, COMPARED, DRIVERS):
        run = a_run(
            place, lead=lead, package=package, compared=(unit,) if compared == "units" else (),
            no_compared="Alle er med." if compared == "a reason" else "",
        )  # fmt: skip
        said, targets_pass = TARGETS[targets]
        if said is not None:
            a_target(run, lead=lead, **said)  # type: ignore[arg-type]
        if drivers in ("agreed", "one of two"):
            a_yes(run)
        if drivers in ("not agreed", "one of two"):
            a_part(run)
        passed = {check.key: check.passed for check in queries.gate(lead, run)}
        assert passed == {"targets": targets_pass, "compared": COMPARED[compared], "yes": DRIVERS[drivers]}
        if all(passed.values()):
            assert actions.begin_run(actor=lead, run=run, reason="", now=now).gate_reason == ""
            continue
        with pytest.raises(Refused, match="mangler fortsatt"):
            actions.begin_run(actor=lead, run=run, reason=" ", now=now)
        begun = actions.begin_run(actor=lead, run=run, reason="Vi prøver likevel.", now=now)
        assert (begun.state, begun.gate_reason) == ("running", "Vi prøver likevel.")
    assert Entry.objects.filter(verb="runs.began").count() == 4
    without = Entry.objects.filter(verb="runs.began_without")
    assert {entry.private["facts"]["reason"] for entry in without} == {"Vi prøver likevel."}
    assert without.count() == 6 * 3 * 4 - 4


def test_a_room_above_asks_for_more(place: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    def plan(_actor: object, _run: object) -> Check:
        return Check("plan", "Evalueringsplan", "Hvorfor", "", "Ingen plan.", "/effects/")

    monkeypatch.setattr(gates, "ASKED", [])
    queries.add_gate(plan)
    queries.add_gate(plan)
    run = a_run(place)
    answer = signed_in(place, "lead").get(reverse("runs:gate", args=[run.pk])).content.decode()
    assert [check.key for check in queries.gate(an_actor(place, "lead"), run)] == ["targets", "compared", "yes", "plan"]
    assert "Ingen plan." in answer
    assert 'href="/effects/"' in answer


def test_the_gate_page_asks_for_the_reason_and_shows_it(place: Organisation) -> None:
    run, client = a_run(place), signed_in(place, "lead")
    url = reverse("runs:gate", args=[run.pk])
    refused = client.post(url, {"reason": ""})
    assert refused.status_code == 422
    assert "mangler fortsatt" in refused.content.decode()
    assert client.post(url, {"reason": "Budsjettet gjelder i år."}).status_code == 302
    assert "Budsjettet gjelder i år." in client.get(reverse("runs:run", args=[run.pk])).content.decode()
    assert client.post(url, {"reason": "igjen"}).status_code == 403


# --- planning ---


def test_a_run_is_planned_from_a_package_with_its_hours_and_targets(place: Organisation) -> None:
    lead = an_actor(place, "lead")
    package = a_package(lead, place)
    client, elsewhere = signed_in(place, "lead"), an_organisation()
    other = a_package(an_actor(elsewhere, "lead"), elsewhere)
    assert str(package.name) in client.get(reverse("runs:plan")).content.decode()
    url = f"{reverse('runs:plan')}?package={package.pk}"
    assert 'value="20"' in client.get(url).content.decode()  # the hours the package expects of a driver
    assert client.get(f"{reverse('runs:plan')}?package={other.pk}").status_code == 404
    said = {
        "title": "Høsten",
        "begins_on": a_day(10),
        "ends_on": a_day(100),
        "hours_driver": 30,
        "units": [a_unit(place).pk],
    }
    assert client.post(url, said).status_code == 302
    run = Run.objects.get()
    assert (run.title, run.hours, run.units.count(), run.package) == ("Høsten", {"driver": 30}, 1, package)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"ends_on": a_day(9)}, "ends_on"),
        ({"sign_up_until": a_day(500)}, "sign_up_until"),
        ({"places": 0}, "places"),
        ({"hours_driver": -1}, "hours_driver"),
        ({"title": ""}, "title"),
        ({"begins_on": "i morgen"}, "begins_on"),
        ({"units": ["999999"]}, "units"),
    ],
)
def test_bad_plans_are_told_where(place: Organisation, said: dict[str, object], field: str) -> None:
    package = a_package(an_actor(place, "lead"), place)
    whole = {"title": "Høsten", "begins_on": a_day(10), "ends_on": a_day(100)} | said
    answer = signed_in(place, "lead").post(f"{reverse('runs:plan')}?package={package.pk}", whole)
    assert answer.status_code == 422
    assert f'id="id_{field}' in answer.content.decode()
    assert not Run.objects.exists()


def test_another_organisations_unit_is_not_taken(place: Organisation) -> None:
    package, theirs = a_package(an_actor(place, "lead"), place), a_unit(an_organisation())
    said = {"title": "Høsten", "begins_on": a_day(10), "ends_on": a_day(100), "units": [theirs.pk]}
    assert signed_in(place, "lead").post(f"{reverse('runs:plan')}?package={package.pk}", said).status_code == 422


def test_it_is_changed_called_off_and_taken_up_again(place: Organisation) -> None:
    run, client, unit = a_run(place), signed_in(place, "lead"), a_unit(place)
    said = {
        "title": "Nytt navn",
        "begins_on": a_day(10),
        "ends_on": a_day(100),
        "compared": [unit.pk],
        "hours_lead": 90,
    }
    assert client.post(reverse("runs:change", args=[run.pk]), said).status_code == 302
    run.refresh_from_db()
    assert (run.title, list(run.compared.all()), run.hours) == ("Nytt navn", [unit], {"lead": 90})
    both = said | {"units": [unit.pk]}
    assert client.post(reverse("runs:change", args=[run.pk]), both).status_code == 422
    assert client.post(reverse("runs:call_off", args=[run.pk]), {"reason": ""}).status_code == 422
    assert client.post(reverse("runs:call_off", args=[run.pk]), {"reason": "Sykdom"}).status_code == 302
    assert "Sykdom" in client.get(reverse("runs:run", args=[run.pk])).content.decode()
    assert client.post(reverse("runs:change", args=[run.pk]), said).status_code == 403
    assert client.post(reverse("runs:plan_again", args=[run.pk])).status_code == 302
    run.refresh_from_db()
    assert (run.state, run.reason) == ("planned", "")


def test_ending_completes_those_who_take_part_and_only_them(place: Organisation) -> None:
    run, client = under_way(place), signed_in(place, "lead")
    there, left, asked = a_part(run), a_part(run, state="left"), a_part(run, state="asked")
    assert client.get(reverse("runs:end", args=[run.pk])).status_code == 200
    assert client.post(reverse("runs:end", args=[run.pk])).status_code == 302
    for one in (run, there, left, asked):
        one.refresh_from_db()
    assert (run.state, there.state, left.state, asked.state) == ("ended", "done", "left", "asked")


# --- targets ---


def test_readings_are_kept_and_the_newest_day_counts(place: Organisation) -> None:
    run = a_run(place)
    target, lead = a_target(run), an_actor(place, "lead")
    for value, days in ((5, -3), (4, -9)):
        actions.measure(actor=lead, target=target, value=Decimal(value), on=a_day(days), note="", now=timezone.now())
    reached = queries.targets_of(run)[0]
    assert (reached.target.now_value, [one.value for one in reached.readings]) == (5, [4, 5])
    assert reached.share == pytest.approx(0.5)
    client = signed_in(place, "lead")
    page = client.get(reverse("runs:target", args=[target.pk])).content.decode()
    assert lead.name in page
    tomorrow = client.post(reverse("runs:target", args=[target.pk]), {"value": 6, "measured_on": a_day(1)})
    assert tomorrow.status_code == 422
    driver = signed_in(place, "driver")
    assert (
        driver.post(reverse("runs:target", args=[target.pk]), {"value": 6, "measured_on": a_day(0)}).status_code == 403
    )
    assert Reading.objects.count() == 2


@pytest.mark.parametrize(
    ("before", "now", "target", "share"),
    [(2, 5, 8, 0.5), (8, 8, 2, 0), (8, 2, 2, 1), (2, 1, 8, -1 / 6), (2, 2, 2, None), (None, 2, 3, None), (2, None, 3, None), (2, 3, None, None)],
)  # fmt: skip
def test_how_much_of_the_way(before: int | None, now: int | None, target: int | None, share: float | None) -> None:
    found = queries.share(*(None if one is None else Decimal(one) for one in (before, now, target)))
    assert found == (share if share is None else pytest.approx(share))


def test_a_target_is_written_changed_and_taken_out(place: Organisation) -> None:
    run, client = a_run(place), signed_in(place, "lead")
    new = reverse("runs:target_new", args=[run.pk])
    for bad in (
        {"baseline": 3},
        {"baseline_on": a_day(-1)},
        {"baseline": 3, "baseline_on": a_day(-1), "no_baseline": "x"},
    ):
        assert client.post(new, {"name": "Behov"} | bad).status_code == 422
    assert client.post(new, {"name": "Behov", "target": 8}).status_code == 302
    target = run.targets.get()
    assert (
        client.post(reverse("runs:target_change", args=[target.pk]), {"name": "Andre behov", "target": 9}).status_code
        == 302
    )
    assert "Andre behov" in client.get(reverse("runs:targets", args=[run.pk])).content.decode()
    assert Entry.objects.get(verb="runs.target_changed").private["facts"]["target_before"] == "8.00"
    assert client.post(reverse("runs:target_remove", args=[target.pk])).status_code == 302
    assert not run.targets.exists()


# --- pages ---


def test_the_list_asks_as_often_for_one_as_for_three(place: Organisation, django_assert_num_queries: object) -> None:
    client = signed_in(place, "driver")
    url = reverse("runs:runs")
    assert "Ingen kull er planlagt" in client.get(url).content.decode()
    a_part(a_run(place))
    with django_assert_num_queries(5) as first:  # type: ignore[operator]
        client.get(url)
    for _n in range(2):
        a_part(a_run(place, network=a_network(place)), "mentor")
    with django_assert_num_queries(len(first)):  # type: ignore[operator]
        page = client.get(url).content.decode()
    assert page.count("<tr") == 4
    called_off(place)
    assert "Avlyst" in client.get(f"{url}?when=over").content.decode()


def test_a_member_of_a_network_sees_the_run_and_counts_only_its_own(place: Organisation) -> None:
    other = an_organisation()
    run = a_run(place, network=a_network(place, other))
    a_part(run)
    a_part(run)
    a_part(run, place=other)
    mine, theirs = (queries.people_in(an_actor(each, "lead"), run).drivers for each in (place, other))
    assert (mine, theirs) == (3, 1)
    listed = queries.runs(an_actor(other, "driver")).rows[0]
    assert (listed.run, listed.drivers) == (run, 1)
    page = signed_in(other, "lead").get(reverse("runs:run", args=[run.pk])).content.decode()
    assert "Bare folk i din egen virksomhet" in page
    assert signed_in(other, "lead").get(reverse("runs:gate", args=[run.pk])).status_code == 403
    assert signed_in(an_organisation(), "lead").get(reverse("runs:run", args=[run.pk])).status_code == 404


@pytest.mark.parametrize(("state", "ends", "step"), [
    ("planned", 100, "Rekrutter pådrivere"), ("recruiting", 100, "Gå gjennom startporten"), ("running", 100, "Se hvor langt"),
    ("running", -1, "Avslutt kullet"), ("ended", -1, "Mål hva det førte til"), ("called_off", 100, "planlegg det igjen"),
])  # fmt: skip
def test_every_state_says_what_comes_next_and_for_whom(place: Organisation, state: str, ends: int, step: str) -> None:
    run = a_run(place, begins_on=a_day(-50), ends_on=a_day(ends))
    Run.objects.filter(pk=run.pk).update(state=state)
    for role in ("lead", "driver"):
        answer = signed_in(place, role).get(reverse("runs:run", args=[run.pk]))
        assert step in answer.content.decode()

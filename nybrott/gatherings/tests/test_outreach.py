"""Work with colleagues, each driver's path, and the indicators: who writes, who reads, what follows from what."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.gatherings import actions, queries, rules
from nybrott.gatherings.models import Attendance, Gathering, Outreach
from nybrott.gatherings.tests.factories import a_driver, a_gathering, an_outreach
from nybrott.guidance.tests.factories import a_pairing
from nybrott.hearings.models import Evidence
from nybrott.hearings.tests.factories import some_evidence
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, a_unit, an_actor, an_organisation
from nybrott.runs.models import Participation, Run
from nybrott.runs.tests.factories import a_part, a_run
from nybrott.workshops.actions import StepPlan, add_steps
from nybrott.workshops.models import Seat, Workshop
from nybrott.workshops.tests.factories import a_workshop

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=400)


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def run(place: Organisation) -> Run:
    return a_run(place, begins_on=TODAY - timedelta(days=70), ends_on=TODAY + timedelta(days=30))


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("in", True), ("done", True), ("left", False), ("asked", False), ("waiting", False), ("declined", False), ("withdrawn", False)],
)  # fmt: skip
def test_those_who_take_part_write_down_what_they_did(run: Run, state: str, allowed: bool) -> None:
    actor, part = a_driver(run.organisation, run, state=state)
    assert bool(rules.may_log(actor, part)) is allowed
    assert not rules.may_log(an_actor(run.organisation, "lead"), part)
    assert not rules.may_log(actor, None)


def test_who_reads_a_path(place: Organisation) -> None:
    other = an_organisation()
    run = a_run(place, network=a_network(place, other))
    leader = a_member(other, "leader")
    part = a_part(run, place=other, leader=leader)
    mentor = a_part(run, "mentor")
    a_pairing(place, run=run, driver=part, mentor=mentor)
    reads = {
        "self": actor_of(part.user, other), "mentor": actor_of(mentor.user, place), "leader": actor_of(leader, other),
        "lead": an_actor(place, "lead"), "own lead": an_actor(other, "lead"),
    }  # fmt: skip
    assert {name for name, actor in reads.items() if rules.may_read_path(actor, part)} == set(reads)
    for actor in (
        an_actor(other, "driver"),
        an_actor(other, "leader"),
        an_actor(place, "mentor"),
        a_driver(place, run)[0],
    ):
        assert not rules.may_read_path(actor, part)
        assert not rules.may_declare(actor, part)
    assert part in queries.parts_read(actor_of(mentor.user, place))
    assert part not in queries.parts_read(an_actor(place, "driver"))


def test_a_day_to_come_another_house_and_a_method_nobody_names_are_refused(place: Organisation, run: Run) -> None:
    part = a_part(run)
    with pytest.raises(Refused, match="ikke vært"):
        an_outreach(part, held_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="hvilken metode"):
        an_outreach(part, taught=True)
    with pytest.raises(ValueError, match="another organisation"):
        an_outreach(part, unit=a_unit(an_organisation()))
    assert not Outreach.objects.exists()
    made = an_outreach(part, unit=a_unit(place))
    with pytest.raises(Refused):
        actions.remove_outreach(actor=an_actor(place, "lead"), outreach=made, now=NOW)


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("people", "0", 422), ("people", "1", 302), ("people", "1000", 302), ("people", "1001", 422), ("minutes", "0", 422), ("minutes", "1440", 302),
        ("minutes", "1441", 422), ("what", "Ring 41 22 33 44", 422), ("came_of", "skriv til ola@eks.no", 422), ("taught", "on", 422), ("card", "no-such", 422),
        ("held_on", "", 422), ("what", "x" * 301, 422), ("card", "persona", 302),
    ],
)  # fmt: skip
def test_the_log_takes_two_minutes_and_says_what_is_wrong(
    client: Client, run: Run, field: str, value: str, status: int
) -> None:
    part = a_part(run)
    client.force_login(part.user)
    said = {"part": part.pk, "held_on": TODAY, "what": "Kaffe og skisser", "people": "4", "minutes": "20", field: value}
    assert client.post(reverse("gatherings:log"), said).status_code == status
    assert Outreach.objects.filter(part=part).exists() is (status == 302)


def _workshop(
    place: Organisation, led_by: Participation | None, there: list[Participation], card: str, ended: datetime
) -> Workshop:
    lead = an_actor(place, "lead")
    made = a_workshop(place, lead=lead)
    add_steps(actor=lead, workshop=made, plans=[StepPlan("Med kort", card=card)], now=NOW)
    Workshop.objects.filter(pk=made.pk).update(state="ended", ended_at=ended, facilitator=led_by and led_by.user)
    for part in there:
        Seat.objects.create(workshop=made, user=part.user, name="x", state="coming", asked_at=ended)
    return made


def test_a_path_follows_from_what_was_done(place: Organisation, run: Run) -> None:
    part, other = a_part(run, took_in_at=NOW - timedelta(days=60)), a_part(run, took_in_at=NOW - timedelta(days=60))
    actor, lead = actor_of(part.user, place), an_actor(place, "lead")
    _workshop(place, other, [part, other], "persona", NOW - timedelta(days=20))
    _workshop(place, other, [part], "persona", NOW - timedelta(days=10))  # learnt already
    _workshop(place, other, [part], "storyboard", NOW - timedelta(days=90))  # before the person took part
    an_outreach(part, TODAY - timedelta(days=5), card="five-whys", taught=True)
    an_outreach(part, TODAY - timedelta(days=9), card="five-whys")
    piece = some_evidence(an_anchored_challenge(place), lead)
    Evidence.objects.filter(pk=piece.pk).update(recorded_by=part.user)
    some_evidence(an_anchored_challenge(place), lead)
    for _n in range(2):
        actions.declare(
            actor=actor, part=part, card="baseline", kind="learnt", since=date(2020, 5, 1), note="Kurs", now=NOW
        )

    def told(one: Participation) -> dict[str, tuple[object, ...]]:
        return {
            way.card: tuple(trace and (trace.on, trace.source) for trace in (way.learnt, way.used, way.taught))
            for way in queries.path_of(actor, one, "nb")
        }  # fmt: skip

    day = timezone.localdate(NOW - timedelta(days=20))
    assert told(part) == {
        "persona": ((day, "workshop"), None, None),
        "five-whys": (None, (TODAY - timedelta(days=9), "outreach"), (TODAY - timedelta(days=5), "outreach")),
        "interview-guide": (None, (TODAY, "evidence"), None),
        "baseline": ((date(2020, 5, 1), "said"), None, None),
    }
    assert told(other) == {"persona": (None, (day, "facilitator"), (day, "facilitator"))}
    with pytest.raises(Refused, match="Bare personen selv"):
        actions.declare(actor=lead, part=part, card="persona", kind="used", since=TODAY, now=NOW)
    with pytest.raises(Refused):
        actions.declare(actor=actor, part=part, card="persona", kind="used", since=TODAY + timedelta(days=1), now=NOW)
    counts = {one.part.pk: (one.learnt, one.used, one.taught) for one in queries.known_in(lead, run, 1)}
    assert counts == {part.pk: (2, 2, 1), other.pk: (0, 1, 1)}


def test_the_indicators_say_what_there_is_and_from_how_many(place: Organisation, run: Run) -> None:
    units = [a_unit(place), a_unit(place)]
    run.units.set(units)
    here, gone = a_part(run, took_in_at=LONG_AGO), a_part(run, took_in_at=LONG_AGO)
    an_outreach(here, TODAY, unit=units[0], people=7, card="persona", taught=True)
    an_outreach(gone, TODAY, unit=a_unit(place), people=3)
    Participation.objects.filter(pk=gone.pk).update(state="left", ended_at=NOW - timedelta(days=1))
    challenge = an_anchored_challenge(place)
    Challenge.objects.filter(pk=challenge.pk).update(unit=units[1])
    meeting = a_gathering(run)
    Gathering.objects.filter(pk=meeting.pk).update(state="held", starts_at=NOW)
    for part, present in ((here, True), (gone, None)):
        Attendance.objects.create(gathering=meeting, part=part, asked_at=NOW, present=present)
    found = {one.key: one.values[-1] for one in queries.indicators_of(run, now=NOW)}
    assert {key: (value.value, value.n) for key, value in found.items()} == {
        "outreach": (2, 2), "colleagues": (10, 2), "units": (0.5, 2), "raised": (1, 1), "learnt": (0, 1), "used": (1, 1), "taught": (1, 1),
        "teachers": (1, 1), "attendance": (0.5, 2),
    }  # fmt: skip
    assert all(len(one.values) == len(queries.months_of(run, NOW)) for one in queries.indicators_of(run, now=NOW))
    assert found["learnt"].is_few
    elsewhere = {
        one.key: one.values[-1].n for one in queries.indicators_of(run, now=NOW, organisation=an_organisation().pk)
    }
    assert set(elsewhere.values()) == {0}


def test_few_peoples_competence_is_for_those_who_lead(client: Client, place: Organisation, run: Run) -> None:
    user, page = a_member(place, "observer"), reverse("gatherings:spread", args=[run.pk])
    an_outreach(a_part(run, took_in_at=LONG_AGO), card="persona")
    client.force_login(user)
    said = client.get(page).content.decode()
    assert "Metoder brukt: 1" not in said
    assert "Arbeid med kolleger: 1" in said
    assert "Hvor langt hver pådriver er kommet" not in said
    client.force_login(a_member(place, "lead"))
    said = client.get(page).content.decode()
    assert "Metoder brukt: 1" in said
    assert "Få: én av dem avgjør tallet." in said
    assert "Hvor langt hver pådriver er kommet" in said


def test_the_pages_are_the_same_work_for_one_and_for_three(
    client: Client, place: Organisation, run: Run, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    user = a_member(place, "lead")
    mine = a_part(run, user=user, took_in_at=LONG_AGO)
    client.force_login(user)
    pages = [
        reverse("gatherings:spread", args=[run.pk]),
        reverse("gatherings:path", args=[mine.pk]),
        reverse("gatherings:outreach"),
    ]
    assert "Ingenting er skrevet ned ennå" in client.get(pages[2]).content.decode()
    assert "Ingen metoder ennå" in client.get(pages[1]).content.decode()
    counts: list[list[int]] = []
    for number in (1, 2):
        for _n in range(number):
            part = a_part(run, took_in_at=LONG_AGO)
            for one in (mine, part):
                an_outreach(one, card="persona", unit=a_unit(place), challenge=an_anchored_challenge(place))
            _workshop(place, mine, [part], "five-whys", NOW - timedelta(days=3))
        found = []
        for page in pages:
            client.get(page)
            with django_assert_max_num_queries(45) as counted:
                assert client.get(page).status_code == 200
            found.append(len(counted))
        counts.append(found)
    assert counts[0] == counts[1]


def test_somebody_writes_corrects_declares_and_takes_back(client: Client, run: Run) -> None:
    part = a_part(run)
    actor: Actor = actor_of(part.user, run.organisation)
    made = an_outreach(part)
    client.force_login(part.user)
    assert list(part.used.values_list("kind", "minutes")) == [("outreach", 30)]
    change = reverse("gatherings:change_outreach", args=[made.pk])
    said = {
        "part": part.pk,
        "held_on": TODAY,
        "what": "Rettet",
        "people": "9",
        "minutes": "20",
        "card": "persona",
        "taught": "on",
    }
    assert client.post(change, said).status_code == 302
    assert list(part.used.values_list("kind", "minutes")) == [("outreach", 20)]
    path = reverse("gatherings:path", args=[part.pk])
    assert client.post(path, {"card": "persona"}).status_code == 422
    assert client.post(path, {"card": "persona", "kind": "learnt", "since": TODAY}).status_code == 302
    page = client.get(path).content.decode()
    assert "sier det selv" in page
    assert "1 metode lært bort" in page
    client.post(reverse("gatherings:take_back", args=[part.declared.get().pk]))
    assert not part.declared.exists()
    client.post(reverse("gatherings:remove_outreach", args=[made.pk]))
    assert not Outreach.objects.exists()
    assert not part.used.exists()
    assert actor.user_id == part.user_id

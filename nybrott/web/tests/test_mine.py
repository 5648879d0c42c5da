"""What a driver, a mentor, a leader and a programme lead see of their runs; and what a mentor is told is amiss."""

from datetime import datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from nybrott.challenges.tests.factories import a_challenge
from nybrott.effects.actions import measure_plan
from nybrott.effects.tests.factories import a_plan
from nybrott.gatherings import actions as gatherings
from nybrott.gatherings.tests.factories import a_gathering, an_outreach, asked
from nybrott.guidance.models import NextStep, Pairing
from nybrott.guidance.queries import calendar_of
from nybrott.guidance.tests.factories import a_pairing, a_session
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, a_unit, an_actor, an_organisation
from nybrott.runs.models import Hours, Participation, Run
from nybrott.runs.tests.factories import a_day, a_part, a_run, a_target
from nybrott.web.mine import driver_parts, leader_page, mentor_parts, next_of, run_standing
from nybrott.web.mine.mentors import needs_of
from nybrott.workshops import actions as workshops
from nybrott.workshops.tests.factories import a_workshop

pytestmark = pytest.mark.django_db
ME, PEOPLE = "/programme/me/", "/programme/people/"
NOW = timezone.now()


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def run(place: Organisation) -> Run:
    made = a_run(place)
    Run.objects.filter(pk=made.pk).update(state="running")
    made.refresh_from_db()
    return made


def step(pairing: Pairing, who: User, what: str, days: int) -> NextStep:
    return NextStep.objects.create(pairing=pairing, what=what, who=who, due_on=a_day(days), agreed_at=NOW)


def text(client: Client, user: User, address: str, status: int = 200) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def queries(client: Client, user: User, address: str) -> int:
    client.force_login(user)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_who_takes_part_in_nothing_is_told_what_comes_here(client: Client, place: Organisation) -> None:
    user = a_member(place, "observer")
    assert "Du er ikke med i noe kull ennå" in text(client, user, ME)
    assert "Ingen av dine folk er med ennå" in text(client, user, PEOPLE)


def test_a_drivers_page_has_the_step_the_challenge_the_mentor_and_the_session(
    client: Client, place: Organisation, run: Run
) -> None:
    challenge = a_challenge(an_actor(place, "lead"))
    driver = a_part(run, "driver", challenge=challenge, hours=30)
    pairing = a_pairing(place, run=run, driver=driver)
    a_session(pairing, NOW + timedelta(days=3), topic="Hvem skal vi spørre?")
    a_session(pairing, NOW - timedelta(days=9), state="held")
    a_session(pairing, NOW - timedelta(days=30), state="called_off")
    step(pairing, driver.user, "Ring tre pårørende", -1)
    done = step(pairing, driver.user, "Les evalueringen", 2)
    NextStep.objects.filter(pk=done.pk).update(done_at=NOW)
    Hours.objects.create(part=driver, minutes=90, used_on=a_day(-2))
    Hours.objects.create(part=driver, minutes=60, used_on=a_day(-1))
    said = text(client, driver.user, ME)
    for words in (
        "Ring tre pårørende",
        "Forsinket",
        challenge.title,
        str(pairing.mentor),
        "Hvem skal vi spørre?",
        "2,5 av 30 t brukt",
        "1 veiledning holdt",
    ):
        assert words in said, words
    assert "Les evalueringen" not in said
    (part,) = driver_parts(actor_of(driver.user, place), NOW)
    assert (part.held, part.minutes, part.budget, len(part.sessions), part.must_answer) == (1, 150, 30, 1, False)


def step_of(user: User, place: Organisation) -> tuple[str, str] | None:
    actor = actor_of(user, place)
    found = next_of(user.pk, driver_parts(actor, NOW), mentor_parts(actor, NOW))
    return (found.state, found.url) if found else None


def test_the_one_next_step_is_what_waits_first(client: Client, place: Organisation, run: Run) -> None:
    proposed = a_pairing(place, run=run, state="proposed")
    driver, mentor = proposed.driver.user, proposed.mentor.user
    page = f"/programme/guidance/{proposed.pk}/"
    assert step_of(driver, place) == (f"{proposed.mentor} er foreslått som veilederen din.", page)
    assert step_of(mentor, place) == (f"{proposed.driver}: Venter på ditt ja til å veilede.", page)
    pairing = a_pairing(place, run=run)
    pair = f"/programme/guidance/{pairing.pk}/"
    assert step_of(pairing.driver.user, place) == (
        f"Du har ingen veiledning med {pairing.mentor} foran deg.", f"{pair}book/",
    )  # fmt: skip
    a_session(pairing, NOW + timedelta(days=2))
    assert step_of(pairing.driver.user, place) is None
    later, sooner = step(pairing, pairing.driver.user, "Skriv", 6), step(pairing, pairing.driver.user, "Ring", 2)
    step(pairing, pairing.mentor.user, "Send kortet", 1)
    assert step_of(pairing.driver.user, place) == ("Ring", pair)
    assert step_of(pairing.mentor.user, place) == ("Send kortet", pair)
    NextStep.objects.filter(pk=sooner.pk).update(done_at=NOW)
    assert step_of(pairing.driver.user, place) == (later.what, pair)
    assert "Se det dere avtalte" in text(client, pairing.driver.user, ME)
    assert step_of(a_member(place, "observer"), place) is None


def test_a_driver_is_asked_for_the_own_yes_first(client: Client, place: Organisation, run: Run) -> None:
    pairing = a_pairing(place, run=run, state="proposed")
    assert "En veileder er foreslått for deg" in text(client, pairing.driver.user, ME)
    assert "Venter på ditt ja til å veilede." in text(client, pairing.mentor.user, ME)


def test_a_driver_without_anything_is_told_what_is_missing(client: Client, run: Run) -> None:
    said = text(client, a_part(run).user, ME)
    for words in (
        "Ingenting er avtalt akkurat nå",
        "Du har ikke valgt noen ennå",
        "Ingen veileder er foreslått ennå",
        "0 av 40 t brukt",
    ):
        assert words in said, words


def test_a_mentor_sees_first_who_needs_them_most(client: Client, place: Organisation, run: Run) -> None:
    mentor = a_part(run, "mentor", capacity=5)
    long_ago = NOW - timedelta(days=40)
    drivers = [a_part(run) for _n in range(4)]
    well, silent, missed, late = (
        a_pairing(place, run=run, driver=driver, mentor=mentor, driver_yes_at=long_ago, mentor_yes_at=long_ago)
        for driver in drivers
    )
    a_session(well, NOW + timedelta(days=1))
    a_session(missed, NOW - timedelta(days=2), state="no_show")
    a_session(late, NOW + timedelta(days=1))
    step(late, late.driver.user, "Spør lageret", -3)
    step(well, mentor.user, "Send kortet om intervju", 4)
    (part,) = mentor_parts(actor_of(mentor.user, place), NOW)
    assert [one.pairing for one in part.guided] == [missed, silent, late, well]
    assert [bool(one.needs) for one in part.guided] == [True, True, True, False]
    assert ([one.what for one in part.promised], part.free) == (["Send kortet om intervju"], 1)
    said = text(client, mentor.user, ME)
    assert said.index(str(missed.driver)) < said.index(str(silent.driver)) < said.index(str(late.driver))
    assert "Ingen veiledning på 40 dager, og ingen er bestilt." in said
    assert "Send kortet om intervju" in said


def test_a_mentor_without_hours_reads_so(client: Client, run: Run) -> None:
    mentor = a_part(run, "mentor")
    Participation.objects.filter(pk=mentor.pk).update(capacity=0)
    assert "Du har ingen timer til pådrivere." in text(client, mentor.user, ME)


TIMES: list[datetime | None] = [None, NOW - timedelta(days=30), NOW - timedelta(days=5)]


@pytest.mark.parametrize("waits", [False, True])
def test_what_a_driver_needs_is_as_the_rules_say(waits: bool) -> None:
    """Every combination, against the rules told in other words."""
    for since, last, missed, coming, late in product(TIMES[1:], TIMES, TIMES, [None, NOW + timedelta(days=2)], [0, 2]):
        said, weight = needs_of(waits=waits, stands_since=since or NOW, last=last, coming=coming, missed=missed, late=late, now=NOW)  # fmt: skip
        wanted: set[str] = {"yes"} if waits else set()
        if coming is None:
            if missed is not None and (last is None or last < missed):
                wanted.add("missed")
            elif (last or since or NOW) < NOW - timedelta(days=21):
                wanted.add("silent")
            elif not waits:
                wanted.add("none")
        if late:
            wanted.add("late")
        weights = {"yes": 100, "missed": 60, "silent": 50, "none": 10, "late": 30}
        assert weight == sum(weights[one] for one in wanted)
        assert len(said) == len(wanted)


def test_a_leader_sees_the_own_people_alone_and_what_waits_for_a_yes(
    client: Client, place: Organisation, run: Run
) -> None:
    unit = a_unit(place)
    leader = a_member(place, "leader", units=(unit,))
    mine, named, other = (
        a_part(run, unit=unit, hours=20),
        a_part(run, unit=a_unit(place), leader=leader),
        a_part(run, unit=a_unit(place)),
    )
    asked = a_part(run, state="asked", leader=leader)
    asked.yeses.create(
        token_hash="0" * 64,
        to_name=leader.name,
        to_email=leader.email,
        asked_at=NOW,
        expires_at=NOW + timedelta(days=9),
    )
    Hours.objects.create(part=mine, minutes=21 * 60, used_on=a_day(-2))
    pairing = a_pairing(place, run=run, driver=named)
    a_session(pairing, NOW - timedelta(days=3), state="held")
    a_session(pairing, NOW - timedelta(days=2), state="no_show")
    found = leader_page(actor_of(leader, place), NOW)
    assert {one.part for one in found.people} == {mine, named}
    assert {one.part: one.over for one in found.people} == {mine: True, named: False}
    said = text(client, leader, PEOPLE)
    assert str(other) not in said
    for words in (str(asked), "Venter på ditt ja", "21 av 20 t brukt", "1 holdt, 1 uten oppmøte"):
        assert words in said, words
    # somebody who only works in the unit leads nobody
    assert leader_page(actor_of(a_member(place, "buyer", units=(unit,)), place), NOW).people == ()


def test_how_a_run_stands_is_for_those_who_lead_it(client: Client, place: Organisation) -> None:
    other = an_organisation()
    run = a_run(place, network=a_network(place, other))
    address = f"/programme/runs/{run.pk}/standing/"
    lead = a_member(place, "lead")
    assert "Ingen er tatt inn ennå." in text(client, lead, address)
    alone, theirs = a_part(run), a_part(run, place=other)
    pairing = a_pairing(place, run=run, driver=theirs)
    a_session(pairing, NOW - timedelta(days=3), state="held")
    step(pairing, theirs.user, "Noe", 4)
    run.targets.create(place=1, name="Behov med innsikt", unit="behov", baseline=2, target=12, now_value=5)
    found = run_standing(actor_of(lead, place), run, NOW, 1)
    assert [row.part for row in found.rows] == [alone, theirs]
    assert [(row.sessions.held, row.steps) for row in found.rows] == [(0, 0), (1, 1)]
    assert found.unpaired == 1
    said = text(client, lead, address)
    for words in ("1 pådriver har ingen veileder.", "Behov med innsikt", "5 nå · målet er 12", "Ikke målt ennå", "30"):
        assert words in said, words
    text(client, a_member(place, "driver"), address, 403)
    text(client, a_member(other, "lead"), address, 403)
    text(client, a_member(an_organisation(), "lead"), address, 404)


def test_more_people_ask_no_more_of_the_database(client: Client, place: Organisation, run: Run) -> None:
    lead, mentor = a_member(place, "lead"), a_part(run, "mentor", capacity=9)
    leader = a_member(place, "leader")

    def grow(count: int) -> None:
        for _n in range(count):
            pairing = a_pairing(
                place,
                run=run,
                driver=a_part(run, challenge=a_challenge(an_actor(place, "lead")), leader=leader),
                mentor=mentor,
            )
            a_session(pairing, NOW + timedelta(days=1))
            step(pairing, mentor.user, "Noe", 3)

    addresses = [(mentor.user, ME), (leader, PEOPLE), (lead, f"/programme/runs/{run.pk}/standing/")]
    grow(1)
    few = [queries(client, *one) for one in addresses]
    grow(3)
    assert [queries(client, *one) for one in addresses] == few


def test_gatherings_and_workshops_stand_in_the_own_calendar_beside_sessions(place: Organisation, run: Run) -> None:
    pairing = a_pairing(place, run=run)
    user, lead = pairing.driver.user, an_actor(place, "lead")
    session = a_session(pairing, NOW + timedelta(days=2))
    gathering, unasked = a_gathering(run, lead=lead), a_gathering(run, lead=lead)
    asked(gathering, pairing.driver, lead=lead)
    workshop = a_workshop(place, lead=lead)
    workshops.ask(actor=lead, workshop=workshop, users=[user], url="https://eks.no/", now=NOW)
    uids = {
        f"guidance-{session.pk}@nybrott": False, f"gathering-{gathering.pk}@nybrott": False, f"workshop-{workshop.pk}@nybrott": False,
    }  # fmt: skip
    assert {event.uid: event.cancelled for event in calendar_of(user, NOW)} == uids
    takes = {event.uid: (event.ends_at - event.starts_at).seconds // 60 for event in calendar_of(user, NOW)}
    assert takes[f"workshop-{workshop.pk}@nybrott"] == 35
    gatherings.answer(actor=actor_of(user, place), attendance=gathering.attendances.get(), comes=False, now=NOW)
    workshops.call_off(actor=lead, workshop=workshop, reason="Sykdom", now=NOW)
    assert [event.uid for event in calendar_of(user, NOW) if event.cancelled] == list(uids)[1:]
    assert unasked.pk != gathering.pk
    assert not calendar_of(a_member(place, "driver"), NOW)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_pages_speak_the_readers_language(client: Client, place: Organisation, run: Run, language: str) -> None:
    pairing = a_pairing(place, run=run)
    client.force_login(pairing.mentor.user)
    with override(language):
        page = client.get(ME, headers={"accept-language": language}).content.decode()
    assert {"nn": "Pådrivarane mine", "en": "My drivers"}[language] in page


def test_a_leader_and_the_lead_see_what_the_run_reaches(client: Client, place: Organisation, run: Run) -> None:
    leader, lead = a_member(place, "leader"), a_member(place, "lead")
    plan = a_plan(run)
    target = a_target(run, "Arbeid med kolleger", unit="ganger", baseline=0, target=40)
    plan.indicators.create(target=target, level="behaviour", source="counted", ref="outreach")
    Run.objects.filter(pk=run.pk).update(state="running", begins_on=a_day(-30))
    part = a_part(run, leader=leader)
    for _n in range(10):
        an_outreach(part)
    assert "Ikke målt ennå" in text(client, leader, PEOPLE)
    measure_plan(actor=an_actor(place, "evaluator"), plan=plan, now=NOW)
    for user, address in ((leader, PEOPLE), (lead, f"/programme/runs/{run.pk}/standing/")):
        said = text(client, user, address)
        for words in ("Arbeid med kolleger", "Målt i dag", "10 nå · målet er 40", "Bygger på 10 ganger.", "Atferd"):
            assert words in said, words
    assert [one.pk for one, _rows in leader_page(actor_of(leader, place), NOW).reaches] == [run.pk]
    assert leader_page(an_actor(place, "leader"), NOW).reaches == ()

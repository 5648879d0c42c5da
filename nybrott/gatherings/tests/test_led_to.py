"""What came before what, for a run and on a challenge's red thread, against a brute-force twin over generated data; and who sees it."""

import csv
import io
import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.core.contributions import Reached
from nybrott.gatherings import queries
from nybrott.gatherings.models import Outreach, Story
from nybrott.gatherings.queries import contributions
from nybrott.gatherings.tests.factories import a_driver, a_gathering, an_outreach
from nybrott.guidance.models import NextStep, Note, Session
from nybrott.guidance.tests.factories import a_pairing, a_session
from nybrott.hearings.tests.factories import some_evidence
from nybrott.insights.tests.factories import a_need
from nybrott.needs.models import Need
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.runs.models import Participation, Run
from nybrott.runs.tests.factories import a_part, a_run
from nybrott.workshops.models import Seat, Workshop
from nybrott.workshops.tests.factories import a_workshop

pytestmark = pytest.mark.django_db
START = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


def at(days: float) -> datetime:
    return START + timedelta(days=days)


def verified(lead: Actor, challenge: Challenge, when: datetime) -> Need:
    made = a_need(lead, challenge, some_evidence(challenge, lead))
    Need.objects.filter(pk=made.pk).update(state="verified", verified_at=when)
    return made


def held(pairing: object, challenge: Challenge, when: datetime) -> Session:
    return a_session(pairing, when - timedelta(hours=1), minutes=60, challenge=challenge, state="held")  # type: ignore[arg-type]


def told(part: Participation, challenge: Challenge, when: datetime, run: Run) -> Story:
    return Story.objects.create(
        gathering=a_gathering(run), part=part, title="Natten", tried="x", place=1, challenge=challenge, brought_at=when, told_at=when
    )  # fmt: skip


def world(place: Organisation, seed: int) -> tuple[Run, Actor]:
    """A run and half a year of all kinds of contributions, some of them of others, before and after verified needs."""
    dice, lead = random.Random(seed), an_actor(place, "lead")
    run, other_run = a_run(place, lead=lead), a_run(place, lead=lead)
    challenges = [an_anchored_challenge(place) for _n in range(4)]
    pairs = []
    for mine in (run, run, other_run):
        driver = a_part(mine, took_in_at=at(-3), ended_at=at(dice.choice([3, 20])), state="left")
        pairs.append(a_pairing(place, run=mine, driver=driver, mentor=a_part(mine, "mentor", took_in_at=at(-9))))
    stranger = a_member(place, "driver")
    for _n in range(14):
        pair, challenge, when = dice.choice(pairs), dice.choice(challenges), at(dice.randint(0, 10))
        kind = dice.choice(["session", "booked", "step", "open", "outreach", "workshop", "planned", "story"])
        if kind in ("session", "booked"):
            made = held(pair, challenge, when)
            Session.objects.filter(pk=made.pk).update(state="held" if kind == "session" else "booked")
        elif kind in ("step", "open"):
            NextStep.objects.create(
                pairing=pair, what="Ring", who=dice.choice([pair.driver, pair.mentor]).user, due_on=when.date(), challenge=challenge,
                agreed_at=at(-1), done_at=when if kind == "step" else None,
            )  # fmt: skip
        elif kind == "outreach":
            an_outreach(_in(pair.driver), challenge=challenge)
            Outreach.objects.filter(challenge=challenge, part=pair.driver).update(held_on=when.date())
        elif kind == "story":
            told(pair.driver, challenge, when, pair.run)
        else:
            shop = a_workshop(place, lead=lead, challenge=challenge)
            led_by = dice.choice([pair.mentor.user, stranger])
            Workshop.objects.filter(pk=shop.pk).update(
                facilitator=led_by, state="ended" if kind == "workshop" else "planned", ended_at=when
            )
            guest = dice.choice([pair.driver.user, stranger])
            Seat.objects.create(
                workshop=shop, user=guest, name="x", state=dice.choice(["coming", "declined"]), asked_at=when
            )
    for _n in range(9):
        verified(lead, dice.choice(challenges), at(dice.randint(0, 11)))
    return run, lead


def _in(part: Participation) -> Participation:
    part.state = "in"
    return part


def slowly(run: Run) -> dict[int, tuple[set[tuple[str, int]], bool]]:  # noqa: PLR0912 - the long way on purpose
    """For each verified need of a touched challenge: what of the run came before it, and whether a driver was in it. The long way."""

    def role(user_id: int | None, when: datetime) -> set[str]:
        return {
            part.kind for part in Participation.objects.filter(run=run, user=user_id)
            if (part.took_in_at or part.signed_up_at) <= when and (part.ended_at is None or when <= part.ended_at)
        }  # fmt: skip

    done: list[tuple[str, int, int, datetime, set[str]]] = []
    for one in Session.objects.filter(state="held"):
        if one.pairing.run_id == run.pk:
            done.append(("session", one.pk, one.challenge_id or 0, one.ends_at, {"driver", "mentor"}))
    for step in NextStep.objects.exclude(done_at=None):
        if step.pairing.run_id == run.pk:
            kind = "driver" if step.who_id == step.pairing.driver.user_id else "mentor"
            done.append(("next_step", step.pk, step.challenge_id or 0, step.done_at or START, {kind}))
    for story in Story.objects.exclude(told_at=None):
        if story.part.run_id == run.pk:
            done.append(("story", story.pk, story.challenge_id or 0, story.told_at or START, {story.part.kind}))
    for reach in Outreach.objects.all():
        if reach.part.run_id == run.pk:
            over = timezone.make_aware(datetime.combine(reach.held_on, datetime.min.time())) + timedelta(days=1)
            done.append(("outreach", reach.pk, reach.challenge_id or 0, over, {reach.part.kind}))
    for shop in Workshop.objects.filter(state="ended"):
        roles = role(shop.facilitator_id, shop.ended_at or START)
        for seat in shop.seats.filter(state="coming"):
            roles |= role(seat.user_id, shop.ended_at or START)
        if roles:
            done.append(("workshop", shop.pk, shop.challenge_id, shop.ended_at or START, roles))
    found = {}
    for need in Need.objects.filter(state="verified"):
        if any(one[2] == need.challenge_id for one in done):
            before = [one for one in done if one[2] == need.challenge_id and one[3] < (need.verified_at or START)]
            found[need.pk] = ({(one[0], one[1]) for one in before}, any("driver" in one[4] for one in before))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_only_what_came_before_counts_whatever_happened(place: Organisation, seed: int) -> None:
    run, lead = world(place, seed)
    found, expected = queries.led_to(lead, run), slowly(run)
    got = {
        int(after.thing.ref): ({(one.kind, int(one.ref)) for one in after.before}, after.driver)
        for touched in found.touched for after in touched.reached if after.kind == "need"
    }  # fmt: skip
    assert got == expected
    needs = next(count for count in found.counts if count.kind == "need")
    assert (needs.n, needs.with_driver) == (len(expected), sum(driver for _before, driver in expected.values()))


def test_the_same_moment_is_not_before_and_a_day_is_over_at_its_end(place: Organisation) -> None:
    lead, run = an_actor(place, "lead"), a_run(place)
    challenge, part = an_anchored_challenge(place), a_part(run, took_in_at=at(-1))
    held(a_pairing(place, run=run, driver=part), challenge, at(2))
    an_outreach(part, challenge=challenge, held_on=at(2).date())
    verified(lead, challenge, at(2))
    verified(lead, challenge, at(3))

    def before() -> list[list[str]]:
        (touched,) = queries.led_to(lead, run).touched
        return [[one.kind for one in after.before] for after in touched.reached]

    assert before() == [[], ["session", "outreach"]]
    part.user.name = "En som har gått"
    part.user.save()
    Participation.objects.filter(pk=part.pk).update(state="left", ended_at=at(2.5))
    assert before() == [[], ["session", "outreach"]]  # who has left was in it all the same
    part.delete()  # an erased person's part goes, with what hung on it
    assert queries.led_to(lead, run).touched == ()


def test_the_red_thread_names_own_people_and_never_what_was_said(place: Organisation) -> None:
    other = an_organisation("Nabovik kommune")
    lead, run = an_actor(place, "lead"), a_run(other, network=a_network(other, place))
    driver, challenge = a_driver(place, run, took_in_at=at(-1))[1], an_anchored_challenge(place)
    pairing = a_pairing(other, run=run, driver=driver, mentor=a_part(run, "mentor"))
    session = held(pairing, challenge, at(1))
    Session.objects.filter(pk=session.pk).update(topic="Leder er imot", agenda="Hemmelig")
    Note.objects.create(pairing=pairing, session=session, kind="shared", text="Også hemmelig", written_at=at(1))
    need = verified(lead, challenge, at(5))
    trail = queries.help_of(lead, challenge)
    (stop,) = [one for one in trail.stops if one.kind == "session"]
    assert stop.who == f"{driver.user.name}, en veileder fra en annen virksomhet"
    assert (("session", stop.ref), ("need", str(need.pk))) in trail.links
    assert "emmelig" not in repr(trail)
    assert "imot" not in repr(trail)
    assert queries.led_to(an_actor(other, "lead"), run).touched == ()  # a network's run: own challenges only
    assert [one.challenge for one in queries.led_to(lead, run).touched] == [challenge]
    assert queries.led_to(an_actor(an_organisation(), "lead"), run).touched == ()


def test_a_later_room_adds_what_challenges_reach(place: Organisation) -> None:
    lead, run = an_actor(place, "lead"), a_run(place)
    challenge = an_anchored_challenge(place)
    an_outreach(a_part(run), challenge=challenge, held_on=at(0).date())
    queries.add_reached(
        "contract", "Contracts", lambda keys: [Reached("contract", "7", key, at(4), "Sengevakt") for key in keys]
    )  # type: ignore[arg-type]
    try:
        counts = {count.kind: (count.n, count.with_driver) for count in queries.led_to(lead, run).counts}
        assert counts == dict.fromkeys(counts, (0, 0)) | {"need": (0, 0), "description": (0, 0), "contract": (1, 1)}
    finally:
        del contributions.REACHED["contract"]


def test_the_page_and_the_files_say_the_same(
    client: Client, place: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    user = a_member(place, "lead")
    lead, run = actor_of(user, place), a_run(place)
    client.force_login(user)
    page = reverse("gatherings:led_to", args=[run.pk])
    assert "Ingenting å vise ennå" in client.get(page).content.decode()
    counts = []
    for number in (1, 2):
        for _n in range(number):
            challenge = an_anchored_challenge(place, "=Natten")
            an_outreach(a_part(run), challenge=challenge, held_on=at(0).date(), what="Kaffe og skisser")
            verified(lead, challenge, at(4))
        client.get(page)
        with django_assert_max_num_queries(45) as counted:
            said = client.get(page).content.decode()
        counts.append(len(counted))
    assert counts[0] == counts[1]
    assert "En pådriver var med" in said
    assert said.count("Kaffe og skisser") >= 3
    plain = client.get(reverse("gatherings:led_to_file", args=[run.pk, "csv"])).content.decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(plain), delimiter=";") if "outreach" in row]
    assert len(rows) == 3
    assert all(row[0] != "=Natten" and "=Natten" in row[0] for row in rows)  # no formula in a spreadsheet
    told_rows = json.loads(client.get(reverse("gatherings:led_to_file", args=[run.pk, "json"])).content)["rows"]
    assert [(row["reached"], row["driver"], row["contribution"]) for row in told_rows] == [("need", 1, "outreach")] * 3
    assert client.get(reverse("gatherings:led_to_file", args=[run.pk, "exe"])).status_code == 404

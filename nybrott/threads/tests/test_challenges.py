"""The red thread of a challenge through every room: what is done, what is missing, what led to what, and what one may see of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.actions import Ask
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge
from nybrott.core.actor import Actor
from nybrott.core.trail import held
from nybrott.guidance.tests.factories import a_pairing, a_session
from nybrott.hearings import actions as hearings_actions
from nybrott.hearings.tests.factories import a_contribution, some_evidence
from nybrott.insights.tests.factories import a_need, an_insight
from nybrott.needs.tests.factories import a_statement
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_user, an_actor, an_organisation
from nybrott.threads.queries import thread_of, trail_of
from nybrott.threads.tests.factories import SECRET, described

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def signed_in(client: Client, place: Organisation) -> Client:
    client.force_login(a_member(place, "lead"))
    return client


def page_of(client: Client, challenge: Challenge, language: str = "nb") -> str:
    answer = client.get(f"/thread/challenge/{challenge.pk}/", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_thread_holds_from_a_voice_to_the_approved_description(place: Organisation, lead: Actor) -> None:
    made = described(place, lead)
    trail = trail_of(lead, made)
    kinds = {kind for kind, _ref in held(trail)}
    assert kinds == {"contribution", "evidence", "insight", "need", "statement", "description"}
    assert [stop.key for stop in trail.stops if stop.state == "missing"] == [
        ("team", ""),
        ("reply", ""),
        ("dialogue", ""),
    ]


def test_every_stop_has_its_day_its_people_and_leads_somewhere(place: Organisation, lead: Actor) -> None:
    for stop in trail_of(lead, described(place, lead)).stops:
        if stop.state in ("done", "assumption", "stopped"):
            assert stop.at is not None, stop
            assert stop.url.startswith("/challenges/"), stop
        if stop.kind in ("challenge", "anchoring", "need", "description", "contribution"):
            assert stop.who or stop.ref in ("", "hearing"), stop


def test_one_just_raised_shows_its_holes_with_the_next_step(signed_in: Client, lead: Actor) -> None:
    made = a_challenge(lead)
    page = page_of(signed_in, made)
    assert "1 av 8 etapper har noe som er gjort. 9 ting mangler." in page
    for what, step in (
        ("Et ja fra en leder", f'/challenges/{made.pk}/leader/">Be en leder om et ja'),
        ("Bevis", f'/challenges/{made.pk}/evidence/record/">Registrer bevis'),
        ("Et verifisert behov", f'/challenges/{made.pk}/board/">Skriv et behov'),
    ):
        assert f"Mangler: {what}" in page
        assert step in page
    # what cannot be done yet is said, and leads nowhere
    assert "Spør brukerne hva som er vanskelig" in page
    assert f"/challenges/{made.pk}/hearing/" not in page


def test_assumptions_and_a_leaders_no_look_like_what_they_are(
    signed_in: Client, place: Organisation, lead: Actor
) -> None:
    made, leader = a_challenge(lead), a_member(place, "leader")
    asked = challenges_actions.ask_leader(
        actor=lead, challenge=made, leader=leader, ask=Ask("Trygghet", "Færre fall"), url="http://localhost/", now=timezone.now()
    )  # fmt: skip
    assert "now" in {stop.state for stop in trail_of(lead, made).stops if stop.kind == "anchoring"}
    challenges_actions.answer_anchoring(
        actor=actor_of(leader, place), anchoring=asked, agrees=False, answer="", now=timezone.now()
    )
    a_need(lead, made)
    states = {stop.kind: stop.state for stop in trail_of(lead, made).stops if stop.ref}
    assert states == {"challenge": "done", "anchoring": "stopped", "need": "assumption"}
    assert "En leder sa nei for nå: Færre fall" in page_of(signed_in, made)


def test_one_that_is_laid_aside_says_why_and_asks_for_nothing(signed_in: Client, lead: Actor) -> None:
    made = a_challenge(lead)
    challenges_actions.park_challenge(actor=lead, challenge=made, reason="Vi venter på nytt bygg.", now=timezone.now())
    page = page_of(signed_in, made)
    assert "Vi venter på nytt bygg." in page
    assert "/evidence/record/" not in page


def test_a_colleague_sees_how_many_spoke_but_not_what_they_said(
    client: Client, place: Organisation, lead: Actor
) -> None:
    made = described(place, lead)
    client.force_login(a_member(place))
    page = page_of(client, made)
    assert SECRET not in page
    assert "Hører etter" not in page
    assert "1 innspill" in page
    assert not re.search(r"/challenges/(contributions|evidence|insights)/\d+", page)
    assert "Mangler: " in page  # the team
    assert (
        f"/challenges/{made.pk}/team/" not in page.split('id="stage-challenge"')[1].split("</ol>")[1].split("</li>")[0]
    )


def test_others_do_not_see_that_there_is_one(client: Client, place: Organisation, lead: Actor) -> None:
    made = a_challenge(lead)
    client.force_login(a_member(an_organisation(), "lead"))
    assert client.get(f"/thread/challenge/{made.pk}/").status_code == 404
    client.force_login(a_user())
    assert client.get(f"/thread/challenge/{made.pk}/").status_code in (302, 403, 404)


def test_what_drivers_and_mentors_did_stands_before_the_voices(place: Organisation, lead: Actor) -> None:
    made = a_heard_challenge(place)
    pairing = a_pairing(place)
    held_at = timezone.now() - timedelta(days=2)
    a_session(pairing, held_at, challenge=made, state="held", topic="Leder er imot")
    a_contribution(made)
    told = thread_of(trail_of(lead, made)).stages
    assert [stage.kind for stage in told][:3] == ["challenge", "session", "contribution"]
    (stop, word, _here) = told[1].first[0]
    assert (told[1].name, word) == ("Program", "Veiledning")
    assert stop.who == ", ".join(sorted((pairing.driver.user.name, pairing.mentor.user.name)))
    assert "imot" not in repr(told)


def test_much_takes_as_many_queries_as_little(
    place: Organisation, lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = a_heard_challenge(place)
    for number in (1, 3):
        for _ in range(number):
            said = hearings_actions.take_up(
                actor=lead, contribution=a_contribution(made), title="Sagt", answer="", now=timezone.now()
            )
            a_need(lead, made, an_insight(lead, made, said), some_evidence(made, lead))
            a_statement(made, lead)
        seen = Challenge.objects.select_related("raised_by").get(pk=made.pk)
        with django_assert_num_queries(29):
            thread_of(trail_of(lead, seen))


def test_many_voices_are_folded_and_all_there(signed_in: Client, place: Organisation, lead: Actor) -> None:
    made = a_heard_challenge(place)
    for number in range(40):
        a_contribution(made, f"Stemme nummer {number}")
    page = page_of(signed_in, made)
    listed = page.split('id="stage-contribution"')[1].split('id="stage-evidence"')[0]
    assert listed.count("th-about") == 41  # and that they are being asked
    assert "33 til" in listed


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Slik leser du bildet"), ("nn", "Slik les du biletet"), ("en", "How to read it")]
)
def test_in_three_languages(signed_in: Client, lead: Actor, language: str, words: str) -> None:
    assert words in page_of(signed_in, a_challenge(lead), language)


def test_hostile_words_stay_words(signed_in: Client, place: Organisation) -> None:
    made = a_heard_challenge(place, '<script>alert("x")</script>')
    a_contribution(made, "<img src=x onerror=alert(1)>\u202e 🙂 " + "æ" * 19_000)
    page = page_of(signed_in, made)
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert len(page) < 60_000

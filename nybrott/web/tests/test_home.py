"""The page one comes to: what is next, what was begun, what is under way, what happened."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from nybrott.challenges.actions.anchoring import Ask, ask_leader
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge
from nybrott.desk.tests.factories import a_draft, a_task, an_import, queries_of
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_user, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def admin(client: Client, place: Organisation, settings: Settings, tmp_path: Path) -> User:
    settings.VAR = tmp_path
    user = a_member(place, "admin")
    client.force_login(user)
    return user


def home(client: Client) -> str:
    return client.get("/home/", HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_an_empty_page_teaches(client: Client, admin: User) -> None:
    page = home(client)
    for words in ("Nothing waits for you", "Note something for yourself", "Fjordvik kommune"):
        assert words in page, words
    for words in ("Go on writing", "Imports under way"):
        assert words not in page, words


def test_what_is_next_begun_and_under_way_stands_here(client: Client, admin: User, place: Organisation) -> None:
    actor = actor_of(admin, place)
    a_task(actor, "Ring i morgen", due_on=timezone.localdate() + timedelta(days=1))
    a_task(actor, "Ring straks", due_on=timezone.localdate() - timedelta(days=1))
    a_task(actor, "For pådriveren", to_role="driver")
    a_draft(actor, label="Et langt skjema")
    an_import(actor, name="senger.csv")
    page = home(client)
    for words in ("Late:", "Et langt skjema", "senger.csv", "All 2 tasks", "Lately", "gave the task"):
        assert words in page, words
    steps = page[page.index("nb-steps") : page.index("Go on writing")]
    assert steps.index("Ring straks") < steps.index("Ring i morgen")
    assert "For pådriveren" not in steps


def test_who_may_not_read_the_journal_sees_no_news(client: Client, place: Organisation) -> None:
    user = a_member(place, "driver")
    client.force_login(user)
    a_task(actor_of(user, place))
    assert "Lately" not in home(client)


def test_it_takes_as_many_queries_for_much_as_for_little(client: Client, admin: User, place: Organisation) -> None:
    actor = actor_of(admin, place)
    home(client)
    said = set()
    for many in (1, 3):
        for number in range(many):
            a_task(actor)
            a_draft(actor, key=f"x.y:{many}{number}")
        said.add(queries_of(client, "/home/"))
    assert len(said) == 1


def test_who_belongs_nowhere_is_told_how_to_come_to_belong(client: Client) -> None:
    client.force_login(a_user())
    assert "Somebody must let you in" in home(client)


def test_one_comes_here_after_signing_in(client: Client, place: Organisation) -> None:
    user = a_member(place, "driver")
    user.set_password("en lang setning")
    user.save()
    answer = client.post("/account/login/", {"login": user.email, "password": "en lang setning"})
    assert answer.headers["Location"] == "/home/"


def test_the_next_step_of_each_challenge_one_works_on_stands_here(client: Client, place: Organisation) -> None:
    user, leader = a_member(place, "owner"), a_member(place, "leader")
    actor = actor_of(user, place)
    asked, heard, other = (
        a_challenge(actor, "Bøkene"),
        a_heard_challenge(place, "Natten"),
        a_heard_challenge(place, "Andres"),
    )
    ask_leader(
        actor=actor, challenge=asked, leader=leader, ask=Ask("x", "y"), url="http://localhost/", now=timezone.now()
    )
    heard.owner = user
    heard.save()
    client.force_login(user)
    page = home(client)
    assert f'/challenges/{asked.pk}/">Wait for the leader' in page
    assert f'/challenges/{heard.pk}/contributions/">Read what people say' in page
    assert other.title not in page
    client.force_login(leader)
    assert f'/challenges/{asked.pk}/leader/">Say yes or no to time and goal' in home(client)
    before = queries_of(client, "/home/")
    for number in range(3):
        one = a_challenge(actor, f"Mer {number}")
        ask_leader(
            actor=actor, challenge=one, leader=leader, ask=Ask("x", "y"), url="http://localhost/", now=timezone.now()
        )
    assert queries_of(client, "/home/") == before

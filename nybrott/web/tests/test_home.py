"""The page one comes to: what is next, what was begun, what is under way, what happened."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from nybrott.challenges.actions.anchoring import Ask, ask_leader
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge
from nybrott.desk.models import Visit
from nybrott.desk.tests.factories import a_draft, a_task, an_import, queries_of
from nybrott.gatherings.tests.factories import a_gathering, asked
from nybrott.goals.tests.factories import a_goal
from nybrott.people.models import Invitation, Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, a_user, an_organisation
from nybrott.programmes.tests.factories import a_package
from nybrott.runs.tests.factories import a_part, a_run
from nybrott.search.actions import index_everything

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


def test_an_empty_page_teaches(client: Client, admin: User, place: Organisation) -> None:
    page = home(client)
    # the first steps are next, so nothing else is red
    for words in ("No one has given you a task", "Give a task", "Fjordvik kommune"):
        assert words in page, words
    for words in ("Carry on writing", "Imports under way", "Nothing is waiting for you"):
        assert words not in page, words
    client.force_login(a_member(place, "observer"))
    page = home(client)
    for words in ("Nothing is waiting for you", "Add a note to yourself"):
        assert words in page, words
    assert "we-next" not in page


def test_what_waits_for_a_leaders_decision_stands_among_what_is_to_do(client: Client, place: Organisation) -> None:
    home_unit = a_unit(place)
    leader = a_member(place, "leader", units=(home_unit,))
    goal = a_goal(place, actor=actor_of(leader, place), unit=home_unit)
    client.force_login(leader)
    page = home(client)
    assert "Because it is waiting for your decision." in page[page.index("we-next") : page.index("To do")]
    decide = reverse("goals:step", args=[goal.pk, "decide"])
    assert f'href="{decide}">Decide about a goal' in page[page.index("To do") :]
    assert goal.title in page
    client.force_login(a_member(place, "leader", units=(a_unit(place),)))
    assert goal.title not in home(client), "another leader decides nothing of it"


def test_what_is_next_begun_and_under_way_stands_here(client: Client, admin: User, place: Organisation) -> None:
    actor = actor_of(admin, place)
    a_task(actor, "Ring i morgen", due_on=timezone.localdate() + timedelta(days=1))
    a_task(actor, "Ring straks", due_on=timezone.localdate() - timedelta(days=1))
    a_task(actor, "For pådriveren", to_role="driver")
    a_draft(actor, label="Et langt skjema")
    an_import(actor, name="senger.csv")
    page = home(client)
    for words in ("Late:", "Et langt skjema", "senger.csv", "All 2 tasks", "Recently", "gave the task"):
        assert words in page, words
    steps = page[page.index("nb-steps") : page.index("Carry on writing")]
    assert steps.index("Ring straks") < steps.index("Ring i morgen")
    assert "For pådriveren" not in steps


def test_who_may_not_read_the_journal_sees_no_news(client: Client, place: Organisation) -> None:
    user = a_member(place, "driver")
    client.force_login(user)
    a_task(actor_of(user, place))
    assert "Recently" not in home(client)


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
    assert "Someone must let you in" in home(client)


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
    assert f'/challenges/{asked.pk}/leader/">Say yes or no to the time and the goal' in home(client)
    before = queries_of(client, "/home/")
    for number in range(3):
        one = a_challenge(actor, f"Mer {number}")
        ask_leader(
            actor=actor, challenge=one, leader=leader, ask=Ask("x", "y"), url="http://localhost/", now=timezone.now()
        )
    assert queries_of(client, "/home/") == before


def test_the_one_next_step_stands_on_top_with_its_reason(client: Client, admin: User, place: Organisation) -> None:
    actor = actor_of(admin, place)
    a_task(actor, "Senere", due_on=timezone.localdate() + timedelta(days=3))
    late = a_task(actor, "Glemt", due_on=timezone.localdate() - timedelta(days=2))
    page = home(client)
    assert '<div class="nb-next-place"></div>' in page, "nothing beside: it stands on top of what it is first of"
    top = page[page.index("we-next") : page.index("To do")]
    assert f'href="/tasks/{late.pk}/"' in top or "Glemt" in top
    assert "Because it was due 2 days ago." in top
    assert "Senere" not in top


def test_what_moved_since_last_time_is_seen_by_those_who_may(client: Client, place: Organisation) -> None:
    user = a_member(place, "driver")
    client.force_login(user)
    home(client)
    # yesterday's visit
    Visit.objects.filter(user=user).update(seen_at=timezone.now() - timedelta(days=1))
    made = a_challenge(actor_of(a_member(place, "lead"), place), "Nytt siden sist")
    hidden = a_challenge(actor_of(a_member(an_organisation(), "lead"), an_organisation()), "Hos andre")
    index_everything()
    page = home(client)
    assert "Since you were here" in page
    assert f'/challenges/{made.pk}/">Nytt siden sist' in page
    assert hidden.title not in page
    # the same visit goes on: what is new stays new until the next one
    assert "Nytt siden sist" in home(client)
    visit = Visit.objects.get(user=user)
    assert visit.before_at is not None
    Visit.objects.filter(user=user).update(seen_at=timezone.now() - timedelta(minutes=31))
    Challenge.objects.filter(pk=made.pk).update(moved_at=timezone.now() - timedelta(hours=2))
    index_everything()
    page = home(client)
    assert "Nothing has moved since" in page


def test_sessions_that_are_soon_stand_with_a_file_for_the_calendar(client: Client, place: Organisation) -> None:
    lead = a_member(place, "lead")
    gathering = a_gathering(a_run(place, package=a_package(actor_of(lead, place), place)))
    part = a_part(gathering.run)
    asked(gathering, part)
    client.force_login(part.user)
    page = home(client)
    assert "Soon in your calendar" in page
    assert f"/programme/gatherings/{gathering.pk}/calendar/" in page


def test_the_first_steps_follow_what_exists_and_can_be_put_away(
    client: Client, admin: User, place: Organisation
) -> None:
    # the invitation one came by oneself is no colleague
    Invitation.objects.create(
        organisation=place, email=admin.email, name=admin.name, roles=["admin"], invited_at=timezone.now(), accepted_at=timezone.now()
    )  # fmt: skip
    page = home(client)
    assert "About 10 minutes to your first challenge" in page
    assert "Because it brings you from nothing to a first challenge." in page
    a_unit(place)
    page = home(client)
    assert "About 8 minutes" in page
    a_challenge(actor_of(admin, place), "Den første")
    page = home(client)
    assert "After your first challenge" in page, "though a colleague is still to be invited"
    assert re.search(r'href="[^"]+">Invite a colleague</a>', page)
    a_member(place, "driver")
    assert "After your first challenge" in home(client)
    client.post("/home/first-steps/", {"away": "yes"})
    page = home(client)
    assert "After your first challenge" not in page
    assert "Show the first steps again" in page
    client.post("/home/first-steps/", {"away": "no"})
    assert "After your first challenge" in home(client)


def test_the_first_steps_are_for_those_who_can_take_one(client: Client, place: Organisation) -> None:
    client.force_login(a_member(place, "observer"))
    page = home(client)
    assert "first challenge" not in page
    client.force_login(a_member(place, "driver"))
    page = home(client)
    assert "to your first challenge" in page
    assert "This is done by: an administrator." in page


def test_from_nothing_to_a_first_challenge(client: Client, admin: User, place: Organisation) -> None:
    """Walked by the links the page itself gives: how many pages it takes, and that nothing else must be known."""
    pages = 0
    for title, sent in (
        ("Add a unit", {"name": "Solhaug sykehjem"}),
        (
            "Invite a colleague",
            {"name": "Kari Lie", "email": "kari@example.org", "roles": ["driver"], "language": "nb"},
        ),
    ):
        at = re.search(rf'href="([^"]+)">{title}</a>', home(client))
        assert at, title
        form = client.get(at[1])
        assert form.status_code == 200
        answer = client.post(at[1], sent)
        assert answer.status_code == 302, answer.content.decode()[:3000]
        pages += 3
    at = re.search(r'href="([^"]+)">Raise the first challenge</a>', home(client))
    assert at
    unit = Unit.objects.get(organisation=place)
    words = {"title": "Natten er utrygg", "story": "Nattevakten rekker ikke rundt.", "unit": unit.pk, "sharing": "own"}
    assert client.get(at[1]).status_code == 200
    looked = client.post(at[1], words)  # one sees who has it already
    key = re.search(r'name="key" value="([0-9a-f]{16})"', looked.content.decode())
    assert key
    looked = client.post(at[1], {**words, "step": "raise", "key": key[1]})
    pages += 4
    assert Challenge.objects.filter(organisation=place).count() == 1, looked.content.decode()[:3000]
    assert pages <= 10
    assert "After your first challenge" in home(client)

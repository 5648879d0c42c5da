"""People are told of what they asked for, and stop it by the link in a letter without signing in."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused
from nybrott.desk import actions, rules
from nybrott.desk.letters import ROLE, TASKS, leave_url
from nybrott.desk.models import Subscription
from nybrott.desk.tests.factories import a_file, a_task
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db


def an_actor_beside(actor: Actor, role: str = "driver") -> Actor:
    return an_actor(Organisation.objects.get(pk=actor.organisation_id), role)


@pytest.fixture
def lead() -> Actor:
    return an_actor(an_organisation(), "lead")


def test_who_may_subscribe(lead: Actor) -> None:
    assert rules.may_subscribe(lead, "people.unit", "12")
    assert not rules.may_subscribe(VISITOR, "people.unit", "12")
    for kind, key in (("unit", "1"), ("", ""), ("people.unit", "x" * 81), ("Åse.x", "1")):
        assert not rules.may_subscribe(lead, kind, key)


def test_subscribing_twice_is_once_and_both_ways_are_told(lead: Actor) -> None:
    for action in (actions.subscribe, actions.subscribe, actions.unsubscribe, actions.unsubscribe, actions.subscribe):
        action(actor=lead, kind="people.unit", key="12", label="Helse", now=timezone.now())
    assert Subscription.objects.count() == 1
    verbs = Entry.objects.filter(thing_kind="desk.subscription").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["desk.subscribed", "desk.unsubscribed", "desk.subscribed"]


def test_another_rooms_action_tells_those_who_asked_in_their_language(lead: Actor) -> None:
    upload = a_file(lead)
    kari, ola = an_actor_beside(lead), an_actor_beside(lead)
    for actor in (kari, lead):
        actions.subscribe(actor=actor, kind="desk.upload", key=str(upload.pk), label=upload.name, now=timezone.now())

    def wording() -> tuple[str, str]:
        return "Filen er ny {x}", "Se etter."

    told = actions.tell_subscribers(actor=lead, thing=upload, wording=wording, now=timezone.now())
    assert told == 1, "not the one who did it"
    letter = Letter.objects.get(kind="desk.told")
    assert (letter.to_user_id, letter.subject) == (kari.user_id, "Filen er ny {x}")
    assert "Se etter." in letter.body
    assert ola.user_id != kari.user_id
    assert actions.tell_subscribers(actor=kari, thing=a_file(kari), wording=wording, now=timezone.now()) == 0


def test_the_link_in_a_letter_stops_such_letters_without_signing_in(client: Client, lead: Actor) -> None:
    kari = an_actor_beside(lead)
    actions.subscribe(actor=kari, kind=ROLE, key="driver", now=timezone.now())
    a_task(lead, to_role="driver")
    link = re.search(r"http://\S+(/subscriptions/leave/\S+/)", Letter.objects.get(kind="desk.told").body)
    assert link
    page = client.get(link[1], HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Stop these letters?" in page
    assert Subscription.objects.get().how == "each", "opening it changes nothing"
    assert "No more such letters" in client.post(link[1], HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert Subscription.objects.get().how == "none"
    a_task(lead, "En til", to_role="driver")
    assert Letter.objects.filter(kind="desk.told").count() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"),
        lambda token: "x",
        lambda token: token.split(":")[0],
    ],
)
def test_a_link_that_is_not_ours_changes_nothing(client: Client, lead: Actor, spoil: object) -> None:
    token = leave_url(lead.user_id or 0, lead.organisation_id or 0, TASKS).rstrip("/").rpartition("/")[2]
    answer = client.post(f"/subscriptions/leave/{spoil(token)}/")  # type: ignore[operator]
    assert answer.status_code == 404
    assert not Subscription.objects.exists()
    with pytest.raises(Refused):
        actions.unsubscribe_by_link(token="x", now=timezone.now())


def test_the_page_of_choices(client: Client) -> None:
    place = an_organisation()
    user = a_member(place, "driver", "buyer")
    client.force_login(user)
    actor = actor_of(user, place)
    actions.subscribe(actor=actor, kind="people.unit", key="12", label="Helse", url="/units/12/", now=timezone.now())
    page = client.get("/subscriptions/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    for words in ("Reminders of your tasks", "whoever is driver", "whoever is buyer", 'href="/units/12/"'):
        assert words in page, words
    for about in (f"{TASKS}:", f"{ROLE}:driver", "people.unit:12", "people.secret:1", f"{ROLE}:admin"):
        client.post("/subscriptions/", {"about": about})
    said = {(one.kind, one.key): one.how for one in Subscription.objects.all()}
    assert said == {(TASKS, ""): "none", (ROLE, "driver"): "each", ("people.unit", "12"): "none"}

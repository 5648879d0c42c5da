"""Tasks: who sees and does them, given once, reminded of once, and two who change one at once."""

from datetime import date, datetime, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.utils import timezone

from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import Refused
from nybrott.desk import actions, rules
from nybrott.desk.actions import About
from nybrott.desk.letters import ROLE, TASKS
from nybrott.desk.models import Task
from nybrott.desk.queries import tasks_in
from nybrott.desk.states import TASK, TaskState
from nybrott.desk.tests.factories import a_task, queries_of
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Membership, Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db
NEED = About("needs.need", "12", "Nattevakt på sykehjem", "/needs/12/")
MONDAY = timezone.make_aware(datetime(2026, 11, 30, 6, 17))  # noqa: DTZ001


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(place: Organisation) -> Actor:
    """Somebody who may give tasks."""
    return an_actor(place, "lead")


def test_every_state_of_the_table_has_its_word() -> None:
    assert set(TASK.states) == set(TaskState.values)


def test_who_sees_a_task(place: Organisation, lead: Actor) -> None:
    kari, ola = an_actor(place, "driver"), an_actor(place, "driver")
    for_kari, for_drivers = a_task(lead, to_user=kari.user_id), a_task(lead, to_role="driver")
    own = a_task(ola)
    seen = {
        name: set(Task.objects.visible_to(actor))
        for name, actor in {
            "kari": kari, "ola": ola, "lead": lead, "buyer": an_actor(place, "buyer"), "other": an_actor(an_organisation(), "admin"),
            "visitor": VISITOR, "site": system("x"),
        }.items()
    }  # fmt: skip
    assert seen == {
        "kari": {for_kari, for_drivers}, "ola": {for_drivers, own}, "lead": {for_kari, for_drivers, own}, "buyer": set(), "other": set(),
        "visitor": set(), "site": {for_kari, for_drivers, own},
    }  # fmt: skip


def test_who_may_do_what_with_a_task(place: Organisation, lead: Actor) -> None:
    """The whole table: who × the task's state and receiver."""
    kari, driver, buyer = an_actor(place, "driver"), an_actor(place, "driver"), an_actor(place, "buyer")
    tasks = {"person": a_task(lead, to_user=kari.user_id), "role": a_task(lead, to_role="driver"), "own": a_task(kari)}
    tasks["done"] = actions.finish_task(actor=kari, task=a_task(kari), now=timezone.now())
    tasks["site"] = a_task(system("Needs", place.pk), to_user=kari.user_id, word="verify", about=NEED)
    actors = {"kari": kari, "driver": driver, "buyer": buyer, "lead": lead}
    may = {
        (who, what): "".join(
            letter
            for letter, rule in {
                "T": rules.may_take_task, "E": rules.may_end_task, "C": rules.may_change_task, "R": rules.may_reopen_task,
            }.items()
            if rule(actor, task)
        )
        for who, actor in actors.items()
        for what, task in tasks.items()
    }  # fmt: skip
    assert may == {
        ("kari", "person"): "E", ("kari", "role"): "TE", ("kari", "own"): "EC", ("kari", "done"): "R", ("kari", "site"): "E",
        ("driver", "person"): "", ("driver", "role"): "TE", ("driver", "own"): "", ("driver", "done"): "", ("driver", "site"): "",
        ("buyer", "person"): "", ("buyer", "role"): "", ("buyer", "own"): "", ("buyer", "done"): "", ("buyer", "site"): "",
        ("lead", "person"): "EC", ("lead", "role"): "EC", ("lead", "own"): "EC", ("lead", "done"): "R", ("lead", "site"): "E",
    }  # fmt: skip


def test_who_may_give_tasks(place: Organisation, lead: Actor) -> None:
    kari = an_actor(place, "driver")
    assert rules.may_give_task(kari, to_user=kari.user_id)
    assert not rules.may_give_task(kari, to_user=lead.user_id)
    assert not rules.may_give_task(kari, to_role="driver")
    assert rules.may_give_task(lead, to_role="driver")
    assert rules.may_give_task(system("x", place.pk), to_user=1)
    assert not rules.may_give_task(VISITOR, to_user=None)
    stranger = an_actor(an_organisation(), "driver")
    for wrong in (
        {},
        {"to_user": lead.user_id, "to_role": "driver"},
        {"to_role": "king"},
        {"to_user": stranger.user_id},
    ):
        with pytest.raises(Refused):
            actions.give_task(actor=lead, title="x", now=timezone.now(), **wrong)  # type: ignore[arg-type]


def test_a_task_the_site_gives_is_given_once_and_ends_with_its_cause(place: Organisation) -> None:
    site, kari = system("Needs", place.pk), an_actor(place, "owner")
    for _ in range(2):
        a_task(site, to_role="owner", word="verify", about=NEED)
    a_task(site, to_role="owner", word="price", about=NEED)
    assert Task.objects.open().count() == 2
    assert actions.finish_tasks_about(actor=kari, kind="needs.need", ref="12", word="verify", now=timezone.now()) == 1
    assert (
        actions.finish_tasks_about(actor=an_actor(an_organisation()), kind="needs.need", ref="12", now=timezone.now())
        == 0
    )
    assert actions.finish_tasks_about(actor=kari, kind="needs.need", ref="12", now=timezone.now()) == 1
    a_task(site, to_role="owner", word="verify", about=NEED)
    assert Task.objects.open().count() == 1, "once it has ended it may be needed again"


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_a_task_leads_nowhere_else(lead: Actor, url: str) -> None:
    with pytest.raises(IntegrityError, match="about_something_here"), transaction.atomic():
        a_task(lead, about=About("x.y", "1", "x", url))


def test_a_task_is_taken_postponed_finished_and_opened_again(place: Organisation, lead: Actor) -> None:
    kari, ola = an_actor(place, "driver"), an_actor(place, "driver")
    now, today = timezone.now(), timezone.localdate()
    task = actions.take_task(actor=kari, task=a_task(lead, to_role="driver", due_on=today), now=now)
    assert (task.for_user_id, task.for_role) == (kari.user_id, "driver")
    with pytest.raises(Refused, match="taken this task"):
        actions.take_task(actor=ola, task=task, now=now)
    with pytest.raises(Refused, match="still to come"):
        actions.postpone_task(actor=kari, task=task, due_on=today - timedelta(days=1), now=now)
    task = actions.postpone_task(actor=kari, task=task, due_on=today + timedelta(days=7), now=now)
    task = actions.finish_task(actor=kari, task=task, now=now)
    assert (task.state, task.ended_by_id) == ("done", kari.user_id)
    for action in (actions.finish_task, actions.drop_task, actions.take_task):
        with pytest.raises(Refused, match="has ended"):
            action(actor=kari, task=task, now=now)
    task = actions.reopen_task(actor=kari, task=task, now=now)
    assert (task.state, task.ended_at) == ("open", None)
    verbs = (
        Entry.objects.filter(thing_kind="desk.task", thing_ref=str(task.pk))
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == [f"desk.task_{verb}" for verb in ("given", "taken", "postponed", "finished", "reopened")]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_once_the_first_has_it(place: Organisation, lead: Actor) -> None:
    task = a_task(lead, to_role="driver")
    takers = [an_actor(place, "driver") for _ in range(2)]
    said: list[str] = []

    def take(actor: Actor) -> None:
        try:
            actions.take_task(actor=actor, task=task, now=timezone.now())
            said.append("taken")
        except Refused:
            said.append("refused")
        connections.close_all()

    threads = [Thread(target=take, args=[actor]) for actor in takers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(said) == ["refused", "taken"]


def test_the_later_of_two_editors_is_told(lead: Actor) -> None:
    task = a_task(lead)
    changed = {"actor": lead, "task": task, "version": 1, "to_user": lead.user_id, "now": timezone.now()}
    actions.change_task(title="Ring dagsenteret", **changed)  # type: ignore[arg-type]
    with pytest.raises(actions.Overtaken) as overtaken:
        actions.change_task(title="Skriv til dagsenteret", **changed)  # type: ignore[arg-type]
    assert overtaken.value.now.title == "Ring dagsenteret"


def test_lists_put_the_most_pressing_first(lead: Actor) -> None:
    today = timezone.localdate()
    later, never, late = (
        a_task(lead, due_on=day) for day in (today + timedelta(days=3), None, today - timedelta(days=1))
    )
    assert list(tasks_in(lead, "mine", today)) == [late, later, never]
    assert list(tasks_in(lead, "overdue", today)) == [late]
    actions.drop_task(actor=lead, task=late, now=timezone.now())
    assert list(tasks_in(lead, "done", today)) == [late]
    assert list(tasks_in(lead, "given", today)) == [later, never]


# --- letters ---


def letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=kind).order_by("pk"))


def test_who_is_given_a_task_is_written_to_in_their_language(place: Organisation, lead: Actor) -> None:
    user = a_member(place, "driver")
    user.language = "nn"
    user.save()
    a_task(lead, title="Ring {secret} <dagsenteret>", to_user=user.pk, due_on=date(2026, 12, 4))
    a_task(lead)
    (letter,) = letters("desk.task_given")
    assert (letter.to_user_id, letter.language) == (user.pk, "nn")
    assert "Ei oppgåve til deg: Ring {secret} <dagsenteret>" in letter.subject
    assert "fredag 4. desember" in letter.body
    assert "/tasks/" in letter.body


def test_those_who_asked_for_it_are_told_of_tasks_for_their_role(place: Organisation, lead: Actor) -> None:
    kari, ola, former, lapsed = (an_actor(place, "driver") for _ in range(4))
    for actor in (kari, former, lapsed, lead):
        actions.subscribe(actor=actor, kind=ROLE, key="driver", now=timezone.now())
    Membership.objects.filter(user_id=former.user_id).update(ended_at=timezone.now())
    Membership.objects.filter(user_id=lapsed.user_id).update(roles=["buyer"])
    a_task(lead, to_role="driver")
    assert [letter.to_user_id for letter in letters("desk.told")] == [kari.user_id]
    assert ola.user_id != kari.user_id
    assert "/subscriptions/leave/" in letters("desk.told")[0].body


def test_a_reminder_comes_once_the_day_before(place: Organisation, lead: Actor) -> None:
    kari = an_actor(place, "driver")
    tuesday = MONDAY.date() + timedelta(days=1)
    task = a_task(lead, to_user=kari.user_id, due_on=tuesday)
    a_task(lead, to_user=kari.user_id, due_on=tuesday + timedelta(days=1))
    a_task(lead, to_role="driver", due_on=tuesday)
    assert actions.remind_of_tasks(now=MONDAY - timedelta(days=1)) == 0
    assert [actions.remind_of_tasks(now=MONDAY) for _ in range(2)] == [1, 0]
    (letter,) = letters("desk.task_due")
    assert (letter.to_user_id, letter.entry.thing_ref) == (kari.user_id, str(task.pk))
    actions.postpone_task(actor=kari, task=task, due_on=tuesday + timedelta(days=7), now=MONDAY)
    assert actions.remind_of_tasks(now=MONDAY + timedelta(days=7)) == 2, "once more before the new day, and the other"


def test_the_weekly_letter_comes_once_to_those_for_whom_something_waits(place: Organisation, lead: Actor) -> None:
    kari, idle = an_actor(place, "driver"), an_actor(place, "buyer")
    a_task(lead, title="Ring", to_user=kari.user_id, due_on=MONDAY.date() - timedelta(days=3))
    a_task(lead, title="Skriv", to_role="driver")
    assert [actions.send_weekly_tasks(now=MONDAY + timedelta(days=days)) for days in (0, 0, 2, 7)] == [1, 0, 0, 1]
    first = letters("desk.tasks_weekly")[0]
    assert first.to_user_id == kari.user_id != idle.user_id
    assert first.body.index("- Ring (fredag 27. november, forsinket)") < first.body.index("- Skriv")


def test_who_wants_no_letters_about_tasks_gets_none(place: Organisation, lead: Actor) -> None:
    kari = an_actor(place, "driver")
    actions.unsubscribe(actor=kari, kind=TASKS, now=timezone.now())
    a_task(lead, to_user=kari.user_id, due_on=MONDAY.date())
    assert actions.remind_of_tasks(now=MONDAY) == 0
    assert actions.send_weekly_tasks(now=MONDAY) == 0


# --- pages ---


def page(client: Client, address: str) -> str:
    return client.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()


@pytest.fixture
def signed_in(client: Client, place: Organisation) -> Actor:
    """A programme lead who has signed in."""
    user = a_member(place, "lead")
    client.force_login(user)
    return actor_of(user, place)


def test_the_list_empty_one_and_many(client: Client, signed_in: Actor) -> None:
    assert "Nothing is waiting for you" in page(client, "/tasks/")
    a_task(signed_in)
    for_one = queries_of(client, "/tasks/")
    for _ in range(2):
        a_task(signed_in)
    assert queries_of(client, "/tasks/") == for_one
    for name in ("given", "all", "overdue", "done", "nonsense"):
        assert client.get(f"/tasks/?list={name}").status_code == 200
    for _ in range(50):
        a_task(signed_in)
    assert "Page 2 of 2" in page(client, "/tasks/?page=2")


def test_giving_a_task_to_oneself_a_person_and_a_role(client: Client, signed_in: Actor, place: Organisation) -> None:
    kari = a_member(place, "driver")
    said = {"title": "Ring dagsenteret", "version": "0"}
    for more in (
        {"receiver": "me"},
        {"receiver": "person", "person": kari.email.upper()},
        {"receiver": "role", "role": "driver"},
    ):
        assert client.post("/tasks/new/", said | more).status_code == 302
    got = [(task.for_user_id, task.for_role) for task in Task.objects.order_by("pk")]
    assert got == [(signed_in.user_id, ""), (kari.pk, ""), (None, "driver")]
    for wrong, words in (
        ({"receiver": "person"}, "No one in your organisation has this address."),
        ({"receiver": "person", "person": "x@example.org"}, "No one in your organisation has this address."),
        ({"receiver": "role"}, "Choose a role."),
        ({"receiver": "me", "title": ""}, "required"),
        ({"receiver": "me", "due_on": "snart"}, "valid date"),
    ):
        answer = client.post("/tasks/new/", said | wrong, HTTP_ACCEPT_LANGUAGE="en")
        assert (answer.status_code, words in answer.content.decode()) == (422, True), wrong


def test_who_may_only_give_themselves_tasks_is_not_asked_for_whom(client: Client, place: Organisation) -> None:
    user = a_member(place, "driver")
    client.force_login(user)
    assert "For whom" not in page(client, "/tasks/new/")
    client.post("/tasks/new/", {"title": "Ring", "version": "0", "receiver": "role", "role": "driver"})
    assert Task.objects.get().for_user_id == user.pk


def test_the_steps_in_the_page(client: Client, signed_in: Actor) -> None:
    task = a_task(signed_in, to_role="lead", about=NEED, due_on=timezone.localdate() - timedelta(days=2))
    here = f"/tasks/{task.pk}/"
    for words in (
        "Was due on",
        "I will do it",
        "Nattevakt på sykehjem",
        'href="/needs/12/"',
        "Whoever is programme lead",
    ):
        assert words in page(client, here), words
    client.post(f"{here}take/")
    assert client.post(f"{here}postpone/", {"due_on": ""}).status_code == 422
    client.post(f"{here}postpone/", {"due_on": (timezone.localdate() + timedelta(days=1)).isoformat()})
    assert "Due on" in page(client, here)
    client.post(f"{here}finish/")
    assert "Open it again" in page(client, here)
    assert client.post(f"{here}finish/").status_code == 403
    client.post(f"{here}reopen/")
    client.post(f"{here}drop/")
    assert "Dropped" in page(client, here)
    assert "dropped the task" in page(client, here)


def test_the_later_of_two_editors_sees_both_in_the_page(client: Client, signed_in: Actor) -> None:
    task = a_task(signed_in, title="Ring", why="Fordi de venter")
    actions.change_task(
        actor=signed_in,
        task=task,
        version=1,
        title="Ring i dag",
        why="Fordi de venter",
        to_user=signed_in.user_id,
        now=timezone.now(),
    )
    mine = {"title": "Skriv", "why": "Fordi de venter", "receiver": "me", "version": "1"}
    answer = client.post(f"/tasks/{task.pk}/change/", mine, HTTP_ACCEPT_LANGUAGE="en")
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Someone has changed this", "Ring i dag", "Skriv", "Keep theirs", 'name="version" value="2"'):
        assert words in text, words
    assert text.count("Fordi de venter") == 1, "what is the same is not set against itself"
    assert client.post(f"/tasks/{task.pk}/change/", mine | {"version": "2"}).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.version) == ("Skriv", 3)

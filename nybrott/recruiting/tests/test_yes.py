"""A leader's yes or no: by the link in the letter, by one's own page, and what happens when nobody answers."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.recruiting import actions, queries, rules
from nybrott.recruiting.actions import Leader, places
from nybrott.recruiting.forms import REASONS
from nybrott.recruiting.tests.factories import a_call, a_sign_up
from nybrott.runs.models import Participation, Run, Yes
from nybrott.runs.tests.factories import a_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def link_in(kind: str = "recruiting.question") -> str:
    """Where the link in the latest letter of a kind leads, as its receiver gets it."""
    letter = Letter.objects.filter(kind=kind).latest("pk")
    assert "{link}" in letter.body  # who reads the outbox does not see it
    assert letter.secrets["link"] not in letter.body
    return str(letter.secrets["link"]).partition("8000")[2]


def test_one_click_from_the_letter_takes_the_person_in(client: Client, place: Organisation) -> None:
    part = a_sign_up(a_call(a_run(place)), motivation="Jeg <b>vil</b> {link}")
    address = link_in()
    token = address.strip("/").rpartition("/")[2]
    assert token not in str(list(Yes.objects.values_list()))  # only its hash is kept
    for _look in range(2):  # a mail program looks at the link, and so does the leader
        answer = client.get(address)
        assert answer.status_code == 200
        # the address is the key: no other site hears it, but a browser must say where the form was sent from
        assert answer["Referrer-Policy"] == "same-origin"
    assert client.head(address).status_code == 200
    page = answer.content.decode()
    assert "40" in page
    assert "Jeg &lt;b&gt;vil" in page
    asked = Yes.objects.get()
    assert asked.answer is None
    assert client.post(address, {"answer": "yes", "hours": 40}, follow=True).status_code == 410
    part.refresh_from_db()
    asked.refresh_from_db()
    assert (part.state, asked.answer, asked.answered_by, part.took_in_at is not None) == ("in", True, None, True)
    assert Letter.objects.get(kind="recruiting.taken_in").to_user_id == part.user_id
    said = Entry.objects.get(verb="recruiting.leader_agreed")
    assert (said.private["actor"], said.actor_user_id, said.organisation_id) == ("Unni Leder", None, place.pk)
    # used once: a no that comes later changes nothing
    assert client.post(address, {"answer": "time", "hours": 40}).status_code == 410
    part.refresh_from_db()
    assert part.state == "in"
    assert "Svaret er ja" in client.get(address).content.decode()


@pytest.mark.parametrize("answer", [*REASONS, "own"])
def test_a_no_has_a_reason_the_person_is_told(client: Client, answer: str, place: Organisation) -> None:
    part = a_sign_up(a_call(a_run(place)))
    address = link_in()
    if answer == "own":
        assert client.post(address, {"answer": "own", "hours": 40}).status_code == 422
    client.post(address, {"answer": answer, "hours": 40, "reason": "Vi mangler folk"})
    part.refresh_from_db()
    assert part.state == "declined"
    assert part.reason.endswith("Vi mangler folk")
    assert part.ended_at is not None  # the clock of retention begins
    assert "Vi mangler folk" in Letter.objects.get(kind="recruiting.declined").body


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ({}, 422),
        ({"answer": "tull", "hours": 40}, 422),
        ({"answer": "yes", "hours": 39}, 409),
        ({"answer": "yes"}, 409),
    ],
)
def test_an_answer_to_something_else_is_none(
    client: Client, post: dict[str, object], status: int, place: Organisation
) -> None:
    part = a_sign_up(a_call(a_run(place)))
    assert client.post(link_in(), post).status_code == status
    part.refresh_from_db()
    assert part.state == "asked"


@pytest.mark.parametrize(
    ("why", "status", "words"),
    [
        ("unknown", 404, "Lenken fører ikke til noe spørsmål"),
        ("long", 404, "Lenken fører ikke til noe spørsmål"),
        ("expired", 410, "Lenken er gått ut"),
        ("aside", 410, "Ingen venter på svaret ditt lenger"),
        ("withdrawn", 410, "Ingen venter på svaret ditt lenger"),
        ("over", 410, "Kullet er over"),
    ],
)
def test_links_that_lead_nowhere_say_so_kindly(
    client: Client, why: str, status: int, words: str, place: Organisation
) -> None:
    run = a_call(a_run(place))
    part = a_sign_up(run)
    address, actor = link_in(), actor_of(part.user, place)
    if why == "unknown":
        address = reverse("recruiting:yes", args=["x" * 43])
    elif why == "long":
        address = reverse("recruiting:yes", args=["x" * 400])
    elif why == "expired":
        Yes.objects.update(expires_at=timezone.now())
    elif why == "aside":
        actions.ask_leader(actor=actor, part=part, leader=Leader(None, "Ola", "ola@example.org"), now=timezone.now())
    elif why == "withdrawn":
        actions.withdraw(actor=actor, part=part, reason="x", now=timezone.now())
    else:
        Run.objects.update(state="called_off")
    for answer in (client.get(address), client.post(address, {"answer": "yes", "hours": 40})):
        assert answer.status_code == status
        assert words in answer.content.decode()
    assert not Yes.objects.filter(answer=True).exists()


def test_a_leader_who_has_signed_in_answers_on_their_own_page(client: Client, place: Organisation) -> None:
    leader, other = a_member(place, "leader"), a_member(place, "leader")
    run = a_call(a_run(place, places=1), places=1)
    first, second = (a_sign_up(run, leader=leader) for _one in range(2))
    client.force_login(other)
    page = client.get(reverse("recruiting:asked")).content.decode()
    assert "Ingen venter på deg" in page
    ask = Yes.objects.get(part=first)
    assert client.post(reverse("recruiting:answer", args=[ask.pk]), {"answer": "yes", "hours": 40}).status_code == 403
    client.force_login(leader)
    page = client.get(reverse("recruiting:asked")).content.decode()
    assert first.user.name in page
    assert second.user.name in page
    assert client.get(reverse("recruiting:part", args=[first.pk])).status_code == 200  # the leader may read it
    for part in (first, second):
        one = Yes.objects.get(part=part)
        client.post(reverse("recruiting:answer", args=[one.pk]), {"answer": "yes", "hours": 40})
    assert list(run.parts.order_by("pk").values_list("state", flat=True)) == ["in", "waiting"]
    assert Yes.objects.get(part=first).answered_by == leader
    client.post(reverse("recruiting:answer", args=[ask.pk]), {"answer": "yes", "hours": 41})
    assert "Ingen venter på deg" in client.get(reverse("recruiting:asked")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_leaders_page_asks_the_same_number_of_questions(
    client: Client, number: int, place: Organisation, django_assert_max_num_queries: object
) -> None:
    leader, run = a_member(place, "leader"), a_call(a_run(place))
    for _one in range(number):
        a_sign_up(run, leader=leader)
    client.force_login(leader)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert client.get(reverse("recruiting:asked")).status_code == 200


# --- a leader who never answers ---


def test_reminders_come_exactly_once_and_then_a_task_for_the_lead(client: Client, place: Organisation) -> None:
    lead = an_actor(place, "lead")
    part = a_sign_up(a_call(a_run(place)))
    asked, first = Yes.objects.get(), link_in()

    def after(days: int) -> int:
        return sum(actions.remind_leaders(now=asked.asked_at + timedelta(days=days, minutes=1)) for _twice in range(2))

    assert [after(days) for days in (1, 2, 3, 4, 6, 7, 8, 9)] == [0, 0, 1, 0, 0, 1, 0, 0]
    assert link_in("recruiting.reminder") == first  # the same link, although only its hash is kept
    assert Letter.objects.filter(kind="recruiting.reminder").count() == 2
    assert not Task.objects.exists()
    assert [after(days) for days in (10, 11, 20)] == [1, 0, 0]
    task = Task.objects.get()
    assert (task.for_role, task.organisation_id, task.state) == ("lead", place.pk, "open")
    assert reverse("recruiting:part", args=[part.pk]) in task.about_url
    part.refresh_from_db()
    assert part.state == "asked"  # nothing happens by silence
    leader = a_member(place, "leader")
    actions.ask_leader(actor=lead, part=part, leader=Leader(leader), now=timezone.now())
    task.refresh_from_db()
    assert task.state != "open"
    assert "lagt til side" in client.get(first).content.decode() or client.get(first).status_code == 410
    assert client.post(first, {"answer": "yes", "hours": 40}).status_code == 410
    assert client.post(link_in(), {"answer": "yes", "hours": 40}).status_code == 302
    part.refresh_from_db()
    assert part.state == "in"


def test_a_reminder_to_who_was_asked_at_night_is_killed_midway(
    place: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = a_call(a_run(place))
    for _one in range(2):
        a_sign_up(run)
    written: list[int] = []
    whole = actions.yes._remind

    def killed(key: int, now: object) -> bool:
        if written:
            raise KeyboardInterrupt
        written.append(key)
        return whole(key, now)  # type: ignore[arg-type]

    monkeypatch.setattr(actions.yes, "_remind", killed)
    later = timezone.now() + timedelta(days=3, minutes=1)
    with pytest.raises(KeyboardInterrupt):
        actions.remind_leaders(now=later)
    monkeypatch.undo()
    assert actions.remind_leaders(now=later) == 1  # the other one; nobody twice
    assert Letter.objects.filter(kind="recruiting.reminder").count() == 2


def test_the_task_goes_to_the_keeper_when_a_member_has_nobody_who_runs_programmes() -> None:
    keeper, beside = an_organisation(), an_organisation()
    an_actor(keeper, "coordinator")
    run = a_call(a_run(keeper, network=a_network(keeper, beside)))
    a_sign_up_there = a_member(beside, "driver")
    actor = actor_of(a_sign_up_there, beside)
    part = actions.sign_up(
        actor=actor,
        run=run,
        kind="driver",
        said=actions.Said(hours=10),
        leader=Leader(None, "Ola", "ola@example.org"),
        now=timezone.now(),
    )
    for days in (3, 7, 10):
        actions.remind_leaders(now=part.signed_up_at + timedelta(days=days, minutes=1))
    task = Task.objects.get()
    assert (task.organisation_id, task.for_role) == (keeper.pk, "lead")  # whoever opened the call there is a lead


def test_nobody_but_the_one_who_was_asked_may_answer(place: Organisation) -> None:
    leader = a_member(place, "leader")
    asked = Yes.objects.get(part=a_sign_up(a_call(a_run(place)), leader=leader))
    now = timezone.now()
    told = {
        "leader": rules.may_answer(asked, actor_of(leader, place), now), "link": rules.may_answer(asked, None, now),
        "lead": rules.may_answer(asked, an_actor(place, "lead"), now), "late link": rules.may_answer(asked, None, now + timedelta(days=31)),
        "late leader": rules.may_answer(asked, actor_of(leader, place), now + timedelta(days=31)),
    }  # fmt: skip
    assert {who for who, verdict in told.items() if verdict} == {"leader", "link", "late leader"}


# --- two leaders say yes at once, and one place is left ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_the_last_place_is_given_once(locked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    run = a_call(a_run(place, places=1), places=1)
    asked = [Yes.objects.get(part=a_sign_up(run)) for _one in range(2)]
    meeting = threading.Barrier(2, timeout=60)
    if not locked:

        def unlocked(key: int) -> Run:
            return Run.objects.get(pk=key)

        def seen_by_both(one: Run, kind: str) -> bool:
            free = places.free_places(one) != 0
            meeting.wait()  # both have seen the free place
            return free

        monkeypatch.setattr(places, "held", unlocked)
        monkeypatch.setattr(places, "is_room", seen_by_both)
    trouble: list[BaseException] = []

    def answer(one: Yes) -> None:
        try:
            actions.answer(asked=one, agrees=True, reason="", now=timezone.now())
        except BaseException as why:
            trouble.append(why)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(one,)) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    got = sorted(Participation.objects.values_list("state", flat=True))
    assert got == (["in", "waiting"] if locked else ["in", "in"])


@pytest.mark.django_db(transaction=True)
def test_a_leader_who_presses_twice_answers_once() -> None:
    place = an_organisation()
    asked = Yes.objects.get(part=a_sign_up(a_call(a_run(place))))
    told: list[str] = []

    def answer(agrees: bool) -> None:
        try:
            actions.answer(asked=asked, agrees=agrees, reason="Nei", now=timezone.now())
            told.append("done")
        except Refused:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(agrees,)) for agrees in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["done", "refused"]
    assert Letter.objects.filter(kind__in=["recruiting.taken_in", "recruiting.declined"]).count() == 1
    assert queries.standing(Yes.objects.get(), timezone.now()) == queries.Standing.ANSWERED

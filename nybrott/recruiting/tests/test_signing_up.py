"""The call, signing up, places and the waiting list."""

import contextlib
from collections.abc import Callable
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.desk.models import Draft
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, a_unit, an_actor, an_organisation
from nybrott.recruiting import actions, queries, rules
from nybrott.recruiting.actions import Call, Said
from nybrott.recruiting.tests.factories import a_call, a_sign_up
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartState
from nybrott.runs.tests.factories import a_day, a_part, a_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


def yes(part: Participation) -> Participation:
    """The leader says yes by the link."""
    return actions.answer(
        asked=part.yeses.get(answer=None, put_aside_at=None), agrees=True, reason="", now=timezone.now()
    )


def states(run: Run) -> list[str]:
    return list(run.parts.order_by("pk").values_list("state", flat=True))


# --- rules, as tables ---


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("member", {"sign_up", "read_call"}),
        ("lead", {"sign_up", "read_call", "people", "change_call", "put_in", "offer", "import"}),
        ("member of the network", {"sign_up", "read_call"}),
        ("lead in the network", {"sign_up", "read_call", "people", "import"}),
        ("lead outside", set()),
    ],
)
def test_who_may_do_what_with_a_networks_run(who: str, may: set[str], place: Organisation) -> None:
    beside = an_organisation()
    run = a_call(a_run(place, network=a_network(place, beside)))
    outside = an_organisation()
    where = {"member": place, "lead": place, "lead outside": outside}.get(who, beside)
    actor = an_actor(where, "lead" if who.startswith("lead") else "driver")
    today = a_day(0)
    told = {
        "sign_up": rules.may_sign_up(actor, run, today), "people": rules.may_see_people(actor, run), "change_call": rules.may_change_call(actor, run),
        "put_in": rules.may_put_in(actor, run), "offer": rules.may_offer(actor, run), "import": rules.may_import_people(actor, run),
    }  # fmt: skip
    seen = Run.objects.visible_to(actor).filter(pk=run.pk).exists()
    assert {word for word, verdict in told.items() if verdict} | ({"read_call"} if seen else set()) == may
    assert all(verdict.reason for verdict in told.values() if not verdict)


@pytest.mark.parametrize(
    ("state", "open_steps"),
    [
        ("invited", {"withdraw"}),
        ("asked", {"withdraw", "change", "take_in", "ask_leader"}),
        ("waiting", {"withdraw", "change", "take_in"}),
        ("in", {"withdraw", "change"}),
        ("declined", {"take_in", "again"}),
        ("withdrawn", {"again"}),
        ("left", {"take_in"}),
        ("done", set()),
    ],
)
def test_what_is_open_in_each_state(state: str, open_steps: set[str], place: Organisation, lead: Actor) -> None:
    part = a_part(a_call(a_run(place)), state=state)
    told = {
        "withdraw": rules.may_withdraw(lead, part), "change": rules.may_change_part(lead, part), "take_in": rules.may_take_in(lead, part),
        "ask_leader": rules.may_ask_leader(lead, part), "again": rules.may_sign_up_again(part) if state != "invited" else False,
    }  # fmt: skip
    assert {word for word, verdict in told.items() if verdict} == open_steps
    other = an_actor(place, "leader")
    assert not any(
        (rules.may_withdraw(other, part), rules.may_change_part(other, part), rules.may_read_part(other, part))
    )


def test_the_deadline_and_the_states_of_a_run_close_the_call(place: Organisation) -> None:
    run, actor = a_run(place), an_actor(place, "driver")
    assert rules.may_sign_up(actor, run, a_day(0)).reason == "Ingen kan melde seg på dette kullet nå."
    assert not rules.may_read_call(actor, run)
    run = a_call(run, until=a_day(2))
    assert rules.may_sign_up(actor, run, a_day(2))
    assert "Fristen er gått ut" in rules.may_sign_up(actor, run, a_day(3)).reason
    with pytest.raises(Refused, match="åpnet allerede"):
        actions.open_call(actor=an_actor(place, "lead"), run=run, call=Call("x"), told="", now=timezone.now())


# --- the call ---


def test_letters_with_the_call_are_read_first(place: Organisation, lead: Actor) -> None:
    health, school = a_unit(place, "Helse"), a_unit(place, "Skole")
    home = a_unit(place, "Hjemmetjenesten", parent=health)
    near = a_member(place, "leader", units=(home,))
    a_member(place, "leader", units=(school,))
    a_member(place, "driver", units=(home,))
    run = a_run(place, units=(health,))
    number = actions.open_call(
        actor=lead, run=run, call=Call("Bli {link} med.", a_day(3)), told="leaders", now=timezone.now()
    )
    letter = Letter.objects.get(kind="recruiting.call")
    assert (number, letter.to_user_id, letter.state) == (1, near.pk, "held")
    assert "Bli (link) med." in letter.body  # what people type in braces is no secret of the letter
    assert reverse("recruiting:call", args=[run.pk]) in letter.body


def test_the_call_page_says_what_is_asked(client: Client, place: Organisation) -> None:
    run = a_run(place)
    user = a_member(place, "driver")
    client.force_login(user)
    address = reverse("recruiting:call", args=[run.pk])
    assert client.get(address).status_code == 403
    a_call(run, places=3, until=a_day(4), text="Bli med i høst.")
    page = client.get(address).content.decode()
    for words in ("Bli med i høst.", "Prøve én ting.", "Meld deg på som pådriver", "3, 3 ledige"):
        assert words in page, words
    run.refresh_from_db()
    Run.objects.filter(pk=run.pk).update(sign_up_until=a_day(-1))
    page = client.get(address).content.decode()
    assert "Fristen er gått ut" in page
    assert client.get(reverse("recruiting:sign_up", args=[run.pk, "driver"])).status_code == 403


# --- signing up ---


def test_signing_up_by_the_form_asks_the_leader(client: Client, place: Organisation) -> None:
    above = a_unit(place, "Helse")
    unit = a_unit(place, "Hjemmetjenesten", parent=above)
    leader, far = a_member(place, "leader", units=(above,)), a_member(place, "leader")
    user = a_member(place, "driver", units=(unit,))
    run = a_call(a_run(place))
    mentor = a_part(run, "mentor")
    mine = a_challenge(actor_of(user, place))
    client.force_login(user)
    address = reverse("recruiting:sign_up", args=[run.pk, "driver"])
    page = client.get(address)
    form = page.context["form"]
    assert form.fields["leader"].choices[0][1] == [
        (str(leader.pk), leader.name)
    ]  # in the unit above; comes first, and is chosen
    assert form.fields["leader"].choices[1][1] == [(str(far.pk), far.name)]
    assert form.fields["leader"].initial == str(leader.pk)
    Draft.objects.create(
        organisation=place, user=user, key=actions.form_key(run, "driver"), label="x", url=address, fields={"motivation": ["Halvferdig"]},
        saved_at=timezone.now(), page="p", sequence=1,
    )  # fmt: skip
    assert "Halvferdig" in client.get(address).content.decode()
    sent = {
        "motivation": "Jeg vil lære", "challenge": mine.pk, "hours": 40, "subjects": "fall, natt, fall", "languages": ["nb", "en"], "place": "Sandvika",
        "unit": unit.pk, "wishes": [mentor.pk], "leader": leader.pk,
    }  # fmt: skip
    assert client.post(address, sent | {"hours": ""}).status_code == 422
    assert client.post(address, sent).status_code == 302
    part = run.parts.get(user=user)
    assert (part.state, part.leader, part.challenge, part.subjects, part.unit) == (
        "asked",
        leader,
        mine,
        ["fall", "natt"],
        unit,
    )
    assert list(part.wishes.all()) == [mentor]
    assert Letter.objects.get(kind="recruiting.question").to_user_id == leader.pk
    assert not Draft.objects.exists()
    assert client.get(address).status_code == 302  # signed up already: on to one's own part


@pytest.mark.parametrize(
    ("leader", "said"),
    [
        ({}, "Velg lederen din"),
        ({"leader_email": "ny@example.org"}, "Skriv navnet på lederen også"),
        ({"leader_name": "Meg", "leader_email": "SELF"}, "Ingen sier ja til sin egen tid"),
    ],
)
def test_a_leader_is_somebody_else(client: Client, leader: dict[str, str], said: str, place: Organisation) -> None:
    user, run = a_member(place, "driver"), a_call(a_run(place))
    client.force_login(user)
    sent = {"hours": 10, "languages": ["nb"], "leader": "other"} | {
        key: value.replace("SELF", user.email) for key, value in leader.items()
    }
    answer = client.post(reverse("recruiting:sign_up", args=[run.pk, "driver"]), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not run.parts.exists()


def test_a_mentor_without_hours_is_shown_as_such(client: Client, place: Organisation, lead: Actor) -> None:
    run = a_call(a_run(place, places=1))
    a_part(run, state="in")  # the one place for drivers is taken; mentors take none
    mentor = yes(a_sign_up(run, "mentor", capacity=0, places=("Oslo", "Moss")))
    assert (mentor.state, mentor.capacity, mentor.places) == ("in", 0, ["Oslo", "Moss"])
    page = as_(client, lead).get(reverse("recruiting:people", args=[run.pk])).content.decode()
    assert "ingen timer" in page


def as_(client: Client, actor: Actor) -> Client:
    from nybrott.people.models import User

    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def test_changing_and_wishing_later_leaves_the_hours_the_leader_approved(client: Client, place: Organisation) -> None:
    run = a_call(a_run(place))
    part = yes(a_sign_up(run))
    mentor, other = a_part(run, "mentor"), a_part(run, "mentor")
    client.force_login(part.user)
    address = reverse("recruiting:change_part", args=[part.pk])
    sent = {"motivation": "Mer", "languages": ["nn"], "hours": 400, "wishes": [mentor.pk], "rather_not": [mentor.pk]}
    assert "både ønske deg noen" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"rather_not": [other.pk]}).status_code == 302
    part.refresh_from_db()
    assert (part.hours, part.motivation, part.languages) == (40, "Mer", ["nn"])
    assert (list(part.wishes.all()), list(part.rather_not.all())) == ([mentor], [other])


def test_wishes_stay_in_the_run_and_never_name_oneself(place: Organisation) -> None:
    run = a_call(a_run(place))
    elsewhere = a_part(a_run(place), "mentor")
    user = a_member(place, "driver")
    as_mentor = a_part(run, "mentor", user=user)
    part = a_sign_up(run, user=user, wishes=(elsewhere, as_mentor))
    assert not part.wishes.exists()


# --- places and the waiting list ---


def test_who_leaves_gives_the_place_to_whoever_waited_longest(client: Client, place: Organisation, lead: Actor) -> None:
    run = a_call(a_run(place, places=1), places=1)
    first, second, third = (yes(a_sign_up(run)) for _one in range(3))
    assert states(run) == ["in", "waiting", "waiting"]
    assert [queries.place_in_queue(one) for one in (second, third)] == [1, 2]
    actor = actor_of(first.user, place)
    client.force_login(first.user)
    assert client.post(reverse("recruiting:withdraw", args=[first.pk]), {"reason": ""}).status_code == 422
    actions.withdraw(actor=actor, part=first, reason="Ny jobb", now=timezone.now())
    assert states(run) == ["left", "in", "waiting"]
    told = Letter.objects.filter(kind="recruiting.taken_in").order_by("pk")
    assert [letter.to_user_id for letter in told] == [first.user_id, second.user_id]
    actions.withdraw(actor=lead, part=second, reason="Enheten er lagt ned", now=timezone.now())
    assert Letter.objects.get(kind="recruiting.taken_out").to_user_id == second.user_id
    assert "Enheten er lagt ned" in Letter.objects.get(kind="recruiting.taken_out").body
    assert states(run) == ["left", "left", "in"]
    with pytest.raises(Refused, match="Alle plassene er tatt"):
        actions.take_in(actor=lead, part=first, reason="Kom tilbake", now=timezone.now())
    assert actions.change_call(actor=lead, run=run, call=Call("x", None, 2), now=timezone.now()) == 0
    actions.take_in(actor=lead, part=first, reason="Kom tilbake", now=timezone.now())
    assert states(run) == ["in", "left", "in"]
    with pytest.raises(Refused, match="2 pådrivere deltar allerede"):
        actions.change_call(actor=lead, run=run, call=Call("x", None, 1), now=timezone.now())


def test_who_comes_too_late_is_put_on_the_waiting_list(client: Client, place: Organisation, lead: Actor) -> None:
    run = a_call(a_run(place, places=1), places=1, until=a_day(0))
    Run.objects.filter(pk=run.pk).update(sign_up_until=a_day(-1))
    late, later = a_member(place, "driver"), a_member(place, "driver")
    client = as_(client, lead)
    address = reverse("recruiting:put_in", args=[run.pk])
    sent = {"kind": "driver", "reason": "Leder Moe sa ja på telefon"}
    assert "Ingen med denne adressen" in client.post(address, sent | {"email": "ukjent@example.org"}).content.decode()
    for user in (late, later):
        assert client.post(address, sent | {"email": user.email.upper()}).status_code == 302
    assert states(run) == ["in", "waiting"]
    assert "står på listen" in client.post(address, sent | {"email": late.email}).content.decode()


@pytest.mark.parametrize("seed", [1, 2])
def test_no_place_is_given_twice_and_none_is_empty_while_somebody_waits(
    seed: int, place: Organisation, lead: Actor
) -> None:
    chance, run = Random(seed), a_call(a_run(place, places=2), places=2)

    def some(*wanted: str) -> Participation | None:
        found = list(run.parts.filter(state__in=wanted).order_by("pk"))
        return chance.choice(found) if found else None

    def answer(agrees: bool) -> None:
        if part := some("asked"):
            asked = part.yeses.get(answer=None, put_aside_at=None)
            actions.answer(asked=asked, agrees=agrees, reason="Nei", now=timezone.now())

    def leave() -> None:
        if part := some("in", "waiting", "asked"):
            actions.withdraw(actor=lead, part=part, reason="x", now=timezone.now())

    def by_hand() -> None:
        if part := some("asked", "waiting", "left", "declined"):
            actions.take_in(actor=lead, part=part, reason="x", now=timezone.now())

    def places() -> None:
        actions.change_call(actor=lead, run=run, call=Call("x", None, chance.choice([1, 2, 3, 4])), now=timezone.now())

    for _step in range(45):
        act: Callable[[], object] = chance.choice(
            [
                lambda: a_sign_up(run),
                lambda: answer(True),
                lambda: answer(True),
                lambda: answer(False),
                leave,
                by_hand,
                places,
            ]
        )
        with contextlib.suppress(Refused):
            act()
        run.refresh_from_db()
        room = queries.room_in(run)
        assert room.free is not None
        assert room.places is not None
        assert room.taken <= room.places
        assert not (room.free and room.waiting), states(run)
        assert not Participation.objects.filter(state=PartState.IN, took_in_at=None).exists()


def test_no_longer_in_when_the_run_is_over(place: Organisation, lead: Actor) -> None:
    run = a_call(a_run(place, places=1), places=1)
    first, second = (yes(a_sign_up(run)) for _one in range(2))
    Run.objects.filter(pk=run.pk).update(state="ended")
    actions.withdraw(actor=lead, part=first, reason="x", now=timezone.now())
    second.refresh_from_db()
    assert second.state == "waiting"  # nobody gets a place in what is over


def test_sign_up_again_after_a_withdrawal_asks_anew(place: Organisation) -> None:
    run = a_call(a_run(place))
    part = a_sign_up(run)
    actor = actor_of(part.user, place)
    with pytest.raises(Refused, match="meldt deg på allerede"):
        a_sign_up(run, user=part.user)
    actions.withdraw(actor=actor, part=part, reason="x", now=timezone.now())
    again = a_sign_up(run, user=part.user)
    assert (again.pk, again.state, again.yeses.count(), again.ended_at) == (part.pk, "asked", 2, None)
    assert again.yeses.filter(put_aside_at=None).count() == 1
    assert Said().wishes == ()

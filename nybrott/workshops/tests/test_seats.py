"""Seats: the last one is given once, the first who waits gets the next, and a code lets in only while it is under way."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.journal.models import Letter
from nybrott.people.models import User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.workshops import actions, queries, rules
from nybrott.workshops.models import Seat, Workshop
from nybrott.workshops.tests.factories import a_phone, a_workshop, under_way

URL = "https://eks.no/"


@pytest.mark.django_db
def test_who_comes_after_the_last_seat_waits_and_moves_up_in_order() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    one, now = a_workshop(place, lead=lead, capacity=2), timezone.now()
    people = [a_member(place, "driver", units=(a_unit(place),)) for _n in range(4)]
    seats = [actions.take_seat(actor=actor_of(user, place), user=user, workshop=one, now=now) for user in people]
    assert [seat.state for seat in seats] == ["coming", "coming", "waiting", "waiting"]
    again = actions.take_seat(actor=actor_of(people[2], place), user=people[2], workshop=one, now=now)
    assert again.pk == seats[2].pk
    assert one.seats.count() == 4
    actions.decline(actor=actor_of(people[0], place), seat=seats[0], url=URL, now=now)
    actions.decline(actor=actor_of(people[0], place), seat=seats[0], url=URL, now=now)
    said = {seat.user_id: seat.state for seat in one.seats.all()}
    assert [said[user.pk] for user in people] == ["declined", "coming", "coming", "waiting"]
    letters = Letter.objects.filter(kind="workshops.seat_free")
    assert [letter.to_user_id for letter in letters] == [people[2].pk]
    asked = queries.seats_of(one)
    assert (asked.units, asked.free) == (2, 0)
    Workshop.objects.filter(pk=one.pk).update(capacity=None)
    assert actions.fill_up(actor=lead, workshop=one, url=URL, now=now) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_who_press_at_once_get_the_three_seats_there_are() -> None:
    place = an_organisation()
    one, now = a_workshop(place, capacity=3), timezone.now()
    people = [a_member(place, "driver") for _n in range(8)]

    def press(user: User) -> str:
        try:
            return actions.take_seat(actor=actor_of(user, place), user=user, workshop=one, now=now).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        states = sorted(pool.map(press, people))
    assert states == ["coming"] * 3 + ["waiting"] * 5


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_have_got_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race, shown: what the lock is for."""
    from threading import Barrier

    from nybrott.workshops.actions import seats as module

    place = an_organisation()
    one, now = a_workshop(place, capacity=2), timezone.now()
    people = [a_member(place, "driver") for _n in range(4)]
    together, counted = Barrier(4, timeout=60), module.SEAT.after

    def all_have_counted(verb: str, state: str) -> str:
        together.wait()
        return counted(verb, state)

    monkeypatch.setattr(module, "_locked", lambda workshop: Workshop.objects.get(pk=workshop.pk))
    monkeypatch.setattr(module, "SEAT", type("Table", (), {"after": staticmethod(all_have_counted)}))

    def press(user: User) -> str:
        try:
            return module.take_seat(actor=actor_of(user, place), user=user, workshop=one, now=now).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(press, people))
    assert states.count("coming") == 4  # two too many


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "lets_in"), [("planned", False), ("live", True), ("ended", False), ("called_off", False)]
)
def test_the_code_lets_in_only_while_it_is_under_way(state: str, lets_in: bool) -> None:
    one = under_way(an_organisation())
    one.state = state
    assert bool(rules.may_come_in(one)) is lets_in


@pytest.mark.django_db
def test_a_colleague_comes_in_on_their_own_seat_and_a_guest_on_a_new_one() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    one, now = under_way(place, lead=lead), timezone.now()
    user = a_member(place, "driver")
    actions.ask(actor=lead, workshop=one, users=[user], url=URL, now=now)
    seat = a_phone(one, user=user)
    assert a_phone(one, user=user).pk == seat.pk
    assert seat.state == "coming"
    guests = {a_phone(one, name="Kari").pk, a_phone(one, name="Kari").pk}
    assert len(guests) == 2
    assert one.seats.count() == 3


@pytest.mark.django_db
def test_two_hundred_phones_are_as_many_as_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    one = under_way(an_organisation())
    now = timezone.now()
    Seat.objects.bulk_create(
        Seat(workshop=one, name="x", state="coming", asked_at=now, joined_at=now) for _n in range(199)
    )
    a_phone(one)
    with pytest.raises(Refused):
        a_phone(one)


@pytest.mark.django_db
def test_who_is_taken_out_cannot_sign_up_again_and_what_they_wrote_stays() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    one, now = under_way(place, lead=lead), timezone.now()
    user = a_member(place, "driver")
    seat = actions.take_seat(actor=actor_of(user, place), user=user, workshop=one, now=now)
    actions.take_out(actor=lead, seat=seat, url=URL, now=now)
    with pytest.raises(Refused, match="tatt ut"):
        actions.take_seat(actor=actor_of(user, place), user=user, workshop=one, now=now)

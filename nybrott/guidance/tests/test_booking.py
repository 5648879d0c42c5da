"""Booking, moving, calling off: an hour of a person is given once, in whatever run; and nine o'clock stays nine o'clock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connections, transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.guidance import actions, queries, rules
from nybrott.guidance.actions import Booking
from nybrott.guidance.models import Pairing, Session
from nybrott.guidance.tests.factories import a_pairing, a_session, opened
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.runs.models import Hours, Run
from nybrott.runs.tests.factories import a_part, a_run

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 10, 19, 8, tzinfo=OSLO)  # a Monday; the clocks go back on Sunday the 25th


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in October 2026, as the clock shows it."""
    return datetime(2026, 10, day, hour, minute, tzinfo=OSLO).astimezone(UTC)


def a_term(place: Organisation) -> Run:
    return a_run(place, begins_on=date(2026, 10, 1), ends_on=date(2026, 12, 15))


def booked(pairing: Pairing, starts_at: datetime, by: Actor | None = None, **more: object) -> Session:
    who = by or actor_of(pairing.driver.user, pairing.driver.organisation)
    return actions.book_session(
        actor=who, pairing=pairing, booking=Booking(starts_at, **more), agenda="", now=NOW  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def pair(db: None) -> Pairing:
    place = an_organisation()
    made = a_pairing(place, run=a_term(place))
    opened(made.mentor)
    return made


def test_a_driver_books_a_free_time_and_both_are_told(pair: Pairing) -> None:
    made = booked(pair, at(26, 9), topic="Hvem snakker jeg med først?")
    assert (made.state, made.minutes, made.turn, made.booked_by) == ("booked", 60, 0, pair.driver.user)
    letters = Letter.objects.filter(kind="guidance.booked").order_by("to_user_id")
    assert {letter.to_user_id for letter in letters} == {pair.driver.user_id, pair.mentor.user_id}
    for letter in letters:
        assert "mandag 26. oktober kl. 09.00" in letter.body, (
            "nine o'clock on the wall, the day after the clocks went back"
        )
        assert f"/programme/guidance/sessions/{made.pk}/calendar/" in letter.body
        assert "Hvem snakker" not in letter.body, "what it is about is between the two"
    assert made.starts_at == datetime(2026, 10, 26, 8, tzinfo=UTC)
    entry = Entry.objects.get(verb="guidance.booked")
    assert entry.organisation_id == pair.run.organisation_id


@pytest.mark.parametrize(
    ("starts_at", "why"),
    [
        (at(26, 8), "kan ikke bestilles"),
        (at(26, 9, 30), "kan ikke bestilles"),
        (at(19, 9), "kan ikke bestilles"),  # within the day's notice
        (at(18, 9), "har vært"),
        (datetime(2026, 12, 18, 8, tzinfo=UTC), "innenfor kullet"),
    ],
)  # fmt: skip
def test_other_times_are_not_given(pair: Pairing, starts_at: datetime, why: str) -> None:
    with pytest.raises(Refused, match=why):
        booked(pair, starts_at)
    assert not Session.objects.exists()


def test_nobody_meets_two_at_once_in_whatever_run(pair: Pairing) -> None:
    place = pair.run.organisation
    other = a_term(an_organisation())
    same_mentor = a_pairing(place, run=other, mentor=a_part(other, "mentor", user=pair.mentor.user, place=place))
    same_driver = a_pairing(place, run=other, driver=a_part(other, "driver", user=pair.driver.user, place=place))
    for mentor in (same_mentor.mentor, same_driver.mentor):
        opened(mentor)
    booked(pair, at(26, 9))
    for second in (same_mentor, same_driver):
        assert at(26, 9) not in queries.free_times(second, now=NOW)
        with pytest.raises(Refused, match="opptatt"):
            booked(second, at(26, 9))
        with pytest.raises(Refused, match="opptatt"):
            booked(second, at(26, 9, 30), actor_of(second.mentor.user, second.mentor.organisation), minutes=15)
        booked(second, at(26, 10))
        second.sessions.update(state="called_off")
    assert Session.objects.filter(state="booked").count() == 1


def test_a_mentor_proposes_any_time_to_come(pair: Pairing) -> None:
    mentor = actor_of(pair.mentor.user, pair.mentor.organisation)
    made = booked(pair, at(19, 17, 15), mentor, minutes=30)
    assert (made.minutes, made.booked_by) == (30, pair.mentor.user)
    assert booked(pair, at(27, 9), minutes=240).minutes == 60, "a driver does not choose how long"
    with transaction.atomic(), pytest.raises(IntegrityError):
        a_session(pair, made.starts_at)


def test_moving_tells_both_counts_the_turn_and_reminds_anew(pair: Pairing) -> None:
    made = booked(pair, at(26, 9), topic="Først")
    driver = actor_of(pair.driver.user, pair.driver.organisation)
    Session.objects.update(reminded_at=NOW)
    same = actions.move_session(actor=driver, session=made, booking=Booking(at(26, 9), topic="Noe annet"), now=NOW)
    assert (same.turn, same.topic, Letter.objects.filter(kind="guidance.moved").count()) == (0, "Noe annet", 0)
    moved = actions.move_session(actor=driver, session=made, booking=Booking(at(26, 10), place="Biblioteket"), now=NOW)
    assert (moved.turn, moved.reminded_at, moved.starts_at) == (1, None, at(26, 10))
    assert Letter.objects.filter(kind="guidance.moved", body__contains="Biblioteket").count() == 2
    with pytest.raises(Refused, match="kan ikke bestilles"):
        actions.move_session(actor=driver, session=made, booking=Booking(at(26, 20)), now=NOW)
    actions.move_session(
        actor=actor_of(pair.mentor.user, pair.mentor.organisation), session=made, booking=Booking(at(26, 20)), now=NOW
    )
    actions.call_off_session(actor=driver, session=made, reason="Syk {unge}", now=NOW)
    made.refresh_from_db()
    assert (made.state, made.turn) == ("called_off", 3)
    assert Letter.objects.filter(kind="guidance.called_off", body__contains="Syk (unge)").count() == 2
    assert "Syk" not in str(Entry.objects.get(verb="guidance.called_off").private)
    with pytest.raises(Refused, match="Bestill en ny"):
        actions.move_session(actor=driver, session=made, booking=Booking(at(27, 9)), now=NOW)
    assert booked(pair, at(26, 10)).pk, "the hour is free again"


def test_the_day_before_both_are_reminded_once(pair: Pairing) -> None:
    booked(pair, at(26, 9))
    far = booked(pair, at(28, 9))
    assert actions.remind_of_sessions(now=at(24, 7)) == 0
    assert actions.remind_of_sessions(now=at(25, 7)) == 1
    assert actions.remind_of_sessions(now=at(25, 7)) == actions.remind_of_sessions(now=at(26, 7)) == 0
    assert Letter.objects.filter(kind="guidance.reminder").count() == 2
    actions.call_off_session(
        actor=actor_of(pair.mentor.user, pair.mentor.organisation), session=far, reason="Ferie", now=NOW
    )
    assert actions.remind_of_sessions(now=at(27, 7)) == 0


def test_what_an_ended_pair_had_booked_is_called_off_and_reminds_nobody(pair: Pairing) -> None:
    booked(pair, at(26, 9))
    Pairing.objects.update(state="ended")
    assert actions.remind_of_sessions(now=at(25, 7)) == 0
    driver = actor_of(pair.driver.user, pair.driver.organisation)
    assert actions.call_off_coming(actor=driver, pairing=pair, now=NOW) == 1
    assert actions.call_off_coming(actor=driver, pairing=pair, now=NOW) == 0
    session = Session.objects.get()
    assert (session.state, session.turn) == ("called_off", 1)
    letters = Letter.objects.filter(kind="guidance.called_off")
    assert letters.count() == 2
    assert not letters.filter(body__contains="/book/").exists(), "nothing is booked anew in a pair that has ended"


def test_how_it_went_is_said_afterwards(pair: Pairing) -> None:
    made = booked(pair, at(26, 9))
    driver, after = actor_of(pair.driver.user, pair.driver.organisation), at(26, 11)
    with pytest.raises(Refused, match="ikke begynt"):
        actions.hold_session(actor=driver, session=made, minutes=60, now=NOW)
    actions.hold_session(actor=driver, session=made, minutes=75, now=after)
    made.refresh_from_db()
    assert (made.state, made.minutes, made.missed_by) == ("held", 75, "")
    actions.miss_session(actor=driver, session=made, missed_by="mentor", now=after)
    made.refresh_from_db()
    assert (made.state, made.missed_by) == ("no_show", "mentor")
    assert (
        Letter.objects.filter(kind="guidance.missed", body__contains=f"/programme/guidance/{pair.pk}/book/").count()
        == 2
    )
    actions.correct_minutes(actor=driver, session=made, minutes=20, now=after)
    with pytest.raises(Refused):
        actions.call_off_session(actor=driver, session=made, reason="x", now=after)


def test_hours_follow_a_session_once_and_are_corrected(pair: Pairing) -> None:
    made = booked(pair, at(26, 9))
    driver, after = actor_of(pair.driver.user, pair.driver.organisation), at(26, 11)

    def used() -> dict[str, int]:
        return {hours.part.kind: hours.minutes for hours in Hours.objects.select_related("part")}

    assert used() == {}
    actions.hold_session(actor=driver, session=made, minutes=60, now=after)
    assert used() == {"driver": 60, "mentor": 60}
    one = Hours.objects.first()
    assert one is not None
    assert (one.kind, one.source, one.used_on) == ("guidance", f"guidance.session:{made.pk}", date(2026, 10, 26))
    actions.correct_minutes(actor=driver, session=made, minutes=75, now=after)
    assert used() == {"driver": 75, "mentor": 75}
    actions.miss_session(actor=driver, session=made, missed_by="driver", now=after)
    assert used() == {"mentor": 75}, "it was set aside, by the one who came"
    actions.correct_minutes(actor=driver, session=made, minutes=20, now=after)
    assert used() == {"mentor": 20}
    actions.hold_session(actor=driver, session=made, minutes=45, now=after)
    assert used() == {"driver": 45, "mentor": 45}
    actions.miss_session(actor=driver, session=made, missed_by="both", now=after)
    assert used() == {}


def test_who_may_guide(pair: Pairing) -> None:
    place = pair.run.organisation
    for state in ("proposed", "stands", "declined", "ended"):
        for run_state in ("planned", "recruiting", "running", "ended", "called_off"):
            pair.state, pair.run.state = state, run_state
            for user in (pair.driver.user, pair.mentor.user):
                verdict = rules.may_guide(actor_of(user, place), pair)
                assert bool(verdict) is (state == "stands" and run_state in ("planned", "recruiting", "running"))
                assert verdict or verdict.reason
            for role in ("admin", "lead", "driver", "mentor", "observer"):
                assert not rules.may_guide(an_actor(place, role), pair)


def test_what_guidance_suggests_next(pair: Pairing) -> None:
    """The programme of the tests has 6 sessions; the run lasts 75 days: one every 12 and a half."""
    run = pair.run
    first = queries.suggestion(pair, NOW)
    assert first is not None
    assert (first.number, first.times, first.on) == (1, 6, date(2026, 10, 19))
    assert [moment.astimezone(OSLO).day for moment in first.free] == [20, 20, 20], "the first free ones after that day"
    made = booked(pair, at(26, 9))
    assert queries.suggestion(pair, NOW) is None, "one is booked"
    actor = actor_of(pair.driver.user, run.organisation)
    assert queries.suggestion(pair, at(26, 12)) is None, "first somebody says how it went"
    actions.hold_session(actor=actor, session=made, minutes=60, now=at(26, 11))
    second = queries.suggestion(pair, at(26, 12))
    assert second is not None
    assert (second.number, second.on, second.after) == (2, date(2026, 10, 26), None)
    step = actions.agree_step(
        actor=actor,
        pairing=pair,
        session=made,
        what="Intervju",
        side="driver",
        due_on=date(2026, 11, 10),
        now=at(26, 12),
    )
    third = queries.suggestion(pair, at(26, 12))
    assert third is not None
    assert (third.on, third.after) == (date(2026, 11, 10), step)
    assert {moment.astimezone(OSLO).date() for moment in third.free} == {date(2026, 11, 10)}


# --- two at once ---


def both_press(pairs: list[Pairing], now: datetime, starts_at: datetime) -> list[str]:
    def press(pairing: Pairing) -> str:
        try:
            booked(pairing, starts_at)
        except Refused as refused:
            return refused.reason
        else:
            return "booked"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(pairs)) as pool:
        return sorted(pool.map(press, pairs))


def one_mentor_in_two_runs(count: int) -> list[Pairing]:
    place = an_organisation()
    user: User = a_member(place, "mentor")
    found = []
    for _n in range(count):
        run = a_term(place)
        mentor = a_part(run, "mentor", user=user)
        opened(mentor)
        found.append(a_pairing(place, run=run, mentor=mentor))
    return found


@pytest.mark.django_db(transaction=True)
def test_of_two_who_book_the_same_hour_one_gets_it() -> None:
    said = both_press(one_mentor_in_two_runs(4), NOW, at(26, 9))
    assert [word for word in said if word == "booked"] == ["booked"]
    assert all("opptatt" in word for word in said if word != "booked")
    assert Session.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_have_got_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race, shown: what holding the two people's rows is for."""
    from nybrott.guidance.actions import sessions as module

    together, looked = Barrier(2, timeout=60), queries.clash

    def unheld(pairing: Pairing) -> Pairing:
        return Pairing.objects.select_related("run__package", "driver__user", "mentor__user").get(pk=pairing.pk)

    def both_have_looked(*said: object, **more: object) -> object:
        found = looked(*said, **more)  # type: ignore[arg-type]
        together.wait()
        return found

    monkeypatch.setattr(module, "_held", unheld)
    monkeypatch.setattr(module.queries, "clash", both_have_looked)
    monkeypatch.setattr(module.queries, "free_times", lambda *_said, **_more: [at(26, 9)])
    assert both_press(one_mentor_in_two_runs(2), NOW, at(26, 9)) == ["booked", "booked"]  # one too many


@pytest.mark.django_db(transaction=True)
def test_two_who_guide_each_other_do_not_wait_for_ever() -> None:
    """Each is the other's mentor in another run; both book at once, and the rows are held in one order."""
    place = an_organisation()
    one, other = a_member(place, "driver"), a_member(place, "mentor")
    pairs = []
    for driver, mentor in ((one, other), (other, one)):
        run = a_term(place)
        made = a_pairing(place, run=run, driver=a_part(run, user=driver), mentor=a_part(run, "mentor", user=mentor))
        opened(made.mentor)
        pairs.append(made)
    said = both_press(pairs, NOW, at(26, 9))
    assert said.count("booked") == 1


def test_forty_thousand_minutes_of_slots_are_asked_for_in_few_queries(
    pair: Pairing, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    pair = Pairing.objects.select_related("run__package", "mentor__run__package", "driver__user", "mentor__user").get(
        pk=pair.pk
    )
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        found = queries.free_times(pair, now=NOW)
    assert len(found) > 100
    assert found[0] - NOW >= timedelta(hours=24)

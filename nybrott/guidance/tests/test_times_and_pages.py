"""A mentor's times, the pages in their states, and calendars."""

from collections.abc import Callable
from datetime import date, timedelta
from secrets import token_urlsafe

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.guidance import actions, feeds, queries, rules
from nybrott.guidance.actions import Booking, TermsSaid
from nybrott.guidance.models import Pairing, Session, Terms
from nybrott.guidance.tests.factories import a_note, a_pairing, a_session, a_step, opened
from nybrott.journal.models import Letter
from nybrott.people.models import User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.runs.tests.factories import a_part, a_run

pytestmark = pytest.mark.django_db
Queries = Callable[[], int]


@pytest.fixture
def pair() -> Pairing:
    place, today = an_organisation(), timezone.localdate()
    run = a_run(place, begins_on=today - timedelta(days=30), ends_on=today + timedelta(days=60))
    return a_pairing(place, run=run)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, name: str, key: int, status: int = 200, query: str = "") -> str:
    answer = client.get(reverse(f"guidance:{name}", args=[key]) + query)
    assert answer.status_code == status
    return answer.content.decode()


# --- times ---


def test_a_mentor_says_when_and_a_driver_sees_it(pair: Pairing) -> None:
    mentor, part = signed_in(pair.mentor.user), pair.mentor_id
    assert "1 pådriver kan ikke bestille deg ennå" in page(mentor, "times", part)
    weekly = {"weekdays": ["1", "3"], "begins": "09:00", "ends": "11:00"}
    assert mentor.post(reverse("guidance:add_weekly", args=[part]), weekly).status_code == 302
    said = {"minutes": 45, "notice_hours": 48, "days_ahead": 30, "place": "Rom 4", "link": "https://video.example/mote"}
    assert mentor.post(reverse("guidance:set_terms", args=[part]), said).status_code == 302
    assert (pair.mentor.weekly.count(), Terms.objects.get().minutes) == (2, 45)
    tomorrow = timezone.localdate() + timedelta(days=1)
    away = {"opened": "0", "day": tomorrow.isoformat(), "until": (tomorrow + timedelta(days=6)).isoformat()}
    assert mentor.post(reverse("guidance:add_other", args=[part]), away).status_code == 302
    assert pair.mentor.other_times.count() == 7
    times = queries.free_times(Pairing.objects.get(pk=pair.pk), now=timezone.now())
    assert min(timezone.localdate(at) for at in times) > tomorrow + timedelta(days=6)
    shown = page(signed_in(pair.driver.user), "book", pair.pk)
    assert 'value="Rom 4"' in shown
    assert "(45 minutter)" in shown
    for one in pair.mentor.other_times.all():
        mentor.post(reverse("guidance:remove_other", args=[one.pk]))
    mentor.post(reverse("guidance:remove_weekly", args=[pair.mentor.weekly.earliest("pk").pk]))
    assert (pair.mentor.weekly.count(), pair.mentor.other_times.count()) == (1, 0)


@pytest.mark.parametrize(
    ("name", "sent", "why"),
    [
        ("add_weekly", {"weekdays": ["1"], "begins": "11:00", "ends": "09:00"}, "Slutten må være etter begynnelsen."),
        ("add_weekly", {"begins": "09:00", "ends": "10:00"}, "Kryss av for minst én dag."),
        ("add_other", {"opened": "1", "day": "2026-12-01"}, "Si fra når til når du kan bestilles."),
        ("add_other", {"opened": "0", "day": "2026-12-01", "begins": "09:00"}, "Oppgi begge klokkeslettene"),
        ("add_other", {"opened": "0", "day": "2026-12-01", "until": "2027-12-01"}, "høyst 60 dager senere"),
        ("set_terms", {"minutes": 5, "notice_hours": 1, "days_ahead": 30}, "15"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(pair: Pairing, name: str, sent: dict[str, object], why: str) -> None:
    answer = signed_in(pair.mentor.user).post(reverse(f"guidance:{name}", args=[pair.mentor_id]), sent)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_mentor_without_times_is_said_to_the_driver_and_told_to_the_mentor(pair: Pairing) -> None:
    driver = signed_in(pair.driver.user)
    assert "Veilederen din har ikke sagt når det går an å bestille" in page(driver, "book", pair.pk)
    for _twice in range(2):
        assert driver.post(reverse("guidance:ask_times", args=[pair.pk])).status_code == 302
    task = Task.objects.get(word="times")
    assert (task.for_user, task.state, task.about_url) == (
        pair.mentor.user,
        "open",
        reverse("guidance:times", args=[pair.mentor_id]),
    )
    assert Letter.objects.filter(kind="desk.task_given", to_user_id=pair.mentor.user_id).count() == 1
    assert "er bedt om det" in page(driver, "book", pair.pk)
    weekly = {"weekdays": ["0", "1", "2", "3", "4"], "begins": "09:00", "ends": "11:00"}
    signed_in(pair.mentor.user).post(reverse("guidance:add_weekly", args=[pair.mentor_id]), weekly)
    task.refresh_from_db()
    assert task.state == "done"
    with pytest.raises(Refused):
        actions.ask_for_times(actor=actor_of(pair.driver.user, pair.run.organisation), pairing=pair, now=timezone.now())


def test_every_morning_mentors_without_times_are_told_once(pair: Pairing) -> None:
    place, now = pair.run.organisation, timezone.now()
    a_pairing(place, run=pair.run, mentor=pair.mentor)
    opened(a_pairing(place, run=pair.run).mentor)
    a_pairing(place, run=pair.run, state="proposed")
    assert actions.tell_mentors_without_times(now=now) == 1
    assert actions.tell_mentors_without_times(now=now) == 0
    assert Task.objects.filter(word="times").count() == 1


def test_who_may_set_times(pair: Pairing) -> None:
    place = pair.run.organisation
    assert rules.may_set_times(actor_of(pair.mentor.user, place), pair.mentor)
    assert not rules.may_set_times(actor_of(pair.driver.user, place), pair.driver)
    for role in ("admin", "lead", "mentor"):
        assert not rules.may_set_times(an_actor(place, role), pair.mentor)
    pair.mentor.state = "left"
    assert not rules.may_set_times(actor_of(pair.mentor.user, place), pair.mentor)


# --- pages ---


def test_a_driver_books_on_the_page_and_a_taken_time_keeps_what_was_typed(pair: Pairing) -> None:
    opened(pair.mentor)
    client, address = signed_in(pair.driver.user), reverse("guidance:book", args=[pair.pk])
    assert client.post(address, {"topic": "x"}).status_code == 422
    assert client.post(address, {"at": "i morgen"}).status_code == 422
    whole = Pairing.objects.get(pk=pair.pk)
    first = queries.free_times(whole, now=timezone.now())[0]
    a_session(pair, first)
    taken = client.post(address, {"at": first.isoformat(), "topic": "Hvem eier behovet?"})
    assert taken.status_code == 409
    assert "opptatt" in taken.content.decode()
    assert "Hvem eier behovet?" in taken.content.decode()
    free = queries.free_times(whole, now=timezone.now())[0]
    done = client.post(address, {"at": free.isoformat(), "topic": "Hvem eier behovet?"})
    session = Session.objects.get(starts_at=free)
    assert done.headers["Location"] == reverse("guidance:session", args=[session.pk])
    assert "Hvem eier behovet?" in page(client, "session", session.pk)
    later = queries.free_times(whole, now=timezone.now(), but=session)[3]
    move = reverse("guidance:move", args=[session.pk])
    assert "som nå" in client.get(move).content.decode()
    assert client.post(move, {"at": later.isoformat()}).status_code == 302
    assert client.post(reverse("guidance:call_off", args=[session.pk]), {"reason": "Syk"}).status_code == 302
    assert "Bestill på nytt" in page(client, "session", session.pk)


def test_a_mentor_proposes_on_the_page_and_says_how_it_went(pair: Pairing) -> None:
    client, day = signed_in(pair.mentor.user), timezone.localdate() + timedelta(days=5)
    sent = {"day": day.isoformat(), "time": "17:00", "minutes": 30}
    assert client.post(reverse("guidance:book", args=[pair.pk]), sent).status_code == 302
    assert Session.objects.get().minutes == 30
    spring = {"day": "2027-03-28", "time": "02:30", "minutes": 30}
    answer = client.post(reverse("guidance:book", args=[pair.pk]), spring)
    assert answer.status_code == 422
    assert "Den timen finnes ikke" in answer.content.decode()
    past = a_session(pair, timezone.now() - timedelta(hours=3))
    assert "Si hvordan det gikk" in page(client, "pair", pair.pk)
    for how, state in (("held", "held"), ("driver", "no_show"), ("held", "held")):
        assert client.post(reverse("guidance:close", args=[past.pk]), {"how": how, "minutes": 50}).status_code == 302
        past.refresh_from_db()
        assert past.state == state
    client.post(reverse("guidance:correct", args=[past.pk]), {"minutes": 40})
    assert client.post(reverse("guidance:correct", args=[past.pk]), {"minutes": 4}).status_code == 302
    past.refresh_from_db()
    assert past.minutes == 40
    step = {"what": "Intervju", "side": "mentor", "due_on": day.isoformat(), "session": past.pk}
    assert client.post(reverse("guidance:agree", args=[pair.pk]), step).status_code == 302
    assert "Intervju" in page(client, "session", past.pk)
    assert client.post(reverse("guidance:agree", args=[pair.pk]), {"what": ""}).status_code == 422
    end = reverse("guidance:end_step", args=[past.steps.get().pk])
    assert client.post(end, {"back": "https://evil.example/"}).headers["Location"] == reverse(
        "guidance:pair", args=[pair.pk]
    )


def test_an_ended_pair_is_read_and_not_written(pair: Pairing) -> None:
    session = a_session(pair)
    a_note(pair, pair.driver.user, "Husk vaktlista")
    a_step(pair)
    Pairing.objects.update(state="ended", ended_at=timezone.now())
    client = signed_in(pair.driver.user)
    for name, key in (("pair", pair.pk), ("session", session.pk), ("notes", pair.pk)):
        shown = page(client, name, key)
        assert '<form method="post" action="/programme/' not in shown, name
    assert "Denne koblingen er avsluttet" in page(client, "pair", pair.pk)
    assert "Husk vaktlista" in page(client, "notes", pair.pk)
    for name, key in (("book", pair.pk), ("write_note", pair.pk), ("move", session.pk), ("agenda", session.pk)):
        page(client, name, key, status=403)


def test_notes_are_written_changed_and_deleted_on_their_pages(pair: Pairing) -> None:
    client, session = signed_in(pair.driver.user), a_session(pair)
    address = reverse("guidance:write_note", args=[pair.pk]) + f"?session={session.pk}"
    assert 'data-draft="guidance.note' in client.get(address).content.decode()
    assert client.post(address, {"text": "", "kind": "pair"}).status_code == 422
    assert client.post(address, {"text": "Husk vaktlista", "kind": "pair"}).headers["Location"] == reverse(
        "guidance:session", args=[session.pk]
    )
    note = pair.notes.get()
    assert (note.session, note.kind) == (session, "pair")
    page(client, "write_note", pair.pk, status=404, query="?session=0")
    change = reverse("guidance:change_note", args=[note.pk])
    assert client.post(change, {"text": "Husk vaktlistene", "kind": "shared"}).status_code == 302
    assert "Husk vaktlistene" in page(signed_in(a_member(pair.run.organisation, "lead")), "notes", pair.pk)
    assert client.post(reverse("guidance:remove_note", args=[note.pk])).status_code == 302
    assert not pair.notes.exists()


def test_lists_cost_the_same_however_long_they_are(
    pair: Pairing, django_assert_num_queries: Callable[..., object]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(pair.driver.user)
    names = (("mine", None), ("pair", pair.pk), ("notes", pair.pk), ("times", pair.mentor_id))

    def fill() -> None:
        a_session(pair, timezone.now() - timedelta(days=1), state="held")
        a_note(pair, pair.driver.user)
        a_step(pair)
        opened(pair.mentor, weekdays=(2,))
        other = a_run(pair.run.organisation)
        a_pairing(pair.run.organisation, run=other, driver=a_part(other, user=pair.driver.user))

    def counted() -> list[int]:
        found = []
        for name, key in names:
            with CaptureQueriesContext(
                connection,
            ) as ran:
                client.get(reverse(f"guidance:{name}", args=[key] if key else []))
            found.append(len(ran))
        return found

    fill()
    counted()
    one = counted()
    for _n in range(2):
        fill()
    assert counted() == one


# --- calendars ---


def events(said: bytes) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(said)
    return [
        {
            "method": str(calendar["method"]),
            "uid": str(one["uid"]),
            "turn": one["sequence"],
            "status": str(one["status"]),
            "at": one["dtstart"].dt,
        }
        for one in calendar.walk("VEVENT")
    ]


def test_a_session_goes_into_calendars_and_out_again(pair: Pairing) -> None:
    opened(pair.mentor)
    driver, now = actor_of(pair.driver.user, pair.run.organisation), timezone.now()
    first, second = queries.free_times(Pairing.objects.get(pk=pair.pk), now=now)[:2]
    made = actions.book_session(
        actor=driver, pairing=pair, booking=Booking(first, topic="Hemmelig"), agenda="", now=now
    )
    client = signed_in(pair.driver.user)
    answer = client.get(reverse("guidance:event", args=[made.pk]))
    assert events(answer.content) == [
        {"method": "REQUEST", "uid": f"guidance-{made.pk}@nybrott", "turn": 0, "status": "CONFIRMED", "at": first}
    ]
    assert b"Hemmelig" not in answer.content
    assert pair.mentor.user.email.encode() in answer.content.replace(b"\r\n ", b"")
    actions.move_session(actor=driver, session=made, booking=Booking(second), now=now)
    actions.call_off_session(actor=driver, session=made, reason="Syk", now=now)
    made = Session.objects.get()
    [gone] = events(feeds.invitation(made, pair.driver.user_id, now=now))
    assert gone == {
        "method": "CANCEL",
        "uid": f"guidance-{made.pk}@nybrott",
        "turn": 2,
        "status": "CANCELLED",
        "at": second,
    }


def test_a_persons_own_calendar_opens_by_its_address_alone_until_it_is_closed(pair: Pairing) -> None:
    session, client = a_session(pair, topic="Hemmelig"), signed_in(pair.mentor.user)
    a_session(a_pairing(pair.run.organisation, run=pair.run), timezone.now() + timedelta(days=3))
    shown = client.post(reverse("guidance:calendar")).content.decode()
    address = shown.split("<code>")[1].split("</code>")[0].removeprefix("http://localhost:8000")
    answer = Client().get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert [event["uid"] for event in events(answer.content)] == [f"guidance-{session.pk}@nybrott"]
    assert f"Veiledning med {pair.driver.user.name}" in answer.content.decode()
    assert "Hemmelig" not in answer.content.decode()
    assert "<code>" not in client.get(reverse("guidance:calendar")).content.decode(), "shown once"
    client.post(reverse("guidance:calendar"))
    assert Client().get(address).status_code == 404, "a new address closes the old one"
    client.post(reverse("guidance:close_calendar"))
    assert Client().get(reverse("guidance:feed", args=[token_urlsafe(32)])).status_code == 404


def test_rooms_above_add_to_the_calendar(pair: Pairing, monkeypatch: pytest.MonkeyPatch) -> None:
    from nybrott.guidance.queries import calendars

    monkeypatch.setattr(calendars, "_READ", [])
    start = timezone.now()
    gathering = queries.CalendarEvent("gathering-1@nybrott", start, start + timedelta(hours=2), "Erfaringssamling")
    read: calendars.Read = lambda user, _since: [gathering] if user == pair.driver.user else []  # noqa: E731
    queries.add_calendar(read)
    queries.add_calendar(read)
    assert queries.calendar_of(pair.driver.user, start) == [gathering]
    assert queries.calendar_of(pair.mentor.user, start) == []


def test_terms_that_cannot_be_are_refused_by_the_database(pair: Pairing) -> None:
    from django.db import IntegrityError, transaction

    mentor = actor_of(pair.mentor.user, pair.run.organisation)
    with transaction.atomic(), pytest.raises(IntegrityError):
        actions.set_terms(actor=mentor, part=pair.mentor, said=TermsSaid(5, 0, 30), now=timezone.now())
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(301)]
    with pytest.raises(Refused, match="300 dager"):
        actions.add_other(
            actor=mentor, part=pair.mentor, days=days, opened=False, begins=None, ends=None, now=timezone.now()
        )

"""Who is reminded of what, and when; and what lies in the database of confidential minutes."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.dialogues.models import Representative
from nybrott.dialogues.tests.factories import a_buyer, a_post
from nybrott.journal.models import Letter
from nybrott.meetings import actions, jobs, queries
from nybrott.meetings.models import Minutes, Slot
from nybrott.meetings.tests.factories import a_drawn_round, a_held_meeting, an_applicant, the_slots
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def letters(kind: str) -> list[str]:
    return list(Letter.objects.filter(kind=f"meetings.{kind}").order_by("pk").values_list("to_address", flat=True))


def written(slot: Slot, now: datetime) -> Minutes:
    said = {"open_part": "Åpent", "secret": "Legeringen", "reason": "Kan etterlignes", "lasted": 45, "send": True}
    return actions.write_minutes(actor=a_buyer(slot.round.dialogue.organisation), slot=slot, now=now, **said)  # type: ignore[arg-type]


def test_the_day_before_a_meeting_its_people_are_reminded_once(place: Organisation) -> None:
    round_ = a_drawn_round(place, times=2, change_hours=2)
    by, _key = an_applicant(round_, applies=False)
    slot = actions.book_slot(representative=by, slot=the_slots(round_)[0], now=timezone.now())
    told = Representative.objects.filter(supplier=by.supplier)
    gone = {"supplier": by.supplier, "name": "Borte", "asked_at": timezone.now()}
    told.create(
        email="borte@firma.example", confirmed_at=timezone.now(), keep_until=slot.begins.date() - 2 * DAY, **gone
    )
    told.create(email="aldri@firma.example", confirmed_at=None, keep_until=slot.begins.date() + DAY, **gone)
    assert actions.remind_of_meetings(now=slot.begins - DAY - timedelta(minutes=1)) == 0
    jobs.remind(int((slot.begins - timedelta(hours=23)).timestamp()))
    assert actions.remind_of_meetings(now=slot.begins - timedelta(hours=22)) == 0
    assert letters("tomorrow") == [by.email]
    body = Letter.objects.get(kind="meetings.tomorrow").body
    assert f"/dialogues/{round_.dialogue.slug}/" in body
    assert "Hva koster det?" in body
    assert "/mine/" not in body
    late, _key = an_applicant(round_, applies=False)
    other = actions.book_slot(representative=late, slot=the_slots(round_)[1], now=slot.begins - timedelta(hours=20))
    assert actions.remind_of_meetings(now=other.begins - timedelta(hours=19)) == 0, "whoever has just booked knows it"


def test_a_supplier_that_left_is_not_written_to(place: Organisation) -> None:
    round_ = a_drawn_round(place, times=1)
    by, _key = an_applicant(round_, applies=False)
    slot = actions.book_slot(representative=by, slot=the_slots(round_)[0], now=timezone.now())
    type(by.supplier).objects.filter(pk=by.supplier_id).update(left_at=timezone.now())
    assert actions.remind_of_meetings(now=slot.begins - timedelta(hours=9)) == 0
    assert letters("tomorrow") == []


def test_minutes_that_are_missing_are_a_task_until_they_are_sent(place: Organisation) -> None:
    slot, _by, _key, dialogue = a_held_meeting(place)
    writes = a_member(place, "buyer")
    a_post(dialogue, writes, kind="writes")
    assert actions.ask_for_minutes(now=slot.begins + 3 * DAY - timedelta(minutes=1)) == 0
    jobs.ask(int((slot.begins + 3 * DAY).timestamp()))
    assert actions.ask_for_minutes(now=slot.begins + 4 * DAY) == 0
    task = Task.objects.get(word="write_minutes")
    assert (task.for_user_id, task.state) == (writes.pk, "open")
    assert task.about_url.endswith(f"/{slot.pk}/minutes/")
    written(slot, slot.begins + 4 * DAY)
    task.refresh_from_db()
    assert task.state != "open"


def test_minutes_without_an_answer_are_asked_for_once(place: Organisation) -> None:
    slot, by, _key, dialogue = a_held_meeting(place)
    sent = written(slot, timezone.now())
    assert sent.sent_at
    week = sent.sent_at + 7 * DAY
    buyer = a_buyer(place)
    assert queries.next_step(buyer, dialogue, week - DAY) is None
    assert actions.ask_for_approval(now=week - DAY) == 0
    step = queries.next_step(buyer, dialogue, week)
    assert step is not None
    assert "not approved" in step.state
    assert actions.ask_for_approval(now=week) == 1
    assert actions.ask_for_approval(now=week + DAY) == 0
    assert letters("minutes_wait") == [by.email]
    task = Task.objects.get(word="get_minutes_approved")
    assert task.state == "open"
    actions.answer_minutes(representative=by, slot=slot, seen_at=sent.sent_at, remark="", now=week + DAY)
    task.refresh_from_db()
    assert task.state != "open"


def test_confidential_minutes_are_not_legible_in_the_database(place: Organisation, settings: LazySettings) -> None:
    slot, _by, _key, dialogue = a_held_meeting(place)
    record = written(slot, timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM meetings_minutes WHERE id = %s", [record.pk])
        row = cursor.fetchone()
    sealed = next(bytes(cell) for cell in row if isinstance(cell, bytes | memoryview))
    assert len(sealed) == 4_096 + 28  # whole blocks, whatever the length
    assert b"Legeringen" not in sealed
    assert not any("Legeringen" in str(cell) for cell in row)
    user = a_member(place, "buyer")
    a_post(dialogue, user, secrets=True)
    read = {"actor": actor_of(user, place), "record_": Minutes.objects.get(), "now": timezone.now()}
    assert actions.read_secret_minutes(**read) == "Legeringen"  # type: ignore[arg-type]
    was = settings.SEALING_SECRET
    settings.SEALING_SECRET, settings.SECRET_KEY_FALLBACKS = "another", [was]
    assert actions.read_secret_minutes(**read) == "Legeringen"  # type: ignore[arg-type]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []
    with pytest.raises(Refused, match="a different secret"):
        actions.read_secret_minutes(**read)  # type: ignore[arg-type]

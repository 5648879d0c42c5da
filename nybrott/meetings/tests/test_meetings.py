"""Planned, published, closed, drawn, booked, cancelled, offered, written down: what may be done when, and what is left behind."""

import itertools
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from nybrott.core.actor import system
from nybrott.core.lottery import read
from nybrott.core.verdict import Refused
from nybrott.dialogues.queries import links
from nybrott.dialogues.tests.factories import a_buyer, a_post
from nybrott.journal.models import Letter
from nybrott.meetings import actions, feeds, queries, rules
from nybrott.meetings.actions.booking import run_out
from nybrott.meetings.forms import ApplyForm, SlotsForm, ValueForm
from nybrott.meetings.models import Application, Minutes, Round, Slot
from nybrott.meetings.tests.factories import (
    VALUE,
    a_drawn_round,
    a_held_meeting,
    a_round,
    an_applicant,
    closed,
    drawn,
    rules_from,
    the_slots,
)
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def test_times_are_equally_long_with_pauses_and_none_overlaps(place: Organisation) -> None:
    round_ = a_round(place, times=3, published=False)
    slots = the_slots(round_)
    assert [(after.begins - one.ends) // MINUTE for one, after in itertools.pairwise(slots)] == [15, 15]
    again = {"actor": a_buyer(place), "round_": round_, "now": timezone.now()}
    with pytest.raises(Refused, match="no room"):
        actions.add_slots(first=slots[0].begins, until=slots[0].ends, **again)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="another length"):
        actions.plan_meetings(actor=a_buyer(place), dialogue=round_.dialogue, said={"minutes": 30}, now=timezone.now())
    assert len(the_slots(round_)) == 3
    actions.remove_slot(actor=a_buyer(place), slot=slots[0], now=timezone.now())
    assert len(the_slots(round_)) == 2


@pytest.mark.parametrize(
    ("when", "wrong"),
    [
        ("2027-03-28T02:30", "02:30"),
        ("2027-10-31T02:30", "02:30"),
        ("2027-03-28T03:00", ""),
        ("tomorrow", "Write a day"),
    ],
)
def test_a_time_the_clock_skips_or_shows_twice_is_not_guessed_at(when: str, wrong: str) -> None:
    form = SlotsForm({"first": when, "until": "2027-03-28T09:00" if "03-28" in when else "2027-10-31T09:00"})
    form.is_valid()
    said = " ".join(form.errors.get("first", []))
    assert (wrong in said and bool(said)) if wrong else not said


def test_times_over_the_change_to_summer_time_are_equally_long(place: Organisation) -> None:
    form = SlotsForm({"first": "2027-03-28T00:30", "until": "2027-03-28T05:30"})
    assert form.is_valid(), form.errors
    round_ = a_round(place, times=0, published=False)
    actions.add_slots(actor=a_buyer(place), round_=round_, now=timezone.now(), **form.cleaned_data)
    local = [timezone.localtime(one.begins).strftime("%H:%M") for one in the_slots(round_)]
    assert local == ["00:30", "01:30", "03:30", "04:30"]  # five hours on the wall, four that passed


def test_rules_hold_once_they_are_published(place: Organisation) -> None:
    round_ = a_round(place)
    said = rules_from(timezone.now(), minutes=30, most=4, where="Rom 9", guide="Noe annet")
    actions.plan_meetings(actor=a_buyer(place), dialogue=round_.dialogue, said=said, now=timezone.now())
    round_.refresh_from_db()
    assert (round_.minutes, round_.most, round_.where, round_.questions) == (
        45,
        1,
        "Rom 9",
        ["Hva virker?", "Hva koster det?"],
    )
    entered = round_.dialogue.entries.filter(thing="meetings-value")
    later = {"value_is": "The rate of the euro on that day", "known_at": round_.known_at + timedelta(days=1)}
    actions.plan_meetings(actor=a_buyer(place), dialogue=round_.dialogue, said=later, now=timezone.now())
    assert "rate of the euro" in entered.latest("place").fields["title"]
    with pytest.raises(Refused, match="after the lottery"):
        actions.plan_meetings(actor=a_buyer(place), dialogue=round_.dialogue, said={"known_at": the_slots(round_)[0].begins}, now=timezone.now())  # fmt: skip
    with pytest.raises(Refused, match="They stay"):
        actions.remove_slot(actor=a_buyer(place), slot=the_slots(round_)[0], now=timezone.now())


def test_nothing_is_published_without_times_or_questions(place: Organisation) -> None:
    round_, now = a_round(place, times=0, published=False), timezone.now()
    assert "times" in rules.may_publish(a_buyer(place), round_, 0, now).reason
    round_.guide = " \n"
    assert "question" in rules.may_publish(a_buyer(place), round_, 1, now).reason
    assert not rules.may_publish(an_actor(place, "driver"), round_, 1, now)


def test_the_list_is_closed_between_the_last_application_and_the_value(place: Organisation) -> None:
    round_, buyer = a_round(place), a_buyer(place)
    assert "until" in rules.may_close(buyer, round_, round_.apply_until - MINUTE).reason
    assert rules.may_close(buyer, round_, round_.apply_until)
    assert "prove nothing" in rules.may_close(buyer, round_, round_.known_at).reason
    by, _key = an_applicant(round_)
    with pytest.raises(Refused, match="were taken until"):
        an_applicant(round_, now=round_.apply_until)
    closed(round_, buyer)
    round_.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        actions.add_slots(actor=buyer, round_=round_, first=round_.known_at, until=round_.known_at + timedelta(hours=9), now=round_.known_at)  # fmt: skip
    assert read(round_.closed_list).closed.hash == round_.list_hash
    assert by.supplier.name not in json.dumps(round_.closed_list), "who applied is told by key alone"


def test_somebody_else_types_the_value_once_it_is_known(place: Organisation) -> None:
    round_, closes = a_round(place), a_buyer(place)
    closed(round_, closes)
    round_.refresh_from_db()
    later = round_.known_at + MINUTE
    assert "Someone else" in rules.may_type_value(closes, round_, later).reason
    assert "known from" in rules.may_type_value(a_buyer(place), round_, round_.known_at - MINUTE).reason
    with pytest.raises(Refused):
        actions.draw_meetings(actor=closes, round_=round_, value=VALUE, now=later)
    actions.draw_meetings(actor=a_buyer(place), round_=round_, value=VALUE, now=later)
    with pytest.raises(Refused, match="once"):
        actions.draw_meetings(actor=a_buyer(place), round_=round_, value="4", now=later)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(value_by=closes.user_id)


def test_the_draw_gives_what_anybody_else_gets_from_the_file(place: Organisation) -> None:
    round_ = a_round(place, times=2)
    first, second = the_slots(round_)
    people = [
        an_applicant(round_, wishes=[second.pk], cannot=[first.pk])[0],
        an_applicant(round_)[0],
        an_applicant(round_)[0],
    ]
    round_ = drawn(round_)
    file = read(json.loads(queries.draw_file(round_)))
    assert file.value == VALUE
    assert file.differences() == []
    given = {(one.slot, one.supplier) for one in file.drawn().meetings}
    assert given == {(one.key, one.supplier.key) for one in the_slots(round_) if one.supplier}
    assert len(given) == 2
    waits = [one.supplier_id for one in queries.waiting(round_)]
    assert len(waits) == 1
    assert {*waits, *(one.supplier_id for one in the_slots(round_))} == {one.supplier_id for one in people}
    assert Letter.objects.filter(kind="meetings.drawn").count() == 3
    assert list(round_.dialogue.entries.filter(thing__startswith="meetings").values_list("kind", flat=True)) == [
        "published",
        "lottery",
        "lottery",
    ]


def test_what_a_supplier_may_book(place: Organisation) -> None:
    round_, now = a_drawn_round(place), timezone.now()
    (by, _key), (other, _other) = an_applicant(round_, applies=False), an_applicant(round_, applies=False)
    one, two, _three = the_slots(round_)
    assert rules.may_book(by.supplier, one, [], now)
    assert rules.may_book(by.supplier, one, [], one.begins - timedelta(hours=48, minutes=1))
    assert "too late" in rules.may_book(by.supplier, one, [], one.begins - timedelta(hours=48)).reason
    actions.book_slot(representative=by, slot=one, now=now)
    for who, slot, why in ((by, one, "already"), (other, one, "Someone else"), (by, two, "as many meetings")):
        with pytest.raises(Refused, match=why):
            actions.book_slot(representative=who, slot=slot, now=now)
    actions.book_slot(representative=by, slot=two, instead_of=one, now=now)
    assert [slot.supplier_id for slot in the_slots(round_)] == [None, by.supplier_id, None]
    with pytest.raises(Refused, match="not your meeting"):
        actions.book_slot(representative=other, slot=one, instead_of=two, now=now)
    with pytest.raises(Refused, match="not your meeting"):
        actions.give_up_slot(representative=other, slot=two, now=now)
    other.supplier.left_at = now
    other.supplier.save()
    with pytest.raises(Refused, match="left"):
        actions.book_slot(representative=other, slot=one, now=now)


def test_a_free_time_is_offered_in_turn_and_the_offer_runs_out(place: Organisation) -> None:
    round_, now = a_drawn_round(place, times=1), timezone.now()
    holder = an_applicant(round_, applies=False)[0]
    slot = actions.book_slot(representative=holder, slot=the_slots(round_)[0], now=now)
    cannot, first, second = an_applicant(round_, now=now, cannot=[slot.pk])[0], an_applicant(round_, now=now)[0], an_applicant(round_, now=now + MINUTE)[0]  # fmt: skip
    actions.give_up_slot(representative=holder, slot=slot, now=now)
    slot = the_slots(round_)[0]
    assert (slot.supplier_id, slot.offered_to_id, slot.offer_until) == (
        None,
        first.supplier_id,
        now + timedelta(hours=24),
    )
    assert Letter.objects.filter(kind="meetings.offered", to_address=first.email).count() == 1
    for who in (second, cannot, holder):
        with pytest.raises(Refused, match="offered to someone"):
            actions.book_slot(representative=who, slot=slot, now=now)
    later = now + timedelta(hours=24)
    assert run_out(later - MINUTE) == []
    assert run_out(later) == [slot]
    actions.move_on(actor=system("Meetings"), slot=slot, now=later)
    slot = the_slots(round_)[0]
    assert slot.offered_to_id == second.supplier_id
    actions.stop_waiting(representative=second, round_=round_, now=later)
    slot = the_slots(round_)[0]
    assert slot.offered_to_id is None, "everyone has had it: it is free for all"
    assert actions.book_slot(representative=cannot, slot=slot, now=later).supplier_id == cannot.supplier_id


def test_a_supplier_that_left_gives_its_time_to_who_waits(place: Organisation) -> None:
    round_, now = a_drawn_round(place, times=1), timezone.now()
    gone, waits = an_applicant(round_, applies=False)[0], an_applicant(round_, now=now)[0]
    slot = actions.book_slot(representative=gone, slot=the_slots(round_)[0], now=now)
    gone.supplier.left_at = now
    gone.supplier.save()
    assert run_out(now) == [slot]
    actions.move_on(actor=system("Meetings"), slot=slot, now=now)
    assert the_slots(round_)[0].offered_to_id == waits.supplier_id


def test_bad_wishes_are_refused(place: Organisation) -> None:
    round_, other = a_round(place), a_round(an_organisation())
    by, _key = an_applicant(round_, applies=False)
    one = the_slots(round_)[0].pk
    for said in ({"wishes": [the_slots(other)[0].pk]}, {"wishes": [one, one]}, {"wishes": [one], "cannot": [one]}, {"wants": 2}, {"wants": 0}):  # fmt: skip
        with pytest.raises(Refused):
            actions.apply(
                representative=by,
                round_=round_,
                now=timezone.now(),
                **({"wants": 1, "wishes": [], "cannot": []} | said),
            )  # type: ignore[arg-type]
    slots = the_slots(round_)
    form = ApplyForm({"wants": "1", **{f"t{slot.pk}": "1" for slot in slots}}, round_=round_, slots=slots)
    assert not form.is_valid()
    assert not ValueForm({"value": "3-8", "again": "3-9"}).is_valid()
    assert ValueForm({"value": "3-8  x", "again": "3-8 x"}).is_valid()
    assert not Application.objects.exists()


def test_minutes_are_published_when_the_supplier_has_approved_them(place: Organisation) -> None:
    slot, by, _key, dialogue = a_held_meeting(place)
    buyer, now = a_buyer(place), timezone.now()
    told = {"actor": buyer, "slot": slot, "secret": "Legeringen", "reason": "Kan etterlignes", "lasted": 50, "now": now}
    with pytest.raises(Refused, match="why it is confidential"):
        actions.write_minutes(**(told | {"reason": ""}), open_part="Sensorer virker.", send=False)  # type: ignore[arg-type]
    made = actions.write_minutes(**told, open_part="Sensorer virker.", send=True)  # type: ignore[arg-type]
    assert made.sent_at
    actions.answer_minutes(representative=by, slot=slot, seen_at=made.sent_at, remark="Ikke alltid.", now=now)
    assert not queries.approved(dialogue).exists()
    later = now + MINUTE
    actions.write_minutes(actor=buyer, slot=slot, open_part="Sensorer virker ofte.", secret=None, reason="", lasted=50, send=True, now=later)  # fmt: skip
    with pytest.raises(Refused, match="changed in the meantime"):
        actions.answer_minutes(representative=by, slot=slot, seen_at=made.sent_at, remark="", now=later)
    stranger, _other = an_applicant(slot.round, applies=False)
    with pytest.raises(Refused, match="not your meeting"):
        actions.answer_minutes(representative=stranger, slot=slot, seen_at=later, remark="", now=later)
    assert queries.planned(dialogue) == {by.supplier.key: 45}
    actions.answer_minutes(representative=by, slot=slot, seen_at=later, remark="", now=later)
    assert [one.record.open for one in queries.approved(dialogue)] == ["Sensorer virker ofte."]
    assert queries.planned(dialogue) == {}
    kinds = list(dialogue.entries.order_by("place").values_list("kind", flat=True))[-3:]
    assert kinds == ["meeting", "minutes_open", "minutes_secret"]
    assert links(dialogue)[-3].fields["minutes"] == 50
    with pytest.raises(Refused, match="stay as they are"):
        actions.write_minutes(**told, open_part="Noe annet", send=True)  # type: ignore[arg-type]


def test_the_confidential_part_is_read_by_few_and_each_reading_is_written_down(place: Organisation) -> None:
    slot, _by, _key, dialogue = a_held_meeting(place)
    actions.write_minutes(actor=a_buyer(place), slot=slot, open_part="Åpent", secret="Legeringen", reason="Kan etterlignes", lasted=45, send=True, now=timezone.now())  # fmt: skip
    record = Minutes.objects.get()
    with pytest.raises(Refused):
        actions.read_secret_minutes(actor=a_buyer(place), record_=record, now=timezone.now())
    user = a_member(place, "buyer")
    a_post(dialogue, user, secrets=True)
    assert actions.read_secret_minutes(actor=actor_of(user, place), record_=record, now=timezone.now()) == "Legeringen"
    assert dialogue.entries.filter(kind="reading").count() == record.readings.count() == 1
    assert "Legeringen" not in json.dumps([[one.fields, one.private] for one in dialogue.entries.all()])


def test_what_is_waited_for_and_what_the_calendar_says(place: Organisation) -> None:
    round_, buyer = a_round(place), a_buyer(place)
    assert queries.next_step(buyer, round_.dialogue, round_.apply_until - MINUTE) is None
    assert queries.next_step(buyer, round_.dialogue, round_.apply_until) is not None
    round_ = drawn(round_)
    by, _key = an_applicant(round_, applies=False)
    slot = actions.book_slot(representative=by, slot=the_slots(round_)[0], now=timezone.now())
    step = queries.next_step(buyer, round_.dialogue, slot.begins + timedelta(hours=1))
    assert step is not None
    assert step.url.endswith(f"/{slot.pk}/minutes/")
    assert [one.kind for one in queries.days(round_.dialogue)] == ["meetings"]
    made = feeds.calendar(round_.dialogue, round_, [slot], timezone.now()).decode()
    assert made.count("BEGIN:VEVENT") == 1
    assert f"{slot.begins:%Y%m%dT%H%M%SZ}" in made
    assert "mine" not in made


def test_the_database_refuses_two_meetings_at_a_time(place: Organisation) -> None:
    slot = the_slots(a_round(place))[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(round=slot.round, begins=slot.begins)

"""Planned, opened, taken, waited for, offered, held, called off: what may be done when, and what is left behind."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from nybrott.conferences import actions, feeds, jobs, queries, rules
from nybrott.conferences.actions import Slotted
from nybrott.conferences.actions.seats import run_out, tomorrow
from nybrott.conferences.models import Conference, Seat
from nybrott.conferences.states import CONFERENCE, SEAT, ConferenceState, MaterialKind, SeatState
from nybrott.conferences.tests.factories import LINK, a_conference, a_person, a_plan, a_seat, begun
from nybrott.core.actor import system
from nybrott.core.fairness import Supplier as Firm
from nybrott.core.fairness import Terms, view
from nybrott.core.verdict import Refused
from nybrott.dialogues.actions import end_dialogue, end_speaking, leave, lock_dialogue
from nybrott.dialogues.models import Dialogue, Supplier
from nybrott.dialogues.queries import entries, steps
from nybrott.dialogues.tests.factories import a_buyer, a_supplier, an_open_dialogue
from nybrott.disclosures.actions import Given
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation

pytestmark = pytest.mark.django_db
HOST = system("Conferences")
HOUR = timedelta(hours=1)


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def again(seat: Seat) -> Seat:
    seat.refresh_from_db()
    return seat


def letters(kind: str) -> list[str]:
    return list(Letter.objects.filter(kind=f"conferences.{kind}").order_by("pk").values_list("to_address", flat=True))


def test_the_tables_of_states_hold_every_word_once() -> None:
    assert set(CONFERENCE.states) == set(ConferenceState.values)
    assert set(SEAT.states) == set(SeatState.values)
    assert CONFERENCE.open_steps("held") == ()
    assert {verb for verb in SEAT.steps if "left" in SEAT.steps[verb][0]} == {"take", "wait"}


def test_a_conference_is_planned_with_a_programme_and_opened_for_all(place: Organisation) -> None:
    now, holds = timezone.now(), a_buyer(place)
    found = a_conference(place, opened=False, actor=holds)
    a_person(found)
    assert [one.kind for one in steps(found.dialogue)] == ["conference"], (
        "the day stands in the plan before seats are open"
    )
    with pytest.raises(Refused, match="outside the times of the conference"):
        actions.write_session(actor=holds, conference=found, slotted=Slotted(found.ends, 30, "Kaffe"), now=now)
    with pytest.raises(Refused, match="run market dialogues"):
        actions.open_seats(actor=an_actor(place, "driver"), conference=found, now=now)
    empty = a_conference(place, opened=False, actor=holds)
    actions.remove_session(actor=holds, session=empty.sessions.get(), now=now)
    with pytest.raises(Refused, match="Add the programme first"):
        actions.open_seats(actor=holds, conference=empty, now=now)
    found = actions.open_seats(actor=holds, conference=found, now=now)
    assert len(letters("opened")) == 1
    told = [one for one in entries(found.dialogue) if one.thing == "conference-programme"]
    assert [(one.kind, one.taker, len(one.content)) for one in told] == [("published", "all", 64)]
    with pytest.raises(Refused, match="seats can be taken"):
        actions.open_seats(actor=holds, conference=found, now=now)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"ends": timezone.now()}, "ends after it begins"), ({"seats_until": timezone.now() + timedelta(days=60)}, "before the conference begins"),
        ({"room": 0}, "how many there is room for"), ({"form": "place", "place": ""}, "how many there is room for"),
        ({"ends": timezone.now() + timedelta(days=12)}, "a day at most"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_is_refused(place: Organisation, said: dict[str, object], why: str) -> None:
    holds, now = a_buyer(place), timezone.now()
    with pytest.raises(Refused, match=why):
        actions.plan_conference(
            actor=holds, dialogue=an_open_dialogue(place, actor=holds), plan=a_plan(now, **said), now=now
        )


def test_the_database_refuses_what_cannot_be(place: Organisation) -> None:
    found = a_conference(place)
    seat = a_seat(found)
    for broken in (
        lambda: Conference.objects.filter(pk=found.pk).update(ends=found.begins),
        lambda: Conference.objects.filter(pk=found.pk).update(state="called_off"),
        lambda: Seat.objects.filter(pk=seat.pk).update(state="offered"),
        lambda: Seat.objects.create(conference=found, representative=seat.representative, way="place", came_at=timezone.now()),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


def test_seats_are_given_as_far_as_they_reach_and_then_one_waits(place: Organisation) -> None:
    found = a_conference(place)
    one, two, three, four = (a_seat(found) for _ in range(4))
    assert [seat.state for seat in (one, two, three, four)] == ["taken", "taken", "waiting", "waiting"]
    assert (len(letters("seat")), len(letters("waiting"))) == (2, 2)
    assert a_seat(found, way="digital").state == "taken", "there is no limit to digital seats"
    now = timezone.now()
    actions.leave_seat(representative=one.representative, conference=found, now=now)
    assert (again(three).state, three.offer_until) == ("offered", now + 24 * HOUR)
    assert queries.left(found, "place") == 0, "an offered seat is nobody else's"
    assert a_seat(found).state == "waiting"
    got = actions.take_seat(representative=three.representative, conference=found, way="place", now=now)
    assert (got.state, got.offer_until) == ("taken", None)
    digital = Seat.objects.get(way="digital")
    with pytest.raises(Refused, match="keep the one you have"):
        actions.take_seat(representative=digital.representative, conference=found, way="place", now=now)
    changed = actions.take_seat(representative=three.representative, conference=found, way="digital", now=now)
    assert changed.way == "digital"
    assert again(four).state == "offered", "whoever changes to the digital room leaves a seat in the place"


def test_an_offer_that_runs_out_goes_to_the_next(place: Organisation) -> None:
    found = a_conference(place)
    one, two, three, four = (a_seat(found) for _ in range(4))
    now = timezone.now()
    actions.leave_seat(representative=one.representative, conference=found, now=now)
    actions.move_on(actor=HOST, conference=found, now=now + 23 * HOUR)
    assert again(three).state == "offered", "an offer waits as long as was said"
    later = now + 24 * HOUR
    assert run_out(later) == [found]
    actions.move_on(actor=HOST, conference=found, now=later)
    assert (again(three).state, again(four).state) == ("lapsed", "offered")
    back = actions.take_seat(representative=three.representative, conference=found, way="place", now=later)
    assert (back.state, back.came_at) == ("waiting", later), "who let it pass waits behind the others"
    actions.move_on(actor=HOST, conference=found, now=later)
    assert len(letters("offered")) == 2, "nothing has run out since, so nothing is done"
    assert again(two).state == "taken"


def test_who_takes_no_part_any_more_holds_no_seat(place: Organisation) -> None:
    found = a_conference(place, room=3)
    left, silent, erased, first, second, third = (a_seat(found) for _ in range(6))
    now = timezone.now()
    leave(representative=left.representative, now=now)
    end_speaking(actor=a_buyer(place), representative=silent.representative, reason="Sluttet", now=now)
    erased.representative.delete()
    assert run_out(now) == [found]
    jobs.offer(int(now.timestamp()))
    assert (again(left).state, again(silent).state) == ("left", "left")
    assert [again(one).state for one in (first, second, third)] == ["offered"] * 3


def test_near_the_end_a_free_seat_is_for_whoever_comes_first(place: Organisation) -> None:
    found = a_conference(place, room=1)
    one, two, three = (a_seat(found) for _ in range(3))
    close = found.seats_until - timedelta(minutes=30)
    actions.leave_seat(representative=one.representative, conference=found, now=close)
    assert (again(two).state, again(three).state) == ("waiting", "waiting")
    assert actions.take_seat(representative=three.representative, conference=found, way="place", now=close).state == "taken"  # fmt: skip
    with pytest.raises(Refused, match="Seats were taken until"):
        actions.take_seat(representative=two.representative, conference=found, way="place", now=found.seats_until)


def test_a_supplier_with_thirty_people_has_as_many_seats_as_the_rule_says(place: Organisation) -> None:
    found = a_conference(place, room=100, most=3)
    large = a_supplier(found.dialogue, "Mange AS")
    people = [a_person(found, large)[0] for _ in range(30)]
    got = []
    for by in people:
        try:
            got.append(actions.take_seat(representative=by, conference=found, way="digital", now=timezone.now()))
        except Refused as trouble:
            assert trouble.reason.startswith("At most 3 from each supplier")  # noqa: PT017
    assert len(got) == 3
    actions.leave_seat(representative=people[0], conference=found, now=timezone.now())
    assert actions.take_seat(representative=people[29], conference=found, way="place", now=timezone.now()).state == "taken"  # fmt: skip
    with pytest.raises(Refused, match="At most 3"):
        actions.take_seat(representative=people[0], conference=found, way="place", now=timezone.now())
    assert a_seat(found).state == "taken"


def test_rules_suppliers_came_by_stay_and_what_moves_is_told(place: Organisation) -> None:
    found, holds, now = a_conference(place), a_buyer(place), timezone.now()
    one, two, three = (a_seat(found) for _ in range(3))
    was = a_plan(now)
    said = a_plan(now, most=9, list_rule="everyone", room=3, begins=was.begins + HOUR, ends=was.ends + HOUR)
    found = actions.plan_conference(actor=holds, dialogue=found.dialogue, plan=said, now=now)
    assert (found.state, found.most, found.list_rule, found.room) == ("open", 2, "suppliers", 3)
    assert found.sessions.get().begins == found.begins, "the programme moved along"
    assert again(three).state == "offered", "there is room for one more"
    assert len(letters("changed")) == 3
    assert sum(one.thing == "conference-programme" for one in entries(found.dialogue)) == 2
    with pytest.raises(Refused, match="3 have a seat of this kind already"):
        actions.plan_conference(actor=holds, dialogue=found.dialogue, plan=a_plan(now, room=2), now=now)
    with pytest.raises(Refused, match="They keep it"):
        actions.plan_conference(actor=holds, dialogue=found.dialogue, plan=a_plan(now, form="digital"), now=now)
    with pytest.raises(Refused, match="longer than this"):
        actions.plan_conference(actor=holds, dialogue=found.dialogue, plan=a_plan(now, room=9, ends=was.begins + timedelta(minutes=20)), now=now)  # fmt: skip
    assert two.state == one.state == "taken"


def test_who_came_heard_it_and_everyone_else_is_given_it(place: Organisation) -> None:
    found, holds = a_conference(place), a_buyer(place)
    came, stayed, waited = a_seat(found), a_seat(found), a_seat(found)
    now = timezone.now()
    with pytest.raises(Refused, match="The conference begins"):
        actions.hold_conference(actor=holds, conference=found, now=now)
    begun(found)
    with pytest.raises(Refused, match="Tick who came first"):
        actions.hold_conference(actor=holds, conference=found, now=now)
    ticks = {came.pk: True, stayed.pk: False, waited.pk: True}
    actions.mark_attendance(actor=holds, conference=found, came=ticks, now=now)
    found = actions.hold_conference(actor=holds, conference=found, now=now)
    heard = [one for one in entries(found.dialogue) if one.kind == "told_in_meeting"]
    assert {one.taker for one in heard} == {came.representative.supplier.key, waited.representative.supplier.key}
    assert {one.thing for one in heard} == {"conference"}
    assert heard[0].people == came.representative.name
    step = queries.next_step(holds, found.dialogue, now)
    assert step is not None
    assert step.state == "Those who came have heard things that others have not."
    assert [one.code for one in red(found.dialogue)] == ["told_one"]
    slides = actions.publish_material(actor=holds, conference=found, kind=MaterialKind.SLIDES, given=Given("Lysbilder", "Side 1"), now=now)  # fmt: skip
    assert [one.code for one in red(found.dialogue)] == ["told_one"], "slides are not what was said"
    with pytest.raises(Refused, match="address of the recording"):
        actions.publish_material(actor=holds, conference=found, kind=MaterialKind.RECORDING, given=Given("Opptak"), now=now)  # fmt: skip
    actions.publish_material(actor=holds, conference=found, kind=MaterialKind.RECORDING, given=Given("Opptak", url="https://video.example/opptak"), now=now)  # fmt: skip
    assert red(found.dialogue) == []
    words = queries.words_of(found.dialogue, {"conference", "conference-programme", "item-1"})
    assert words["conference"] == "Opptak\nhttps://video.example/opptak"
    assert "Hva vi trenger (Anne Moe)" in words["conference-programme"]
    assert set(words) == {"conference", "conference-programme"}
    assert [(one.kind, one.thing) for one in entries(found.dialogue)[-2:]] == [("slide", f"item-{slides.item_id}"), ("recording", "conference")]  # fmt: skip
    assert queries.next_step(holds, found.dialogue, now) is None
    with pytest.raises(Refused, match="that is “held”"):
        actions.mark_attendance(actor=holds, conference=found, came={stayed.pk: True}, now=now)
    with pytest.raises(Refused, match="has been held"):
        actions.take_seat(representative=stayed.representative, conference=found, way="digital", now=now)


def red(dialogue: Dialogue) -> list[object]:
    firms = [Firm(one.key, one.came_at) for one in dialogue.suppliers.all()]
    found = view(entries(dialogue), firms, Terms(timezone.now() + HOUR))
    return [one for one in found.findings if one.level == "red"]


def test_a_question_under_way_is_answered_to_all_and_nobody_learns_who_asked(place: Organisation) -> None:
    found, holds, now = a_conference(place), a_buyer(place), timezone.now()
    by, _key = a_person(found)
    asked = actions.ask(conference=found, supplier=by.supplier, text="Hvem eier dataene?", language="nb", now=now)
    twice = actions.ask(conference=found, supplier=by.supplier, text="Hvem eier dataene?", language="nb", now=now)
    assert twice == asked
    aloud = actions.ask(actor=holds, conference=found, supplier=by.supplier, text="Når?", language="nb", now=now)
    assert not list(queries.answered_at(found))
    actions.answer(actor=holds, asked=aloud, shown="Når begynner dere?", text="Til høsten.", now=now)
    assert [one.query.shown for one in queries.answered_at(found)] == ["Når begynner dere?"]
    last = entries(found.dialogue)[-1]
    assert (last.kind, last.taker, last.about) == ("answer_to_all", "all", ("q2",))
    assert by.supplier.name not in str(last)
    stranger = Supplier.objects.get(pk=a_person(a_conference(place))[0].supplier_id)
    with pytest.raises(Supplier.DoesNotExist):
        actions.ask(conference=found, supplier=stranger, text="?", language="nb", now=now)


def test_persons_stand_in_the_list_only_when_they_said_yes(place: Organisation) -> None:
    found = a_conference(place, list_rule="suppliers")
    named, quiet = a_seat(found, named=True), a_seat(found)
    a_seat(found)
    seen = queries.list_for(found, supplier=True)
    assert seen is not None
    assert {(one.name, one.people) for one in seen} == {
        (named.representative.supplier.name, (named.representative.name,)), (quiet.representative.supplier.name, ())
    }  # fmt: skip
    assert queries.list_for(found, supplier=False) is None
    for rule, suppliers, everyone in (("nobody", False, False), ("suppliers", True, False), ("everyone", True, True)):
        found.list_rule = rule
        assert (queries.list_for(found, supplier=True) is not None) == suppliers
        assert (queries.list_for(found, supplier=False) is not None) == everyone


def test_called_off_everybody_is_told_and_it_can_be_planned_anew(place: Organisation) -> None:
    found, holds, now = a_conference(place), a_buyer(place), timezone.now()
    seats = [a_seat(found) for _ in range(3)]
    with pytest.raises(Refused, match="Say why"):
        actions.call_off_conference(actor=holds, conference=found, reason=" ", now=now)
    found = actions.call_off_conference(actor=holds, conference=found, reason="Innlederen er syk", now=now)
    assert len(letters("called_off")) == 3
    assert {again(seat).state for seat in seats} == {"left"}
    assert entries(found.dialogue)[-1].title.endswith("Innlederen er syk")
    assert steps(found.dialogue) == []
    assert b"STATUS:CANCELLED" in feeds.calendar(found, now)
    with pytest.raises(Refused, match="called off: Innlederen er syk"):
        actions.take_seat(representative=seats[0].representative, conference=found, way="place", now=now)
    found = actions.plan_conference(actor=holds, dialogue=found.dialogue, plan=a_plan(now), now=now)
    assert (found.state, found.called_off_reason) == ("draft", "")
    found = actions.open_seats(actor=holds, conference=found, now=now)
    assert actions.take_seat(representative=seats[0].representative, conference=found, way="place", now=now).state == "taken"  # fmt: skip


def test_in_a_locked_or_ended_dialogue_everything_is_refused_with_why(place: Organisation) -> None:
    found, holds, now = a_conference(place), a_buyer(place), timezone.now()
    seat = a_seat(found)
    by, text = seat.representative, {"text": "Hva?", "language": "nb"}
    theirs = [
        lambda: actions.take_seat(representative=by, conference=found, way="digital", now=now),
        lambda: actions.leave_seat(representative=by, conference=found, now=now),
        lambda: actions.ask(conference=found, supplier=by.supplier, now=now, **text),
    ]
    end_dialogue(actor=holds, dialogue=found.dialogue, now=now)
    for act in theirs:
        with pytest.raises(Refused, match="The dialogue has ended"):
            act()
    lock_dialogue(actor=holds, dialogue=found.dialogue, reason="Kunngjort i dag", now=now)
    slot, part = Slotted(found.begins, 30, "Ny"), found.sessions.get()
    ours = [
        lambda: actions.plan_conference(actor=holds, dialogue=found.dialogue, plan=a_plan(now), now=now),
        lambda: actions.write_session(actor=holds, conference=found, slotted=slot, now=now),
        lambda: actions.remove_session(actor=holds, session=part, now=now),
        lambda: actions.call_off_conference(actor=holds, conference=found, reason="x", now=now),
        lambda: actions.mark_attendance(actor=holds, conference=found, came={}, now=now),
        lambda: actions.hold_conference(actor=holds, conference=found, now=now),
        lambda: actions.publish_material(actor=holds, conference=found, kind="slide", given=Given("x", "y"), now=now),
        lambda: actions.ask(actor=holds, conference=found, supplier=by.supplier, now=now, **text),
    ]
    for act in [*theirs, *ours]:
        with pytest.raises(Refused, match="locked since the competition is announced: Kunngjort i dag"):
            act()
    assert tomorrow(found.begins - HOUR) == run_out(found.begins) == []
    actions.move_on(actor=HOST, conference=found, now=now + timedelta(days=9))
    assert actions.remind(actor=HOST, conference=found, now=found.begins - HOUR) == 0
    assert again(seat).state == "taken"


def test_those_with_a_seat_are_reminded_once_the_day_before(place: Organisation) -> None:
    found = a_conference(place)
    digital = a_seat(found, way="digital")
    a_seat(found), a_seat(found), a_seat(found)
    assert tomorrow(found.begins - 25 * HOUR) == []
    before = found.begins - 23 * HOUR
    assert tomorrow(before) == [found]
    jobs.remind(int(before.timestamp()))
    assert len(letters("reminder")) == 3
    assert actions.remind(actor=HOST, conference=found, now=before) == 0
    assert tomorrow(before) == []
    letter = Letter.objects.get(kind="conferences.reminder", to_address=digital.representative.email)
    assert LINK in letter.body
    assert sum(LINK in one.body for one in Letter.objects.filter(kind="conferences.reminder")) == 1


def test_the_calendar_tells_where_one_comes_to_and_holds_no_key(place: Organisation) -> None:
    found, now = a_conference(place), timezone.now()
    by, key = a_person(found)
    digital = actions.take_seat(representative=by, conference=found, way="digital", now=now)
    for seat, there, gone in ((None, b"R\xc3\xa5dhuset", LINK.encode()), (digital, LINK.encode(), key.encode())):
        made = feeds.calendar(found, now, seat).replace(b"\r\n ", b"")
        assert there in made
        assert gone not in made
        assert b"DTEND" in made


@pytest.mark.parametrize("state", ConferenceState.values)
def test_what_may_be_done_in_which_state(place: Organisation, state: str) -> None:
    found, holds, now = a_conference(place), a_buyer(place), timezone.now()
    by, _key = a_person(found)
    found.state = state
    may = {
        "plan": rules.may_plan(holds, found.dialogue, found), "open": rules.may_open(holds, found, 1, now), "hold": rules.may_hold(holds, found, found.begins),
        "publish": rules.may_publish(holds, found), "take": rules.may_take(by.supplier, found, None, 0, now), "ask": rules.may_ask(by.supplier, found, now),
    }  # fmt: skip
    expected = {
        "draft": {"plan", "open"}, "open": {"plan", "hold", "publish", "take", "ask"}, "held": {"publish"}, "called_off": {"plan"},
    }  # fmt: skip
    assert {verb for verb, verdict in may.items() if verdict} == expected[state]
    late = rules.may_take(by.supplier, found, None, 0, found.seats_until)
    assert not late
    assert not rules.may_plan(an_actor(place, "driver"), found.dialogue, found)


def test_the_parts_of_a_programme_stand_in_order(place: Organisation) -> None:
    found, holds, now = a_conference(place), a_buyer(place), timezone.now()
    for minutes in (120, 60):
        slot = Slotted(found.begins + timedelta(minutes=minutes), 30, f"Etter {minutes}")
        actions.write_session(actor=holds, conference=found, slotted=slot, now=now)
    parts = list(found.sessions.all())
    assert all(one.begins <= after.begins for one, after in pairwise(parts))
    assert len(parts) == 3

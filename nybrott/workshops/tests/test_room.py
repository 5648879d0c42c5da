"""Under way: what is private stays private, what is sent twice is once, and ten phones lose nothing."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.workshops import actions, queries, rules
from nybrott.workshops.models import Note, Seat, Step, Vote, Workshop
from nybrott.workshops.tests.factories import a_group, a_note, a_phone, a_workshop, shared, under_way


def come(client: Client, one: Workshop, name: str = "Anne") -> Client:
    answer = client.post(reverse("workshops:come_in", args=[one.code]), {"name": name, "side": "user"})
    assert answer.status_code == 302
    return client


def send(client: Client, one: Workshop, text: str, key: str, **more: str) -> int:
    data = {"text": text, "sent_key": key, "step": str(one.steps.get(kind="write").pk)}
    return client.post(reverse("workshops:note", args=[one.code]), data, **more).status_code  # type: ignore[arg-type]


@pytest.mark.django_db
def test_what_is_not_shared_is_seen_by_its_writer_alone_on_every_page() -> None:
    place = an_organisation()
    user = a_member(place, "lead")
    one = under_way(place, at=1)
    anne, per, lead = come(Client(), one), come(Client(), one, "Per"), Client()
    lead.force_login(user)
    assert send(anne, one, "Hemmelig til den deles", "k1") == 302
    room = reverse("workshops:room", args=[one.code])
    seen = {
        "anne": anne.get(room), "per": per.get(room), "lead": lead.get(reverse("workshops:lead", args=[one.pk])),
        "wall": lead.get(reverse("workshops:wall", args=[one.pk])), "output": lead.get(reverse("workshops:output", args=[one.pk])),
        "md": lead.get(reverse("workshops:minutes", args=[one.pk, "md"])),
    }  # fmt: skip
    assert {name for name, page in seen.items() if "Hemmelig til" in page.content.decode()} == {"anne"}
    assert "1 notat" in seen["lead"].content.decode()
    said = json.dumps([entry.private for entry in Entry.objects.filter(thing_kind="workshops.workshop")])
    assert "Hemmelig" not in said
    assert "Anne" not in said
    lead.post(reverse("workshops:share", args=[one.steps.get(kind="write").pk]))
    pages = [
        per.get(room),
        lead.get(reverse("workshops:wall", args=[one.pk])),
        lead.get(reverse("workshops:output", args=[one.pk])),
    ]
    assert all("Hemmelig til" in page.content.decode() for page in pages)
    assert "Anne" not in per.get(room).content.decode()


@pytest.mark.django_db
def test_the_same_note_from_two_tabs_or_after_a_lost_connection_is_one() -> None:
    one = under_way(an_organisation(), at=1)
    anne = come(Client(), one)
    for _n in range(3):
        assert send(anne, one, "Det samme", "k1") == 302
    assert send(anne, one, "Det samme", "k1", HTTP_ACCEPT="application/json") == 200
    assert Note.objects.filter(workshop=one).count() == 1
    per = come(Client(), one, "Per")
    assert send(per, one, "Lånt nøkkel", "k1") == 403  # another's key gives nothing away
    assert Note.objects.get(workshop=one).text == "Det samme"


@pytest.mark.django_db(transaction=True)
def test_ten_phones_two_tabs_each_that_send_everything_twice_lose_nothing_and_double_nothing() -> None:
    one = under_way(an_organisation(), at=1)
    seats = [a_phone(one) for _n in range(10)]
    step = Step.objects.select_related("workshop__step").get(workshop=one, kind="write")
    sent = [(seat, f"{seat.pk} sier {n}", f"{seat.pk}-{n}") for seat in seats for n in range(5)] * 2

    def press(what: tuple[Seat, str, str]) -> None:
        try:
            actions.write_note(seat=what[0], step=step, text=what[1], sent_key=what[2], now=timezone.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(press, sent))
    kept = Counter(Note.objects.filter(workshop=one).values_list("text", flat=True))
    assert kept == Counter({text for _seat, text, _key in sent})


@pytest.mark.django_db
def test_a_note_on_its_way_when_the_next_step_began_is_let_in_and_one_for_a_later_step_is_not() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    one = under_way(place, lead=lead, at=2)
    seat = a_phone(one)
    assert a_note(seat, "Litt sen").pk
    actions.go_to(actor=lead, step=one.steps.all()[0], now=timezone.now())
    with pytest.raises(Refused, match="ikke begynt"):
        a_note(seat)
    actions.end(actor=lead, workshop=one, now=timezone.now())
    with pytest.raises(Refused, match="over"):
        a_note(seat)
    assert seat.notes.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "   ", "x" * 1_001, "x" * 100_000])
def test_a_note_of_nothing_or_of_a_hundred_thousand_signs_is_answered_and_not_kept(text: str) -> None:
    one = under_way(an_organisation(), at=1)
    anne = come(Client(), one)
    assert send(anne, one, text, "k1") == 422
    assert not Note.objects.filter(workshop=one).exists()


@pytest.mark.django_db
def test_emoji_right_to_left_and_script_are_kept_and_shown_as_they_are() -> None:
    place = an_organisation()
    lead, one = an_actor(place, "lead"), under_way(place, at=1)
    anne = come(Client(), one)
    said = ["👵🏽 om natten", "مرحبا بالعالم", "<script>alert(1)</script>"]
    for number, text in enumerate(said):
        assert send(anne, one, text, f"k{number}") == 302
    shared(one, lead)
    page = anne.get(reverse("workshops:room", args=[one.code])).content.decode()
    assert said[0] in page
    assert said[1] in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.django_db
def test_a_hundred_notes_are_as_many_as_one_may_write() -> None:
    one = under_way(an_organisation(), at=1)
    seat = a_phone(one)
    step = one.steps.get(kind="write")
    now = timezone.now()
    Note.objects.bulk_create(
        Note(workshop=one, step=step, seat=seat, text="x", sent_key=f"b{n}", written_at=now)
        for n in range(rules.MOST_NOTES)
    )
    with pytest.raises(Refused, match="100"):
        a_note(seat)


@pytest.mark.django_db
def test_one_changes_and_takes_back_ones_own_note_until_it_is_shared() -> None:
    place = an_organisation()
    lead, one = an_actor(place, "lead"), under_way(place, at=1)
    anne, per = come(Client(), one), come(Client(), one, "Per")
    send(anne, one, "Først", "k1")
    note = Note.objects.get(workshop=one)
    change = reverse("workshops:note_change", args=[one.code, note.pk])
    assert per.get(change).status_code == 404
    assert anne.post(change, {"text": "Så", "sent_key": "k1"}).status_code == 302
    note.refresh_from_db()
    assert note.text == "Så"
    shared(one, lead)
    assert anne.post(change, {"text": "For sent", "sent_key": "k1"}).status_code == 403
    assert anne.post(change, {"take_back": "1"}).status_code == 403


@pytest.mark.django_db
def test_who_leaves_takes_along_what_is_not_shared_and_leaves_the_rest_without_a_name() -> None:
    place = an_organisation()
    lead, one = an_actor(place, "lead"), under_way(place, at=1)
    actions.add_steps(actor=lead, workshop=one, plans=[actions.StepPlan("Skriv mer", "write")], now=timezone.now())
    seat = a_phone(one)
    first, second = one.steps.filter(kind="write")
    a_note(seat, "Delt", first)
    actions.share(actor=lead, step=first, now=timezone.now())
    actions.go_to(actor=lead, step=second, now=timezone.now())
    a_note(seat, "Ikke delt", Step.objects.select_related("workshop__step").get(pk=second.pk))
    actions.leave(seat=seat, now=timezone.now())
    assert list(Note.objects.filter(workshop=one).values_list("text", "seat")) == [("Delt", None)]


# --- votes ---


def at_the_vote(phones: int = 3) -> tuple[Workshop, list[Seat]]:
    place = an_organisation()
    lead = an_actor(place, "lead")
    one = under_way(place, lead=lead, at=1)
    seats = [a_phone(one) for _n in range(phones)]
    notes = [a_note(seats[0]) for _n in range(4)]
    shared(one, lead)
    a_group(one, lead, *notes[:2])
    actions.go_to(actor=lead, step=one.steps.get(kind="vote"), now=timezone.now())
    one.refresh_from_db()
    return one, seats


@pytest.mark.django_db
def test_votes_are_given_once_each_taken_back_and_shown_only_when_the_count_is() -> None:
    one, (anne, *_others) = at_the_vote()
    step, group = one.step, one.groups.get()
    assert step is not None
    loose = queries.untouched_notes(one)
    assert actions.vote(seat=anne, step=step, group=group, note=None) is True
    assert actions.vote(seat=anne, step=step, group=group, note=None) is False
    actions.vote(seat=anne, step=step, group=None, note=loose[0])
    with pytest.raises(Refused, match="alle stemmene"):
        actions.vote(seat=anne, step=step, group=None, note=loose[1])
    actions.take_vote_back(seat=anne, step=step, group=None, note=loose[0])
    actions.vote(seat=anne, step=step, group=None, note=loose[1])
    assert all(row.votes == 0 for row in queries.tallies(one))
    assert queries.phone(one, anne).votes_left == 0
    lead = an_actor(one.organisation, "lead")
    actions.share(actor=lead, step=step, now=timezone.now())
    step.refresh_from_db()
    with pytest.raises(Refused, match="over"):
        actions.vote(seat=anne, step=step, group=group, note=None)
    ranked = queries.tallies(one, ranked=True)
    assert [row.votes for row in ranked][:2] == [1, 1]
    assert ranked[0].group == group


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_give_the_last_vote_at_once_give_one() -> None:
    one, (anne, *_others) = at_the_vote()
    step = one.step
    assert step is not None
    loose = queries.untouched_notes(one)
    actions.vote(seat=anne, step=step, group=one.groups.get(), note=None)

    def press(note: Note) -> bool:
        try:
            return actions.vote(seat=anne, step=step, group=None, note=note)
        except Refused:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, loose)) == [False, True]
    assert Vote.objects.filter(step=step, seat=anne).count() == 2


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=25))
def test_the_count_is_what_counting_by_hand_gives(presses: list[tuple[int, int, bool]]) -> None:
    one, seats = at_the_vote()
    step = one.step
    assert step is not None
    things = [(row.group, row.note if not row.group else None) for row in queries.tallies(one)]
    by_hand: set[tuple[int, int]] = set()
    for who, what, back in presses:
        group, note = things[what]
        if back:
            actions.take_vote_back(seat=seats[who], step=step, group=group, note=note)
            by_hand.discard((who, what))
        elif (who, what) in by_hand or sum(1 for w, _t in by_hand if w == who) < step.votes_each:
            actions.vote(seat=seats[who], step=step, group=group, note=note)
            by_hand.add((who, what))
        else:
            with pytest.raises(Refused):
                actions.vote(seat=seats[who], step=step, group=group, note=note)
    Step.objects.filter(pk=step.pk).update(shared_at=timezone.now())
    assert [row.votes for row in queries.tallies(one)] == [sum(1 for _w, t in by_hand if t == n) for n in range(3)]


# --- the one who leads ---


@pytest.mark.django_db
def test_pressed_twice_it_begins_shares_goes_on_and_ends_once() -> None:
    place = an_organisation()
    lead, now = an_actor(place, "lead"), timezone.now()
    one = a_workshop(place, lead=lead)
    for _n in range(2):
        actions.start(actor=lead, workshop=one, now=now)
    second = one.steps.all()[1]
    for _n in range(2):
        actions.go_to(actor=lead, step=second, now=now)
        actions.share(actor=lead, step=second, now=now)
    for _n in range(2):
        actions.end(actor=lead, workshop=one, now=now)
    said = Counter(
        Entry.objects.filter(thing_kind="workshops.workshop", thing_ref=str(one.pk)).values_list("verb", flat=True)
    )
    assert {said[f"workshops.{verb}"] for verb in ("started", "went_to", "shared", "ended")} == {1}


@pytest.mark.django_db
def test_time_is_given_to_the_step_the_button_stood_beside_and_never_less_than_none() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    one, now = under_way(place, lead=lead), timezone.now()
    first, second = one.steps.all()[:2]
    actions.give_time(actor=lead, workshop=one, step=first, seconds=120, now=now)
    one.refresh_from_db()
    assert one.extra_seconds == 120
    actions.give_time(actor=lead, workshop=one, step=first, seconds=-100_000, now=now)
    one.refresh_from_db()
    assert one.extra_seconds == -300
    assert rules.is_late(one, one.step_began_at)
    actions.go_to(actor=lead, step=second, now=now)
    actions.give_time(actor=lead, workshop=one, step=first, seconds=120, now=now)  # an old page
    one.refresh_from_db()
    assert one.extra_seconds == 0


@pytest.mark.django_db
def test_every_phone_hears_of_a_change_and_only_the_one_who_leads_of_a_note() -> None:
    place = an_organisation()
    user = a_member(place, "lead")
    one = under_way(place, at=1)
    lead, anne = Client(), come(Client(), one)
    lead.force_login(user)

    def marks() -> tuple[str, str]:
        return (
            anne.get(reverse("workshops:phone_mark", args=[one.code])).json()["mark"],
            lead.get(reverse("workshops:lead_mark", args=[one.pk])).json()["mark"],
        )

    before = marks()
    send(anne, one, "Nytt", "k1")
    written = marks()
    assert written[0] == before[0]
    assert written[1] != before[1]
    lead.post(reverse("workshops:share", args=[one.steps.get(kind="write").pk]))
    assert marks()[0] != written[0]


@pytest.mark.django_db
def test_a_code_that_leads_nowhere_is_said_and_guessing_is_stopped_after_thirty() -> None:
    one, guest = under_way(an_organisation()), Client(REMOTE_ADDR="198.51.100.7")
    for _n in range(30):
        assert guest.get("/w/NOSUCH/").status_code == 404
    assert guest.get("/w/NOSUCH/").status_code == 429
    assert guest.post("/w/", {"code": " none here "}).status_code == 429
    assert guest.get(f"/w/{one.code.lower()}/").status_code == 200  # the right one still works


@pytest.mark.django_db
def test_without_a_seat_nothing_is_written_and_a_page_says_so() -> None:
    one = under_way(an_organisation(), at=1)
    guest = Client()
    assert send(guest, one, "Uten plass", "k1") == 403
    assert guest.post(reverse("workshops:vote", args=[one.code]), {"for": "note-1"}).status_code == 403
    assert not Note.objects.exists()

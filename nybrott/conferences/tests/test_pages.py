"""Pages of the conference in their states: a supplier's own without account, everyone's, and from inside."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nybrott.conferences import actions, queries
from nybrott.conferences.models import Conference
from nybrott.conferences.tests.factories import LINK, a_conference, a_person, a_seat, begun
from nybrott.dialogues.actions import lock_dialogue
from nybrott.dialogues.tests.factories import a_buyer, an_open_dialogue
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db
PLAN = {"form": "both", "place": "Rådhuset", "room": "20", "most": "2", "offer_hours": "24", "list_rule": "suppliers", "lines": "", "link": ""}  # fmt: skip


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def client() -> Client:
    """A browser that reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def inside(place: Organisation, client: Client) -> Client:
    client.force_login(a_member(place, "buyer"))
    return client


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(f"conferences:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, name: str, *args: object, said: object = None, status: int = 302) -> str:
    answer = client.post(reverse(f"conferences:{name}", args=args), said or {})
    assert answer.status_code == status
    return answer.content.decode()


def typed(days: int, hour: int) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%d}T{hour:02}:00"


def test_it_is_planned_opened_held_and_given_to_everyone_on_its_pages(place: Organisation, inside: Client) -> None:
    dialogue = an_open_dialogue(place)
    pk = dialogue.pk
    assert "No conference is planned" in page(inside, "conference", pk)
    times = {"begins": typed(9, 9), "ends": typed(9, 12), "seats_until": typed(8, 12)}
    assert "ends after it begins" in send(inside, "plan", pk, said=PLAN | times | {"ends": typed(9, 8)}, status=422)
    skipped = send(inside, "plan", pk, said=PLAN | times | {"begins": "2027-03-28T02:30"}, status=422)
    assert "may not exist" in skipped, "the clock never shows this time"
    send(inside, "plan", pk, said=PLAN | times)
    assert "Add the programme first" in page(inside, "conference", pk)
    part = {"title": "<script>alert(1)</script>", "begins": typed(9, 9), "minutes": "45", "by": "Anne Moe"}
    assert "outside the times of the conference" in send(
        inside, "new_session", pk, said=part | {"begins": typed(9, 13)}, status=422
    )
    send(inside, "new_session", pk, said=part)
    assert "&lt;script&gt;alert(1)" in page(inside, "conference", pk)
    assert inside.get(reverse("conferences:public", args=[dialogue.slug])).status_code == 404
    send(inside, "open", pk)
    fixed = page(inside, "plan", pk)
    assert 'name="room"' in fixed
    assert 'name="most"' not in fixed, "what suppliers came by stays"
    send(inside, "plan", pk, said=PLAN | times | {"room": "21", "most": "30"})
    assert (Conference.objects.get(dialogue=dialogue).room, Conference.objects.get(dialogue=dialogue).most) == (21, 2)
    found = Conference.objects.get(dialogue=dialogue)
    seat, late = a_seat(found), a_seat(found)
    assert seat.representative.name in page(inside, "conference", pk)
    assert inside.get(reverse("conferences:attendance", args=[pk])).status_code == 403
    assert seat.representative.name in inside.get(reverse("conferences:seats_file", args=[pk, "csv"])).content.decode()
    begun(found)
    ticks = {"shown": [seat.pk, late.pk], "came": [seat.pk]}
    send(inside, "attendance", pk, said=ticks)
    assert page(inside, "attendance", pk).count(" checked") == 1
    send(inside, "attendance", pk, said=ticks | {"hold": "yes"})
    shown = page(inside, "conference", pk)
    assert "Those who came have heard things that others have not" in shown
    assert "Did not come" in shown
    assert "Give the address of the recording." in send(inside, "material", pk, said={"kind": "recording", "title": "Opptak"}, status=422)  # fmt: skip
    bad = {"kind": "slide", "title": "Lysbilder", "file": SimpleUploadedFile("a.pdf", b"MZ\x00\x90\x00\xff not a pdf")}
    assert "file" in send(inside, "material", pk, said=bad, status=422)
    account = {"kind": "published", "title": "Referat", "text": "Dette ble sagt."}
    send(inside, "material", pk, said=account)
    everyone = page(Client(headers={"accept-language": "en"}), "public", dialogue.slug)
    assert "Dette ble sagt." in everyone
    assert seat.representative.name not in everyone


def test_a_supplier_takes_a_seat_changes_waits_and_gives_up_without_an_account(
    place: Organisation, client: Client
) -> None:
    found = a_conference(place, room=1)
    by, key = a_person(found)
    assert "You have no seat yet." in page(client, "mine", key)
    assert "Take a seat" in client.get(reverse("dialogues:mine", args=[key])).content.decode()
    assert "nb-field" in send(client, "seat", key, said={"way": "on the moon"}, status=422)
    send(client, "seat", key, said={"way": "place", "named": "on"})
    shown = page(client, "mine", key)
    assert "You have a seat." in shown
    assert by.name in shown
    assert LINK not in shown, "the digital room is for those with a digital seat"
    other, other_key = a_person(found)
    send(client, "seat", other_key, said={"way": "place"})
    assert "on the waiting list, as number 1: In the room" in page(client, "mine", other_key)
    send(client, "seat", key, said={"way": "digital"})
    assert LINK in page(client, "mine", key)
    assert "A seat is free for you until" in page(client, "mine", other_key)
    send(client, "seat", other_key, said={"way": "place"})
    send(client, "leave", key)
    assert "You have no seat yet." in page(client, "mine", key)
    seat = queries.seat_of(other, found)
    assert seat is not None
    assert seat.state == "taken"
    calendar = client.get(reverse("conferences:own_dates", args=[other_key]))
    assert calendar.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in client.get(reverse("conferences:mine", args=[key])).headers["Cache-Control"]


def test_a_question_is_asked_and_answered_and_a_name_in_the_answer_is_seen(place: Organisation, inside: Client) -> None:
    found = a_conference(place)
    by, key = a_person(found)
    outside = Client(headers={"accept-language": "en"})
    assert "nb-field" in send(outside, "ask", key, said={"text": " "}, status=422)
    send(outside, "ask", key, said={"text": "Hvem eier dataene?"})
    assert "Hvem eier dataene?" in page(outside, "mine", key)
    slug, pk = found.dialogue.slug, found.dialogue_id
    assert "1 question waits" in page(outside, "public", slug)
    assert "dataene" not in page(outside, "public", slug)
    one = found.asked.get()
    said = {"shown": "Hvem eier dataene?", "answer": f"{by.supplier.name} eier dem."}
    assert "It contains the name of the supplier" in send(inside, "question", pk, one.pk, said=said, status=422)
    send(inside, "question", pk, one.pk, said=said | {"answer": "Kommunen eier dem."})
    assert "Kommunen eier dem." in page(outside, "public", slug)
    assert "As everyone reads it" in page(inside, "question", pk, one.pk)
    send(inside, "note", pk, said={"supplier": by.supplier.pk, "text": "Når?"})
    assert found.asked.count() == 2


def test_links_that_are_not_known_and_drafts_open_nothing(place: Organisation, client: Client) -> None:
    found = a_conference(place, opened=False)
    _by, key = a_person(found)
    for name in ("mine", "own_dates"):
        assert "This link does not work" in page(client, name, "x" * 43, status=404)
        page(client, name, key, status=404)
    for name in ("seat", "leave", "ask"):
        send(client, name, "x" * 43, status=404)
        send(client, name, key, status=404)
    for name in ("public", "dates"):
        page(client, name, found.dialogue.slug, status=404)
    assert "Dialogue conference" not in client.get(reverse("dialogues:public", args=[found.dialogue.slug])).content.decode()  # fmt: skip


def test_called_off_and_locked_the_pages_say_why(place: Organisation, inside: Client) -> None:
    found = a_conference(place)
    seat = a_seat(found)
    by, key = a_person(found)
    pk, slug = found.dialogue_id, found.dialogue.slug
    send(inside, "call_off", pk, said={"reason": "Innlederen er syk"})
    for shown in (page(inside, "conference", pk), page(inside, "public", slug), page(inside, "mine", key)):
        assert "Innlederen er syk" in shown
    assert "Innlederen er syk" in inside.get(reverse("dialogues:public", args=[slug])).content.decode()
    lock_dialogue(actor=a_buyer(place), dialogue=found.dialogue, reason="Kunngjort i dag", now=timezone.now())
    assert "Kunngjort i dag" in page(inside, "mine", key)
    send(inside, "seat", key, said={"way": "place"})
    assert queries.seat_of(by, found) is None
    for name in ("plan", "new_session", "call_off", "material"):
        assert "Kunngjort i dag" in page(inside, name, pk, status=403)
    assert seat.pk


def test_the_list_asks_the_database_as_often_with_one_as_with_three(place: Organisation, inside: Client) -> None:
    found = a_conference(place, room=10)
    by, key = a_person(found)
    actions.take_seat(representative=by, conference=found, way="place", now=timezone.now())
    page(inside, "conference", found.dialogue_id)  # whoever comes first is looked up
    counts = []
    for _ in range(2):
        for name, arg in (("conference", found.dialogue_id), ("mine", key), ("public", found.dialogue.slug)):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                page(inside, name, arg)
            counts.append(len(asked))
        a_seat(found), a_seat(found)
    assert counts[:3] == counts[3:]


def test_the_day_stands_among_the_dates_everyone_reads(client: Client, place: Organisation) -> None:
    conference = a_conference(place)
    text = client.get(reverse("dialogues:public", args=[conference.dialogue.slug])).content.decode()
    assert "<dt>The conference</dt>" in text.split("<h2>Dates</h2>")[1]

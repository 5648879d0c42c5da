"""Pages of meetings in their states: a supplier's own without account, everyone's, and from inside."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nybrott.dialogues.tests.factories import a_buyer, a_representative, a_supplier, an_open_dialogue
from nybrott.meetings import actions
from nybrott.meetings.models import Application, Minutes, Round
from nybrott.meetings.tests.factories import (
    a_drawn_round,
    a_held_meeting,
    a_round,
    an_applicant,
    drawn,
    rules_from,
    the_slots,
)
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db


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
    answer = client.get(reverse(f"meetings:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def test_a_supplier_applies_books_changes_and_cancels_without_an_account(place: Organisation, client: Client) -> None:
    round_ = a_round(place)
    by, key = a_representative(a_supplier(round_.dialogue))
    one, two, three = the_slots(round_)
    assert "no meeting yet" in page(client, "mine", key)
    assert page(client, "apply", key).count("<select") == 4
    said = {"wants": "1", f"t{one.pk}": "1", f"t{two.pk}": "can", f"t{three.pk}": "cannot"}
    answer = client.post(reverse("meetings:apply", args=[key]), said | {f"t{two.pk}": "1"})
    assert answer.status_code == 422
    assert "Number them" in answer.content.decode()
    assert client.post(reverse("meetings:apply", args=[key]), said).status_code == 302
    found = Application.objects.get()
    assert (found.wishes, found.cannot) == ([one.pk], [three.pk])
    moved = timezone.now() - timedelta(days=4)
    Round.objects.filter(pk=round_.pk).update(apply_from=moved, apply_until=moved + timedelta(days=2), known_at=moved + timedelta(days=3))  # fmt: skip
    round_.refresh_from_db()
    drawn(round_)
    assert "Change to another time" in page(client, "mine", key)
    client.post(reverse("meetings:book", args=[key, two.pk]), {"instead_of": one.pk})
    assert [slot.supplier_id for slot in the_slots(round_)] == [None, by.supplier_id, None]
    assert "BEGIN:VEVENT" in page(client, "dates", key)
    client.post(reverse("meetings:cancel", args=[key, two.pk]))
    assert [slot.supplier_id for slot in the_slots(round_)] == [None, None, None]


def test_two_tabs_get_one_time_and_a_sentence(place: Organisation, client: Client) -> None:
    round_ = a_drawn_round(place)
    (_by, key), (_other, late) = an_applicant(round_, applies=False), an_applicant(round_, applies=False)
    one, two, _three = the_slots(round_)
    book = reverse("meetings:book", args=[key, one.pk])
    assert "The time is yours" in client.post(book, follow=True).content.decode()
    assert "already" in client.post(book, follow=True).content.decode()
    assert "as many meetings" in client.post(reverse("meetings:book", args=[key, two.pk]), follow=True).content.decode()
    said = client.post(reverse("meetings:book", args=[late, one.pk]), follow=True).content.decode()
    assert "Someone else has just taken" in said


def test_forged_links_open_nothing(place: Organisation, client: Client) -> None:
    round_, other = a_drawn_round(place), a_drawn_round(an_organisation())
    _by, key = an_applicant(round_, applies=False)
    assert "not known" in page(client, "mine", "x" * 40, status=404)
    foreign = the_slots(other)[0]
    assert client.post(reverse("meetings:book", args=[key, foreign.pk])).status_code == 404
    assert client.post(reverse("meetings:book", args=[key[:-1], the_slots(round_)[0].pk])).status_code == 404
    answer = client.post(reverse("meetings:book", args=[key, the_slots(round_)[0].pk]), {"instead_of": "٣"})
    assert answer.status_code == 302
    assert client.post(reverse("meetings:own_minutes", args=[key, foreign.pk]), {"approve": "yes"}).status_code == 404
    assert key not in page(client, "public", round_.dialogue.slug)


def test_everyone_reads_rules_questions_draw_and_approved_minutes(place: Organisation, client: Client) -> None:
    slot, by, key, dialogue = a_held_meeting(place)
    record = Minutes(slot=slot, open="Sensorer virker.", reason="r", lasted=40, written_at=timezone.now(), sent_at=timezone.now())  # fmt: skip
    record.seal("Legeringen")
    record.save()
    Minutes.objects.update(written_at=Minutes.objects.get().sent_at)
    assert "Sensorer" not in page(client, "public", dialogue.slug)
    mine = page(client, "own_minutes", key, slot.pk)
    assert "Legeringen" in mine
    seen = Minutes.objects.get().sent_at
    assert seen
    client.post(reverse("meetings:own_minutes", args=[key, slot.pk]), {"approve": "yes", "seen": seen.isoformat()})
    shown = page(client, "public", dialogue.slug)
    assert "Sensorer virker." in shown
    assert "Legeringen" not in shown
    assert by.supplier.name not in shown
    assert "Hva koster det?" in shown
    assert client.get(reverse("meetings:draw_file", args=[dialogue.slug])).status_code == 200
    assert "One-to-one meetings" in client.get(reverse("dialogues:public", args=[dialogue.slug])).content.decode()


def test_what_is_not_published_is_not_there(place: Organisation, client: Client) -> None:
    round_ = a_round(place, published=False)
    _by, key = a_representative(a_supplier(round_.dialogue))
    page(client, "public", round_.dialogue.slug, status=404)
    page(client, "draw_file", round_.dialogue.slug, status=404)
    page(client, "mine", key, status=404)
    page(client, "draw_file", a_round(an_organisation()).dialogue.slug, status=404)


def test_from_inside_it_is_planned_published_closed_and_drawn(place: Organisation, inside: Client) -> None:
    dialogue = an_open_dialogue(place)
    assert "No meetings are planned" in page(inside, "meetings", dialogue.pk)
    now = timezone.now()
    said = {name: timezone.localtime(value).strftime("%Y-%m-%dT%H:%M") if name in ("apply_from", "apply_until", "known_at") else value for name, value in rules_from(now).items()}  # fmt: skip
    plan = reverse("meetings:plan", args=[dialogue.pk])
    assert inside.post(plan, said | {"known_at": said["apply_from"]}).status_code == 422
    assert inside.post(plan, said).status_code == 302
    assert inside.post(reverse("meetings:add", args=[dialogue.pk]), {}).status_code == 422
    day = (now + timedelta(days=9)).strftime("%Y-%m-%d")
    inside.post(reverse("meetings:add", args=[dialogue.pk]), {"first": f"{day}T09:00", "until": f"{day}T12:00"})
    assert len(the_slots(Round.objects.get())) == 3
    page(inside, "remove", dialogue.pk, the_slots(Round.objects.get())[0].pk)
    inside.post(reverse("meetings:publish", args=[dialogue.pk]))
    assert "0 suppliers have applied" in page(inside, "meetings", dialogue.pk)
    assert inside.post(reverse("meetings:close", args=[dialogue.pk])).status_code == 403
    moved = now - timedelta(days=2, hours=12)
    Round.objects.update(apply_from=moved, apply_until=moved + timedelta(days=2), known_at=moved + timedelta(days=3))
    an_applicant(Round.objects.get())
    assert inside.post(reverse("meetings:close", args=[dialogue.pk])).status_code == 302
    Round.objects.update(closed_at=moved + timedelta(days=2), known_at=now - timedelta(hours=1))
    assert inside.get(reverse("meetings:value", args=[dialogue.pk])).status_code == 403
    inside.force_login(a_member(place, "buyer"))
    value = reverse("meetings:value", args=[dialogue.pk])
    assert inside.post(value, {"value": "3", "again": "4"}).status_code == 422
    assert inside.post(value, {"value": "3", "again": "3"}).status_code == 302
    assert "By the lottery" in page(inside, "meetings", dialogue.pk)


def test_minutes_are_written_from_inside(place: Organisation, inside: Client) -> None:
    slot, _by, _key, dialogue = a_held_meeting(place)
    address = reverse("meetings:minutes", args=[dialogue.pk, slot.pk])
    assert "Hva virker?" in inside.get(address).content.decode()
    assert inside.post(address, {"open": "", "lasted": "45"}).status_code == 422
    inside.post(address, {"open": "Åpent", "lasted": "45", "secret": "Legeringen", "reason": "Kan etterlignes", "send": "yes"})  # fmt: skip
    assert Minutes.objects.get().sent_at
    shown = inside.get(address).content.decode()
    assert "Kan etterlignes" in shown
    assert "Legeringen" not in shown
    assert inside.post(reverse("meetings:secret", args=[dialogue.pk, slot.pk])).status_code == 403


def test_the_list_asks_the_database_as_often_for_three_as_for_one(place: Organisation, inside: Client) -> None:
    counts = []
    for times in (1, 3):
        round_ = a_drawn_round(place, times=times)
        for slot in the_slots(round_):
            actions.book_slot(representative=an_applicant(round_, applies=False)[0], slot=slot, now=timezone.now())
        page(inside, "meetings", round_.dialogue_id)
        with CaptureQueriesContext(connection) as asked:
            page(inside, "meetings", round_.dialogue_id)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_times_are_taken_along_without_what_was_said(place: Organisation, inside: Client) -> None:
    slot, by, _key, dialogue = a_held_meeting(place)
    type(by.supplier).objects.filter(pk=by.supplier_id).update(name="=cmd() <script>")
    actions.write_minutes(actor=a_buyer(place), slot=slot, open_part="Åpent", secret="Legeringen", reason="r", lasted=41, send=True, now=timezone.now())  # fmt: skip
    for kind in ("csv", "xlsx", "json"):
        answer = inside.get(reverse("meetings:file", args=[dialogue.pk, kind]))
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
    rows = inside.get(reverse("meetings:file", args=[dialogue.pk, "json"])).json()["rows"]
    assert [(one["supplier"], one["lasted"], one["minutes"]) for one in rows] == [
        ("=cmd() <script>", 41, "Minutes sent")
    ]
    said = inside.get(reverse("meetings:file", args=[dialogue.pk, "csv"])).content.decode()
    assert "'=cmd()" in said
    assert "Legeringen" not in said
    assert "Åpent" not in said
    page(inside, "file", dialogue.pk, "pdf", status=404)
    inside.force_login(a_member(an_organisation(), "buyer"))
    page(inside, "file", dialogue.pk, "csv", status=404)


def test_long_lists_of_times_have_pages(place: Organisation, client: Client) -> None:
    round_ = a_drawn_round(place, times=45)
    _by, key = an_applicant(round_, applies=False)
    first = page(client, "public", round_.dialogue.slug)
    assert "Times 1 to 40 of 45." in first
    assert "Times 41 to 45 of 45." in client.get(reverse("meetings:public", args=[round_.dialogue.slug]), {"times": "2"}).content.decode()  # fmt: skip
    shown = [client.get(reverse("meetings:mine", args=[key]), {"page": n}).content.decode().count("/book/") for n in (1, 2, 3)]  # fmt: skip
    assert shown == [20, 20, 5]


def test_guests_who_may_be_suppliers_see_nothing_of_others_meetings(place: Organisation, inside: Client) -> None:
    slot, _by, _key, dialogue = a_held_meeting(place)
    actions.write_minutes(actor=a_buyer(place), slot=slot, open_part="Utkast", secret="", reason="", lasted=41, send=False, now=timezone.now())  # fmt: skip
    inside.force_login(a_member(place, "supplier"))
    page(inside, "meetings", dialogue.pk, status=403)
    page(inside, "minutes", dialogue.pk, slot.pk, status=403)
    page(inside, "file", dialogue.pk, "csv", status=403)

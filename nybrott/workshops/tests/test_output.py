"""What came out lands on the challenge once, with where it is from; the minutes are reopened and read."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.hearings.models import Evidence
from nybrott.insights.rules import may_verify
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.workshops import actions
from nybrott.workshops.feeds import minutes_file
from nybrott.workshops.models import Group, Landing, Note, Workshop
from nybrott.workshops.tests.factories import a_group, a_note, a_phone, shared, under_way

pytestmark = pytest.mark.django_db
DAY = timezone.localdate()


def with_output() -> tuple[Workshop, Group, list[Note]]:
    place = an_organisation()
    lead = an_actor(place, "lead")
    one = under_way(place, lead=lead, at=1)
    anne, per = a_phone(one, "Anne", "user"), a_phone(one, "Per", "employee")
    notes = [
        a_note(anne, "Hun tør ikke gå på badet"),
        a_note(per, "Vi rekker ikke rundt"),
        a_note(anne, "Gangen er mørk"),
    ]
    shared(one, lead)
    group = a_group(one, lead, *notes[:2], title="Natten er utrygg")
    one.refresh_from_db()
    return one, group, notes


def test_a_note_lands_once_and_says_whose_it_is_by_pseudonym() -> None:
    one, _group, notes = with_output()
    lead, now = an_actor(one.organisation, "lead"), timezone.now()
    for _n in range(2):
        actions.land_notes(actor=lead, workshop=one, notes=notes, keep_until=DAY, now=now)
    found = list(Evidence.objects.filter(challenge=one.challenge_id).select_related("informant").order_by("pk"))
    assert [piece.title for piece in found] == [note.text for note in notes]
    assert {piece.informant.side for piece in found if piece.informant} == {"user", "employee"}
    pseudonyms = [piece.informant.pseudonym for piece in found if piece.informant]
    assert pseudonyms[0] == pseudonyms[2] != pseudonyms[1]  # the same person in every piece
    assert not any(
        "Anne" in str(value) or "Per" in str(value) for piece in found for value in (piece.source, *pseudonyms)
    )
    assert all(one.title in piece.source for piece in found)


def test_a_piece_that_was_removed_from_the_challenge_may_land_anew() -> None:
    one, _group, notes = with_output()
    lead, now = an_actor(one.organisation, "lead"), timezone.now()
    (piece,) = actions.land_notes(actor=lead, workshop=one, notes=notes[:1], keep_until=DAY, now=now)
    piece.delete()
    actions.land_notes(actor=lead, workshop=one, notes=notes[:1], keep_until=DAY, now=now)
    assert Evidence.objects.filter(challenge=one.challenge_id).count() == 1
    assert Landing.objects.count() == 1


def test_a_group_becomes_one_insight_that_rests_on_its_notes() -> None:
    one, group, notes = with_output()
    lead, now = an_actor(one.organisation, "lead"), timezone.now()
    first = actions.land_group(actor=lead, group=group, keep_until=DAY, now=now)
    again = actions.land_group(actor=lead, group=group, keep_until=DAY, now=now)
    assert first.pk == again.pk
    assert first.text == "Natten er utrygg"
    assert sorted(first.evidence.values_list("title", flat=True)) == sorted(note.text for note in notes[:2])


def test_one_workshop_alone_verifies_no_need() -> None:
    from nybrott.insights.actions import NeedParts, write_need

    one, group, _notes = with_output()
    lead, now = an_actor(one.organisation, "lead"), timezone.now()
    insight = actions.land_group(actor=lead, group=group, keep_until=DAY, now=now)
    parts = NeedParts(who="Eldre hjemme", need="å komme trygt til badet")
    need, _new = write_need(actor=lead, challenge=one.challenge, parts=parts, evidence=[], insights=[insight], now=now)
    assert not may_verify(lead, need)


def test_what_is_not_shared_or_another_workshops_cannot_land() -> None:
    one, _group, _notes = with_output()
    lead, now = an_actor(one.organisation, "lead"), timezone.now()
    other = under_way(one.organisation, lead=lead, at=1)
    hidden = a_note(a_phone(other), "Bare min")
    for workshop in (one, other):
        with pytest.raises(ValueError, match="not shared"):
            actions.land_notes(actor=lead, workshop=workshop, notes=[hidden], keep_until=DAY, now=now)
    with pytest.raises(Refused):
        actions.land_notes(
            actor=an_actor(one.organisation, "observer"), workshop=one, notes=[], keep_until=DAY, now=now
        )


def test_the_page_lands_what_is_ticked_and_marks_it(client: Client) -> None:
    one, group, notes = with_output()
    client.force_login(a_member(one.organisation, "lead"))
    here = reverse("workshops:output", args=[one.pk])
    assert client.post(here, {}).status_code == 302
    assert not Landing.objects.exists()
    client.post(here, {"notes": [notes[2].pk, "9" * 30, "x"]})
    client.post(here, {"group": group.pk})
    page = client.get(here).content.decode()
    assert Landing.objects.count() == 4
    assert page.count("Bevis") >= 3
    assert "En innsikt på utfordringen" in page


@pytest.mark.parametrize(
    ("language", "heading"), [("nb", "Hva som kom ut av det"), ("nn", "Kva som kom ut av det"), ("en", "What came out")]
)
def test_the_minutes_are_read_back_in_each_language_and_hold_no_names(language: str, heading: str) -> None:
    from docx import Document

    one, _group, notes = with_output()
    word = Document(io.BytesIO(minutes_file(one, "docx", language).content))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert heading in text
    assert "Natten er utrygg" in text
    assert all(note.text in text for note in notes)
    assert "Anne" not in text
    pdf = minutes_file(one, "pdf", language).content
    assert (pdf.startswith(b"%PDF") and f"({language}".encode() in pdf) or b"/Lang" in pdf
    assert heading in minutes_file(one, "md", language).content.decode()


def test_pages_ask_the_same_however_many_notes_there_are(client: Client) -> None:
    one, _group, _notes = with_output()
    client.force_login(a_member(one.organisation, "lead"))
    lead = an_actor(one.organisation, "lead")
    asked = {}
    for more in (0, 9):
        for number in range(more):
            a_group(one, lead, a_note(a_phone(one)), title=f"Gruppe {number}")
        for name in ("output", "lead", "wall", "people", "workshop"):
            client.get(reverse(f"workshops:{name}", args=[one.pk]))
            with CaptureQueriesContext(
                connection,
            ) as taken:
                assert client.get(reverse(f"workshops:{name}", args=[one.pk])).status_code == 200
            asked.setdefault(name, []).append(len(taken))
    assert all(first == last for first, last in asked.values()), asked


def test_empty_pages_teach(client: Client) -> None:
    place = an_organisation()
    client.force_login(a_member(place, "lead"))
    assert "Ingen verksteder er planlagt" in client.get(reverse("workshops:workshops")).content.decode()
    assert "Ingen verksteder er holdt" in client.get(reverse("workshops:workshops") + "?when=past").content.decode()
    one = under_way(place)
    assert "Ingenting er delt ennå" in client.get(reverse("workshops:output", args=[one.pk])).content.decode()
    assert "Ingen er spurt ennå" in client.get(reverse("workshops:people", args=[one.pk])).content.decode()
    assert (
        "Ingen verksteder på denne utfordringen"
        not in client.get(reverse("workshops:of_challenge", args=[one.challenge_id])).content.decode()
    )

"""The annex for the tender documents: all that was open, nothing that was secret, in three languages, as Word and as PDF."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document as Word
from pypdf import PdfReader

from nybrott.conferences.actions import answer, ask, hold_conference, mark_attendance
from nybrott.conferences.tests.factories import a_conference, a_seat, begun
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_buyer, a_dialogue, a_post, a_supplier
from nybrott.disclosures.actions import show_item
from nybrott.disclosures.tests.factories import a_contact, a_question, an_answer, an_item
from nybrott.ledgers import queries
from nybrott.meetings.actions import answer_minutes, write_minutes
from nybrott.meetings.tests.factories import a_held_meeting
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_user, an_organisation
from nybrott.submissions.actions import publish_input
from nybrott.submissions.queries import Told
from nybrott.submissions.tests.factories import an_input, opened
from nybrott.ui.documents import Heading, Items

pytestmark = pytest.mark.django_db
SECRETS = ("LEGERING-7", "PRIS-KANARI", "HØRT-KANARI", "Ukjent Firma AS")
"""What must never stand in it: a trade secret, confidential minutes, what we heard in a contact, and with whom it was."""


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def dialogue(place: Organisation) -> Dialogue:
    """One in which everything there is has happened: information, an answer, a contact, a meeting, written input."""
    buyer = a_buyer(place)
    slot, by, _key, made = a_held_meeting(place)
    show_item(actor=buyer, item=an_item(made, title="Antall plasser", text="Vi har 40 plasser."), now=timezone.now())
    an_answer(a_question(by.supplier))
    a_contact(place, made, who="Ukjent Firma AS", given="Vi starter i april.", received="HØRT-KANARI")
    minutes = write_minutes(
        actor=buyer, slot=slot, open_part="De viste en sensor i gulvet.", secret="PRIS-KANARI", reason="Pris.", lasted=45, send=True,
        now=timezone.now(),
    )  # fmt: skip
    assert minutes.sent_at is not None
    answer_minutes(representative=by, slot=slot, seen_at=minutes.sent_at, remark="", now=timezone.now())
    an_input(by, told=Told("Åpent svar om gulvet.", "LEGERING-7", "En konkurrent kan etterligne den."))
    opened(made, buyer)
    publish_input(actor=buyer, dialogue=made, now=timezone.now() + (made.input_until - timezone.now()) * 2)  # type: ignore[operator]
    a_supplier(made, "Stille AS")
    post = a_post(made, a_member(place, "buyer", user=a_user(name="Oddvar Eide")), "watches")
    post.conflict, post.conflict_text, post.measure = (
        True,
        "Eier aksjer i en leverandør.",
        "Oddvar er ikke med i møter med stille AS.",
    )
    post.save()
    return Dialogue.objects.get(pk=made.pk)


def words_of(dialogue: Dialogue, language: str = "nb") -> str:
    made = queries.annex(dialogue, language, timezone.now(), "https://fjordvik.example/d/")
    return "\n".join("\n".join(block.lines) if isinstance(block, Items) else block.text for block in made.blocks)


def test_it_holds_all_that_was_open_and_nothing_that_was_secret(dialogue: Dialogue) -> None:
    text = words_of(dialogue)
    for open_words in (
        "Vi har 40 plasser.", "Gjelder det også omsorgsboliger?", "Ja, de 40 omsorgsboligene er med.", "De viste en sensor i gulvet.",
        "Åpent svar om gulvet.", "er ikke delt ennå", "erklærte ingen interessekonflikt", "Leverandør 2 kom", "45 minutter i møter",
    ):  # fmt: skip
        assert open_words in text, open_words
    for secret in SECRETS:
        assert secret not in text, secret
    assert "stille as" not in text.casefold(), "who said nothing openly is a number"
    assert "denne personen er ikke med i møter med Leverandør 3." in text
    assert dialogue.entries.order_by("-place")[0].seal in text


def test_who_asked_a_question_stands_in_it_by_no_number(dialogue: Dialogue) -> None:
    """The number of a supplier whose open minutes stand under its name is no secret, so a number would tell who asked."""
    lines = words_of(dialogue).splitlines()
    assert [line.split(", ", 1)[1] for line in lines if line.endswith(": Spørsmål 1")] == [
        "en leverandør → oss: Spørsmål: Spørsmål 1"
    ]


def test_the_conference_stands_in_it_without_who_came(place: Organisation) -> None:
    buyer, now = a_buyer(place), timezone.now()
    conference = a_conference(place, actor=buyer)
    seat = a_seat(conference)
    asked = ask(conference=conference, supplier=seat.representative.supplier, text="Kan vi få se et rom?", language="nb", now=now)  # fmt: skip
    begun(conference)
    mark_attendance(actor=buyer, conference=conference, came={seat.pk: True}, now=timezone.now())
    hold_conference(actor=buyer, conference=conference, now=timezone.now() + timedelta(hours=3))
    answer(actor=buyer, asked=asked, shown="Kan leverandørene få se et rom?", text="Ja, i uke 50.", now=timezone.now())
    text = words_of(conference.dialogue)
    for said in (
        "Hva vi trenger",
        "1 leverandør var der.",
        "Spørsmål som ble stilt der, med svarene over: 1",
        "Ja, i uke 50.",
    ):
        assert said in text, said
    for hidden in (seat.representative.name, seat.representative.supplier.name, "https://video.example/rom"):
        assert hidden not in text, hidden


def test_every_chapter_stands_in_it_and_an_empty_one_says_so(place: Organisation, dialogue: Dialogue) -> None:
    chapters = [block.text for block in queries.annex(dialogue, "nn", timezone.now(), "x").blocks if isinstance(block, Heading) and block.level == 1]  # fmt: skip
    assert len(chapters) == 13
    assert chapters[0] == "Kva dette vedlegget er"
    draft = a_dialogue(place, title="Tom")
    assert words_of(draft).count("Det er ingenting av dette.") >= 6


@pytest.mark.parametrize(
    ("language", "heading"), [("nb", "Likebehandling"), ("nn", "Likehandsaming"), ("en", "Equal treatment")]
)
def test_it_is_taken_along_as_word_and_pdf(client: Client, dialogue: Dialogue, language: str, heading: str) -> None:
    client.force_login(a_member(dialogue.organisation, "buyer"))
    page = client.get(f"/dialogues/ours/{dialogue.pk}/annex/").content.decode()
    address = f"/dialogues/ours/{dialogue.pk}/annex/{language}"
    assert f"{address}.docx" in page
    word = Word(BytesIO(client.get(f"{address}.docx").content))
    headings = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]  # type: ignore[union-attr]
    assert heading in headings
    assert word.core_properties.language.startswith(language)
    pdf = PdfReader(BytesIO(client.get(f"{address}.pdf").content))
    text = "\n".join(one.extract_text() for one in pdf.pages)
    assert heading in text
    assert "De viste en sensor i gulvet." in text
    assert str(pdf.trailer["/Root"]["/Lang"]).startswith(language)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert not [one for one in SECRETS if one in text or one in "\n".join(part.text for part in word.paragraphs)]


def test_before_the_announcement_there_is_no_file(client: Client, place: Organisation) -> None:
    draft = a_dialogue(place)
    client.force_login(a_member(place, "buyer"))
    assert "så snart dialogen er kunngjort" in client.get(f"/dialogues/ours/{draft.pk}/annex/").content.decode()
    assert client.get(f"/dialogues/ours/{draft.pk}/annex/nb.docx").status_code == 404
    assert client.get(f"/dialogues/ours/{draft.pk}/annex/nb.exe").status_code == 404
    assert client.get(f"/dialogues/ours/{draft.pk}/annex/de.pdf").status_code == 404

"""The text for the official notice says that it is a dialogue; the brief stays as it was given, and its digest stands in the ledger."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from docx import Document as Word
from icalendar import Calendar
from pypdf import PdfReader

from nybrott.core.actor import Actor
from nybrott.core.ledger import export, verify
from nybrott.core.verdict import Refused
from nybrott.dialogues import actions as dialogues
from nybrott.dialogues import queries as ledger
from nybrott.dialogues.models import Dialogue, MarketQuestion
from nybrott.dialogues.tests.factories import a_buyer, a_dialogue, a_representative, a_supplier, an_open_dialogue
from nybrott.invitations import actions, queries, rules
from nybrott.invitations.tests.factories import a_brief
from nybrott.journal.models import Letter
from nybrott.notices.models import IndexedNotice, NoticeIndex
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db
ADDRESS = "https://nybrott.example/dialogues/tryggere-natt-hjemme/"
ENGLISH = {
    "title_en": "Safer nights at home", "why_en": "Old people fall on their way to the bathroom.", "wanted_en": "Tell us what works.",
}  # fmt: skip
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def buyer(place: Organisation, client: Client) -> Actor:
    user = a_member(place, "buyer")
    client.force_login(user)
    return actor_of(user, place)


@pytest.fixture
def dialogue(place: Organisation, buyer: Actor) -> Dialogue:
    made = an_open_dialogue(
        place,
        actor=buyer,
        cpv=("33196000", "35121000"),
        contact="Innkjøp",
        contact_email="innkjop@kommune.example",
        **ENGLISH,
    )
    MarketQuestion.objects.create(dialogue=made, place=1, text="Hva virker om natten?", text_en="What works at night?")
    return made  # fmt: skip


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_title_says_that_it_is_a_dialogue_in_three_languages(dialogue: Dialogue) -> None:
    said = queries.notice_text(dialogue, "nb", ADDRESS)
    assert said.title == "Markedsdialog: Tryggere natt hjemme"
    assert "ingen konkurranse" in said.description
    assert "Eldre faller på vei til badet om natten." in said.description
    assert "Det finnes ingen godkjent behovsbeskrivelse ennå: Beskrivelsen er under arbeid." in said.description
    assert ". Hva virker om natten?" in said.description
    assert f"Slik deltar dere\nAlt om dialogen, og hvordan dere melder dere på, står her: {ADDRESS}" in said.more
    assert "innkjop@kommune.example" in said.more
    assert said.cpv == ("33196000", "35121000")
    assert not said.too_long
    english = queries.notice_text(dialogue, "en", ADDRESS)
    assert english.title == "Market dialogue: Safer nights at home"
    assert ". What works at night?" in english.description
    assert "Eldre" not in english.description
    dialogue.language = "nn"
    assert queries.notice_text(dialogue, "nn", ADDRESS).title.startswith("Marknadsdialog: ")


def test_what_is_not_in_english_is_told_and_stands_in_the_own_language(place: Organisation) -> None:
    bare = a_dialogue(place)
    MarketQuestion.objects.create(dialogue=bare, place=1, text="Hva virker?")
    with override("en"):
        assert queries.missing_english(bare) == ["the title", "why we ask the market", "what we want from you", "the questions to the market"]  # fmt: skip
    assert queries.notice_text(bare, "en", ADDRESS).title == "Market dialogue: Tryggere natt hjemme"
    long = a_dialogue(place, why="x" * 5_000, wanted="y" * 2_000)
    assert queries.notice_text(long, "nb", ADDRESS).too_long


def test_the_notice_as_a_document_is_reopened(client: Client, dialogue: Dialogue) -> None:
    address = f"/dialogues/ours/{dialogue.pk}/invitation/notice-nb"
    made = client.get(f"{address}.docx")
    word = Word(BytesIO(made.content))
    assert word.core_properties.title == "Markedsdialog: Tryggere natt hjemme"
    assert [one.text for one in word.paragraphs if one.style.name == "Heading 1"] == ["Tittel", "Kort beskrivelse", "Tilleggsopplysninger", "CPV-koder"]  # fmt: skip
    plain = client.get(f"{address}.txt").content.decode()
    assert plain.startswith("Markedsdialog: Tryggere natt hjemme\n\n")
    for wrong in ("notice-nb.exe", "notice-de.docx", "brief-nb.exe"):
        page(client, f"/dialogues/ours/{dialogue.pk}/invitation/{wrong}", 404)


def test_the_brief_is_given_once_and_stays(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    assert "brief-1-nb" not in page(Client(), f"/dialogues/{dialogue.slug}/")
    person, _key = a_representative(a_supplier(dialogue))
    assert client.post(f"/dialogues/ours/{dialogue.pk}/invitation/brief/").status_code == 302
    public = page(Client(), f"/dialogues/{dialogue.slug}/")
    assert "brief-1-nb.pdf" in public
    assert "brief-1-en.pdf" in public
    first = Client().get(f"/dialogues/{dialogue.slug}/brief-1-nb.md").content
    given = [one for one in ledger.entries(dialogue) if one.thing == "brief-1.nb"]
    assert [one.content for one in given] == [sha256(first).hexdigest()]
    assert (given[0].kind, given[0].taker) == ("published", "all")
    letter = Letter.objects.get(kind="invitations.brief")
    assert letter.to_address == person.email
    Dialogue.objects.filter(pk=dialogue.pk).update(
        title="Noe annet", title_en="", why="Nytt."
    )  # the brief must not follow
    assert Client().get(f"/dialogues/{dialogue.slug}/brief-1-nb.md").content == first
    again = a_brief(dialogue, actor=buyer)
    assert [(one.version, one.language) for one in again] == [(2, "nb")]
    assert Client().get(f"/dialogues/{dialogue.slug}/brief-1-en.md").status_code == 200
    assert verify(export(ledger.links(dialogue), [], dialogue="", now=timezone.now())).faults == ()


def test_the_brief_is_a_tagged_pdf_and_a_word_document(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    a_brief(dialogue, actor=buyer)
    pdf = PdfReader(BytesIO(Client().get(f"/dialogues/{dialogue.slug}/brief-1-en.pdf").content))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"].startswith("en")
    text = "\n".join(one.extract_text() for one in pdf.pages)
    assert "Safer nights at home" in text
    assert "What works at night?" in text
    word = Word(BytesIO(Client().get(f"/dialogues/{dialogue.slug}/brief-1-nb.docx").content))
    assert "Slik foregår det" in [one.text for one in word.paragraphs]
    draft = client.get(f"/dialogues/ours/{dialogue.pk}/invitation/brief-nb.md").content.decode()
    assert "versjon 2" in draft
    page(Client(), f"/dialogues/{dialogue.slug}/brief-9-nb.pdf", 404)


def test_who_may_give_a_brief_and_when(place: Organisation, buyer: Actor, dialogue: Dialogue) -> None:
    with override("en"):
        draft = a_dialogue(place)
        assert "Announce the dialogue first." in rules.may_give_brief(buyer, draft).reason
        assert rules.may_give_brief(buyer, dialogue)
        assert not rules.may_give_brief(actor_of(a_member(place, "driver"), place), dialogue)
        assert not rules.may_give_brief(a_buyer(an_organisation()), dialogue)
        ended = dialogues.end_dialogue(actor=buyer, dialogue=dialogue, now=timezone.now())
        assert "stays as it is" in rules.may_give_brief(buyer, ended).reason
        locked = dialogues.lock_dialogue(actor=buyer, dialogue=dialogue, reason="Kunngjort.", now=timezone.now())
        with pytest.raises(Refused, match="locked"):
            a_brief(locked, actor=buyer)
        with pytest.raises(Refused, match="locked"):
            actions.name_notice(actor=buyer, dialogue=locked, number="2026-1", now=timezone.now())


def test_the_dates_open_as_a_calendar(dialogue: Dialogue) -> None:
    when = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the night the clock is put back: 02:30, the first time
    Dialogue.objects.filter(pk=dialogue.pk).update(
        input_until=when,
        answers_until=None,
        register_until=None,
        competition_on=when.date() + timedelta(days=60),
        title=f"Natt; {SCRIPT}, ny\nlinje",
    )
    made = Calendar.from_ical(Client().get(f"/dialogues/{dialogue.slug}/dates.ics").content)
    events = list(made.walk("VEVENT"))
    assert [one["DTSTART"].dt for one in events] == [when, when.date() + timedelta(days=60)]
    assert SCRIPT in str(events[0]["SUMMARY"])
    assert len({str(one["UID"]) for one in events}) == 2


def a_notice(key: str, buyer: str, **more: object) -> IndexedNotice:
    index, _made = NoticeIndex.objects.get_or_create(holds=True, defaults={"generation": "g", "recipe": "r", "made_at": timezone.now()})  # fmt: skip
    told = {
        "index": index, "key": key, "title": "Markedsdialog: natt", "country": "NO", "buyer": buyer, "buyer_name": "K", "buyer_sort": "k", "stage": "planning",
        "language": "nb", "market_dialogue": True, "innovation": False, "partnership": False, "strict": False, "declared": False, "behavioural": False,
        "candidates": False, "title_words": "", "words": "", "texts": [], "published_on": timezone.now().date(),
    } | more  # fmt: skip
    return IndexedNotice.objects.create(**told)


def test_the_official_notice_is_proposed_named_and_led_to(
    client: Client, place: Organisation, dialogue: Dialogue
) -> None:
    Organisation.objects.filter(pk=place.pk).update(number="974760673", country="NO")
    a_notice("doffin-2026-100200", "974760673")
    a_notice("doffin-2026-100201", "974760673", market_dialogue=False)
    a_notice("doffin-2026-100202", "889640782")
    address = f"/dialogues/ours/{dialogue.pk}/invitation/"
    inside = page(client, address)
    assert "doffin-2026-100200" in inside
    assert "doffin-2026-100201" not in inside
    assert "doffin-2026-100202" not in inside
    assert client.post(address, {"number": "2026-100200"}).status_code == 302
    assert "/observatory/notices/doffin-2026-100200/" in page(Client(), f"/dialogues/{dialogue.slug}/")
    assert client.post(address, {"number": f"{SCRIPT}7"}).status_code == 302
    public = page(Client(), f"/dialogues/{dialogue.slug}/")
    assert SCRIPT not in public
    assert "/observatory/notices/" not in public
    assert client.post(address, {"number": "x" * 41}).status_code == 422


def test_the_page_shows_every_language_and_others_are_kept_out(
    client: Client, place: Organisation, dialogue: Dialogue
) -> None:
    inside = page(client, f"/dialogues/ours/{dialogue.pk}/invitation/")
    assert "Markedsdialog: Tryggere natt hjemme" in inside
    assert "Market dialogue: Safer nights at home" in inside
    theirs = a_dialogue(an_organisation())
    page(client, f"/dialogues/ours/{theirs.pk}/invitation/", 404)
    client.force_login(a_member(place, "driver"))
    assert client.post(f"/dialogues/ours/{dialogue.pk}/invitation/brief/").status_code == 403

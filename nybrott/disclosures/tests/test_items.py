"""Information is written, shown to everyone at once, and stays as it is; hostile files and texts do no harm."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import Actor
from nybrott.core.ledger import export, verify
from nybrott.core.verdict import Refused
from nybrott.desk.models import Upload
from nybrott.dialogues import actions as dialogues
from nybrott.dialogues import queries as ledger
from nybrott.dialogues.models import Dialogue, Item
from nybrott.dialogues.tests.factories import a_buyer, a_ready_dialogue, a_representative, a_supplier, an_open_dialogue
from nybrott.disclosures import actions
from nybrott.disclosures.actions import Given
from nybrott.disclosures.tests.factories import an_item
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.sources.tests.test_papers import PDF, a_picture

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


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
    return an_open_dialogue(place, actor=buyer)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_shown_reaches_everyone_at_once(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    first, second, gone = (a_supplier(dialogue, name) for name in ("Nattlys AS", "Sensor AS", "Borte AS"))
    for supplier, language in ((first, "nb"), (first, "en"), (second, "nn"), (gone, "nb")):
        person, _key = a_representative(supplier)
        person.language = language
        person.save()
    gone.left_at = NOW
    gone.save()
    item = an_item(dialogue, actor=buyer, title="Lysark", text="Vi har {40} plasser.")
    assert "Lysark" not in text(Client(), f"/dialogues/{dialogue.slug}/")
    assert "Lysark" in text(client, f"/dialogues/ours/{dialogue.pk}/information/")
    assert client.post(f"/dialogues/ours/information/{item.pk}/", {"step": "show"}).status_code == 302
    for address in (f"/dialogues/{dialogue.slug}/", f"/dialogues/{dialogue.slug}/information/"):
        page = text(Client(), address)
        assert "Lysark" in page
        assert "Vi har {40} plasser." in page
    letters = Letter.objects.filter(kind="disclosures.information").order_by("language")
    assert [one.language for one in letters] == ["en", "nb", "nn"]
    assert "Vi har (40) plasser." in letters[0].body
    assert f"/dialogues/{dialogue.slug}/information/" in letters[0].body
    entry = ledger.entries(dialogue)[-1]
    assert (entry.kind, entry.taker, entry.thing, entry.title) == ("published", "all", f"item-{item.pk}", "Lysark")
    assert entry.content == sha256(b"Vi har {40} plasser.").hexdigest()
    assert verify(export(ledger.links(dialogue), [], dialogue="", now=timezone.now())).faults == ()


def test_a_file_and_its_text_are_two_entries_and_a_recording_is_one(buyer: Actor, dialogue: Dialogue) -> None:
    given = Given("Lysark", "Til konferansen", file=BytesIO(PDF), file_name="lysark.pdf")
    item = actions.write_item(actor=buyer, dialogue=dialogue, given=given, now=NOW)
    actions.show_item(actor=buyer, item=item, now=timezone.now())
    recording = an_item(dialogue, actor=buyer, text="", url="https://video.example/opptak")
    actions.show_item(actor=buyer, item=recording, now=timezone.now())
    said, file, seen = ledger.entries(dialogue)[-3:]
    assert (said.thing, file.thing, file.title) == (f"item-{item.pk}", f"item-{item.pk}.file", "lysark.pdf")
    assert file.content == sha256(PDF).hexdigest()
    assert (seen.kind, seen.content) == ("recording", sha256(b"https://video.example/opptak").hexdigest())


def test_a_file_is_there_for_everyone_once_it_is_shown(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    address = f"/dialogues/ours/{dialogue.pk}/information/new/"
    sent = client.post(address, {"title": "Bilde", "file": SimpleUploadedFile("../../bad<b>.jpg", a_picture())})
    assert sent.status_code == 302
    item = Item.objects.select_related("file").get()
    outside = f"/dialogues/{dialogue.slug}/information/{item.pk}/file/"
    assert Client().get(outside).status_code == 404
    actions.show_item(actor=buyer, item=item, now=timezone.now())
    answer = Client().get(outside)
    assert b"".join(answer).startswith(b"\xff\xd8")  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert Client().get(f"/dialogues/ours/information/{item.pk}/file/").status_code == 302  # to sign in
    assert "<b>.jpg" not in text(Client(), f"/dialogues/{dialogue.slug}/")


def test_what_was_shown_stays_as_it_is(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    item = an_item(dialogue, actor=buyer)
    actions.show_item(actor=buyer, item=item, now=NOW)
    for act in (
        lambda: actions.show_item(actor=buyer, item=item, now=NOW),
        lambda: actions.change_item(actor=buyer, item=item, given=Given("Annet"), now=NOW),
        lambda: actions.remove_item(actor=buyer, item=item, now=NOW),
    ):
        with pytest.raises(Refused):
            act()
    address = f"/dialogues/ours/information/{item.pk}/"
    assert 'name="title"' not in text(client, address)
    assert client.post(address, {"title": "Annet", "text": "x"}).status_code == 403
    assert Item.objects.get().title == "Svar om tall"
    assert sum(entry.thing == f"item-{item.pk}" for entry in ledger.entries(dialogue)) == 1


def test_a_draft_waits_for_the_announcement_and_a_locked_dialogue_takes_nothing(
    client: Client, buyer: Actor, place: Organisation
) -> None:
    planned = a_ready_dialogue(place, actor=buyer)
    item = an_item(planned, actor=buyer)
    assert client.post(f"/dialogues/ours/information/{item.pk}/", {"step": "show"}).status_code == 403
    opened = dialogues.announce_dialogue(actor=buyer, dialogue=planned, now=NOW)
    dialogues.lock_dialogue(actor=buyer, dialogue=opened, reason="Kunngjort på Doffin 1. desember.", now=timezone.now())
    assert "Kunngjort på Doffin 1. desember." in text(client, f"/dialogues/ours/{planned.pk}/information/")
    assert client.post(f"/dialogues/ours/{planned.pk}/information/new/", {"title": "x", "text": "x"}).status_code == 403
    assert client.post(f"/dialogues/ours/information/{item.pk}/", {"step": "show"}).status_code == 403


def test_a_removed_one_takes_its_file_along(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    given = Given("Lysark", file=BytesIO(PDF), file_name="lysark.pdf")
    item = actions.write_item(actor=buyer, dialogue=dialogue, given=given, now=NOW)
    other = Given("Lysark", file=BytesIO(a_picture()), file_name="nytt.jpg")
    actions.change_item(actor=buyer, item=item, given=other, now=NOW)
    assert [one.name for one in Upload.objects.all()] == ["nytt.jpg"]
    assert client.post(f"/dialogues/ours/information/{item.pk}/", {"step": "remove"}).status_code == 302
    assert (Upload.objects.count(), Item.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00" + b"\x00" * 200, "tilbud.pdf"),
        (b"<html><script>alert(1)</script></html>", "notat.pdf"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "bilde.png"),
        (
            PDF.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
            "notat.pdf",
        ),
        (b"", "tom.pdf"),
    ],
    ids=["program", "page", "drawing", "script in a PDF", "empty"],
)
def test_a_file_in_disguise_is_not_taken(
    client: Client, buyer: Actor, dialogue: Dialogue, data: bytes, name: str
) -> None:
    answer = client.post(
        f"/dialogues/ours/{dialogue.pk}/information/new/", {"title": "Notat", "file": SimpleUploadedFile(name, data)}
    )
    assert answer.status_code == 422
    assert 'value="Notat"' in answer.content.decode()
    assert (Item.objects.count(), Upload.objects.count()) == (0, 0)


@pytest.mark.parametrize("where", ["new", "one"])
def test_500_megabytes_are_refused_unread(client: Client, buyer: Actor, dialogue: Dialogue, where: str) -> None:
    class Unread:
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    item = an_item(dialogue, actor=buyer)
    address = (
        f"/dialogues/ours/{dialogue.pk}/information/new/"
        if where == "new"
        else f"/dialogues/ours/information/{item.pk}/"
    )
    answer = client.generic(
        "POST", address, content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(500 * 1024 * 1024),
        **{"wsgi.input": Unread()},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()
    assert Item.objects.count() == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://video.example/", "data:text/html,x", "//"])
def test_only_addresses_of_the_web_are_recordings(client: Client, buyer: Actor, dialogue: Dialogue, url: str) -> None:
    answer = client.post(f"/dialogues/ours/{dialogue.pk}/information/new/", {"title": "Opptak", "url": url})
    assert (answer.status_code, Item.objects.count()) == (422, 0)


def test_script_in_texts_is_only_text(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    item = an_item(dialogue, actor=buyer, title=SCRIPT, text=SCRIPT)
    actions.show_item(actor=buyer, item=item, now=NOW)
    for address in (
        f"/dialogues/{dialogue.slug}/", f"/dialogues/{dialogue.slug}/information/", f"/dialogues/ours/{dialogue.pk}/information/",
        f"/dialogues/ours/information/{item.pk}/",
    ):  # fmt: skip
        page = text(client, address)
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    nul = client.post(f"/dialogues/ours/{dialogue.pk}/information/new/", {"title": "a\x00b", "text": "x"})
    assert nul.status_code == 422


def test_something_is_said(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    answer = client.post(f"/dialogues/ours/{dialogue.pk}/information/new/", {"title": "Tomt"})
    assert (answer.status_code, Item.objects.count()) == (422, 0)


def test_who_only_reads_does_not_write(client: Client, buyer: Actor, place: Organisation, dialogue: Dialogue) -> None:
    item = an_item(dialogue, actor=buyer)
    client.force_login(a_member(place, "observer"))
    page = text(client, f"/dialogues/ours/{dialogue.pk}/information/")
    assert f"/dialogues/ours/{dialogue.pk}/information/new/" not in page
    assert client.get(f"/dialogues/ours/{dialogue.pk}/information/new/").status_code == 403
    assert client.post(f"/dialogues/ours/information/{item.pk}/", {"step": "show"}).status_code == 403
    stranger = a_buyer(an_organisation("Annen"))
    with pytest.raises(Refused):
        actions.show_item(actor=stranger, item=item, now=NOW)


@pytest.mark.parametrize("address", ["/dialogues/{slug}/information/", "/dialogues/ours/{pk}/information/"])
def test_a_list_asks_no_more_of_the_database_when_it_is_longer(
    client: Client, buyer: Actor, dialogue: Dialogue, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    here = address.format(slug=dialogue.slug, pk=dialogue.pk)

    def one_more() -> None:
        given = Given("Lysark", "Tekst", file=BytesIO(PDF), file_name="lysark.pdf")
        item = actions.write_item(actor=buyer, dialogue=dialogue, given=given, now=NOW)
        actions.show_item(actor=buyer, item=item, now=timezone.now())

    one_more()
    client.get(here)
    with django_assert_num_queries(10**6, exact=False) as asked:
        client.get(here)
    few = len(asked)
    one_more()
    one_more()
    with django_assert_num_queries(few):
        client.get(here)

"""A supplier writes by its link: no account, no JavaScript, saved as it goes, with files that are what they say, and proof of what it sent."""

import json
import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from nybrott.core.actor import system
from nybrott.core.ledger import export, verify
from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.queries import links
from nybrott.dialogues.tests.factories import a_representative, a_supplier
from nybrott.journal.models import Entry, Letter
from nybrott.people.tests.factories import an_organisation
from nybrott.submissions import actions, queries
from nybrott.submissions.models import Attachment, Submission, shelf
from nybrott.submissions.queries import Told
from nybrott.submissions.tests.factories import OPEN, PDF, REASON, SECRET, a_file, a_writer, an_asking_dialogue, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue(settings: Settings, tmp_path: Path) -> Dialogue:
    settings.VAR = tmp_path
    return an_asking_dialogue(an_organisation("Fjordvik kommune"))


@pytest.fixture
def writer(dialogue: Dialogue) -> tuple[Representative, str]:
    return a_writer(dialogue)


def asked(client: Client, name: str, key: str, *more: object, **said: object) -> HttpResponse:
    """A page of the supplier's own input, in English; with `said`, a form sent to it."""
    address = reverse(f"submissions:{name}", args=[key, *more])
    if said:
        return client.post(address, said, headers={"accept-language": "en"})  # type: ignore[return-value]
    return client.get(address, headers={"accept-language": "en"})  # type: ignore[return-value]


def test_from_the_first_word_to_the_receipt_and_back(client: Client, writer: tuple[Representative, str]) -> None:
    by, key = writer
    page = asked(client, "mine", key)
    assert (page.status_code, page["Cache-Control"].count("no-store")) == (200, 1)
    assert page.content.decode().count("No answer yet") == 3
    answer = asked(client, "answer", key, 1, text=OPEN, secret=SECRET, reason=REASON, version=0)
    assert answer["Location"] == reverse("submissions:answer", args=[key, 2])
    assert "is written" not in str(Entry.objects.values_list("verb", flat=True))
    assert SECRET in asked(client, "answer", key, 1).content.decode()
    assert "<textarea" in asked(client, "answer", key, 1).content.decode()
    assert asked(client, "send", key, named="no").status_code == 302
    one = Submission.objects.get()
    assert (one.state, one.named, one.sent_by) == ("sent", False, by)
    sent = asked(client, "mine", key).content.decode()
    assert "It is sent" in sent
    assert OPEN in sent
    assert "No one has read them." in sent
    assert asked(client, "answer", key, 1, text="Noe annet", version=1).status_code == 422
    letter = Letter.objects.get(kind="submissions.receipt")
    assert by.email == letter.to_address
    assert one.open_entry
    assert one.open_entry.seal in letter.body
    assert OPEN not in letter.body
    assert asked(client, "withdraw", key, sure="yes").status_code == 302
    assert Submission.objects.get().state == "withdrawn"
    assert asked(client, "answer", key, 1, text="Noe annet", version=1).status_code == 302
    assert asked(client, "send", key, named="yes").status_code == 302
    assert [one.kind for one in by.supplier.dialogue.entries.order_by("place")] == [
        "announced", "input_open", "input_secret", "withdrawal", "input_open",
    ]  # fmt: skip
    assert set(Entry.objects.filter(verb__startswith="submissions.").values_list("verb", flat=True)) == {"submissions.sent", "submissions.withdrawn"}  # fmt: skip


def test_a_receipt_and_a_copy_prove_what_was_sent(client: Client, writer: tuple[Representative, str]) -> None:
    by, key = writer
    written(by)
    a_file(by, "secret", name="oppskrift.pdf")
    actions.send_input(representative=by, named=True, now=timezone.now())
    lines = list(export(links(by.supplier.dialogue), [], dialogue="x", now=timezone.now()))
    assert SECRET not in "".join(lines)
    for part in ("open", "secret"):
        kept = b"".join(asked(client, "receipt", key, part).streaming_content)  # type: ignore[attr-defined]
        whole = b"".join(asked(client, "copy", key, part).streaming_content)  # type: ignore[attr-defined]
        receipt = json.loads(kept)
        checked = verify(lines, [], [receipt])
        assert (checked.faults, checked.receipts) == ((), 1)
        assert receipt["private"]["content"] == sha256(whole).hexdigest()
        assert (SECRET in whole.decode()) == (part == "secret")
    said = json.loads(whole)["answers"][0]
    assert (said["reason"], said["files"][0]["name"]) == (REASON, "oppskrift.pdf")
    receipt["private"]["content"] = "0" * 64
    assert [fault.code for fault in verify(lines, [], [receipt]).faults] == ["receipt"]


def test_two_who_write_the_same_answer_see_each_other(client: Client, writer: tuple[Representative, str]) -> None:
    by, key = writer
    _other, other_key = a_representative(by.supplier, "Ola Dal")
    assert asked(client, "answer", key, 1, text="Karis ord", version=0).status_code == 302
    page = asked(client, "answer", other_key, 1, text="Olas ord", version=0)
    said = page.content.decode()
    assert page.status_code == 409
    assert "Karis ord" in said
    assert re.search(r"<textarea[^>]*name=\"text\"[^>]*>\s*Olas ord</textarea>", said)
    assert 'name="version" value="1"' in said
    assert asked(client, "answer", other_key, 1, text="Begges ord", version=1).status_code == 302
    found = queries.mine(by).asked[0].own
    assert found
    assert found.told.text == "Begges ord"


@pytest.mark.parametrize(
    ("name", "plain", "why"),
    [
        ("tilbud.pdf", b"MZ\x90\x00\x03program", "This kind of file is not accepted."),
        ("bilde.png", b"<html><script>alert(1)</script></html>", "This kind of file is not accepted."),
        ("tegning.pdf", b"", "The file is empty."),
        ("tegning.pdf", PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>"), "The PDF holds scripts"),
        ("stor.csv", b"navn;tall\n" + b"a;1\n" * 5_300_000, "The file is larger than 20 MB."),
    ],
    ids=["program", "html", "empty", "script", "large"],
)  # fmt: skip
def test_a_file_that_is_not_what_it_says_is_not_taken_and_the_words_are_kept(
    client: Client, writer: tuple[Representative, str], name: str, plain: bytes, why: str
) -> None:
    by, key = writer
    page = asked(client, "answer", key, 1, text=OPEN, version=0, part="open", file=SimpleUploadedFile(name, plain))
    said = page.content.decode()
    assert page.status_code == 422
    assert why in said
    assert not Attachment.objects.exists()
    found = queries.mine(by).asked[0].own
    assert "What you wrote is saved." in said
    assert 'name="version" value="1"' in said
    assert re.search(rf"<textarea[^>]*name=\"text\"[^>]*>\s*{re.escape(OPEN)}</textarea>", said)
    assert found
    assert found.told.text == OPEN


def test_500_megabytes_are_refused_unread(client: Client, writer: tuple[Representative, str]) -> None:
    class Endless(BytesIO):
        asked_for = 0

        def read(self, size: int | None = -1, /) -> bytes:
            Endless.asked_for += 1
            return super().read(size)

    address = reverse("submissions:answer", args=[writer[1], 1])
    page = client.generic("POST", address, b"", "multipart/form-data; boundary=x", **{"CONTENT_LENGTH": str(500 * 1024 * 1024), "wsgi.input": Endless()})  # type: ignore[arg-type]  # fmt: skip
    assert (page.status_code, Endless.asked_for) == (422, 0)


def test_an_answer_has_room_for_five_files(dialogue: Dialogue, writer: tuple[Representative, str]) -> None:
    by, _key = writer
    uids = [a_file(by, name=f"{number}.pdf") for number in range(5)]
    with pytest.raises(Refused, match="at most 5 files"):
        a_file(by)
    actions.remove_file(representative=by, uid=uids[0], now=timezone.now())
    a_file(by)
    stranger, _other = a_writer(dialogue, "Fremmed AS")
    actions.remove_file(representative=stranger, uid=uids[1], now=timezone.now())
    assert Attachment.objects.filter(uid=uids[1]).exists()


def test_a_secret_needs_its_reason_on_the_page_and_behind_it(
    client: Client, writer: tuple[Representative, str]
) -> None:
    by, key = writer
    page = asked(client, "answer", key, 1, text=OPEN, secret=SECRET, version=0)
    assert page.status_code == 422
    assert "Say why it is a trade secret" in page.content.decode()
    written(by, told=Told(OPEN, SECRET, ""))
    with pytest.raises(Refused, match=r"in the answers numbered: 1"):
        actions.send_input(representative=by, named=True, now=timezone.now())
    assert asked(client, "send", key, named="yes").status_code == 422
    assert Submission.objects.get().state == "draft"


def test_what_is_sent_is_read_and_not_typed_in(client: Client, writer: tuple[Representative, str]) -> None:
    by, key = writer
    written(by, told=Told(OPEN, SECRET, REASON))
    actions.send_input(representative=by, named=True, now=timezone.now())
    page = asked(client, "answer", key, 1).content.decode()
    assert "<textarea" not in page
    assert OPEN in page
    assert SECRET in page
    late = asked(client, "answer", key, 1, text="Nye ord", version=1)
    assert late.status_code == 422
    assert "Nye ord" in late.content.decode(), "what was typed meanwhile is not lost"


def test_words_with_script_are_shown_as_words(client: Client, writer: tuple[Representative, str]) -> None:
    by, key = writer
    written(by, told=Told("<script>alert(1)</script>", "", ""))
    for name in ("mine", "send"):
        assert "<script>alert(1)" not in asked(client, name, key).content.decode()
    assert "&lt;script&gt;alert(1)" in asked(client, "send", key).content.decode()


def test_one_suppliers_link_leads_to_nothing_of_anothers(client: Client, dialogue: Dialogue) -> None:
    first, _key = a_writer(dialogue, "Først AS")
    uid = a_file(first)
    written(first)
    _second, key = a_writer(dialogue, "Andre AS")
    assert asked(client, "own_file", key, uid).status_code == 404
    assert OPEN not in asked(client, "send", key).content.decode()
    assert asked(client, "receipt", key, "open").status_code == 404
    for forged in ("x" * 40, "", "..%2f"):
        page = client.get(f"/dialogues/mine/{forged or '-'}/input/")
        assert page.status_code == 404


def test_a_link_that_was_forged_too_often_is_made_to_wait(client: Client) -> None:
    statuses = {client.get(f"/dialogues/mine/{number}-{'x' * 30}/input/").status_code for number in range(62)}
    assert statuses == {404, 429}


def test_late_the_page_says_why_and_keeps_what_is_typed_in_sight(client: Client, writer: tuple[Representative, str]) -> None:  # fmt: skip
    by, key = writer
    written(by)
    past = timezone.now() - timedelta(minutes=1)
    Dialogue.objects.update(input_until=past)
    Submission.objects.get().box.__class__.objects.update(opens_at=past)
    page = asked(client, "answer", key, 1, text="Sent i siste liten", version=1)
    said = page.content.decode()
    assert page.status_code == 422
    assert "too late and is not accepted" in said
    assert "Sent i siste liten" in said
    assert asked(client, "withdraw", key).status_code == 200
    assert "too late" in asked(client, "send", key, named="yes").content.decode()


def test_a_supplier_that_left_sends_nothing_more_and_may_withdraw(client: Client, writer: tuple[Representative, str]) -> None:  # fmt: skip
    by, key = writer
    written(by)
    actions.send_input(representative=by, named=True, now=timezone.now())
    by.supplier.__class__.objects.update(left_at=timezone.now())
    assert asked(client, "withdraw", key, sure="yes").status_code == 302
    page = asked(client, "answer", key, 1, text="Mer", version=1)
    assert page.status_code == 422
    assert "You have left this dialogue" in page.content.decode()
    assert asked(client, "send", key, named="yes").status_code == 422


def test_when_the_host_lost_its_secret_the_page_says_so(client: Client, writer: tuple[Representative, str], settings: Settings) -> None:  # fmt: skip
    by, key = writer
    written(by)
    settings.SEALING_SECRET = settings.SECRET_KEY = "lost"
    page = asked(client, "mine", key)
    assert page.status_code == 403
    assert "this site has a different secret" in page.content.decode()


def test_what_nobody_names_is_swept_from_the_shelf(dialogue: Dialogue, writer: tuple[Representative, str]) -> None:
    by, _key = writer
    a_file(by)
    lies = Attachment.objects.get().lies
    later = timezone.now() + timedelta(days=2)
    assert actions.sweep_sealed(actor=system("test"), now=later) == 0
    Attachment.objects.all().delete()
    assert shelf().is_whole(lies)
    assert actions.sweep_sealed(actor=system("test"), now=later) == 1
    assert not shelf().is_whole(lies)


def test_what_is_written_stays_with_its_question_when_questions_are_moved(client: Client, writer: tuple[Representative, str]) -> None:  # fmt: skip
    by, key = writer
    first, second = by.supplier.dialogue.questions.all()
    first.place, second.place = 2, 1
    first.save()
    second.save()
    page = asked(client, "answer", key, 1, text="Til den første", question=f"q{first.pk}", version=0)
    assert page["Location"] == reverse("submissions:answer", args=[key, 3])
    found = queries.mine(by).of(f"q{first.pk}")
    assert found
    assert found.own
    assert (found.number, found.own.told.text) == (2, "Til den første")
    second.delete()
    page = asked(client, "answer", key, 1, text="Til den andre", question=f"q{second.pk}", version=0)
    said = page.content.decode()
    assert page.status_code == 409
    assert "no longer asked" in said
    assert "Til den andre" in said


def test_a_question_taken_away_keeps_its_answer(dialogue: Dialogue, writer: tuple[Representative, str]) -> None:
    by, _key = writer
    written(by)
    question = dialogue.questions.first()
    assert question
    question.delete()
    own = queries.mine(by)
    assert [(one.number, one.answered) for one in own.asked] == [(1, False), (2, False), (3, True)]
    assert own.asked[2].text == "Hva virker om natten, del 1?"
    assert a_supplier(dialogue, "Ny AS").key

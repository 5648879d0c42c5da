"""Opened for all at once, read with care, summed up with its sources, published the same for everyone."""

import json
import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import Settings

from nybrott.core.actor import Actor
from nybrott.core.ledger import export, verify
from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import entries, links
from nybrott.dialogues.tests.factories import a_buyer, a_post
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.submissions import actions, queries, rules
from nybrott.submissions.models import Attachment, Box, SecretReading, Submission, Synthesis
from nybrott.submissions.queries import Told
from nybrott.submissions.tests.factories import (
    OPEN,
    PDF,
    REASON,
    SECRET,
    a_file,
    a_writer,
    an_asking_dialogue,
    an_input,
    opened,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Settings, tmp_path: Path) -> Organisation:
    settings.VAR = tmp_path
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def buyer(place: Organisation) -> User:
    return a_member(place, "buyer")


def two_inputs(place: Organisation) -> tuple[Dialogue, str]:
    """Two inputs, the first with a secret and a file in each part; gives the key of the first supplier too."""
    dialogue = an_asking_dialogue(place)
    by, key = a_writer(dialogue, "Nattlys AS")
    written(by)
    a_file(by, "open", name="åpen.pdf")
    a_file(by, "secret", name="hemmelig.pdf")
    actions.send_input(representative=by, named=True, now=timezone.now())
    an_input(a_writer(dialogue, "Trygg Gulv AS")[0], told=Told("Lys langs gulvet.", "", ""))
    return dialogue, key


def come(dialogue: Dialogue) -> None:
    """The deadline has come, by the real clock."""
    past = timezone.now() - timedelta(minutes=1)
    Dialogue.objects.filter(pk=dialogue.pk).update(input_until=past)
    Box.objects.filter(dialogue=dialogue).update(opens_at=past)


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_opening_is_said_in_the_journal_and_the_ledger_and_numbers_by_when_it_came(place: Organisation, buyer: User, client: Client) -> None:  # fmt: skip
    dialogue, _key = two_inputs(place)
    as_(client, buyer)
    address = reverse("submissions:inputs", args=[dialogue.pk])
    sealed = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "2 inputs are sent." in sealed
    assert "Nattlys" not in sealed
    assert client.post(reverse("submissions:open", args=[dialogue.pk])).status_code == 403
    come(dialogue)
    assert client.post(reverse("submissions:open", args=[dialogue.pk])).status_code == 302
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert page.index("Nattlys AS") < page.index("Trygg Gulv AS")
    assert [(one.number, one.supplier.name) for one in Submission.objects.order_by("number")] == [(1, "Nattlys AS"), (2, "Trygg Gulv AS")]  # fmt: skip
    opening = dialogue.entries.get(kind="opening")
    first, second = Submission.objects.order_by("number")
    assert opening.fields["about"] == [first.thing, second.thing, first.secret_thing]
    assert Entry.objects.get(verb="submissions.opened").private
    assert client.post(reverse("submissions:open", args=[dialogue.pk])).status_code == 403
    assert verify(export(links(dialogue), [], dialogue="x", now=timezone.now())).faults == ()


def test_who_may_open(place: Organisation) -> None:
    dialogue, _key = two_inputs(place)
    box, sent = queries.standing(dialogue)
    assert box
    after = box.opens_at
    assert rules.may_open(a_buyer(place), dialogue, box, sent, after)
    assert not rules.may_open(a_buyer(place), dialogue, box, sent, after - timedelta(seconds=1))
    assert "Only those who run" in rules.may_open(an_actor(place, "lead"), dialogue, box, sent, after).reason
    assert "another organisation" in rules.may_open(a_buyer(an_organisation()), dialogue, box, sent, after).reason
    assert "No supplier sent" in rules.may_open(a_buyer(place), dialogue, None, 0, after).reason
    watcher = a_member(place, "lead")
    a_post(dialogue, watcher, "watches")
    assert not rules.may_open(actor_of(watcher, place), dialogue, box, sent, after)
    a_post(dialogue, watcher, "writes")
    assert rules.may_open(actor_of(watcher, place), dialogue, box, sent, after)


@pytest.mark.parametrize(
    ("named", "declared", "conflict", "status"),
    [(False, False, None, 403), (True, False, None, 403), (True, True, True, 403), (True, True, False, 200)],
)
def test_secrets_are_read_by_those_named_for_it_and_every_reading_is_written_down(
    client: Client, place: Organisation, buyer: User, named: bool, declared: bool, conflict: bool | None, status: int
) -> None:
    dialogue, key = two_inputs(place)
    come(dialogue)
    actions.open_input(actor=a_buyer(place), dialogue=dialogue, now=timezone.now())
    if named:
        post = a_post(dialogue, buyer, secrets=True, declared=declared)
        if conflict:
            post.conflict, post.conflict_text = True, "Søster er ansatt."
            post.save()
    as_(client, buyer)
    address = reverse("submissions:secret", args=[dialogue.pk, 1])
    assert client.get(address).status_code == status
    assert not SecretReading.objects.exists(), "looking at the page that warns is no reading"
    answer = client.post(address)
    assert (answer.status_code, SECRET in answer.content.decode()) == (status, status == 200)
    file = Attachment.objects.get(part="secret")
    fetched = client.post(reverse("submissions:secret_file", args=[dialogue.pk, file.pk]))
    assert fetched.status_code == status
    assert client.get(reverse("submissions:file", args=[dialogue.pk, file.pk])).status_code == 404
    times = 2 if status == 200 else 0
    assert SecretReading.objects.count() == times
    assert dialogue.entries.filter(kind="reading").count() == times
    assert Entry.objects.filter(verb="submissions.secret_read").count() == times
    if times:
        assert b"".join(fetched.streaming_content) == PDF
        reading = next(one for one in entries(dialogue) if one.kind == "reading")
        assert (reading.people, reading.about) == (buyer.name, (Submission.objects.get(number=1).secret_thing,))
        own = Client().get(reverse("submissions:mine", args=[key])).content.decode()
        assert buyer.name in own
        assert SECRET not in client.get(reverse("submissions:input", args=[dialogue.pk, 1])).content.decode()


def test_a_reading_that_cannot_be_written_down_is_no_reading(
    place: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogue, _key = two_inputs(place)
    opened(dialogue, a_buyer(place))
    reader = a_buyer(place)
    a_post(dialogue, User.objects.get(pk=reader.user_id), secrets=True)

    def broken(**_said: object) -> None:
        raise RuntimeError("no ledger")

    monkeypatch.setattr("nybrott.submissions.actions.reading.enter", broken)
    one = Submission.objects.select_related("box__dialogue").get(number=1)
    with pytest.raises(RuntimeError, match="no ledger"):
        actions.read_secret(actor=reader, submission=one, now=timezone.now())
    assert not SecretReading.objects.exists()


def synthesised(dialogue: Dialogue, actor: Actor, text: str) -> Synthesis:
    return actions.write_synthesis(actor=actor, dialogue=dialogue, asked=queries.asked(dialogue)[0], text=text, now=timezone.now())  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [("Alle mener det samme.", "Name at least one input"), ("Slik er det [3].", "No input with this number answers the question: 3"), ("Lys [2, 9].", ": 9")],
)  # fmt: skip
def test_a_synthesis_names_what_it_rests_on(place: Organisation, text: str, why: str) -> None:
    dialogue, _key = two_inputs(place)
    with pytest.raises(Refused, match="opened first"):
        synthesised(dialogue, a_buyer(place), "Lys [1].")
    opened(dialogue, a_buyer(place))
    with pytest.raises(Refused, match=why):
        synthesised(dialogue, a_buyer(place), text)
    assert not Synthesis.objects.exists()


def test_everyone_reads_the_open_parts_and_nobody_the_secrets(client: Client, place: Organisation, buyer: User) -> None:
    dialogue, _key = two_inputs(place)
    public = reverse("submissions:public", args=[dialogue.slug])
    assert client.get(public).status_code == 404
    come(dialogue)
    actor = actor_of(buyer, place)
    actions.open_input(actor=actor, dialogue=dialogue, now=timezone.now())
    assert client.get(public).status_code == 404
    synthesised(dialogue, actor, "Sensorer [1] og lys [2] virker.")
    Submission.objects.filter(number=2).update(named=False)
    assert actions.publish_input(actor=actor, dialogue=dialogue, now=timezone.now()) == 3
    assert actions.publish_input(actor=actor, dialogue=dialogue, now=timezone.now()) == 0
    page = client.get(public, headers={"accept-language": "en"}).content.decode()
    for shown in (
        OPEN,
        "Lys langs gulvet.",
        'Sensorer [<a class="ds-link" href="?#input-1">1</a>] og lys [',
        "Nattlys AS",
        "åpen.pdf",
    ):
        assert shown in page
    for hidden in (SECRET, REASON, "hemmelig.pdf", "Trygg Gulv AS"):
        assert hidden not in page
    for part, status in (("open", 200), ("secret", 404)):
        file = Attachment.objects.get(part=part)
        answer = client.get(reverse("submissions:public_file", args=[dialogue.slug, file.pk]))
        assert answer.status_code == status
        assert "attachment" in answer.get("Content-Disposition", "attachment")
    told = {one.thing: one for one in entries(dialogue) if one.kind == "published"}
    whole = b"".join(client.get(reverse("submissions:public_json", args=[dialogue.slug, 1])).streaming_content)  # type: ignore[attr-defined]
    first = Submission.objects.get(number=1)
    assert told[f"o{first.pk}"].content == sha256(whole).hexdigest()
    assert json.loads(whole)["answers"][0]["text"] == OPEN
    actions.keep_back(actor=actor, submission=first, reason="Nevner pasienter ved navn.", now=timezone.now())
    page = client.get(public, headers={"accept-language": "en"}).content.decode()
    assert OPEN not in page
    assert "Nevner pasienter ved navn." in page
    assert client.get(reverse("submissions:public_json", args=[dialogue.slug, 1])).status_code == 404
    assert client.get(reverse("submissions:public_file", args=[dialogue.slug, Attachment.objects.get(part="open").pk])).status_code == 404  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_open_parts_can_be_taken_along_and_no_secret_is_among_them(client: Client, place: Organisation, buyer: User, kind: str) -> None:  # fmt: skip
    dialogue = an_asking_dialogue(place)
    an_input(a_writer(dialogue, '=HYPERLINK("http://ond.example")')[0])
    as_(client, buyer)
    ours = reverse("submissions:table", args=[dialogue.pk, kind])
    public = reverse("submissions:public_table", args=[dialogue.slug, kind])
    assert OPEN not in read_as(kind, client.get(ours).content)
    assert client.get(public).status_code == 404
    actor = actor_of(buyer, place)
    come(dialogue)
    actions.open_input(actor=actor, dialogue=dialogue, now=timezone.now())
    assert client.get(public).status_code == 404
    actions.publish_input(actor=actor, dialogue=dialogue, now=timezone.now())
    for address in (ours, public):
        said = read_as(kind, client.get(address).content)
        assert OPEN in said
        assert SECRET not in said
        assert ";=HYPERLINK" not in said


def read_as(kind: str, content: bytes) -> str:
    """The words of a file."""
    if kind != "xlsx":
        return content.decode("utf-8-sig")
    rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    return "\n".join(";".join(str(cell) for cell in row) for row in rows)


def test_a_locked_dialogue_is_read_and_not_written_in(place: Organisation) -> None:
    dialogue, _key = two_inputs(place)
    buyer = a_buyer(place)
    opened(dialogue, buyer)
    Dialogue.objects.update(state="locked", lock_reason="Kunngjort.", locked_at=timezone.now())
    dialogue.refresh_from_db()
    for verb in (lambda: synthesised(dialogue, buyer, "Lys [1]."), lambda: actions.publish_input(actor=buyer, dialogue=dialogue, now=timezone.now())):  # fmt: skip
        with pytest.raises(Refused, match="locked"):
            verb()
    assert Submission.objects.visible_to(buyer).count() == 2


def test_pages_of_the_organisation_in_all_their_states(client: Client, place: Organisation, buyer: User) -> None:
    as_(client, buyer)
    empty = an_asking_dialogue(place, input_until=None)
    page = client.get(
        reverse("submissions:inputs", args=[empty.pk]), headers={"accept-language": "en"}
    ).content.decode()
    assert "No written input is asked for" in page
    dialogue, _key = two_inputs(place)
    for name, more in (("input", [1]), ("synthesis", ["other"]), ("secret", [1])):
        assert client.get(reverse(f"submissions:{name}", args=[dialogue.pk, *more])).status_code == 404
    come(dialogue)
    client.post(reverse("submissions:open", args=[dialogue.pk]))
    address = reverse("submissions:synthesis", args=[dialogue.pk, queries.asked(dialogue)[0].key])
    assert client.post(address, {"text": "Uten kilde."}).status_code == 422
    assert client.post(address, {"text": "Sensorer [1]."}).status_code == 302
    below = client.get(address, headers={"accept-language": "en"}).content.decode().split("Not cited yet:")[1]
    assert reverse("submissions:input", args=[dialogue.pk, 2]) in below
    assert client.get(reverse("submissions:synthesis", args=[dialogue.pk, "q0"])).status_code == 404
    kept = client.post(reverse("submissions:input", args=[dialogue.pk, 2]), {"reason": "Navn."})
    assert kept.status_code == 302
    assert client.post(reverse("submissions:publish", args=[dialogue.pk])).status_code == 302
    assert [one.number for one in queries.published(dialogue)] == [1]
    as_(client, a_member(place, "lead"))
    assert client.post(reverse("submissions:publish", args=[dialogue.pk])).status_code == 403
    assert client.get(reverse("submissions:input", args=[dialogue.pk, 1])).status_code == 200


def test_a_list_asks_the_database_as_often_for_three_as_for_one(
    client: Client, place: Organisation, buyer: User
) -> None:
    as_(client, buyer)
    counts = []
    for many in (1, 3):
        dialogue = an_asking_dialogue(place)
        for number in range(many):
            an_input(a_writer(dialogue, f"Firma {number}")[0])
        opened(dialogue, a_buyer(place))
        actions.publish_input(actor=actor_of(buyer, place), dialogue=dialogue, now=timezone.now())
        for address in (reverse("submissions:inputs", args=[dialogue.pk]), reverse("submissions:synthesis", args=[dialogue.pk, queries.asked(dialogue)[0].key]), reverse("submissions:public", args=[dialogue.slug])):  # fmt: skip
            client.get(address)  # whatever is read once
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            counts.append(len(seen))
    assert counts[:3] == counts[3:]


def test_two_who_write_a_synthesis_see_each_other_and_what_is_published_stays_until_it_is_anew(client: Client, place: Organisation, buyer: User) -> None:  # fmt: skip
    dialogue, _key = two_inputs(place)
    actor = actor_of(buyer, place)
    opened(dialogue, actor)
    as_(client, buyer)
    address = reverse("submissions:synthesis", args=[dialogue.pk, queries.asked(dialogue)[0].key])
    seen = queries.digest_of_text("")
    assert client.post(address, {"text": "Kristians [1].", "seen": seen}).status_code == 302
    page = client.post(address, {"text": "Jorunns [2].", "seen": seen}, headers={"accept-language": "en"})
    said = page.content.decode()
    assert page.status_code == 409
    assert "Kristians [1]." in said
    assert re.search(r"<textarea[^>]*>\s*Jorunns \[2\]\.</textarea>", said)
    actions.publish_input(actor=actor, dialogue=dialogue, now=timezone.now())
    assert client.post(address, {"text": "Begges [1, 2].", "seen": queries.digest_of_text("Kristians [1].")}).status_code == 302  # fmt: skip
    one = queries.published_syntheses(dialogue).get()
    assert (one.text, one.published_text, one.is_published) == ("Begges [1, 2].", "Kristians [1].", False)
    assert actions.publish_input(actor=actor, dialogue=dialogue, now=timezone.now()) == 1
    one.refresh_from_db()
    assert one.is_published
    contents = [told.content for told in entries(dialogue) if told.thing == f"y{one.pk}"]
    assert contents == [queries.digest_of_text(text) for text in ("Kristians [1].", "Begges [1, 2].")]


def test_what_a_dialogue_waits_for(place: Organisation) -> None:
    dialogue, _key = two_inputs(place)
    buyer, box = a_buyer(place), queries.box_of(dialogue)
    assert box
    assert queries.next_step(buyer, dialogue, box.opens_at - timedelta(minutes=1)) is None
    step = queries.next_step(buyer, dialogue, box.opens_at)
    assert step
    assert step.url
    other = queries.next_step(an_actor(place, "lead"), dialogue, box.opens_at)
    assert other
    assert (other.url, bool(other.reason)) == ("", True)
    opened(dialogue, buyer)
    assert queries.next_step(buyer, dialogue, box.opens_at)
    actions.publish_input(actor=buyer, dialogue=dialogue, now=timezone.now())
    assert queries.next_step(buyer, dialogue, box.opens_at) is None

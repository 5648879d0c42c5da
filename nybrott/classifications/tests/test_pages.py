"""The pages: empty, one, many, forbidden, and what is said of bad input."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nybrott.classifications.models import ClassChoice, Draft
from nybrott.classifications.rules import LONGEST_PASTED
from nybrott.classifications.tests.factories import SENTENCE, TEXT, a_draft
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_procurement

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def bought(place: Organisation) -> Procurement:
    return a_procurement(place)


@pytest.fixture
def inside(place: Organisation) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(a_member(place, "buyer"))
    return client


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(f"classifications:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, name: str, *args: object, said: object = None, status: int = 302) -> str:
    answer = client.post(reverse(f"classifications:{name}", args=args), said or {})
    assert answer.status_code == status
    return answer.content.decode()


def test_from_nothing_to_a_class_with_its_codes_on_the_pages(bought: Procurement, inside: Client) -> None:
    pk = bought.pk
    shown = page(inside, "page", pk)
    assert "No class is chosen yet." in shown
    assert shown.count("Not known") >= 8
    send(inside, "signals", pk, said={"new-to-market": "yes", "new-to-market-note": "<b>Ingen</b> har det", "common-with-others": "no"})  # fmt: skip
    shown = page(inside, "page", pk)
    assert "What was seen points to: Procurement of an innovative solution" in shown
    assert "&lt;b&gt;Ingen" in shown
    assert "It could also be “Procurement of innovation”" in shown
    assert "something is developed in the contract." in shown
    assert "Paste the text or choose a file" in send(inside, "draft", pk, status=422)
    send(inside, "draft", pk, said={"text": TEXT})
    shown = page(inside, "page", pk)
    assert SENTENCE in shown
    assert "Description, line 4" in shown
    assert "The solution is not on the market" in shown
    assert "until what it points to is answered" in shown
    shown = page(inside, "code", pk, "mar-nov")
    assert "Eldre faller om natten." in shown, "the sentence stands among those around it"
    assert "Looks for sentences that say that the solution does not exist" in shown
    assert "Say why it is rejected." in send(inside, "code", pk, "mar-nov", said={"answer": "reject", "reason": " "}, status=422)  # fmt: skip
    send(inside, "code", pk, "mar-nov", said={"answer": "confirm", "reason": "Vi har spurt."})
    assert SENTENCE in page(inside, "code", pk, "mar-nov"), "what an answer rests on stays"
    assert 'value="procurement-of-innovation"' in page(inside, "choose", pk)
    assert "nb-field" in send(inside, "choose", pk, said={"klass": "innovative-solution", "reason": " "}, status=422)
    send(inside, "choose", pk, said={"klass": "innovative-solution", "reason": "Ingen har prøvd det."})
    shown = page(inside, "page", pk)
    assert "Ingen har prøvd det." in shown
    assert "The notice says BT-06: inn-pur." in shown
    assert SENTENCE in shown
    page(inside, "code", pk, "fp-requ", status=404)
    made = json.loads(inside.get(reverse("classifications:file", args=[pk, "json"])).content)
    assert (made["class"], made["BT-06"], made["BT-776"], made["BT-777"]["text"]) == ("innovative-solution", ["inn-pur"], ["mar-nov"], "Ingen har prøvd det.")  # fmt: skip
    assert {one["signal"]: one["seen"] for one in made["signals"]}["common-with-others"] == "no"
    page(inside, "file", pk, "pdf", status=404)


BOMB = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("bombe.xml", BOMB, "DTD"), ("stor.txt", b"x" * (20 * 1024 * 1024 + 300_000), "20 MB"), ("bilde.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF", "neither text"),
        ("tom.txt", b"", "no text"), ("latin.txt", "Vi søker en løsning".encode("latin-1"), "UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_read_says_why_on_the_page(bought: Procurement, inside: Client, name: str, data: bytes, says: str) -> None:  # fmt: skip
    shown = send(inside, "draft", bought.pk, said={"text": "", "file": SimpleUploadedFile(name, data)}, status=422)
    assert says in shown
    assert not Draft.objects.exists()


def test_pasted_text_is_bounded_and_silence_is_said(bought: Procurement, inside: Client) -> None:
    send(inside, "draft", bought.pk, said={"text": "x" * (LONGEST_PASTED + 1)}, status=422)
    assert "too long to paste" in send(inside, "draft", bought.pk, said={"text": "x" * 1_200_000}, status=422)
    assert "DTD" in send(inside, "draft", bought.pk, said={"text": BOMB.decode()}, status=422)
    send(inside, "draft", bought.pk, said={"text": "Papir og penner."})
    assert "Nothing in the draft points to innovation" in page(inside, "page", bought.pk)


def test_those_who_watch_read_and_others_find_nothing(bought: Procurement, place: Organisation) -> None:
    draft = a_draft(bought)
    watcher, other = Client(headers={"accept-language": "en"}), Client()
    watcher.force_login(a_member(place, "observer"))
    other.force_login(a_member(an_organisation(), "buyer"))
    shown = page(watcher, "page", bought.pk)
    assert SENTENCE in shown
    assert "Only those who carry out procurements" in shown
    assert "Upload a draft" not in shown
    for name, *more in (("page",), ("choose",), ("code", "mar-nov"), ("file", "xml")):
        page(other, name, bought.pk, *more, status=404)
    for name, *more in (("choose",), ("signals",), ("draft",), ("throw_away", draft.pk)):
        send(watcher, name, bought.pk, *more, status=403)
    assert not ClassChoice.objects.exists()


def test_a_draft_of_another_procurement_is_not_thrown_away_here(bought: Procurement, inside: Client, place: Organisation) -> None:  # fmt: skip
    draft = a_draft(bought)
    send(inside, "throw_away", a_procurement(place).pk, draft.pk, status=404)
    send(inside, "throw_away", bought.pk, draft.pk)
    assert not Draft.objects.exists()


def test_the_page_asks_the_database_as_often_with_one_draft_as_with_three(bought: Procurement, inside: Client) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            a_draft(bought)
        with CaptureQueriesContext(connection) as asked:
            page(inside, "page", bought.pk)
        counts.append(len(asked))
    assert counts[0] >= counts[1]

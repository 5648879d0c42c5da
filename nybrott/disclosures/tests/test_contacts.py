"""A contact nobody asked for is written down in half a minute; what one was told is shared with all, or not with a reason."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import Actor
from nybrott.core.fairness import Supplier as Seen
from nybrott.core.fairness import Terms, View, view
from nybrott.core.ledger import export, verify
from nybrott.core.verdict import Refused
from nybrott.dialogues import actions as dialogues
from nybrott.dialogues import queries as ledger
from nybrott.dialogues.models import Contact, Dialogue, Item, Supplier
from nybrott.dialogues.tests.factories import a_representative, a_supplier, an_open_dialogue
from nybrott.disclosures import actions, queries
from nybrott.disclosures.tests.factories import a_contact
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db
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
    return an_open_dialogue(place, actor=buyer)


def form(**more: object) -> dict[str, object]:
    at = timezone.localtime(timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    return {"who": "Nattlys AS", "channel": "telephone", "held_at": at, "given": "Vi starter i april."} | more


def seen(dialogue: Dialogue) -> View:
    found = [Seen(one.key, one.came_at) for one in dialogue.suppliers.all()]
    return view(ledger.entries(dialogue), found, Terms(now=timezone.now() + timedelta(minutes=1)))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_one_was_told_is_red_until_all_are_told(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    a_representative(a_supplier(dialogue, "Sensor AS"))
    answer = client.post(
        "/dialogues/ours/contacts/new/", form(dialogue=dialogue.pk, received="De har en sensor.", minutes=5)
    )
    contact = Contact.objects.get()
    assert answer["Location"] == f"/dialogues/ours/contacts/{contact.pk}/"
    supplier = Supplier.objects.get(name="Nattlys AS")
    assert contact.supplier == supplier
    heard, told = ledger.entries(dialogue)[-2:]
    assert (heard.kind, heard.giver, heard.minutes, heard.title) == ("unsolicited_contact", supplier.key, 5, "Telefon")
    assert (told.kind, told.taker, told.title) == ("told", supplier.key, "Sagt til én leverandør (Telefon)")
    assert "april" not in "".join(export(ledger.links(dialogue), [], dialogue="", now=timezone.now()))
    assert [one.code for one in seen(dialogue).findings] == ["told_one"]
    waits = queries.exchange_waits(buyer, dialogue, timezone.now())
    assert waits is not None
    assert waits.url == f"/dialogues/ours/{dialogue.pk}/contacts/"
    sent = {"step": "share", "title": "Når vi starter", "text": "Vi starter i april."}
    assert client.post(f"/dialogues/ours/contacts/{contact.pk}/", sent).status_code == 302
    assert "Vi starter i april." in text(Client(), f"/dialogues/{dialogue.slug}/")
    assert Letter.objects.filter(kind="disclosures.information").count() == 1
    assert seen(dialogue).findings == ()
    assert queries.exchange_waits(buyer, dialogue, timezone.now()) is None
    assert client.post(f"/dialogues/ours/contacts/{contact.pk}/", sent).status_code == 403
    assert Item.objects.count() == 1
    assert verify(export(ledger.links(dialogue), [], dialogue="", now=timezone.now())).faults == ()


def test_why_it_is_not_shared_is_kept_and_it_stays_red(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    a_supplier(dialogue, "Sensor AS")
    contact = a_contact(dialogue.organisation, dialogue)
    address = f"/dialogues/ours/contacts/{contact.pk}/"
    assert client.post(address, {"step": "keep", "reason": ""}).status_code == 422
    assert client.post(address, {"step": "keep", "reason": "Det sto i budsjettet."}).status_code == 302
    assert "Det sto i budsjettet." in text(client, f"/dialogues/ours/{dialogue.pk}/contacts/")
    assert queries.exchange_waits(buyer, dialogue, timezone.now()) is None
    assert [one.code for one in seen(dialogue).findings] == ["told_one"]
    sent = {"step": "share", "title": "Likevel", "text": "Vi starter i april."}
    assert client.post(address, sent).status_code == 302
    contact.refresh_from_db()
    assert (contact.not_shared, seen(dialogue).findings) == ("", ())


def test_whoever_was_called_writes_it_down_and_those_who_hold_the_dialogue_decide(
    client: Client, buyer: Actor, place: Organisation, dialogue: Dialogue
) -> None:
    client.force_login(a_member(place, "driver"))
    assert client.post("/dialogues/ours/contacts/new/", form(dialogue=dialogue.pk)).status_code == 302
    address = f"/dialogues/ours/contacts/{Contact.objects.get().pk}/"
    page = text(client, address)
    assert 'value="share"' not in page
    assert client.post(address, {"step": "share", "title": "x", "text": "x"}).status_code == 403
    for guest in ("supplier", "contributor"):
        client.force_login(a_member(place, guest))
        assert client.get(address).status_code == 403
        assert client.post("/dialogues/ours/contacts/new/", form()).status_code == 403
        assert client.get("/dialogues/ours/contacts/").status_code == 403
    other = an_organisation("Annen")
    an_open_dialogue(other)
    client.force_login(a_member(other, "buyer"))
    assert client.get(address).status_code == 404
    assert client.post("/dialogues/ours/contacts/new/", form(dialogue=dialogue.pk)).status_code == 422


def test_one_without_a_dialogue_can_be_brought_in_once(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    contact = a_contact(dialogue.organisation)
    address = f"/dialogues/ours/contacts/{contact.pk}/"
    before = len(ledger.entries(dialogue))
    assert 'value="bring_in"' in text(client, address)
    assert client.post(address, {"step": "share", "title": "x", "text": "x"}).status_code == 403
    for nonsense in ("x", "", "²", "9" * 40):
        assert client.post(address, {"step": "bring_in", "dialogue": nonsense}).status_code == 404
    assert client.post(address, {"step": "bring_in", "dialogue": dialogue.pk}).status_code == 302
    assert [entry.at for entry in ledger.entries(dialogue)[before:]] == [contact.held_at.replace(microsecond=0)] * 2
    assert client.post(address, {"step": "bring_in", "dialogue": dialogue.pk}).status_code == 403
    assert len(ledger.entries(dialogue)) == before + 2


@pytest.mark.parametrize(
    ("met", "kinds"),
    [
        ({}, ["unsolicited_contact", "told"]),
        ({"given": ""}, ["unsolicited_contact"]),
        ({"given": "", "received": ""}, ["unsolicited_contact"]),
        ({"ours": True}, ["unsolicited_contact", "told"]),
        ({"ours": True, "received": ""}, ["told"]),
        ({"ours": True, "given": ""}, ["unsolicited_contact"]),
        ({"channel": "reverse"}, ["unsolicited_contact", "told"]),
    ],
)
def test_what_stands_in_the_ledger(buyer: Actor, dialogue: Dialogue, met: dict[str, object], kinds: list[str]) -> None:
    a_contact(dialogue.organisation, dialogue, **met)
    assert [entry.kind for entry in ledger.entries(dialogue)[1:]] == kinds


def test_a_firm_is_known_by_name_and_by_number(buyer: Actor, dialogue: Dialogue) -> None:
    known = a_supplier(dialogue, "Nattlys AS", number="974761076")
    for who in ("nattlys as", "974 761 076", "NO974761076MVA"):
        assert a_contact(dialogue.organisation, dialogue, who=who).supplier == known
    other = a_contact(dialogue.organisation, dialogue, who="Ukjent AS").supplier
    assert other is not None
    assert (other.name, other.number, dialogue.suppliers.count()) == ("Ukjent AS", "", 2)


def test_a_locked_dialogue_takes_no_contact_but_it_can_be_written_down(
    client: Client, buyer: Actor, dialogue: Dialogue
) -> None:
    contact = a_contact(dialogue.organisation, dialogue)
    dialogues.lock_dialogue(actor=buyer, dialogue=dialogue, reason="Kunngjort.", now=timezone.now())
    for act in (
        lambda: a_contact(dialogue.organisation, dialogue),
        lambda: actions.share_contact(actor=buyer, contact=contact, title="x", text="x", now=timezone.now()),
        lambda: actions.keep_to_ourselves(actor=buyer, contact=contact, reason="x", now=timezone.now()),
    ):
        with pytest.raises(Refused, match="Kunngjort"):
            act()
    assert "Kunngjort." in text(client, f"/dialogues/ours/contacts/{contact.pk}/")
    assert client.post("/dialogues/ours/contacts/new/", form()).status_code == 302


def test_what_cannot_be_is_told_and_script_is_only_text(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    address = "/dialogues/ours/contacts/new/"
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    for bad in (
        {"who": ""},
        {"channel": "dove"},
        {"held_at": tomorrow},
        {"held_at": "x"},
        {"minutes": -1},
        {"minutes": 1_441},
        {"who": "a\x00"},
    ):
        assert client.post(address, form(**bad)).status_code == 422
    assert client.get(f"{address}?dialogue=²").status_code == 200
    said = form(who=SCRIPT, given=SCRIPT, received=SCRIPT, dialogue=dialogue.pk)
    assert client.post(address, said).status_code == 302
    one = Contact.objects.get()
    for where in (
        "/dialogues/ours/contacts/",
        f"/dialogues/ours/contacts/{one.pk}/",
        f"/dialogues/ours/{dialogue.pk}/contacts/",
        address,
    ):
        page = text(client, where)
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page


def test_contacts_are_taken_along_and_no_cell_is_a_formula(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    a_contact(dialogue.organisation, dialogue, who='=HYPERLINK("http://ond.example")', received="+47 sier de")
    a_contact(an_organisation("Annen"), who="Fremmed AS")
    page = text(client, "/dialogues/ours/contacts/")
    for kind in ("csv", "xlsx", "json"):
        assert f"/dialogues/ours/contacts.{kind}" in page
        answer = client.get(f"/dialogues/ours/contacts.{kind}")
        assert (answer.status_code, answer["Content-Disposition"][:10]) == (200, "attachment")
        if kind != "xlsx":
            assert "Fremmed" not in answer.content.decode()
    rows = client.get("/dialogues/ours/contacts.csv").content.decode().splitlines()
    assert rows[1].startswith("\"'=HYPERLINK")
    assert "'+47 sier de" in rows[1]
    assert client.get("/dialogues/ours/contacts.exe").status_code == 404
    assert Client().get("/dialogues/ours/contacts.csv").status_code == 302


def test_lists_ask_no_more_of_the_database_when_they_are_longer(
    client: Client, buyer: Actor, dialogue: Dialogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for where in ("/dialogues/ours/contacts/", f"/dialogues/ours/{dialogue.pk}/contacts/"):
        a_contact(dialogue.organisation, dialogue)
        client.get(where)
        with django_assert_num_queries(10**6, exact=False) as asked:
            client.get(where)
        few = len(asked)
        a_contact(dialogue.organisation, dialogue)
        a_contact(dialogue.organisation, dialogue)
        with django_assert_num_queries(few):
            client.get(where)

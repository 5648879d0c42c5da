"""A supplier comes in by a confirmed address and nobody else does; it sees its own page, asks colleagues in, gets a new link, and leaves."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import system
from nybrott.core.verdict import Refused
from nybrott.dialogues import actions, queries
from nybrott.dialogues.actions import Firm, Person
from nybrott.dialogues.models import Dialogue, Registration, Representative, Supplier
from nybrott.dialogues.tests.factories import a_representative, a_supplier, an_open_dialogue
from nybrott.journal.models import Letter
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db
NUMBER = "974760673"  # a real check digit


@pytest.fixture
def dialogue() -> Dialogue:
    return an_open_dialogue(an_organisation())


def now() -> datetime:
    return timezone.now()


def filled_in(**more: object) -> dict[str, object]:
    return {
        "firm": "Nattlys AS", "country": "NO", "number": "NO 974 760 673 MVA", "name": "Kari Lie", "email": "kari@nattlys.example", "language": "nb",
    } | more  # fmt: skip


def link_in(kind: str, email: str = "kari@nattlys.example") -> str:
    """The address in the newest letter of a kind, as it goes out."""
    letter = Letter.objects.filter(kind=kind, to_address=email).order_by("-pk").first()
    assert letter is not None
    assert "{link}" in letter.body, "the secret is not kept in the letter's words"
    return re.sub(r"^https?://[^/]+", "", letter.secrets["link"])


def registered(client: Client, dialogue: Dialogue, **more: object) -> str:
    """Through the pages; gives the address of the own page."""
    said = filled_in(**more)
    assert client.post(f"/dialogues/{dialogue.slug}/take-part/", said).status_code == 200
    answer = client.post(link_in("dialogues.confirm", str(said["email"])))
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_from_the_public_page_to_the_own_page(client: Client, dialogue: Dialogue) -> None:
    assert f"/dialogues/{dialogue.slug}/take-part/" in client.get(f"/dialogues/{dialogue.slug}/").content.decode()
    client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in(new="on", needs="Tolk"))
    assert not Supplier.objects.exists(), "nobody takes part before the address is confirmed"
    link = link_in("dialogues.confirm")
    assert client.get(link).status_code == 200
    assert not Supplier.objects.exists(), "opening a link changes nothing"
    own = client.post(link).headers["Location"]
    supplier = Supplier.objects.get()
    assert (supplier.number, supplier.name, supplier.new, supplier.small) == (NUMBER, "Nattlys AS", True, False)
    page = client.get(own)
    assert "no-store" in page.headers["Cache-Control"]
    text = page.content.decode()
    assert "Nattlys AS" in text
    assert "/ask/" in text, "what rooms above hang there is drawn"
    assert [(entry.kind, entry.giver, entry.people) for entry in queries.entries(dialogue)][1:] == [
        ("registered", supplier.key, "Kari Lie")
    ]
    assert client.get(link_in("dialogues.own_link")).status_code == 200
    assert client.post(link).status_code == 404, "the link works once"


def test_forged_and_expired_links_open_nothing(client: Client, dialogue: Dialogue) -> None:
    client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in())
    link = link_in("dialogues.confirm")
    for forged in (
        link[:-2] + "x/",
        "/dialogues/confirm/1/",
        "/dialogues/mine/1/",
        "/dialogues/mine/" + "A" * 43 + "/",
    ):
        assert client.get(forged).status_code == 404, forged
        assert client.post(forged).status_code in {404, 405}, forged
    Registration.objects.update(confirm_until=now() - timedelta(seconds=1))
    assert client.post(link).status_code == 404
    assert actions.forget_registrations(actor=system("Market dialogues"), now=now()) == 1
    assert not Supplier.objects.exists()


@pytest.mark.parametrize(
    ("field", "wrong", "why"),
    [
        ("number", "974760674", "siffer"), ("number", "12345", "ni"), ("email", "kari@", "e-post"), ("firm", "\u200b\u202e", ""), ("name", " ", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, dialogue: Dialogue, field: str, wrong: str, why: str
) -> None:
    answer = client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in(**{field: wrong}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert why in page.lower()
    assert "kari@nattlys.example" in page or field == "email"
    assert not Registration.objects.exists()


def test_names_with_script_and_formulas_do_no_harm(client: Client, dialogue: Dialogue) -> None:
    own = registered(client, dialogue, firm="<script>alert(1)</script> AS", name='=HYPERLINK("http://x")')
    assert "<script>alert(1)" not in client.get(own).content.decode()
    a_supplier(dialogue, "=1+1", number="")
    client.force_login(a_member(dialogue.organisation, "buyer"))
    page = client.get(f"/dialogues/ours/{dialogue.pk}/suppliers/").content.decode()
    assert "&lt;script&gt;" in page
    text = client.get(f"/dialogues/ours/{dialogue.pk}/suppliers.csv").content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert client.get(f"/dialogues/ours/{dialogue.pk}/suppliers.exe").status_code == 404


def test_braces_in_names_ask_for_no_secret(client: Client, dialogue: Dialogue) -> None:
    registered(client, dialogue, firm="{link} {stop} AS")
    bodies = [letter.body for letter in Letter.objects.filter(kind__startswith="dialogues.")]
    assert all(body.count("{link}") == 1 for body in bodies)


def test_a_second_person_of_the_same_firm_joins_it_and_the_first_is_told(client: Client, dialogue: Dialogue) -> None:
    registered(client, dialogue)
    registered(client, dialogue, name="Ola Vik", email="ola@nattlys.example")
    assert Supplier.objects.count() == 1
    assert Representative.objects.count() == 2
    told = Letter.objects.get(kind="dialogues.colleague")
    assert told.to_address == "kari@nattlys.example"
    assert "Ola Vik" in told.body
    assert [entry.kind for entry in queries.entries(dialogue)].count("registered") == 1


def test_thirty_speak_for_a_supplier_and_the_next_is_told_why(client: Client, dialogue: Dialogue) -> None:
    own = registered(client, dialogue)
    supplier = Supplier.objects.get()
    for _number in range(29):
        a_representative(supplier)
    answer = client.get(f"{own}colleague/")
    assert answer.status_code == 403
    assert "30 personer" in answer.content.decode()
    with pytest.raises(Refused):
        actions.register(
            dialogue=dialogue, firm=None, supplier=supplier, person=Person("A", "a@b.example"), key="k", now=now()
        )
    registration = actions.register(
        dialogue=dialogue,
        firm=Firm("Nattlys AS", NUMBER),
        person=Person("Nr. 31", "ny@nattlys.example"),
        key="k31",
        now=now(),
    )
    with pytest.raises(Refused):
        actions.confirm(registration=registration, key="own31", now=now())
    assert supplier.people.count() == 30


def test_a_colleague_is_asked_in_from_the_own_page(client: Client, dialogue: Dialogue) -> None:
    own = registered(client, dialogue)
    assert (
        client.post(
            f"{own}colleague/", {"name": "Ola Vik", "email": "OLA@nattlys.example", "language": "nn"}
        ).status_code
        == 302
    )
    theirs = client.post(link_in("dialogues.confirm", "ola@nattlys.example")).headers["Location"]
    assert "Ola Vik" in client.get(theirs).content.decode()
    assert client.get(own).status_code == 200, "the first one's link still works"


def test_a_new_link_ends_the_old_one_and_tells_nobody_who_is_known(client: Client, dialogue: Dialogue) -> None:
    own = registered(client, dialogue)
    known = client.post(f"/dialogues/{dialogue.slug}/new-link/", {"email": "kari@nattlys.example"})
    stranger = client.post(f"/dialogues/{dialogue.slug}/new-link/", {"email": "hvem@andre.example"})
    assert known.content.decode().replace("kari@nattlys.example", "") == stranger.content.decode().replace(
        "hvem@andre.example", ""
    )
    assert client.get(own).status_code == 404
    assert client.get(link_in("dialogues.own_link")).status_code == 200
    assert not Letter.objects.filter(to_address="hvem@andre.example").exists()


def test_a_supplier_that_leaves_reads_on_and_does_nothing_more(client: Client, dialogue: Dialogue) -> None:
    own = registered(client, dialogue)
    assert client.get(f"{own}leave/").status_code == 200
    assert Supplier.objects.get().left_at is None
    client.post(f"{own}leave/")
    client.post(f"{own}leave/")
    assert Supplier.objects.get().left_at is not None
    assert [entry.kind for entry in queries.entries(dialogue)].count("withdrawal") == 1
    assert Letter.objects.filter(kind="dialogues.left").count() == 1
    assert client.get(own).status_code == 200
    assert client.get(f"{own}colleague/").status_code == 403


def test_nobody_comes_in_when_it_is_too_late_or_locked(client: Client, dialogue: Dialogue) -> None:
    Dialogue.objects.filter(pk=dialogue.pk).update(register_until=now() - timedelta(hours=1))
    assert "Påmeldingen er stengt" in client.get(f"/dialogues/{dialogue.slug}/take-part/").content.decode()
    assert client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in()).status_code == 403
    Dialogue.objects.filter(pk=dialogue.pk).update(
        register_until=None, state="locked", locked_at=now(), lock_reason="Kunngjort."
    )
    assert client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in()).status_code == 403


def test_a_firm_known_from_a_contact_comes_in_as_itself(client: Client, dialogue: Dialogue) -> None:
    before = a_supplier(dialogue, "Nattlys", number=NUMBER)
    registered(client, dialogue)
    before.refresh_from_db()
    assert Supplier.objects.count() == 1
    assert before.name == "Nattlys AS"
    assert [entry.kind for entry in queries.entries(dialogue)].count("registered") == 1


def test_programs_that_fill_in_everything_are_not_written_to(client: Client, dialogue: Dialogue) -> None:
    assert client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in(website="http://spam")).status_code == 200
    assert not Registration.objects.exists()


def test_the_same_address_is_not_written_to_for_ever(client: Client, dialogue: Dialogue) -> None:
    statuses = [client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in()).status_code for _n in range(7)]
    assert statuses == [200] * 5 + [429] * 2


def test_the_list_asks_the_database_the_same_for_one_and_for_many(
    client: Client, dialogue: Dialogue, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(a_member(dialogue.organisation, "buyer"))
    address, counts = f"/dialogues/ours/{dialogue.pk}/suppliers/", []
    assert "Ingen leverandør deltar ennå" in client.get(address).content.decode()
    for _round in range(2):
        a_representative(a_supplier(dialogue, f"Firma {_round}"))
        a_representative(a_supplier(dialogue, f"Firmaet {_round}"))
        with django_assert_max_num_queries(60) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]

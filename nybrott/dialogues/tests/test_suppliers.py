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
from nybrott.dialogues.actions import Person
from nybrott.dialogues.models import Dialogue, Registration, Representative, Supplier
from nybrott.dialogues.tests.factories import a_buyer, a_representative, a_supplier, an_open_dialogue
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


def who_waits(client: Client, dialogue: Dialogue, **more: object) -> Registration:
    """Somebody who registers with the number of a supplier that is known, and confirms; nobody has said yes."""
    said = filled_in(name="Ola Vik", email="ola@andre.example", firm="Helt annet AS") | more
    assert client.post(f"/dialogues/{dialogue.slug}/take-part/", said).status_code == 200
    link = link_in("dialogues.confirm", str(said["email"]))
    answer = client.post(link)
    assert answer.status_code == 302
    assert answer.headers["Location"] == link
    assert "si ja før du ser noe" in client.get(link).content.decode()
    return Registration.objects.get(email=said["email"])


def test_whoever_knows_the_number_of_a_supplier_does_not_speak_for_it(client: Client, dialogue: Dialogue) -> None:
    """Organisation numbers are public: the address must be vouched for before it opens anything."""
    registered(client, dialogue)
    waits = who_waits(client, dialogue)
    assert Representative.objects.count() == 1
    assert not Letter.objects.filter(kind="dialogues.own_link", to_address="ola@andre.example").exists()
    assert Supplier.objects.get().name == "Nattlys AS", "nor is the name changed by it"
    asked = Letter.objects.get(kind="dialogues.wants_in")
    assert asked.to_address == "kari@nattlys.example"
    assert "Ola Vik (ola@andre.example)" in asked.body
    assert client.post(link_in("dialogues.confirm", "ola@andre.example")).status_code == 200, "it waits on"
    assert Representative.objects.count() == 1
    assert waits.supplier == Supplier.objects.get()


def test_one_who_speaks_for_it_says_yes_on_the_own_page(client: Client, dialogue: Dialogue) -> None:
    own = registered(client, dialogue)
    waits = who_waits(client, dialogue)
    assert "Ola Vik vil representere dere" in client.get(own).content.decode()
    assert client.post(f"{own}vouch/{waits.pk}/").status_code == 302
    assert Supplier.objects.get().people.count() == 2
    assert "Ola Vik" in client.get(link_in("dialogues.own_link", "ola@andre.example")).content.decode()
    assert Letter.objects.get(kind="dialogues.colleague").to_address == "kari@nattlys.example"
    assert client.post(f"{own}vouch/{waits.pk}/").status_code == 404
    assert [entry.kind for entry in queries.entries(dialogue)].count("registered") == 1


def test_one_who_speaks_for_another_cannot_say_yes(client: Client, dialogue: Dialogue) -> None:
    registered(client, dialogue)
    waits = who_waits(client, dialogue)
    other, key = a_representative(a_supplier(dialogue, "Annet AS"))
    assert client.post(f"/dialogues/mine/{key}/vouch/{waits.pk}/").status_code == 404
    with pytest.raises(Refused):
        actions.vouch(representative=other, registration=waits, key="x" * 40, now=now())
    assert waits.supplier is not None
    assert waits.supplier.people.count() == 1


def test_we_say_yes_or_no_from_inside(client: Client, dialogue: Dialogue) -> None:
    registered(client, dialogue)
    waits, no = who_waits(client, dialogue), who_waits(client, dialogue, email="falsk@andre.example", name="Per Falsk")
    inside = Client()
    inside.force_login(a_member(dialogue.organisation, "buyer"))
    page = inside.get(f"/dialogues/ours/{dialogue.pk}/suppliers/").content.decode()
    assert "ola@andre.example" in page
    assert "2 personer venter på et ja" in inside.get(f"/dialogues/ours/{dialogue.pk}/").content.decode()
    assert inside.post(f"/dialogues/ours/registrations/{waits.pk}/", {"answer": "yes"}).status_code == 302
    assert inside.post(f"/dialogues/ours/registrations/{no.pk}/", {"answer": "no"}).status_code == 302
    assert {one.email for one in Representative.objects.all()} == {"kari@nattlys.example", "ola@andre.example"}
    assert not Registration.objects.exists()
    told = Letter.objects.get(kind="dialogues.turned_away")
    assert told.to_address == "falsk@andre.example"
    others = Client()
    others.force_login(a_member(dialogue.organisation, "driver"))
    assert "ola@andre.example" not in others.get(f"/dialogues/ours/{dialogue.pk}/suppliers/").content.decode()


def test_who_nobody_answers_is_told_and_forgotten(client: Client, dialogue: Dialogue) -> None:
    registered(client, dialogue)
    waits = who_waits(client, dialogue)
    assert actions.forget_registrations(actor=system("Market dialogues"), now=now() + timedelta(days=13)) == 0
    assert actions.forget_registrations(actor=system("Market dialogues"), now=now() + timedelta(days=15)) == 1
    assert Letter.objects.get(kind="dialogues.turned_away").to_address == waits.email
    assert not Registration.objects.exists()


def test_somebody_who_should_never_have_spoken_is_taken_out(client: Client, dialogue: Dialogue) -> None:
    """Whoever came first with a number may be the wrong one: then those who carry the dialogue out end it, and the right one comes in."""
    own = registered(client, dialogue)
    wrong = Representative.objects.get()
    inside = Client()
    inside.force_login(a_member(dialogue.organisation, "buyer"))
    page = inside.get(f"/dialogues/ours/suppliers/{wrong.supplier_id}/").content.decode()
    assert "kari@nattlys.example" in page
    end = f"/dialogues/ours/representatives/{wrong.pk}/end/"
    assert inside.post(end, {"reason": ""}).status_code == 422
    assert inside.post(end, {"reason": "Virksomheten kjenner deg ikke."}).status_code == 302
    assert client.get(own).status_code == 404
    assert "kjenner deg ikke" in Letter.objects.get(kind="dialogues.speaks_no_more").body
    waits = who_waits(client, dialogue)
    inside.post(f"/dialogues/ours/registrations/{waits.pk}/", {"answer": "yes"})
    assert client.get(link_in("dialogues.own_link", "ola@andre.example")).status_code == 200
    back = who_waits(client, dialogue, email="kari@nattlys.example", name="Kari Lie")
    assert back.supplier == waits.supplier, "also the one who was taken out waits for a yes"


def test_foreign_firms_of_different_registers_are_not_one(client: Client, dialogue: Dialogue) -> None:
    registered(client, dialogue, country="XX", number="10012345", firm="Ljus Oy", email="a@ljus.example")
    registered(client, dialogue, country="XX", number="10012345", firm="Swiatlo Sp", email="b@swiatlo.example")
    registered(client, dialogue, country="SE", number="10012345", firm="Ljus AB", email="c@ljus.example")
    assert Supplier.objects.count() == 3
    who_waits(client, dialogue, country="SE", number="10012345", firm="LJUS", email="d@ljus.example")
    who_waits(client, dialogue, country="XX", number="10012345", firm="LJUS OY", email="e@ljus.example")


def test_registering_once_more_gives_a_new_link_and_changes_nothing_else(client: Client, dialogue: Dialogue) -> None:
    own = registered(client, dialogue, needs="Tolk")
    again = registered(client, dialogue, name="Noen andre", needs="", firm="Noe annet AS")
    person = Representative.objects.get()
    assert (person.name, person.needs, person.supplier.name) == ("Kari Lie", "Tolk", "Nattlys AS")
    assert client.get(again).status_code == 200
    assert client.get(own).status_code == 404, "the new link was opened, and so the old one stopped"


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
    assert (
        client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in(email="ny@nattlys.example")).status_code == 200
    )
    refused = client.post(link_in("dialogues.confirm", "ny@nattlys.example"))
    assert refused.status_code == 403
    assert "30 personer" in refused.content.decode()
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


def test_a_new_link_ends_the_old_one_when_it_is_opened_and_tells_nobody_who_is_known(
    client: Client, dialogue: Dialogue
) -> None:
    own = registered(client, dialogue)
    known = client.post(f"/dialogues/{dialogue.slug}/new-link/", {"email": "kari@nattlys.example"})
    stranger = client.post(f"/dialogues/{dialogue.slug}/new-link/", {"email": "hvem@andre.example"})
    assert known.content.decode().replace("kari@nattlys.example", "") == stranger.content.decode().replace(
        "hvem@andre.example", ""
    )
    assert client.get(own).status_code == 200, "nobody locks another out by asking for a link"
    new = link_in("dialogues.own_link")
    assert client.get(new).status_code == 200
    assert client.get(own).status_code == 404
    assert client.get(new).status_code == 200
    assert not Letter.objects.filter(to_address="hvem@andre.example").exists()


def test_who_speaks_for_several_gets_a_link_for_each(client: Client, dialogue: Dialogue) -> None:
    for name in ("Nattlys AS", "Daglys AS"):
        a_representative(a_supplier(dialogue, name), email="kari@lys.example")
    client.post(f"/dialogues/{dialogue.slug}/new-link/", {"email": "kari@lys.example"})
    letters = Letter.objects.filter(kind="dialogues.own_link")
    pages = [client.get(re.sub(r"^https?://[^/]+", "", one.secrets["link"])).content.decode() for one in letters]
    assert sorted(name for name in ("Nattlys AS", "Daglys AS") for page in pages if f">{name}</h1>" in page) == [
        "Daglys AS",
        "Nattlys AS",
    ]


def test_we_send_a_new_link_from_inside(client: Client, dialogue: Dialogue) -> None:
    person, _key = a_representative(a_supplier(dialogue), email="kari@nattlys.example")
    client.force_login(a_member(dialogue.organisation, "buyer"))
    assert client.post(f"/dialogues/ours/representatives/{person.pk}/link/").status_code == 302
    assert client.get(link_in("dialogues.own_link")).status_code == 200


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


def test_a_supplier_that_left_comes_back_while_others_may_register(client: Client, dialogue: Dialogue) -> None:
    own = registered(client, dialogue)
    assert client.post(f"{own}come-back/").status_code == 403, "it has not left"
    client.post(f"{own}leave/")
    assert "Delta igjen" in client.get(own).content.decode()
    assert client.post(f"{own}come-back/").status_code == 302
    assert Supplier.objects.get().left_at is None
    client.post(f"{own}leave/")
    told = [(entry.kind, entry.thing) for entry in queries.entries(dialogue)][1:]
    pk = Supplier.objects.get().pk
    assert told == [
        ("registered", f"s{pk}"), ("withdrawal", f"s{pk}-left"), ("registered", f"s{pk}-back-1"), ("withdrawal", f"s{pk}-left-2"),
    ]  # fmt: skip
    waits = who_waits(client, dialogue)
    assert Supplier.objects.get().left_at is not None, "registering alone brings nobody back"
    Dialogue.objects.filter(pk=dialogue.pk).update(register_until=now() - timedelta(hours=1))
    refused = client.post(f"{own}come-back/")
    assert refused.status_code == 403
    assert "kunne melde seg på" in refused.content.decode() or "melde seg på til" in refused.content.decode()
    with pytest.raises(Refused):
        actions.let_in(actor=a_buyer(dialogue.organisation), registration=waits, key="y" * 40, now=now())


def test_nobody_comes_in_when_it_is_too_late_or_locked(client: Client, dialogue: Dialogue) -> None:
    Dialogue.objects.filter(pk=dialogue.pk).update(register_until=now() - timedelta(hours=1))
    assert "Påmeldingen er stengt" in client.get(f"/dialogues/{dialogue.slug}/take-part/").content.decode()
    assert client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in()).status_code == 403
    Dialogue.objects.filter(pk=dialogue.pk).update(
        register_until=None, state="locked", locked_at=now(), lock_reason="Kunngjort."
    )
    assert client.post(f"/dialogues/{dialogue.slug}/take-part/", filled_in()).status_code == 403


def test_a_firm_known_from_a_contact_waits_for_our_yes_and_comes_in_as_itself(
    client: Client, dialogue: Dialogue
) -> None:
    before = a_supplier(dialogue, "Nattlys", number=NUMBER)
    waits = who_waits(client, dialogue, firm="Nattlys AS")
    actions.let_in(actor=a_buyer(dialogue.organisation), registration=waits, key="z" * 40, now=now())
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

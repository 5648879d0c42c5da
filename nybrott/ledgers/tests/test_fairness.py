"""What is not equal is red until it is put right; a newcomer is handed what was given before; the ledger proves itself."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import Actor, system
from nybrott.core.ledger import verify
from nybrott.core.verdict import Refused
from nybrott.dialogues.actions import enter
from nybrott.dialogues.models import DayHead, Dialogue, Query
from nybrott.dialogues.tests.factories import a_dialogue, a_representative, a_supplier, an_open_dialogue
from nybrott.disclosures.actions import tell_all
from nybrott.disclosures.tests.factories import a_contact, a_question
from nybrott.journal.models import Letter
from nybrott.ledgers import actions, queries
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db


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


def now() -> datetime:
    return timezone.now()


def soon() -> datetime:
    """The moment after what was just entered."""
    return timezone.now() + timedelta(seconds=2)


def slow_view(dialogue: Dialogue) -> dict[tuple[str, str], bool]:
    """The obvious twin: supplier × thing → whether an entry let it see the thing, gone through one by one."""
    told = queries.seen_of(dialogue, soon()).entries
    given_to_some = {
        entry.thing
        for entry in told
        if entry.giver == "us" and entry.kind not in {"locked", "opening", "reading", "catch_up", "minutes_secret"}
    }
    found = {}
    for one in dialogue.suppliers.filter(left_at=None):
        for thing in given_to_some:
            found[one.key, thing] = any(
                entry.thing == thing and entry.giver == "us" and entry.taker in {"all", one.key} for entry in told
            )
    return found


def test_what_one_was_told_is_red_and_the_page_says_what_to_do(
    client: Client, dialogue: Dialogue, buyer: Actor
) -> None:
    first, second = a_supplier(dialogue, "Nattlys AS"), a_supplier(dialogue, "Trygg Teknikk AS")
    page = client.get(f"/dialogues/ours/{dialogue.pk}/equal-treatment/").content.decode()
    assert "Ingen leverandør fikk noe andre ikke fikk." in page
    enter(
        dialogue=dialogue,
        kind="told",
        thing="told-1",
        title="Budsjettet er to millioner",
        taker=first.key,
        at=now(),
        now=now(),
    )
    found = queries.seen_of(dialogue, soon())
    assert [(one.code, one.level, one.who) for one in found.view.findings] == [("told_one", "red", (second.key,))]
    page = client.get(f"/dialogues/ours/{dialogue.pk}/equal-treatment/").content.decode()
    assert "Trygg Teknikk AS" in page
    assert "Budsjettet er to millioner" in page
    assert "kan ikke se det" in page
    with override("nb"):
        step = queries.next_step(buyer, dialogue, soon())
    assert step is not None
    assert (step.state, step.url) == (
        "Leverandørene behandles ikke likt i 1 ting.",
        f"/dialogues/ours/{dialogue.pk}/equal-treatment/",
    )
    enter(dialogue=dialogue, kind="published", thing="told-1", title="Budsjettet er to millioner", at=now(), now=now())
    assert queries.seen_of(dialogue, soon()).view.is_equal
    assert queries.next_step(buyer, dialogue, soon()) is None


def test_the_grid_is_as_a_slow_twin_finds_it(dialogue: Dialogue, buyer: Actor) -> None:
    some = [a_supplier(dialogue, f"Firma {n} AS") for n in range(3)]
    tell_all(actor=buyer, dialogue=dialogue, title="Notat", text="Vi har 40 plasser.", now=now())
    enter(dialogue=dialogue, kind="told", thing="told-1", title="Et tall", taker=some[0].key, at=now(), now=now())
    enter(
        dialogue=dialogue,
        kind="told_in_meeting",
        thing="told-2",
        title="Et annet",
        taker=some[1].key,
        at=now(),
        now=now(),
    )
    view = queries.seen_of(dialogue, soon()).view
    twin = slow_view(dialogue)
    assert {key for _supplier, key in twin} == set(view.items)
    assert {pair: view.seen(*pair) is not None for pair in twin} == twin


def test_a_newcomer_gets_what_was_told_before_in_one_click(client: Client, dialogue: Dialogue, buyer: Actor) -> None:
    then = now() - timedelta(days=3)
    Dialogue.objects.filter(pk=dialogue.pk).update(announced_at=then)
    tell_all(actor=buyer, dialogue=dialogue, title="Notat", text="Vi har 40 plasser.", now=now())
    late = a_supplier(
        dialogue,
        "Sen AS",
    )
    late.came_at = now() + timedelta(seconds=1)
    late.save()
    page = client.get(f"/dialogues/ours/{dialogue.pk}/equal-treatment/").content.decode()
    assert "Send Sen AS det den har gått glipp av" in page
    refused = client.post(f"/dialogues/ours/suppliers/{late.pk}/catch-up/")
    assert refused.status_code == 403, "there is nobody to write to"
    a_representative(late, email="sen@firma.example")
    assert client.post(f"/dialogues/ours/suppliers/{late.pk}/catch-up/").status_code == 302
    letter = Letter.objects.get(kind="ledgers.catch_up")
    assert letter.to_address == "sen@firma.example"
    assert "— Notat\nVi har 40 plasser." in letter.body
    assert f"/dialogues/{dialogue.slug}/information/" in letter.body
    found = queries.seen_of(dialogue, soon())
    assert queries.pack_of(found, late) == []
    assert found.entries[-1].kind == "catch_up"
    assert found.entries[-1].taker == late.key
    client.post(f"/dialogues/ours/suppliers/{late.pk}/catch-up/")
    assert Letter.objects.filter(kind="ledgers.catch_up").count() == 1, "nothing is sent twice"


def test_only_those_who_carry_it_out_send_a_pack(place: Organisation, dialogue: Dialogue) -> None:
    supplier = a_supplier(dialogue)
    with pytest.raises(Refused):
        actions.catch_up(actor=actor_of(a_member(place, "observer"), place), supplier=supplier, now=now())
    supplier.left_at = now()
    supplier.save()
    with pytest.raises(Refused):
        actions.catch_up(actor=actor_of(a_member(place, "buyer"), place), supplier=supplier, now=now())


def test_the_seal_of_each_day_is_published_once_and_anybody_can_check(client: Client, dialogue: Dialogue) -> None:
    clock = now()
    assert actions.publish_heads(actor=system("Ledger"), dialogue=dialogue, now=clock) == 0, "the day is not over"
    tomorrow = clock + timedelta(days=1)
    assert actions.publish_all_heads(actor=system("Ledger"), now=tomorrow) == 1
    assert actions.publish_all_heads(actor=system("Ledger"), now=tomorrow) == 0
    head = DayHead.objects.get()
    client.logout()
    page = client.get(f"/dialogues/{dialogue.slug}/ledger/").content.decode()
    assert head.seal in page
    assert f"/dialogues/{dialogue.slug}/ledger/" in client.get(f"/dialogues/{dialogue.slug}/").content.decode()
    lines = b"".join(client.get(f"/dialogues/{dialogue.slug}/ledger.jsonl").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert verify(lines).faults == ()
    assert any("head" in json.loads(line) for line in lines)


def test_the_public_ledger_names_no_supplier_and_no_secret(client: Client, dialogue: Dialogue) -> None:
    supplier = a_supplier(dialogue, "Hemmelig Navn AS")
    enter(
        dialogue=dialogue, kind="input_secret", thing="i1", title="Vår legering", giver=supplier.key, taker="us", at=now(), now=now(), secret=True,
        people="Kari Lie",
    )  # fmt: skip
    text = b"".join(client.get(f"/dialogues/{dialogue.slug}/ledger.jsonl").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Hemmelig Navn" not in text
    assert "legering" not in text
    assert "Kari" not in text
    assert supplier.key in text
    inside = client.get(f"/dialogues/ours/{dialogue.pk}/ledger/").content.decode()
    assert "legering" not in inside


def test_the_public_ledger_does_not_tell_who_asked_by_a_key_either(client: Client, dialogue: Dialogue) -> None:
    """Other entries tell whose key it is: a meeting at the time of minutes under a name."""
    query = a_question(a_supplier(dialogue, "Spør AS"))
    lines = b"".join(client.get(f"/dialogues/{dialogue.slug}/ledger.jsonl").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    asked = [json.loads(line)["fields"] for line in lines if '"question"' in line]
    assert [one["giver"] for one in asked] == ["somebody"]
    assert verify(lines).faults == ()
    assert query.supplier is not None
    inside = [one for one in queries.seen_of(dialogue, soon()).entries if one.kind == "question"]
    assert [one.giver for one in inside] == [query.supplier.key], "those inside know whom they answer"


def test_a_draft_has_no_public_ledger(client: Client, place: Organisation) -> None:
    draft = a_dialogue(place)
    assert client.get(f"/dialogues/{draft.slug}/ledger/").status_code == 404
    assert client.get(f"/dialogues/{draft.slug}/ledger.jsonl").status_code == 404


def spoilt(value: object) -> object:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str() if len(value) > 4 and value[4] == "-" and value.endswith("Z"):
            return value.replace("20", "21", 1)
        case str():
            return f"{value}x"
        case list():
            return [*value, "x"]
    raise AssertionError(value)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_entry_or_seal_that_is_altered_removed_or_moved_is_found(dialogue: Dialogue, data: st.DataObject) -> None:
    """Every field of every line, the seals of days among them (the day of one is for the eye alone); lines taken away (the last too), swapped, and put in twice."""
    if dialogue.entries.count() < 6:
        supplier = a_supplier(dialogue)
        for number in range(5):
            enter(dialogue=dialogue, kind="published", thing=f"t{number}", title=f"Notat {number}", at=now(), now=now())
        enter(
            dialogue=dialogue, kind="meeting", thing="m1", taker=supplier.key, minutes=30, at=now(), now=now(), people="Kari", about=("t1",),
        )  # fmt: skip
        actions.publish_heads(actor=system("Ledger"), dialogue=dialogue, now=now() + timedelta(days=1))
    lines = list(queries.ledger_lines(dialogue, now() + timedelta(days=1)))
    assert verify(lines).faults == ()
    assert sum("head" in json.loads(line) for line in lines) == 1
    how = data.draw(st.sampled_from(["alter", "remove", "swap", "twice"]))
    entered = [
        place for place, line in enumerate(lines) if place and (how == "alter" or "head" not in json.loads(line))
    ]
    at = data.draw(st.sampled_from(entered))
    other = data.draw(st.integers(1, len(lines) - 1).filter(lambda place: place != at and place in entered))
    if how == "alter":
        said = json.loads(lines[at])
        where = said["head"] if "head" in said else data.draw(st.sampled_from([said, said["fields"]]))
        name = data.draw(
            st.sampled_from(
                sorted(
                    key
                    for key, value in where.items()
                    if not isinstance(value, dict) and value is not None and key != "day"
                )
            )
        )
        where[name] = spoilt(where[name])
        lines[at] = json.dumps(said) + "\n"
    elif how == "remove":
        del lines[at]
    elif how == "twice":
        lines.insert(other, lines[at])
    else:
        lines[at], lines[other] = lines[other], lines[at]
    assert verify(lines).faults


def test_what_a_supplier_that_left_was_told_stays_red(client: Client, dialogue: Dialogue) -> None:
    gone, stays = a_supplier(dialogue, "Borte AS"), a_supplier(dialogue, "Her AS")
    enter(dialogue=dialogue, kind="told", thing="told-1", title="Et tall", taker=gone.key, at=now(), now=now())
    gone.left_at = now()
    gone.save()
    found = queries.seen_of(dialogue, soon())
    assert [(one.code, one.level, one.who) for one in found.view.findings] == [("told_one", "red", (stays.key,))]
    assert list(found.view.suppliers) == [stays.key], "who left is compared with nobody"
    assert "Et tall" in client.get(f"/dialogues/ours/{dialogue.pk}/equal-treatment/").content.decode()


def test_a_finding_leads_to_where_it_is_put_right(client: Client, dialogue: Dialogue, place: Organisation) -> None:
    a_supplier(dialogue, "Her AS")
    contact = a_contact(place, dialogue)
    query = a_question(a_supplier(dialogue, "Der AS"))
    Query.objects.filter(pk=query.pk).update(asked_at=now() - timedelta(days=9))
    page = client.get(f"/dialogues/ours/{dialogue.pk}/equal-treatment/").content.decode()
    assert f'href="/dialogues/ours/contacts/{contact.pk}/"' in page
    assert client.get(f"/dialogues/ours/contacts/{contact.pk}/").status_code == 200
    assert f'href="/dialogues/ours/questions/{query.pk}/"' in page
    assert queries.places_of(dialogue, ["q0", "told-999999", "told-x", "item-1", "q" + "9" * 20]) == {}


def test_a_dialogue_that_fails_does_not_keep_the_seals_of_others(
    dialogue: Dialogue, place: Organisation, buyer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = an_open_dialogue(place, actor=buyer, title="En annen dialog")
    days_over, tomorrow = queries.days_over, now() + timedelta(days=1)

    def spoiled(one: Dialogue, at: datetime) -> object:
        if one.pk == dialogue.pk:
            raise ValueError("its ledger cannot be read")
        return days_over(one, at)

    monkeypatch.setattr(queries, "days_over", spoiled)
    with pytest.raises(ExceptionGroup) as told:
        actions.publish_all_heads(actor=system("Ledger"), now=tomorrow)
    assert [type(one) for one in told.value.exceptions] == [ValueError]
    assert set(DayHead.objects.values_list("dialogue", flat=True)) == {other.pk}
    monkeypatch.undo()
    assert actions.publish_all_heads(actor=system("Ledger"), now=tomorrow) == 1


def test_the_catch_up_pack_holds_what_was_told_and_stands_on_the_own_page(
    client: Client, dialogue: Dialogue, buyer: Actor
) -> None:
    Dialogue.objects.filter(pk=dialogue.pk).update(announced_at=now() - timedelta(days=3))
    tell_all(actor=buyer, dialogue=dialogue, title="Kort", text="Vi har 40 plasser på {link}.", now=now())
    tell_all(actor=buyer, dialogue=dialogue, title="For langt", text="x" * 20_001, now=now())
    late = a_supplier(dialogue, "Sen AS")
    late.came_at = now() + timedelta(seconds=1)
    late.save()
    _person, key = a_representative(late)
    assert "før dere kom" not in client.get(f"/dialogues/mine/{key}/").content.decode()
    actions.catch_up(actor=buyer, supplier=late, now=now() + timedelta(seconds=2))
    body = Letter.objects.get(kind="ledgers.catch_up").body
    assert "— Kort\nVi har 40 plasser på (link)." in body
    assert "— For langt\n(Den er lang" in body
    page = client.get(f"/dialogues/mine/{key}/").content.decode()
    assert "Det som var sagt før dere kom" in page
    assert "2 ting ble sendt" in page
    assert "<li>Kort</li><li>For langt</li>" in page


def test_a_grid_of_many_suppliers_and_much_information_has_pages(client: Client, dialogue: Dialogue) -> None:
    for number in range(26):
        a_supplier(dialogue, f"Firma {number:02} AS")
    for number in range(9):
        enter(dialogue=dialogue, kind="published", thing=f"t{number}", title=f"Notat {number}", at=now(), now=now())
    address = f"/dialogues/ours/{dialogue.pk}/equal-treatment/"
    first = client.get(address).content.decode().split('id="grid"')[1]
    assert "Opplysning 1 til 6 av 10, den eldste først." in first
    assert ("Firma 00 AS" in first, "Firma 25 AS" in first) == (True, False)
    last = client.get(address, {"page": "2", "things": "2"}).content.decode().split('id="grid"')[1]
    assert ("Firma 00 AS" in last, "Firma 25 AS" in last) == (False, True)
    assert ("Notat 4" in last, "Notat 8" in last) == (False, True)
    assert client.get(address, {"page": "x", "things": "-1"}).status_code == 200


def test_files_of_the_view_hold_every_pair(client: Client, dialogue: Dialogue) -> None:
    a_supplier(dialogue, "=HYPERLINK(1)")
    text = client.get(f"/dialogues/ours/{dialogue.pk}/equal-treatment/view.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert client.get(f"/dialogues/ours/{dialogue.pk}/equal-treatment/view.xlsx").status_code == 200
    assert json.loads(client.get(f"/dialogues/ours/{dialogue.pk}/equal-treatment/view.json").content)
    assert client.get(f"/dialogues/ours/{dialogue.pk}/equal-treatment/view.exe").status_code == 404


def test_the_page_asks_the_database_the_same_for_one_supplier_and_for_many(
    client: Client, dialogue: Dialogue, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_supplier(dialogue)
    address, counts = f"/dialogues/ours/{dialogue.pk}/equal-treatment/", []
    client.get(address)
    for _round in range(2):
        with django_assert_max_num_queries(60) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        for number in range(5):
            a_supplier(dialogue, f"Firma {number} AS")
    assert counts[0] == counts[1]


def test_what_was_given_in_the_same_second_stands_in_the_order_of_its_numbers(dialogue: Dialogue, buyer: Actor) -> None:
    Dialogue.objects.filter(pk=dialogue.pk).update(announced_at=now() - timedelta(days=3))
    at = now().replace(microsecond=0)
    for number in range(12):  # whichever numbers they get, some have one digit more than the one before
        tell_all(actor=buyer, dialogue=dialogue, title=f"Svar {number}", text="Vi har 40 plasser.", now=at)
    late = a_supplier(dialogue, "Sen AS")
    late.came_at = at + timedelta(seconds=5)
    late.save()
    found = queries.seen_of(dialogue, at + timedelta(seconds=10))
    assert [found.titles[thing] for thing in queries.pack_of(found, late)] == [f"Svar {number}" for number in range(12)]

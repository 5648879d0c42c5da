"""What is said of a person is erased, the chain holds, and it tells that something was erased."""

import pytest

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused
from nybrott.journal.actions import NewLetter, erase_person, seal_entries
from nybrott.journal.models import Entry, Letter
from nybrott.journal.queries import ERASED, prove, sentence
from nybrott.journal.tests.factories import KARI, NOW, a_letter, an_entry

pytestmark = pytest.mark.django_db
OLA = Actor(9, 3, "Ola")
ELSEWHERE = Actor(9, 4, "Ola")
HOST = Actor(1, None, "Drift", permissions=frozenset({"host.manage"}))


def said() -> str:
    return " ".join(str(entry.private) for entry in Entry.objects.all())


def test_what_a_person_did_is_erased_and_the_chain_holds_and_tells_of_it() -> None:
    an_entry()
    mine = an_entry(OLA)
    seal_entries(now=NOW)
    unsealed = an_entry(OLA)
    done = erase_person(actor=KARI, user_id=9, now=NOW)
    assert (done.entries, done.letters) == (2, 0)
    seal_entries(now=NOW)
    assert "Ola" not in said()
    told = Entry.objects.get(verb=ERASED)
    assert told.private == {"actor": "", "thing": "3", "facts": {"entries": 2, "places": "2-3"}}
    assert told.actor_user_id == 7
    proof = prove(3)
    assert (proof.sealed, proof.broken) == (4, None)
    for entry in (mine, unsealed):
        entry.refresh_from_db()
        assert (entry.private, entry.salt, entry.erased_at) == (None, None, NOW)
    assert "Ola" not in sentence(mine)
    assert erase_person(actor=KARI, user_id=9, now=NOW).entries == 0


def test_erased_are_also_things_and_addresses_but_just_those() -> None:
    an_entry(ref=5)
    an_entry(ref=55)
    an_entry(ref=6, to="ola@example.org")
    an_entry(ref=7, to="Skriv til OLA@example.org.")
    an_entry(ref=8, to="kola@example.org")
    an_entry(ref=9, to="ola@example.organic.no")
    erase_person(actor=KARI, things=[("needs.need", "5")], addresses=["Ola@example.org"], now=NOW)
    kept = Entry.objects.filter(private__isnull=False).exclude(verb=ERASED)
    assert sorted(kept.values_list("thing_ref", flat=True)) == ["55", "8", "9"]


def test_letters_to_the_person_are_blanked_and_those_that_had_not_gone_withdrawn() -> None:
    waiting = a_letter(to_user_id=9, body="{link}", secrets={"link": "x"})
    sent = a_letter(to_address="OLA@example.org")
    Letter.objects.filter(pk=sent.pk).update(state="sent")
    other = a_letter(to_address="per@example.org")
    assert erase_person(actor=KARI, user_id=9, addresses=["ola@example.org"], now=NOW).letters == 2
    for letter, state in ((waiting, "withdrawn"), (sent, "sent")):
        letter.refresh_from_db()
        assert (letter.state, letter.to_address, letter.subject, letter.body, letter.secrets) == (state, "", "", "", {})
    other.refresh_from_db()
    assert other.body


def test_in_the_own_organisation_or_everywhere() -> None:
    an_entry(OLA)
    an_entry(ELSEWHERE)
    assert erase_person(actor=KARI, user_id=9, now=NOW).entries == 1
    assert "Ola" in said()
    for actor, everywhere in ((KARI, True), (OLA, False), (OLA, True)):
        with pytest.raises(Refused):
            erase_person(actor=actor, user_id=9, everywhere=everywhere, now=NOW)
    assert erase_person(actor=HOST, user_id=9, everywhere=True, now=NOW).entries == 1
    assert "Ola" not in said()
    assert erase_person(actor=system("Retention"), user_id=9, everywhere=True, now=NOW).entries == 0
    seal_entries(now=NOW)
    assert [prove(chain).broken for chain in (3, 4)] == [None, None]


def test_nothing_to_erase_leaves_no_trace() -> None:
    an_entry(KARI, NewLetter("needs.told", "x@example.org", "s", "b"))
    assert erase_person(actor=KARI, now=NOW).entries == 0
    assert not Entry.objects.filter(verb=ERASED).exists()

"""Every address that hangs on the link of a supplier's letter, in every room: one that is forged opens nothing, tells nothing and leaves nothing behind."""

import pytest
from django.test import Client

from nybrott.dialogues.tests.factories import a_representative, a_supplier, an_open_dialogue
from nybrott.journal.models import Entry
from nybrott.people.tests.factories import an_organisation
from nybrott.web.tests.test_doors import ADDRESSES

pytestmark = pytest.mark.django_db
OWN = {name: address for name, address in ADDRESSES.items() if address.startswith("/dialogues/mine/x/")}


def test_the_rooms_of_a_dialogue_hang_there() -> None:
    assert {name.split(":")[0] for name in OWN} >= {"dialogues", "disclosures", "meetings", "submissions"}


def test_a_forged_link_opens_nothing_in_any_room() -> None:
    key = a_representative(a_supplier(an_open_dialogue(an_organisation())))[1]
    before, typed = (
        Entry.objects.count(),
        {"text": "x", "wants": "1", "approve": "yes", "version": "0", "email": "a@b.example"},
    )
    for number, (name, address) in enumerate(OWN.items()):
        guest = Client(REMOTE_ADDR=f"192.0.2.{number}")  # who guesses much is made to wait; that is asked elsewhere
        for forged in (key[:-1], "%00", "a" * 2_000):
            there = address.replace("/mine/x/", f"/mine/{forged}/")
            for answer in (guest.get(there), guest.post(there, typed)):
                assert answer.status_code in {404, 405}, (name, forged[:40], answer.status_code)
                assert b"Nattlys AS" not in answer.content, name
    assert Entry.objects.count() == before

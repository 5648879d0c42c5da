"""Every page a supplier reaches from its own page leads back to it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from nybrott.dialogues.tests.factories import a_representative, a_supplier, an_open_dialogue
from nybrott.people.tests.factories import an_organisation

pytestmark = pytest.mark.django_db


def test_pages_below_a_suppliers_own_page_lead_back_to_it(client: Client) -> None:
    dialogue = an_open_dialogue(an_organisation(), answers_until=timezone.now() + timedelta(days=5))
    _person, key = a_representative(a_supplier(dialogue))
    own = f"/dialogues/mine/{key}/"
    below = {link for link in client.get(own).content.decode().split('"') if link.startswith(own)} - {own}
    assert {f"{own}ask/", f"{own}leave/", f"{own}colleague/"} < below
    for link in below:
        assert f'href="{own}"' in client.get(link).content.decode(), link


LEADS = re.compile(r"\{\{ (url|address|page|given) \}\}|\[link\]|\{link\}")
ROOMS = ("dialogues", "disclosures", "submissions", "invitations", "feedback", "ledgers", "meetings", "conferences")


def said_in(path: Path) -> str:
    """What a letter says, with the parts it takes in."""
    text = path.read_text()
    parts = re.findall(r'{% include "\w+/letters/(\w+\.txt)" %}', text)
    return text + "".join((path.parent / part).read_text() for part in parts)


def test_every_letter_of_a_dialogue_leads_to_where_its_reader_can_act() -> None:
    top = Path(__file__).resolve().parents[2]
    paths = [path for room in ROOMS for path in (top / room / "templates" / room / "letters").glob("*.txt")]
    letters = {f"{path.parts[-3]}/{path.stem}": said_in(path) for path in paths}
    assert len(letters) > 25
    # a part of other letters, and what ends that somebody speaks for a supplier: there is nothing more they can do but write to us
    assert {name for name, said in letters.items() if not LEADS.search(said)} <= {
        "conferences/where",
        "dialogues/speaks_no_more",
    }
    lost = "where you ask for a new link to your own page"
    assert [name for name, said in letters.items() if "earlier letter" in said and lost not in said] == []

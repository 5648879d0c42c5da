"""Every page a supplier reaches from its own page leads back to it."""

from datetime import timedelta

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

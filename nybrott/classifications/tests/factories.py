"""Drafts and classes, for tests."""

from django.utils import timezone

from nybrott.classifications import actions
from nybrott.classifications.models import Draft
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer

SENTENCE = "Løsningen finnes ikke på markedet i dag."
TEXT = f"Tryggere netter hjemme\n\nVi har 40 plasser.\nEldre faller om natten. {SENTENCE}\nFristen er i mars."


def a_draft(procurement: Procurement, text: str | bytes = TEXT, name: str = "utkast.txt") -> Draft:
    """A draft a buyer brought in; by itself it speaks for mar-nov and a procurement of innovation."""
    data = text.encode() if isinstance(text, str) else text
    return actions.bring_draft(actor=a_buyer(procurement.organisation), procurement=procurement, data=data, name=name, now=timezone.now())  # fmt: skip

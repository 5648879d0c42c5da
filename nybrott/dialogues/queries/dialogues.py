"""Dialogues as lists find them."""

from django.db.models import QuerySet

from nybrott.dialogues.models import Dialogue


def announced() -> QuerySet[Dialogue]:
    """Those everyone may read, also when they have ended: an address never goes dead."""
    return Dialogue.objects.public().select_related("organisation")

"""Views of the portfolio are saved and forgotten."""

from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.people.models import Organisation
from nybrott.people.rules import works_here
from nybrott.procurements import rules
from nybrott.procurements.models import SavedView


@transaction.atomic
def save_view(*, actor: Actor, organisation: Organisation, name: str, query: str, now: datetime) -> SavedView:
    """Keep a view of the portfolio under a name; one of the same name is replaced."""
    insist(works_here(actor))
    kept, _new = SavedView.objects.update_or_create(
        organisation=organisation,
        user_id=actor.user_id or 0,
        name=name.strip(),
        defaults={"query": query, "saved_at": now},
    )
    record(actor=actor, verb="procurements.view_saved", thing=kept, at=now)
    return kept


@transaction.atomic
def forget_view(*, actor: Actor, view: SavedView, now: datetime) -> None:
    """Forget a saved view."""
    insist(rules.may_forget(actor, view))
    record(actor=actor, verb="procurements.view_forgotten", thing=view, at=now)
    view.delete()

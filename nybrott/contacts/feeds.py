"""Talks as rows to take along. No names, no addresses."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.contacts import queries
from nybrott.contacts.models import Talk
from nybrott.core.actor import Actor
from nybrott.ui.sheets import Column, Sheet, Value


def talks_sheet(actor: Actor) -> Sheet:
    """A row for each talk of the organisation, the latest first."""
    columns = [
        Column("about", _("About"), _("What the talk is about.")), Column("direction", _("Who asked"), _("“we” or “they”.")),
        Column("other", _("The other organisation"), _("Its name.")), Column("number", _("Its number"), _("Its official number, which tells it from others of the same name.")),
        Column("state", _("State"), _("The stage it has reached.")), Column("asked_on", _("Asked"), _("The day.")), Column("answered_on", _("Answered"), _("The day; empty while it waits.")),
        Column("held_on", _("Held"), _("The day.")), Column("reason", _("Why"), _("Why it was not now, or was called off.")),
        Column("ours", _("What we learned"), _("As our side wrote it.")), Column("theirs", _("What they learned"), _("As the other side wrote it.")),
        Column("page", _("Page"), _("Where it is read, after signing in.")),
    ]  # fmt: skip
    rows = (_row(actor, one) for one in queries.talks_of(actor).prefetch_related("sides"))
    return Sheet("talks", _("Talks"), columns, rows, [])


def _row(actor: Actor, one: Talk) -> tuple[Value, ...]:
    other = one.other(actor.organisation_id)
    learned = {side.organisation_id: side.learned for side in one.sides.all()}
    return (
        one.about, _("we") if one.organisation_id == actor.organisation_id else _("they"), other.name, other.number, str(one.get_state_display()), timezone.localdate(one.asked_at),
        timezone.localdate(one.answered_at) if one.answered_at else None, one.held_on, one.reason, learned.get(actor.organisation_id or 0, ""), learned.get(other.pk, ""),
        f"{settings.ADDRESS}{reverse('contacts:talk', args=[one.pk])}",
    )  # fmt: skip

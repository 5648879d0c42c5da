"""Links between needs for tests, made by the same actions people use."""

from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.ties import Kind
from nybrott.hearings.models import Evidence
from nybrott.insights.actions import NeedParts, write_need
from nybrott.needs.models import Need, NeedLink
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor
from nybrott.themes import actions
from nybrott.themes.models import NotAlike


def a_need_saying(actor: Actor, challenge: Challenge, who: str, need: str, *evidence: Evidence) -> Need:
    """A need in these words."""
    parts = NeedParts(who, need)
    return write_need(actor=actor, challenge=challenge, parts=parts, evidence=evidence, now=timezone.now())[0]


def linked(one: Need, other: Need, kind: Kind = "same", actor: Actor | None = None) -> NeedLink:
    """A link a lead made."""
    lead = actor or an_actor(Organisation.objects.get(pk=one.organisation_id), "lead")
    return actions.link_needs(actor=lead, one=one, other=other, kind=kind, now=timezone.now())[0]


def set_apart(one: Need, other: Need, actor: Actor | None = None) -> NotAlike:
    """A pair a lead said is not alike."""
    lead = actor or an_actor(Organisation.objects.get(pk=one.organisation_id), "lead")
    return actions.tell_apart(actor=lead, one=one, other=other, reason="Den ene gjelder dagen.", now=timezone.now())

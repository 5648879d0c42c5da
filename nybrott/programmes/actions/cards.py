"""An organisation's method cards: written, adapted, changed, brought up to date with what they were made from."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.merging import settle
from nybrott.core.methods import CardError, catalogue, read_card
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.people.actions.organisations import slug_of
from nybrott.people.models import Organisation
from nybrott.programmes import rules
from nybrott.programmes.models import MethodCard

RESERVED = ("new",)  # words that stand where a card's name does in addresses


def _read(content: Mapping[str, Any], slug: str) -> dict[str, Any]:
    try:
        return read_card(dict(content) | {"id": slug}, place=slug).data()
    except CardError as trouble:
        raise Refused(
            _("The card cannot be saved: %(key)s %(reason)s.") % {"key": trouble.key, "reason": trouble.reason}
        ) from None


def _held(card: MethodCard) -> MethodCard:
    return MethodCard.objects.select_for_update(of=("self",)).get(pk=card.pk)


@transaction.atomic
def adapt_card(*, actor: Actor, organisation: Organisation, origin: str, now: datetime) -> MethodCard:
    """Make a card that comes with Nybrott the organisation's own, as it is until somebody changes it."""
    own = MethodCard.objects.filter(organisation=organisation, slug=origin).first()
    insist(rules.may_adapt_card(actor, own))
    if origin not in catalogue():
        raise Refused(_("That card no longer exists."))
    data = catalogue()[origin].data()
    try:
        with transaction.atomic():
            made = MethodCard.objects.create(
                organisation=organisation, slug=origin, origin=origin, base=data, content=data, written_by_id=actor.user_id, written_at=now
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("Your organisation has already adapted this card. Change that one.")) from None
    record(actor=actor, verb="programmes.card_adapted", thing=made, at=now)
    return made


@transaction.atomic
def write_card(*, actor: Actor, organisation: Organisation, content: Mapping[str, Any], now: datetime) -> MethodCard:
    """Write a card that is all the organisation's own. Its address is made from its name."""
    insist(rules.may_write_cards(actor))
    names = [content[language]["name"] for language in ("nb", "nn", "en") if language in content]
    Organisation.objects.held(organisation.pk)
    taken = {*catalogue(), *RESERVED, *organisation.method_cards.values_list("slug", flat=True)}
    name = (names[0] if names else "").replace("_", " ")
    slug = slug_of(name if re.match(r"[a-zæøå].*\w.*\w", name, re.IGNORECASE) else f"kort {name}", taken)
    made = MethodCard.objects.create(
        organisation=organisation, slug=slug, content=_read(content, slug), written_by_id=actor.user_id, written_at=now
    )  # fmt: skip
    record(actor=actor, verb="programmes.card_written", thing=made, at=now)
    return made


@transaction.atomic
def change_card(*, actor: Actor, card: MethodCard, content: Mapping[str, Any], now: datetime) -> MethodCard:
    """Change what a card says. Nothing happens when it says so already."""
    card = _held(card)
    insist(rules.may_change_card(actor, card))
    said = _read(content, card.slug)
    if said == card.content:
        return card
    return _kept(actor=actor, card=card, base=card.base, content=said, verb="programmes.card_changed", now=now)


@transaction.atomic
def settle_card(*, actor: Actor, card: MethodCard, path: tuple[str, ...], chosen: Any, now: datetime) -> MethodCard:
    """Decide on one piece that is new in the card this one was made from: `chosen` stands here after this."""
    card = _held(card)
    insist(rules.may_change_card(actor, card))
    theirs = card.theirs
    if theirs is None:
        raise Refused(_("The card this one was made from is gone."))
    try:
        base, ours = settle(card.base, card.content, theirs, path, chosen)
    except LookupError:
        raise Refused(_("This piece has been settled or is gone. Look again.")) from None
    said = _read(ours, card.slug)
    return _kept(actor=actor, card=card, base=base, content=said, verb="programmes.card_settled", now=now)


def _kept(*, actor: Actor, card: MethodCard, base: Any, content: Any, verb: str, now: datetime) -> MethodCard:
    card.base, card.content, card.version = base, content, card.version + 1
    card.written_by_id, card.written_at = actor.user_id, now
    card.save(update_fields=["base", "content", "version", "written_by", "written_at"])
    record(actor=actor, verb=verb, thing=card, at=now, facts={"version": card.version})
    return card


@transaction.atomic
def put_away_card(*, actor: Actor, card: MethodCard, now: datetime) -> MethodCard:
    """Put a card away; nothing of it is lost."""
    card = _held(card)
    insist(rules.may_put_away_card(actor, card))
    card.put_away_at = now
    card.save(update_fields=["put_away_at"])
    record(actor=actor, verb="programmes.card_put_away", thing=card, at=now)
    return card


@transaction.atomic
def take_out_card(*, actor: Actor, card: MethodCard, now: datetime) -> MethodCard:
    """Take a card out again."""
    card = _held(card)
    insist(rules.may_take_out_card(actor, card))
    card.put_away_at = None
    card.save(update_fields=["put_away_at"])
    record(actor=actor, verb="programmes.card_taken_out", thing=card, at=now)
    return card

"""What is made of a case that is taken over: by the actions of the rooms it belongs to, as drafts that say where they are from.

All in the transaction of whoever asks, who holds the adoption: either everything is made or nothing is, and nothing twice.
"""

from datetime import datetime
from secrets import token_hex

from django.utils.text import slugify

from nybrott.adoptions import queries
from nybrott.adoptions.models import Adoption, Made
from nybrott.adoptions.queries import OfferedCard
from nybrott.adoptions.states import Piece
from nybrott.cases.models import Case, Version
from nybrott.challenges import actions as challenges
from nybrott.challenges.actions import ChallengeDetails
from nybrott.contacts.actions import DRAFT
from nybrott.contacts.states import Kind
from nybrott.core.actor import Actor
from nybrott.core.methods import catalogue
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import save_draft
from nybrott.dialogues import actions as dialogues
from nybrott.journal.actions import record
from nybrott.needs.models import NeedDescription
from nybrott.needs.states import DescriptionState
from nybrott.programmes import actions as programmes
from nybrott.programmes.models import MethodCard


def make_piece(actor: Actor, adoption: Adoption, piece: Piece, now: datetime) -> None:
    """Make one piece of the case behind an adoption that is held. Raises `Refused` when it is made already, the case has nothing to give, or the actor may not."""
    case = queries.readable(actor, adoption)
    version = (queries.followed(actor, adoption) or case.newest) if case is not None else None
    offer = next(one for one in queries.offers(actor, case, version, adoption) if one.piece == piece)
    insist(offer.may)
    if case is None or version is None:
        raise Refused(offer.may.reason)
    make = {Piece.CHALLENGE: _challenge, Piece.CARDS: _cards, Piece.DIALOGUE: _dialogue, Piece.REQUEST: _request}[piece]
    make(actor, adoption, case, version, now)
    record(actor=actor, verb="adoptions.made", thing=adoption, at=now, facts={"piece": str(piece.label)})


def _keep(actor: Actor, adoption: Adoption, piece: Piece, version: Version, now: datetime, **more: object) -> None:
    Made.objects.create(adoption=adoption, piece=piece, number=version.number, by_id=actor.user_id, at=now, **more)


def _challenge(actor: Actor, adoption: Adoption, case: Case, version: Version, now: datetime) -> None:
    story = queries.story(adoption, case, version)
    details = ChallengeDetails(adoption.title, story=story, owner=adoption.owner)
    slug = f"{slugify(adoption.title)[:40] or 'c'}-{token_hex(6)}"
    adoption.challenge = challenges.raise_challenge(actor=actor, details=details, slug=slug, now=now)
    adoption.save(update_fields=["challenge"])


def _cards(actor: Actor, adoption: Adoption, case: Case, version: Version, now: datetime) -> None:
    cards = queries.left_to_copy(actor, queries.cards_of(actor, case, version), adoption.made.all())
    for card in cards:
        said = queries.card_with_mark(card.content, case, version, card.licence)
        made = _card(actor, adoption, card, said, now)
        _keep(actor, adoption, Piece.CARDS, version, now, ref=card.id, licence=card.licence, card=made)


def _card(actor: Actor, adoption: Adoption, card: OfferedCard, said: dict[str, object], now: datetime) -> MethodCard:
    """A card of Nybrott's, or made from one, becomes the organisation's own of it, so that what is new in that one is offered here too; any other, and one the
    organisation has adapted itself, becomes a card of its own."""
    place = adoption.organisation
    if card.origin in catalogue() and not place.method_cards.filter(slug=card.origin).exists():
        own = programmes.adapt_card(actor=actor, organisation=place, origin=card.origin, now=now)
        return programmes.change_card(actor=actor, card=own, content=said, now=now)
    return programmes.write_card(actor=actor, organisation=place, content=said, now=now)


def _dialogue(actor: Actor, adoption: Adoption, case: Case, version: Version, now: datetime) -> None:
    plan = queries.dialogue_plan(adoption, case, version, adoption.changes.order_by("pk"))
    said = dialogues.Said(adoption.title, language=plan.language, why=plan.why, wanted=plan.wanted, cpv=tuple(version.cpv))  # fmt: skip
    approved = NeedDescription.objects.visible_to(actor).filter(challenge=adoption.challenge_id or 0, state=DescriptionState.APPROVED)  # fmt: skip
    made = dialogues.begin_dialogue(actor=actor, organisation=adoption.organisation, said=said, descriptions=approved, now=now)  # fmt: skip
    for question in plan.questions:
        dialogues.ask_market(actor=actor, dialogue=made, text=question, now=now)
    _keep(actor, adoption, Piece.DIALOGUE, version, now, dialogue=made)


def _request(actor: Actor, adoption: Adoption, case: Case, version: Version, now: datetime) -> None:
    """Kept among the actor's drafts of asking that organisation; one that lies there already stays beside it."""
    text = queries.request_text(adoption, case, version, adoption.changes.order_by("pk"))
    save_draft(
        actor=actor, key=DRAFT.format(organisation=case.organisation_id), page=f"adoption-{adoption.pk}", sequence=1, version=0, now=now,
        fields={"subject": [f"{Kind.CASE}:{case.pk}"], "text": [text], "shown": ["on"]},
        label=case.organisation.name, url=queries.request_address(case, adoption.challenge),
    )  # fmt: skip
    _keep(actor, adoption, Piece.REQUEST, version, now)

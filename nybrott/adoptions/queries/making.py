"""What can be made of a case: which pieces it has something to give for, who may have them made, what was made already."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.adoptions import rules
from nybrott.adoptions.models import Adoption, Made
from nybrott.adoptions.states import Piece
from nybrott.cases.models import Case, Version
from nybrott.cases.queries import card_content, card_name
from nybrott.cases.states import Level
from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_raise
from nybrott.contacts.models import Talk
from nybrott.contacts.rules import may_ask
from nybrott.contacts.states import Kind
from nybrott.core.actor import Actor
from nybrott.core.methods import catalogue
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues.rules import MANAGE, may_hold
from nybrott.people.models import Membership, Organisation
from nybrott.people.roles import ROLES
from nybrott.programmes.models import MethodCard, Package
from nybrott.programmes.rules import may_write_cards
from nybrott.ui.frame import Link

MOST_NAMES = 3  # of those who can do what one may not
NYBROTTS = "CC-BY-4.0"  # the licence of the programmes that come with Nybrott, and of their cards
OPEN_CASES = "NLOD-2.0"  # the licence of what is open on this host, as its catalogue of open data says


@dataclass(frozen=True, slots=True)
class OfferedCard:
    """A method card of a case: its id there, its name, all it says, the card of Nybrott's catalogue it was made from (or is), and its licence ("" when none is told)."""

    id: str
    name: str
    content: dict[str, Any]
    origin: str
    licence: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One piece that can be made of a case: what it is called, what it holds, whether the actor may have it made and why not, and what was made already."""

    piece: str
    label: str
    said: str
    may: Verdict
    made: tuple[Link, ...] = ()


def cards_of(actor: Actor, case: Case, version: Version | None) -> list[OfferedCard]:
    """The method cards the version says were used, and those of the programme behind a case of a run, as far as the actor may read that programme."""
    found: dict[str, OfferedCard] = {}
    own = OPEN_CASES if case.shown == Level.OPEN else ""
    for kept in (version.facts if version is not None else {}).get("methods", ()):
        if (content := card_content(kept)) is not None:
            origin = kept.get("origin", "") if "content" in kept else kept["id"]
            found[kept["id"]] = OfferedCard(kept["id"], card_name(kept), content, origin, NYBROTTS if origin in catalogue() else own)  # fmt: skip
    if case.run_id is not None:
        for package in Package.objects.visible_to(actor).filter(runs=case.run_id):
            for content in package.content.get("cards", ()):
                one = {"id": content["id"], "content": content}
                origin = content["id"] if content["id"] in catalogue() else ""
                found.setdefault(content["id"], OfferedCard(content["id"], card_name(one), content, origin, package.content.get("licence", "")))  # fmt: skip
    return list(found.values())


def left_to_copy(actor: Actor, cards: Iterable[OfferedCard], made: Iterable[Made] = ()) -> list[OfferedCard]:
    """Those that were not copied yet, and that the organisation has not adapted from Nybrott's itself just as they are."""
    done = {one.ref for one in made if one.piece == Piece.CARDS}
    adapted = set(MethodCard.objects.filter(organisation=actor.organisation_id or 0).values_list("slug", flat=True))
    return [one for one in cards if one.id not in done and not (one.origin in adapted and _as_shipped(one))]


def _as_shipped(card: OfferedCard) -> bool:
    return card.origin in catalogue() and catalogue()[card.origin].data() == card.content


def offers(actor: Actor, case: Case | None, version: Version | None, adoption: Adoption | None = None) -> list[Offer]:
    """All four, in the order they are made. `version`: the one that is followed; `adoption`: None while the case is about to be taken over."""
    allowed = _allowed(actor, case, version, adoption)
    made = list(adoption.made.select_related("card", "dialogue", "by")) if adoption is not None else []
    return [
        _challenge(actor, adoption, allowed), _cards(actor, case, version, made, allowed), _dialogue(actor, made, allowed),
        _request(actor, case, adoption, made, allowed),
    ]  # fmt: skip


def _allowed(actor: Actor, case: Case | None, version: Version | None, adoption: Adoption | None) -> Verdict:
    if case is None or version is None:
        return no(_("The case is no longer shown."))
    return rules.may_make(actor, adoption) if adoption is not None else YES


def _challenge(actor: Actor, adoption: Adoption | None, allowed: Verdict) -> Offer:
    said = _("Filled in from the case; you carry on from there with needs and methods.")
    found = adoption.challenge if adoption is not None else None
    made = (Link(found.title, reverse("challenges:challenge", args=[found.pk])),) if found is not None else ()
    may = no(_("It has already been made.")) if made else allowed and may_raise(actor)
    return Offer(Piece.CHALLENGE, str(Piece.CHALLENGE.label), said, may, made)


def _cards(actor: Actor, case: Case | None, version: Version | None, made: list[Made], allowed: Verdict) -> Offer:
    cards = cards_of(actor, case, version) if case is not None else []
    left = left_to_copy(actor, cards, made)
    links = tuple(
        Link(str(one.card), reverse("programmes:card", args=[one.card.slug])) for one in made if one.card is not None
    )
    names = ", ".join(one.name for one in left)
    said = ngettext("%(n)s card, copied to your shelf: %(names)s.", "%(n)s cards, copied to your shelf: %(names)s.", len(left)) % {"n": len(left), "names": names}  # fmt: skip
    may = allowed and may_write_cards(actor)
    if may and not left:
        may = no(_("You have every card the case names.")) if cards else no(_("The case names no method cards."))
    return Offer(Piece.CARDS, str(Piece.CARDS.label), said if left else "", may, links)


def _dialogue(actor: Actor, made: list[Made], allowed: Verdict) -> Offer:
    said = _("Why you ask the market and what you ask it, based on what was hard, what did not work and what they"
             " would do differently. No one outside sees it before you announce it.")  # fmt: skip
    found = next((one for one in made if one.piece == Piece.DIALOGUE), None)
    links = (Link(found.dialogue.title, reverse("dialogues:dialogue", args=[found.dialogue.pk])),) if found is not None and found.dialogue is not None else ()  # fmt: skip
    may = no(_("It has already been made.")) if found is not None else allowed
    if may and not may_hold(actor, _place(actor)):
        may = no(_who_holds(actor.organisation_id or 0))
    return Offer(Piece.DIALOGUE, str(Piece.DIALOGUE.label), said, may, links)


def _place(actor: Actor) -> Organisation:
    return Organisation(pk=actor.organisation_id)


def _who_holds(organisation_id: int) -> str:
    """Who can make the plan, for somebody who may not."""
    holding = [role for role, said in ROLES.items() if MANAGE in said.permissions]
    found = Membership.objects.current().filter(organisation=organisation_id, user__is_active=True, roles__overlap=holding)  # fmt: skip
    names = list(found.order_by("user__sort_name", "pk").values_list("user__name", flat=True)[:MOST_NAMES])
    if not names:
        return _("Those who run market dialogues make it, and no one here does yet. An administrator can give someone that role.")  # fmt: skip
    return _("Those who run market dialogues make it, from the adoption’s page: %(names)s.") % {"names": ", ".join(names)}  # fmt: skip


def _request(actor: Actor, case: Case | None, adoption: Adoption | None, made: list[Made], allowed: Verdict) -> Offer:
    said = _("Written for you as a draft, with what you want to achieve. Read it through and send it yourself; nothing is sent before that.")  # fmt: skip
    challenge = adoption.challenge if adoption is not None else None
    found = next((one for one in made if one.piece == Piece.REQUEST), None)
    talks = Talk.objects.visible_to(actor).filter(organisation=actor.organisation_id or 0, kind=Kind.CASE, ref=str(case.pk if case else 0))  # fmt: skip
    links = tuple(Link(one.about, reverse("contacts:talk", args=[one.pk])) for one in talks.order_by("-asked_at", "-pk")[:1]) if adoption is not None else ()  # fmt: skip
    if found is not None and not links and case is not None:
        links = (_draft_link(actor, case, found, challenge),)
    may = no(_("It has already been made.")) if links or found is not None else allowed
    if may and case is not None:
        may = may_ask(actor, case.organisation, challenge)
    return Offer(Piece.REQUEST, str(Piece.REQUEST.label), said, may, links)


def _draft_link(actor: Actor, case: Case, made: Made, challenge: Challenge | None) -> Link:
    """To the request that is not sent yet: one's own draft, or the page where one can ask oneself."""
    address = request_address(case, challenge)
    if made.by_id == actor.user_id:
        return Link(_("Read it through and send it to %(who)s") % {"who": case.organisation.name}, address)
    return Link(_("A draft with %(name)s, not sent yet") % {"name": made.by.name if made.by is not None else "–"}, "")


def request_address(case: Case, challenge: Challenge | None) -> str:
    """Where one asks those who told the case, about that case."""
    about = f"?subject={Kind.CASE}:{case.pk}" + (f"&challenge={challenge.pk}" if challenge is not None else "")
    return reverse("contacts:ask", args=[case.organisation.slug]) + about

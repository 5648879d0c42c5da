"""Who may tell, review and publish, and whether a case is complete."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nybrott.cases.models import Case, Named
from nybrott.cases.rules.naming import barred_in, reaches, still_to_answer
from nybrott.cases.states import CASE, PARTS, CaseState, Consent, Level
from nybrott.core.actor import Actor
from nybrott.core.personal import spots
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.rules import works_here

MANAGE = "cases.manage"
SHORTEST = 80  # characters below which a part says nothing
SHORTEST_SUMMARY = 40
_ELSEWHERE = re.compile(
    r"\b(se|sjå|jf\.?|see)\s+(vedlegg\w*|vedlagt\w*|lenk[ae]\w*|lenkj[ae]\w*|attachment|annex|appendix|link)\b", re.IGNORECASE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing in a part of a case (a field of the form), in a sentence."""

    part: str
    reason: str


def may_tell(actor: Actor) -> Verdict:
    """Begin a case, and write one: everyone who works in an organisation."""
    return works_here(actor)


def may_write(actor: Actor, case: Case) -> Verdict:
    """Change the working text: who began it, and those who look after cases."""
    if not (allowed := works_here(actor)):
        return allowed
    if actor.organisation_id != case.organisation_id:
        return no(_("This case is another organisation’s."))
    if actor.may(MANAGE) or (actor.user_id is not None and actor.user_id == case.author_id):
        return YES
    return no(_("The one who tells the case, and those who look after cases, can change it."))


def may_change(actor: Actor, case: Case) -> Verdict:
    """Write in it now: while it waits for review it rests, and one takes it back first."""
    if not (allowed := may_write(actor, case)):
        return allowed
    return (
        YES
        if case.state == CaseState.DRAFT
        else no(_("It cannot be changed while it is being reviewed. Take it back to change it."))
    )


def complete(case: Case, people: "list[Named] | None" = None) -> list[Gap]:
    """What a case lacks before others can learn from it: it stands alone, no part is blank, it says what did not work and what one would do differently.
    `people`: those named in it, when they are at hand."""
    people = list(case.named.all()) if people is None else people
    found: list[Gap] = []
    if len(case.title.strip()) < 10:
        found.append(Gap("title", _("Give it a title that says what it is about.")))
    if len(case.summary.strip()) < SHORTEST_SUMMARY:
        found.append(Gap("summary", _("Say in two sentences what others can learn.")))
    if not (case.procurement_id or case.challenge_id or case.run_id or case.when.strip()):
        found.append(
            Gap("when", _("Nothing here says when it was. Write it, so that the case can be read on its own."))
        )
    texts = {part: getattr(case, part).strip() for part in PARTS}
    for part, (heading, _ask) in PARTS.items():
        if not texts[part]:
            found.append(Gap(part, _("“%(part)s” is blank.") % {"part": heading}))
        elif len(texts[part]) < SHORTEST:
            found.append(Gap(part, _("“%(part)s” is so short that others learn little of it.") % {"part": heading}))
        elif any(texts[other] == texts[part] for other in PARTS if other != part):
            found.append(Gap(part, _("“%(part)s” says the same as another part.") % {"part": heading}))
        if _ELSEWHERE.search(texts[part]):
            found.append(
                Gap(
                    part,
                    _("“%(part)s” points to something the reader does not have. Say here what matters.")
                    % {"part": heading},
                )
            )
        if spots(texts[part]):
            found.append(
                Gap(
                    part,
                    _("“%(part)s” contains a number or an address that shows who someone is. Take it out.")
                    % {"part": heading},
                )
            )
    if case.level == Level.NETWORK and not case.networks.exists():
        found.append(Gap("networks", _("Choose the networks that may read it.")))
    return found + _barred(case, people)


def _barred(case: Case, people: "list[Named]") -> list[Gap]:
    """Parts that mention somebody who has said no or withdrawn."""
    said = _("Someone who does not want to be named is mentioned here. Take the name out.")
    return [Gap(part, said) for part in ("title", "summary", *PARTS) if barred_in(getattr(case, part), people)]


def may_ask_review(actor: Actor, case: Case, unclear: Sequence[str] = ()) -> Verdict:
    """Ask a second person to review: when it is complete, and it is said of every name that may be somebody on the trail (`unclear`) whether it is."""
    if not (allowed := may_write(actor, case)):
        return allowed
    if "ask" not in CASE.open_steps(case.state):
        return no(_("It is not being written now."))
    if complete(case):
        return no(_("It is not complete yet."))
    return no(_("Say first who is meant: %(names)s.") % {"names": ", ".join(unclear)}) if unclear else YES


def may_be_asked(case: Case, user_id: int) -> Verdict:
    """Whether somebody can be the second person: never whoever wrote it."""
    return no(_("The person who tells a case cannot review it.")) if user_id == case.author_id else YES


def may_review(actor: Actor, case: Case) -> Verdict:
    """Answer a review: the one who was asked, and never the author."""
    if case.state != CaseState.REVIEW:
        return no(_("It does not wait for review."))
    if not (allowed := works_here(actor)):
        return allowed
    if actor.user_id is None or actor.organisation_id != case.organisation_id or actor.user_id != case.reviewer_id:
        return no(_("The one who was asked reviews it."))
    return may_be_asked(case, actor.user_id)


def may_take_back(actor: Actor, case: Case) -> Verdict:
    """Go on writing: from review, from reviewed, and to make a new version of what is published."""
    if not (allowed := may_write(actor, case)):
        return allowed
    return YES if "change" in CASE.open_steps(case.state) else no(_("It is already being written."))


def may_publish(actor: Actor, case: Case) -> Verdict:
    """Show it to others: when a second person has approved it and everyone named has answered for as wide as it is shown."""
    if not (allowed := may_write(actor, case)):
        return allowed
    if case.state != CaseState.APPROVED:
        return no(_("A second person has not approved it yet."))
    if case.level != Level.PRIVATE and not actor.may(MANAGE):
        return no(_("Those who look after cases show them to other organisations."))
    people = list(case.named.all())
    if still_to_answer(case, people):
        return no(_("Not everyone named in it has answered."))
    return no(_("It is not complete yet.")) if complete(case, people) else YES


def may_narrow(actor: Actor, case: Case) -> Verdict:
    """Take it down, or show it to fewer, at once."""
    if not (allowed := may_write(actor, case)):
        return allowed
    return YES if case.shown else no(_("It is not shown to anyone now."))


def may_ask_named(actor: Actor, case: Case, named: Named) -> Verdict:
    """Ask somebody named whether they may be: when what is told of them is written, and has changed since they answered if they did."""
    if not (allowed := may_write(actor, case)):
        return allowed
    if named.consent in (Consent.REFUSED, Consent.WITHDRAWN) or (
        named.consent in (Consent.NAME, Consent.ROLE) and reaches(case, named)
    ):
        return no(_("This person has answered."))
    if not named.email:
        return no(_("There is no address for this person."))
    return no(_("It is not complete yet.")) if complete(case) else YES


def may_name(actor: Actor, case: Case) -> Verdict:
    """Write in who is named."""
    return may_change(actor, case)

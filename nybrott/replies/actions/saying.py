"""What those who told say afterwards, what they are answered, and how they stop hearing. They act by the link they hold."""

from datetime import date, datetime, timedelta
from typing import Literal

from django.db import transaction

from nybrott.challenges.models import Challenge
from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import insist
from nybrott.hearings.models import Contribution, ReplyWish
from nybrott.journal.actions import forget_receivers, record
from nybrott.people.models import Organisation
from nybrott.replies import queries, rules
from nybrott.replies.actions.telling import follow_up
from nybrott.replies.models import BetterPlan, FollowUp, ReplyLetter

About = Literal["understood", "better"]
LAST_LETTER = timedelta(days=30)  # after it an address is of no use any more


@transaction.atomic
def say(*, contribution: Contribution, about: About, mark: int, because: str | None, now: datetime) -> None:
    """Whether they feel understood, or whether it has become better: `mark` 1–5; said anew, it replaces.

    `because` is why, None when it was not asked. When it was first said stays.
    """
    if not 1 <= mark <= 5:
        raise ValueError(f"a mark is 1 to 5, not {mark}")
    held = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    follow_up([held.pk])
    row = FollowUp.objects.get(contribution=held)
    if about == "better":
        held.got_better, row.better_at = mark, row.better_at or now
        row.better_because = row.better_because if because is None else because.strip()
    else:
        held.felt_understood, row.understood_at = mark, row.understood_at or now
        row.understood_because = row.understood_because if because is None else because.strip()
    held.save(update_fields=["felt_understood", "got_better"])
    row.save()
    record(actor=VISITOR, verb=f"replies.said_{about}", thing=held.challenge, at=now)


@transaction.atomic
def stop_letters(*, contribution: Contribution, now: datetime) -> bool:
    """No more letters, and the address deleted at once, here and in the outbox; gives whether there was one.

    What was told stays, and the private link opens it as before.
    """
    follow_up([contribution.pk])
    forget_letters_to(contribution, now)
    gone, _kinds = ReplyWish.objects.filter(contribution=contribution).delete()
    if gone:
        record(actor=VISITOR, verb="replies.stopped", thing=contribution.challenge, at=now)
    return bool(gone)


def forget_letters_to(contribution: Contribution, now: datetime) -> None:
    """Erase where letters to one who told go or went; those that wait never go. Called whenever an address is deleted."""
    keys = list(ReplyLetter.objects.filter(contribution=contribution).values_list("letter_id", flat=True))
    forget_receivers(letters=keys, now=now)


@transaction.atomic
def answer_contribution(*, actor: Actor, contribution: Contribution, answer: str, now: datetime) -> None:
    """Say what became of one contribution, on the page of the one who told; the words stay out of the history."""
    held = Contribution.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=contribution.pk)
    insist(rules.may_answer(actor, held))
    held.answer = answer.strip()
    held.save(update_fields=["answer"])
    record(actor=actor, verb="replies.answered", thing=held.challenge, at=now)


@transaction.atomic
def plan_better(*, actor: Actor, challenge: Challenge, on: date, now: datetime) -> BetterPlan:
    """Choose from which day people are asked whether it has become better."""
    insist(rules.may_plan(actor, challenge))
    plan, _made = BetterPlan.objects.update_or_create(
        challenge=challenge, defaults={"on": on, "set_by_id": actor.user_id, "set_at": now}
    )
    record(actor=actor, verb="replies.better_planned", thing=challenge, at=now, facts={"day": on})
    return plan


@transaction.atomic
def note_wishes(*, now: datetime) -> int:
    """Note when those who asked to hear asked, so that it is known after the address is gone; gives how many were new."""
    return follow_up([wish.contribution_id for wish in queries.wishes_without_follow_up()])


@transaction.atomic
def forget_addresses(*, actor: Actor, organisation: Organisation, now: datetime) -> int:
    """Delete the addresses of those who got their last letter, the one that asks whether it has become better, a month ago."""
    over = ReplyWish.objects.filter(
        contribution__challenge__organisation=organisation,
        contribution__follow_up__better_asked_at__lte=now - LAST_LETTER,
    )
    contributions = list(over.values_list("contribution", flat=True))
    if not contributions:
        return 0
    keys = ReplyLetter.objects.filter(contribution__in=contributions).values_list("letter_id", flat=True)
    forget_receivers(letters=list(keys), now=now)
    ReplyWish.objects.filter(contribution__in=contributions).delete()
    record(
        actor=actor, verb="replies.addresses_forgotten", thing=organisation, at=now, facts={"addresses": len(contributions)}
    )  # fmt: skip
    return len(contributions)

"""Who does what in a dialogue, and whether they may have a conflict of interest."""

from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues import letters, rules
from nybrott.dialogues.actions.ledger import hold
from nybrott.dialogues.models import Dialogue, Post
from nybrott.journal.actions import record
from nybrott.people.models import User


@transaction.atomic
def give_part(*, actor: Actor, dialogue: Dialogue, user: User, kind: str, secrets: bool, now: datetime) -> Post:
    """Give somebody of the organisation a part in the dialogue; they get a letter that asks them to declare. A part they have already is
    kept, with what they declared; whether they read secrets is as said now."""
    held = hold(dialogue)
    insist(rules.may_carry_out(actor, held))
    insist(rules.may_have_part(held, user))
    before = held.posts.filter(user=user).exclude(declared_at=None).first()
    made, new = Post.objects.get_or_create(dialogue=held, user=user, kind=kind)
    made.secrets = secrets
    if before is not None and made.declared_at is None:
        made.declared_at, made.conflict, made.conflict_text = before.declared_at, before.conflict, before.conflict_text
        made.measure = before.measure
    made.save()
    asked = [letters.named(made)] if made.declared_at is None and new and user.pk != actor.user_id else []
    facts = {"name": str(user), "part": made.get_kind_display()}
    record(actor=actor, verb="dialogues.part_given", thing=held, at=now, facts=facts, letters=asked)
    return made


@transaction.atomic
def take_part_away(*, actor: Actor, post: Post, now: datetime) -> None:
    """Take a part away again; what was declared goes with it, and stands in the history."""
    held = hold(post.dialogue)
    insist(rules.may_carry_out(actor, held))
    facts = {"name": str(post.user), "part": post.get_kind_display()}
    record(actor=actor, verb="dialogues.part_taken", thing=held, at=now, facts=facts)
    post.delete()


@transaction.atomic
def declare(*, actor: Actor, post: Post, conflict: bool, text: str = "", now: datetime) -> None:
    """Say whether one may have a conflict of interest, for all one's parts in the dialogue. Whoever has one says which."""
    held = hold(post.dialogue)
    insist(rules.may_declare(actor, post))
    told = text.strip() if conflict else ""
    if conflict and not told:
        raise ValueError("a conflict of interest is described")
    held.posts.filter(user=post.user_id).update(declared_at=now, conflict=conflict, conflict_text=told, measure="")
    verb = "dialogues.conflict_declared" if conflict else "dialogues.no_conflict_declared"
    record(actor=actor, verb=verb, thing=held, at=now)


@transaction.atomic
def meet_conflict(*, actor: Actor, post: Post, measure: str, now: datetime) -> None:
    """Write what is done about a conflict of interest. Nobody does it for themselves."""
    held = hold(post.dialogue)
    insist(rules.may_carry_out(actor, held))
    insist(rules.may_meet_conflict(actor, post))
    held.posts.filter(user=post.user_id).update(measure=measure.strip())
    record(actor=actor, verb="dialogues.conflict_met", thing=held, at=now, facts={"name": str(post.user)})

"""Give everyone a brief, name the official notice, and follow dialogues by letter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import insist
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import hash_of
from nybrott.invitations import letters, queries, rules
from nybrott.invitations.models import Brief, Follower, Spread
from nybrott.journal.actions import record
from nybrott.ui.documents import markdown

CONFIRM_FOR = timedelta(days=7)  # how long a link confirms; an address that was not confirmed is deleted then


@transaction.atomic
def give_brief(*, actor: Actor, dialogue: Dialogue, address: str, now: datetime) -> list[Brief]:
    """Give everyone the brief as it stands, in the dialogue's language and in English where there is any. It stays as it was given; those who
    take part already get a letter. `address`: of the public page, which the brief names."""
    held = hold(dialogue)
    insist(rules.may_give_brief(actor, held))
    version = (held.briefs.aggregate(last=Max("version"))["last"] or 0) + 1
    made = []
    for language in queries.languages(held):
        if language == "en" != held.language and not (held.title_en and held.why_en):
            continue
        document = queries.brief_document(held, language, version, address)
        made.append(
            Brief(
                dialogue=held, version=version, language=language, title=document.title, under=document.under, blocks=queries.blocks_kept(document),
                digest=sha256(markdown(document).encode()).hexdigest(), given_at=now, given_by_id=actor.user_id,
            )
        )  # fmt: skip
    Brief.objects.bulk_create(made)
    for one in made:
        enter(
            dialogue=held, kind="published", thing=f"brief-{version}.{one.language}", title=f"{one.title} – {one.under}", content=one.digest,
            at=now, seen_at=now, now=now,
        )  # fmt: skip
    told = letters.new_brief(held, version, now)
    record(actor=actor, verb="invitations.brief_given", thing=held, at=now, facts={"version": version}, letters=told)
    return made


@transaction.atomic
def name_notice(*, actor: Actor, dialogue: Dialogue, number: str, now: datetime) -> Dialogue:
    """Note the number of the official notice; the public page leads to it when this host has it."""
    held = hold(dialogue)
    insist(rules.may_name_notice(actor, held))
    held.notice = number.strip()
    held.save(update_fields=["notice"])
    record(actor=actor, verb="invitations.notice_named", thing=held, at=now, facts={"number": held.notice or "–"})
    return held


@transaction.atomic
def ask_to_follow(
    *, email: str, language: str, cpv: Sequence[str], words: Sequence[str], key: str, now: datetime
) -> Follower:
    """Somebody wants letters of new dialogues; the address is written to once, to be confirmed by the link with `key`."""
    made = Follower.objects.create(
        email=email.strip().lower(), language=language, cpv=list(cpv), words=list(words), asked_at=now, confirm_hash=hash_of(key),
        confirm_until=now + CONFIRM_FOR,
    )  # fmt: skip
    record(actor=VISITOR, verb="invitations.asked", thing=made, at=now, letters=[letters.confirm(made, key)])
    return made


@transaction.atomic
def confirm_follower(*, follower: Follower, now: datetime) -> Follower | None:
    """The address is confirmed: what it asked for now holds, and what it asked for before no more. None when the link was used meanwhile."""
    held = Follower.objects.select_for_update().filter(pk=follower.pk, confirmed_at=None).first()
    if held is None:
        return None
    # those who asked before are held too, so that two links of one address do not confirm at once
    list(Follower.objects.select_for_update().filter(email=held.email).order_by("pk"))
    Follower.objects.filter(email=held.email).exclude(pk=held.pk).delete()
    held.confirmed_at, held.confirm_hash, held.confirm_until = now, "", None
    held.save()
    record(actor=VISITOR, verb="invitations.followed", thing=held, at=now)
    return held


@transaction.atomic
def stop_following(*, follower_id: int, now: datetime) -> bool:
    """No more letters, and the address deleted at once; gives whether there was one."""
    held = Follower.objects.select_for_update().filter(pk=follower_id).first()
    if held is None:
        return False
    record(actor=VISITOR, verb="invitations.stopped", thing=held, at=now)
    held.delete()
    return True


@transaction.atomic
def spread_dialogue(*, actor: Actor, dialogue: Dialogue, now: datetime) -> int:
    """Tell those who follow of an announced dialogue, once; gives how many letters."""
    held = hold(dialogue)
    if Spread.objects.filter(dialogue=held).exists():
        return 0
    followers = [one for one in Follower.objects.filter(confirmed_at__isnull=False).order_by("pk") if queries.wants(one, held)]  # fmt: skip
    Spread.objects.create(dialogue=held, spread_at=now, letters=len(followers))
    record(
        actor=actor, verb="invitations.spread", thing=held, at=now, facts={"letters": len(followers)}, letters=letters.new_dialogue(held, followers)
    )  # fmt: skip
    return len(followers)


@transaction.atomic
def forget_unconfirmed(*, actor: Actor, now: datetime) -> int:
    """Delete addresses that were never confirmed; gives how many. Not for the journal: nobody knew of them but their owners."""
    gone, _kinds = Follower.objects.filter(confirmed_at=None, confirm_until__lt=now).delete()
    return gone

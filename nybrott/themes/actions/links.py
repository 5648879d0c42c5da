"""Link needs, take links back exactly, and remember what is not alike."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.ties import Kind
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.needs.models import Need, NeedLink
from nybrott.people.models import Organisation
from nybrott.themes import rules
from nybrott.themes.actions.themes import settle_themes
from nybrott.themes.models import NotAlike


@transaction.atomic
def link_needs(
    *, actor: Actor, one: Need, other: Need, kind: Kind, why: str = "", now: datetime
) -> tuple[NeedLink, bool]:
    """Say that `one` is the same as, a part of, or causes `other`. Gives the link, and whether it is new: said twice, it is
    one link. `why`: what likeness said of the two, "" when it proposed nothing. Neither need is changed."""
    _hold(one)
    if kind == "same" and one.pk > other.pk:
        one, other = other, one  # sameness has no direction; the older stands first
    known = NeedLink.objects.filter(one=one, other=other, kind=kind).first()
    if known is not None:
        insist(rules.may_tie(actor, one, other))
        return known, False
    insist(rules.may_link(actor, one, other, kind))
    made = NeedLink.objects.create(
        organisation_id=one.organisation_id, one=one, other=other, kind=kind, why=why[:500], proposed_by_likeness=bool(why),
        confirmed_by_id=actor.user_id, confirmed_at=now,
    )  # fmt: skip
    settle_themes(needs=[one.pk, other.pk])
    record(actor=actor, verb=f"themes.linked_{kind}", thing=one, at=now, facts={"name": str(other), "why": why[:500]})
    return made, True


@transaction.atomic
def unlink_needs(*, actor: Actor, link: NeedLink, now: datetime) -> None:
    """Take a link back: everything is as if it had never been, whatever was linked since."""
    _hold(link.one)
    if not NeedLink.objects.filter(pk=link.pk).exists():
        return  # somebody else was first
    insist(rules.may_unlink(actor, link))
    one, other, kind = link.one, link.other, link.kind
    NeedLink.objects.filter(pk=link.pk).delete()
    settle_themes(needs=[one.pk, other.pk])
    record(actor=actor, verb=f"themes.undone_{kind}", thing=one, at=now, facts={"name": str(other)})


@transaction.atomic
def tell_apart(*, actor: Actor, one: Need, other: Need, reason: str, why: str = "", now: datetime) -> NotAlike:
    """Say that two needs are not alike, and why; the pair is not proposed again."""
    _hold(one)
    if not reason.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    insist(rules.may_tell_apart(actor, one, other))
    first, second = sorted((one, other), key=lambda need: need.pk)
    made = NotAlike.objects.create(
        organisation_id=one.organisation_id, one=first, other=second, reason=reason.strip(), why=why[:500],
        decided_by_id=actor.user_id, decided_at=now,
    )  # fmt: skip
    facts = {"name": str(other), "reason": made.reason}
    record(actor=actor, verb="themes.told_apart", thing=one, at=now, facts=facts)
    return made


@transaction.atomic
def propose_again(*, actor: Actor, pair: NotAlike, now: datetime) -> None:
    """Take back that two needs are not alike; likeness may propose them again."""
    _hold(pair.one)
    insist(rules.may_propose_again(actor, pair))
    one, other = pair.one, pair.other
    pair.delete()
    record(actor=actor, verb="themes.likely_again", thing=one, at=now, facts={"name": str(other)})


def _hold(need: Need) -> None:
    """One change of an organisation's graph at a time: two that are sound alone may contradict each other together."""
    Organisation.objects.select_for_update(no_key=True).get(pk=need.organisation_id)

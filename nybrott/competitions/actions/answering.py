"""A person says which notices belong to a procurement: by number, or as the answer to a suggestion."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.competitions import queries, rules
from nybrott.competitions.actions.looking import TASK, THING, fill, follow
from nybrott.competitions.models import NoticeLink
from nybrott.competitions.states import LINK, LinkState, Way
from nybrott.core.actor import Actor
from nybrott.core.recognising import official_number
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import finish_tasks_about
from nybrott.journal.actions import record
from nybrott.procurements.actions import hold
from nybrott.procurements.models import Procurement


@transaction.atomic
def link_number(*, actor: Actor, procurement: Procurement, number: str, now: datetime) -> NoticeLink:
    """Say that the notice with a number (or address) belongs to the procurement. One that is not in our data is kept, and looked for each day.
    Notices of the same procedure follow. Given again, it stays one; given after it was rejected, it belongs again."""
    held = hold(procurement)
    insist(rules.may_link(actor, held))
    if not (read := official_number(number)):
        raise Refused(
            _(
                "There is no number of a notice in this. A Doffin number looks like 2026-123456, a TED number like 123456-2026."
            )
        )
    head = queries.by_number(read)
    known = (
        held.notice_links.filter(key=head.key).first()
        if head
        else held.notice_links.filter(key="", number=read).first()
    )
    waits = held.notice_links.filter(key="", number=read).first() if head else None
    if waits is not None and known is not None:
        waits.delete()
    link = known or waits or NoticeLink(procurement=held, made_at=now)
    link.number, link.way, link.state, link.reason = (
        read,
        Way.NUMBER,
        LinkState.LINKED if head else LinkState.WAITING,
        "",
    )
    link.answered_by_id, link.answered_at = actor.user_id, now
    if head:
        fill(link, head)
    link.save()
    if head:
        follow(held, now)
    _end_task(actor, held, now)
    record(actor=actor, verb="competitions.numbered", thing=held, at=now, facts={"name": read})
    return link


@transaction.atomic
def answer_suggestion(*, actor: Actor, link: NoticeLink, verb: str, reason: str = "", now: datetime) -> NoticeLink:
    """Say that a notice belongs to the procurement ("confirm": notices of the same procedure follow), or that it does not ("reject": neither it nor
    its procedure is suggested again, and what only followed it goes too)."""
    procurement = hold(link.procurement)
    held = NoticeLink.objects.select_for_update().get(pk=link.pk)
    held.procurement = procurement
    insist(rules.may_answer(actor, held, verb))
    before = held.answered_at if held.state == LinkState.REJECTED else None
    held.state = LINK.after(verb, held.state)
    held.reason, held.answered_by_id, held.answered_at = reason.strip()[:500], actor.user_id, now
    if verb == "confirm" and held.way == Way.CHAIN:
        held.way = Way.LIKENESS
    held.save()
    if verb == "confirm":
        if before and held.chain:  # what was let go with it comes back with it
            procurement.notice_links.filter(
                chain=held.chain, way=Way.CHAIN, state=LinkState.REJECTED, answered_at=before
            ).update(state=LinkState.LINKED)
        follow(procurement, now)
    else:
        _let_go(held, now)
    _end_task(actor, procurement, now)
    done = "competitions.confirmed" if verb == "confirm" else "competitions.rejected"
    record(actor=actor, verb=done, thing=procurement, at=now, facts={"name": str(held)})
    return held


def _let_go(rejected: NoticeLink, now: datetime) -> None:
    """Of the same procedure: what is suggested, and what belongs only because this one did."""
    links = rejected.procurement.notice_links
    if not rejected.chain or links.filter(chain=rejected.chain, state=LinkState.LINKED).exclude(way=Way.CHAIN).exists():
        return
    same = links.filter(chain=rejected.chain, state__in=[LinkState.SUGGESTED, LinkState.LINKED])
    same.update(state=LinkState.REJECTED, answered_by=rejected.answered_by_id, answered_at=now)


def _end_task(actor: Actor, procurement: Procurement, now: datetime) -> None:
    """When every suggestion has an answer, the task is done."""
    if not procurement.notice_links.filter(state=LinkState.SUGGESTED).exists():
        finish_tasks_about(actor=actor, kind=THING, ref=str(procurement.pk), word=TASK, now=now)

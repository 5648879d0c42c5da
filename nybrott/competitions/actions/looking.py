"""Looking for notices: numbers that were given, what identifiers tie to notices that belong, and suggestions."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.competitions import queries, rules
from nybrott.competitions.models import Look, NoticeLink
from nybrott.competitions.queries import Head
from nybrott.competitions.states import LinkState, Way
from nybrott.core.actor import Actor, system
from nybrott.core.recognising import Planned, official_number, suggest
from nybrott.core.verdict import insist
from nybrott.desk.actions import About, give_task
from nybrott.journal.actions import record
from nybrott.people.models import Membership
from nybrott.procurements.actions import hold
from nybrott.procurements.models import Procurement

SHOWN = 5  # suggestions at once
THING = "competitions.suggestions"
TASK = "answer-notices"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search gave: notices that belong to the procurement, and suggestions for a person."""

    linked: int = 0
    suggested: int = 0


@transaction.atomic
def look_for_notices(*, actor: Actor, procurement: Procurement, now: datetime, again: bool = True) -> Looked:
    """Look for the procurement's notices in what this host holds. Done twice it finds nothing more. With `again` off, nothing is looked for where
    neither the plan nor the notices are others than last time. New suggestions are one task, for the owner or those who carry out procurements."""
    held = hold(procurement)
    insist(rules.may_look(actor, held))
    generation, until = queries.standing()
    plan = queries.planned_of(held)
    seen = queries.digest(plan, generation, held.dialogues.order_by("pk").values_list("notice", flat=True))
    look = Look.objects.filter(procurement=held).first()
    if not again and look is not None and look.seen == seen:
        return Looked()
    if look is None or look.generation != generation:
        _read_anew(held)
    _take_from_dialogues(held, now)
    linked = _find_numbers(held) + follow(held, now)
    suggested = _suggest(held, plan, now)
    said = {"at": now, "generation": generation, "until": until, "seen": seen}
    Look.objects.update_or_create(procurement=held, defaults=said)
    if suggested:
        _give_task(held, now)
    if linked or suggested:
        record(
            actor=actor,
            verb="competitions.found",
            thing=held,
            at=now,
            facts={"count": linked, "suggestions": suggested},
        )
    return Looked(linked, suggested)


def look_everywhere(*, now: datetime) -> int:
    """Look for the notices of every procurement that is not over, where the plan or the notices are others than last time; gives how many there are
    something new for."""
    found = 0
    for one in queries.to_look_for():
        looked = look_for_notices(actor=system("Nybrott", one.organisation_id), procurement=one, now=now, again=False)
        found += bool(looked.linked or looked.suggested)
    return found


def fill(link: NoticeLink, head: Head) -> None:
    """Keep what a notice says."""
    link.key, link.stage, link.title, link.buyer_name = head.key, head.stage, head.title[:500], head.buyer_name[:300]
    link.official, link.chain, link.published_on = head.official[:80], head.chain[:200], head.published_on
    link.facts = queries.facts_of(head.key)


def follow(procurement: Procurement, now: datetime) -> int:
    """Link what official identifiers tie to the notices that belong; gives how many are new. Those that were rejected stay so; suggestions among them
    belong from now on."""
    known = {one.key: one for one in procurement.notice_links.exclude(key="")}
    linked = [one.key for one in known.values() if one.state == LinkState.LINKED]
    new = 0
    for head in queries.following(linked):
        one = known.get(head.key)
        if one is not None and one.state != LinkState.SUGGESTED:
            continue
        one = one or NoticeLink(procurement=procurement, made_at=now)
        one.way, one.state = Way.CHAIN, LinkState.LINKED
        fill(one, head)
        one.save()
        new += 1
    return new


def _take_from_dialogues(procurement: Procurement, now: datetime) -> None:
    """The notices the procurement's market dialogues name: their numbers were given there."""
    known = set(procurement.notice_links.values_list("number", flat=True)) | set(
        procurement.notice_links.values_list("official", flat=True)
    )
    for typed in procurement.dialogues.exclude(notice="").order_by("pk").values_list("notice", flat=True):
        if (number := official_number(typed)) and number not in known:
            known.add(number)
            NoticeLink.objects.create(
                procurement=procurement, number=number, way=Way.NUMBER, state=LinkState.WAITING, made_at=now
            )


def _find_numbers(procurement: Procurement) -> int:
    """Numbers that were given and have come into our data; one whose notice is known by now goes with that."""
    new = 0
    for waits in procurement.notice_links.filter(state=LinkState.WAITING):
        if (head := queries.by_number(waits.number)) is None:
            continue
        one = procurement.notice_links.filter(key=head.key).first() or waits
        if one is not waits:
            waits.delete()
            if one.state == LinkState.REJECTED and waits.answered_by_id is None:
                continue  # nobody gave the number here, and a person has said no
            one.number, one.answered_by_id, one.answered_at = waits.number, waits.answered_by_id, waits.answered_at
        one.state, one.way = LinkState.LINKED, Way.NUMBER
        fill(one, head)
        one.save()
        new += 1
    return new


def _read_anew(procurement: Procurement) -> None:
    """What the notices say in a lake that was built anew; those it no longer holds stay as they were."""
    links = {one.key: one for one in procurement.notice_links.exclude(key="").exclude(state=LinkState.REJECTED)}
    for head in queries.by_key(sorted(links)):
        fill(links[head.key], head)
        links[head.key].save()


def _suggest(procurement: Procurement, plan: Planned, now: datetime) -> int:
    """Keep the likeliest notices nobody has answered and no procurement of the organisation has; gives how many are new."""
    buyer = queries.buyer_of(procurement.organisation)
    since, until = queries.reach(plan, timezone.localdate(procurement.made_at), timezone.localdate(now))
    found = queries.candidates(buyer, since=since, until=until)
    heads = {head.key: head for head, _found in found}
    # what is compared is all the buyer says, so that its usual words count little; what is known already is taken away after
    likely = suggest(plan, [one for _head, one in found], top=len(found))
    taken = _taken(procurement)
    open_now = procurement.notice_links.filter(state=LinkState.SUGGESTED).count()
    new = [one for one in likely if not {one.found.key, one.found.chain} & taken][: max(0, SHOWN - open_now)]
    for one in new:
        made = NoticeLink(
            procurement=procurement,
            state=LinkState.SUGGESTED,
            way=Way.LIKENESS,
            made_at=now,
            score=one.score,
            parts=one.told(),
            more=one.more,
        )
        fill(made, heads[one.found.key])
        made.save()
    return len(new)


def _taken(procurement: Procurement) -> set[str]:
    """Keys and procedures that are answered or suggested here, or belong to another procurement of the organisation."""
    here = NoticeLink.objects.filter(procurement=procurement)
    others = NoticeLink.objects.filter(procurement__organisation=procurement.organisation_id, state=LinkState.LINKED)
    rows = (here | others).values_list("key", "chain")
    return {name for row in rows for name in row if name}


def _give_task(procurement: Procurement, now: datetime) -> None:
    place = procurement.organisation
    members = Membership.objects.current().filter(organisation=place, user__is_active=True)
    owner = procurement.owner_id if members.filter(user=procurement.owner_id or 0).exists() else None
    about = About(THING, str(procurement.pk), procurement.title, reverse(queries.TAB, args=[procurement.pk]))
    with override((owner and procurement.owner and procurement.owner.language) or "nb"):
        title = _("Say whether these official notices belong to the procurement")
        why = _(
            "They are from the same buyer, about something similar and near the planned days. Each shows what it rests on."
        )
    give_task(
        actor=system(place.name, place.pk), title=title, why=why, about=about, word=TASK, now=now, to_user=owner, to_role="" if owner else "buyer",
    )  # fmt: skip

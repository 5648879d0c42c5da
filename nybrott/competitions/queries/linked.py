"""Notices that belong to a procurement, may belong to it or wait for their data, and what rooms below show of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.competitions import rules
from nybrott.competitions.models import NoticeLink
from nybrott.competitions.queries.facts import Declares, declares, told
from nybrott.competitions.states import SHOWS, LinkState
from nybrott.core.actor import Actor
from nybrott.core.recognising import story
from nybrott.core.trail import Stop
from nybrott.notices.states.codes import STAGES
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import PROCUREMENT, ProcurementState
from nybrott.ui.formats import day_year
from nybrott.ui.thread import NextStep

TAB = "competitions:notices"


def links_of(procurement: Procurement) -> list[NoticeLink]:
    """Everything known of the procurement's notices, by day."""
    found = procurement.notice_links.select_related("answered_by").order_by("published_on", "pk")
    links = list(found)
    for one in links:
        one.procurement = procurement
    return links


def in_state(links: Iterable[NoticeLink], state: LinkState) -> list[NoticeLink]:
    """Those in a state; suggestions the likeliest first."""
    found = [one for one in links if one.state == state]
    return sorted(found, key=lambda one: (-(one.score or 0), one.pk)) if state == LinkState.SUGGESTED else found


def declared_in(procurement: Procurement) -> list[Declares]:
    """What each of the procurement's official notices declares in BT-06 and BT-776; for the room that proposes such codes."""
    return declares(procurement.notice_links.filter(state=LinkState.LINKED).order_by("published_on", "pk"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a notice shows the procurement to have come further than it stands: to `state`, by the step `verb` first (there may be more). Nothing is
    moved by itself."""

    notice: NoticeLink
    state: ProcurementState
    verb: str
    after: ProcurementState


def proposal(procurement: Procurement, links: Iterable[NoticeLink], now: datetime) -> Proposal | None:
    """What the linked notices say that the plan does not yet; the furthest. None when the plan is as far, or the procurement is over."""
    chapters = story(told(in_state(links, LinkState.LINKED)), timezone.localdate(now))
    for chapter in reversed(chapters):
        if not chapter.notices or chapter.name not in SHOWS:
            continue
        way = _way(procurement.state, SHOWS[chapter.name])
        if not way:
            return None
        return Proposal(chapter.notices[-1].link, ProcurementState(SHOWS[chapter.name]), *way)
    return None


def _way(state: str, wanted: str) -> tuple[str, ProcurementState] | None:
    """The first of the fewest steps that lead from a state to a later one, and where it leads; None when none does."""
    ahead: list[tuple[str, tuple[str, ...]]] = [(state, ())]
    seen = {state}
    for here, way in ahead:
        if here == wanted:
            return (way[0], ProcurementState(PROCUREMENT.after(way[0], state))) if way else None
        for verb in PROCUREMENT.open_steps(here):
            after = PROCUREMENT.after(verb, here)
            if verb not in ("stop", "end", "take_up") and after not in seen:
                seen.add(after)
                ahead.append((after, (*way, verb)))
    return None


def next_step(actor: Actor, procurement: Procurement, now: datetime) -> NextStep | None:
    """Answer suggestions, or say that the procurement has come as far as its notices show."""
    links = list(procurement.notice_links.filter(state__in=[LinkState.SUGGESTED, LinkState.LINKED]))
    waiting = in_state(links, LinkState.SUGGESTED)
    said, act = "", ""
    if waiting:
        count = len(waiting)
        said = ngettext(
            "%(count)s official notice may belong to it.", "%(count)s official notices may belong to it.", count
        ) % {"count": count}
        act = _("Say whether they belong to it")
    elif (found := proposal(procurement, links, now)) is not None:
        said = _("%(notice)s of %(day)s shows that it has got further.") % {
            "notice": STAGES[found.notice.stage],
            "day": day_year(found.notice.published_on),
        }
        act = _("Say how far it has come")
    if not said:
        return None
    allowed = rules.may_look(actor, procurement)
    url = reverse(TAB, args=[procurement.pk]) if allowed else ""
    return NextStep(said, act, url=url, reason="" if allowed else allowed.reason)


def stops_of(procurements: Sequence[Procurement]) -> Iterator[tuple[int, Stop]]:
    """The notices that belong to procurements, as stops of the red thread; of one that is not in our data yet only the number is known. One
    query."""
    found = NoticeLink.objects.filter(procurement__in=procurements, state__in=[LinkState.LINKED, LinkState.WAITING])
    for one in found.order_by("published_on", "pk"):
        at = timezone.make_aware(datetime.combine(one.published_on, time())) if one.published_on else None
        linked = one.state == LinkState.LINKED
        label = f"{STAGES.get(one.stage, '')}: {one.title}" if linked else one.number
        url, note = reverse(TAB, args=[one.procurement_id]), "" if linked else _("Not in our data yet")
        yield one.procurement_id, Stop("notice", str(one.pk), label, "done" if linked else "assumption", url, at, note)


def numbers_of(keys: Collection[int]) -> Mapping[int, object]:
    """The official numbers of the notices of many procurements."""
    found: dict[int, list[str]] = {}
    rows = NoticeLink.objects.filter(procurement__in=keys, state=LinkState.LINKED).order_by("published_on", "pk")
    for key, official in rows.values_list("procurement", "official"):
        found.setdefault(key, []).append(official)
    return {key: tuple(numbers) for key, numbers in found.items()}


def to_look_for() -> QuerySet[Procurement]:
    """Procurements whose notices are looked for each day: all that are not over."""
    return (
        Procurement.objects.exclude(state__in=[ProcurementState.ENDED, ProcurementState.STOPPED])
        .select_related("organisation", "owner")
        .order_by("pk")
    )

"""Earlier procurements of the same buyer and the same main CPV group, to be set beside this one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from nybrott.competitions.models import NoticeLink
from nybrott.competitions.queries.held import buyer_of, lots_before
from nybrott.competitions.states import LinkState
from nybrott.core.recognising import Received, received
from nybrott.procurements.models import Procurement

DIGITS = 3  # of a CPV code: its group


@dataclass(frozen=True, slots=True)
class Earlier:
    """What came before: the CPV group (three digits), the day everything counted was published before, and the lots together."""

    group: str
    before: date
    together: Received


def group_of(procurement: Procurement, links: Iterable[NoticeLink]) -> str:
    """The main CPV group: what the latest linked notice says, else the first code of the plan; empty when there is none."""
    said = [code for one in links if one.state == LinkState.LINKED and (code := one.facts.get("cpv"))]
    return next((code[:DIGITS] for code in (*reversed(said), *procurement.cpv)), "")


def earlier(procurement: Procurement, links: list[NoticeLink], now: datetime) -> Earlier:
    """Lots of the same buyer and CPV group whose result was published before this procurement's own (or before today); its own are left out."""
    own = [one for one in links if one.state == LinkState.LINKED]
    results = [one.published_on for one in own if one.stage == "result" and one.published_on]
    before = min(results, default=timezone.localdate(now))
    group = group_of(procurement, links)
    chains = sorted({one.chain for one in own if one.chain})
    lots = lots_before(buyer_of(procurement.organisation), group, before=before, but=chains) if group else []
    return Earlier(group, before, received(lots))

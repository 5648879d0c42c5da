"""The official notices of a procurement as a file to take along."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nybrott.competitions import queries
from nybrott.competitions.models import NoticeLink
from nybrott.competitions.queries import LotTold
from nybrott.competitions.states import LinkState
from nybrott.notices.states.codes import OUTCOMES, STAGES
from nybrott.procurements.models import Procurement
from nybrott.ui.sheets import Column, Sheet, Value


def notices_sheet(procurement: Procurement, links: list[NoticeLink]) -> Sheet:
    """A row for each notice that belongs to the procurement or waits for its data; of a result, a row for each lot."""
    columns = [
        Column("number", _("Number"), _("Doffin or TED number, otherwise the notice’s identifier.")),
        Column("state", _("How it stands"), _("Whether the notice belongs to the procurement, or is not in our data yet.")),
        Column("known_by", _("Known by"), _("How it is known that the notice belongs to the procurement.")),
        Column("stage", _("Stage"), _("Planning, competition, intention to award, result or change of contract.")),
        Column("title", _("Title"), _("As the notice has it.")),
        Column("published", _("Published"), _("Day of publication.")),
        Column("buyer", _("Buyer"), _("As the notice names it.")),
        Column("lot", _("Lot"), _("The lot’s identifier in the notice.")),
        Column("lot_title", _("Title of the lot"), _("As the notice has it.")),
        Column("outcome", _("Outcome"), _("What came of the lot.")),
        Column("tenders", _("Tenders received"), _("As the notice says; empty when it does not.")),
        Column("winners", _("Winner"), _("Who won the lot.")),
        Column("sizes", _("Size of the winner"), _("micro, small, medium, sme or large, where the notice says it.")),
        Column("value", _("Awarded value"), _("In whole units and hundredths of the currency, as the notice says.")),
        Column("currency", _("Currency"), _("Three letters.")),
        Column("declares", _("Codes declared"), _("BT-06 (strategic procurement) and BT-776 (procurement of innovation).")),
    ]  # fmt: skip
    return Sheet(f"procurement-{procurement.pk}-notices", procurement.title, columns, _rows(links), [])


def _rows(links: list[NoticeLink]) -> Iterator[tuple[Value, ...]]:
    lots: dict[int, list[LotTold]] = {}
    for lot in queries.lots_told(queries.in_state(links, LinkState.LINKED)):
        lots.setdefault(lot.link.pk, []).append(lot)
    for one in [*queries.in_state(links, LinkState.LINKED), *queries.in_state(links, LinkState.WAITING)]:
        codes = tuple(f"{code.field} {code.value}" for code in queries.declared_by([one]))
        head = (
            one.official or one.number, one.get_state_display(), one.get_way_display(), str(STAGES.get(one.stage, "")), one.title, one.published_on,
            one.buyer_name,
        )  # fmt: skip
        nothing: tuple[Value, ...] = (None,) * 8
        for told in [_of_lot(lot) for lot in lots.get(one.pk, [])] or [nothing]:
            yield (*head, *told, codes)


def _of_lot(lot: LotTold) -> tuple[Value, ...]:
    return (
        lot.lot, lot.title, str(OUTCOMES.get(lot.outcome, lot.outcome)), lot.tenders, tuple(one.name for one in lot.winners),
        tuple(one.size for one in lot.winners if one.size), lot.value.minor / 100 if lot.value else None, lot.value.currency if lot.value else "",
    )  # fmt: skip

"""Shares of a comparison in words and cells."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.comparison import Share, Side
from nybrott.ui.charts import FEW
from nybrott.ui.formats import NONE, number, percent
from nybrott.ui.tables import Cell

HOLLOW = "○"  # stands beside a share of few, as the hollow dot does in the picture


def share_names() -> dict[str, str]:
    """What each share is called on the page."""
    return {
        "dialogue_share": _("Market dialogues per competition"),
        "strict_share": _("Procurements under the strict lens"),
        "declared_share": _("Procurements under the declared lens"),
        "behavioural_share": _("Procurements under the behavioural lens"),
        "confirmed_share": _("Procurements confirmed by people"),
        "small_share": _("Lots won by small and medium-sized suppliers"),
    }


def share_cell(share: Share) -> Cell:
    """A share with what it is a share of; a hollow circle where that is few."""
    if not share.n and not share.part:
        return Cell(NONE)
    note = _("%(part)s of %(n)s") % {"part": number(share.part), "n": number(share.n)}
    return Cell(hollow(share), note=note)


def hollow(share: Share) -> str:
    """A share, with a hollow circle where it is of few."""
    shown = percent(share.value)
    return f"{HOLLOW} {shown}" if share.value is not None and share.n < FEW else shown


def median_cell(side: Side) -> Cell:
    """The median number of tenders, with the lots it rests on."""
    if side.median is None:
        return Cell(NONE)
    if side.whole:
        return Cell(number(side.median, 1), note=_("the whole country"))
    lots = ngettext("%(count)s lot", "%(count)s lots", side.counts.tendered) % {"count": number(side.counts.tendered)}
    return Cell(number(side.median, 1), note=lots)

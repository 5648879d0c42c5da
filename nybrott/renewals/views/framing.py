"""What the pages of the radar have in common: the table, the picture, the way to a page."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from nybrott.procurements.queries import crumbs as procurements_crumbs
from nybrott.renewals import states
from nybrott.renewals.queries import Buyer, Found
from nybrott.renewals.states import Made
from nybrott.ui.asking import asked_page, asked_sort, query_of
from nybrott.ui.charts import Chart
from nybrott.ui.formats import day_short, money, month, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.tracks import Track, tracks

SIZE = 25
DRAWN = 10  # contracts in the picture
_BY: dict[str, Callable[[Found], int | None]] = {
    "rank": lambda one: one.rank.total,
    "ends": lambda one: one.contract.first_on.toordinal(),
    "value": lambda one: one.kroner,
    "tenders": lambda one: one.contract.tenders,
}
LONGEST_TITLE = 140


def crumbs(*more: Link | str) -> tuple[Link, ...]:
    """The way to a page of the radar."""
    return procurements_crumbs(None, Link(_("Renewal radar"), reverse("renewals:radar") if more else ""), *more)


def buyer_url(buyer: Buyer) -> str:
    """Where a buyer's contracts stand."""
    return reverse("renewals:buyer", args=[buyer.country, buyer.ref])


def sorted_as_asked(request: HttpRequest, found: Sequence[Found]) -> tuple[str, list[Found]]:
    """The sorting asked for, and the contracts in it; what is not known comes last."""
    sort = asked_sort(request, tuple(_BY), "-rank")
    by = _BY[sort.removeprefix("-")]
    known = [(value, one) for one in found if (value := by(one)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))
    return sort, [*(one for _value, one in known), *(one for one in found if by(one) is None)]


def listed(request: HttpRequest, found: Sequence[Found], *, inside: bool) -> dict[str, Any]:
    """The table of a page of contracts and the picture of the same ones."""
    sort, ordered = sorted_as_asked(request, found)
    page = Paginator(ordered, SIZE).get_page(asked_page(request))
    columns = [
        Column("title", _("Contract")),
        Column("ends", _("Runs out"), sortable=True),
        Column("begin", _("Begin by")),
        Column("value", _("Value"), "end", sortable=True),
        Column("tenders", _("Tenders last time"), "end", sortable=True),
        Column("rank", _("Points"), "end", sortable=True),
    ]
    if inside:
        columns.append(Column("made", _("What was done about it")))
    table = Table(
        columns, [_row(one, inside=inside) for one in page], _("Contracts that run out, with the rank and its parts"), id="contracts-table",
        swap="contracts", sort=sort, query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
        caption_hidden=True,
    )  # fmt: skip
    return {"table": table, "picture": picture(list(page)), "total": len(found)}


def _row(found: Found, *, inside: bool) -> list[Cell | str]:
    one = found.contract
    title = found.title if len(found.title) <= LONGEST_TITLE else f"{found.title[: LONGEST_TITLE - 1].rstrip()}…"
    row: list[Cell | str] = [
        Cell(title, url=found.address, note=", ".join(one.winners[:3])),
        Cell(day_short(one.first_on), note=ends_note(found)),
        Cell(day_short(found.rank.begin_on), note=_("already late") if found.rank.begin_on < found.today else ""),
        money(one.minor, one.currency) if one.minor else "–",
        number(one.tenders) if one.tenders is not None else "–",
        Cell(number(found.rank.total), note=parts_note(found)),
    ]
    if inside:
        row.append(made(found))
    return row


def ends_note(found: Found) -> str:
    """Whether the end is a guess, the latest end, and what the own plan says where it says another day."""
    one = found.contract
    said = [_("guessed")] if found.guessed else []
    if one.last_on > one.first_on:
        said.append(_("with options %(day)s") % {"day": day_short(one.last_on)})
    elif one.may_go_on:
        said.append(_("may be renewed, for how long is not said"))
    if found.planned is not None and found.planned.ends_on not in (None, one.first_on):
        said.append(_("%(day)s in the plan") % {"day": day_short(found.planned.ends_on)})
    return ", ".join(said)


def parts_note(found: Found) -> str:
    """The parts that gave something, with their points: they add up to the rank."""
    return " + ".join(f"{states.SHORT[name]} {number(points)}" for name, points in found.rank.parts.items() if points)


def made(found: Found) -> Cell | str:
    """What the organisation made of it, as a cell."""
    mark = found.mark
    if mark is None:
        return "–"
    if mark.made == Made.DISMISSED:
        return Cell(str(tag(_("Dismissed"))), note=mark.reason)
    if mark.challenge is None:
        return Cell(str(tag(_("Challenge made"), "info")), note=_("The challenge is deleted."))
    return Cell(
        format_html('<a class="ds-link" href="{}">{}</a>', reverse("challenges:challenge", args=[mark.challenge_id]), mark.challenge.title),
        note=mark.unit.name if mark.unit else "",
    )  # fmt: skip


def picture(found: Sequence[Found]) -> Chart | None:
    """The soonest of these on one scale of months, None without any."""
    soonest = sorted(found, key=lambda one: (one.contract.first_on, one.ref))[:DRAWN]
    if not soonest:
        return None
    today = soonest[0].today
    ahead = max((one.contract.last_on - today).days for one in soonest)

    def days(one: Any) -> float:
        return float(max(0, (one - today).days))

    rows = [
        Track(
            one.title, _span(one), now=days(one.contract.first_on), start=days(one.rank.begin_on),
            goal=days(one.contract.last_on) if one.contract.last_on > one.contract.first_on else None, until=float(max(1, ahead)),
        )
        for one in soonest
    ]  # fmt: skip
    return tracks(
        rows, title=_("When the contracts end"),
        description=_("A line for each contract from today: a ring where you should begin, a dot where it ends, a vertical line where it ends with every option used."),
    )  # fmt: skip


def _span(found: Found) -> str:
    first, last = found.contract.first_on, found.contract.last_on
    return f"{month(first)} – {month(last)}" if last > first else month(first)

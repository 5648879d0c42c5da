"""For everyone: the contracts of every buyer of the notices."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.people.models import Organisation
from nybrott.renewals import feeds, queries, rules
from nybrott.renewals.forms import USUAL, BuyerForm, WindowForm
from nybrott.renewals.queries import Buyer
from nybrott.renewals.views.framing import buyer_url, crumbs, listed
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_short, number
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table


@require_safe
def buyers(request: HttpRequest) -> HttpResponse:
    """Every buyer with contracts that run out."""
    form = BuyerForm(request.GET or None, initial=USUAL)
    window = queries.window_of(timezone.localdate(), *form.asked())
    name = str(form.cleaned_data.get("name", "")) if form.is_bound else ""
    page = queries.buyers(window, name=name, page=asked_page(request))
    table = Table(
        [Column("name", _("Buyer")), Column("contracts", _("Contracts"), "end"), Column("next", _("The first one ends"))],
        [
            [Cell(row.buyer.name, url=buyer_url(row.buyer), note=row.buyer.country), number(row.contracts), day_short(row.next_on)]
            for row in page.rows
        ],
        _("Buyers with contracts that run out"), id="buyers-table", swap="buyers", query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.pages, page.total),
    )  # fmt: skip
    shown = {
        "form": form, "table": table, "total": page.total, "window": window, "edition": queries.edition(),
        "breadcrumbs": crumbs(_("Buyers")),
    }  # fmt: skip
    return render(request, "renewals/buyers.html", shown)


def _buyer(country: str, ref: str) -> Buyer:
    found = queries.buyer_at(country, ref)
    if found is None:
        raise Http404(_("No contract of this buyer is known."))
    return found


@require_safe
def buyer(request: HttpRequest, country: str, ref: str) -> HttpResponse:
    """One buyer's contracts that run out, with their ranks."""
    actor, found, form = who(request), _buyer(country, ref), WindowForm(request.GET or None, initial=USUAL)
    today = timezone.localdate()
    window = queries.window_of(today, *form.asked())
    contracts = queries.found_of(actor, (country, ref), window, today)
    inside = actor.organisation_id is not None
    own = (
        queries.buyer_of(Organisation.objects.visible_to(actor).get(pk=actor.organisation_id or 0)) if inside else None
    )
    shown = {
        "buyer": found, "may_judge": inside and rules.may_judge(actor), "ours": own == found, "form": form, "window": window, "edition": queries.edition(), **listed(request, contracts, inside=inside),
        "files": reverse("renewals:buyer_file", args=[country, ref, "csv"]).removesuffix("csv"), "kinds": FILE_KINDS,
        "dates": reverse("renewals:buyer_dates", args=[country, ref]), "figures": reverse("observatory:organisation", args=[country, ref]),
        "breadcrumbs": crumbs(Link(_("Buyers"), reverse("renewals:buyers")), found.name),
    }  # fmt: skip
    return render(request, "renewals/buyer.html", shown)


@require_safe
def buyer_file(request: HttpRequest, country: str, ref: str, kind: str) -> HttpResponse:
    """The same as a file."""
    if kind not in FILE_KINDS:
        raise Http404
    found, today = _buyer(country, ref), timezone.localdate()
    window = queries.window_of(today, *WindowForm(request.GET or None).asked())
    contracts = queries.found_of(who(request), (country, ref), window, today)
    return as_file(file_of(feeds.contracts_sheet(contracts, window, found.name, inside=False), kind))


@require_safe
def buyer_dates(request: HttpRequest, country: str, ref: str) -> HttpResponse:
    """The dates for a calendar program. Only what notices tell stands there, so it needs no key."""
    _buyer(country, ref)
    today = timezone.localdate()
    window = queries.window_of(today, *WindowForm(request.GET or None).asked())
    contracts = queries.found_of(who(request), (country, ref), window, today)
    return HttpResponse(feeds.calendar(contracts, timezone.now()), content_type="text/calendar; charset=utf-8")

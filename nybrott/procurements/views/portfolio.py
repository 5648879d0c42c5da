"""The portfolio as a table, a board or a timeline; views of it that are saved; the portfolio as a file; codes looked up."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.cpv import search
from nybrott.core.verdict import insist
from nybrott.people.models import Organisation
from nybrott.people.rules import works_here
from nybrott.procurements import actions, feeds, queries, rules
from nybrott.procurements.forms import Portfolio, SaveForm
from nybrott.procurements.models import Procurement, SavedView
from nybrott.procurements.states import OVER, ProcurementState
from nybrott.procurements.views.framing import crumbs
from nybrott.ui.asking import asked_page, asked_sort, query_of, who
from nybrott.ui.charts import Chart
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_short, language, money, number
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.spans import Span, Stretch, spans
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

SIZE = 25
DECISIONS = 5  # of what waits for a leader, on the first page
FOUND = 30  # codes of one search
KINDS = {
    ProcurementState.COMPETITION: "accent", ProcurementState.CONTRACT: "accent", ProcurementState.IN_USE: "success", ProcurementState.STOPPED: "warning",
}  # fmt: skip
KEPT = ("form", "text", "state", "unit", "year", "cpv", "from_need", "mine", "sort")  # what a saved view keeps


def state_tag(found: Procurement) -> str:
    """How far a procurement has come, as a tag."""
    state = ProcurementState(found.state)
    return str(tag(str(state.label), KINDS.get(state, "neutral")))


@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """What the organisation means to buy, buys and has bought."""
    actor = who(request)
    insist(works_here(actor))
    form = Portfolio(request.GET or None, actor=actor)
    wanted = form.wanted() if form.is_bound else {}
    shape = str(wanted.pop("form", "") or "table")
    sort = asked_sort(request, tuple(queries.SORTS), "-moved")
    found = queries.in_order_of(queries.portfolio(actor, wanted), sort)
    total = found.count()
    amounts, unknown = queries.sums(found) if total else ([], 0)
    shown: dict[str, Any] = {
        "form": form, "total": total, "narrowed": bool(wanted), "said": _said(amounts, unknown), "shape": shape, "places": queries.places("procurements:portfolio"),
        "may_plan": actor.may(rules.MANAGE), "kinds": list(FILE_KINDS), "views": queries.saved_views(actor), "breadcrumbs": crumbs(), "query": _kept(request),
        "decisions": [] if request.GET else queries.decisions(actor, timezone.now())[:DECISIONS],
        "save": SaveForm(initial={"query": _kept(request)}) if request.GET else None,
    }  # fmt: skip
    if shape == "board":
        states = [state for state in ProcurementState if wanted.get("state") or state not in OVER]
        shown["board"] = queries.board(found, states)
    else:
        page = Paginator(found, SIZE).get_page(asked_page(request))
        shown["table"] = _table(request, page, sort)
        shown["chart"] = _timeline(page) if shape == "timeline" else None
    return render(request, "procurements/portfolio.html", shown)


def _said(amounts: list[queries.Money], unknown: int) -> list[str]:
    """What it adds up to, each currency by itself, and how many have no value."""
    said = [
        _("%(amount)s estimated for %(n)s") % {"amount": money(one.amount, one.currency), "n": number(one.n)}
        for one in amounts
    ]
    if unknown:
        said.append(ngettext("%(n)s without a value", "%(n)s without a value", unknown) % {"n": number(unknown)})
    return said


def _kept(request: HttpRequest) -> str:
    """What of the address a saved view keeps."""
    return urlencode([(name, value) for name in KEPT for value in request.GET.getlist(name) if value])


def _table(request: HttpRequest, page: "Page[Procurement]", sort: str) -> Table:
    columns = [
        Column("title", _("Procurement"), sortable=True), Column("unit", _("Unit"), sortable=True), Column("state", _("Progress so far")),
        Column("value", _("Estimated value"), "end", sortable=True), Column("announced", _("Competition"), "end", sortable=True),
        Column("ends", _("Runs out"), "end", sortable=True),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(one.title, reverse("procurements:procurement", args=[one.pk])), one.unit.name if one.unit else "", Cell(state_tag(one)),
            money(one.value, one.currency) if one.value is not None else "", day_short(one.announce_on) if one.announce_on else "",
            day_short(one.ends_on) if one.ends_on else "",
        ]
        for one in page
    ]  # fmt: skip
    return Table(
        columns, rows, _("Procurements"), id="portfolio-table", swap="portfolio", sort=sort, query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip


def _timeline(page: "Page[Procurement]") -> Chart | None:
    """What is on the page on a calendar; None when no days are known."""
    rows = [_span(one) for one in page]
    drawn = [row for row in rows if row.stretches or row.marks]
    if not drawn:
        return None
    title = _("When each is prepared, announced, signed and over")
    return spans(drawn, today=timezone.localdate(), title=title, description=_("The table has the same."))


def _span(one: Procurement) -> Span:
    days = [day for day in (one.dialogue_on, one.announce_on, one.contract_on, one.ends_on) if day]
    parts = [
        (one.dialogue_on, one.announce_on or one.contract_on, "quiet", False), (one.announce_on, one.contract_on, "strict", False),
        (one.contract_on, one.ends_on, "behavioural", False), (one.ends_on, one.ends_latest_on if one.options_months else None, "behavioural", True),
    ]  # fmt: skip
    stretches = [
        Stretch(first, last, colour, open=dashed)
        for first, last, colour, dashed in parts
        if first and last and last > first
    ]
    said = money(one.value, one.currency) if one.value is not None else ""
    return Span(one.title, said, stretches, days)


@require_safe
def portfolio_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file, narrowed in the same way."""
    actor = who(request)
    insist(works_here(actor))
    if kind not in FILE_KINDS:
        raise Http404
    form = Portfolio(request.GET or None, actor=actor)
    wanted = form.wanted() if form.is_bound else {}
    return as_file(file_of(feeds.portfolio_sheet(queries.in_order_of(queries.portfolio(actor, wanted), "title")), kind))


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep a view of the portfolio under a name."""
    actor: Actor = who(request)
    insist(works_here(actor))
    place = get_object_or_404(Organisation, pk=actor.organisation_id)
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the view a name of at most 60 characters."))
        return redirect(f"{reverse('procurements:portfolio')}?{request.POST.get('query', '')[:1000]}")
    kept = actions.save_view(
        actor=actor,
        organisation=place,
        name=form.cleaned_data["name"],
        query=form.cleaned_data["query"],
        now=timezone.now(),
    )
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": kept.name})
    return redirect(f"{reverse('procurements:portfolio')}?{kept.query}")


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a saved view."""
    actor = who(request)
    view = get_object_or_404(SavedView.objects.visible_to(actor), pk=pk)
    actions.forget_view(actor=actor, view=view, now=timezone.now())
    messages.success(request, _("The view is deleted."))
    return redirect("procurements:portfolio")


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """CPV codes looked up by words, in bokmål and in English."""
    insist(works_here(who(request)))
    words = request.GET.get("q", "").strip()[:100]
    found = search(words, limit=FOUND) if words else ()
    table = Table(
        [Column("code", _("Code")), Column("name", _("What it is called")), Column("en", _("In English"))],
        [[one.number, one.name(language()), one.en] for one in found], _("CPV codes"), caption_hidden=True,
    )  # fmt: skip
    shown = {"words": words, "table": table, "breadcrumbs": crumbs(None, _("CPV codes"))}
    return render(request, "procurements/codes.html", shown)

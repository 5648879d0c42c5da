"""All benefits of the organisation: what it comes to, and each with what it says."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.benefits import feeds, queries
from nybrott.benefits.forms import FilterForm
from nybrott.benefits.states import Outcome
from nybrott.benefits.views.tables import benefits_table, sums_table
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.people.rules import works_here
from nybrott.procurements.queries import crumbs, places
from nybrott.ui.asking import asked_page, asked_sort, query_of, who
from nybrott.ui.files import as_file
from nybrott.ui.formats import number
from nybrott.ui.sheets import FILE_KINDS
from nybrott.ui.tables import Pages

HERE = "benefits:everywhere"
SIZE = 25


def _asked(request: HttpRequest) -> tuple[Actor, FilterForm, dict[str, Any]]:
    actor = who(request)
    insist(works_here(actor))
    form = FilterForm(request.GET or None, actor=actor)
    return (
        actor,
        form,
        {name: value for name, value in form.cleaned_data.items() if value}
        if form.is_bound and form.is_valid()
        else {},
    )


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """What the organisation's procurements were to lead to, and what came of them."""
    actor, form, wanted = _asked(request)
    found = queries.portfolio(actor, wanted)
    sort = asked_sort(request, tuple(queries.SORTS), "-made")
    page = Paginator(queries.in_order_of(found, sort), SIZE).get_page(asked_page(request))
    all_of_them = queries.standings(found)
    told = queries.counts(all_of_them)
    here = {one.benefit.pk: one for one in all_of_them}
    pages = Pages(page.number, page.paginator.num_pages, page.paginator.count)
    shown = {
        "form": form, "table": benefits_table([here[one.pk] for one in page], whose=True, sort=sort, query=query_of(request), pages=pages),
        "sums": sums_table(queries.sum_up(all_of_them)), "narrowed": bool(wanted), "places": places(HERE), "breadcrumbs": crumbs(None, _("Benefits")),
        "counted": [*((one.label, number(told[one])) for one in Outcome), (_("Not measured yet"), number(told[""]))], "kinds": list(FILE_KINDS),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "benefits/everywhere.html", shown)


@require_safe
def everywhere_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same benefits as rows."""
    actor, _form, wanted = _asked(request)
    if kind not in FILE_KINDS:
        raise Http404
    found = queries.standings(queries.in_order_of(queries.portfolio(actor, wanted), "-made"))
    return as_file(feeds.rows_file(_("all"), _("Benefits"), found, kind))

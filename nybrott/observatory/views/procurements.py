"""The procurements behind a figure: just those it counts, each leading to the notice that stands for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.observatory import queries
from nybrott.observatory.forms import ProcurementForm
from nybrott.observatory.views import lists, words
from nybrott.ui.frame import Link

SORTS = ("title", "buyer", "opened", "notices")


@require_safe
def procurements(request: HttpRequest) -> HttpResponse:
    """The procurements that reached the market, narrowed and sorted as asked."""
    coverage = queries.coverage()
    form = ProcurementForm(
        request.GET,
        countries=[(code, words.country(code)) for code in queries.countries(coverage)],
        years=queries.years(coverage),
    )
    sort = lists.asked_sort(request, SORTS, "-opened")
    page = queries.procurements(form.wanted(), sort=sort, page=lists.asked_page(request))
    return render(
        request,
        "observatory/procurements.html",
        {
            "form": form,
            "coverage": coverage,
            "total": page.total,
            "table": lists.procurements_table(page, sort=sort, query=lists.query_of(request)),
            "breadcrumbs": (Link(_("Figures"), reverse("observatory:overview")), Link(_("Procurements"))),
        },
    )

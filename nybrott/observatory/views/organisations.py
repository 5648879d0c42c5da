"""All organisations, and one organisation's figures year by year."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.observatory import queries
from nybrott.observatory.forms import OrganisationForm
from nybrott.observatory.views import figures, lists, words
from nybrott.ui.frame import Link

SORTS = ("name", "notices", "procedures", "dialogues", "strict", "declared", "behavioural")
NOTICE_SORTS = ("title", "published", "stage")


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Every buyer in the lake, narrowed and sorted as asked."""
    coverage = queries.coverage()
    form = OrganisationForm(
        request.GET, countries=[(code, words.country(code)) for code in queries.countries(coverage)]
    )
    sort = lists.asked_sort(request, SORTS, "-dialogues")
    page = queries.organisations(form.wanted(), sort=sort, page=lists.asked_page(request))
    return render(
        request,
        "observatory/organisations.html",
        {
            "form": form,
            "coverage": coverage,
            "total": page.total,
            "table": lists.organisations_table(page, sort=sort, query=lists.query_of(request)),
            "breadcrumbs": (Link(_("Figures"), reverse("observatory:overview")), Link(_("Organisations"))),
        },
    )


@require_safe
def organisation(request: HttpRequest, country: str, ref: str) -> HttpResponse:
    """One buyer: what was found year by year, each notice a dot that leads to it, and the list of its notices."""
    found = queries.organisation(country, ref)
    if found is None:
        raise Http404
    where = {"country": country, "buyer": ref}
    by_year = queries.with_confirmed(
        queries.measured("innovative-procurements", by=("year",), where=where),
        queries.confirmed(by=("year",), where=where),
    )
    sort = lists.asked_sort(request, NOTICE_SORTS, "-published")
    page = queries.notices({"country": country, "buyer": ref}, sort=sort, page=lists.asked_page(request))
    return render(
        request,
        "observatory/organisation.html",
        {
            "organisation": found,
            "country": words.country(country),
            "figure": figures.of_organisation(
                found, queries.seen_of(country, ref), queries.confirmed_of(country, ref), by_year
            ),
            "by_stage": [(words.word(words.STAGES, str(count.name)), count.notices) for count in found.by_stage],
            "table": lists.notices_table(page, sort=sort, query=lists.query_of(request), buyer=False),
            "breadcrumbs": (
                Link(_("Figures"), reverse("observatory:overview")),
                Link(_("Organisations"), reverse("observatory:organisations")),
                Link(found.row.name),
            ),
        },
    )

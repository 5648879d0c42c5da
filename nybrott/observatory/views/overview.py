"""The overview: how many, under three lenses, year by year; who; and the latest dialogues in their own words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.signals import catalogue
from nybrott.lake.shapes import Coverage
from nybrott.observatory import queries
from nybrott.observatory.views import figures, lists, words
from nybrott.observatory.views.evidence import quoted
from nybrott.ui.formats import day_year, number
from nybrott.ui.frame import Link

HOME = "NO"
TOP = 10
QUOTES = 3


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The front of the observatory, for one country or for all that was read."""
    coverage = queries.coverage()
    if not coverage.notices:
        return render(request, "observatory/overview_empty.html")
    held = queries.countries(coverage)
    country = request.GET.get("country", HOME if HOME in held else "")
    country = country if country in held else ""
    where = {"country": country} if country else {}
    by_year = ("year",)
    top = queries.organisations(where, sort="-dialogues", page=1, size=TOP)
    return render(
        request,
        "observatory/overview.html",
        {
            "country": words.country(country) if country else _("all countries"),
            "code": country,
            "countries": _choices(held, country),
            "lenses": figures.of_lenses(
                queries.with_confirmed(
                    queries.measured("innovative-procurements", by=by_year, where=where),
                    queries.confirmed(by=by_year, where=where),
                ),
                queries.counted(country),
                queries.counted_by_people(country),
                country=country,
            ),
            "dialogues": figures.of_dialogues(
                queries.measured("dialogue-share", by=by_year, where=where), country=country
            ),
            "organisations": lists.organisations_table(top, sort="-dialogues", query={}, paged=False),
            "organisations_url": lists.organisations_url(country=country),
            "quotes": [quoted(page, catalogue()) for page in queries.latest_dialogues(country, size=QUOTES)],
            "coverage": _coverage(coverage),
        },
    )


def _choices(held: list[str], chosen: str) -> list[Link]:
    shown = held[:6] if chosen in held[:6] or not chosen else [chosen, *held[:5]]
    return [
        *(Link(words.country(code), f"?country={code}", current=code == chosen) for code in shown),
        Link(_("All countries"), "?country=", current=not chosen),
    ]


def _coverage(coverage: Coverage) -> list[tuple[str, str]]:
    return [
        (_("Notices read"), number(coverage.notices)),
        (_("Procurements"), number(coverage.procedures)),
        (_("Organisations"), number(coverage.buyers)),
        (_("From"), day_year(coverage.first_on)),
        (_("To"), day_year(coverage.last_on)),
        (_("Could not be read"), number(coverage.errors)),
        *lists.tests_line(coverage),
        (_("Rules"), coverage.rules),
    ]

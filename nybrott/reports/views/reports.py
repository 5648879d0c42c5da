"""Reports: the list."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from nybrott.reports import queries, rules
from nybrott.reports.views.framing import drawn, seen
from nybrott.ui.asking import asked_page


@require_safe
def reports(request: HttpRequest, run: int) -> HttpResponse:
    """The reports of a run, the newest first."""
    actor, plan = seen(request, run)
    page = queries.reports_of(actor, plan, asked_page(request))
    return drawn(request, plan, "reports/reports.html", page=page, may_make=rules.may_make_report(actor, plan))

"""Reports: the list, making one, one as a page, two beside each other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.verdict import insist
from nybrott.effects.models import Report
from nybrott.effects.states import Strength
from nybrott.reports import actions, feeds, queries, rules
from nybrott.reports.feeds.limits import NOT_DONE, RULES
from nybrott.reports.feeds.words import signed, value
from nybrott.reports.forms import MakeForm
from nybrott.reports.queries import Compared
from nybrott.reports.views.framing import drawn, report_seen, seen, way
from nybrott.reports.views.shown import contents, shown
from nybrott.ui.asking import asked_page
from nybrott.ui.formats import NONE, day_year, money
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table

HERE = "reports:reports"
LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


@require_safe
def reports(request: HttpRequest, run: int) -> HttpResponse:
    """The reports of a run, the newest first."""
    actor, plan = seen(request, run)
    page = queries.reports_of(actor, plan, asked_page(request))
    rows: list[list[Cell | str]] = [
        [
            Cell(_("Report %(n)s") % {"n": one.number}, reverse("reports:report", args=[run, one.number])),
            day_year(timezone.localdate(one.made_at)), one.made_by.name if one.made_by else NONE,
        ]
        for one in page.object_list
    ]  # fmt: skip
    table = Table(
        [Column("report", _("Report")), Column("day", _("Made on")), Column("who", _("Made by"))], rows, _("Evaluation reports"), caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count) if page.paginator.num_pages > 1 else None,
    )  # fmt: skip
    last = page.object_list[0].number if page.number == 1 and len(page.object_list) > 1 else 0
    beside = reverse("reports:compare", args=[run, last - 1, last]) if last else ""
    return drawn(
        request,
        plan,
        "reports/reports.html",
        HERE,
        *way(plan),
        table=table,
        beside=beside,
        may_make=rules.may_make_report(actor, plan),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, run: int) -> HttpResponse:
    """Type the evaluator's words, see what is not done, and make the report."""
    actor, plan = seen(request, run)
    insist(rules.may_make_report(actor, plan))
    form, now = MakeForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        made = actions.make_report(actor=actor, plan=plan, now=now, **form.cleaned_data)
        messages.success(request, _("The report is made. It stays as it is."))
        return redirect("reports:report", run=run, number=made.number)
    inputs = queries.gathered(plan, timezone.localdate(now))
    measured = sum(bool(one["readings"]) for one in inputs["indicators"])
    return drawn(
        request, plan, "reports/make.html", HERE, *way(plan, _("Make a report")), form=form, indicators=len(inputs["indicators"]), measured=measured,
        not_done=[NOT_DONE[one] for one in inputs["not_done"] if one in NOT_DONE], status=422 if form.errors else 200,
    )  # fmt: skip


@require_safe
def report(request: HttpRequest, run: int, number: int) -> HttpResponse:
    """A report as it was made, in the reader's language."""
    actor, plan, one = report_seen(request, run, number)
    whole = feeds.whole_of(queries.told_of(actor, plan, one))
    files = [
        Link(f"{kind.upper()}, {name}", reverse("reports:document", args=[run, number, language, kind]))
        for kind in feeds.DOCUMENTS
        for language, name in LANGUAGES.items()
    ]
    newer = Report.objects.visible_to(actor).filter(plan=plan, number=number + 1).exists()
    beside = reverse("reports:compare", args=[run, number - 1, number]) if number > 1 else ""
    return drawn(
        request, plan, "reports/report.html", HERE, *way(plan, _("Report %(n)s") % {"n": number}), report=one, whole=whole, parts=shown(whole),
        contents=contents(whole), files=files, beside=beside, newer=number + 1 if newer else 0,
    )  # fmt: skip


@require_safe
def compare(request: HttpRequest, run: int, first: int, second: int) -> HttpResponse:
    """Two reports beside each other: what is otherwise in the second."""
    _actor, plan, one = report_seen(request, run, first)
    _actor, _plan, other = report_seen(request, run, second)
    found = queries.compared(one, other)
    claims = [(text, _strength(before), _strength(now)) for text, before, now in found.claims]
    costs = [money(each, "NOK") if each is not None else NONE for each in found.costs]
    return drawn(
        request, plan, "reports/compare.html", HERE, *way(plan, _("Reports %(first)s and %(second)s") % {"first": first, "second": second}), first=one, second=other,
        table=_moved(found, first, second), claims=claims, costs=costs if found.costs[0] != found.costs[1] else None,
        rules=[str(RULES.get(name, name)) for name in found.rules],
    )  # fmt: skip


def _strength(code: str) -> str:
    return str(Strength(code).label) if code else _("not made")


def _moved(found: Compared, first: int, second: int) -> Table:
    names = [_("Report %(n)s") % {"n": each} for each in (first, second)]
    columns = [Column("name", _("Indicator")), Column("first", names[0], "end"), Column("second", names[1], "end"), Column("change", _("Difference"), "end")]  # fmt: skip
    rows = [
        [one.name, *(value(each["now"], one.unit) if each else NONE for each in (one.first, one.second)), signed(one.change) if one.change is not None else NONE]
        for one in found.indicators
    ]  # fmt: skip
    return Table(columns, rows, _("Indicators in both reports"), caption_hidden=True)

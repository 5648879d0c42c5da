"""One's own rows in a report: confirm them, or write other numbers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.booklets import drawn
from nybrott.core.verdict import Refused, insist
from nybrott.partnerships import actions, queries, rules
from nybrott.partnerships.feeds.whole import sums_grid, time_words
from nybrott.partnerships.forms import RowsForm
from nybrott.partnerships.models import Report, ReportRow
from nybrott.partnerships.states import REPORTED, Kind
from nybrott.partnerships.views.drawn import people
from nybrott.partnerships.views.framing import Here, address, around, here, report_of
from nybrott.ui.frame import Link


@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What the report counts of us."""
    at = here(request, slug)
    report = report_of(at, pk)
    insist(rules.may_decide(at.actor, at.membership))
    assert at.mine is not None  # asked for above
    row = get_object_or_404(ReportRow.objects.visible_to(at.actor).select_related("answered_by"), report=report)
    may = rules.may_answer(at.actor, report, at.membership)
    counted = row.counted.get(Kind.PORTFOLIO) if Kind.PORTFOLIO in at.mine.shares else None
    form = RowsForm(request.POST or None, counted=counted, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.answer_rows(actor=at.actor, report=report, member=at.mine.membership, said=form.said(), note=said.get("note", ""), seen=said["seen"], now=timezone.now())  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Your numbers are in the report.") if made.said else _("The rows are confirmed."))  # fmt: skip
            return redirect("partnerships:draft", slug, pk)
    said = {"report": report, "row": row, "may": may, "form": form, **_told(at, row), "back": address("draft", at, pk)}
    return render(request, "partnerships/rows.html", {**said, **_way(at, report)}, status=422 if form.errors else 200)


def _initial(row: ReportRow) -> dict[str, Any]:
    return {"seen": queries.digest_of(row.counted), "note": row.note}


def _told(at: Here, row: ReportRow) -> dict[str, Any]:
    """What is counted beside the numbers one may correct, and what is not shared."""
    assert at.mine is not None  # asked for by whoever calls
    shared = {kind: row.counted.get(kind) if kind in at.mine.shares else None for kind in REPORTED}
    carried, came = shared[Kind.PROGRAMMES], shared[Kind.EFFECTS]
    sums = [one | {"members": 1} for one in came["sums"]] if came else []
    return {
        "own": queries.member_told(at.mine, row), "silent": [str(kind.label) for kind, told in shared.items() if told is None],
        "carried": carried and carried | {"drivers_said": people(carried["drivers"]), "mentors_said": people(carried["mentors"])},
        "sums": drawn(sums_grid(sums), 1) if sums else None, "came": came,
    }  # fmt: skip


def _way(at: Here, report: Report) -> dict[str, Any]:
    return around(at, "reports", Link(time_words(report.year, report.part), address("draft", at, report.pk)), _("Our rows"))  # fmt: skip


@require_POST
def take_answer_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take the answer back; the rows are counted again."""
    at = here(request, slug)
    report = report_of(at, pk)
    insist(rules.may_answer(at.actor, report, at.membership))
    assert at.mine is not None  # asked for above
    actions.take_answer_back(actor=at.actor, report=report, member=at.mine.membership, now=timezone.now())
    messages.success(request, _("Your answer is taken back, and your rows are counted again."))
    return redirect("partnerships:rows", slug, pk)

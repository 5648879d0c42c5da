"""The years, the draft of one, and publishing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nybrott.booklets import shown
from nybrott.core.verdict import Refused, insist
from nybrott.ui.formats import day_year, number
from nybrott.ui.tables import Cell, Column, Table
from nybrott.yearbooks import actions, queries, rules
from nybrott.yearbooks.feeds import whole_of
from nybrott.yearbooks.forms import PublishForm
from nybrott.yearbooks.views.framing import a_year, around, own


@require_safe
def yearbooks(request: HttpRequest) -> HttpResponse:
    """Every year there is something to tell of, with its draft and what was published."""
    actor, place = own(request)
    told: dict[int, list[str]] = {}
    last: dict[int, Cell] = {}
    for one in queries.versions(actor):
        told.setdefault(one.year, []).append(number(one.number))
        label = _("Version %(n)s") % {"n": number(one.number)}
        last.setdefault(one.year, Cell(label, url=reverse("yearbooks:version", args=[one.year, one.number]), note=day_year(one.published_at)))  # fmt: skip
    rows: list[list[Cell | str]] = [
        [Cell(str(year), url=reverse("yearbooks:draft", args=[year])), last.get(year, _("Nothing is published")), number(len(told.get(year, [])))]
        for year in sorted({*queries.years(place.pk, timezone.localdate()), *told}, reverse=True)
    ]  # fmt: skip
    columns = [Column("year", _("Year")), Column("last", _("Published")), Column("n", _("Versions"), "end")]
    return render(request, "yearbooks/yearbooks.html", {"table": Table(columns, rows, _("Yearly reports"), caption_hidden=True), **around()})  # fmt: skip


@require_safe
def draft(request: HttpRequest, year: int) -> HttpResponse:
    """The report of a year as it stands now."""
    return _drawn(request, year)


def _drawn(request: HttpRequest, year: int, form: PublishForm | None = None, status: int = 200) -> HttpResponse:
    actor, place = own(request)
    today = timezone.localdate()
    content = queries.gathered(place, a_year(year, today), today)
    may = rules.may_publish(actor, place, year, today)
    found = list(queries.versions(actor, year))
    form = form or PublishForm(again=bool(found))
    form.initial["seen"] = queries.digest_of(content)
    said = {"form": form if may else None, "may": may, "year": year, "versions": found, **shown(whole_of(content)), **around(str(year))}  # fmt: skip
    return render(request, "yearbooks/draft.html", said, status=status)


@require_POST
def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Keep the report as it stands."""
    actor, place = own(request)
    now = timezone.now()
    insist(rules.may_publish(actor, place, a_year(year, timezone.localdate(now)), timezone.localdate(now)))
    form = PublishForm(request.POST, again=bool(queries.newest(place.pk, year)))
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.publish_yearbook(actor=actor, organisation=place, year=year, seen=said["seen"], because=said.get("because", ""), now=now)  # fmt: skip
        except Refused as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, _("The report is published, and stays as it is."))
            return redirect("yearbooks:version", year, made.number)
    return _drawn(request, year, form, 422)

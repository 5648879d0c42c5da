"""Who is where in a run, and what the one who leads it does about it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.people.models import Organisation
from nybrott.people.queries.members import Page
from nybrott.recruiting import actions, feeds, queries, rules
from nybrott.recruiting.forms import PeopleFilter, PutInForm
from nybrott.recruiting.views.framing import drawn, led, seen
from nybrott.runs.models import Participation, Run
from nybrott.runs.rules import may_run
from nybrott.runs.states import PartKind, PartState
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.formats import number
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

TAGS = {
    PartState.ASKED: "info",
    PartState.WAITING: "warning",
    PartState.IN: "success",
    PartState.INVITED: "info",
    PartState.DECLINED: "danger",
}


def _table(request: HttpRequest, page: Page, *, several: bool) -> Table:
    columns = [
        Column("name", _("Name")),
        Column("kind", _("As")),
        Column("state", _("Current state")),
        Column("hours", _("Hours"), "end"),
        Column("leader", _("Leader")),
    ]
    if several:
        columns.insert(1, Column("organisation", _("Organisation")))
    rows: list[list[Cell | str]] = []
    for one in page.rows:
        kind = str(PartKind(one.kind).label)
        if one.kind == PartKind.MENTOR:
            room = ngettext("hours for %(n)s driver", "hours for %(n)s drivers", one.capacity) % {"n": one.capacity}
            kind = f"{kind}: {room if one.capacity else _('no hours')}"
        row: list[Cell | str] = [
            Cell(one.user.name, reverse("recruiting:part", args=[one.pk]), str(one.unit or "")), kind,
            Cell(str(tag(str(PartState(one.state).label), TAGS.get(PartState(one.state), "neutral")))), number(one.hours), one.leader_name or "–",
        ]  # fmt: skip
        if several:
            row.insert(1, one.organisation.name)
        rows.append(row)
    return Table(
        columns, rows, _("People of the run"), id="people-table", swap="people", caption_hidden=True, query=query_of(request),
        pages=Pages(page.number, page.pages, page.total),
    )  # fmt: skip


def _counts(found: dict[tuple[str, str], int]) -> list[tuple[str, str, int, int]]:
    """(state, what it is called, drivers, mentors) of the states somebody is in."""
    told = [
        (str(state), str(state.label), found.get((PartKind.DRIVER, state), 0), found.get((PartKind.MENTOR, state), 0))
        for state in PartState
    ]
    return [one for one in told if one[2] or one[3]]


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of who is where: in a network's run each organisation's own, and all for whoever leads it."""
    actor, run = seen(request, pk)
    insist(rules.may_see_people(actor, run))
    leads = bool(may_run(actor, run))
    places: Iterable[int] = queries.taking_part(run) if leads else ()
    organisations = list(Organisation.objects.visible_to(actor).filter(pk__in=places).order_by("name"))
    form = PeopleFilter(request.GET, organisations=organisations)
    wanted = form.wanted()
    page = queries.people(actor, run, wanted, page=asked_page(request))
    unasked = queries.unasked(actor, run).count()
    shown: dict[str, Any] = {
        "form": form, "table": _table(request, page, several=len(organisations) > 1), "total": page.total, "narrowed": bool(wanted),
        "counts": _counts(queries.counted(actor, run)), "room": queries.room_in(run), "unasked": unasked,
        "known": queries.mentors_elsewhere(actor, run) if rules.may_offer(actor, run) else (),
        "may_put_in": rules.may_put_in(actor, run), "may_import": rules.may_import_people(actor, run),
        "bring": reverse("desk:new_import", args=[f"{actions.IMPORT_KEY}-{run.pk}"]),
    }  # fmt: skip
    return drawn(request, run, "recruiting/people.html", "recruiting:people", _("People"), **shown)


@require_POST
def ask_waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the leaders of those who came from a list."""
    actor, run = seen(request, pk)
    asked = actions.ask_leaders_waiting(actor=actor, run=run, now=timezone.now())
    messages.success(
        request,
        ngettext("%(n)s leader is asked by letter.", "%(n)s leaders are asked by letter.", asked) % {"n": asked},
    )
    return redirect("recruiting:people", pk=run.pk)


@require_POST
def offer(request: HttpRequest, pk: int, known: int) -> HttpResponse:
    """Ask one of one's own people in a network's run to be a mentor here."""
    actor, run = led(request, pk)
    one = get_object_or_404(
        Participation.objects.visible_to(actor).taking_part().select_related("user", "unit"), pk=known
    )
    actions.offer_mentor(actor=actor, run=run, known=one, now=timezone.now())
    messages.success(request, _("%(name)s is asked by letter.") % {"name": one.user.name})
    return redirect("recruiting:people", pk=run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def put_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody who came too late on the waiting list."""
    actor, run = led(request, pk)
    insist(rules.may_put_in(actor, run))
    form = PutInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            part = actions.put_in(actor=actor, run=run, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("email", refused.reason)
        else:
            messages.success(
                request,
                _("%(name)s takes part.") % {"name": part}
                if part.state == PartState.IN
                else _("%(name)s is on the waiting list.") % {"name": part},
            )
            return redirect("recruiting:people", pk=run.pk)
    title = _("Put someone on the waiting list")
    why = _(
        "For people who came after the deadline. If there is a free place they are in at once; the leader is not asked by letter, you say who said yes."
    )
    return drawn(
        request,
        run,
        "recruiting/reason.html",
        "recruiting:people",
        title,
        status=422 if form.is_bound else 200,
        form=form,
        title=title,
        why=why,
    )


@require_safe
def people_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The list as a file that can be brought in again."""
    actor, run = seen(request, pk)
    insist(rules.may_see_people(actor, run))
    if kind not in ("csv", "xlsx"):
        raise Http404
    return _file(run, feeds.people_sheet(actor, run), kind)


def _file(run: Run, sheet: feeds.Sheet, kind: str) -> HttpResponseBase:
    name = f"people-{run.pk}.{kind}"
    if kind == "xlsx":
        return FileResponse(feeds.xlsx_file(sheet), as_attachment=True, filename=name)
    answer = StreamingHttpResponse(feeds.csv_parts(sheet, codebook=False), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

"""The pages about what is kept: the rules, what goes tonight, what went, and the record of processing."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.verdict import insist
from nybrott.people.models import Organisation, RetentionRun
from nybrott.people.queries.declared import kinds
from nybrott.privacy import rules
from nybrott.privacy.feeds.recording import record_as_markdown, record_sheet
from nybrott.privacy.queries.keeping import due, next_run
from nybrott.privacy.queries.recording import kept_words, record_of_processing
from nybrott.ui.asking import who
from nybrott.ui.formats import day_short, moment, number
from nybrott.ui.frame import Link
from nybrott.ui.sheets import csv_parts, xlsx_file
from nybrott.ui.tables import Cell, Column, Pages, Table

RUNS_A_PAGE = 20
_MARKDOWN = "text/markdown; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people and for how long, what would go tonight, and what has gone."""
    actor = who(request)
    insist(rules.may_manage_privacy(actor))
    now = timezone.now()
    limits = Table(
        columns=[
            Column("kind", _("Kind of data")), Column("kept", _("How long it is kept")),
            Column("count", _("Would be deleted now"), "end"), Column("oldest", _("The oldest of them"), "end"),
        ],
        rows=[
            [one.kind.name, kept_words(one.kind), number(one.count), day_short(one.oldest) if one.oldest else "–"]
            for one in due(now, actor.organisation_id)
        ],
        caption=_("What is deleted automatically"), caption_hidden=True, id="limits",
    )  # fmt: skip
    lasting: dict[str, dict[str, None]] = {}  # why → the kinds, each once and in their order
    for kind in kinds():
        if kind.said.keep_days is None:
            lasting.setdefault(str(kind.said.kept_because), {})[kind.name] = None
    shown = {
        "limits": limits, "lasting": [(" · ".join(names), why) for why, names in lasting.items()], "next": next_run(now), "runs": _runs(request), "own": actor.organisation_id,
    }  # fmt: skip
    return render(request, "privacy/rules.html", shown)


def _runs(request: HttpRequest) -> Table:
    """The last runs of retention, with what they took from the reader's organisation."""
    actor = who(request)
    names = {kind.label: kind.name for kind in reversed(kinds())}
    pages = Paginator(RetentionRun.objects.visible_to(actor).order_by("-begun_at"), RUNS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows: list[list[Cell | str]] = []
    for run in page:
        gone = run.gone_from(actor.organisation_id)
        told = [f"{names.get(label, label)}: {number(count)}" for label, count in sorted(gone.items())]
        stuck = [
            _("Not all of “%(kind)s” could be deleted") % {"kind": names.get(label, label)}
            for label in sorted(run.trouble)
        ]
        rows.append(
            [moment(run.begun_at), run.get_state_display(), "; ".join([*told, *stuck]) or _("nothing was old enough")]
        )
    return Table(
        columns=[Column("when", _("When")), Column("state", _("How it ended")), Column("gone", _("What was deleted"))],
        rows=rows, caption=_("The last runs"), caption_hidden=True, id="runs", query=dict(request.GET.lists()),
        pages=Pages(page.number, pages.num_pages, pages.count),
    )  # fmt: skip


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Privacy"), reverse("privacy:rules")), *more)


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The record of processing, to read."""
    actor = who(request)
    insist(rules.may_manage_privacy(actor))
    here = Organisation.objects.visible_to(actor).filter(pk=actor.organisation_id or 0).first()
    shown = {"record": record_of_processing(), "here": here, "breadcrumbs": _crumbs(Link(_("Record of processing")))}
    return render(request, "privacy/record.html", shown)


@require_safe
def record_file(request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse | FileResponse:
    """The record of processing, to take along: Markdown, CSV or XLSX."""
    actor = who(request)
    insist(rules.may_manage_privacy(actor))
    here = Organisation.objects.visible_to(actor).filter(pk=actor.organisation_id or 0).first()
    name, now = f"nybrott-{slugify(_('Record of processing'))}.{form}", timezone.now()
    if form == "md":
        answer = HttpResponse(record_as_markdown(here, now=now), content_type=_MARKDOWN)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    if form == "csv":
        parts = StreamingHttpResponse(csv_parts(record_sheet(here, now=now)), content_type="text/csv; charset=utf-8")
        parts.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return parts
    if form == "xlsx":
        return FileResponse(
            xlsx_file(record_sheet(here, now=now)), as_attachment=True, filename=name, content_type=_XLSX
        )
    raise Http404

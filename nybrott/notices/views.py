"""Imports of notices: what was brought in, how far it has come, what came of it, and taking it back."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.notices import queries, rules
from nybrott.notices.actions import bring_folder, bring_upload, take_back_import, try_import_again
from nybrott.notices.forms import UploadForm, too_large
from nybrott.notices.models import NoticeImport
from nybrott.notices.states import AT_WORK
from nybrott.notices.states.codes import FORMATS, STAGES
from nybrott.sources import Lying, Unreadable
from nybrott.ui.asking import who
from nybrott.ui.formats import moment, number
from nybrott.ui.frame import Link
from nybrott.ui.sheets import Column as FileColumn
from nybrott.ui.sheets import Sheet, csv_parts
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

PAGE_SIZE = 25
REFUSALS_PAGE = 100
A_FORM_ADDS = 100_000  # bytes

STATES: Mapping[str, tuple[str | Promise, str]] = {
    "waiting": (gettext_lazy("Waiting"), "neutral"),
    "working": (gettext_lazy("Being read"), "info"),
    "held": (gettext_lazy("In the figures"), "success"),
    "failed": (gettext_lazy("Not brought in"), "danger"),
    "leaving": (gettext_lazy("Being taken back"), "info"),
    "gone": (gettext_lazy("Taken back"), "neutral"),
}
STEPS: Mapping[str, str | Promise] = {
    "keeping": gettext_lazy("Copying the files"),
    "looking": gettext_lazy("Reading the files once"),
    "building": gettext_lazy("Making the figures again, with all notices"),
}
TROUBLES: Mapping[str, str | Promise] = {
    "nothing": gettext_lazy("Nothing in it could be read as a notice. What was found is listed below, file by file."),
    "too-large": gettext_lazy("It is larger than this site takes."),
    "empty": gettext_lazy("There are no files of notices in it."),
    "missing": gettext_lazy("The files are not there any more."),
    "outside": gettext_lazy("It leads outside the folder that notices may be taken from."),
    "interrupted": gettext_lazy("It was interrupted three times. The server may be short of memory or disk space."),
    "lake": gettext_lazy("The figures could not be made again. They are as they were."),
    "trouble": gettext_lazy("Something unexpected went wrong. The figures are as they were."),
}
FIGURES: Mapping[str, str | Promise] = {
    "notices": gettext_lazy("Notices"),
    "organisations": gettext_lazy("Organisations"),
    "procurements": gettext_lazy("Procurements"),
    "dialogues": gettext_lazy("Market dialogues"),
    "strict": gettext_lazy("Strict"),
    "declared": gettext_lazy("Declared"),
    "behavioural": gettext_lazy("Behavioural"),
    "confirmed": gettext_lazy("Confirmed by people"),
}


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Imports of notices"), reverse("notices:imports") if more else ""), *more)


def _page_asked(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1


def _found(request: HttpRequest, pk: int) -> NoticeImport:
    """One's own organisation's import; for whoever may not import there is none."""
    one = queries.import_of(who(request), pk)
    if one is None:
        raise Http404
    return one


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """What was brought in, the latest first."""
    actor = who(request)
    insist(rules.may_import_notices(actor))
    page = queries.imports(actor, page=_page_asked(request), size=PAGE_SIZE)
    rows: list[list[Cell | str]] = [
        [
            Cell(one.name, url=reverse("notices:import", args=[one.pk])),
            Cell(tag(str(STATES[one.state][0]), STATES[one.state][1])),
            number(one.found.get("new")) if one.found.get("new") is not None else "–",
            number(one.troubles),
            one.brought_by.name if one.brought_by else "–",
            moment(one.asked_at),
        ]
        for one in page.rows
    ]
    table = Table(
        [
            Column("name", _("What")),
            Column("state", _("State")),
            Column("new", _("New notices"), "end"),
            Column("refused", _("Not readable"), "end"),
            Column("by", _("By")),
            Column("at", _("When")),
        ],
        rows,
        caption=_("Imports of notices"),
        id="imports-table",
        query=dict(request.GET.lists()),
        pages=Pages(page.number, page.pages, page.total),
        caption_hidden=True,
    )
    context = {"table": table, "total": page.total, "breadcrumbs": _crumbs()}
    return render(request, "notices/imports.html", context)


@csrf_exempt  # so that what is too large is refused before it is read; what is read is protected below
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: HttpRequest) -> HttpResponseBase:
    """Send a file, or go on to choosing a folder on the host."""
    insist(rules.may_import_notices(who(request)))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and (not length.isdecimal() or int(length) > settings.MOST_UPLOADED + A_FORM_ADDS):
        form = UploadForm({}, MultiValueDict())
        form.errors.clear()
        form.add_error("file", too_large())
        return _new_page(request, form, status=422)
    return _send(request)


@csrf_protect
def _send(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _new_page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    file = form.cleaned_data["file"]
    one = bring_upload(actor=who(request), name=file.name, pieces=file.chunks(), now=timezone.now())
    return redirect("notices:import", one.pk)


def _new_page(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "inbox": queries.inbox() is not None,
        "of_others": queries.is_lake_of_others(),
        "breadcrumbs": _crumbs(Link(_("Bring notices in"))),
    }
    return render(request, "notices/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_folder(request: HttpRequest) -> HttpResponse:
    """Choose a file or folder below the host's inbox."""
    insist(rules.may_import_notices(who(request)))
    inside = request.GET.get("in", "").strip("/")
    trouble = ""
    if request.method == "POST":
        try:
            one = bring_folder(actor=who(request), place=request.POST.get("place", ""), now=timezone.now())
        except Unreadable as refused:
            trouble = str(TROUBLES.get(refused.code, TROUBLES["missing"]))
        else:
            return redirect("notices:import", one.pk)
    try:
        lying = queries.lying_in_inbox(inside)
    except Unreadable:
        raise Http404 from None
    context = {
        "inside": inside,
        "lying": [_lying(one) for one in lying],
        "trouble": trouble,
        "of_others": queries.is_lake_of_others(),
        "above": f"?in={inside.rpartition('/')[0]}" if "/" in inside else "?" if inside else "",
        "breadcrumbs": _crumbs(Link(_("Choose on the server"))),
    }
    return render(request, "notices/folder.html", context, status=422 if trouble else 200)


def _lying(one: Lying) -> dict[str, object]:
    return {"place": one.place, "name": one.place.rpartition("/")[2], "is_folder": one.size is None, "size": one.size}


@require_safe
def notice_import(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: how far it has come, or what came of it."""
    one = _found(request, pk)
    context = _state(one) | {
        "may_take_back": rules.may_take_back(who(request), one),
        "may_try_again": rules.may_try_again(who(request), one),
        "breadcrumbs": _crumbs(Link(one.name)),
    }
    return render(request, "notices/import.html", context)


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The moving part of the page alone, asked for every two seconds; when it has ended, the whole page is drawn anew."""
    one = _found(request, pk)
    response = render(request, "notices/progress.html", _state(one))
    if one.state not in AT_WORK:
        response.headers["HX-Refresh"] = "true"
    return response


def _state(one: NoticeImport) -> dict[str, Any]:
    """What the page shows of an import."""
    at_work = one.state in AT_WORK
    total = one.found.get("documents") if one.step == "building" and one.state == "working" else None
    return {
        "one": one,
        "at_work": at_work,
        "ahead": queries.before_it(one) if one.state == "waiting" else 0,
        "state": STATES[one.state],
        "step": STEPS.get(one.step, _("Waiting for its turn")),
        "done": one.done,
        "total": total if total and total >= one.done else None,
        "started": moment(one.begun_at) if one.begun_at else "",
        "trouble": TROUBLES.get(one.trouble, ""),
        "counts": _counts(one),
        "moved": _moved(one) if one.before and one.after else None,
    }


def _counts(one: NoticeImport) -> list[tuple[str, str]]:
    if not one.found:
        return []
    shown = [(_("Notices read"), number(one.found.get("read", 0)))]
    if "new" in one.found:
        shown += [
            (_("New notices"), number(one.found["new"])),
            (_("Already there"), number(one.found["already"])),
        ]
    shown.append((_("Could not be read"), number(one.troubles)))
    for names, said in ((FORMATS, one.found.get("format", {})), (STAGES, one.found.get("stage", {}))):
        shown += [(str(names.get(name, name)), number(count)) for name, count in sorted(said.items())]
    return shown


def _moved(one: NoticeImport) -> Table:
    """The figures before and after."""
    rows: list[list[Cell | str]] = []
    for name, label in FIGURES.items():
        before, after = int(one.before.get(name, 0)), int(one.after.get(name, 0))
        change = after - before
        rows.append([
            str(label), number(before), number(after),
            f"+{number(change)}" if change > 0 else number(change) if change else "–",
        ])  # fmt: skip
    return Table(
        [
            Column("figure", _("Figure")),
            Column("before", _("Before"), "end"),
            Column("after", _("After"), "end"),
            Column("change", _("Difference"), "end"),
        ],
        rows,
        caption=_("The figures before and after"),
        id="moved-table",
        stack=False,
        caption_hidden=True,
    )


@require_safe
def refusals(request: HttpRequest, pk: int) -> HttpResponse:
    """What could not be read, file by file."""
    one = _found(request, pk)
    page = queries.refusals(one, page=_page_asked(request), size=REFUSALS_PAGE)
    table = Table(
        [Column("path", _("File")), Column("place", _("Where in it")), Column("reason", _("Why"))],
        [[row.path, row.place, Cell(f"{row.reason}.")] for row in page.rows],
        caption=_("What could not be read"),
        id="refusals-table",
        query=dict(request.GET.lists()),
        pages=Pages(page.number, page.pages, page.total),
        caption_hidden=True,
    )
    crumbs = _crumbs(Link(one.name, reverse("notices:import", args=[one.pk])), Link(_("Not readable")))
    return render(
        request, "notices/refusals.html", {"one": one, "table": table, "total": page.total, "breadcrumbs": crumbs}
    )


@require_safe
def refusals_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same as a file to take along."""
    one = _found(request, pk)
    columns = [
        FileColumn("path", _("File"), _("The file, and its place in an archive.")),
        FileColumn("place", _("Where in it"), _("The place in the file.")),
        FileColumn("reason", _("Why"), _("Why it could not be read.")),
    ]
    rows = [[row.path, row.place, row.reason] for row in queries.every_refusal(one)]
    sheet = Sheet("refusals", _("What could not be read"), columns, rows, [(_("Import"), one.name)])
    response = StreamingHttpResponse(csv_parts(sheet), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"nybrott-import-{one.pk}-refusals.csv")
    return response


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    take_back_import(actor=who(request), notice_import=_found(request, pk), now=timezone.now())
    messages.success(request, _("The import is taken back. Judgements of its notices are kept."))
    return redirect("notices:import", pk)


@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an import that failed begin anew."""
    try_import_again(actor=who(request), notice_import=_found(request, pk), now=timezone.now())
    return redirect("notices:import", pk)

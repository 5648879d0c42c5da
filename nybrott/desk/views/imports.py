"""Bringing rows in: what can be brought, the file, its columns, the preview, the work, the result."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.importing import OUTCOMES, Importer
from nybrott.core.verdict import insist
from nybrott.desk import actions, feeds, rules
from nybrott.desk.forms import NO_HEADING, ImportForm, MatchForm
from nybrott.desk.models import Import
from nybrott.desk.queries import importer_of, importers_for, initial_of, seconds_left, writing
from nybrott.desk.views import words
from nybrott.desk.views.pages import cut, takes_files
from nybrott.sources import Unreadable
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.sheets import Sheet, csv_parts, xlsx_file
from nybrott.ui.tables import address

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """What the reader can bring in, and what was brought."""
    actor = who(request)
    insist(rules.may_upload(actor))
    found = Import.objects.visible_to(actor).select_related("uploaded_by").order_by("-id")
    rows, pages = cut(found, request)
    kinds = [(importer, reverse("desk:new_import", args=[importer.key])) for importer in importers_for(actor)]
    table = words.imports_table(rows, pages, dict(request.GET.lists()))
    return render(request, "desk/imports.html", {"kinds": kinds, "table": table})


def _named(request: HttpRequest, kind: str) -> Importer:
    importer = importer_of(kind, who(request))
    if importer is None:
        raise Http404
    return importer


def _found(request: HttpRequest, pk: int) -> tuple[Import, Importer]:
    what = get_object_or_404(
        Import.objects.visible_to(who(request)).select_related("uploaded_by", "confirmed_by"), pk=pk
    )
    importer = importer_of(what.kind)
    if importer is None:
        raise PermissionDenied(_("What is needed to import these rows is no longer here."))
    insist(rules.may_bring_in(who(request), importer))
    return what, importer


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Import"), reverse("desk:imports")), *more)


def _new_page(request: HttpRequest, importer: Importer, form: ImportForm, status: int = 200) -> HttpResponse:
    language = get_language() or "nb"
    shown = {
        "importer": importer,
        "form": form,
        "table": words.columns_table(importer, language),
        "breadcrumbs": _crumbs(Link(str(importer.name))),
    }
    return render(request, "desk/import_new.html", shown, status=status)


def _too_large(request: HttpRequest, kind: str) -> HttpResponse:
    importer = _named(request, kind)
    insist(rules.may_bring_in(who(request), importer))
    form = ImportForm({})
    form.errors.clear()
    form.add_error("file", rules.why_not_taken(Unreadable("too-large")))
    return _new_page(request, importer, form, 422)


@takes_files(_too_large)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: HttpRequest, kind: str) -> HttpResponse:
    """Say what the file should look like, and take it."""
    actor, importer = who(request), _named(request, kind)
    insist(rules.may_bring_in(actor, importer))
    if request.method != "POST":
        return _new_page(request, importer, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _new_page(request, importer, form, 422)
    file = form.cleaned_data["file"]
    try:
        what = actions.bring_in(
            actor=actor,
            importer=importer,
            file=file,
            name=file.name,
            language=get_language() or "nb",
            now=timezone.now(),
        )
    except Unreadable as trouble:
        form.add_error("file", rules.why_not_taken(trouble))
        return _new_page(request, importer, form, 422)
    return redirect("desk:match" if what.state == "uploaded" else "desk:import", what.pk)


@require_safe
def template(request: HttpRequest, kind: str, ending: str) -> HttpResponseBase:
    """The empty template."""
    importer = _named(request, kind)
    insist(rules.may_bring_in(who(request), importer))
    return _sent(feeds.template_of(importer), ending)


def _sent(sheet: Sheet, ending: str) -> HttpResponseBase:
    response: HttpResponseBase
    if ending not in {"xlsx", "csv"}:
        raise Http404
    if ending == "xlsx":
        response = FileResponse(xlsx_file(sheet), content_type=XLSX)
    else:
        # drawn now: the language of the reader ends with the request
        response = StreamingHttpResponse(list(csv_parts(sheet, codebook=False)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{sheet.name}.{ending}")
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column is which."""
    actor = who(request)
    what, importer = _found(request, pk)
    insist(rules.may_match(actor, what))
    state = writing(actor, f"desk.import:{pk}", label=what.name, url=request.path, now=timezone.now(), shared=True)
    form = MatchForm(request.POST if request.method == "POST" else None, what=what, importer=importer)
    form.initial = {**form.initial, **initial_of(form, state.draft)}
    if request.method == "POST" and form.is_valid():
        no_heading = form.cleaned_data[NO_HEADING]
        actions.match_columns(actor=actor, what=what, places=form.places, no_heading=no_heading, now=timezone.now())
        return redirect("desk:import", what.pk)
    shown = {
        "what": what,
        "importer": importer,
        "form": form,
        "writing": state,
        "breadcrumbs": _crumbs(
            Link(str(importer.name)), Link(what.name, reverse("desk:import", args=[pk])), Link(_("Columns"))
        ),
    }
    return render(request, "desk/import_match.html", shown, status=422 if request.method == "POST" else 200)


@never_cache
@require_safe
def import_(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it has come, what would change, or what was changed."""
    actor = who(request)
    what, importer = _found(request, pk)
    outcome = request.GET.get("outcome", "")
    rows = what.rows.order_by("number")
    if outcome in OUTCOMES:
        rows = rows.filter(outcome=outcome)
    elif outcome == "care":
        rows = rows.exclude(care="")
    else:
        outcome = ""
    listed, pages = cut(rows, request) if not what.is_under_way else ([], None)
    careful = 0 if what.is_under_way else what.rows.exclude(care="").count()
    tabs = [
        Link(label, f"{request.path}{address({}, outcome=key or None)}", current=key == outcome)
        for key, label in words.outcomes_with_counts(what, careful)
    ]
    shown: dict[str, Any] = {
        "what": what,
        "importer": importer,
        "stops": words.stops_of(what),
        "tabs": tabs,
        "careful": careful,
        "table": words.rows_table(what, importer, listed, pages, dict(request.GET.lists())),
        "confirm": rules.may_confirm(actor, what),
        "match": rules.may_match(actor, what),
        "drop": rules.may_drop_import(actor, what),
        "after": _after(importer),
        "breadcrumbs": _crumbs(Link(str(importer.name)), Link(what.name)),
    }
    return render(request, "desk/import.html", shown | _progress(what))


def _after(importer: Importer) -> str:
    try:
        return reverse(importer.after, args=importer.after_args) if importer.after else ""
    except NoReverseMatch:
        return ""


def _progress(what: Import) -> dict[str, Any]:
    left = seconds_left(what, timezone.now())
    return {
        "what": what,
        "started": timezone.localtime(what.started_at).strftime("%H.%M" if get_language() != "en" else "%H:%M")
        if what.started_at
        else "",
        "left": words.time_left(left),
        "poll_url": reverse("desk:import_progress", args=[what.pk]) if what.is_under_way else "",
    }


@never_cache
@require_safe
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone, asked for every two seconds; when the work has ended, the whole page is to be fetched anew."""
    what, _importer = _found(request, pk)
    response = render(request, "desk/import_progress.html", _progress(what))
    if not what.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def confirm_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the good rows taken in."""
    what, _importer = _found(request, pk)
    actions.confirm_import(actor=who(request), what=what, now=timezone.now())
    return redirect("desk:import", what.pk)


@require_POST
def drop_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it be."""
    what, _importer = _found(request, pk)
    actions.drop_import(actor=who(request), what=what, now=timezone.now())
    messages.success(request, _("Nothing was changed, and the file is deleted."))
    return redirect("desk:imports")


@require_safe
def wrong_rows(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The rows that were not taken in, with reasons, as a file."""
    what, importer = _found(request, pk)
    return _sent(feeds.wrong_rows_of(what, importer), ending)

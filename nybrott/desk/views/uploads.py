"""Files people brought: the list, bringing one, getting it back, taking it away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.verdict import insist
from nybrott.desk import actions, rules
from nybrott.desk.forms import UploadForm
from nybrott.desk.models import Upload
from nybrott.desk.views.pages import cut, takes_files
from nybrott.people.actions.limits import UPLOAD, spend
from nybrott.sources import Unreadable
from nybrott.ui.asking import who
from nybrott.ui.files import handed_out
from nybrott.ui.formats import day_short
from nybrott.ui.tables import Cell, Column, Table


def _page(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    rows, pages = cut(Upload.objects.visible_to(who(request)).select_related("uploaded_by").order_by("-id"), request)
    table = Table(
        columns=[Column("name", _("File")), Column("size", _("Size"), "end"), Column("by", _("Uploaded by")), Column("at", _("When"))],
        rows=[
            [
                Cell(one.name, url=reverse("desk:upload", args=[one.pk])),
                filesizeformat(one.size),
                str(one.uploaded_by or _("Someone who has left")),
                Cell(day_short(one.uploaded_at), url="" if one.kept_for else reverse("desk:remove_upload", args=[one.pk])),
            ]
            for one in rows
        ],
        caption=_("Files, the newest first"), id="uploads", pages=pages, query=dict(request.GET.lists()),
    )  # fmt: skip
    return render(request, "desk/uploads.html", {"form": form, "table": table}, status=status)


def _too_large(request: HttpRequest) -> HttpResponse:
    form = UploadForm({})
    form.errors.clear()
    form.add_error("file", rules.why_not_taken(Unreadable("too-large")))
    return _page(request, form, 422)


@takes_files(_too_large)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    """The files the reader may see, and a form to bring one."""
    actor = who(request)
    insist(rules.may_upload(actor))
    if request.method != "POST":
        return _page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, 422)
    file = form.cleaned_data["file"]
    spend(limit=UPLOAD, who=str(actor.user_id), now=timezone.now())
    try:
        kept = actions.keep_upload(actor=actor, file=file, name=file.name, now=timezone.now())
    except Unreadable as trouble:
        form.add_error("file", rules.why_not_taken(trouble))
        return _page(request, form, 422)
    messages.success(request, _("“%(name)s” is kept.") % {"name": kept.name})
    return redirect("desk:uploads")


def _sent(upload: Upload, *, inline: bool) -> HttpResponseBase:
    """The bytes, so that no browser runs them or takes them for anything else."""
    try:
        file = actions.shelf().open(upload.sha256)
    except FileNotFoundError:
        raise Http404(_("The file is no longer on this machine.")) from None
    return handed_out(file, name=upload.name, media=upload.what.media, inline=inline)


@require_safe
def upload(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file, always as an attachment."""
    return _sent(get_object_or_404(Upload.objects.visible_to(who(request)), pk=pk), inline=False)


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture to be shown in a page; other files are not here."""
    found = get_object_or_404(Upload.objects.visible_to(who(request)), pk=pk)
    if not found.what.is_picture:
        raise Http404
    return _sent(found, inline=True)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a file away."""
    actor = who(request)
    found = get_object_or_404(Upload.objects.visible_to(actor).select_related("uploaded_by"), pk=pk)
    if request.method == "POST":
        actions.remove_upload(actor=actor, upload=found, now=timezone.now())
        messages.success(request, _("“%(name)s” is deleted.") % {"name": found.name})
        return redirect("desk:uploads")
    verdict = rules.may_remove_upload(actor, found)
    return render(request, "desk/upload.html", {"upload": found, "verdict": verdict})

"""Evidence: what shows how it is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from secrets import token_urlsafe
from typing import IO, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import crumbs, parts
from nybrott.core.personal import spots
from nybrott.core.verdict import insist
from nybrott.desk.actions import shelf
from nybrott.desk.models import Upload
from nybrott.desk.queries import Writing, initial_of, writing
from nybrott.desk.rules import why_not_taken
from nybrott.desk.rules.files import LARGEST_BODY
from nybrott.hearings import actions, queries, rules
from nybrott.hearings.actions import Shown
from nybrott.hearings.forms import EvidenceForm
from nybrott.hearings.models import Evidence
from nybrott.hearings.views.contributions import marks_of
from nybrott.hearings.views.framing import seen
from nybrott.people.actions.limits import UPLOAD, spend
from nybrott.sources import Unreadable, thumbnail
from nybrott.ui.asking import asked_page, who
from nybrott.ui.files import handed_out, takes_files
from nybrott.ui.frame import Link
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

KEPT = timedelta(days=2 * 365)


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """What we know, piece by piece."""
    actor, one = seen(request, pk)
    insist(rules.may_read_contributions(actor, one))
    asked = request.GET.get("kind", "")
    kind = asked if asked in Evidence.Kind.values else ""
    page = queries.evidence(one, kind=kind, page=asked_page(request))
    table = Table([], [], "", query=dict(request.GET.lists()), pages=Pages(page.number, page.pages, page.total))
    here = reverse("hearings:evidence", args=[one.pk])
    kinds = [Link(_("All"), here, current=not kind)] + [
        Link(f"{label} ({page.counts[value]})", f"{here}?kind={value}", current=kind == value)
        for value, label in Evidence.Kind.choices
        if value in page.counts
    ]
    shown = {
        "challenge": one, "page": page, "kinds": kinds, "pages": page_links(table), "table": table,
        "rows": [(piece, marks_of(spots(piece.text))) for piece in page.rows], "tabs": parts(one, "hearings:evidence"),
        "may_record": rules.may_record_evidence(actor, one), "breadcrumbs": crumbs(one, _("Evidence")),
    }  # fmt: skip
    return render(request, "hearings/evidence.html", shown)


def _shown(form: EvidenceForm) -> Shown:
    said = {name: value for name, value in form.cleaned_data.items() if name != "sent_key"}
    said["side"] = said["side"] or "other"
    return Shown(**said, file_name=said["file"].name if said["file"] is not None else "")


def _too_large(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form with the reason; what was typed beside the file was never read."""
    piece = (
        _piece(request, pk) if request.resolver_match and request.resolver_match.url_name == "change_evidence" else None
    )
    actor, one = (who(request), piece.challenge) if piece else seen(request, pk)
    insist(rules.may_record_evidence(actor, one))
    form = _form(piece, {})
    form.errors.clear()
    form.add_error("file", why_not_taken(Unreadable("too-large")))
    form.add_error("file", _("What you wrote beside it was not received: go back to find it."))
    return _form_page(request, one, form, piece, status=422)


def _form(piece: Evidence | None, data: Any = None, files: Any = None) -> EvidenceForm:
    today = timezone.localdate()
    if piece is None:
        first = {"kind": "interview", "keep_until": today + KEPT, "sent_key": token_urlsafe(24)}
        return EvidenceForm(data, files, today=today, initial=first)
    informant = piece.informant
    first = {
        "kind": piece.kind, "title": piece.title, "text": piece.text, "source": piece.source, "happened_on": piece.happened_on,
        "legal_basis": piece.legal_basis, "keep_until": piece.keep_until, "pseudonym": informant.pseudonym if informant else "",
        "side": informant.side if informant else "other", "group": informant.group if informant else "",
    }  # fmt: skip
    return EvidenceForm(data, files, today=today, held=piece.upload_id is not None, initial=first)


def _writing(request: HttpRequest, one: Challenge, form: EvidenceForm, piece: Evidence | None) -> Writing:
    """What was typed before and not sent yet, put into the form; its own key stays: another page may have the old one."""
    label = piece.title if piece else _("Evidence for “%(title)s”") % {"title": one.title}
    key = f"hearings.evidence:{piece.pk}" if piece else f"hearings.evidence:new-{one.pk}"
    state = writing(who(request), key, label=label, url=request.path, now=timezone.now(), shared=piece is not None)
    typed = {name: value for name, value in initial_of(form, state.draft).items() if name != "sent_key"}
    form.initial = {**form.initial, **typed}
    return state


def _form_page(
    request: HttpRequest, one: Challenge, form: EvidenceForm, piece: Evidence | None, *, status: int = 200,
    state: Writing | None = None,
) -> HttpResponse:  # fmt: skip
    back = Link(_("Evidence"), reverse("hearings:evidence", args=[one.pk]))
    way = crumbs(one, back, piece.title) if piece else crumbs(one, _("Record evidence"))
    shown = {"challenge": one, "form": form, "piece": piece, "writing": state, "breadcrumbs": way}
    return render(request, "hearings/evidence_form.html", shown, status=status)


@takes_files(_too_large, largest=LARGEST_BODY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a piece of evidence, with a file or photo where there is one."""
    actor, one = seen(request, pk)
    insist(rules.may_record_evidence(actor, one))
    form = _form(None, request.POST or None, request.FILES or None)
    state = _writing(request, one, form, None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["sent_key"]
        kept = _kept(
            request, form, lambda now: actions.record_evidence(actor=actor, challenge=one, shown=_shown(form), sent_key=key, now=now)
        )  # fmt: skip
        if kept:
            messages.success(request, _("The evidence is kept."))
            return redirect("hearings:evidence", pk=one.pk)
    return _form_page(request, one, form, None, status=422 if form.is_bound else 200, state=state)


def _kept(request: HttpRequest, form: EvidenceForm, keep: Callable[[datetime], object]) -> bool:
    """Whether it was kept; otherwise the form says why its file is not taken."""
    now = timezone.now()
    if form.cleaned_data["file"] is not None:
        spend(limit=UPLOAD, who=str(who(request).user_id), now=now)
    try:
        keep(now)
    except Unreadable as trouble:
        form.add_error("file", why_not_taken(trouble))
        return False
    return True


def _piece(request: HttpRequest, pk: int) -> Evidence:
    found = Evidence.objects.visible_to(who(request)).select_related("challenge__organisation", "informant", "upload")
    return get_object_or_404(found, pk=pk)


@takes_files(_too_large, largest=LARGEST_BODY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a piece of evidence anew, or give it another file."""
    actor, piece = who(request), _piece(request, pk)
    one = piece.challenge
    insist(rules.may_record_evidence(actor, one))
    form = _form(piece, request.POST or None, request.FILES or None)
    state = _writing(request, one, form, piece)
    if request.method == "POST" and form.is_valid():
        kept = _kept(
            request, form, lambda now: actions.change_evidence(actor=actor, evidence=piece, shown=_shown(form), now=now)
        )
        if kept:
            messages.success(request, _("Saved."))
            return redirect("hearings:evidence", pk=one.pk)
    return _form_page(request, one, form, piece, status=422 if form.is_bound else 200, state=state)


def _file_of(request: HttpRequest, pk: int) -> tuple[Upload, IO[bytes]]:
    """The file of a piece of evidence and its bytes, for those who may read what people told."""
    piece = _piece(request, pk)
    insist(rules.may_read_contributions(who(request), piece.challenge))
    if piece.upload is None:
        raise Http404(_("There is no file with this evidence."))
    try:
        return piece.upload, shelf().open(piece.upload.sha256)
    except FileNotFoundError:
        raise Http404(_("The file is no longer on this machine.")) from None


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a piece of evidence, always as an attachment."""
    upload, file = _file_of(request, pk)
    return handed_out(file, name=upload.name, media=upload.what.media)


@require_safe
def evidence_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture of a piece of evidence, to be shown in a page; small when `small` is asked for."""
    upload, file = _file_of(request, pk)
    if not upload.what.is_picture:
        file.close()
        raise Http404
    if "small" not in request.GET:
        return handed_out(file, name=upload.name, media=upload.what.media, inline=True)
    with file:
        small = thumbnail(file)
    answer = handed_out(BytesIO(small), name="small.jpg", media="image/jpeg", inline=True)
    answer["Cache-Control"] = "private, max-age=3600"  # a list shows many of them
    return answer


@require_POST
def remove_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence away."""
    piece = _piece(request, pk)
    challenge_id = piece.challenge_id
    actions.remove_evidence(actor=who(request), evidence=piece, now=timezone.now())
    messages.success(request, _("The evidence is removed."))
    return redirect("hearings:evidence", pk=challenge_id)

"""A draft brought in, or thrown away."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.classifications import actions, queries, rules
from nybrott.classifications.forms import DraftForm
from nybrott.classifications.models import Draft
from nybrott.classifications.views.framing import HERE, drawn, worked
from nybrott.core.adviser import Unreadable as NotADraft
from nybrott.core.verdict import insist
from nybrott.desk.rules.files import LARGEST_BODY
from nybrott.procurements.models import Procurement
from nybrott.sources import Unreadable as NotTaken
from nybrott.ui.files import takes_files


def _form(request: HttpRequest, procurement: Procurement, form: DraftForm) -> HttpResponse:
    return drawn(request, procurement, "classifications/draft.html", _("Upload a draft"), form=form, status=422 if form.errors else 200)  # fmt: skip


def _refused(request: HttpRequest, pk: int, field: str, code: str) -> HttpResponse:
    """The same form with the reason; what was typed was never read."""
    _actor, procurement = worked(request, pk)
    form = DraftForm({})
    form.errors.clear()
    form.add_error(field, rules.why_unreadable(NotTaken(code)))
    return _form(request, procurement, form)


def _too_large(request: HttpRequest, pk: int) -> HttpResponse:
    return _refused(request, pk, "file", "large")


def _bounded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Pasted text that is longer than any form may hold is answered with a sentence, unread."""

    @wraps(view)
    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return view(request, pk)
        except RequestDataTooBig:
            return _refused(request, pk, "text", "pasted")

    return answer


@_bounded
@takes_files(_too_large, largest=LARGEST_BODY)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Paste a draft, or bring a file, and see what it speaks for."""
    actor, procurement = worked(request, pk)
    posted = request.method == "POST"
    insist(rules.may_bring(actor, procurement, queries.kept_drafts(procurement).count()))
    form = DraftForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        file, text = form.cleaned_data["file"], form.cleaned_data["text"]
        data, name = (file.read(), file.name or "") if file is not None else (text.encode("utf-8", "replace"), "")
        try:
            made = actions.bring_draft(actor=actor, procurement=procurement, data=data, name=name, now=timezone.now())
        except (NotADraft, NotTaken) as trouble:
            form.add_error("file" if file is not None else "text", rules.why_unreadable(trouble))
        else:
            _tell(request, made)
            return redirect(HERE, pk)
    return _form(request, procurement, form)


def _tell(request: HttpRequest, made: Draft) -> None:
    if not (n := made.proposals.count()):
        messages.info(request, _("Nothing in the draft points to innovation. Its text is not kept."))
        return
    told = ngettext("%(n)s proposal waits for your answer.", "%(n)s proposals wait for your answer.", n) % {"n": n}
    messages.success(request, told + " " + _("The text is kept until they are answered."))


@require_POST
def throw_away(request: HttpRequest, pk: int, draft: int) -> HttpResponse:
    """Let a draft go, with what waits in it."""
    actor, procurement = worked(request, pk)
    found = get_object_or_404(Draft.objects.visible_to(actor).select_related("procurement"), pk=draft, procurement=procurement)  # fmt: skip
    actions.throw_away_draft(actor=actor, draft=found, now=timezone.now())
    messages.success(request, _("The draft is gone. What was answered stays."))
    return redirect(HERE, pk)

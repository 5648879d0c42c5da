"""Answering another organisation's peer challenge, and asking for clarity."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.core.verdict import Refused, insist
from nybrott.desk.queries import initial_of, writing
from nybrott.peerreviews import actions, queries, rules
from nybrott.peerreviews.forms import AnswerForm, ClarityForm, DeclineForm
from nybrott.peerreviews.views.reading import seen
from nybrott.ui.formats import language


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the guide's questions; what is typed is kept as a draft until it is sent."""
    actor, one = seen(request, pk)
    now = timezone.now()
    insist(rules.may_answer(actor, one, timezone.localdate(now)))
    state = writing(actor, actions.DRAFT.format(review=one.pk), label=one.title, url=request.path, now=now)
    form = AnswerForm(request.POST or None, questions=one.questions, language=language())
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_answer(actor=actor, review=one, texts=form.texts(), signed=form.cleaned_data["signed"], now=now)  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Sent. Now you see what others have answered."))
            return redirect("peerreviews:review", pk=pk)
    if not form.is_bound:
        form.initial = initial_of(form, state.draft)
    shown = {"review": one, "shown_now": queries.shown_of(one), "form": form, "writing": state, "breadcrumbs": queries.crumbs(queries.link_of(one), _("Answer"))}  # fmt: skip
    return render(request, "peerreviews/answer.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_clarity(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about what is unclear."""
    actor, one = seen(request, pk)
    insist(rules.may_ask(actor, one, timezone.localdate()))
    form = ClarityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_clarity(actor=actor, review=one, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("They get a letter with your question."))
        return redirect("peerreviews:review", pk=pk)
    shown = {"form": form, "review": one, "heading": _("Ask about what is unclear"), "lead": one.title, "button": _("Ask them"), "breadcrumbs": queries.crumbs(queries.link_of(one), _("Ask about what is unclear"))}  # fmt: skip
    return render(request, "peerreviews/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one's organisation cannot this time."""
    actor, one = seen(request, pk)
    insist(rules.may_decline(actor, one, queries.invitation_of(actor, one), timezone.localdate()))
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.decline_invitation(actor=actor, review=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("They see that you cannot this time. You are not reminded of it."))
        return redirect("peerreviews:review", pk=pk)
    heading = _("Not this time")
    shown = {"form": form, "review": one, "heading": heading, "lead": one.title, "button": _("Say not this time"), "breadcrumbs": queries.crumbs(queries.link_of(one), heading)}  # fmt: skip
    return render(request, "peerreviews/form.html", shown, status=422 if form.is_bound else 200)

"""A leader's yes or no: from the link in a letter, which needs no account, or from one's own page."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import Refused
from nybrott.recruiting import actions, queries
from nybrott.recruiting.forms import REASONS, AnswerForm
from nybrott.recruiting.queries import Standing
from nybrott.runs.models import Yes
from nybrott.runs.queries import crumbs, places
from nybrott.runs.states import PartState
from nybrott.ui.asking import asked_page, who

GONE = 410


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def yes(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in a letter leads to: who asks for which hours, and yes or no as buttons. Opening it answers nothing, so that
    a mail program that looks at links does not either."""
    asked = queries.yes_at(token)
    if asked is None:
        return render(request, "recruiting/yes_unknown.html", {}, status=404)
    standing = queries.standing(asked, timezone.now())
    if standing != Standing.OPEN:
        waits = asked.answer and asked.part.state == PartState.WAITING
        shown = {"asked": asked, "standing": standing.value, "waits": waits}
        return render(request, "recruiting/yes_closed.html", shown, status=GONE)
    form, status = AnswerForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if form.is_valid() and form.cleaned_data["hours"] == asked.part.hours:
            with suppress(Refused):  # somebody else was first: the page says what stands
                actions.answer(
                    asked=asked,
                    agrees=form.cleaned_data["agrees"],
                    reason=form.cleaned_data["reason"],
                    now=timezone.now(),
                )
            return redirect("recruiting:yes", token=token)
        status = 422 if form.errors else 409
    shown = {
        "asked": asked,
        "part": asked.part,
        "run": asked.part.run,
        "form": form,
        "reasons": REASONS.items(),
        "changed": status == 409,
    }
    return render(request, "recruiting/yes.html", shown, status=status)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's yes or no."""
    actor = who(request)
    page = queries.cut(queries.asked_of(actor), asked_page(request), 20)
    shown = {
        "page": page,
        "reasons": REASONS.items(),
        "tabs": places("recruiting:asked"),
        "breadcrumbs": crumbs(None, _("Asked of you")),
        "numbers": range(1, page.pages + 1),
    }
    return render(request, "recruiting/asked.html", shown)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader who has signed in answers."""
    actor = who(request)
    one = get_object_or_404(Yes.objects.visible_to(actor).select_related("part__run", "part__user"), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say yes, or say no with a reason."))
        return redirect("recruiting:asked")
    if form.cleaned_data["hours"] != one.part.hours:
        messages.error(
            request, _("The hours have been changed in the meantime. Check again, and answer what is shown now.")
        )
        return redirect("recruiting:asked")
    part = actions.answer(
        actor=actor,
        asked=one,
        agrees=form.cleaned_data["agrees"],
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    told = {PartState.IN: _("%(name)s takes part."), PartState.WAITING: _("%(name)s is on the waiting list.")}
    messages.success(
        request,
        told.get(PartState(part.state), _("Your no is recorded, and %(name)s is told.")) % {"name": part.user.name},
    )
    return redirect("recruiting:asked")

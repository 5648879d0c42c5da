"""The steps of a challenge: hearing the users, parking, taking up again, reuse."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.challenges import actions, rules
from nybrott.challenges.forms import HearingForm, ReasonForm
from nybrott.challenges.views.framing import crumbs, seen, worked_on
from nybrott.core.verdict import insist


@require_http_methods(["GET", "HEAD", "POST"])
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the hearing of users: what they read, and whether everyone may find it."""
    actor, one = worked_on(request, pk)
    insist(rules.may_open_hearing(actor, one))
    written = {f"text_{code}": text for code, text in one.public_text.items()}
    first = {"in_public": one.heard_in_public, "text_nb": one.story[:2_000], **written}
    form = HearingForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.open_hearing(
            actor=actor, challenge=one, in_public=form.cleaned_data["in_public"], public_text=form.public_text(), now=timezone.now()
        )  # fmt: skip
        messages.success(request, _("The users can be heard now."))
        return redirect("challenges:challenge", pk=one.pk)
    shown = {"challenge": one, "form": form, "breadcrumbs": crumbs(one, _("Hear the users"))}
    return render(request, "challenges/hearing.html", shown, status=422 if form.is_bound else 200)


@require_POST
def close_hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more contributions."""
    actor, one = seen(request, pk)
    actions.close_hearing(actor=actor, challenge=one, now=timezone.now())
    messages.success(request, _("The hearing is closed. Next: make sense of what was said."))
    return redirect("challenges:challenge", pk=one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def park(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay a challenge aside, with a reason."""
    return _with_reason(request, pk, actions.park_challenge, _("Park the challenge"), _("The challenge is parked."))


@require_http_methods(["GET", "HEAD", "POST"])
def reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which solution will do."""
    return _with_reason(
        request, pk, actions.reuse_solution, _("Someone has solved this"), _("Noted: solved by reuse.")
    )  # fmt: skip


def _with_reason(
    request: HttpRequest, pk: int, action: Callable[..., None], heading: str | Promise, done: str | Promise
) -> HttpResponse:
    actor, one = worked_on(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action(actor=actor, challenge=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, str(done))
        return redirect("challenges:challenge", pk=one.pk)
    shown = {"challenge": one, "form": form, "heading": heading, "breadcrumbs": crumbs(one, str(heading))}
    return render(request, "challenges/challenge_reason.html", shown, status=422 if form.is_bound else 200)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a parked challenge up again."""
    actor, one = seen(request, pk)
    actions.resume_challenge(actor=actor, challenge=one, now=timezone.now())
    messages.success(request, _("The challenge is taken up again."))
    return redirect("challenges:challenge", pk=one.pk)

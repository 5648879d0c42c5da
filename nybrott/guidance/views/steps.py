"""Agreed next steps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.verdict import insist
from nybrott.guidance import actions, rules
from nybrott.guidance.forms import StepForm
from nybrott.guidance.models import Pairing
from nybrott.guidance.views.together import form_page, seen, step_seen


def sides(pairing: Pairing) -> list[tuple[str, str]]:
    """The two, to choose between."""
    return [("driver", pairing.driver.user.name), ("mentor", pairing.mentor.user.name)]


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree on a next step, in a session or beside them."""
    actor, one = seen(request, pk)
    insist(rules.may_agree(actor, one))
    asked = request.POST.get("session", "")
    session = (
        get_object_or_404(one.sessions, pk=asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    )
    form = StepForm(request.POST or None, sides=sides(one))
    back = reverse("guidance:session", args=[session.pk]) if session else reverse("guidance:pair", args=[one.pk])
    if request.method == "POST" and form.is_valid():
        actions.agree_step(actor=actor, pairing=one, session=session, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Agreed. It stands as a task on the desk of whoever does it."))
        return redirect(f"{back}#steps")
    return form_page(request, one, form, _("Agree on a next step"), back=back, within=session)


@require_POST
def end_step(request: HttpRequest, pk: int) -> HttpResponse:
    """It is done, or need not be done."""
    actor, step = step_seen(request, pk)
    actions.end_step(actor=actor, step=step, done="drop" not in request.POST, now=timezone.now())
    messages.success(
        request, _("It does not need to be done.") if "drop" in request.POST else _("Done. So is its task.")
    )
    back = request.POST.get("back", "")
    here = back if url_has_allowed_host_and_scheme(back, None) else reverse("guidance:pair", args=[step.pairing_id])
    return redirect(here)

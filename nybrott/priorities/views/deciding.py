"""Deciding about one need."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nybrott.core.verdict import insist
from nybrott.priorities import actions, queries, rules
from nybrott.priorities.forms import DecideForm
from nybrott.priorities.models import Priority
from nybrott.priorities.views.framing import crumbs, priority_of


def _seen(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _initial(each: Priority) -> dict[str, str]:
    return {
        "outcome": each.outcome, "reason": each.reason, "seen_at": each.decided_at.isoformat() if each.decided_at else "",
    }  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about a need, or otherwise than before, until the round ends."""
    actor, each = priority_of(request, pk)
    insist(rules.may_decide(actor, each))
    form = DecideForm(request.POST or None, initial=_initial(each))
    other = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide_need(
                actor=actor, priority=each, outcome=said["outcome"], reason=said["reason"], now=timezone.now(), seen_at=_seen(said["seen_at"])
            )  # fmt: skip
        except actions.Overtaken as overtaken:
            other = overtaken.now
            form = DecideForm(initial=_initial(other) | {"outcome": said["outcome"], "reason": said["reason"]})
        else:
            messages.success(request, _("The decision is recorded on the need and on the challenge."))
            return redirect("priorities:result", pk=each.round_id)
    found = queries.result(each.round, each.round.shown, actor)
    shown = {
        "each": each, "one": each.round, "form": form, "other": other, "breadcrumbs": crumbs(each.round, _("Decide")),
        "standing": next((need for need in found.needs if need.priority.pk == each.pk), None) if found else None,
    }  # fmt: skip
    return render(request, "priorities/decide.html", shown, status=409 if other else 422 if form.is_bound else 200)

"""Indicators that nobody has to type are measured now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nybrott.effects import actions
from nybrott.effects.views.framing import seen

SAID = 5  # indicators without a value that are named


@require_POST
def measure(request: HttpRequest, run: int) -> HttpResponse:
    """Measure now, and say what came of it."""
    actor, plan = seen(request, run)
    done = actions.measure_plan(actor=actor, plan=plan, now=timezone.now())
    if not (done.written or done.same or done.without):
        messages.info(request, _("Every indicator of the plan is written in by hand."))
    if done.written:
        n = len(done.written)
        messages.success(request, ngettext("%(n)s indicator is measured.", "%(n)s indicators are measured.", n) % {"n": n})  # fmt: skip
    if done.same:
        n = len(done.same)
        messages.info(request, ngettext("%(n)s indicator is as it was.", "%(n)s indicators are as they were.", n) % {"n": n})  # fmt: skip
    for one, why in done.without[:SAID]:
        messages.warning(request, _("“%(name)s” has no value: %(why)s") % {"name": one.target.name, "why": why})
    return redirect("effects:plan", run=plan.run_id)

"""How the run stands against its targets, and measuring what nobody has to type."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nybrott.effects import actions, queries, rules
from nybrott.effects.states import Source
from nybrott.effects.views.framing import drawn, seen

SAID = 5  # indicators without a value that are named


@require_safe
def standing(request: HttpRequest, run: int) -> HttpResponse:
    """Every target of the run as it stands, and a button for what can be measured now."""
    actor, plan = seen(request, run)
    rows = queries.living([plan.run], timezone.localdate())[plan.run_id]
    automatic = plan.indicators.exclude(source=Source.TYPED).exists()
    shown: dict[str, Any] = {"rows": rows, "may_measure": automatic and rules.may_measure_plan(actor, plan)}
    return drawn(request, plan, "effects/standing.html", "effects:standing", _("How it stands"), **shown)


@require_POST
def measure(request: HttpRequest, run: int) -> HttpResponse:
    """Measure now, and say what came of it."""
    actor, plan = seen(request, run)
    done = actions.measure_plan(actor=actor, plan=plan, now=timezone.now())
    if not (done.written or done.same or done.without):
        messages.info(request, _("Every indicator in the plan is entered by hand."))
    if done.written:
        n = len(done.written)
        messages.success(request, ngettext("%(n)s indicator is measured.", "%(n)s indicators are measured.", n) % {"n": n})  # fmt: skip
    if done.same:
        n = len(done.same)
        messages.info(request, ngettext("%(n)s indicator is as it was.", "%(n)s indicators are as they were.", n) % {"n": n})  # fmt: skip
    for one, why in done.without[:SAID]:
        messages.warning(request, _("“%(name)s” has no value: %(why)s") % {"name": one.target.name, "why": why})
    return redirect("effects:standing", run=plan.run_id)

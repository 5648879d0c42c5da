"""A plan is settled and opened again, and what was frozen is looked at."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.effects import actions, queries, rules
from nybrott.effects.forms import ReopenForm
from nybrott.effects.models import Snapshot
from nybrott.effects.states import Level
from nybrott.effects.views.framing import WITH, asked, drawn, seen
from nybrott.ui.asking import who
from nybrott.ui.formats import NONE, day_short
from nybrott.ui.tables import Cell, Column, Table


@require_POST
def settle(request: HttpRequest, run: int) -> HttpResponse:
    """Settle it."""
    actor, plan = seen(request, run)
    actions.settle_plan(actor=actor, plan=plan, now=timezone.now())
    messages.success(request, _("The plan is settled. What everything was before is frozen."))
    return redirect("effects:plan", run=plan.run_id)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, run: int) -> HttpResponse:
    """Open it again, with the reason."""
    actor, plan = seen(request, run)
    insist(rules.may_reopen(actor, plan))
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.reopen_plan(actor=actor, plan=plan, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("The plan can be changed again. What was frozen stays."))
        return redirect("effects:plan", run=plan.run_id)
    text = _(
        "Then it has to be settled again, and what everything was before is frozen once more. What was frozen the first time stays beside it."
    )
    return asked(request, plan, form, _("Open the plan again"), text=text, label=_("Open the plan again"))


@require_safe
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """What was frozen, and whether it still is what was frozen."""
    actor = who(request)
    found = Snapshot.objects.visible_to(actor).select_related("taken_by", *(f"plan__{name}" for name in WITH))
    one = get_object_or_404(found, pk=pk)
    checked = queries.check(one.plan, one)
    columns = [
        Column("name", _("Indicator")), Column("level", _("Level")), Column("before", _("Before"), "end"), Column("target", _("Target"), "end"),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(each["name"], note=each["unit"]), str(Level(each["level"]).label),
            Cell(each["before"].replace(".", ",") or NONE, note=day_short(each["before_on"]) if each["before_on"] else each["why_no_before"]), each["to_reach"].replace(".", ",") or NONE,
        ]
        for each in one.content["indicators"]
    ]  # fmt: skip
    table = Table(columns, rows, _("What was frozen"), caption_hidden=True)
    return drawn(
        request,
        one.plan,
        "effects/snapshot.html",
        "effects:plan",
        _("What was frozen"),
        checked=checked,
        table=table,
        snapshot=one,
    )

"""What stands in the way: reported by those who take part, read by those who run the programme."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.verdict import insist
from nybrott.efforts import actions, queries, rules
from nybrott.efforts.forms import ClearForm, ObstacleForm
from nybrott.efforts.views.hours import run_of
from nybrott.people.queries.units import paths
from nybrott.runs.models import Obstacle
from nybrott.runs.queries import crumbs, parts
from nybrott.runs.rules import may_see_efforts
from nybrott.ui.asking import who

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def obstacles(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own, and for those who run programmes everybody's; and the form, for those who take part."""
    actor, run = run_of(request, pk)
    own, _last = queries.mine(actor, run)
    part = next((one for one in own if rules.may_report(actor, one)), None)
    first = {"unit": part.unit_id if part else None}
    form = ObstacleForm(request.POST or None, units=paths(actor), initial=first)
    if request.method == "POST":
        if part is None:
            insist(rules.may_report(actor, own[0] if own else None))
        elif form.is_valid():
            actions.report_obstacle(actor=actor, part=part, now=timezone.now(), **form.cleaned_data)
            messages.success(
                request, _("Thank you. Those who run the programme can read it; leaders see only how many.")
            )
            return redirect("efforts:obstacles", pk=run.pk)
    found = [(one, bool(rules.may_clear(actor, one))) for one in queries.obstacles_in(actor, run)[:MOST]]
    said = {
        "run": run, "tabs": parts(actor, run, "efforts:obstacles"), "breadcrumbs": crumbs(run, _("What stands in the way")), "form": form if part else None,
        "found": found, "clear": ClearForm(auto_id=False), "sees": may_see_efforts(actor, run),
    }  # fmt: skip
    return render(request, "efforts/obstacles.html", said, status=422 if form.errors else 200)


@require_POST
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one is out of the way."""
    actor = who(request)
    one = get_object_or_404(Obstacle.objects.visible_to(actor).select_related("part__run"), pk=pk)
    form = ClearForm(request.POST)
    how = form.cleaned_data["how"] if form.is_valid() else str(request.POST.get("how", ""))[:500]
    actions.clear_obstacle(actor=actor, obstacle=one, how=how, now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("efforts:obstacles", pk=one.part.run_id)

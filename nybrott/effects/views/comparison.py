"""What a run is compared with."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.verdict import no
from nybrott.effects import actions, queries, rules
from nybrott.effects.forms import ComparisonForm
from nybrott.effects.views.framing import asked, written


@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request: HttpRequest, run: int) -> HttpResponse:
    """Units, own earlier years, or why nothing; and other organisations, found by a part of their name (`?name=`)."""
    actor, plan = written(request, run)
    units = [one.name for one in plan.run.compared.order_by("name", "pk")]
    first = {name: getattr(plan, name) for name in ("own_years", "with_units", "not_compared", "period")}
    form = ComparisonForm(request.POST or None, plan=plan, units=units, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.compare(actor=actor, plan=plan, said=actions.Compared(**form.cleaned_data), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("effects:plan", run=plan.run_id)
    name = request.GET.get("name", "").strip()[:100]
    shown: dict[str, Any] = {
        "name": name, "found": queries.found_by_name(plan, name), "others": queries.names_of(plan, plan.others), "most": rules.MOST_OTHERS,
        "full": len(plan.others) >= rules.MOST_OTHERS,
    }  # fmt: skip
    return asked(request, plan, form, _("What it is compared with"), template="effects/comparison.html", **shown)


@require_POST
def other(request: HttpRequest, run: int) -> HttpResponse:
    """Put an organisation beside the run's own, or take it away again (`take` is "out")."""
    actor, plan = written(request, run)
    number = request.POST.get("number", "").strip()[:40]
    name, now = dict(queries.names_of(plan, [number])).get(number, number), timezone.now()
    if request.POST.get("take") == "out":
        actions.compare_no_more(actor=actor, plan=plan, number=number, name=name, now=now)
        messages.success(request, _("%(name)s has been removed.") % {"name": name})
    else:
        known = queries.is_known(plan, number)
        verdict = (
            rules.may_compare_with(actor, plan, number)
            if known
            else no(_("This organisation is not found in official notices."))
        )
        if verdict:
            actions.compare_with(actor=actor, plan=plan, number=number, name=name, now=now)
            messages.success(request, _("%(name)s is compared with your own organisation.") % {"name": name})
        else:
            messages.error(request, verdict.reason)
    return redirect(f"{reverse('effects:comparison', args=[run])}#others")

"""Award criteria are written, changed and removed."""

from dataclasses import fields
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nybrott.core.actor import Actor
from nybrott.procurements.models import Procurement
from nybrott.requirements import actions, queries, rules
from nybrott.requirements.actions import Weighed
from nybrott.requirements.forms import CriterionForm
from nybrott.requirements.models import Criterion
from nybrott.requirements.views.framing import HERE, asked, changed, drawn, seen

WEIGHED = [one.name for one in fields(Weighed)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_criterion(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an award criterion."""
    actor, procurement = changed(request, pk)
    return _write(request, actor, procurement, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Read a criterion; those who may write it anew, or remove it."""
    actor, procurement = seen(request, pk)
    one = get_object_or_404(Criterion.objects.visible_to(actor), procurement=procurement, number=number)
    may = rules.may_change(actor, procurement)
    if not may and request.method != "POST":
        return drawn(request, procurement, "requirements/criterion.html", one.name, one=one, reason=may.reason)
    changed(request, pk)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_criterion(actor=actor, criterion=one, now=timezone.now())
        messages.success(request, _("The award criterion is removed."))
        return redirect(HERE, pk)
    return _write(request, actor, procurement, one)


def _write(request: HttpRequest, actor: Actor, procurement: Procurement, one: Criterion | None) -> HttpResponse:
    start: dict[str, object] = {}
    if one is not None:
        plain = Decimal(f"{one.weight:.2f}".rstrip("0").rstrip("."))  # 45, not 45.00
        start = {name: getattr(one, name) for name in WEIGHED} | {"weight": plain} | {"requirements": one.requirements.all(), "needs": one.needs.all()}  # fmt: skip
    form = CriterionForm(request.POST if request.method == "POST" else None, procurement=procurement, initial=start)

    def write() -> None:
        said = form.cleaned_data
        actions.write_criterion(
            actor=actor, procurement=procurement, weighed=Weighed(**{name: said[name] for name in WEIGHED}), requirements=said.get("requirements", ()),
            needs=said.get("needs", ()), criterion=one, seen=request.POST.get("seen", ""), now=timezone.now(),
        )  # fmt: skip

    if asked(request, form, write, _("The award criterion is saved.")):
        return redirect(HERE, pk=procurement.pk)
    left = rules.WHOLE - queries.weight_of(procurement) + (one.weight if one else 0)
    heading = one.name if one else _("New award criterion")
    shown = {
        "form": form,
        "one": one,
        "heading": heading,
        "seen": one.changed_at.isoformat() if one else "",
        "left": queries.weight_in_words(left),
    }
    return drawn(request, procurement, "requirements/criterion_write.html", heading, status=422 if form.errors else 200, **shown)  # fmt: skip

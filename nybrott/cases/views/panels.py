"""What pages of rooms below show of cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from nybrott.cases import queries, rules
from nybrott.challenges.models import Challenge
from nybrott.core.verdict import insist
from nybrott.procurements.models import Procurement
from nybrott.ui.asking import who


def block(request: HttpRequest, procurement: Procurement) -> str:
    """On a procurement: what was told of it, or the way to tell once there is something."""
    actor = who(request)
    told = queries.told_of(actor, procurement=procurement)
    ready = queries.is_ready_to_tell(procurement)
    if not (told or ready) or not rules.may_tell(actor):
        return ""
    return render_to_string(
        "cases/block.html", {"cases": told, "begin": f"{reverse('cases:begin')}?procurement={procurement.pk}"}, request
    )


@require_safe
def of_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """The way from a challenge to a case of it."""
    actor = who(request)
    one = get_object_or_404(Challenge.objects.visible_to(actor), pk=pk)
    insist(rules.may_tell(actor))
    told = queries.told_of(actor, challenge=one)
    return redirect("cases:case", told[-1].pk) if told else redirect(f"{reverse('cases:begin')}?challenge={one.pk}")

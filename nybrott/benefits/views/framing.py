"""What every page of benefits has around it: inside a procurement's."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.benefits import queries
from nybrott.benefits.models import Benefit
from nybrott.benefits.queries import Standing
from nybrott.benefits.states import BenefitState, Outcome
from nybrott.core.actor import Actor
from nybrott.core.benefits import Unfit
from nybrott.core.verdict import Refused, insist
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import crumbs, parts
from nybrott.procurements.rules import may_read
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.templatetags.ui import tag

HERE = "benefits:benefits"
TONES = {Outcome.BETTER: "success", Outcome.NONE: "info", Outcome.WORSE: "warning", Outcome.UNKNOWN: "neutral"}
_Form = TypeVar("_Form", bound=forms.Form)


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Procurement]:
    """Who asks and the procurement asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(
        Procurement.objects.visible_to(actor).select_related("organisation", "unit", "owner"), pk=pk
    )
    insist(may_read(actor, found))
    return actor, found


def one(request: HttpRequest, pk: int, benefit: int) -> tuple[Actor, Standing]:
    """Who asks, and how the benefit asked for stands."""
    actor, procurement = seen(request, pk)
    mine = Benefit.objects.visible_to(actor).filter(procurement=procurement)
    return actor, queries.standing(get_object_or_404(queries.whole(mine), pk=benefit))


def drawn(
    request: HttpRequest, procurement: Procurement, template: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:
    """A page of the procurement's tab for benefits; `more` is the way to a page below it."""
    actor = who(request)
    way: list[Link | str] = (
        [Link(_("Benefits"), reverse(HERE, args=[procurement.pk])), *more] if more else [_("Benefits")]
    )
    around = {
        "procurement": procurement,
        "tabs": parts(actor, procurement, HERE),
        "breadcrumbs": crumbs(procurement, *way),
    }
    return render(request, template, around | shown, status=status)


def to(found: Benefit) -> Link:
    """The way to a benefit's own page."""
    return Link(found.title, reverse("benefits:benefit", args=[found.procurement_id, found.pk]))


def form_page(
    request: HttpRequest, procurement: Procurement, form: forms.Form, heading: str, back: Link, **shown: object
) -> HttpResponse:
    """A form that fills a page."""
    more = (back, heading) if back.url != reverse(HERE, args=[procurement.pk]) else (heading,)
    given: dict[str, object] = {"form": form, "heading": heading, "back": back.url} | shown
    return drawn(request, procurement, "benefits/form.html", *more, status=422 if form.errors else 200, **given)


def done(request: HttpRequest, form: _Form, act: Callable[[_Form], object], said: str) -> bool:
    """Whether what was typed was done; otherwise the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form)
    except Refused as trouble:
        form.add_error(None, trouble.reason)
        return False
    except Unfit as trouble:
        if not hasattr(form, "refuse"):
            raise
        form.refuse(trouble.code, trouble.term)
        return False
    messages.success(request, said)
    return True


def stands(found: Standing) -> str:
    """What was measured last, or how far it has come, as a tag. Each answer stands as plainly as the others."""
    if found.latest is not None:
        return str(tag(str(found.latest.get_outcome_display()), TONES[Outcome(found.latest.outcome)]))
    if found.benefit.state == BenefitState.LET_GO:
        return str(tag(str(found.benefit.get_state_display()), "neutral"))
    return str(tag(_("Not measured yet"), "neutral"))

"""Whom others can ask here: naming, saying yes, ending."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.contacts import actions, queries, rules
from nybrott.contacts.forms import AgreeForm, PointForm
from nybrott.contacts.models import ContactPoint
from nybrott.core.verdict import Refused, insist
from nybrott.people.rules import works_here
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def _one(request: HttpRequest, pk: int) -> ContactPoint:
    actor = who(request)
    own = ContactPoint.objects.visible_to(actor).filter(organisation=actor.organisation_id or 0)
    return get_object_or_404(own.select_related("user", "organisation"), pk=pk)


@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    """The organisation's own contact points, and those who have not said yes yet."""
    actor = who(request)
    insist(works_here(actor))
    rows = [(one, rules.may_agree(actor, one), rules.may_end_point(actor, one)) for one in queries.our_points(actor)]
    shown = {"rows": rows, "may_name": rules.may_name(actor), "places": queries.places("contacts:ours")}
    return render(request, "contacts/ours.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def name_point(request: HttpRequest) -> HttpResponse:
    """Name somebody."""
    actor = who(request)
    insist(rules.may_name(actor))
    form = PointForm(request.POST or None, actor=actor, initial={"user": actor.user_id})
    if request.method == "POST" and form.is_valid():
        try:
            point = actions.name_point(actor=actor, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("topic", refused.reason)
        else:
            messages.success(request, _("The contact point is there.") if point.agreed_at else _("They are asked, and get a letter."))  # fmt: skip
            return redirect("contacts:ours")
    shown = {
        "form": form, "heading": _("Name a contact point"), "button": _("Name them"), "back": reverse("contacts:ours"), "breadcrumbs": _way(_("Name a contact point")),
        "lead": _("Someone other organisations can ask. You name a person; the person decides."),
    }  # fmt: skip
    return render(request, "contacts/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The person named says yes, and what is shown."""
    actor, point = who(request), _one(request, pk)
    insist(rules.may_agree(actor, point))
    form = AgreeForm(request.POST or None, initial={"shows_name": "yes" if point.shows_name else "no"})
    if request.method == "POST" and form.is_valid():
        actions.agree_point(actor=actor, point=point, shows_name=form.cleaned_data["shows_name"] == "yes", now=timezone.now())  # fmt: skip
        messages.success(request, _("Others can ask you now."))
        return redirect("contacts:ours")
    shown = {"form": form, "point": point, "breadcrumbs": _way(point.topic)}
    return render(request, "contacts/agree.html", shown, status=422 if form.is_bound else 200)


@require_POST
def end_point(request: HttpRequest, pk: int) -> HttpResponse:
    """It ends, or the person says no."""
    actor, point = who(request), _one(request, pk)
    actions.end_point(actor=actor, point=point, now=timezone.now())
    messages.success(request, _("The contact point is gone. Talks under way go on."))
    return redirect("contacts:ours")


def _way(here: str) -> tuple[Link, ...]:
    return queries.crumbs(Link(_("Who others can ask here"), reverse("contacts:ours")), here)

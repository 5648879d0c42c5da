"""Beginning a round, and preparing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.priorities import actions, queries, rules
from nybrott.priorities.actions import By, Prepared
from nybrott.priorities.forms import BeginForm, CriterionForms, PrepareForm
from nybrott.priorities.models import Round
from nybrott.priorities.views.framing import challenge_of, crumbs, round_of
from nybrott.ui.asking import who


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a round of a challenge."""
    actor, one = challenge_of(request, pk)
    title = _("What matters most in “%(title)s”?") % {"title": one.title}
    made, new = actions.begin_round(actor=actor, challenge=one, title=title, now=timezone.now())
    if not new:
        messages.info(request, _("You had already started a round. Here it is."))
    return redirect("priorities:prepare", pk=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def begin_wide(request: HttpRequest) -> HttpResponse:
    """Begin a round of a unit or of the whole organisation."""
    actor = who(request)
    insist(rules.may_begin_wide(actor))
    form = BeginForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        made, new = actions.begin_round(
            actor=actor, unit=form.cleaned_data["unit"], title=form.cleaned_data["title"], now=timezone.now()
        )
        if not new:
            messages.info(request, _("You had already started a round. Here it is."))
        return redirect("priorities:prepare", pk=made.pk)
    shown = {"form": form, "breadcrumbs": crumbs(None, _("Begin a round"))}
    return render(request, "priorities/begin.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose needs, criteria, people and the last day."""
    actor, one = round_of(request, pk)
    insist(rules.may_prepare(actor, one))
    form, criteria = _forms(request, actor, one)
    trouble = ""
    if request.method == "POST" and form.is_valid() and criteria.is_valid():
        try:
            actions.prepare_round(actor=actor, one=one, prepared=_prepared(one, form, criteria), now=timezone.now())
        except Refused as refused:
            trouble = refused.reason
        else:
            messages.success(request, _("Saved."))
            return redirect("priorities:prepare" if "stay" in request.POST else "priorities:round", pk=one.pk)
    shown = {
        "one": one, "form": form, "criteria": criteria, "trouble": trouble, "breadcrumbs": crumbs(one, _("Prepare")),
    }  # fmt: skip
    return render(request, "priorities/prepare.html", shown, status=422 if form.is_bound else 200)


def _forms(request: HttpRequest, actor: Actor, one: Round) -> tuple[PrepareForm, Any]:
    chosen = list(one.participants.values_list("user", flat=True))
    near = [*queries.near_people(one).values_list("pk", flat=True), *chosen]
    said = {
        "title": one.title, "until": one.until, "people": chosen, "needs": list(one.priorities.values_list("need", flat=True)),
    }  # fmt: skip
    written = [{"usual": by.usual, "weight": by.weight, **by.about} for by in one.criteria.all()]
    sent = request.POST or None
    form = PrepareForm(sent, initial=said, actor=actor, needs=queries.open_needs(one), near=near)
    return form, CriterionForms(sent, initial=written, prefix="criteria")


def _prepared(one: Round, form: PrepareForm, criteria: Any) -> Prepared:
    said = form.cleaned_data
    people = {user.pk: user for user in said.get("people", ())}
    people |= {user.pk: user for user in queries.people_with(one, said["roles"])} if said["roles"] else {}
    people |= {said["more"].pk: said["more"]} if said["more"] else {}
    by = tuple(
        By(each["name"], each["weight"], each["help"], each["low"], each["high"], each["usual"])
        for each in (row.cleaned_data for row in criteria)
        if each.get("name") and not each.get("out")
    )
    return Prepared(said["title"], said["until"], tuple(said.get("needs", ())), by, tuple(people.values()))

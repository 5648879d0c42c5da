"""The steps of a case: asked about, reviewed, published, taken back, shown to fewer, taken down."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.cases import actions, queries, rules
from nybrott.cases.forms import DownForm, PublishForm, ReviewerForm, ReviewForm
from nybrott.cases.models import Case
from nybrott.cases.states import PARTS, Level
from nybrott.cases.views.own import seen
from nybrott.core.verdict import Refused, insist


def _form(request: HttpRequest, one: Case, form: forms.Form, heading: str, button: str, **more: Any) -> HttpResponse:
    shown = {
        "form": form,
        "case": one,
        "heading": heading,
        "button": button,
        "breadcrumbs": queries.crumbs(one, heading),
        **more,
    }
    return render(request, "cases/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a second person."""
    actor, one = seen(request, pk)
    insist(rules.may_ask_review(actor, one, [asked.word for asked in queries.questions(one, one.named.all())]))
    form = ReviewerForm(request.POST or None, case=one, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_review(actor=actor, case=one, reviewer=form.cleaned_data["reviewer"], now=timezone.now())
        except Refused as refused:
            form.add_error("reviewer", refused.reason)
        else:
            messages.success(request, _("%(name)s is asked to read it.") % {"name": form.cleaned_data["reviewer"].name})
            return redirect("cases:case", pk=pk)
    return _form(
        request,
        one,
        form,
        _("Ask a second person"),
        _("Ask for a review"),
        lead=_("Someone who did not write it reads it first. It cannot be changed until they have answered."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it as others will, and say yes or what should be better."""
    actor, one = seen(request, pk)
    insist(rules.may_review(actor, one))
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.answer_review(
            actor=actor, case=one, approves=said["approves"] == "yes", text=said["text"], now=timezone.now()
        )
        messages.success(request, _("Your answer is with the one who tells it."))
        return redirect("cases:case", pk=pk)
    text = queries.working(one, one.named.all())
    shown = {
        "form": form,
        "case": one,
        "parts": [(heading, text[part]) for part, (heading, _ask) in PARTS.items()],
        "summary": text["summary"],
        "breadcrumbs": queries.crumbs(one, _("Review")),
    }
    return render(request, "cases/review.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it to those it is meant for."""
    actor, one = seen(request, pk)
    insist(rules.may_publish(actor, one))
    form: forms.Form = (
        PublishForm(request.POST or None)
        if one.newest_id
        else forms.Form(request.POST if request.method == "POST" else None)
    )
    if request.method == "POST" and form.is_valid():
        actions.publish_case(actor=actor, case=one, because=form.cleaned_data.get("because", ""), now=timezone.now())
        messages.success(request, _("It is published."))
        return redirect(queries.address_of(one))
    level = {
        Level.PRIVATE: _("Everyone in your organisation can read it."),
        Level.OPEN: _("Everyone can read it, without an account, and search engines find it."),
    }
    networks = ", ".join(one.networks.values_list("name", flat=True))
    lead = level.get(Level(one.level)) or _("Those who work in the organisations of %(networks)s can read it.") % {
        "networks": networks
    }
    return _form(request, one, form, _("Publish “%(title)s”") % {"title": one.title}, _("Publish"), lead=lead)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on writing."""
    actor, one = seen(request, pk)
    actions.take_back(actor=actor, case=one, now=timezone.now())
    messages.success(
        request,
        _("You can edit it again. What others read stays until you publish again.")
        if one.newest_id
        else _("You can edit it again."),
    )
    return redirect("cases:write", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it to nobody."""
    actor, one = seen(request, pk)
    insist(rules.may_narrow(actor, one))
    form = DownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_down(actor=actor, case=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("It is taken down. No one outside your organisation can find it any more."))
        return redirect("cases:case", pk=pk)
    return _form(
        request,
        one,
        form,
        _("Take it down"),
        _("Take it down"),
        lead=_("It goes at once from pages, lists, search and feeds. Its versions stay with you."),
    )


@require_POST
def narrow(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it to the own organisation only."""
    actor, one = seen(request, pk)
    actions.narrow_case(actor=actor, case=one, level=Level.PRIVATE, now=timezone.now())
    messages.success(request, _("Only your own organisation reads it now."))
    return redirect("cases:case", pk=pk)

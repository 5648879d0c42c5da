"""When a mentor can be booked."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.guidance import actions, queries, rules
from nybrott.guidance.actions import TermsSaid
from nybrott.guidance.forms import OtherForm, TermsForm, WeeklyForm
from nybrott.guidance.models import OtherTime, WeeklyTime
from nybrott.guidance.models.times import WEEKDAYS
from nybrott.runs.models import Participation
from nybrott.ui.asking import asked_page, who
from nybrott.ui.frame import Link

PER_PAGE = 20
NAMES = ("minutes", "notice_hours", "days_ahead", "place", "link")


def _part(request: HttpRequest, pk: int) -> tuple[Actor, Participation]:
    """Who asks and the mentor's part asked for."""
    actor = who(request)
    found = Participation.objects.visible_to(actor).mentors().select_related("run__package", "user")
    return actor, get_object_or_404(found, pk=pk)


def _page(request: HttpRequest, part: Participation, status: int = 200, **forms: Any) -> HttpResponse:
    actor, now, terms = who(request), timezone.now(), queries.terms_of(part)
    today = timezone.localdate(now, queries.zone())
    week = list(part.weekly.all())
    others = part.other_times.filter(day__gte=today).order_by("day", "begins", "pk")
    shown = {
        "part": part, "may": rules.may_set_times(actor, part), "week": [(name, [one for one in week if one.weekday == number]) for number, name in WEEKDAYS],
        "terms": terms, "page": Paginator(others, PER_PAGE).get_page(asked_page(request)),
        "terms_form": TermsForm(initial={name: getattr(terms, name) for name in NAMES}), "weekly_form": WeeklyForm(), "other_form": OtherForm(),
        "waiting": part.guides.filter(state="stands").count(), "has_times": queries.has_times(part, now),
        "breadcrumbs": (Link(_("Programme"), reverse("runs:runs")), Link(_("Guidance"), reverse("guidance:mine")), Link(_("Times"))),
    }  # fmt: skip
    return render(request, "guidance/times.html", shown | forms, status=status)


@require_safe
def times(request: HttpRequest, pk: int) -> HttpResponse:
    """A mentor's week, the days that are otherwise, and how one books."""
    _actor, part = _part(request, pk)
    return _page(request, part)


@require_POST
def set_terms(request: HttpRequest, pk: int) -> HttpResponse:
    """How long, how early, where."""
    actor, part = _part(request, pk)
    insist(rules.may_set_times(actor, part))
    form = TermsForm(request.POST)
    if not form.is_valid():
        return _page(request, part, 422, terms_form=form)
    actions.set_terms(actor=actor, part=part, said=TermsSaid(**form.cleaned_data), now=timezone.now())
    messages.success(request, _("Saved. What is booked already stays as it is."))
    return redirect("guidance:times", pk=part.pk)


@require_POST
def add_weekly(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a time of the week."""
    actor, part = _part(request, pk)
    insist(rules.may_set_times(actor, part))
    form = WeeklyForm(request.POST)
    if not form.is_valid():
        return _page(request, part, 422, weekly_form=form)
    actions.add_weekly(actor=actor, part=part, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Those you guide can book you then."))
    return redirect("guidance:times", pk=part.pk)


@require_POST
def add_other(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that days are otherwise."""
    actor, part = _part(request, pk)
    insist(rules.may_set_times(actor, part))
    form = OtherForm(request.POST)
    if not form.is_valid():
        return _page(request, part, 422, other_form=form)
    said = form.cleaned_data
    actions.add_other(
        actor=actor, part=part, days=form.days, opened=said["opened"], begins=said["begins"], ends=said["ends"], now=timezone.now()
    )  # fmt: skip
    messages.success(request, _("Noted. What is booked already stays: move it or call it off yourself."))
    return redirect("guidance:times", pk=part.pk)


@require_POST
def remove_weekly(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a time of the week."""
    actor = who(request)
    one = get_object_or_404(WeeklyTime.objects.visible_to(actor).select_related("mentor"), pk=pk)
    mentor_id = one.mentor_id
    actions.remove_weekly(actor=actor, weekly=one, now=timezone.now())
    messages.success(request, _("You can no longer be booked then."))
    return redirect("guidance:times", pk=mentor_id)


@require_POST
def remove_other(request: HttpRequest, pk: int) -> HttpResponse:
    """A day is as other days after all."""
    actor = who(request)
    one = get_object_or_404(OtherTime.objects.visible_to(actor).select_related("mentor"), pk=pk)
    mentor_id = one.mentor_id
    actions.remove_other(actor=actor, other=one, now=timezone.now())
    messages.success(request, _("The day is as other days."))
    return redirect("guidance:times", pk=mentor_id)

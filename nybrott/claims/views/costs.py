"""What a run cost, and what each thing it led to cost."""

from datetime import date
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nybrott.claims import actions, feeds, queries, rules
from nybrott.claims.forms import CostForm, RatesForm, UnpricedForm
from nybrott.claims.queries import ROLES, CostsSaid
from nybrott.claims.views.framing import drawn, seen, taken_along
from nybrott.core.verdict import insist
from nybrott.effects.models import Cost, Plan, Unpriced
from nybrott.ui.asking import who
from nybrott.ui.charts import Chart
from nybrott.ui.formats import NONE, language, money_exact, number
from nybrott.ui.tables import Cell, Column, Table
from nybrott.ui.tracks import Track, tracks


def kroner(amount: int | None) -> str:
    """An amount in full, a dash where it is not known."""
    return NONE if amount is None else money_exact(amount, "NOK")


def hours(minutes: int | None) -> str:
    """Minutes as hours, with a decimal only where there is one."""
    return NONE if minutes is None else number(minutes / 60, 0 if minutes % 60 == 0 else 1)


@require_safe
def costs(request: HttpRequest, run: int) -> HttpResponse:
    """Hours and costs, what an outcome cost, and what has no price."""
    _actor, plan = seen(request, run)
    return _page(request, plan)


def _page(request: HttpRequest, plan: Plan, **forms_: forms.Form) -> HttpResponse:
    """The page; `forms_` holds the one somebody filled in wrongly."""
    found = queries.costs_of(plan)
    first_rates = {one.role: number(Decimal(one.rate) / 100, 2) for one in found.lines if one.rate is not None}
    first = {"rates": RatesForm(initial=first_rates), "paid": CostForm(), "unpriced": UnpricedForm(initial={"gain": ""})} | forms_  # fmt: skip
    shown = {
        "found": found, "roles": _roles(found), "chart": _chart(found), "per": _per(found), "total": kroner(found.total),
        "paid": [(one, kroner(one.amount), date.fromisoformat(one.paid_on) if one.paid_on else None) for one in found.paid], "put_in": [one for one in found.unpriced if not one.gain],
        "gains": [one for one in found.unpriced if one.gain], "without": [ROLES[role] for role in found.without_rate],
        "others": hours(found.others) if found.others else "", "forms": first,
    }  # fmt: skip
    return drawn(request, plan, "claims/costs.html", "claims:costs", _("Costs"), status=422 if forms_ else 200, **shown)


def _roles(found: CostsSaid) -> Table:
    columns = [
        Column("role", _("Role")), Column("aside", _("Hours set aside"), "end"), Column("used", _("Hours used"), "end"), Column("rate", _("Kroner an hour"), "end"),
        Column("expected", _("Would have cost"), "end"), Column("cost", _("Cost"), "end"),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [str(ROLES[one.role]), hours(one.set_aside), hours(one.used), kroner(one.rate), kroner(one.expected), kroner(one.cost) if one.rate is not None else NONE]
        for one in found.lines
    ]  # fmt: skip
    rows.append([_("Together"), hours(sum(one.set_aside or 0 for one in found.lines)), hours(sum(one.used for one in found.lines)), "", "", kroner(found.hours)])  # fmt: skip
    return Table(columns, rows, _("Hours by role"), id="roles", caption_hidden=True)


def _chart(found: CostsSaid) -> Chart | None:
    lines = [one for one in found.lines if one.used or one.set_aside]
    if not lines:
        return None
    most = max(1, *(one.used for one in lines), *(one.set_aside or 0 for one in lines))
    rows = []
    for one in lines:
        said = {"used": hours(one.used), "aside": hours(one.set_aside)}
        words = _("%(used)s of %(aside)s hours") % said if one.set_aside else _("%(used)s hours") % said
        rows.append(Track(str(ROLES[one.role]), words, one.used, one.set_aside, until=most))
    description = _("A line for each role: a bar to the hours used, an upright line at the hours set aside.")
    return tracks(rows, title=_("Hours used and set aside"), description=description)


def _per(found: CostsSaid) -> Table:
    columns = [
        Column("what", _("What")),
        Column("number", _("How many"), "end"),
        Column("each", _("Cost of one"), "end"),
    ]
    rows: list[list[Cell | str]] = []
    for one in found.per:
        each = kroner(one.each) if one.each is not None else _("cannot be said")
        if one.each is not None and not found.whole:
            each = _("at least %(amount)s") % {"amount": each}
        note = _("with a driver in them before") if one.kind not in ("driver", "session") else ""
        rows.append([Cell(one.labels[language()], note=note), number(one.number), each])
    return Table(columns, rows, _("What an outcome cost"), id="per", caption_hidden=True)


@require_safe
def costs_file(request: HttpRequest, run: int) -> HttpResponse:
    """All costs as rows."""
    _actor, plan = seen(request, run)
    return taken_along(feeds.costs_sheet(plan, queries.costs_of(plan)))


@require_POST
def rates(request: HttpRequest, run: int) -> HttpResponse:
    """Say what hours cost."""
    actor, plan = seen(request, run)
    insist(rules.may_claim(actor, plan))
    form = RatesForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, rates=form)
    actions.set_rates(actor=actor, plan=plan, rates=form.cleaned_data, now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("claims:costs", run=plan.run_id)


@require_POST
def paid(request: HttpRequest, run: int) -> HttpResponse:
    """Write down a cost."""
    actor, plan = seen(request, run)
    insist(rules.may_claim(actor, plan))
    form = CostForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, paid=form)
    actions.put_in_cost(actor=actor, plan=plan, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("claims:costs", run=plan.run_id)


@require_POST
def unpriced(request: HttpRequest, run: int) -> HttpResponse:
    """Write down what has no price."""
    actor, plan = seen(request, run)
    insist(rules.may_claim(actor, plan))
    form = UnpricedForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, unpriced=form)
    actions.put_in_unpriced(actor=actor, plan=plan, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("claims:costs", run=plan.run_id)


@require_POST
def remove_cost(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a cost out."""
    actor = who(request)
    one = get_object_or_404(Cost.objects.visible_to(actor).select_related("plan__run"), pk=pk)
    actions.remove_cost(actor=actor, cost=one, now=timezone.now())
    messages.success(request, _("It is removed."))
    return redirect("claims:costs", run=one.plan.run_id)


@require_POST
def remove_unpriced(request: HttpRequest, pk: int) -> HttpResponse:
    """Take something without a price out."""
    actor = who(request)
    one = get_object_or_404(Unpriced.objects.visible_to(actor).select_related("plan__run"), pk=pk)
    actions.remove_unpriced(actor=actor, unpriced=one, now=timezone.now())
    messages.success(request, _("It is removed."))
    return redirect("claims:costs", run=one.plan.run_id)

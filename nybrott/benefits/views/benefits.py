"""The benefits of a procurement and one of them: seen, added, changed, let go, taken along."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.benefits import actions, feeds, queries, rules
from nybrott.benefits.actions import Said
from nybrott.benefits.forms import BenefitForm, ReasonForm
from nybrott.benefits.queries import amount, interval
from nybrott.benefits.states import Counted, Direction, Outcome
from nybrott.benefits.views.framing import HERE, done, drawn, form_page, one, seen, stands, to
from nybrott.benefits.views.tables import benefits_table, measurements_table, picture, sums_table
from nybrott.core.verdict import insist
from nybrott.needs.models import OutcomeGoal
from nybrott.ui.files import as_file
from nybrott.ui.formats import language, number
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS

MOST_GOALS = 30


@require_safe
def benefits(request: HttpRequest, pk: int) -> HttpResponse:
    """What the procurement shall lead to, and what came of it."""
    actor, procurement = seen(request, pk)
    found, now = queries.benefits_of(procurement), timezone.now()
    told = queries.counts(found)
    shown: dict[str, Any] = {
        "found": found, "table": benefits_table(found), "sums": sums_table(queries.sum_up(found)), "may_add": rules.may_add(actor, procurement),
        "counted": [*((one.label, number(told[one])) for one in Outcome if told[one] or one != Outcome.UNKNOWN), (_("Not measured yet"), number(told[""]))],
        "step": queries.next_step(actor, procurement, now), "kinds": [*feeds.DOCUMENTS, *FILE_KINDS],
    }  # fmt: skip
    return drawn(request, procurement, "benefits/benefits.html", **shown)


@require_safe
def benefits_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The benefit plan as a document, or the benefits as rows."""
    _actor, procurement = seen(request, pk)
    if kind in feeds.DOCUMENTS:
        return as_file(feeds.plan_file(procurement, kind, language(), timezone.now()))
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(feeds.rows_file(procurement.title, procurement.title, queries.benefits_of(procurement), kind))


@require_safe
def benefit(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """One benefit: before, expected, measured over time."""
    actor, found = one(request, pk, benefit)
    this, measured = found.benefit, bool(found.measurements)
    can = {
        each.pk: reverse("benefits:correct", args=[pk, this.pk, each.pk])
        for each in found.measurements
        if rules.may_correct(actor, each, replaced=False)
    }
    table = measurements_table(found, can)
    waits = queries.due(found, timezone.localdate())
    shown: dict[str, Any] = {
        "found": found, "benefit": this, "stands": stands(found), "table": table, "picture": picture(found, table), "unit": queries.unit_of(this),
        "before": amount(found.before.value, this) if found.before else "", "before_interval": interval(found.before, this), "waits": waits,
        "older": list(this.baselines.all())[1:], "target": amount(this.target, this), "expected": amount(found.expected.value, this) if found.expected else "",
        "expected_interval": interval(found.expected, this), "assumptions": [queries.assumption_words(each) for each in (found.estimate.assumptions.all() if found.estimate else ())],
        "formula": queries.FORMULA_WORDS.get(found.estimate.formula) if found.estimate else None, "moments": queries.moments(this), "can": can,
        "gain": amount(found.measured.value, this) if found.measured else "", "gain_interval": interval(found.measured, this),
        "may_change": rules.may_change(actor, this), "may_baseline": rules.may_set_baseline(actor, this), "may_measure": rules.may_measure(actor, this),
        "may_estimate": rules.may_estimate(actor, this, measured=measured), "may_let_go": rules.may_let_go(actor, this),
    }  # fmt: skip
    return drawn(request, this.procurement, "benefits/benefit.html", this.title, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something the procurement shall lead to."""
    actor, procurement = seen(request, pk)
    insist(rules.may_add(actor, procurement))
    goals = list(queries.goals_of(procurement)[:MOST_GOALS])
    goal = next((each for each in goals if str(each.pk) == request.GET.get("goal")), None)
    first = {"currency": procurement.currency} | (_from_goal(goal) if goal else {})
    form = BenefitForm(request.POST if request.method == "POST" else None, initial=first, actor=actor, procurement=procurement)  # fmt: skip
    made = []

    def add(typed: BenefitForm) -> None:
        said = Said(**typed.cleaned_data)
        made.append(actions.add_benefit(actor=actor, procurement=procurement, said=said, goal=goal, now=timezone.now()))

    if done(request, form, add, _("The benefit is added. Record how it is now, while it can still be measured.")):
        return redirect("benefits:benefit", pk, made[0].pk)
    lead = _("Say what will get better and for whom, and choose who in line management answers for it. Money is one of nine kinds.")  # fmt: skip
    back = Link(_("Benefits"), reverse(HERE, args=[pk]))
    return form_page(request, procurement, form, _("Add a benefit"), back, lead=lead, goals=[] if goal or form.is_bound else goals, goal=goal)  # fmt: skip


def _from_goal(goal: OutcomeGoal) -> dict[str, Any]:
    """What an outcome goal says already."""
    falls = goal.baseline is not None and goal.target is not None and goal.target < goal.baseline
    told = {
        "title": goal.text[:200],
        "counted": Counted.OTHER,
        "unit": goal.unit,
        "target": goal.target,
        "currency": "",
    }
    return told | ({"direction": Direction.LESS if falls else Direction.MORE} if goal.target is not None else {})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """Say anew what it is, and who answers for it."""
    actor, found = one(request, pk, benefit)
    this = found.benefit
    insist(rules.may_change(actor, this))
    first = {name: getattr(this, name) for name in BenefitForm.base_fields}
    form = BenefitForm(
        request.POST if request.method == "POST" else None,
        initial=first,
        actor=actor,
        procurement=this.procurement,
        benefit=this,
    )

    def save(typed: BenefitForm) -> None:
        actions.change_benefit(actor=actor, benefit=this, said=Said(**typed.cleaned_data), now=timezone.now())

    if done(request, form, save, _("The benefit is changed.")):
        return redirect("benefits:benefit", pk, this.pk)
    lead = (
        _("What is counted and what was to be reached stay as they were: it has been measured.")
        if found.measurements
        else ""
    )
    return form_page(request, this.procurement, form, _("Change the benefit"), to(this), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """Let go of a benefit nobody has measured."""
    actor, found = one(request, pk, benefit)
    this = found.benefit
    insist(rules.may_let_go(actor, this))
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act(typed: ReasonForm) -> None:
        actions.let_go(actor=actor, benefit=this, reason=typed.cleaned_data["reason"], now=timezone.now())

    if done(request, form, act, _("The benefit has been let go. It can still be seen, with the reason.")):
        return redirect("benefits:benefit", pk, this.pk)
    lead = _("It is left out of the sums but can still be seen, with the reason.")
    return form_page(
        request, this.procurement, form, _("Let the benefit go"), to(this), lead=lead, button=_("Let it go")
    )

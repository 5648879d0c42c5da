"""The numbers of a benefit: before, expected, measured, corrected."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.benefits import actions, queries, rules
from nybrott.benefits.actions import Measured
from nybrott.benefits.forms import BaselineForm, FormulaForm, GainForm, MeasureForm
from nybrott.benefits.models import Measurement
from nybrott.benefits.queries import Standing, amount, interval
from nybrott.benefits.states import Outcome
from nybrott.benefits.views.framing import done, drawn, form_page, one, to
from nybrott.core.benefits import Spread
from nybrott.core.verdict import insist
from nybrott.ui.formats import day_year

BY_HAND = "hand"


@require_http_methods(["GET", "HEAD", "POST"])
def baseline(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """Write down how it was before, or why nobody knows."""
    actor, found = one(request, pk, benefit)
    this, last = found.benefit, found.baseline
    insist(rules.may_set_baseline(actor, this))
    first = (
        {name: getattr(last, name) for name in ("value", "low", "high", "on", "how", "none_because")} if last else {}
    )
    if last is None and this.goal is not None and this.goal.baseline is not None:
        first = {
            "value": this.goal.baseline,
            "how": this.goal.measure,
        }  # what the need description says; the day is asked for
    form = BaselineForm(request.POST if request.method == "POST" else None, initial=first, again=last is not None)

    def save(typed: BaselineForm) -> None:
        said = typed.cleaned_data
        actions.set_baseline(
            actor=actor, benefit=this, value=typed.spread, on=said["on"] if typed.spread else None, how=said["how"], none_because=said["none_because"],
            why=said.get("why", ""), now=timezone.now(),
        )  # fmt: skip

    if done(request, form, save, _("The baseline is recorded.")):
        return redirect("benefits:benefit", pk, this.pk)
    if rules.is_late(this.procurement):
        lead = _(
            "The competition has been announced. What you write now is marked as entered after it, for everyone to see."
        )
    else:
        lead = _("Measure before the competition is announced. Afterwards no one can know how it was.")
    return form_page(
        request, this.procurement, form, _("How it was before"), to(this), lead=lead, unit=queries.unit_of(this)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def estimate(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """Say what is expected: by a formula with its assumptions, or typed with a source."""
    actor, found = one(request, pk, benefit)
    this, way = found.benefit, request.GET.get("way", "")
    insist(rules.may_estimate(actor, this, measured=bool(found.measurements)))
    ways = queries.formulas_for(this)
    heading = _("What is expected")
    if not way and ways:
        choices = [(key, *queries.FORMULA_WORDS[key]) for key in ways]
        return drawn(request, this.procurement, "benefits/ways.html", to(this), heading, choices=choices, benefit=this, by_hand=BY_HAND)  # fmt: skip
    form = _estimate_form(request, found, way if way in ways else "")
    if way not in ("", BY_HAND, *ways):
        raise Http404

    def save(typed: FormulaForm | GainForm) -> None:
        told: dict[str, Any] = {"actor": actor, "benefit": this, "now": timezone.now()}
        if isinstance(typed, FormulaForm):
            actions.estimate_by_formula(formula=way, assumptions=typed.assumptions, **told)
        elif typed.spread is not None:
            actions.estimate_by_hand(gain=typed.spread, source=typed.cleaned_data["source"], **told)

    if done(request, form, save, _("What is expected is recorded.")):
        return redirect("benefits:benefit", pk, this.pk)
    lead = (
        str(queries.FORMULA_WORDS[way][1])
        if way in ways
        else _("Say how much better it will get, at least and at most, and where that is from.")
    )
    groups = form.groups() if isinstance(form, FormulaForm) else None
    return form_page(request, this.procurement, form, heading, to(this), lead=lead, groups=groups, unit="" if groups else queries.unit_of(this))  # fmt: skip


def _estimate_form(request: HttpRequest, found: Standing, formula: str) -> FormulaForm | GainForm:
    posted = request.POST if request.method == "POST" else None
    if not formula:
        return GainForm(posted)
    return FormulaForm(posted, formula=formula, currency=found.benefit.currency, initial=_typed(found, formula))


def _typed(found: Standing, formula: str) -> dict[str, Any]:
    """What stands already, so that it is changed rather than typed again."""
    if found.estimate is None or found.estimate.formula != formula:
        return {}
    names = ("value", "low", "high", "unit", "source", "vouches")
    return {f"{one.term}-{name}": getattr(one, name) for one in found.estimate.assumptions.all() for name in names}


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, pk: int, benefit: int) -> HttpResponse:
    """Write down what was measured; whoever leaves open what it says sees first what the numbers say."""
    actor, found = one(request, pk, benefit)
    insist(rules.may_measure(actor, found.benefit))

    def save(measured: Measured, _why: str) -> None:
        actions.measure(actor=actor, benefit=found.benefit, measured=measured, now=timezone.now())

    return _measuring(request, found, None, save)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int, benefit: int, measurement: int) -> HttpResponse:
    """Write a measurement anew; the one before is kept."""
    actor, found = one(request, pk, benefit)
    this = get_object_or_404(
        Measurement.objects.visible_to(actor).select_related("benefit__procurement"),
        pk=measurement,
        benefit=found.benefit,
    )
    insist(rules.may_correct(actor, this, replaced=this not in found.measurements))

    def save(measured: Measured, why: str) -> None:
        actions.correct(actor=actor, measurement=this, measured=measured, why=why, now=timezone.now())

    return _measuring(request, found, this, save)


def _measuring(
    request: HttpRequest, found: Standing, again: Measurement | None, save: Callable[[Measured, str], None]
) -> HttpResponse:
    this, posted = found.benefit, request.POST if request.method == "POST" else None
    names = ("value", "low", "high", "on", "how", "outcome", "explains", "unexpected")
    first = {name: getattr(again, name) for name in names} | {"unsure": again.low is None} if again else {}
    form = MeasureForm(posted, initial=first, again=again is not None, has_baseline=found.before is not None)
    says = _proposal(found, form.spread) if form.is_bound and form.is_valid() else ""

    def act(typed: MeasureForm) -> None:
        said = typed.cleaned_data
        if typed.spread is not None:
            save(
                Measured(typed.spread, said["on"], said["how"], said["outcome"], said["explains"], said["unexpected"]),
                said.get("why", ""),
            )

    if form.is_bound and form.is_valid() and not form.cleaned_data["outcome"]:
        pass  # nothing is saved before a person has said what it says
    elif done(request, form, act, _("The measurement is recorded.")):
        return redirect("benefits:benefit", this.procurement_id, this.pk)
    lead = _against(found)
    heading = _("Correct the measurement") if again else _("Enter a measurement")
    return form_page(
        request, this.procurement, form, heading, to(this), lead=lead, unit=queries.unit_of(this), says=says
    )


def _proposal(found: Standing, value: Spread | None) -> str:
    """What the numbers say, in a sentence."""
    compared = found.compared(value) if value else None
    said = str(Outcome(compared.outcome if compared else Outcome.UNKNOWN).label)
    if compared is None:
        return _("The numbers say: %(said)s.") % {"said": said}
    gain = f"{amount(compared.gain.value, found.benefit)} ({interval(compared.gain, found.benefit)})"
    return _("The numbers say: %(said)s. Gain: %(gain)s.") % {"said": said, "gain": gain}


def _against(found: Standing) -> str:
    """What a measurement is held against, in a sentence."""
    if found.before is None or found.baseline is None or found.baseline.on is None:
        return _(
            "There is no baseline, so no one can say whether it got better. What is measured is kept all the same."
        )
    told = {"day": day_year(found.baseline.on), "value": amount(found.before.value, found.benefit)}
    return _("Before, on %(day)s: %(value)s. “No effect” and “worse” are as good answers as “better”.") % told

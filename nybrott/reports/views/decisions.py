"""What is decided after a run, and the version of the programme that comes of it."""

from datetime import datetime
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.merging import difference
from nybrott.core.verdict import Refused, insist
from nybrott.effects.models import Report
from nybrott.programmes.queries.pieces import shown as pieces_shown
from nybrott.programmes.queries.telling import ProgrammeWords
from nybrott.reports import actions, queries, rules
from nybrott.reports.actions import Said
from nybrott.reports.forms.decisions import CarryOutForm, CorrectionForm, DecisionForm
from nybrott.reports.views.following import asked, decided, drawn, seen
from nybrott.ui.formats import language

_Form = TypeVar("_Form", bound=DecisionForm)
WORDS = ("course", "reasons", "decided_by", "decided_on")


@require_safe
def decision(request: HttpRequest, run: int) -> HttpResponse:
    """What was decided, why, by whom, on the basis of which report; what was learnt, and what came of it."""
    actor, plan = seen(request, run)
    one, report = queries.decision_of(actor, plan), queries.newest_of(actor, plan)
    lessons = queries.lessons_of(one, language()) if one else []
    shown: dict[str, Any] = {
        "decision": one, "report": report, "lessons": lessons, "step": queries.next_step(actor, plan, one, report, lessons),
        "may_decide": rules.may_decide(actor, plan, report, one),
    }  # fmt: skip
    if one is not None:
        shown |= {
            "may_correct": rules.may_correct(actor, one), "may_write": rules.may_write_lesson(actor, one),
            "may_open": rules.may_open_programme(actor, one), "may_carry_out": rules.may_carry_out(actor, one, [row.lesson for row in lessons]),
        }  # fmt: skip
    return drawn(request, plan, "reports/decision.html", "reports:decision", _("Decision"), **shown)


def _said(form: DecisionForm) -> Said:
    return Said(**{name: form.cleaned_data[name] for name in WORDS})


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, run: int) -> HttpResponse:
    """Write in what is decided."""
    actor, plan = seen(request, run)
    report, now = queries.newest_of(actor, plan), timezone.now()
    insist(rules.may_decide(actor, plan, report, queries.decision_of(actor, plan)))
    if report is None:
        raise Refused(_("There is no report yet. A decision must be based on one."))
    form = _form(request, DecisionForm, report, now, {"decided_on": timezone.localdate(now), "decided_by": actor.name})
    if request.method == "POST" and form.is_valid():
        actions.decide(actor=actor, plan=plan, said=_said(form), now=now)
        messages.success(request, _("The decision is recorded. Those who took part are told."))
        return redirect("reports:decision", run=run)
    lead = _("On the basis of report %(n)s.") % {"n": report.number}
    return asked(request, plan, form, _("What is decided"), lead=lead, word=_("Record the decision"))


def _form(request: HttpRequest, kind: type[_Form], report: Report, now: datetime, initial: dict[str, object]) -> _Form:
    first = timezone.localdate(report.made_at)
    return kind(request.POST or None, first=first, today=timezone.localdate(now), initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, run: int) -> HttpResponse:
    """Correct what was decided, with why."""
    actor, one = decided(request, run)
    insist(rules.may_correct(actor, one))
    now = timezone.now()
    form = _form(request, CorrectionForm, one.report, now, {name: getattr(one, name) for name in WORDS})
    if request.method == "POST" and form.is_valid():
        actions.correct_decision(actor=actor, decision=one, said=_said(form), why=form.cleaned_data["why"], now=now)
        messages.success(request, _("The decision is corrected."))
        return redirect("reports:decision", run=run)
    return asked(request, one.plan, form, _("Correct the decision"))


@require_POST
def open_programme(request: HttpRequest, run: int) -> HttpResponse:
    """Make the programme of the run the organisation's own to change."""
    actor, one = decided(request, run)
    made = actions.open_programme(actor=actor, decision=one, now=timezone.now())
    messages.success(request, _("The programme is yours to adapt now. What was learnt is shown beside each part."))
    return redirect("programmes:programme", made.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, run: int) -> HttpResponse:
    """Release the version that comes of a decision."""
    actor, one = decided(request, run)
    rows = queries.lessons_of(one, language())
    insist(rules.may_carry_out(actor, one, [row.lesson for row in rows]))
    form, fault = CarryOutForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.carry_out(actor=actor, decision=one, note=form.cleaned_data["note"], now=timezone.now())
        except Refused as refused:
            fault = refused.reason
        else:
            messages.success(
                request,
                _("Version %(version)s is released and signed, with what was learnt.") % {"version": made.version},
            )
            return redirect("programmes:package", made.pk)
    before, now = one.plan.run.package.content, one.programme.content if one.programme else {}
    words = ProgrammeWords(language(), now, before)
    pieces = pieces_shown(difference(before, now), words.label, words.value)
    return asked(
        request, one.plan, form, _("Release the version"), template="reports/release.html", fault=fault, pieces=pieces, decision=one, lessons=rows,
        word=_("Release and sign"), lead=str(one.programme),
    )  # fmt: skip

"""Questions an evaluation shall answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.effects import actions, rules
from nybrott.effects.forms import QuestionForm
from nybrott.effects.models import Question
from nybrott.effects.views.framing import WITH, asked, written
from nybrott.ui.asking import who


def _question(request: HttpRequest, pk: int) -> tuple[Actor, Question]:
    actor = who(request)
    found = Question.objects.visible_to(actor).select_related(*(f"plan__{name}" for name in WITH))
    return actor, get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, run: int) -> HttpResponse:
    """Ask one more."""
    actor, plan = written(request, run)
    insist(rules.may_add_question(actor, plan))
    first = (
        _("Has the run led to this: %(goal)s") % {"goal": plan.run.goal}
        if plan.run.goal and not plan.questions.exists()
        else ""
    )
    form = QuestionForm(request.POST or None, initial={"text": first[:500]})
    if request.method == "POST" and form.is_valid():
        actions.add_question(actor=actor, plan=plan, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("The question is in the plan."))
        return redirect("effects:plan", run=plan.run_id)
    return asked(request, plan, form, _("A question"))


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Word one anew."""
    actor, one = _question(request, pk)
    insist(rules.may_write_plan(actor, one.plan))
    form = QuestionForm(request.POST or None, initial={"text": one.text})
    if request.method == "POST" and form.is_valid():
        actions.change_question(actor=actor, question=one, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("effects:plan", run=one.plan.run_id)
    return asked(request, one.plan, form, _("Change the question"))


@require_POST
def question_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    actor, one = _question(request, pk)
    actions.move_question(actor=actor, question=one, up=request.POST.get("to") == "up", now=timezone.now())
    return redirect("effects:plan", run=one.plan.run_id)


@require_POST
def question_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one out."""
    actor, one = _question(request, pk)
    actions.remove_question(actor=actor, question=one, now=timezone.now())
    messages.success(request, _("The question is removed. The journal records what it was."))
    return redirect("effects:plan", run=one.plan.run_id)

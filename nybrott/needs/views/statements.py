"""The problem: worded with help, remarks answered, one chosen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.challenges.queries import crumbs, parts
from nybrott.core.verdict import insist
from nybrott.desk.queries import initial_of, writing
from nybrott.needs import actions, queries, rules
from nybrott.needs.forms import RemarkAnswerForm, StatementForm
from nybrott.needs.models import ProblemStatement
from nybrott.needs.queries.statements import Said, Worded, remarks_on, worded
from nybrott.needs.views.framing import seen
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.highlight import Mark


def marks_of(said: tuple[Said, ...], part: str) -> list[Mark]:
    """The words remarked on in one part, as marks."""
    return [Mark(one.remark.start, one.remark.end, one.name) for one in said if one.part == part]


def _shown(one: Worded) -> dict[str, object]:
    return {
        "one": one.statement, "remarks": one.remarks, "open": one.open, "ready": one.ready,
        "problem_marks": marks_of(one.remarks, "problem"), "question_marks": marks_of(one.remarks, "question"),
    }  # fmt: skip


@require_safe
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """The problem as it is worded so far."""
    actor, one = seen(request, pk)
    shown = {
        "challenge": one, "statements": [_shown(each) for each in queries.statements(one, get_language() or "nb")],
        "may_word": rules.may_word_problem(actor, one), "tabs": parts(one, "needs:problem"), "breadcrumbs": crumbs(one, _("Problem")),
    }  # fmt: skip
    return render(request, "needs/problem.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def word_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a problem statement, with remarks while one writes."""
    actor, one = seen(request, pk)
    insist(rules.may_word_problem(actor, one))
    form = StatementForm(
        request.POST or None, challenge=one, initial={"language": get_language() or "nb", "problem": one.story[:2_000]}
    )
    label = _("The problem of “%(title)s”") % {"title": one.title}
    state = writing(actor, f"needs.problem:{one.pk}", label=label, url=request.path, now=timezone.now())
    form.initial = {**form.initial, **initial_of(form, state.draft)}
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        made = actions.word_problem(actor=actor, challenge=one, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("The problem is worded. Look at the remarks."))
        return redirect("needs:statement", pk=made.pk)
    shown = {
        "challenge": one, "form": form, "writing": state, "breadcrumbs": crumbs(one, _("Word the problem")),
    } | _checked(request)  # fmt: skip
    failed = form.is_bound and not form.is_valid()
    return render(request, "needs/problem_word.html", shown, status=422 if failed else 200)


def _checked(request: HttpRequest) -> dict[str, object]:
    """The remarks on what was typed, for who pressed the button that checks."""
    if "check" not in request.POST:
        return {}
    typed = (request.POST.get("problem", "")[:2_000], request.POST.get("question", "")[:500])
    remarks, ready = remarks_on(*typed, {}, get_language() or "nb")
    return {"checked": True, "remarks": remarks, "ready": ready}


def _statement(request: HttpRequest, pk: int) -> ProblemStatement:
    found = ProblemStatement.objects.visible_to(who(request)).select_related("challenge__organisation", "written_by")
    return get_object_or_404(found.prefetch_related("answers"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """One statement with its remarks; a remark is answered here."""
    one = _statement(request, pk)
    actor = who(request)
    allowed = rules.may_word_problem(actor, one.challenge)
    form = RemarkAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_remark(actor=actor, statement=one, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("Your reason has been recorded."))
        return redirect("needs:statement", pk=one.pk)
    back = Link(_("Problem"), reverse("needs:problem", args=[one.challenge_id]))
    shown = _shown(worded(one, get_language() or "nb")) | {
        "challenge": one.challenge, "may_word": allowed, "failed": form if form.is_bound else None,
        "breadcrumbs": crumbs(one.challenge, back, _("One wording")),
    }  # fmt: skip
    return render(request, "needs/statement.html", shown, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reword_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a statement anew."""
    one = _statement(request, pk)
    actor = who(request)
    insist(rules.may_word_problem(actor, one.challenge))
    first = {"problem": one.problem, "question": one.question, "language": one.language, "needs": one.needs.all()}
    form = StatementForm(request.POST or None, challenge=one.challenge, initial=first)
    state = writing(
        actor, f"needs.statement:{one.pk}", label=one.question, url=request.path, now=timezone.now(), shared=True
    )  # fmt: skip
    form.initial = {**form.initial, **initial_of(form, state.draft)}
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        actions.reword_problem(actor=actor, statement=one, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("needs:statement", pk=one.pk)
    shown = {
        "challenge": one.challenge,
        "form": form,
        "writing": state,
        "breadcrumbs": crumbs(one.challenge, _("Word the problem")),
    } | _checked(request)
    failed = form.is_bound and not form.is_valid()
    return render(request, "needs/problem_word.html", shown, status=422 if failed else 200)


@require_POST
def choose_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Let this be the problem."""
    one = _statement(request, pk)
    actions.choose_problem(actor=who(request), statement=one, now=timezone.now())
    messages.success(request, _("This is the problem you work on now."))
    return redirect("needs:problem", pk=one.challenge_id)

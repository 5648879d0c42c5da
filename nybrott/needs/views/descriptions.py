"""The need description: written, read, commented, compared, approved, taken along."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.challenges import rules as challenges_rules
from nybrott.challenges.queries import crumbs, parts
from nybrott.core.verdict import insist
from nybrott.desk.models import Draft
from nybrott.desk.queries import differences, initial_of, writing
from nybrott.needs import actions, feeds, rules
from nybrott.needs.actions.descriptions import Goal, Written
from nybrott.needs.forms.descriptions import (
    CommentForm,
    DescriptionForm,
    GoalForm,
    GoalForms,
    PointForm,
    PointForms,
    checklist_of,
    decimal,
    typed_rows,
)
from nybrott.needs.models import Comment, NeedDescription
from nybrott.needs.queries.descriptions import Whole, compared, goal_in_words, whole
from nybrott.needs.views.framing import seen
from nybrott.ui.asking import who
from nybrott.ui.documents import KINDS
from nybrott.ui.frame import Link


def _one(request: HttpRequest, pk: int) -> NeedDescription:
    found = NeedDescription.objects.visible_to(who(request))
    return get_object_or_404(
        found.select_related("challenge__organisation", "challenge__owner", "statement", "written_by", "approved_by"),
        pk=pk,
    )


@require_safe
def description(request: HttpRequest, pk: int) -> HttpResponse:
    """A challenge's description: the version in the making, else the one that holds, else how to begin."""
    actor, one = seen(request, pk)
    versions = list(one.descriptions.select_related("written_by", "approved_by"))
    if versions:
        making = next((each for each in versions if each.state in ("draft", "review")), None)
        return redirect("needs:version", pk=(making or versions[0]).pk)
    shown = {
        "challenge": one, "may_begin": rules.may_begin_description(actor, one), "tabs": parts(one, "needs:description"),
        "breadcrumbs": crumbs(one, _("Need description")),
    }  # fmt: skip
    return render(request, "needs/description_none.html", shown)


@require_POST
def begin_description(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a version."""
    actor, one = seen(request, pk)
    made = actions.begin_description(actor=actor, challenge=one, language=get_language() or "nb", now=timezone.now())
    messages.success(request, _("Put together from what you have so far. Carry on writing."))
    return redirect("needs:write_description", pk=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as it reads, with what may be done with it; a comment is sent here."""
    one = _one(request, pk)
    actor = who(request)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.comment_on(actor=actor, description=one, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("Your comment is there."))
        return redirect("needs:version", pk=one.pk)
    challenge = one.challenge
    shown = {
        "challenge": challenge, "one": one, "whole": whole(one), "state": one.get_state_display(), "form": form,
        "goals": [(goal_in_words(goal), goal.can_be_measured) for goal in one.goals.all()],
        "comments": one.comments.select_related("written_by"), "versions": challenge.descriptions.all(),
        "may": {
            "write": rules.may_write(actor, one), "comment": rules.may_comment(actor, one), "review": rules.may_send_to_review(actor, one),
            "back": rules.may_send_back(actor, one), "approve": rules.may_approve(actor, one), "begin": rules.may_begin_description(actor, challenge),
            "work": challenges_rules.may_work_on(actor, challenge),
        },
        "tabs": parts(challenge, "needs:description"), "breadcrumbs": crumbs(challenge, _("Need description")),
    }  # fmt: skip
    return render(request, "needs/description.html", shown, status=422 if form.is_bound else 200)


def _goals(one: NeedDescription) -> list[dict[str, Any]]:
    return [
        {
            "text": goal.text, "measure": goal.measure, "unit": goal.unit, "baseline": decimal(goal.baseline), "target": decimal(goal.target),
        }
        for goal in one.goals.all()
    ]  # fmt: skip


def _points(said: Whole) -> list[dict[str, str]]:
    words = {None: "", True: "yes", False: "no"}
    return [{"point": one.point, "met": words[one.met], "note": one.note} for one, _text in said.checklist]


def _as_it_is(one: NeedDescription, said: Whole) -> dict[str, Any]:
    """What the form begins with: the draft as it was last saved."""
    names = ("title", "purpose", "background", "unknown", "tried", "other_ways", "language")
    return {name: getattr(one, name) for name in names} | {
        "criteria": "\n".join(said.criteria), "statement": one.statement, "needs": one.needs.all(), "seen": one.changed_at.isoformat(),
    }  # fmt: skip


def _forms(request: HttpRequest, one: NeedDescription, said: Whole, draft: Draft | None) -> tuple[Any, Any, Any]:
    """The form, its goals and its points: as sent, else as somebody left them, else as they were saved."""
    sent = request.POST or None
    form = DescriptionForm(sent, initial=_as_it_is(one, said), description=one)
    goals, points = _goals(one), _points(said)
    if draft is not None:
        form.initial = {**form.initial, **initial_of(form, draft)}
        goals = typed_rows(draft.fields, "goals", tuple(GoalForm.base_fields)) or goals
        points = typed_rows(draft.fields, "points", tuple(PointForm.base_fields)) or points
    return form, GoalForms(sent, initial=goals, prefix="goals"), PointForms(sent, initial=points, prefix="points")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_description(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on a draft. Who hands in after somebody else has sees both versions."""
    one, actor, now = _one(request, pk), who(request), timezone.now()
    insist(rules.may_write(actor, one))
    said = whole(one)
    state = writing(actor, f"needs.description:{pk}", label=str(one), url=request.path, now=now, shared=True)
    form, goals, points = _forms(request, one, said, None if request.method == "POST" else state.draft)
    shown: dict[str, Any] = {"writing": state}
    if request.method == "POST" and all([form.is_valid(), goals.is_valid(), points.is_valid()]):
        seen, written = form.cleaned_data.pop("seen"), _written(form, goals, points)
        try:
            actions.write_description(actor=actor, description=one, written=written, seen=seen, now=now)
        except actions.OvertakenDescription as overtaken:
            theirs = _as_it_is(overtaken.now, whole(overtaken.now))
            shown |= {"both": differences(form, theirs), "theirs_url": reverse("needs:version", args=[pk])}
            form.data = form.data.copy()
            form.data["seen"] = theirs["seen"]
        else:
            messages.success(request, _("Saved."))
            return redirect("needs:version", pk=one.pk)
    texts = [text for _point, text in said.checklist]
    shown |= {
        "challenge": one.challenge, "one": one, "form": form, "goals": goals, "points": points,
        "checklist": list(zip(points.forms, texts, strict=False)), "breadcrumbs": crumbs(one.challenge, _("Write the need description")),
    }  # fmt: skip
    status = 409 if "both" in shown else 422 if form.is_bound else 200
    return render(request, "needs/description_write.html", shown, status=status)


def _written(form: DescriptionForm, goals: Any, points: Any) -> Written:
    said = dict(form.cleaned_data)
    needs, statement, criteria = said.pop("needs", ()), said.pop("statement"), said.pop("criteria")
    rows = [row.cleaned_data for row in goals.forms if row.cleaned_data.get("text")]
    return Written(
        said, tuple(Goal(**row) for row in rows), criteria, list(needs), statement, dict(checklist_of(points.forms))
    )


@require_POST
def step_description(request: HttpRequest, pk: int) -> HttpResponse:
    """Send to review, send back, or approve."""
    one = _one(request, pk)
    insist(challenges_rules.may_work_on(who(request), one.challenge))
    steps = {
        "review": (actions.send_to_review, _("It is under review.")),
        "back": (actions.send_back, _("It is a draft again.")),
        "approve": (actions.approve_description, _("The need description is approved.")),
    }
    if request.POST.get("step") not in steps:
        raise BadRequest("no such step")
    action, done = steps[request.POST["step"]]
    action(actor=who(request), description=one, now=timezone.now())
    messages.success(request, done)
    return redirect("needs:version", pk=one.pk)


@require_POST
def settle_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a comment has been taken care of."""
    found = Comment.objects.visible_to(who(request)).select_related("description__challenge")
    comment = get_object_or_404(found, pk=pk)
    actions.settle_comment(actor=who(request), comment=comment, now=timezone.now())
    return redirect("needs:version", pk=comment.description_id)


@require_safe
def compare_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """A version beside the one before it."""
    one = _one(request, pk)
    before = one.challenge.descriptions.filter(version__lt=one.version).select_related("statement").first()
    if before is None:
        raise Http404(_("There is no version before this one."))
    back = Link(_("Need description"), reverse("needs:version", args=[one.pk]))
    shown = {
        "challenge": one.challenge, "one": one, "before": before, "parts": compared(whole(before), whole(one)),
        "breadcrumbs": crumbs(one.challenge, back, _("What has changed")),
    }  # fmt: skip
    return render(request, "needs/description_compare.html", shown)


@require_safe
def take_along(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A version as a document: pdf, docx or md."""
    if kind not in KINDS:
        raise Http404
    made = feeds.description_file(whole(_one(request, pk)), kind)
    response = HttpResponse(made.content, content_type=made.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response

"""What the owner does: prepare, change, open, close, answer what is unclear, go through the points, tell those who answered."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nybrott.cases.models import Case
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.models import Dialogue
from nybrott.effects.models import Plan
from nybrott.needs.models import ProblemStatement
from nybrott.peerreviews import actions, queries, rules
from nybrott.peerreviews.forms import ClearForm, DecideForm, FinishForm, NothingForm, PrepareForm
from nybrott.peerreviews.models import Clarification, PeerReview, Point, question_of
from nybrott.peerreviews.rules import Thing
from nybrott.peerreviews.views.reading import seen
from nybrott.ui.asking import who
from nybrott.ui.formats import language


def _thing(actor: Actor, kind: str, pk: int) -> Thing:
    """What is to be challenged, of one's own organisation; 404 when one may not see it."""
    mine = actor.organisation_id or 0
    if kind == "statement":
        return get_object_or_404(ProblemStatement.objects.visible_to(actor).select_related("challenge"), pk=pk, challenge__organisation=mine)  # fmt: skip
    if kind == "dialogue":
        return get_object_or_404(Dialogue.objects.visible_to(actor), pk=pk, organisation=mine)
    if kind == "evaluation":
        return get_object_or_404(Plan.objects.visible_to(actor).select_related("run"), pk=pk, run__organisation=mine)
    if kind == "case":
        return get_object_or_404(Case.objects.visible_to(actor).select_related("newest"), pk=pk, organisation=mine)
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Prepare a peer challenge."""
    actor = who(request)
    thing = _thing(actor, kind, pk)
    insist(rules.may_invite(actor, thing))
    sections = queries.sections_of(thing)
    first = {"title": queries.title_of(thing), "sections": [one.key for one in sections]}
    form = PrepareForm(request.POST or None, actor=actor, sections=sections, today=timezone.localdate(), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_review(actor=actor, thing=thing, said=form.said(), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Prepared. This is what they would see."))
            return redirect("peerreviews:review", pk=made.pk)
    return _prepare(request, form, sections, queries.crumbs(_("Let others challenge it")))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it while nobody else sees it."""
    actor, one = seen(request, pk)
    insist(rules.may_step(actor, one, "prepare"))
    thing = queries.thing_of(one)
    sections = queries.sections_of(thing) if thing is not None else []
    form = PrepareForm(request.POST or None, actor=actor, sections=sections, today=timezone.localdate(), initial=PrepareForm.first(one))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_review(actor=actor, review=one, said=form.said(), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Changed. This is what they would see."))
            return redirect("peerreviews:review", pk=pk)
    return _prepare(request, form, sections, queries.crumbs(queries.link_of(one), _("Change it")))


def _prepare(request: HttpRequest, form: forms.Form, sections: Any, crumbs: Any) -> HttpResponse:
    shown = {"form": form, "sections": sections, "breadcrumbs": crumbs}
    return render(request, "peerreviews/prepare.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question for clarity."""
    actor = who(request)
    found = Clarification.objects.visible_to(actor).select_related("review__challenge", "review__case", "review__organisation", "organisation")  # fmt: skip
    question = get_object_or_404(found, pk=pk)
    insist(rules.may_clear(actor, question))
    form = ClearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_clarity(actor=actor, question=question, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("Everyone who is invited can read the answer."))
        return redirect("peerreviews:review", pk=question.review_id)
    heading = _("Answer what is unclear")
    return _asked(request, question.review, form, heading=heading, lead=question.text, button=_("Answer"))


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of a point."""
    actor = who(request)
    found = Point.objects.visible_to(actor).select_related("answer__review__challenge", "answer__review__case", "answer__review__dialogue", "answer__review__plan", "answer__review__organisation", "answer__organisation", "answer__user")  # fmt: skip
    point = get_object_or_404(found, pk=pk)
    review = point.answer.review
    insist(rules.may_decide(actor, review))
    first = {name: getattr(point, name) for name in ("outcome", "said", "before", "after", "led_to")}
    form = DecideForm(request.POST or None, initial=first, versions=queries.versions_of(review))
    if request.method == "POST" and form.is_valid():
        actions.decide_point(actor=actor, point=point, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Those who answered hear about it when you tell them."))
        return redirect(f"{queries.link_of(review).url}#points")
    asks = question_of(review, point.question).get("asks", {})
    return _asked(
        request, review, form, heading=_("What became of it"), lead=asks.get(language(), ""), button=_("Save"), quote=point.text, by=point.answer.by
    )  # fmt: skip


# step → heading, sentence below it, button, what is said after
WORDS = {
    "open": (gettext_lazy("Invite others to challenge it"), gettext_lazy("What they see stays as it is from now on, and they get a letter and a task."), gettext_lazy("Invite them"), gettext_lazy("They are invited.")),
    "close": (gettext_lazy("Stop taking answers"), gettext_lazy("Then everyone who is invited sees all answers, and you go through the points."), gettext_lazy("Stop now"), gettext_lazy("No more answers are taken.")),
    "finish": (gettext_lazy("Tell those who answered"), gettext_lazy("Each gets a letter saying what became of their points. After this nothing can be changed."), gettext_lazy("Tell them"), gettext_lazy("They are told.")),
    "withdraw": (gettext_lazy("Take it back"), gettext_lazy("No one else can see it any more. It cannot be undone."), gettext_lazy("Take it back"), gettext_lazy("It has been withdrawn.")),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Open, close, finish or take back."""
    actor, one = seen(request, pk)
    if step not in WORDS:
        raise Http404
    now = timezone.now()
    may = {"open": rules.may_open(actor, one, timezone.localdate(now)), "finish": rules.may_finish(actor, one)}
    insist(may[step] if step in may else rules.may_step(actor, one, step))
    heading, lead, button, after = WORDS[step]
    data = request.POST if request.method == "POST" else None
    form: forms.Form = FinishForm(data) if step == "finish" else NothingForm(data)
    if request.method == "POST" and form.is_valid():
        does: dict[str, Any] = {"open": actions.open_review, "close": actions.close_review, "finish": actions.finish_review, "withdraw": actions.withdraw_review}  # fmt: skip
        try:
            does[step](actor=actor, review=one, now=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, str(after))
            return redirect("peerreviews:review", pk=pk)
    return _asked(request, one, form, heading=str(heading), lead=str(lead), button=str(button))


def _asked(request: HttpRequest, review: PeerReview, form: forms.Form, **said: Any) -> HttpResponse:
    shown = {"form": form, "review": review, "breadcrumbs": queries.crumbs(queries.link_of(review), said["heading"])}
    return render(request, "peerreviews/form.html", shown | said, status=422 if form.is_bound else 200)

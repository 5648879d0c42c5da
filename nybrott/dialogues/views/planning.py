"""When things happen in a dialogue, what it asks the market, and who does what in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.sayings import sayings
from nybrott.core.verdict import insist
from nybrott.dialogues import actions, queries, rules
from nybrott.dialogues.actions import Dates
from nybrott.dialogues.forms import DatesForm, DeclareForm, MeasureForm, PartForm, QuestionForm
from nybrott.dialogues.models import Dialogue, MarketQuestion, Post
from nybrott.dialogues.states import DialogueState
from nybrott.dialogues.views.framing import carried, drawn, seen
from nybrott.ui.asking import who
from nybrott.ui.formats import day_year, language
from nybrott.ui.frame import Link

PLAN, PEOPLE = "dialogues:plan", "dialogues:people"


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The days of the dialogue with what is said of them, and what it asks."""
    actor, found = seen(request, pk)
    table, code = queries.timetable(found, timezone.now()), language()
    words = sayings("dates")
    days = [
        {"label": words.say("steps", step.kind, code), "at": step.at, "whole": step.kind == "competition"}
        for step in table.steps
        if step.kind != "announced" or found.announced_at
    ]
    shown: dict[str, Any] = {
        "days": days, "remarks": [(one.level, one.said(code, day_year(one.day))) for one in table.remarks], "asks_why": table.asks_why,
        "questions": list(found.questions.all()), "may_plan": rules.may_plan(actor, found), "may_write": rules.may_write(actor, found),
    }  # fmt: skip
    return drawn(request, found, "dialogues/plan.html", PLAN, _("Plan and questions"), **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the dates; once suppliers know them, say what has moved."""
    actor, found = seen(request, pk)
    insist(rules.may_plan(actor, found))
    tells = found.state != DialogueState.DRAFT
    form = DatesForm(
        request.POST or None, tells=tells, initial={name: getattr(found, name) for name in Dates.__slots__}
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        told = said.pop("told") if tells else ""
        actions.plan_dialogue(actor=actor, dialogue=found, dates=Dates(**said), told=told, now=timezone.now())
        messages.success(request, _("Saved, and everyone who takes part is told.") if tells else _("Saved."))
        return redirect(PLAN, pk=found.pk)
    return _asked(request, found, form, PLAN, _("Dates"))


@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the market something."""
    actor, found = seen(request, pk)
    insist(rules.may_write(actor, found))
    return _worded(request, actor, found, None)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a question anew, or take it out."""
    actor, one = _question(request, pk)
    insist(rules.may_write(actor, one.dialogue))
    if request.POST.get("step") == "remove":
        actions.ask_no_more(actor=actor, question=one, now=timezone.now())
        return redirect(PLAN, pk=one.dialogue_id)
    return _worded(request, actor, one.dialogue, one)


@require_POST
def question_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a question change places with its neighbour."""
    actor, one = _question(request, pk)
    actions.move_question(actor=actor, question=one, up=request.POST.get("to") == "up", now=timezone.now())
    return redirect(PLAN, pk=one.dialogue_id)


def _question(request: HttpRequest, pk: int) -> tuple[Actor, MarketQuestion]:
    actor = who(request)
    return actor, get_object_or_404(
        MarketQuestion.objects.visible_to(actor).select_related("dialogue__organisation"), pk=pk
    )


def _worded(request: HttpRequest, actor: Actor, dialogue: Dialogue, one: MarketQuestion | None) -> HttpResponse:
    first = {"text": one.text, "text_en": one.text_en} if one else {}
    form = QuestionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.ask_market(actor=actor, dialogue=dialogue, question=one, **form.cleaned_data, now=timezone.now())
        return redirect(PLAN, pk=dialogue.pk)
    heading = _("A question to the market") if one else _("Ask the market")
    return _asked(request, dialogue, form, PLAN, heading, remove=bool(one))


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who does what, and what they declared."""
    actor, found = seen(request, pk)
    may = rules.may_carry_out(actor, found)
    form = PartForm(request.POST or None, dialogue=found)
    if request.method == "POST":
        insist(may)
        if form.is_valid():
            actions.give_part(actor=actor, dialogue=found, **form.cleaned_data, now=timezone.now())
            return redirect(PEOPLE, pk=found.pk)
    posts = list(found.posts.select_related("user").order_by("user__sort_name", "kind"))
    shown: dict[str, Any] = {
        "posts": posts, "form": form if may else None, "may": may, "reads": bool(may or any(one.user_id == actor.user_id for one in posts)),
        "mine": next((one for one in posts if one.user_id == actor.user_id), None), "me": actor.user_id,
    }  # fmt: skip
    return drawn(
        request, found, "dialogues/people.html", PEOPLE, _("People"), status=422 if form.is_bound else 200, **shown
    )


def _post(request: HttpRequest, pk: int) -> tuple[Actor, Post]:
    actor = who(request)
    return actor, get_object_or_404(
        Post.objects.visible_to(actor).select_related("dialogue__organisation", "user"), pk=pk
    )


@require_POST
def part_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a part away again."""
    actor, post = _post(request, pk)
    actions.take_part_away(actor=actor, post=post, now=timezone.now())
    return redirect(PEOPLE, pk=post.dialogue_id)


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether one may have a conflict of interest."""
    actor, post = _post(request, pk)
    insist(rules.may_declare(actor, post))
    first = {
        "conflict": "yes" if post.conflict else "no" if post.conflict is not None else "",
        "text": post.conflict_text,
    }
    form = DeclareForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.declare(actor=actor, post=post, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("Thank you. It is recorded in the history of the dialogue."))
        return redirect(PEOPLE, pk=post.dialogue_id)
    lead = _(
        "A job, shares, family or friends with a supplier who may take part. You can change it when you learn who does."
    )
    return _asked(request, post.dialogue, form, PEOPLE, _("Conflict of interest"), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
def meet_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what is done about somebody's conflict of interest."""
    actor, post = _post(request, pk)
    _actor, found = carried(request, post.dialogue_id)
    insist(rules.may_meet_conflict(actor, post))
    form = MeasureForm(request.POST or None, initial={"measure": post.measure})
    if request.method == "POST" and form.is_valid():
        actions.meet_conflict(actor=actor, post=post, measure=form.cleaned_data["measure"], now=timezone.now())
        return redirect(PEOPLE, pk=found.pk)
    return _asked(request, found, form, PEOPLE, _("What is done about a conflict of interest"), lead=post.conflict_text)


def _asked(request: HttpRequest, dialogue: Dialogue, form: Any, tab: str, heading: str, **more: object) -> HttpResponse:
    """A page with one form on it, below a tab of the dialogue."""
    label = _("Plan and questions") if tab == PLAN else _("People")
    back = Link(label, reverse(tab, args=[dialogue.pk]))
    shown = {"form": form, "heading": heading, "lead": dialogue.title, "back": back.url} | more
    return drawn(
        request, dialogue, "dialogues/form.html", tab, back, heading, status=422 if form.is_bound else 200, **shown
    )

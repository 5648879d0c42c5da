"""The gathering under way: what is told now, how long is left, what was decided, and the minutes afterwards."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.gatherings import actions, feeds, queries, rules
from nybrott.gatherings.forms import DecisionForm, OutcomeForm
from nybrott.gatherings.models import Decision, Gathering
from nybrott.gatherings.views.framing import seen, story_of, tabs_of, way
from nybrott.gatherings.views.planning import back
from nybrott.ui.asking import who
from nybrott.ui.documents import KINDS


def _live_page(request: HttpRequest, one: Gathering, form: DecisionForm | None, *, status: int) -> HttpResponse:
    actor, now = who(request), timezone.now()
    may_decide = rules.may_decide(actor, one)
    mine = one.attendances.select_related("part__user", "gathering__run").filter(part__user=actor.user_id or 0).first()
    first = {"due_on": timezone.localdate(now) + timedelta(days=30)}
    shown = {
        "one": one, "at": queries.now_of(actor, one, now), "agenda": queries.agenda(actor, one), "mark": queries.mark_of(one),
        "form": form or (DecisionForm(people=queries.doers(actor, one), initial=first) if may_decide else None),
        "decided": queries.decided_in(actor, one), "earlier": queries.followed_up(actor, one), "leads": rules.may_lead(actor, one),
        "may_begin": rules.may_step(actor, one, "begin"), "may_end": rules.may_step(actor, one, "end"),
        "may_go_on": rules.may_step(actor, one, "go_on"), "asked": queries.asked_to(actor, one), "mine": mine,
        "may_check_in": mine and rules.may_check_in(actor, mine, now),
        "tabs": tabs_of(one, "live"), "breadcrumbs": way(one, _("Under way")),
    }  # fmt: skip
    return render(request, "gatherings/live.html", shown, status=status)


@never_cache
@require_safe
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """What is told now and how many minutes are left. A reload shows it as it is; with JavaScript it looks by itself."""
    _actor, one = seen(request, pk)
    return _live_page(request, one, None, status=200)


@never_cache
@require_safe
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether there is something new to see."""
    _actor, one = seen(request, pk)
    return JsonResponse({"mark": queries.mark_of(one)})


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin."""
    actor, one = seen(request, pk)
    actions.begin(actor=actor, gathering=one, now=timezone.now())
    return redirect("gatherings:live", pk=one.pk)


@require_POST
def go_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to a story."""
    actor, story = story_of(request, pk)
    actions.go_to_story(actor=actor, story=story, now=timezone.now())
    return redirect("gatherings:live", pk=story.gathering_id)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End it."""
    actor, one = seen(request, pk)
    actions.end(actor=actor, gathering=one, now=timezone.now())
    messages.success(request, _("The gathering is over. Tick who was there, and download the minutes."))
    return redirect("gatherings:people", pk=one.pk)


@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """It was ended too early."""
    actor, one = seen(request, pk)
    actions.go_on(actor=actor, gathering=one, now=timezone.now())
    return redirect("gatherings:live", pk=one.pk)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a decision."""
    actor, one = seen(request, pk)
    insist(rules.may_decide(actor, one))
    form = DecisionForm(request.POST, people=queries.doers(actor, one))
    if not form.is_valid():
        return _live_page(request, one, form, status=422)
    url = back(one)["Location"]
    actions.decide(actor=actor, gathering=one, url=url, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The decision is recorded, and becomes a task for the person who is to do it."))
    return redirect("gatherings:live", pk=one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of a decision."""
    actor = who(request)
    found = Decision.objects.visible_to(actor).select_related("gathering__run__organisation", "who")
    decision = get_object_or_404(found, pk=pk)
    insist(rules.may_tell_outcome(actor, decision))
    first = {"outcome": decision.outcome, "done": "no" if decision.done is False else "yes"}
    form = OutcomeForm(request.POST or None, initial=first)
    told_in = queries.gathering_now(actor, request.GET.get("in", ""), decision)
    if request.method == "POST" and form.is_valid():
        actions.tell_outcome(actor=actor, decision=decision, told_in=told_in, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return back(told_in or decision.gathering, "#earlier" if told_in else "#decided")
    shown = {
        "form": form, "heading": _("What became of it?"), "lead": decision.what,
        "breadcrumbs": way(told_in or decision.gathering, _("What became of it?")),
    }  # fmt: skip
    return render(request, "gatherings/form.html", shown, status=422 if form.is_bound else 200)


@require_safe
def minutes(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The minutes as a document."""
    actor, one = seen(request, pk)
    if kind not in KINDS:
        raise Http404
    made = feeds.minutes_file(actor, one, kind, get_language() or "nb")
    reply = HttpResponse(made.content, content_type=made.content_type)
    reply["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return reply

"""Signing up, one's own part, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.desk.queries import initial_of, writing
from nybrott.recruiting import actions, queries, rules
from nybrott.recruiting.actions import Leader, Said
from nybrott.recruiting.forms import LANGUAGES, REASONS, LeaderForm, PartForm, ReasonForm, SignUpForm, as_it_is
from nybrott.recruiting.views.framing import drawn, seen
from nybrott.runs.models import Participation
from nybrott.runs.rules import may_run
from nybrott.runs.states import PART, PartKind, PartState
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep, Stop

PEOPLE = "recruiting:people"


def _leader(said: dict[str, object]) -> Leader:
    return Leader(said["leader"], str(said["leader_name"]), str(said["leader_email"]))  # type: ignore[arg-type]


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Sign up as driver or mentor. Saves as one goes."""
    actor, run = seen(request, pk)
    if kind not in PartKind.values:
        raise Http404
    insist(rules.may_sign_up(actor, run, timezone.localdate()))
    had = queries.my_part(actor, run, kind)
    if had is not None:
        if not rules.may_sign_up_again(had):
            return redirect("recruiting:part", pk=had.pk)
        had = had if had.state != PartState.INVITED else None
    now, as_what = timezone.now(), PartKind(kind)
    state = writing(actor, actions.form_key(run, kind), label=run.title, url=request.path, now=now)
    form = SignUpForm(request.POST or None, actor=actor, run=run, kind=kind, part=had)
    form.initial = {"hours": run.hours.get(kind)} | (as_it_is(had) if had else {}) | initial_of(form, state.draft)
    if request.method == "POST" and form.is_valid():
        part = actions.sign_up(
            actor=actor, run=run, kind=kind, said=Said(**form.said()), leader=_leader(form.cleaned_data), now=now
        )
        messages.success(request, _("You have signed up. %(name)s is asked by letter.") % {"name": part.leader_name})
        return redirect("recruiting:part", pk=part.pk)
    title = _("Sign up as a mentor") if as_what == PartKind.MENTOR else _("Sign up as a driver")
    shown = {"form": form, "writing": state, "title": title, "kind": kind}
    return drawn(
        request, run, "recruiting/sign_up.html", "recruiting:call", title, status=422 if form.is_bound else 200, **shown
    )


def part_seen(request: HttpRequest, pk: int) -> tuple[Actor, Participation]:
    """Who asks and the part asked for; 404 when they may not see it."""
    actor = who(request)
    found = Participation.objects.visible_to(actor).select_related(
        "user",
        "unit",
        "organisation",
        "leader",
        "challenge",
        "run__organisation",
        "run__network",
        "run__package",
        "run__planned_by",
    )
    return actor, get_object_or_404(found, pk=pk)


def way(part: Participation, *more: str) -> tuple[Link | str, ...]:
    """The way from the run to a page of somebody's part."""
    return (Link(part.user.name, reverse("recruiting:part", args=[part.pk]) if more else ""), *more)


def _stops(part: Participation) -> list[Stop]:
    """How far somebody has come, as a thread."""
    order = ("asked", "waiting", "in", "done")
    label = PartState(part.state).label
    names = [_("Signed up"), _("The leader's yes"), _("Takes part"), _("Completed")]
    if part.state in order:
        at = {"asked": 1, "waiting": 2, "in": 2, "done": 4}[part.state]
        words = {"asked": "", "waiting": label, "in": "", "done": ""}[part.state]
        return [
            Stop(name, "done" if n < at else "now" if n == at else "missing", note=str(words) if n == at else "")
            for n, name in enumerate(names)
        ]
    if part.state == PartState.INVITED:
        return [Stop(names[0], "now", note=str(label)), *(Stop(name, "missing") for name in names[1:])]
    return [Stop(names[0], "done"), Stop(str(label), "stopped", note=part.reason)]


def _step(actor: Actor, part: Participation, mine: bool) -> NextStep | None:
    """What comes next for somebody's part, and who can do it."""
    if part.state == PartState.ASKED:
        if not part.leader_email:
            may = rules.may_ask_leader(actor, part)
            url = reverse("recruiting:ask_leader", args=[part.pk]) if may else ""
            return NextStep(
                _("No one has been asked for the time yet."),
                _("Ask a leader"),
                who=_("Programme lead"),
                url=url,
                reason=may.reason,
            )
        return NextStep(
            _("The leader has not answered yet."),
            _("Say yes or no to the time"),
            who=part.leader_name,
            reason=_("The leader answers from the letter or on this site."),
        )
    if part.state == PartState.WAITING:
        said = _("Number %(n)s on the waiting list.") % {"n": queries.place_in_queue(part)}
        return NextStep(
            said,
            _("Give the run more places, or wait"),
            who=_("Programme lead"),
            reason=_("The one who has waited longest gets the next free place."),
        )
    if part.state == PartState.INVITED:
        url = reverse("recruiting:accept", args=[part.pk]) if mine else ""
        return NextStep(
            _("You are asked to be a mentor.") if mine else _("Has not answered yet."),
            _("Answer"),
            who=part.user.name,
            url=url,
            reason="" if mine else _("Only the person who was asked can answer."),
        )
    return None


@require_safe
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's part in a run: where it stands, what they said, what the leader answered."""
    actor, one = part_seen(request, pk)
    insist(rules.may_read_part(actor, one))
    mine, follows = actor.user_id == one.user_id, rules.may_follow(actor, one)
    questions = list(one.yeses.order_by("-asked_at"))
    open_one = next((asked for asked in questions if asked.answer is None and asked.put_aside_at is None), None)
    shown: dict[str, Any] = {
        "part": one, "mine": mine, "follows": follows, "stops": _stops(one), "step": _step(actor, one, mine), "questions": questions,
        "asked": open_one, "reasons": REASONS.items(), "may_answer": open_one is not None and bool(rules.may_answer(open_one, actor, timezone.now())),
        "may_change": rules.may_change_part(actor, one), "within": actor.organisation_id == one.organisation_id,
        "languages": ", ".join(str(LANGUAGES.get(code, code)) for code in one.languages), "may_withdraw": rules.may_withdraw(actor, one),
        "may_ask": rules.may_ask_leader(actor, one), "may_take_in": rules.may_take_in(actor, one),
        "wishes": one.wishes.select_related("user") if mine or follows else (),
        "rather_not": one.rather_not.select_related("user") if mine or may_run(actor, one.run) else (),
        "again": mine and "ask_again" in PART.open_steps(one.state) and bool(rules.may_sign_up(actor, one.run, timezone.localdate())),
    }  # fmt: skip
    return drawn(request, one.run, "recruiting/part.html", PEOPLE, *way(one), **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def change_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of somebody, wishes among it."""
    actor, one = part_seen(request, pk)
    insist(rules.may_change_part(actor, one))
    now = timezone.now()
    state = writing(actor, f"recruiting.part:{one.pk}", label=str(one.run), url=request.path, now=now)
    form = PartForm(request.POST or None, actor=actor, run=one.run, kind=one.kind, part=one)
    form.initial = as_it_is(one) | initial_of(form, state.draft)
    if request.method == "POST" and form.is_valid():
        said = {"hours": one.hours} | form.said()
        kept = {name: tuple(getattr(one, name).all()) for name in ("wishes", "rather_not") if name not in form.fields}
        actions.change_part(actor=actor, part=one, said=Said(**said | kept), now=now)
        messages.success(request, _("It is changed."))
        return redirect("recruiting:part", pk=one.pk)
    shown = {"form": form, "writing": state, "title": _("Change"), "part": one}
    return drawn(
        request,
        one.run,
        "recruiting/sign_up.html",
        PEOPLE,
        *way(one, _("Change")),
        status=422 if form.is_bound else 200,
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw, leave, or take somebody out: with a reason."""
    actor, one = part_seen(request, pk)
    insist(rules.may_withdraw(actor, one))
    form, mine = ReasonForm(request.POST or None), actor.user_id == one.user_id
    title = _("Take out") if not mine else _("Leave the run") if one.state == PartState.IN else _("Withdraw")
    if request.method == "POST" and form.is_valid():
        actions.withdraw(actor=actor, part=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(
            request,
            _("You no longer take part.")
            if mine
            else _("%(name)s no longer takes part, and is told.") % {"name": one.user.name},
        )
        return redirect("recruiting:part", pk=one.pk)
    lead = _("The one who has waited longest gets the place. What was written stays with the run.")
    shown = {"form": form, "title": title, "part": one, "why": lead, "danger": True}
    return drawn(
        request,
        one.run,
        "recruiting/reason.html",
        PEOPLE,
        *way(one, title),
        status=422 if form.is_bound else 200,
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer whether one will be a mentor: yes with capacity and a leader, or no."""
    actor, one = part_seen(request, pk)
    insist(rules.may_answer_offer(actor, one))
    form = SignUpForm(request.POST or None, actor=actor, run=one.run, kind=one.kind, part=one)
    form.initial = as_it_is(one) | {"hours": one.run.hours.get(one.kind), "capacity": 2}
    if request.method == "POST" and form.is_valid():
        actions.accept_offer(
            actor=actor, part=one, said=Said(**form.said()), leader=_leader(form.cleaned_data), now=timezone.now()
        )
        messages.success(request, _("Thank you. Your leader is asked for the time."))
        return redirect("recruiting:part", pk=one.pk)
    shown = {"form": form, "title": _("Will you be a mentor?"), "part": one, "offer": True}
    return drawn(
        request,
        one.run,
        "recruiting/sign_up.html",
        PEOPLE,
        *way(one, _("Answer")),
        status=422 if form.is_bound else 200,
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask_leader(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a leader, or another one instead."""
    actor, one = part_seen(request, pk)
    insist(rules.may_ask_leader(actor, one))
    units = [one.unit] if one.unit else []
    form = LeaderForm(request.POST or None, place=one.organisation_id, units=units, whose=one.user_id)
    if request.method == "POST" and form.is_valid():
        leader = _leader(form.cleaned_data)
        actions.ask_leader(actor=actor, part=one, leader=leader, now=timezone.now())
        messages.success(
            request, _("%(name)s is asked by letter.") % {"name": leader.user.name if leader.user else leader.name}
        )
        return redirect("recruiting:part", pk=one.pk)
    title = _("Ask another leader") if one.leader_email else _("Ask a leader")
    why = (
        _("The question to the person who was asked before is set aside, and the link in that letter says so.")
        if one.leader_email
        else ""
    )
    shown = {"form": form, "title": title, "part": one, "why": why}
    return drawn(
        request,
        one.run,
        "recruiting/reason.html",
        PEOPLE,
        *way(one, title),
        status=422 if form.is_bound else 200,
        **shown,
    )


@require_POST
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody in by hand."""
    actor, one = part_seen(request, pk)
    insist(rules.may_take_in(actor, one))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say who approved the time, or why no approval is needed."))
        return redirect("recruiting:part", pk=one.pk)
    actions.take_in(actor=actor, part=one, reason=form.cleaned_data["reason"], now=timezone.now())
    messages.success(request, _("%(name)s takes part, and is told.") % {"name": one.user.name})
    return redirect("recruiting:part", pk=one.pk)

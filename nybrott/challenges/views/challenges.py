"""The list of challenges, one challenge, and wording one anew."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.challenges import actions, queries, rules
from nybrott.challenges.actions import ChallengeDetails
from nybrott.challenges.forms import ChallengeFilter, ChallengeForm
from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import Reminder
from nybrott.challenges.states import ChallengeState
from nybrott.challenges.views.framing import crumbs, drawn, parts, seen, step_shown, worked_on
from nybrott.core.verdict import insist
from nybrott.ui.asking import asked_page, asked_sort, who
from nybrott.ui.formats import day_short, number
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import NextStep


@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """What the organisation struggles with."""
    actor = who(request)
    insist(rules.may_see_work(actor))
    form = ChallengeFilter(request.GET or None, actor=actor)
    wanted = form.wanted() if form.is_bound else {}
    sort = asked_sort(request, queries.sorts(), "-moved")
    page = queries.challenges(actor, wanted, sort=sort, page=asked_page(request))
    columns = [
        Column("title", _("Challenge"), sortable=True),
        Column("unit", _("Unit"), sortable=True),
        Column("state", _("Progress")),
        *(Column(name, str(label), "end", sortable=True) for name, (label, _count) in queries.COLUMNS.items()),
        Column("moved", _("Moved"), "end", sortable=True),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell(row.challenge.title, url=f"{row.challenge.pk}/"),
            row.challenge.unit.name if row.challenge.unit else "",
            Cell(tag(str(ChallengeState(row.challenge.state).label), "neutral")),
            *(number(row.counts[name]) for name in queries.COLUMNS),
            day_short(row.challenge.moved_at),
        ]
        for row in page.rows
    ]
    table = Table(
        columns, rows, _("Challenges"), id="challenges-table", swap="challenges", sort=sort, query=dict(request.GET.lists()),
        pages=Pages(page.number, page.pages, page.total), caption_hidden=True,
    )  # fmt: skip
    shown = {
        "form": form,
        "table": table,
        "total": page.total,
        "narrowed": bool(wanted),
        "may_raise": rules.may_raise(actor),
        "places": queries.places("challenges:challenges"),
    }
    return render(request, "challenges/challenges.html", shown)


@require_safe
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """One challenge: how far it has come, what comes next, what is known."""
    actor, one = seen(request, pk)
    page = queries.challenge_page(one)
    settled = queries.settled_twins(actor, one)
    waits = queries.reminders(actor, one, timezone.now())
    return render(
        request,
        "challenges/challenge.html",
        {
            "challenge": one,
            "page": page,
            "state": ChallengeState(one.state).label,
            "stops": drawn(page.trail.stops),
            "step": step_shown(queries.next_step(actor, page)) or _waiting_step(one, waits),
            "waits": waits,
            "tabs": parts(one, "challenge"),
            "settled": settled,
            "said": queries.said_of(actor, "challenge", one),
            "likely": queries.new_twins(actor, one, settled, notices=False)[:3],
            "joined_here": one.joined_here.order_by("title"),
            "assumed": any(stop.state == "assumption" for stop in page.trail.stops),
            "links": queries.links(one),
            "may_work": rules.may_work_on(actor, one),
            "may_park": rules.may_park(actor, one),
            "may_reuse": rules.may_reuse(actor, one),
            "may_resume": rules.may_resume(actor, one),
            "breadcrumbs": crumbs(one),
        },
    )


def _waiting_step(challenge: Challenge, waits: list[Reminder]) -> NextStep | None:
    """When nothing else comes next: the first thing somebody waits for."""
    state = str(ChallengeState(challenge.state).label)
    return NextStep(state, waits[0].step, _("You and the team"), waits[0].url) if waits else None


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a challenge anew."""
    actor, one = worked_on(request, pk)
    form = ChallengeForm(request.POST or None, actor=actor, instance=one)
    if request.method == "POST" and form.is_valid():
        details = _details(form, public_text=one.public_text)
        one.refresh_from_db()
        actions.describe_challenge(actor=actor, challenge=one, details=details, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("challenges:challenge", pk=one.pk)
    shown = {"form": form, "challenge": one, "breadcrumbs": crumbs(one, _("Reword it"))}
    return render(request, "challenges/challenge_describe.html", shown, status=422 if form.is_bound else 200)


def _details(form: ChallengeForm, public_text: dict[str, str] | None = None) -> ChallengeDetails:
    return ChallengeDetails(**form.cleaned_data, public_text=public_text or {})

"""Lists of rounds, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.challenges.queries import parts, places
from nybrott.challenges.rules import may_see_work
from nybrott.core.verdict import insist
from nybrott.priorities import queries, rules
from nybrott.priorities.forms import AskMoreForm, UntilForm
from nybrott.priorities.models import Round
from nybrott.priorities.queries.rounds import Rows
from nybrott.priorities.states import RoundState
from nybrott.priorities.views.framing import challenge_of, crumbs, round_of, ways
from nybrott.ui.asking import asked_page, who
from nybrott.ui.formats import day_short, number
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import NextStep

STEPS = (
    "lead", "prepare", "open", "close", "reopen", "show", "open_again", "call_off", "ask_more", "see_result", "finish",
)  # fmt: skip


def _table(page: Rows, request: HttpRequest, *, place: bool) -> Table:
    """Rounds as a table; `place`: with the challenge or unit each is of."""
    columns = [
        Column("title", _("Round")),
        *([Column("place", _("Of"))] if place else []),
        Column("state", _("Progress")),
        Column("needs", _("Needs"), "end"),
        Column("done", _("Have scored"), "end"),
        Column("decided", _("Decided"), "end"),
        Column("moved", _("Moved"), "end"),
    ]
    rows: list[list[Cell | str]] = []
    for row in page.rows:
        one = row.round
        of = one.challenge or one.unit
        rows.append([
            Cell(one.title, url=reverse("priorities:round", args=[one.pk])),
            *([str(of) if of else _("The whole organisation")] if place else []),
            Cell(tag(str(RoundState(one.state).label), "neutral")),
            number(row.needs),
            _("%(done)s of %(asked)s") % {"done": number(row.done), "asked": number(row.asked)},
            _("%(done)s of %(asked)s") % {"done": number(row.decided), "asked": number(row.needs)},
            day_short(one.moved_at),
        ])  # fmt: skip
    return Table(
        columns, rows, _("Rounds of prioritising"), id="rounds", query=dict(request.GET.lists()),
        pages=Pages(page.number, page.pages, page.total), caption_hidden=True,
    )  # fmt: skip


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round of the organisation."""
    actor = who(request)
    insist(may_see_work(actor))
    page = queries.rounds(actor, page=asked_page(request))
    shown = {
        "table": _table(page, request, place=True), "total": page.total, "may_begin": rules.may_begin_wide(actor), "places": places("priorities:rounds"),
        "breadcrumbs": crumbs(),
    }  # fmt: skip
    return render(request, "priorities/rounds.html", shown)


@require_safe
def of_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """A challenge's rounds, and what was decided about its needs."""
    actor, one = challenge_of(request, pk)
    page = queries.rounds(actor, challenge=one, page=asked_page(request))
    shown = {
        "challenge": one, "table": _table(page, request, place=False), "total": page.total, "decided": queries.decided(actor, challenge=one),
        "may_begin": rules.may_begin(actor, challenge=one), "has_needs": one.needs.exclude(state="parked").exists(),
        "tabs": parts(one, "priorities:of_challenge"), "breadcrumbs": crumbs(challenge=one),
    }  # fmt: skip
    return render(request, "priorities/of_challenge.html", shown)


@require_safe
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: what is scored, by what and by whom; how far one has come; what comes next."""
    actor, one = round_of(request, pk)
    page = queries.round_page(one, actor)
    may = {name: getattr(rules, f"may_{name}")(actor, one) for name in STEPS}
    may["score"] = rules.may_score(actor, one, page.me)
    shown = {
        "one": one, "page": page, "may": may, "state": RoundState(one.state).label, "asked": len(page.participants),
        "mine": [(place, each, page.answered.get(each.pk, 0)) for place, each in enumerate(page.priorities, 1)],
        "whole": sum(page.answered.values()) >= len(page.priorities) * len(page.criteria),
        "until": UntilForm(initial={"until": one.until}), "more": AskMoreForm(actor=actor, one=one) if may["ask_more"] else None,
        "tabs": ways(one, "priorities:round"), "step": _next(one, page, may), "breadcrumbs": crumbs(one),
    }  # fmt: skip
    return render(request, "priorities/round.html", shown)


def _next(one: Round, page: queries.RoundPage, may: dict[str, Any]) -> NextStep | None:
    """The one next step for this reader."""
    state, you = str(RoundState(one.state).label), _("You")
    if may["score"] and page.me is not None and page.me.done_at is None:
        place = reverse("priorities:score", args=[one.pk, page.next_number])
        until = _("by %(day)s") % {"day": day_short(one.until)} if one.until else ""
        step = _("Score the needs") if one.now_pass == 1 else _("Look through your scores")
        return NextStep(state, step, url=place, who=you, due=until)
    if may["prepare"]:
        place = reverse("priorities:prepare", args=[one.pk])
        return NextStep(state, _("Choose needs, criteria and people"), url=place, who=you)
    if one.state == RoundState.SHOWN and may["see_result"]:
        place = reverse("priorities:result", args=[one.pk])
        return NextStep(state, _("Talk about where you are furthest apart, then decide"), url=place, who=_("You and the team"))  # fmt: skip
    return None

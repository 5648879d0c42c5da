"""The pairs of a run, and a pair's answer: yes, no, or the end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.guidance.models import Pairing
from nybrott.guidance.states import PairingState
from nybrott.pairings import actions, queries, rules
from nybrott.pairings.forms import EndForm, NoForm
from nybrott.pairings.queries import words
from nybrott.runs.models import Participation, Run
from nybrott.runs.queries import crumbs, parts
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import day_short
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import NextStep

HERE = "pairings:pairs"


def run_of(request: HttpRequest, pk: int) -> tuple[Actor, Run]:
    """Who asks and the run asked for; 404 when they may not see it."""
    actor = who(request)
    return actor, get_object_or_404(Run.objects.visible_to(actor).select_related("organisation", "network"), pk=pk)


def part_said(part: Participation) -> str:
    """Where somebody belongs: the unit, and the organisation where it is not the one that keeps the run."""
    unit = part.unit.name if part.unit else ""
    return unit or part.organisation.name


def drawn(
    request: HttpRequest, run: Run, template: str, heading: str, *, status: int = 200, way: list[Link] | None = None, **shown: object
) -> HttpResponse:  # fmt: skip
    """A page of a run's pairs: its tabs, and the way to it below "Pairs"."""
    pairs = [Link(_("Pairs"), reverse(HERE, args=[run.pk])), *(way or [])]
    around = {
        "run": run, "heading": heading, "tabs": parts(who(request), run, HERE), "breadcrumbs": crumbs(run, *pairs, heading),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)


@require_safe
def pairs_of_run(request: HttpRequest, pk: int) -> HttpResponse:
    """The pairs of a run one may see, and for those who lead it what is missing."""
    actor, run = run_of(request, pk)
    leads = rules.may_pair(actor, run)
    standing = queries.standing_of(run) if leads else None
    page = queries.pair_page(actor, run, asked_page(request))
    table = Table(
        [Column("driver", _("Driver")), Column("mentor", _("Mentor")), Column("state", _("State")), Column("proposed", _("Proposed"))],
        [_cells(one, leads=bool(leads)) for one in page.object_list], _("Pairs of this run"), id="pairs", caption_hidden=True,
        query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    shown = {
        "run": run, "leads": leads, "standing": standing, "table": table, "step": queries.pairing_step(actor, run),
        "tabs": parts(actor, run, HERE), "breadcrumbs": crumbs(run, _("Pairs")),
    }  # fmt: skip
    return render(request, "pairings/pairs.html", shown)


def _cells(one: Pairing, *, leads: bool) -> list[Cell | str]:
    note = words.why_over(one) if leads else ""
    if one.state == PairingState.PROPOSED:
        note = (
            _("The driver has said yes.")
            if one.driver_yes_at
            else _("The mentor has said yes.")
            if one.mentor_yes_at
            else ""
        )
    kinds = {PairingState.STANDS: "success", PairingState.PROPOSED: "info"}
    return [
        Cell(one.driver.user.name, reverse("pairings:answer", args=[one.pk]), part_said(one.driver)),
        Cell(one.mentor.user.name, note=part_said(one.mentor)),
        Cell(tag(one.get_state_display(), kinds.get(PairingState(one.state), "neutral")), note=note),
        day_short(one.proposed_at),
    ]


def _pair(request: HttpRequest, pk: int) -> tuple[Actor, Pairing]:
    actor = who(request)
    found = Pairing.objects.visible_to(actor).select_related(
        "run__organisation", "driver__user", "driver__unit", "driver__organisation", "mentor__user", "mentor__unit",
        "mentor__organisation", "proposed_by",
    )  # fmt: skip
    return actor, get_object_or_404(found, pk=pk)


def _answer_page(request: HttpRequest, pairing: Pairing, form: NoForm, *, status: int = 200) -> HttpResponse:
    actor, run = who(request), pairing.run
    may, mine = rules.may_answer_pair(actor, pairing), rules.is_of(actor, pairing)
    other = pairing.driver if mine and pairing.mentor.user_id == actor.user_id else pairing.mentor
    step = None
    if pairing.state == PairingState.PROPOSED:
        waits = [
            part.user.name
            for part, at in ((pairing.driver, pairing.driver_yes_at), (pairing.mentor, pairing.mentor_yes_at))
            if at is None
        ]
        step = NextStep(
            _("The pair is proposed."), _("Say yes or no"), ", ".join(waits), "#answer" if may else "", may.reason
        )
    sees_run = Run.objects.visible_to(actor).filter(pk=run.pk).exists()
    shown = {
        "one": pairing, "run": run, "may": may, "mine": mine, "other": other, "step": step, "form": form,
        "why": queries.told_reasons(pairing), "may_end": rules.may_end_pair(actor, pairing),
        "over": words.why_over(pairing) if rules.may_read_reason(actor, pairing) else "",
        "languages": [words.language(one) for one in other.languages],
        "breadcrumbs": crumbs(run, Link(_("Pairs"), reverse(HERE, args=[run.pk])), str(pairing)) if sees_run else (),
    }  # fmt: skip
    return render(request, "pairings/answer.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A pair: who, and why the two; the two say yes or no."""
    actor, one = _pair(request, pk)
    if request.method != "POST":
        return _answer_page(request, one, NoForm())
    insist(rules.may_answer_pair(actor, one))
    if "yes" in request.POST:
        one = actions.accept_pair(actor=actor, pairing=one, now=timezone.now())
        stands = one.state == PairingState.STANDS
        messages.success(
            request, _("You are a pair.") if stands else _("You have said yes. Now the other person answers.")
        )
        return redirect("pairings:answer", pk=one.pk)
    form = NoForm(request.POST)
    if not form.is_valid():
        return _answer_page(request, one, form, status=422)
    actions.decline_pair(actor=actor, pairing=one, reason=form.cleaned_data["reason"], now=timezone.now())
    messages.success(request, _("You have said no. Those who lead the run will look for another pair."))
    return redirect("pairings:answer", pk=one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def end_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """End a pair, with a reason for those who lead the run."""
    actor, one = _pair(request, pk)
    insist(rules.may_end_pair(actor, one))
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end_pair(actor=actor, pairing=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("The pair is over. What the two wrote stays with it."))
        return redirect("pairings:answer", pk=one.pk)
    return render(request, "pairings/end_pair.html", {"one": one, "form": form}, status=422 if form.is_bound else 200)

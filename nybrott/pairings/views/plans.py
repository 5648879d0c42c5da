"""For those who lead a run: the plan of who guides whom, changed by hand, and proposed."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.actor import Actor
from nybrott.core.pairing import PairingError
from nybrott.core.verdict import insist
from nybrott.guidance.models import Pairing
from nybrott.guidance.states import PairingState
from nybrott.pairings import actions, queries, rules
from nybrott.pairings.feeds import PLAN_KINDS, plan_file
from nybrott.pairings.forms import ChooseForm
from nybrott.pairings.queries import Plan, Row, id_of, words
from nybrott.pairings.views.pairs import drawn, part_said, run_of
from nybrott.runs.models import Participation, Run
from nybrott.ui.asking import asked_page, who
from nybrott.ui.charts import Chart
from nybrott.ui.files import handed_out
from nybrott.ui.frame import Link
from nybrott.ui.graphs import Box, Line, graph
from nybrott.ui.thread import NextStep


def _led(request: HttpRequest, pk: int) -> tuple[Actor, Run]:
    actor, run = run_of(request, pk)
    insist(rules.may_pair(actor, run))
    return actor, run


def _plan(run: Run) -> Plan | None:
    """The plan; None when they are too many to be paired at once."""
    try:
        return queries.plan_of(run)
    except PairingError:
        return None


@dataclass(frozen=True, slots=True)
class Shown:
    """A driver of the plan in words. `change`: what it does to the pair there is; `cost`: what the choice by hand costs."""

    row: Row
    where: str
    mentor_where: str
    change: str
    why: list[str]
    given_up: list[str]
    others: list[str]
    cost: str = ""
    left: list[str] = field(default_factory=list)


def _shown(plan: Plan, row: Row) -> Shown:
    people, named = plan.people, plan.people.name
    changes = {
        "new": _("New"), "kept": _("Stays as it is"), "ended": _("Ends"),
        "moved": _("Instead of %(name)s") % {"name": row.live.mentor.user.name if row.live else ""},
    }  # fmt: skip
    told = {"new": changes["new"]} | changes
    if row.mentor is None:
        left = words.left(row.left, named, plan.hours_each())
        return Shown(row, part_said(row.driver), "", told.get(row.change, ""), [], [], [], left=left)
    given_up = [
        _("Wish number %(n)s, %(said)s") % {"n": number, "said": words.change(one, named)}
        for number, one in enumerate(row.pair["given_up"], 1)
        if not row.choice
    ]
    return Shown(
        row, part_said(row.driver), part_said(row.mentor), told.get(row.change, ""),
        words.reasons([people.told(one) for one in row.pair["reasons"]]), given_up,
        [words.change(one, named) for one in row.pair["others"]], words.cost(*row.cost) if row.cost else "",
    )  # fmt: skip


def picture(plan: Plan, rows: list[Row], run: Run) -> Chart:
    """The drivers of this page and their mentors, joined; dashed where the pair is new."""
    boxes, lines, loads = [], [], plan.made.loads()
    for row in rows:
        url = reverse("pairings:plan_driver", args=[run.pk, row.driver.pk])
        state: Any = "done" if row.mentor else "stopped"
        boxes.append(Box(row.driver.pk, row.driver.user.name, part_said(row.driver), url, state))
        if row.mentor is not None:
            stands = row.change == "kept" and row.live is not None and row.live.state == PairingState.STANDS
            lines.append(Line("pair" if stands else "asked", row.driver.pk, row.mentor.pk))
    for pk in dict.fromkeys(line.other for line in lines):
        part = next(one for one in plan.people.mentors.values() if one.pk == pk)
        of = {"n": loads[id_of(part)], "places": part.capacity}
        boxes.append(Box(pk, part.user.name, _("%(n)s of %(places)s places") % of))
    said = _("Drivers to the left, mentors to the right. The list below says the same.")
    return graph(boxes, lines, {}, title=_("Who guides whom"), description=said)


def _next(plan: Plan, run: Run, allowed: object) -> NextStep | None:
    new = sum(row.change in ("new", "moved") for row in plan.rows)
    ending = len(list(plan.ending))
    lead = _("Those who lead the run")
    if not new and not ending:
        return None
    said = ngettext("%(n)s pair is not proposed yet.", "%(n)s pairs are not proposed yet.", new) % {"n": new}
    step = (
        ngettext("Propose this pair", "Propose these pairs", new)
        if new
        else _("End the pairs that are no longer possible")
    )
    url = reverse("pairings:propose", args=[run.pk]) if allowed else ""
    return NextStep(said, step, lead, url, getattr(allowed, "reason", ""))


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of a run: who guides whom, why, what was given up, and who is without."""
    actor, run = _led(request, pk)
    made, show = _plan(run), request.GET.get("show", "")
    show = show if show in queries.SHOWS else ""
    if made is None:
        return drawn(request, run, "pairings/plan.html", _("Proposal"), made=None)
    may, counts = rules.may_pair_now(actor, run), made.counts()
    names = {
        "": _("Everyone"), "left": _("Without a mentor"), "hand": _("Chosen by hand"), "changed": _("Not proposed yet"),
        "mentors": _("Mentors"),
    }  # fmt: skip
    here = reverse("pairings:plan", args=[run.pk])
    shows = [
        Link(f"{name} ({counts[key]})", f"{here}?show={key}" if key else here, current=key == show)
        for key, name in names.items()
    ]
    page: Any
    if show == "mentors":
        page = Paginator(_mentors(made), 25).get_page(asked_page(request))
        shown: list[Shown] = []
    else:
        page = made.page(show, asked_page(request))
        shown = [_shown(made, row) for row in page.object_list]
    return drawn(
        request, run, "pairings/plan.html", _("Proposal"), made=made, page=page, shown=shown, show=show, shows=shows, may=may,
        step=_next(made, run, may), total=made.told["total"], cost=words.cost(*made.cost) if made.fixed else "",
        broken=[(one.choice, words.barred_said(one.codes)) for one in made.broken],
        kinds=list(PLAN_KINDS), picture=picture(made, [one.row for one in shown], run) if shown else None,
    )  # fmt: skip


def _mentors(plan: Plan) -> list[dict[str, object]]:
    """Each mentor with the places taken, and the drivers they get."""
    of: dict[str, list[str]] = {}
    for row in plan.rows:
        if row.mentor is not None:
            of.setdefault(id_of(row.mentor), []).append(row.driver.user.name)
    parts = sorted(plan.people.mentors.values(), key=lambda part: (part.user.name, part.pk))
    return [{"part": part, "where": part_said(part), "drivers": of.get(id_of(part), [])} for part in parts]


@require_http_methods(["GET", "HEAD", "POST"])
def plan_driver(request: HttpRequest, pk: int, driver: int) -> HttpResponse:
    """Choose another mentor for a driver, with what each would cost."""
    actor, run = _led(request, pk)
    part = get_object_or_404(Participation.objects.visible_to(actor).filter(run=run, kind="driver"), pk=driver)
    made = _plan(run)
    if made is None or id_of(part) not in made.people.drivers:
        messages.warning(request, _("%(name)s no longer takes part.") % {"name": part.user.name})
        return redirect("pairings:plan", pk=run.pk)
    if request.method == "POST":
        insist(rules.may_pair_now(actor, run))
        form = ChooseForm(request.POST, mentors=[one.pk for one in made.people.mentors.values()])
        if form.is_valid():
            mentor = next((one for one in made.people.mentors.values() if one.pk == form.cleaned_data["mentor"]), None)
            try:
                actions.choose(
                    actor=actor, run=run, driver=part, mentor=mentor, seen=form.cleaned_data["seen"], now=timezone.now()
                )
            except actions.Moved:
                return _driver_page(request, run, made, part, wanted=mentor, seen=form.cleaned_data["seen"], status=409)
            messages.success(request, _("Saved as a draft. No one is told before you propose the pairs."))
            return redirect("pairings:plan", pk=run.pk)
        return _driver_page(request, run, made, part, status=422)
    return _driver_page(request, run, made, part)


def _driver_page(
    request: HttpRequest, run: Run, made: Plan, part: Participation, *, wanted: Participation | None = None, seen: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Every mentor with the cost. `wanted` and `seen`: what was asked for, and what stood when the page was made, when somebody
    else changed the plan meanwhile."""
    id, people = id_of(part), made.people
    freely, choice = made.around(id), people.choices.get(id)
    got = freely.mentor_of(id)
    rows: list[dict[str, Any]] = []
    for mentor, other in people.mentors.items():
        change = freely.change(id, mentor)
        moved = [{"driver": one.driver, "from": one.here, "to": one.there} for one in change.moved]
        rows.append(
            {
                "part": other, "where": part_said(other), "barred": words.barred_said(change.barred), "best": mentor == got,
                "cost": words.cost(change.points, change.left), "moved": [words.moved(one, people.name) for one in moved],
                "order": (bool(change.barred), change.left, change.points, other.user.name), "checked": other == (wanted or (choice and choice.mentor)),
                "total": freely.points - change.points,
            }
        )  # fmt: skip
    meanwhile = _meanwhile(made, seen) if status == 409 else []
    return drawn(
        request, run, "pairings/plan_driver.html", part.user.name, part=part, where=part_said(part), choice=choice, status=status,
        rows=sorted(rows, key=lambda row: row["order"]), seen=queries.seen_of(made), meanwhile=meanwhile, wanted=wanted, best=made.best.points, freely=freely.points,
        may=rules.may_pair_now(who(request), run), way=[Link(_("Proposal"), reverse("pairings:plan", args=[run.pk]))],
    )  # fmt: skip


def _meanwhile(plan: Plan, seen: str) -> list[str]:
    """What others chose or took back since somebody looked."""
    now = {str(one.driver_id): one for one in plan.people.choices.values()}
    before = dict(one.split(":", 1) for one in seen.split(",") if ":" in one)
    names = {str(one.pk): one.user.name for one in plan.people.drivers.values()}
    found = [
        _("%(who)s chose %(mentor)s for %(driver)s.")
        % {"who": one.chosen_by or "–", "mentor": one.mentor.user.name, "driver": one.driver.user.name}
        for key, one in now.items()
        if before.get(key) != str(one.mentor_id)
    ]
    gone = [names[key] for key in before if key not in now and key in names]
    return found + [_("The plan now decides for %(driver)s again.") % {"driver": name} for name in gone]


@require_safe
def pairs_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The plan to take along."""
    _actor, run = _led(request, pk)
    made = _plan(run)
    if kind not in PLAN_KINDS or made is None:
        raise Http404
    file, name = plan_file(run, made, kind)
    return handed_out(file, name=name, media=PLAN_KINDS[kind])


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """What will happen when the pairs are proposed: who gets a letter, and which pairs end. Then do it."""
    actor, run = _led(request, pk)
    insist(rules.may_pair_now(actor, run))
    moved = False
    if request.method == "POST":
        try:
            number = actions.propose_pairs(
                actor=actor, run=run, mark=request.POST.get("mark", "")[:64], now=timezone.now()
            )
        except actions.Moved:
            moved = True
        else:
            said = ngettext("%(n)s pair is proposed.", "%(n)s pairs are proposed.", number) % {"n": number}
            messages.success(request, said)
            return redirect("pairings:pairs", pk=run.pk)
    made = _plan(run)
    if made is None:
        return redirect("pairings:plan", pk=run.pk)
    new = [row for row in made.rows if row.change in ("new", "moved") and row.mentor]
    receivers = {row.driver.user_id for row in new} | {row.mentor.user_id for row in new if row.mentor}
    ending: list[tuple[Pairing, str]] = [(pairing, words.parted(one)) for pairing, one in made.ending]
    return drawn(
        request, run, "pairings/propose.html", _("Propose"), new=new, ending=ending, receivers=len(receivers), mark=made.mark,
        moved=moved, total=made.told["total"], way=[Link(_("Proposal"), reverse("pairings:plan", args=[run.pk]))],
        status=409 if moved else 200,
    )  # fmt: skip

"""Claims: the list, one on its balance, weighed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.claims import actions, feeds, queries, rules
from nybrott.claims.forms import ClaimForm, WeighForm
from nybrott.claims.queries import ClaimSaid, EvidenceSaid, claims_of, kinds_reached, now_of, said_of, weighed
from nybrott.claims.views.framing import claimed, drawn, seen, taken_along, way
from nybrott.core import claims as core
from nybrott.core.actor import Actor
from nybrott.core.claims import STRENGTHS, missing
from nybrott.core.verdict import insist
from nybrott.effects.models import Claim
from nybrott.effects.states import Strength, Weight
from nybrott.gatherings.models import Story
from nybrott.gatherings.queries import KINDS as DONE
from nybrott.ui.formats import day_short, language
from nybrott.ui.templatetags.ui import tag

COLOURS = {"none": "neutral", "weak": "warning", "some": "info", "strong": "success"}
Scaled = tuple[list[core.Piece], list[core.Rival]]
LIKELY_FIRST = (Weight.LIKELY, Weight.POSSIBLE, Weight.UNLIKELY, Weight.RULED_OUT)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as a page shows it, in the reader's language. `story` only when this reader may read it."""

    one: EvidenceSaid
    kind: str
    said: str
    now: str
    story: Story | None
    url: str
    things: list[tuple[str, date, bool, str]]

    @property
    def day(self) -> date:
        """When it was put in."""
        return date.fromisoformat(self.one.put_in_on)


def strength_tag(strength: str) -> str:
    """How strong a claim is, as a tag."""
    return str(tag(str(Strength(strength).label), COLOURS[strength]))


@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: HttpRequest, run: int) -> HttpResponse:
    """All claims of an evaluation, and a new one."""
    actor, plan = seen(request, run)
    form = ClaimForm(request.POST or None)
    if request.method == "POST":
        insist(rules.may_claim(actor, plan))
        if form.is_valid():
            made = actions.make_claim(actor=actor, plan=plan, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The claim is added. Next: what speaks for it, and what against."))
            return redirect("claims:evidence", pk=made.pk)
    found = queries.listed(plan)
    rows = [(one, strength_tag(said.strength), said, _worst(said)) for one in found for said in [said_of(one)]]
    status = 422 if form.errors else 200
    return drawn(request, plan, "claims/claims.html", "claims:claims", _("Claims"), form=form, rows=rows, scale=_scale(), status=status)  # fmt: skip


def _worst(said: ClaimSaid) -> str:
    weights = {one.weight for one in said.rivals}
    return next((str(weight.label).lower() for weight in LIKELY_FIRST if weight in weights), "")


def _scale() -> list[tuple[str, str]]:
    return [(str(Strength(one).label), str(queries.SCALE[one])) for one in STRENGTHS]


@require_safe
def claims_file(request: HttpRequest, run: int) -> HttpResponse:
    """All claims as rows."""
    _actor, plan = seen(request, run)
    return taken_along(feeds.claims_sheet(plan, claims_of(plan)))


@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim: what speaks for it and against it, how strong it is, and what else could explain it."""
    actor, one = claimed(request, pk)
    said = said_of(one, now_of(one.plan, one.evidence.all()))
    sides = {side: _pieces(actor, one, said, side) for side in ("for", "against")}
    shown: dict[str, Any] = {
        "claim": one, "said": said, "sides": sides, "tag": strength_tag(said.strength), "judged": Strength(said.judged).label,
        "demands": queries.SCALE[said.strength], "missing": [rules.MISSING[code] for code in said.missing],
        "rivals": [(rival, rival.said[language()], Weight(rival.weight).label) for rival in said.rivals],
        "about": kinds_reached().get(one.about, ""), "tilt": _tilt(said), "dots": {side: range(sum(one.one.kind != "looked" for one in found)) for side, found in sides.items()},
        "next": _next(said.strength, weighed(one)),
    }  # fmt: skip
    return drawn(request, one.plan, "claims/claim.html", "claims:claims", *way(one), **shown)


def _next(strength: str, scaled: Scaled) -> list[str]:
    """What is missing for the step above the strength that stands."""
    above = STRENGTHS[min(STRENGTHS.index(strength) + 1, len(STRENGTHS) - 1)]
    return _missing(above, scaled)


def _tilt(said: ClaimSaid) -> int:
    """Degrees the beam leans: two for each independent kind more on one side, to the left for what speaks for it."""
    kinds = {side: {one.root for one in said.on(side) if one.kind != "looked"} for side in ("for", "against")}
    return max(-8, min(8, 2 * (len(kinds["against"]) - len(kinds["for"]))))


def _pieces(actor: Actor, claim: Claim, said: ClaimSaid, side: str) -> list[Piece]:
    found = said.on(side)
    keys = [one.ref for one in found if one.kind == "story"]
    stories = {str(one.pk): one for one in Story.objects.visible_to(actor).filter(pk__in=keys)} if keys else {}
    made = []
    for one in found:
        story = stories.get(one.ref) if one.kind == "story" else None
        words, now = one.said[language()], one.now.get(language(), "")
        url = _url(claim, one.kind, one.ref, story)
        made.append(Piece(one, str(queries.KINDS[one.kind]), words, now, story, url, _things(one)))
    return made


def _things(one: EvidenceSaid) -> list[tuple[str, date, bool, str]]:
    """What was reached, as it was frozen: its name, the day, whether a driver was in it, and what came before it in a line."""
    return [
        (
            thing["label"], date.fromisoformat(thing["on"]), thing["driver"],
            "; ".join(f"{DONE.get(kind, kind)} {day_short(date.fromisoformat(day))}" for kind, day in thing["before"]),
        )
        for thing in one.figures.get("things", ())
    ]  # fmt: skip


def _url(claim: Claim, kind: str, ref: str, story: Story | None) -> str:
    """Where what was drawn stands."""
    if kind == "trail":
        return reverse("gatherings:led_to", args=[claim.plan.run_id])
    if kind == "wave":
        return reverse("evaluations:results", args=[ref.partition(":")[0]])
    if kind == "indicator":
        return reverse("effects:plan", args=[claim.plan.run_id])
    return reverse("gatherings:story", args=[story.pk]) if story else ""


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a claim anew."""
    actor, one = claimed(request, pk)
    insist(rules.may_claim(actor, one.plan))
    form = ClaimForm(request.POST or None, initial={"text": one.text, "about": one.about})
    if request.method == "POST" and form.is_valid():
        actions.change_claim(actor=actor, claim=one, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("claims:claim", pk=one.pk)
    shown = {"claim": one, "form": form, "heading": _("Reword the claim")}
    return drawn(request, one.plan, "claims/change.html", "claims:claims", *way(one, _("Change")), status=422 if form.errors else 200, **shown)  # fmt: skip


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a claim one place."""
    actor, one = claimed(request, pk)
    actions.move_claim(actor=actor, claim=one, up=request.POST.get("way") == "up", now=timezone.now())
    return redirect("claims:claims", run=one.plan.run_id)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and take a claim out."""
    actor, one = claimed(request, pk)
    insist(rules.may_claim(actor, one.plan))
    if request.method == "POST":
        actions.remove_claim(actor=actor, claim=one, now=timezone.now())
        messages.success(request, _("The claim is removed."))
        return redirect("claims:claims", run=one.plan.run_id)
    return drawn(request, one.plan, "claims/remove.html", "claims:claims", *way(one, _("Take out")), claim=one)


@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how strong a claim is, with what each step asks for and what is missing."""
    actor, one = claimed(request, pk)
    insist(rules.may_weigh(actor, one.plan))
    seen_at = one.changed_at.isoformat() if one.changed_at else ""
    form = WeighForm(request.POST or None, initial={"strength": one.strength, "why": one.why, "seen": seen_at})
    scaled = weighed(one)
    if request.method == "POST" and form.is_valid():
        allowed = rules.may_call(form.cleaned_data["strength"], *scaled)
        if allowed:
            actions.weigh_claim(actor=actor, claim=one, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The claim is weighed."))
            return redirect("claims:claim", pk=one.pk)
        form.add_error("strength", allowed.reason)
    steps = [
        (Strength(step).label, queries.SCALE[step], _missing(step, scaled), strength_tag(step)) for step in STRENGTHS
    ]
    shown = {"claim": one, "form": form, "steps": steps}
    return drawn(request, one.plan, "claims/weigh.html", "claims:claims", *way(one, _("Weigh")), status=422 if form.errors else 200, **shown)  # fmt: skip


def _missing(step: str, scaled: Scaled) -> list[str]:
    return [str(rules.MISSING[code]) for code in missing(step, *scaled)]

"""What speaks for and against claims, what the run led to, and what it cost, as plain data for a report."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.core.claims import LOOKED
from nybrott.core.designs import catalogue
from nybrott.effects.models import Claim, Cost, Evidence, Plan, Rate, Rival, Unpriced
from nybrott.efforts.queries import efforts
from nybrott.gatherings.models import Story
from nybrott.gatherings.queries import REACHED, led_to
from nybrott.gatherings.states import StoryLevel

LANGUAGES = ("nb", "nn", "en")


def _counting(plan: Plan) -> Actor:
    """Counts, not things: what everybody's challenges reached may be counted by those who do not see each of them."""
    return system("Evaluation", plan.organisation_id)


def stories_in(plan: Plan) -> QuerySet[Story]:
    """Stories of the run that everybody of the organisation may read: their writers work there and let them."""
    own = Story.objects.filter(gathering__run=plan.run_id, part__organisation=plan.organisation_id)
    return own.filter(level=StoryLevel.ORGANISATION).select_related("gathering", "part__user")


def claims_of(plan: Plan) -> list[dict[str, Any]]:
    """Every claim with its evidence and rival explanations. Three queries. What stands in a story is read where it stands."""
    return [_claim(one) for one in Claim.objects.filter(plan=plan).prefetch_related("evidence", "rivals")]


def _claim(one: Claim) -> dict[str, Any]:
    late = bool(one.weighed_at and one.changed_at and one.changed_at > one.weighed_at)
    return {
        "text": one.text, "about": one.about, "judged": one.strength, "why": one.why, "weighed_before": late,
        "evidence": [_evidence(piece) for piece in one.evidence.all()], "rivals": [_rival(rival) for rival in one.rivals.all()],
    }  # fmt: skip


def _evidence(one: Evidence) -> dict[str, Any]:
    said = one.found.get("said") or {}
    return {
        "side": one.side, "kind": one.kind, "root": LOOKED if one.kind == "looked" else str(one.found.get("root", one.kind)), "text": one.text,
        "said": {language: str(said.get(language, "")) for language in LANGUAGES},
    }  # fmt: skip


def _rival(one: Rival) -> dict[str, Any]:
    known = catalogue().words["rivals"].get(one.code)
    said = dict(known.texts) if known else dict.fromkeys(LANGUAGES, one.text)
    return {"code": one.code, "said": said, "weight": one.weight, "why": one.why}


def trail_of(plan: Plan) -> list[dict[str, Any]]:
    """What the challenges reached that the run's people worked on: how many of each kind, and how many with a driver in the work before."""
    return [
        {"kind": one.kind, "labels": labels_of(one.kind), "n": one.n, "with_driver": one.with_driver}
        for one in led_to(_counting(plan), plan.run).counts
    ]


def labels_of(kind: str) -> dict[str, str]:
    """What many of a kind are called, in each language."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(REACHED[kind][0])
    return found


def costs_of(plan: Plan, trail: list[dict[str, Any]]) -> dict[str, Any]:
    """Minutes by role with what an hour costs, sums paid, what has no price, and the outcomes a cost is reckoned for."""
    rates = dict(Rate.objects.filter(plan=plan).values_list("role", "amount"))
    return {
        "worked": [
            {"role": one.role, "used": one.used, "set_aside": one.budget, "rate": rates.get(one.role)} for one in efforts(_counting(plan), plan.run)
        ],
        "paid": [
            {"what": one.what, "amount": one.amount, "on": one.paid_on.isoformat() if one.paid_on else None} for one in Cost.objects.filter(plan=plan)
        ],
        "unpriced": [{"what": one.what, "gain": one.gain} for one in Unpriced.objects.filter(plan=plan)],
        "outcomes": [{"kind": one["kind"], "labels": one["labels"], "number": one["with_driver"]} for one in trail],
        "others": None,
    }  # fmt: skip

"""A report with everything that is shown with it: stories that may still be read, the decision, the programme theory in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nybrott.claims.queries import stories_in
from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.effects.models import Decision, Plan, Report
from nybrott.gatherings.models import Story


@dataclass(frozen=True, slots=True)
class Told:
    """`inputs`, `figures` and `rules` as they were stored; `stories` are those of them the organisation may still read; `decision` the
    one made on the basis of this report, if any."""

    report: Report
    plan: Plan
    inputs: Mapping[str, Any]
    figures: Mapping[str, Any]
    rules: Mapping[str, str]
    stories: tuple[Story, ...]
    decision: Decision | None

    def theory(self, language: str) -> Mapping[str, tuple[str, str]]:
        """id → step and words of each part of the programme theory, as the package of the run has them."""
        parts = self.plan.run.package.content["theory"]
        return {one["id"]: (one["step"], in_language(one["text"], language)) for one in parts}

    @property
    def pairs(self) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Each indicator as it went in, with its figures."""
        return list(zip(self.inputs["indicators"], self.figures["indicators"], strict=True))


def report_of(actor: Actor, plan: Plan, number: int) -> Report | None:
    """A report of a plan by its number. One query."""
    return Report.objects.visible_to(actor).filter(plan=plan, number=number).select_related("made_by").first()


def told_of(actor: Actor, plan: Plan, report: Report) -> Told:
    """A report with what is shown with it. Two queries."""
    content = report.content
    stories = (
        stories_in(plan)
        .select_related("part__user")
        .filter(pk__in=content["inputs"]["stories"])
        .order_by("told_at", "pk")
    )
    decision = Decision.objects.visible_to(actor).filter(report=report).first()
    return Told(report, plan, content["inputs"], content["figures"], content["rules"], tuple(stories), decision)

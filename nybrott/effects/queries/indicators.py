"""Indicators as the plan shows them: by level, with the programme theory, and what could become one."""

from collections.abc import Mapping
from dataclasses import dataclass

from nybrott.core.programme import in_language
from nybrott.effects.models import Indicator, Plan
from nybrott.effects.states import Level
from nybrott.runs.models import Target
from nybrott.runs.queries import proposed_targets


@dataclass(frozen=True, slots=True)
class OfLevel:
    """What a plan measures on one level; `why` it measures nothing there, empty when it does or nobody has said."""

    level: Level
    indicators: tuple[Indicator, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """A part of the programme theory with its id, its step, its words, and the indicators that tell of it."""

    id: str
    step: str
    text: str
    indicators: tuple[Indicator, ...]


def by_level(plan: Plan) -> list[OfLevel]:
    """All four levels in their order, also those without an indicator. One query."""
    found = list(plan.indicators.select_related("target", "question"))
    return [
        OfLevel(level, mine, "" if mine else str(plan.left_out.get(level, "")))
        for level in Level
        for mine in (tuple(one for one in found if one.level == level),)
    ]


def theory_of(plan: Plan, levels: list[OfLevel], language: str) -> list[Link]:
    """The programme theory of the run's package, with the indicators that tell of each part."""
    found = [one for each in levels for one in each.indicators]
    return [
        Link(id, step, text, tuple(one for one in found if one.theory == id))
        for id, (step, text) in theory_parts(plan, language).items()
    ]


def theory_parts(plan: Plan, language: str) -> Mapping[str, tuple[str, str]]:
    """id → step and words of each part of the programme theory, as the package orders them."""
    parts = plan.run.package.content["theory"]
    return {one["id"]: (one["step"], in_language(one["text"], language)) for one in parts}


def to_take_in(plan: Plan) -> list[Target]:
    """Targets the run has that are no indicators yet. One query."""
    return list(plan.run.targets.filter(indicator=None))


def proposed(plan: Plan, language: str) -> list[tuple[str, str, str]]:
    """(name, how, unit) of the targets the package sets that the run does not have."""
    known = {name.casefold() for name in plan.run.targets.values_list("name", flat=True)}
    return [one for one in proposed_targets(plan.run.package, language) if one[0].casefold() not in known]

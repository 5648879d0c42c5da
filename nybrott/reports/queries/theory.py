"""The programme theory of a run, part by part, with what held."""

from dataclasses import dataclass

from nybrott.core.programme import SECTIONS, in_language
from nybrott.effects.models import Plan, TheoryNote
from nybrott.effects.states import Held
from nybrott.programmes.queries.words import STEP_NAMES

STEPS = SECTIONS["theory"]["step"].choices


@dataclass(frozen=True, slots=True)
class Noted:
    """A part of the programme theory. `id` is its own in the package, `step` where in the chain it stands; `held` is how it went,
    "unknown" until the evaluator has said."""

    id: str
    step: str
    step_name: str
    text: str
    held: Held
    why: str


def theory_of(plan: Plan, language: str) -> tuple[Noted, ...]:
    """The parts of the theory of a run's package, from what is put in to what came of it. One query."""
    notes = {one.part: one for one in TheoryNote.objects.filter(plan=plan)}
    parts = sorted(plan.run.package.content["theory"], key=lambda one: STEPS.index(one["step"]))
    return tuple(
        Noted(
            one["id"], one["step"], str(STEP_NAMES[one["step"]]), in_language(one["text"], language),
            Held(notes[one["id"]].held) if one["id"] in notes else Held.UNKNOWN, notes[one["id"]].why if one["id"] in notes else "",
        )
        for one in parts
    )  # fmt: skip

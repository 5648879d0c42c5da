"""Need descriptions as pages and documents show them, and two versions side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.merging import Change, changes
from nybrott.needs.models import ChecklistPoint, NeedDescription, OutcomeGoal

# The eight points: what a good need description does.
POINTS: dict[str, Promise] = {
    "what": _("It says what is to be achieved, not how."),
    "purpose": _("It states the purpose and the intended effects, and for whom."),
    "criteria": _("It says how we know that we have succeeded."),
    "data": _("It rests on figures and on several of those affected."),
    "prioritised": _("Only needs that serve the purpose are in it; the others are parked with a reason."),
    "open": _("It is as open as it can be; every requirement rules out some answers."),
    "market": _("It has been checked whether the market can meet it now or later."),
    "together": _("People from different fields have made it together."),
}
PARTS: dict[str, Promise] = {
    "title": _("Title"),
    "purpose": _("Purpose"),
    "background": _("What it is like today"),
    "question": _("The question we ask"),
    "needs": _("Needs"),
    "goals": _("Outcome goals"),
    "criteria": _("We have succeeded when"),
    "unknown": _("What we do not know"),
    "tried": _("What has been tried"),
    "other_ways": _("Ways other than buying"),
}


@dataclass(frozen=True, slots=True)
class Whole:
    """A description with all that hangs on it, each fetched once."""

    description: NeedDescription
    goals: tuple[OutcomeGoal, ...]
    criteria: tuple[str, ...]
    needs: tuple[str, ...]
    question: str
    checklist: tuple[tuple[ChecklistPoint, Promise], ...]

    @property
    def cannot_be_measured(self) -> tuple[OutcomeGoal, ...]:
        """Goals nobody could say afterwards whether they were reached."""
        return tuple(goal for goal in self.goals if not goal.can_be_measured)

    def texts(self) -> dict[str, str]:
        """Part → its text, as versions are compared by."""
        one = self.description
        return {
            "title": one.title, "purpose": one.purpose, "background": one.background, "question": self.question,
            "needs": "\n".join(self.needs), "goals": "\n".join(goal_in_words(goal) for goal in self.goals),
            "criteria": "\n".join(self.criteria), "unknown": one.unknown, "tried": one.tried, "other_ways": one.other_ways,
        }  # fmt: skip


def whole(description: NeedDescription) -> Whole:
    """Everything a description says, in five queries."""
    points = {one.point: one for one in description.checklist.all()}
    return Whole(
        description, tuple(description.goals.all()), tuple(one.text for one in description.criteria.all()),
        tuple(str(need) for need in description.needs.all()), description.statement.question if description.statement else "",
        tuple((points[word], text) for word, text in POINTS.items() if word in points),
    )  # fmt: skip


def goal_in_words(goal: OutcomeGoal) -> str:
    """A goal as one line: what, measured by what, from where to where."""
    values = " → ".join(
        f"{value.normalize():f} {goal.unit}".strip() for value in (goal.baseline, goal.target) if value is not None
    )
    return " · ".join(part for part in (goal.text, goal.measure, values) if part)


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of two versions; `same` when nothing changed."""

    name: Promise
    changes: tuple[Change, ...]
    same: bool


def compared(before: Whole, after: Whole) -> Sequence[PartChange]:
    """Two versions, part by part; parts that are empty in both are left out."""
    old, new = before.texts(), after.texts()
    return [
        PartChange(name, changes(old[part], new[part]), old[part] == new[part])
        for part, name in PARTS.items()
        if old[part] or new[part]
    ]

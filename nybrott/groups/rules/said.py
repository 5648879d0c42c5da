"""What people say of a group, of its common text and of a decision, on its way from a form to an action."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from nybrott.groups.models import GroupDecision
from nybrott.people.models import Organisation


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """What is said of a group; see `models.BuyersGroup`."""

    name: str
    purpose: str
    most: int | None = None
    join_until: date | None = None


@dataclass(frozen=True, slots=True)
class TextSaid:
    """What a version says; see `models.CommonText`."""

    purpose: str
    background: str = ""
    needs: Sequence[str] = ()
    goals: Sequence[str] = ()
    criteria: Sequence[str] = ()
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is entered in the decision log; see `models.GroupDecision`."""

    text: str
    reason: str
    on: date
    by: str
    in_favour: Collection[Organisation] = ()
    against: Collection[Organisation] = ()
    corrects: GroupDecision | None = None

"""Other organisations a run can stand beside, found by name among those the official notices know."""

from collections.abc import Sequence
from functools import lru_cache

from duckdb import Error as LakeFault

from nybrott.effects.models import Plan
from nybrott.lake import Lake, NoLake
from nybrott.notices.queries import lake

SHOWN = 20


def found_by_name(plan: Plan, name: str) -> list[tuple[str, str, int]]:
    """(number, name, notices) of organisations of the same country whose name holds some letters, the own one left out.

    None are found where there are no notices.
    """
    own, country = plan.run.organisation.number, plan.run.organisation.country
    if len(name.strip()) < 2:
        return []
    try:
        page = lake().organisations({"country": country, "name": name.strip()[:100]}, size=SHOWN + 1)
    except (LakeFault, NoLake, OSError):
        return []
    return [(one.ref, one.name, one.notices) for one in page.rows if one.ref != own and one.ref not in plan.others][
        :SHOWN
    ]


def names_of(plan: Plan, numbers: Sequence[str]) -> list[tuple[str, str]]:
    """(number, name) of each; the number itself where the notices do not know it."""
    return [(number, _known(plan, number) or number) for number in numbers]


def is_known(plan: Plan, number: str) -> bool:
    """Whether official notices know an organisation by its number."""
    return bool(_known(plan, number))


def _known(plan: Plan, number: str) -> str:
    held = lake()
    try:
        return _name(held, held.generation, plan.run.organisation.country, number)
    except (LakeFault, NoLake, OSError):
        return ""


@lru_cache(maxsize=500)
def _name(held: Lake, generation: str, country: str, number: str) -> str:
    """A generation of a lake never changes, so what was looked up in it once need not be looked up again."""
    found = held.organisation(country, number)
    return found.row.name if found else ""

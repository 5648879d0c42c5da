"""What a run shall reach, as its page shows it, and what a package proposes."""

from dataclasses import dataclass
from decimal import Decimal

from nybrott.core.programme import in_language
from nybrott.programmes.models import Package
from nybrott.runs.models import Reading, Run, Target

ROLES = {"participant": "driver", "driver": "driver", "mentor": "mentor", "lead": "lead"}


@dataclass(frozen=True, slots=True)
class Reached:
    """A target with its readings. `share`: how much of the way from before to the target it has come (0 to 1, may be less than
    nothing or more than all); None where that cannot be said."""

    target: Target
    readings: tuple[Reading, ...]
    share: float | None


def targets_of(run: Run) -> list[Reached]:
    """Every target, in order, with its readings. Two queries."""
    found = run.targets.prefetch_related("readings__said_by")
    return [Reached(one, tuple(one.readings.all()), share(one.baseline, one.now_value, one.target)) for one in found]


def share(before: Decimal | None, now: Decimal | None, target: Decimal | None) -> float | None:
    """How much of the way has been gone."""
    if before is None or now is None or target is None or before == target:
        return None
    return float((now - before) / (target - before))


def proposed_targets(package: Package, language: str) -> list[tuple[str, str, str]]:
    """(name, how, unit) of each target a package sets."""
    return [
        (in_language(one["name"], language), in_language(one["how"], language), in_language(one.get("unit") or {}, language))
        for one in package.content["targets"]
    ]  # fmt: skip


def proposed_hours(package: Package) -> dict[str, int]:
    """Role ("driver", "mentor", "lead") → the hours a package expects of each."""
    said = {
        ROLES[one["id"]]: one["hours"] for one in package.content["roles"] if one["id"] in ROLES and one.get("hours")
    }
    return {role: int(hours) for role, hours in said.items()}


def packages_to_run(actor_packages: list[Package], organisation_id: int) -> list[Package]:
    """The newest version of each, the organisation's own first, by name."""
    newest: dict[str, Package] = {}
    for one in actor_packages:
        if one.uid not in newest or newest[one.uid].version < one.version:
            newest[one.uid] = one

    def own(one: Package) -> bool:
        return bool(one.programme and one.programme.organisation_id == organisation_id)

    return sorted(newest.values(), key=lambda one: (not own(one), one.name.casefold(), one.pk))

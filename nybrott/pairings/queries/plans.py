"""The plan of who guides whom, what it costs to change it, and the pairs there are."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.core.pairing import Proposal, propose, written
from nybrott.guidance.models import Choice, Pairing
from nybrott.guidance.states import PairingState
from nybrott.pairings.queries.rosters import People, id_of, people_of
from nybrott.runs.models import Participation, Run
from nybrott.runs.rules import may_run
from nybrott.runs.states import RunState
from nybrott.ui.thread import NextStep

PER_PAGE = 25
SHOWS = ("", "left", "hand", "changed", "mentors")


@dataclass(frozen=True, slots=True)
class Broken:
    """A choice by hand that cannot stand any more, with the codes of why."""

    choice: Choice
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A driver in the plan. `pair` and `left` are what `core.pairing.written` says of one with a mentor and of one without;
    `live` is the pair there is now. `cost`: points less and drivers more without a mentor, when chosen by hand."""

    id: str
    driver: Participation
    mentor: Participation | None
    pair: dict[str, Any]
    left: dict[str, Any]
    choice: Choice | None
    live: Pairing | None
    cost: tuple[int, int] | None

    @property
    def change(self) -> str:
        """What the plan does to the pair there is: new, kept, moved, ended; nothing where there is none and will be none."""
        if self.live is None:
            return "new" if self.mentor else ""
        if self.mentor is None:
            return "ended"
        return "kept" if self.live.mentor_id == self.mentor.pk else "moved"


class Plan:
    """The best plan around what was chosen by hand, and the best without, to tell what the choices cost."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.best = propose(people.roster)
        self.fixed, self.broken = self._choices()
        self.made = propose(replace(people.roster, fixed=tuple(self.fixed.items()))) if self.fixed else self.best

    def _choices(self) -> tuple[dict[str, str], list[Broken]]:
        fixed: dict[str, str] = {}
        broken: list[Broken] = []
        places = {one.id: one.capacity for one in self.people.roster.mentors}
        for driver, choice in self.people.choices.items():
            mentor = id_of(choice.mentor)
            if driver not in self.people.drivers or mentor not in places:
                broken.append(Broken(choice, ()))
            elif codes := self.best.change(driver, mentor).barred:
                broken.append(Broken(choice, codes))
            elif list(fixed.values()).count(mentor) >= places[mentor]:
                broken.append(Broken(choice, ("no-room",)))
            else:
                fixed[driver] = mentor
        for (
            driver,
            pairing,
        ) in self.people.live.items():  # what was chosen by hand before is not undone by the next plan
            mentor = id_of(pairing.mentor)
            known = driver in self.people.drivers and mentor in places and driver not in self.people.choices
            if not known or not pairing.by_hand or self.best.change(driver, mentor).barred:
                continue
            if list(fixed.values()).count(mentor) < places[mentor]:
                fixed[driver] = mentor
        return fixed, broken

    @property
    def cost(self) -> tuple[int, int]:
        """What was chosen by hand costs: points less in all, and drivers more without a mentor."""
        return self.best.points - self.made.points, self.told["total"]["left"] - len(list(self.best.left()))

    @cached_property
    def told(self) -> dict[str, Any]:
        """The plan as `core.pairing.written` gives it."""
        return written(self.made)

    @cached_property
    def rows(self) -> list[Row]:
        """Every driver, by name."""
        pairs = {one["driver"]: one for one in self.told["pairs"]}
        left = {one["driver"]: one for one in self.told["left"]}
        rows = []
        for id, part in self.people.drivers.items():
            pair, by_hand = pairs.get(id, {}), self.fixed.get(id)
            costs = self.best.change(id, by_hand) if by_hand else None
            rows.append(
                Row(
                    id, part, self.people.mentors.get(pair.get("mentor", "")), pair, left.get(id, {}),
                    self.people.choices.get(id) if by_hand else None, self.people.live.get(id),
                    (costs.points, costs.left) if costs else None,
                )
            )  # fmt: skip
        return sorted(rows, key=lambda row: (sort_key(row.driver.user.name), row.driver.pk))

    @property
    def ending(self) -> Iterator[tuple[Pairing, dict[str, Any]]]:
        """The pairs there are that the plan ends, each with what `core.pairing` says of why."""
        for one in self.told["parted"]:
            yield self.people.live[one["driver"]], one

    @property
    def mark(self) -> str:
        """Changes when the plan does, or what it starts from: whoever proposes says which they saw."""
        pairs = sorted((one["driver"], one["mentor"]) for one in self.told["pairs"])
        live = sorted((one.pk, one.state) for one in self.people.live.values())
        chosen = sorted(self.fixed.items())
        return hashlib.sha256(repr((pairs, live, chosen)).encode()).hexdigest()[:24]

    def hours_each(self) -> int | None:
        """Hours a mentor has for one driver, as far as they said; None when nobody did."""
        said = [(one.hours or 0, one.capacity) for one in self.people.mentors.values() if one.capacity and one.hours]
        places = sum(capacity for _hours, capacity in said)
        return round(sum(hours for hours, _capacity in said) / places) if places else None

    def page(self, show: str, number: int) -> Page[Row]:
        """Some of the rows, a page at a time: all, or those one of `SHOWS` names."""
        wanted = {
            "left": [row for row in self.rows if row.mentor is None],
            "hand": [row for row in self.rows if row.cost],
            "changed": [row for row in self.rows if row.change in ("new", "moved", "ended")],
        }
        return Paginator(wanted.get(show, self.rows), PER_PAGE).get_page(number)

    def counts(self) -> dict[str, int]:
        """How many rows each of `SHOWS` has."""
        return {
            "": len(self.rows), "left": self.told["total"]["left"], "hand": len(self.fixed),
            "changed": sum(row.change in ("new", "moved", "ended") for row in self.rows), "mentors": len(self.people.mentors),
        }  # fmt: skip

    def around(self, driver: str) -> Proposal:
        """The best plan when this driver is left to it and all other choices stand: what a change costs is told by it."""
        others = {id: mentor for id, mentor in self.fixed.items() if id != driver}
        if others == self.fixed:
            return self.made
        return propose(replace(self.people.roster, fixed=tuple(others.items()))) if others else self.best


def plan_of(run: Run) -> Plan:
    """The plan of a run as it is now. Raises `PairingError` when they are too many to be paired at once."""
    return Plan(people_of(run))


def seen_of(plan: Plan) -> str:
    """All that is chosen by hand, as a page says it back: who chooses says what they saw."""
    return ",".join(
        f"{one.driver_id}:{one.mentor_id}"
        for one in sorted(plan.people.choices.values(), key=lambda one: one.driver_id)
    )


def roster_said(plan: Plan) -> dict[str, Any]:
    """What the plan was worked out from, as `nybrott programme pair` reads it; by ids, not by names."""
    roster, kinds = plan.people.roster, ("drivers", "mentors")
    people = {
        kind: [{key: value for key, value in asdict(one).items() if value != ()} for one in getattr(roster, kind)]
        for kind in kinds
    }
    pairs = {"fixed": tuple(plan.fixed.items()), "before": roster.before, "apart": roster.apart}
    return people | {
        name: [{"driver": driver, "mentor": mentor} for driver, mentor in some] for name, some in pairs.items()
    }


# --- the pairs there are ---


def pair_page(actor: Actor, run: Run, number: int) -> Page[Pairing]:
    """The pairs of a run that somebody may see: those proposed, those that stand, then those that are over."""
    order = Case(
        When(state=PairingState.PROPOSED, then=Value(0)),
        When(state=PairingState.STANDS, then=Value(1)),
        default=Value(2),
    )
    found = Pairing.objects.visible_to(actor).filter(run=run).select_related(
        "driver__user", "driver__unit", "driver__organisation", "mentor__user", "mentor__unit", "mentor__organisation"
    )  # fmt: skip
    return Paginator(found.annotate(rank=order).order_by("rank", "-proposed_at", "pk"), PER_PAGE).get_page(number)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the pairing of a run has come: drivers who take part, pairs that stand, wait for an answer, drivers without."""

    drivers: int
    mentors: int
    stands: int
    proposed: int

    @property
    def without(self) -> int:
        """Drivers nobody guides and for whom nobody is proposed."""
        return max(self.drivers - self.stands - self.proposed, 0)


def standing_of(run: Run) -> Standing:
    """One query for those who take part and one for the pairs."""
    taking = run.parts.filter(state="in").aggregate(
        drivers=Count("pk", filter=Q(kind="driver")), mentors=Count("pk", filter=Q(kind="mentor"))
    )
    pairs = run.pairings.filter(driver__state="in").aggregate(
        stands=Count("pk", filter=Q(state=PairingState.STANDS)),
        proposed=Count("pk", filter=Q(state=PairingState.PROPOSED)),
    )
    return Standing(**taking, **pairs)


def pairing_step(actor: Actor, run: Run, now: datetime | None = None) -> NextStep | None:
    """What comes next with the pairs of a run: an own answer first; for those who lead it, drivers without a mentor."""
    mine = Pairing.objects.of_person(actor).filter(run=run, state=PairingState.PROPOSED)
    mine = mine.filter(
        Q(driver__user_id=actor.user_id, driver_yes_at=None) | Q(mentor__user_id=actor.user_id, mentor_yes_at=None)
    )
    if actor.user_id and (one := mine.select_related("driver__user", "mentor__user").first()):
        other = one.mentor if one.driver.user_id == actor.user_id else one.driver
        said = _("A pair is proposed: you and %(name)s.") % {"name": other.user.name}
        return NextStep(said, _("Say yes or no"), _("You"), reverse("pairings:answer", args=[one.pk]))
    if not may_run(actor, run) or run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return None
    found, lead = standing_of(run), _("Those who lead the run")
    if found.without and found.mentors:
        said = ngettext("%(n)s driver is without a mentor.", "%(n)s drivers are without a mentor.", found.without)
        url = reverse("pairings:plan", args=[run.pk])
        return NextStep(said % {"n": found.without}, _("Work out a proposal"), lead, url)
    if found.proposed:
        said = ngettext("%(n)s pair waits for an answer.", "%(n)s pairs wait for an answer.", found.proposed)
        reason = _("They are reminded once, after a week.")
        return NextStep(
            said % {"n": found.proposed}, _("Wait for the answers"), _("The drivers and mentors"), "", reason
        )
    return None

"""What a pass came to: reckoned without persons when it is shown, and read again as one person may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nybrott.core.actor import Actor
from nybrott.core.scoring import FEWEST, Spread, spread, standings
from nybrott.priorities.models import Criterion, Participant, Priority, Remark, Round, Score, Showing

Cell = tuple[int, int]
"""Keys of a priority and a criterion."""
Sheet = Mapping[Cell, int | None]


def sheets(one: Round, in_pass: int) -> list[Sheet]:
    """What each participant says in a pass, without saying who: what they gave in it, else what they gave before. One query."""
    said: dict[int, dict[Cell, int | None]] = {}
    rows = Score.objects.filter(participant__round=one, in_pass__lte=in_pass).order_by("in_pass", "pk")
    for person, priority, criterion, value in rows.values_list("participant", "priority", "criterion", "value"):
        said.setdefault(person, {})[priority, criterion] = value
    return [said[person] for person in sorted(said)]


def reckon(one: Round, in_pass: int) -> tuple[int, dict[str, object]]:
    """How many scored something, and what a pass came to, as JSON keeps it; with fewer than three scorers nothing is reckoned.

    `cells`: "priority:criterion" → counts, for cells that three or more scored. `order`: where each need stands.
    """
    people = [sheet for sheet in sheets(one, in_pass) if any(value is not None for value in sheet.values())]
    if len(people) < FEWEST:
        return len(people), {}
    needs = list(one.priorities.values_list("pk", flat=True))
    weights = dict(one.criteria.values_list("pk", "weight"))
    cells: dict[str, object] = {}
    for need in needs:
        for criterion in weights:
            scores = [value for sheet in people if (value := sheet.get((need, criterion))) is not None]
            if len(scores) >= FEWEST:
                cells[f"{need}:{criterion}"] = list(spread(scores).counts)
    order = [
        {
            "need": each.need, "total": each.total, "rank": each.rank, "counted": each.counted, "holds": each.holds, "trials": each.trials,
            "best": each.best, "worst": each.worst,
        }
        for each in standings(people, needs, weights)
    ]  # fmt: skip
    return len(people), {"cells": cells, "order": order}


@dataclass(frozen=True, slots=True)
class CellShown:
    """One need by one criterion. `spread` None: fewer than three could judge. `mine`: the reader's own score, None without one."""

    criterion: Criterion
    spread: Spread | None
    mine: int | None = None


@dataclass(frozen=True, slots=True)
class NeedShown:
    """A need as a pass shows it. `total` and `rank` None: too few could judge it. `tied`: others share the rank.

    In `holds` of `trials` other ways to reckon the rank is the same; `best` and `worst` are the ends. `remarks` have no names.
    """

    priority: Priority
    cells: tuple[CellShown, ...]
    remarks: tuple[str, ...]
    total: float | None = None
    rank: int | None = None
    tied: bool = False
    counted: int = 0
    holds: int = 0
    trials: int = 0
    best: int | None = None
    worst: int | None = None

    @property
    def apart(self) -> float:
        """How far apart people are where they are furthest, 0 to 1; -1 when nothing can be shown."""
        return max((cell.spread.apart or 0.0 for cell in self.cells if cell.spread), default=-1.0)


@dataclass(frozen=True, slots=True)
class Talk:
    """Something to talk about: a need by a criterion where people are far apart."""

    need: NeedShown
    cell: CellShown


@dataclass(frozen=True, slots=True)
class Result:
    """A shown pass: needs in their order. `few`: fewer than three scored, so that nothing of it can be shown."""

    showing: Showing
    needs: tuple[NeedShown, ...]
    criteria: tuple[Criterion, ...]
    few: bool

    @property
    def apart_first(self) -> list[NeedShown]:
        """The same needs, where people are furthest apart first."""
        return sorted(self.needs, key=lambda one: (-one.apart, one.rank or 0, one.priority.place))

    def talk(self, most: int = 3, least: float = 0.4) -> list[Talk]:
        """Where people disagree most, the widest first: at most `most`, none that are less apart than `least`."""
        found = [
            Talk(need, cell)
            for need in self.needs
            for cell in need.cells
            if cell.spread and (cell.spread.apart or 0) >= least
        ]
        return sorted(found, key=lambda one: -(one.cell.spread.apart or 0 if one.cell.spread else 0))[:most]


def result(one: Round, in_pass: int, reader: Actor | None = None) -> Result | None:
    """A pass as it was shown, None when it was not. With a reader, her own scores are marked; nobody else's ever are."""
    if in_pass > one.shown:
        return None
    showing = one.showings.filter(in_pass=in_pass).first()
    if showing is None:
        return None
    criteria = tuple(one.criteria.all())
    priorities = one.priorities.select_related("need__challenge__owner", "decided_by")
    cells = showing.found.get("cells", {})
    order = {int(said["need"]): said for said in showing.found.get("order", [])}
    mine = my_sheet(one, in_pass, reader) if reader else {}
    few = showing.scorers < FEWEST
    remarks = {} if few else remarks_shown(one, in_pass)
    ranks = [said["rank"] for said in order.values()]
    needs = []
    for each in priorities:
        shown = tuple(
            CellShown(by, _spread(cells.get(f"{each.pk}:{by.pk}")), mine.get((each.pk, by.pk))) for by in criteria
        )
        said = {name: value for name, value in order.get(each.pk, {}).items() if name != "need"}
        tied = said.get("rank") is not None and ranks.count(said["rank"]) > 1
        needs.append(NeedShown(each, shown, tuple(remarks.get(each.pk, ())), tied=tied, **said))
    needs.sort(key=lambda one: (one.rank is None, one.rank or 0, one.priority.place, one.priority.pk))
    return Result(showing, tuple(needs), criteria, few)


def _spread(counts: Sequence[int] | None) -> Spread | None:
    if counts is None:
        return None
    return spread([score for score, count in enumerate(counts, 1) for _ in range(count)])


def my_sheet(one: Round, in_pass: int, actor: Actor) -> Sheet:
    """The actor's own scores as they count in a pass."""
    rows = Score.objects.visible_to(actor).filter(participant__round=one, in_pass__lte=in_pass).order_by("in_pass")
    return {
        (priority, criterion): value
        for priority, criterion, value in rows.values_list("priority", "criterion", "value")
    }


def my_remarks(one: Round, in_pass: int, actor: Actor) -> dict[int, str]:
    """The actor's own comments as they count in a pass: priority → text."""
    rows = Remark.objects.visible_to(actor).filter(participant__round=one, in_pass__lte=in_pass).order_by("in_pass")
    return dict(rows.values_list("priority", "text"))


def remarks_shown(one: Round, in_pass: int) -> dict[int, list[str]]:
    """Priority → what people wrote, in the order of the letters, so that its place says nothing of who wrote it."""
    rows = Remark.objects.filter(participant__round=one, in_pass__lte=in_pass).order_by("in_pass")
    latest = {(person, need): text for person, need, text in rows.values_list("participant", "priority", "text")}
    found: dict[int, list[str]] = {}
    for (_person, need), text in latest.items():
        if text:
            found.setdefault(need, []).append(text)
    return {need: sorted(texts, key=str.casefold) for need, texts in found.items()}


def place_in(one: Round, actor: Actor) -> Participant | None:
    """The actor's own place in a round, None when they were not asked."""
    return one.participants.filter(user=actor.user_id).select_related("user").first() if actor.user_id else None

"""What every page of a run has around it, and what rooms above hang on a run: they say it when they start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.runs import rules
from nybrott.runs.models import Run
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep


@dataclass(frozen=True, slots=True)
class Said:
    """What a room above says of a run: a title, a text, and a link to more with its words."""

    title: str
    text: str
    url: str
    label: str


# address, what it is called, and who gets to see it: everyone who sees the run, or what the rule lets
Rule = Callable[[Actor, Run], object]
PARTS: list[tuple[str, Promise, Rule | None]] = [
    ("runs:run", _("Overview"), None),
    ("runs:targets", _("Targets"), None),
    ("runs:gate", _("Start gate"), rules.may_run),
]
# what stands beside the list of runs
PLACES: list[tuple[str, Promise]] = [
    ("runs:runs", _("Runs of programmes")),
    ("programmes:programmes", _("Programmes to copy")),
    ("programmes:cards", _("Method cards")),
    ("workshops:workshops", _("Workshops")),
]
# where something is done that a room above holds: "call", "people" → its address, which takes the run's key
DOORS: dict[str, str] = {}
# what rooms above say of a run on its page
SAID: list[Callable[[Actor, Run], "Said | None"]] = []
STEPS: list[Callable[[Actor, Run, datetime], NextStep | None]] = []


def add_part(address: str, label: Promise, *, before: str = "", rule: Rule | None = None) -> None:
    """A tab of a room above. `address` takes the run's key; `before` is the address of the tab it stands before, the end
    when empty; `rule` (actor, run) says who sees it, everyone who sees the run when there is none."""
    names = [name for name, _label, _rule in PARTS]
    if before and before not in names:
        raise ValueError(f"{before} is no tab yet; in INSTALLED_APPS the room that adds it stands before this one")
    if address not in names:
        PARTS.insert(names.index(before) if before else len(names), (address, label, rule))


def add_place(address: str, label: Promise) -> None:
    """A tab beside the list of runs. `address` takes nothing."""
    if address not in dict(PLACES):
        PLACES.append((address, label))


def add_door(what: str, address: str) -> None:
    """Where a room above calls for people ("call"), or shows them ("people")."""
    DOORS[what] = address


def add_step(read: Callable[[Actor, Run, datetime], NextStep | None]) -> None:
    """What comes next in a run that is under way, as of a time; None when this room waits for nothing. The first counts."""
    if read not in STEPS:
        STEPS.append(read)


def add_said(read: Callable[[Actor, Run], Said | None]) -> None:
    """Something that stands on top of a run's page once there is something to say, such as what was decided after it."""
    if read not in SAID:
        SAID.append(read)


def said(actor: Actor, run: Run) -> list[Said]:
    """What rooms above say of a run."""
    return [found for read in SAID if (found := read(actor, run)) is not None]


def parts(actor: Actor, run: Run, here: str) -> list[Link]:
    """The parts of a run as tabs, those somebody may open; `here` is the address of the one shown."""
    return [
        Link(str(label), reverse(name, args=[run.pk]), current=name == here)
        for name, label, rule in PARTS
        if rule is None or rule(actor, run)
    ]


def places(here: str) -> list[Link]:
    """What there is of programmes, as tabs; `here` is the address of the one shown."""
    return [Link(str(label), reverse(name), current=name == here) for name, label in PLACES]


def crumbs(run: Run | None = None, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page of a run."""
    way = [Link(str(_("Programme")), reverse("runs:runs"))]
    if run is not None:
        way.append(Link(run.title, reverse("runs:run", args=[run.pk]) if more else ""))
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))

"""The red thread of a challenge through every room: each room gives the stops it knows, and here they become one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import beginning_of
from nybrott.core.actor import Actor
from nybrott.core.trail import Stage, Stop, Trail, held, joined, stages
from nybrott.feedback.queries import dialogues_of
from nybrott.gatherings.queries import help_of
from nybrott.hearings.queries import voices_of
from nybrott.insights.queries import needs_trail
from nybrott.needs.queries import wordings_of
from nybrott.priorities.queries import decided_on
from nybrott.procurements.queries import bought_for
from nybrott.replies.queries import word_back_of
from nybrott.ui.charts import Chart
from nybrott.ui.thread import WORDS
from nybrott.ui.trails import Column, Dot
from nybrott.ui.trails import trail as drawn

# Every room that knows a part, in the order of the floors. A room that is born adds its line here.
ROOMS: list[Callable[[Actor, Challenge], Trail]] = [
    beginning_of,
    voices_of,
    needs_trail,
    wordings_of,
    decided_on,
    word_back_of,
    dialogues_of,
    bought_for,
    help_of,
]
# Kind of stop → the name of its stage.
NAMES: dict[str, Promise] = {
    "challenge": gettext_lazy("Beginning"),
    "session": gettext_lazy("Programme"),  # short: nine stages stand beside each other
    "contribution": gettext_lazy("Voices"),
    "evidence": gettext_lazy("Evidence"),
    "insight": gettext_lazy("Insights"),
    "need": gettext_lazy("Needs"),
    "statement": gettext_lazy("Problem"),
    "description": gettext_lazy("Description"),
    "reply": gettext_lazy("Word back"),
    "dialogue": gettext_lazy("Market dialogue"),
    "procurement": gettext_lazy("Procurement"),
    "requirement": gettext_lazy("Requirements"),
    "procedure": gettext_lazy("Procedure"),
    "notice": gettext_lazy("Official notice"),
    "contract": gettext_lazy("Contract"),
    "benefit": gettext_lazy("Benefit"),
}
FIRST = 8  # stops of a stage that are listed at once; the rest is folded


@dataclass(frozen=True, slots=True)
class Told:
    """A stage as the list tells it: `first` stops at once, `more` folded; the `holes` are what is missing."""

    kind: str
    name: str
    state: str
    word: str
    says: str
    first: tuple[tuple[Stop, str], ...]
    more: tuple[tuple[Stop, str], ...]
    holes: tuple[Stop, ...]

    @property
    def count(self) -> int:
        """How many things there are in it."""
        return len(self.first) + len(self.more)


@dataclass(frozen=True, slots=True)
class Thread:
    """A challenge's whole thread: the picture, the sentence above it, and the list."""

    sentence: str
    chart: Chart
    stages: tuple[Told, ...]


def trail_of(actor: Actor, challenge: Challenge) -> Trail:
    """What every room knows of the challenge, as far as the actor may see it; each room in a fixed number of queries."""
    return joined(room(actor, challenge) for room in ROOMS)


def thread_of(actor: Actor, challenge: Challenge) -> Thread:
    """The thread as the page shows it, in the language of the page."""
    trail = trail_of(actor, challenge)
    found = stages(trail)
    on_it = held(trail)
    chart = drawn([_column(stage, on_it) for stage in found], trail.links)
    return Thread(_sentence(found), chart, tuple(_told(stage) for stage in found))


def _name(stage: Stage) -> str:
    return str(NAMES.get(stage.kind, stage.kind))


def _word(stop: Stop) -> str:
    return stop.word or str(WORDS[stop.state])


def _says(stage: Stage) -> str:
    """How far a stage is, in two or three words."""
    things = [stop for stop in stage.stops if stop.state != "missing"]
    if stage.kind == "need" and things:
        verified = sum(stop.kind == "need" and stop.state == "done" for stop in things)
        total = sum(stop.kind == "need" and stop.state != "stopped" for stop in things)
        return _("%(verified)s of %(total)s verified") % {"verified": verified, "total": total}
    counted = len([stop for stop in things if stop.ref.isdigit()])
    if stage.kind in ("session", "contribution", "evidence", "insight") and counted:
        return str(counted)
    return str(WORDS[stage.state])


def _column(stage: Stage, on_it: frozenset[tuple[str, str]]) -> Column:
    dots = [Dot(stop.key, _tip(stop), stop.state, stop.url, stop.key in on_it) for stop in stage.stops]
    return Column(_name(stage), stage.state, _says(stage), f"#stage-{stage.kind}", dots)


def _tip(stop: Stop) -> str:
    return " · ".join(part for part in (stop.label, _word(stop), stop.note if stop.state == "missing" else "") if part)


def _told(stage: Stage) -> Told:
    things = [(stop, _word(stop)) for stop in stage.stops if stop.state != "missing"]
    holes = tuple(stop for stop in stage.stops if stop.state == "missing")
    first = len(things) if len(things) <= FIRST + 2 else FIRST
    return Told(
        stage.kind, _name(stage), stage.state, str(WORDS[stage.state]), _says(stage), tuple(things[:first]),
        tuple(things[first:]), holes,
    )  # fmt: skip


def _sentence(found: list[Stage]) -> str:
    """What one sees: how much is reached, and how much is still open."""
    reached = sum(stage.state == "done" or any(stop.state == "done" for stop in stage.stops) for stage in found)
    holes = sum(stop.state == "missing" for stage in found for stop in stage.stops)
    said = _("%(reached)s of %(all)s stages have something that is done.") % {"reached": reached, "all": len(found)}
    if not holes:
        return f"{said} " + _("Nothing is missing so far.")
    return f"{said} " + ngettext("%(n)s thing is missing.", "%(n)s things are missing.", holes) % {"n": holes}

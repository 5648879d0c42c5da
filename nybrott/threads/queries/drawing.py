"""A thread as the page shows it: the picture, the sentence above it, and the same as a list that is folded where it is long."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nybrott.core.trail import Key, Stage, Stop, Trail, before, held, stages
from nybrott.threads.queries.things import Thing
from nybrott.ui.charts import Chart
from nybrott.ui.formats import number
from nybrott.ui.thread import WORDS
from nybrott.ui.thread import Stop as Short
from nybrott.ui.trails import Column, Dot
from nybrott.ui.trails import trail as drawn

# Kind of stop → the name of its stage.
NAMES: dict[str, Promise] = {
    "goal": gettext_lazy("Goal"),
    "run": gettext_lazy("Run"),
    "example": gettext_lazy("After others"),
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
    "case": gettext_lazy("Case"),
    "adoption": gettext_lazy("Adopted"),
    "group": gettext_lazy("Buyers' group"),
}
FIRST = 8  # stops of a stage that are listed at once
FOLDED = 60  # stops that are listed or folded on the page; of more, the stage has pages of its own
SOLE = (
    "challenge",
    "goal",
    "run",
)  # kinds whose thread is everything that hangs on them: nothing leads to or comes of them only

Line = tuple[Stop, str, bool]
"""A stop of the list, its state in a word, and whether it is the thing the thread is seen from."""


@dataclass(frozen=True, slots=True)
class Told:
    """A stage as the list tells it: `first` stops at once, `more` folded, `rest` on pages of its own; the `holes` are what is missing."""

    kind: str
    name: str
    state: str
    word: str
    says: str
    first: tuple[Line, ...]
    more: tuple[Line, ...]
    rest: int
    holes: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A whole thread: the sentence above the picture, the picture, and the list."""

    sentence: str
    chart: Chart
    stages: tuple[Told, ...]


def thread_of(trail: Trail, here: Key | None = None) -> Thread:
    """The thread in the language of the page; `here` is the thing it is seen from, None when it is all of one challenge."""
    found, on_it = stages(trail), held(trail)
    chart = drawn([_column(stage, on_it, here) for stage in found], trail.links)
    sentence = _sentence(found) if here is None or here[0] in SOLE else _seen_from(trail, here)
    return Thread(sentence, chart, tuple(_told(stage, here) for stage in found))


def lines_of(trail: Trail, kind: str, here: Key) -> tuple[str, tuple[Line, ...]]:
    """The name of one stage and all of its stops, for pages of its own; empty when there is no such stage."""
    stage = next((one for one in stages(trail) if one.kind == kind), None)
    if stage is None:
        return "", ()
    return _name(stage), tuple(_line(stop, here) for stop in stage.stops if stop.state != "missing")


def short_of(trail: Trail, thing: Thing) -> list[Short]:
    """The thread in one line: a stop for each stage, the one of the thing itself marked. Each leads to its place in the whole."""
    whole = reverse(f"threads:{thing.kind}", args=[thing.pk])
    found = []
    for stage in stages(trail):
        here = any(stop.key == thing.key for stop in stage.stops)
        word = f"{_says(stage)} · {_('You are here')}" if here else _says(stage)
        found.append(Short(_name(stage), stage.state, f"{whole}#stage-{stage.kind}", word=word))
    return found


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


def _column(stage: Stage, on_it: frozenset[Key], here: Key | None) -> Column:
    shown = here if here is None or here[0] not in SOLE else None
    dots = [Dot(stop.key, _tip(stop), stop.state, stop.url, stop.key in on_it, stop.key == shown) for stop in stage.stops]  # fmt: skip
    return Column(_name(stage), stage.state, _says(stage), f"#stage-{stage.kind}", dots)


def _tip(stop: Stop) -> str:
    return " · ".join(part for part in (stop.label, _word(stop), stop.note if stop.state == "missing" else "") if part)


def _line(stop: Stop, here: Key | None) -> Line:
    return (stop, _word(stop), stop.key == here)


def _told(stage: Stage, here: Key | None) -> Told:
    lines = [_line(stop, here) for stop in stage.stops if stop.state != "missing"]
    holes = tuple(stop for stop in stage.stops if stop.state == "missing")
    if len(lines) > FIRST + 2:  # the thing itself is never folded away
        lines.sort(key=lambda line: not line[2])
    first = len(lines) if len(lines) <= FIRST + 2 else FIRST
    more = lines[first:FOLDED]
    return Told(
        stage.kind, _name(stage), stage.state, str(WORDS[stage.state]), _says(stage), tuple(lines[:first]), tuple(more),
        len(lines) - first - len(more), holes,
    )  # fmt: skip


def _sentence(found: list[Stage]) -> str:
    """What one sees: how much is reached, and how much is still open."""
    reached = sum(stage.state == "done" or any(stop.state == "done" for stop in stage.stops) for stage in found)
    holes = sum(stop.state == "missing" for stage in found for stop in stage.stops)
    said = _("%(reached)s of %(all)s stages have something that is done.") % {"reached": reached, "all": len(found)}
    if not holes:
        return f"{said} " + _("Nothing is missing so far.")
    return f"{said} " + ngettext("%(n)s thing is missing.", "%(n)s things are missing.", holes) % {"n": holes}


def _seen_from(trail: Trail, here: Key) -> str:
    """How many things led to it, and how many came of it."""
    there = {stop.key for stop in trail.stops if stop.state != "missing" and stop.ref.isdigit()}
    back = before(trail, here) & there
    on = (before(Trail(trail.stops, frozenset((went, came) for came, went in trail.links)), here) & there) - back
    led, came = len(back), len(on)
    said = ngettext("%(n)s thing led here", "%(n)s things led here", led) % {"n": number(led)}
    then = ngettext("%(n)s thing has come of it.", "%(n)s things have come of it.", came) % {"n": number(came)}
    return _("%(before)s, and %(after)s") % {"before": said, "after": then}

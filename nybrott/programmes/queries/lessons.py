"""What was learnt of a programme: as packages tell it, and as rooms above say it while the programme is changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.programmes.models import Package, Programme
from nybrott.programmes.queries.words import COURSE_NAMES


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson as pages show it beside a part. `section` and `part` are empty for all of the programme; `done`: what was done with
    it; `source`: the run it came from, in words. `url` is where one says what was done, `behind` the decision it follows from, when that
    is here; a `binding` one must be settled before a version is released."""

    section: str
    part: str
    name: str
    text: str
    done: str
    source: str
    url: str = ""
    behind: str = ""
    binding: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A run as pages tell of it: which, and what was decided after it."""

    source: str
    course: str
    decided: str
    reasons: str


_READERS: list[Callable[[Actor, Programme], Sequence[Learnt]]] = []


def add_beside(read: Callable[[Actor, Programme], Sequence[Learnt]]) -> None:
    """Show what a room above learnt beside the parts of a programme while it is changed."""
    _READERS.append(read)


def beside(actor: Actor, programme: Programme) -> tuple[Learnt, ...]:
    """What rooms above learnt of a programme and is not in a version of it yet."""
    return tuple(one for read in _READERS for one in read(actor, programme))


def runs_told(runs: Iterable[Mapping[str, Any]]) -> tuple[Told, ...]:
    """The runs of a package for reading."""
    return tuple(Told(source_of(one), one["course"], str(COURSE_NAMES[one["course"]]), one["reasons"]) for one in runs)


def lessons_of(runs: Iterable[Mapping[str, Any]]) -> tuple[Learnt, ...]:
    """The lessons of a package for reading, in its order."""
    return tuple(
        Learnt(one["section"], one["part"], one["name"], one["text"], one["done"], source_of(run)) for run in runs for one in run["lessons"]
    )  # fmt: skip


def source_of(run: Mapping[str, Any]) -> str:
    """Which run, whose, and when, in one line. A period that is no two days is shown as it is."""
    try:
        first, last = (date_format(date.fromisoformat(day), "YEAR_MONTH_FORMAT") for day in run["period"].split("/"))
    except ValueError:
        return f"{run['title']}, {run['publisher']}, {run['period']}"
    return _("%(run)s, %(publisher)s, %(first)s–%(last)s") % {"run": run["title"], "publisher": run["publisher"], "first": first, "last": last}  # fmt: skip


def new_runs(before: Package | None, after: Package | None) -> list[dict[str, Any]]:
    """The runs that one package tells of and the one before it did not."""
    known = before.learnt if before else []
    return [one for one in (after.learnt if after else []) if one not in known]


def of_part(lessons: Iterable[Learnt], section: str, part: str = "") -> tuple[Learnt, ...]:
    """Those about one part of a programme; without a part those about the section itself."""
    return tuple(one for one in lessons if (one.section, one.part) == (section, part))


def of_piece(lessons: Iterable[Learnt], path: tuple[str, ...]) -> tuple[Learnt, ...]:
    """Those that stand beside a piece that changed: about the part it lies in, or its section."""
    return tuple(one for one in lessons if one.section and one.section == path[0] and one.part in ("", *path[1:2]))

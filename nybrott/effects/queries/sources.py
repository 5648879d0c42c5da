"""Everything an indicator can be measured by without anybody typing: what is counted, what surveys tell, what official notices show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from nybrott.effects.models import Plan
from nybrott.effects.queries.counting import Counted, Material, countable
from nybrott.effects.queries.noticed import NOTICED, read_notices
from nybrott.effects.queries.surveyed import asked_in, read_series
from nybrott.effects.states import Level, Source


@dataclass(frozen=True, slots=True)
class Choice:
    """Something an indicator can be measured by. `level` is what is proposed; `how` says in a sentence how the number comes about."""

    source: str
    ref: str
    label: str
    unit: str
    level: str
    how: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a source says: `value` in the indicator's unit with at most two decimals, and `n`, how many it rests on (None: not to be
    said). `sentence` says what n is, or why there is no value; `on` is the day it is of."""

    value: Decimal | None
    n: int | None
    sentence: str
    on: date


def choices(plan: Plan) -> list[Choice]:
    """All that can be chosen for the plan's indicators, in the language of the page. Two queries."""
    counted = [
        Choice(Source.COUNTED, one.key, str(one.label), str(one.unit), str(one.level), str(one.how))
        for one in countable().values()
    ]
    asked = [
        Choice(Source.WAVE, one.ref, one.label, one.unit, Level.LEARNING, one.how)
        for one in asked_in(plan.run.organisation_id)
    ]
    noticed = [
        Choice(Source.OFFICIAL, one.ref, str(one.label), str(one.unit), Level.RESULTS, str(one.how))
        for one in NOTICED.values()
    ]
    return counted + asked + noticed


def read_source(plan: Plan, source: str, ref: str, on: date) -> Found:
    """What a source says on a day: a value, what it rests on, and a sentence; or why there is none.

    Nothing later than the day counts, but what is kept month by month (what spreads from drivers) counts to the end of the day's month.
    """
    return read_sources(plan, [(source, ref)], on)[0]


def read_sources(plan: Plan, refs: Sequence[tuple[str, str]], on: date) -> list[Found]:
    """The same for several, in their order; what several rest on is read once."""
    known, material = countable(), Material(plan.run, on)
    found = []
    for source, ref in refs:
        if source == Source.COUNTED:
            said, day = (known[ref].read(material) if ref in known else _unknown()), on
        elif source == Source.WAVE:
            said, day = read_series(plan.run.organisation_id, ref, on)
        elif source == Source.OFFICIAL:
            said, day = read_notices(plan.run.organisation, ref, on)
        else:
            said, day = _typed(), on
        found.append(Found(_exact(said.value), said.n, said.sentence, day))
    return found


def _unknown() -> Counted:
    return Counted(None, None, _("This is no longer counted."))


def _typed() -> Counted:
    return Counted(None, None, _("It is entered by hand."))


def _exact(value: float | None) -> Decimal | None:
    """With at most two decimals, half a hundredth upwards."""
    return None if value is None else Decimal(str(round(value, 6))).quantize(Decimal("0.01"), ROUND_HALF_UP)

"""What an indicator's numbers can bear more than a value before and one now: published tables, official notices, counts by unit."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from duckdb import Error as LakeFault

from nybrott.challenges.models import Challenge
from nybrott.core.official import COUNTED, EVERY, OfficialSeries
from nybrott.effects.models import Indicator, Plan
from nybrott.effects.states import Source
from nybrott.evaluations.models import Series, Wave
from nybrott.evaluations.queries import official_others
from nybrott.evaluations.states import WaveState
from nybrott.lake import NoLake
from nybrott.people.models import Unit

Basis = dict[str, Any]
PERIODS = {months: code for code, months in EVERY.items()}
LEAST_DAYS = 28  # a shorter time before and after says nothing of a unit
MOST_OTHERS = 60


def bases_of(plan: Plan, indicator: Indicator, on: date) -> list[Basis]:
    """Everything that lies behind an indicator, as of a day; empty when it has a value now and one before, and nothing else."""
    if indicator.source == Source.WAVE:
        return list(_surveyed(plan, indicator.ref, on))
    if indicator.source == Source.OFFICIAL:
        return list(_noticed(plan, indicator.ref, on))
    if indicator.source == Source.COUNTED and indicator.ref == "raised" and plan.with_units:
        return list(_by_unit(plan, on))
    return []


# --- surveys: what was published, and nothing else ---


def closed_in(plan: Plan, ref: str, on: date) -> Wave | None:
    """The newest closed wave of the series an indicator is read from."""
    pk = ref.partition(":")[0]
    series = Series.objects.filter(pk=int(pk) if pk.isdecimal() else 0, organisation=plan.organisation_id).first()
    if series is None:
        return None
    closed = series.waves.filter(state=WaveState.CLOSED, closes_on__lte=on)
    return closed.order_by("-closes_on", "-pk").first()


def _surveyed(plan: Plan, ref: str, on: date) -> Iterator[Basis]:
    key, _equals, category = ref.partition(":")[2].partition("=")
    wave = closed_in(plan, ref, on)
    if wave is None:
        return
    tables = [one.found for one in wave.results.all() if one.found["key"] == key and not one.found["by"]]
    for one in tables:
        if one["show"] == "change" and one["linked"]:
            yield {
                "kind": "pairs", "first": one["since_title"], "second": wave.title, "linked": one["linked"], "higher": one["higher"], "same": one["same"],
                "lower": one["lower"],
            }  # fmt: skip
    for one in tables:
        if one["show"] == "mean" and one["mean"] is not None and not category:
            answered = one["n"] if one["n"] is not None else one["at_least"]
            yield {
                "kind": "mean", "wave": wave.title, "asked": max(wave.people, answered), "answered": answered, "mean": one["mean"],
                "scale": [one["low"], one["high"]],
            }  # fmt: skip
        if one["show"] == "counts" and category:
            alone = next((row for row in one["rows"] if row["categories"] == [category]), None)
            if alone is not None:
                yield {
                    "kind": "share", "wave": wave.title, "asked": max(wave.people, one["n"]), "answered": one["n"], "hits": alone["count"],
                }  # fmt: skip


# --- official notices ---


def _noticed(plan: Plan, ref: str, on: date) -> Iterator[Basis]:
    """One's own counts and those of the others the plan names, so many years back as it says; those that end before the report's day."""
    measure, organisation = ref.partition(".")[0], plan.run.organisation
    if measure not in COUNTED or not organisation.number or not (plan.own_years or plan.others):
        return
    every = PERIODS.get(plan.period, "quarter")
    others = [str(one) for one in plan.others][:MOST_OTHERS]
    try:
        found = official_others(
            [organisation.number, *others],
            measure,
            every=every,
            country=organisation.country,
            before=plan.run.begins_on,
        )
    except (LakeFault, NoLake, OSError):
        return
    first = date(plan.run.begins_on.year - (plan.own_years or 20), 1, 1)
    keep = [at for at, day in enumerate(found[0].periods) if first <= day <= on]
    if not keep:
        return
    said = [_series(one, keep, every) for one in found]
    yield {
        "kind": "official", "measure": measure, "every": every, "starts_on": plan.run.begins_on.isoformat(),
        "periods": [found[0].periods[at].isoformat() for at in keep], "own": said[0] | {"name": said[0]["name"] or organisation.name},
        "others": said[1:],
    }  # fmt: skip


def _series(one: OfficialSeries, keep: list[int], _every: str) -> dict[str, Any]:
    among = [one.among[at] for at in keep] if one.among else []
    return {"name": one.name[:300], "number": one.number, "counts": [one.counts[at] for at in keep], "among": among}


# --- units with and without ---


def _by_unit(plan: Plan, on: date) -> Iterator[Basis]:
    """Challenges raised in each unit, so many days since the run began and as many before it."""
    begins = plan.run.begins_on
    days = (min(on, plan.run.ends_on) - begins).days + 1
    if days < LEAST_DAYS:
        return
    before, end = begins - timedelta(days=days), begins + timedelta(days=days)
    sides = {}
    for side, units in (("with", plan.run.units), ("without", plan.run.compared)):
        found = list(units.order_by("name", "pk"))
        early, late = _raised(found, before, begins), _raised(found, begins, end)
        sides[side] = [{"name": one.name, "before": early[one.pk], "after": late[one.pk]} for one in found]
    yield {"kind": "units", **sides}


def _raised(units: list[Unit], since: date, until: date) -> dict[int, int]:
    first, last = (timezone.make_aware(datetime.combine(day, time.min)) for day in (since, until))
    found = dict.fromkeys((one.pk for one in units), 0)
    raised = Challenge.objects.filter(unit__in=list(found), raised_at__gte=first, raised_at__lt=last)
    for unit in raised.values_list("unit", flat=True):
        found[unit] += 1
    return found

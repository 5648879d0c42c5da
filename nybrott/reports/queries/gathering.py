"""Everything a report is reckoned from, put together as plain data: what is not there is said to be missing, and is no error."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from nybrott.claims.queries import stories_in
from nybrott.effects.models import Indicator, Plan, TheoryNote
from nybrott.effects.states import Level, Source
from nybrott.evaluations.models import Wave
from nybrott.evaluations.states import WaveState
from nybrott.reports.queries.bases import bases_of, closed_in
from nybrott.reports.queries.worth import claims_of, costs_of, trail_of
from nybrott.runs.models import Reading

MOST_STORIES = 30


def gathered(plan: Plan, on: date) -> dict[str, Any]:
    """The inputs of a report made on a day (core.evaluation). The same number of queries for each indicator that has something behind it."""
    indicators = list(plan.indicators.select_related("target", "question").prefetch_related("target__readings"))
    waves = _waves(plan, indicators, on)
    notes = {one.part: one for one in TheoryNote.objects.filter(plan=plan)}
    stories = list(
        stories_in(plan)
        .filter(told_at__isnull=False)
        .order_by("told_at", "pk")
        .values_list("pk", flat=True)[:MOST_STORIES]
    )
    inputs = {
        "about": _about(plan, on),
        "seed": plan.pk,
        "questions": [one.text for one in plan.questions.all()],
        "indicators": [_indicator(plan, one, on) for one in indicators],
        "waves": waves,
        "claims": claims_of(plan),
        "trail": trail_of(plan),
        "costs": costs_of(plan),
        "theory": [
            {"part": one["id"], "held": notes[one["id"]].held if one["id"] in notes else "unknown", "why": notes[one["id"]].why if one["id"] in notes else ""}
            for one in plan.run.package.content["theory"]
        ],
        "stories": stories,
        "limits": _limits(plan),
    }  # fmt: skip
    return inputs | {"not_done": list(_not_done(inputs))}


def _about(plan: Plan, on: date) -> dict[str, Any]:
    run = plan.run
    return {
        "run": run.title, "organisation": run.organisation.name, "programme": run.package.name, "package_version": run.package.version,
        "begins_on": run.begins_on.isoformat(), "ends_on": run.ends_on.isoformat(), "made_on": on.isoformat(),
        "number": plan.reports.count() + 1, "state": run.state,
    }  # fmt: skip


def _indicator(plan: Plan, one: Indicator, on: date) -> dict[str, Any]:
    target = one.target
    readings = [reading for reading in target.readings.all() if reading.measured_on <= on]
    return {
        "id": str(one.pk), "name": target.name, "unit": target.unit, "level": one.level, "source": one.source,
        "question": one.question.text if one.question else "", "theory": one.theory, "grows": one.grows, "before": _number(target.baseline),
        "before_on": target.baseline_on.isoformat() if target.baseline_on else None, "no_before": target.no_baseline,
        "target": _number(target.target), "readings": [_reading(reading) for reading in readings], "bases": bases_of(plan, one, on),
    }  # fmt: skip


def _reading(one: Reading) -> dict[str, Any]:
    return {"on": one.measured_on.isoformat(), "value": _number(one.value), "note": one.note}


def _number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: a whole one stays whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _waves(plan: Plan, indicators: Iterable[Indicator], on: date) -> list[dict[str, Any]]:
    """Closed surveys about the run, and those its indicators are read from, in the order they closed."""
    about = Wave.objects.filter(
        organisation=plan.organisation_id, subject_kind="runs.run", subject_ref=str(plan.run_id), state=WaveState.CLOSED, closes_on__lte=on
    )  # fmt: skip
    found = {one.pk: one for one in about.select_related("edition").prefetch_related("results")}
    for indicator in indicators:
        wave = closed_in(plan, indicator.ref, on) if indicator.source == Source.WAVE else None
        if wave is not None:
            found.setdefault(wave.pk, wave)
    return [_wave(one) for one in sorted(found.values(), key=lambda one: (one.closes_on, one.pk))]


def _wave(one: Wave) -> dict[str, Any]:
    told = {
        result.found["key"].partition(".")[0] for result in one.results.all() if result.found.get("mean", 0) is not None
    }
    return {
        "title": one.title, "closed_on": one.closes_on.isoformat(), "asked": max(one.people, one.answered), "answered": one.answered,
        "edition": one.edition.number, "shown": len(told), "hidden": max(0, len(one.tables) - len(told)),
    }  # fmt: skip


def _limits(plan: Plan) -> dict[str, Any]:
    frozen = plan.snapshots.order_by("-taken_at", "-pk").first()
    left_out = getattr(plan, "left_out", {})
    return {
        "no_distance": plan.no_distance, "not_compared": plan.not_compared, "gate_reason": plan.run.gate_reason, "reopened": plan.reopen_reason,
        "settled_on": timezone.localdate(plan.settled_at).isoformat() if plan.settled_at else None,
        "changed_after": list(_changed(plan, frozen.content)) if frozen else [], "baseline": frozen.digest if frozen else "",
        "left_out": {str(level): str(left_out.get(level, "")) for level in Level},
    }  # fmt: skip


def _changed(plan: Plan, frozen: dict[str, Any]) -> Iterator[str]:
    """Indicators whose value before or target is another than when the plan was settled, and those that came later."""
    before = {one["id"]: one for one in frozen.get("indicators", [])}
    for one in plan.indicators.select_related("target"):
        said = before.get(one.pk)
        now = (_written(one.target.baseline), _written(one.target.target))
        if said is None or (said.get("before", now[0]), said.get("to_reach", now[1])) != now:
            yield one.target.name


def _written(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


def _not_done(inputs: dict[str, Any]) -> Iterable[str]:
    """What an evaluation usually has and this one does not."""
    if not inputs["claims"]:
        yield "claims"
    if not inputs["waves"]:
        yield "waves"
    if not any(one["held"] != "unknown" for one in inputs["theory"]):
        yield "theory"
    if not any(one["rate"] is not None for one in inputs["costs"]["worked"]) and not inputs["costs"]["paid"]:
        yield "costs"
    if not inputs["limits"]["baseline"]:
        yield "baseline"
    if not any(one["bases"] for one in inputs["indicators"]):
        yield "comparison"

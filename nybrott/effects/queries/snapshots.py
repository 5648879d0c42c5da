"""What everything was when a plan was settled: put together, frozen, and checked again."""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from duckdb import Error as LakeFault

from nybrott.core import measures
from nybrott.core.chain import canonical
from nybrott.core.official import COUNTED, EVERY
from nybrott.effects.models import Indicator, Plan, Snapshot
from nybrott.effects.queries.comparison import names_of
from nybrott.effects.states import Source
from nybrott.evaluations.queries import official_others
from nybrott.lake import NoLake
from nybrott.notices.queries import lake
from nybrott.runs.models import Target

FORMAT = "nybrott-baseline/1"
PERIODS = {months: code for code, months in EVERY.items()}


@dataclass(frozen=True, slots=True)
class Checked:
    """A snapshot looked at again. `whole`: its digest is that of its content. `differs`: names of what stands otherwise today than when it
    was frozen; empty for one that is not the newest of a settled plan, since then nothing has to be the same."""

    snapshot: Snapshot
    whole: bool
    differs: tuple[str, ...]


def content_of(plan: Plan) -> dict[str, Any]:
    """Everything a snapshot holds, as plain data: no floats, no names of people, nothing that hangs on the language of the page."""
    run = plan.run
    indicators = list(plan.indicators.select_related("target", "question"))
    found: dict[str, Any] = {
        "format": FORMAT,
        "run": {"title": run.title, "begins_on": str(run.begins_on), "ends_on": str(run.ends_on), "state": run.state},
        "package": {"name": run.package.name, "version": run.package.version, "publisher": run.package.publisher, "digest": run.package.digest},
        "questions": [{"id": one.pk, "text": one.text} for one in plan.questions.all()],
        "indicators": [_indicator(one) for one in indicators],
        "left_out": {str(level): why for level, why in plan.left_out.items()},
        "targets": [_target(one) for one in run.targets.filter(indicator=None)],
        "compared": {
            "own_years": plan.own_years, "months_in_a_period": plan.period, "why_not": plan.not_compared,
            "units": [{"id": one.pk, "name": one.name} for one in run.compared.order_by("pk")] if plan.with_units else [],
            "others": [{"number": number, "name": name} for number, name in names_of(plan, plan.others)],
        },
        "decides": {"what": plan.decides_what, "by": str(plan.decides_on or "")},
    }  # fmt: skip
    found["official"] = _official(plan, indicators)
    return found


def _indicator(one: Indicator) -> dict[str, Any]:
    said = {
        "id": one.pk, "level": one.level, "source": one.source, "ref": one.ref, "grows": one.grows, "theory": one.theory, "question": one.question_id,
    }  # fmt: skip
    return {**_target(one.target), "target_id": one.target_id, **said}


def _target(one: Target) -> dict[str, Any]:
    return {
        "name": one.name, "how": one.how, "unit": one.unit, "before": _number(one.baseline), "before_on": str(one.baseline_on or ""),
        "why_no_before": one.no_baseline, "to_reach": _number(one.target),
    }  # fmt: skip


def _number(value: Decimal | None) -> str:
    """A number always written the same way, whatever way it came in; empty for none."""
    return "" if value is None else format(value.normalize(), "f")


def _official(plan: Plan, indicators: list[Indicator]) -> dict[str, Any]:
    """The official counts the indicators rest on, own and others', with the definitions they were counted by; empty when none rests on any."""
    wanted = sorted({one.ref.partition(".")[0] for one in indicators if one.source == Source.OFFICIAL} & set(COUNTED))
    organisation = plan.run.organisation
    if not wanted:
        return {}
    if not organisation.number:
        return {"why_none": "the organisation has no number to find its notices by"}
    known, held, found = measures.catalogue(), lake(), {}
    try:
        generation = held.generation
        for code in wanted:
            rows = official_others(
                [organisation.number, *plan.others], code, every=PERIODS.get(plan.period, "quarter"), country=organisation.country,
                before=plan.run.begins_on,
            )  # fmt: skip
            measure = known[COUNTED[code][0]]
            found[code] = {
                "measure": measure.id, "version": measure.version, "every": rows[0].every, "periods": [str(day) for day in rows[0].periods],
                "rows": [{"number": row.number, "name": row.name, "counts": list(row.counts), "among": list(row.among)} for row in rows],
            }  # fmt: skip
    except (LakeFault, NoLake, OSError):
        return {"why_none": "the notices could not be read"}
    return {"lake": generation, "series": found}


def digest_of(content: dict[str, Any]) -> str:
    """The SHA-256 of a snapshot's content in canonical form: keys sorted, no spaces, UTF-8."""
    return sha256(canonical(content)).hexdigest()


def check(plan: Plan, snapshot: Snapshot) -> Checked:
    """Look at a snapshot again: whether its digest still is that of its content, and whether what it froze still stands."""
    newest = plan.snapshots.order_by("-taken_at", "-pk").first()
    whole = digest_of(snapshot.content) == snapshot.digest
    if plan.state != "settled" or newest != snapshot:
        return Checked(snapshot, whole, ())
    frozen = {one["id"]: one for one in snapshot.content["indicators"]}
    now = {one.pk: _indicator(one) for one in plan.indicators.select_related("target")}
    differs = [each["name"] for id, each in sorted(frozen.items()) if now.get(id) != each]
    differs += [each["name"] for id, each in sorted(now.items()) if id not in frozen]
    return Checked(snapshot, whole, tuple(differs))

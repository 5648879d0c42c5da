"""What units spend is written in, and a leader is nudged."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.core.actor import Actor
from nybrott.core.importing import Column, Importer, Row, RowVerdict
from nybrott.core.verdict import Refused, insist
from nybrott.efforts import letters, rules
from nybrott.efforts.queries import judge_spending, judged_spending, last_nudge
from nybrott.journal.actions import record, record_each
from nybrott.people.models import Organisation, Unit, User
from nybrott.runs.models import Nudge, Obstacle, Participation, Run, Spending


@transaction.atomic
def write_spending(*, actor: Actor, unit: Unit, year: int, amount: int, now: datetime) -> Spending:
    """Write in what a unit spends in a year, in whole øre; what stood there is replaced and stands in the journal."""
    insist(rules.may_write_spending(actor))
    before = Spending.objects.filter(unit=unit, year=year).values_list("amount", flat=True).first()
    said = {"amount": amount, "said_at": now, "said_by_id": actor.user_id, "organisation_id": unit.organisation_id}
    made, _new = Spending.objects.update_or_create(unit=unit, year=year, defaults=said)
    record(actor=actor, verb="efforts.spending_written", thing=made, at=now, facts={"before": before, "after": amount})
    return made


@transaction.atomic
def import_spending(*, actor: Actor, rows: Sequence[Row], now: datetime) -> list[RowVerdict]:
    """Take rows in: see `queries.judged_spending`. Taking the same row twice changes nothing the second time."""
    insist(rules.may_write_spending(actor))
    Organisation.objects.held(actor.organisation_id or 0)  # two imports at once take turns
    judged = list(judged_spending(actor, rows))
    good = [row for row in judged if row.outcome in ("new", "changed")]
    Spending.objects.bulk_create(
        [
            Spending(
                organisation_id=actor.organisation_id or 0, unit_id=row.unit or 0, year=row.year or 0, amount=row.amount or 0,
                said_at=now, said_by_id=actor.user_id,
            )
            for row in good
        ],
        update_conflicts=True, unique_fields=["unit", "year"], update_fields=["amount", "said_at", "said_by"], batch_size=1000,
    )  # fmt: skip
    made = Spending.objects.filter(unit__in=[row.unit for row in good], said_at=now).select_related("unit")
    record_each(
        actor=actor, verb="efforts.spending_imported", things=[(one, {"after": one.amount}) for one in made], at=now
    )
    return [row.verdict for row in judged]


@transaction.atomic
def nudge(
    *,
    actor: Actor,
    run: Run,
    unit: Unit,
    leader: User,
    subject: str,
    body: str,
    again: bool,
    now: datetime,
) -> Nudge:
    """Send a leader the letter somebody has read and changed. Within two weeks of the last one only when `again` says so."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # two who send at once: the second is asked
    insist(rules.may_nudge(actor, run, unit))
    insist(rules.may_nudge_again(last_nudge(run, unit), now, again=again))
    made = Nudge.objects.create(run=run, unit=unit, leader=leader, sent_at=now, sent_by_id=actor.user_id)
    letter = letters.nudge(leader, subject, body)
    record(actor=actor, verb="efforts.nudged", thing=made, at=now, facts={"name": run.title}, letters=[letter])
    return made


@transaction.atomic
def report_obstacle(*, actor: Actor, part: Participation, kind: str, text: str, unit: Unit | None, now: datetime) -> Obstacle:  # fmt: skip
    """Say what stands in the way, in one's own part in a run."""
    insist(rules.may_report(actor, part))
    if unit is not None and unit.organisation_id != part.organisation_id:
        raise Refused(_("The unit is not one of yours."))
    if not text.strip():
        raise Refused(_("Say in a sentence what stands in the way."))
    made = Obstacle.objects.create(part=part, unit=unit, kind=kind, text=text.strip(), reported_at=now)
    record(actor=actor, verb="efforts.obstacle_reported", thing=made, at=now, facts={"kind": kind})
    return made


@transaction.atomic
def clear_obstacle(*, actor: Actor, obstacle: Obstacle, how: str, now: datetime) -> Obstacle:
    """Say that it is out of the way, and what helped."""
    held = Obstacle.objects.select_for_update(of=("self",)).select_related("part__run").get(pk=obstacle.pk)
    insist(rules.may_clear(actor, held))
    held.over_at, held.over_how = now, how.strip()
    held.save(update_fields=["over_at", "over_how"])
    record(actor=actor, verb="efforts.obstacle_cleared", thing=held, at=now, facts={"kind": held.kind})
    return held


def _names(nb: Iterable[str], nn: Iterable[str], en: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {"nb": tuple(nb), "nn": tuple(nn), "en": tuple(en)}


SPENDING = Importer(
    key="spending",
    name=gettext_lazy("What units spend"),
    lead=gettext_lazy("One row for each unit and year, with how much it spent on purchases. The newest year "
                      "counts in the map of silent units."),
    permission="runs.manage",
    columns=(
        Column("unit", _names(["Enhet"], ["Eining"], ["Unit"]), required=True, example="Helse / Hjemmetjenesten"),
        Column("year", _names(["År"], ["År"], ["Year"]), required=True, example="2025"),
        Column("amount", _names(["Kroner", "Beløp", "Sum"], ["Kroner", "Beløp", "Sum"], ["Kroner", "Amount"]), required=True, example="1 250 000"),
    ),
    judge=judge_spending,
    take_in=import_spending,
    after="runs:runs",
)  # fmt: skip

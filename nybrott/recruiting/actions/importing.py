"""People of a run brought in from a spreadsheet, a run at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.core.actor import Actor
from nybrott.core.importing import Column, Importer, Row, RowVerdict
from nybrott.core.verdict import insist
from nybrott.journal.actions import record, record_each
from nybrott.recruiting import letters, rules
from nybrott.recruiting.actions import places
from nybrott.recruiting.queries import taking_part
from nybrott.recruiting.queries.importing import PersonRow, judged
from nybrott.runs.models import Participation, Run
from nybrott.runs.rules import may_run

KEY = "participants"  # of the importers, with a dash and the key of the run
NAME = gettext_lazy("People of a run")
WRITTEN = ("unit_id", "hours", "capacity", "subjects", "languages", "place", "places")


def _names(nb: Iterable[str], nn: Iterable[str], en: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {"nb": tuple(nb), "nn": tuple(nn), "en": tuple(en)}


COLUMNS = (
    Column(
        "email", _names(["E-post", "E-postadresse"], ["E-post", "E-postadresse"], ["E-mail", "E-mail address", "Email"]), required=True,
        example="kari.nordmann@example.org",
    ),
    Column("name", _names(["Navn"], ["Namn"], ["Name"]), example="Kari Nordmann"),
    Column("unit", _names(["Enhet"], ["Eining"], ["Unit"]), example="Helse / Hjemmetjenesten"),
    Column("role", _names(["Rolle"], ["Rolle"], ["Role"]), example="Pådriver"),
    Column("hours", _names(["Timer"], ["Timar"], ["Hours"]), example="40"),
    Column("subjects", _names(["Fag", "Temaer"], ["Fag", "Tema"], ["Subjects"]), example="Velferdsteknologi; Matomsorg"),
    Column("languages", _names(["Språk"], ["Språk"], ["Languages"]), example="nb; en"),
    Column("place", _names(["Sted", "Steder"], ["Stad", "Stader"], ["Place", "Places"]), example="Sandvika"),
    Column("capacity", _names(["Kapasitet", "Antall pådrivere"], ["Kapasitet", "Talet på pådrivarar"], ["Capacity"]), example=""),
    Column("leader", _names(["Leders e-post", "Leder"], ["E-posten til leiaren", "Leiar"], ["Leader's e-mail", "Leader"]), example="leder@example.org"),
)  # fmt: skip


def importer_for(pk: int, actor: Actor | None) -> Importer | None:
    """The importer of people into one run; None when there is none, or when the actor may not see it."""
    seen = Run.objects.all() if actor is None else Run.objects.visible_to(actor)
    run = seen.filter(pk=pk).first()
    if run is None:
        return None

    def judge(*, actor: Actor, rows: Iterable[Row]) -> Iterator[RowVerdict]:
        return (one.verdict for one in judged(run, _whose(actor, run), rows))

    def take_in(*, actor: Actor, rows: Sequence[Row], now: datetime) -> list[RowVerdict]:
        return bring_people(actor=actor, run=run, rows=rows, now=now)

    return Importer(
        key=f"{KEY}-{run.pk}", name=NAME, permission="", columns=COLUMNS, judge=judge, take_in=take_in,
        lead=_("Into “%(title)s”: one row for each driver or mentor. They are told by letter; their leaders are asked when you say so.") % {"title": run.title},
        after="recruiting:people", after_args=(run.pk,), may=lambda asking: rules.may_import_people(asking, run),
    )  # fmt: skip


def _whose(actor: Actor, run: Run) -> list[int]:
    """The organisations whose people the actor may bring in: all that take part for whoever leads the run, else one's own."""
    return taking_part(run) if may_run(actor, run) else [actor.organisation_id or 0]


@transaction.atomic
def bring_people(*, actor: Actor, run: Run, rows: Sequence[Row], now: datetime) -> list[RowVerdict]:
    """Take rows in: those who are not on the list are put on it and told, others are changed. They are judged once more while
    nobody else changes the run's people. A dozen queries however many rows."""
    run = places.held(run.pk)
    insist(rules.may_import_people(actor, run))
    found = list(judged(run, _whose(actor, run), rows))
    made = Participation.objects.bulk_create(_made(run, row, now) for row in found if row.outcome == "new")
    if made:
        told = [letters.put_up(part, actor.name) for part in made]
        record(
            actor=actor, verb="recruiting.people_brought", thing=run, at=now, facts={"count": len(made)}, letters=told
        )
        record_each(
            actor=actor, verb="recruiting.put_up", things=[(part, {"kind": part.kind}) for part in made], at=now
        )
    changed = [row for row in found if row.outcome == "changed" and row.part is not None]
    _change(actor, changed, now)
    return [row.verdict for row in found]


def _made(run: Run, row: PersonRow, now: datetime) -> Participation:
    member = row.member
    assert member is not None  # a new row is about somebody
    part = Participation(
        run=run, organisation_id=member.organisation_id, user=member.user, kind=row.kind, languages=["nb"], signed_up_at=now,
        hours=run.hours.get(row.kind),
    )  # fmt: skip
    units = sorted(unit.pk for unit in member.units.all() if unit.closed_at is None)
    part.unit_id = units[0] if units else None
    _write(part, row)
    return part


def _write(part: Participation, row: PersonRow) -> None:
    for key, value in row.said.items():
        setattr(part, key, value)
    if row.leader:
        part.leader, part.leader_email = row.leads, row.leads.email if row.leads else row.leader
        part.leader_name = row.leads.name if row.leads else row.leader


def _change(actor: Actor, rows: Sequence[PersonRow], now: datetime) -> None:
    parts = []
    for row in rows:
        if row.part is not None:
            _write(row.part, row)
            row.part.user = row.member.user if row.member else row.part.user
            parts.append(row.part)
    Participation.objects.bulk_update(
        parts, [*(key.removesuffix("_id") for key in WRITTEN), "leader", "leader_name", "leader_email"], batch_size=1000
    )
    record_each(actor=actor, verb="recruiting.part_changed", things=[(part, {}) for part in parts], at=now)

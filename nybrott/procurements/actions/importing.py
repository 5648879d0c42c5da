"""A procurement plan brought in from a spreadsheet."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.importing import Column, Importer, Row, RowVerdict
from nybrott.core.verdict import insist
from nybrott.journal.actions import record_each
from nybrott.people.models import Organisation
from nybrott.procurements import rules
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries.importing import PlanRow, changes, judge_plan, judged_plan


@transaction.atomic
def bring_plan(*, actor: Actor, rows: Sequence[Row], now: datetime) -> list[RowVerdict]:
    """Take rows in: see `queries.importing.judged_plan`. Taking the same row twice changes nothing the second time."""
    place = Organisation.objects.held(actor.organisation_id or 0)  # two imports at once take turns
    insist(rules.may_plan(actor, place))
    judged = list(judged_plan(actor, rows))
    made = Procurement.objects.bulk_create(
        [_made(actor, row, now) for row in judged if row.outcome == "new"], batch_size=500
    )
    record_each(actor=actor, verb="procurements.planned", things=[(one, {}) for one in made], at=now)
    changed = [(row.known, changes(row)) for row in judged if row.outcome == "changed" and row.known is not None]
    facts = []
    for one, said in changed:
        facts.append((one, {name: str(getattr(one, name) if getattr(one, name) is not None else "") for name in said}))
        for name, value in said.items():
            setattr(one, name, value)
    Procurement.objects.bulk_update([one for one, _said in changed], WRITTEN, batch_size=500)
    record_each(actor=actor, verb="procurements.described", things=facts, at=now)
    return [row.verdict for row in judged]


WRITTEN = (
    "title", "ref", "aim", "unit_id", "owner_id", "value", "currency", "cpv", "dialogue_on", "announce_on", "contract_on", "ends_on", "options_months",
)  # fmt: skip


def _made(actor: Actor, row: PlanRow, now: datetime) -> Procurement:
    return Procurement(
        organisation_id=actor.organisation_id or 0, made_by_id=actor.user_id, made_at=now, moved_at=now, **row.said
    )


def _names(nb: Iterable[str], nn: Iterable[str], en: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {"nb": tuple(nb), "nn": tuple(nn), "en": tuple(en)}


PLAN = Importer(
    key="procurements",
    name=_("Procurement plan"),
    lead=_("One row for each procurement. A row with a number you have used before changes that one, and what it leaves empty stays as it is."),
    permission=rules.MANAGE,
    columns=(
        Column("ref", _names(["Nummer", "Nr", "ID"], ["Nummer", "Nr", "ID"], ["Number", "No", "ID"]), example="2027-14"),
        Column("title", _names(["Anskaffelse", "Navn", "Tittel"], ["Anskaffing", "Namn", "Tittel"], ["Procurement", "Name", "Title"]), required=True, example="Nattilsyn for hjemmeboende"),
        Column("aim", _names(["Mål", "Beskrivelse"], ["Mål", "Beskriving"], ["Aim", "Description"]), example="Færre fall om natten"),
        Column("unit", _names(["Enhet"], ["Eining"], ["Unit"]), example="Helse / Hjemmetjenesten"),
        Column("owner", _names(["Eier", "Ansvarlig", "Eiers e-post"], ["Eigar", "Ansvarleg"], ["Owner", "Owner's e-mail"]), example="kari.nordmann@example.org"),
        Column("value", _names(["Verdi", "Anslått verdi", "Kroner"], ["Verdi", "Anslått verdi", "Kroner"], ["Value", "Estimated value"]), example="4 500 000"),
        Column("currency", _names(["Valuta"], ["Valuta"], ["Currency"]), example="NOK"),
        Column("cpv", _names(["CPV", "CPV-kode", "CPV-koder"], ["CPV", "CPV-kode", "CPV-kodar"], ["CPV", "CPV code", "CPV codes"]), example="33192120"),
        Column("dialogue_on", _names(["Dialog", "Markedsdialog"], ["Dialog", "Marknadsdialog"], ["Dialogue", "Market dialogue"]), example="2027-02-01"),
        Column("announce_on", _names(["Kunngjøring", "Kunngjøres", "Konkurranse"], ["Kunngjering", "Konkurranse"], ["Announcement", "Competition"]), example="2027-06-15"),
        Column("contract_on", _names(["Kontrakt", "Kontraktsstart", "Oppstart"], ["Kontrakt", "Kontraktstart", "Oppstart"], ["Contract", "Contract start"]), example="2027-11-01"),
        Column("ends_on", _names(["Utløper", "Kontraktsslutt", "Utløpsdato"], ["Går ut", "Kontraktslutt"], ["Expires", "Contract end"]), example="2029-10-31"),
        Column("options_months", _names(["Opsjon (måneder)", "Opsjonsmåneder"], ["Opsjon (månader)", "Opsjonsmånader"], ["Options (months)"]), example="24"),
    ),
    judge=judge_plan,
    take_in=bring_plan,
    after="procurements:portfolio",
)  # fmt: skip

"""Evidence gathered among people, and the pseudonyms it comes from."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.desk.actions import drop_drafts
from nybrott.hearings import rules
from nybrott.hearings.actions.resting import resting_on
from nybrott.hearings.models import Evidence, Informant, LegalBasis
from nybrott.journal.actions import record


@dataclass(frozen=True, slots=True)
class Shown:
    """What a piece of evidence shows. `pseudonym`, `side` and `group` name the informant, when there is one."""

    kind: str
    title: str
    keep_until: date
    text: str = ""
    pseudonym: str = ""
    side: str = "other"
    group: str = ""
    source: str = ""
    happened_on: date | None = None
    legal_basis: str = LegalBasis.PUBLIC_TASK
    upload_id: int | None = None


@transaction.atomic
def record_evidence(*, actor: Actor, challenge: Challenge, shown: Shown, now: datetime) -> Evidence:
    """Keep a piece of evidence."""
    insist(rules.may_record_evidence(actor, challenge))
    made = Evidence(challenge=challenge, recorded_by_id=actor.user_id, recorded_at=now)
    _fill(made, shown)
    made.save(force_insert=True)
    drop_drafts(actor=actor, key=f"hearings.evidence:new-{challenge.pk}")
    record(actor=actor, verb="hearings.evidence_recorded", thing=challenge, at=now, facts={"name": made.title})
    return made


@transaction.atomic
def change_evidence(*, actor: Actor, evidence: Evidence, shown: Shown, now: datetime) -> None:
    """Word a piece of evidence anew."""
    insist(rules.may_record_evidence(actor, evidence.challenge))
    settle = resting_on([evidence.pk])
    _fill(evidence, shown)
    evidence.save()
    drop_drafts(actor=actor, key=f"hearings.evidence:{evidence.pk}")
    record(
        actor=actor, verb="hearings.evidence_changed", thing=evidence.challenge, at=now, facts={"name": evidence.title}
    )
    settle(actor, now)


@transaction.atomic
def remove_evidence(*, actor: Actor, evidence: Evidence, now: datetime) -> None:
    """Take a piece of evidence away, and with it the links to what rests on it; verified needs that held by it fall back."""
    insist(rules.may_record_evidence(actor, evidence.challenge))
    challenge, title = evidence.challenge, evidence.title
    settle = resting_on([evidence.pk])
    evidence.delete()
    record(actor=actor, verb="hearings.evidence_removed", thing=challenge, at=now, facts={"name": title})
    settle(actor, now)


def _fill(evidence: Evidence, shown: Shown) -> None:
    informant = None
    if shown.pseudonym.strip():
        informant, _made = Informant.objects.update_or_create(
            challenge=evidence.challenge, pseudonym=shown.pseudonym.strip(),
            defaults={"side": shown.side, "group": shown.group.strip()},
        )  # fmt: skip
    evidence.kind, evidence.title, evidence.text = shown.kind, shown.title.strip(), shown.text.strip()
    evidence.informant, evidence.source, evidence.happened_on = informant, shown.source.strip(), shown.happened_on
    evidence.legal_basis, evidence.keep_until = shown.legal_basis, shown.keep_until
    evidence.upload_id = shown.upload_id if shown.upload_id is not None else evidence.upload_id

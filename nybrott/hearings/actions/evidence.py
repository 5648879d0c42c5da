"""Evidence gathered among people, and the pseudonyms it comes from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.db import transaction

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.desk.actions import drop_drafts, keep_upload
from nybrott.hearings import rules
from nybrott.hearings.actions.resting import resting_on
from nybrott.hearings.models import Evidence, Informant, LegalBasis
from nybrott.journal.actions import record

FILES = "hearings.evidence"  # what files are kept for; they are met nowhere else


@dataclass(frozen=True, slots=True)
class Shown:
    """What a piece of evidence shows. `pseudonym`, `side` and `group` name the informant, when there is one. `file` is brought
    with it and takes the place of the one before, which `without_file` takes away."""

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
    file: IO[bytes] | None = None
    file_name: str = ""
    without_file: bool = False


@transaction.atomic
def record_evidence(
    *, actor: Actor, challenge: Challenge, shown: Shown, sent_key: str = "", now: datetime
) -> Evidence:  # fmt: skip
    """Keep a piece of evidence. `sent_key` is the form's own: the same form sent twice is one piece.

    Raises `Unreadable` when the file is not taken; then nothing is kept.
    """
    insist(rules.may_record_evidence(actor, challenge))
    # held while it is written, so that the same form sent twice at once waits
    Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    if sent_key and (known := Evidence.objects.filter(challenge=challenge, sent_key=sent_key).first()):
        return known
    made = Evidence(challenge=challenge, recorded_by_id=actor.user_id, recorded_at=now, sent_key=sent_key)
    _fill(made, shown)
    _file(actor, made, shown, now)
    made.save(force_insert=True)
    drop_drafts(actor=actor, key=f"hearings.evidence:new-{challenge.pk}")
    record(actor=actor, verb="hearings.evidence_recorded", thing=challenge, at=now, facts={"name": made.title})
    return made


@transaction.atomic
def change_evidence(*, actor: Actor, evidence: Evidence, shown: Shown, now: datetime) -> None:
    """Word a piece of evidence anew. Raises `Unreadable` when the file is not taken; then nothing is changed."""
    insist(rules.may_record_evidence(actor, evidence.challenge))
    settle = resting_on([evidence.pk])
    _fill(evidence, shown)
    _file(actor, evidence, shown, now)
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


def _file(actor: Actor, evidence: Evidence, shown: Shown, now: datetime) -> None:
    """Keep the file that was brought. The one it takes the place of goes by itself."""
    if shown.file is not None:
        evidence.upload = keep_upload(
            actor=actor, file=shown.file, name=shown.file_name, now=now, permission=FILES, kept_for=FILES
        )
    elif shown.without_file:
        evidence.upload = None

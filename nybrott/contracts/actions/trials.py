"""What a trial showed is written in, thing by thing; nothing is written over."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.contracts import queries, rules
from nybrott.contracts.actions.contracts import check_day, held
from nybrott.contracts.models import Contract, TrialResult
from nybrott.contracts.states import Outcome, Yardstick
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record

MOST_RESULTS = 2_000  # of one contract


@dataclass(frozen=True, slots=True)
class Shown:
    """What a trial showed; see `models.TrialResult`."""

    outcome: str
    evidence: str
    tested_on: date | None = None
    tester: str = ""
    url: str = ""


@transaction.atomic
def record_result(
    *, actor: Actor, contract: Contract, yardstick: str, ref: int, shown: Shown, now: datetime
) -> TrialResult:
    """Write in what a trial showed of one thing the contract is tried against, quoted as it stands now. The newest counts."""
    one = held(contract)
    insist(rules.may_test(actor, one, queries.review_of(one)))
    part = queries.part_of(one, yardstick, ref)
    if part is None:
        raise Refused(_("The contract is not tried against this."))
    _check(shown, one, now)
    if one.results.count() >= MOST_RESULTS:
        raise Refused(_("A contract has at most %(n)s results.") % {"n": MOST_RESULTS})
    tested = shown.outcome != Outcome.NOT_TESTED
    made = TrialResult.objects.create(
        contract=one, yardstick=Yardstick(yardstick), ref=ref, text=part.asked.text, outcome=shown.outcome, evidence=shown.evidence.strip(),
        url=shown.url.strip(), tested_on=shown.tested_on if tested else None, tester=shown.tester.strip() if tested else "", said_by_id=actor.user_id, said_at=now,
    )  # fmt: skip
    record(
        actor=actor,
        verb="contracts.tested",
        thing=one,
        at=now,
        facts={"name": made.text[:200], "outcome": str(made.get_outcome_display())},
    )
    return made


def _check(shown: Shown, contract: Contract, now: datetime) -> None:
    if shown.outcome not in Outcome.values:
        raise Refused(_("Say what the trial showed."))
    if not shown.evidence.strip():
        raise Refused(_("Say what it rests on, or why it was not tested."))
    if shown.url.strip() and not shown.url.strip().startswith(("https://", "http://")):
        raise Refused(_("An address begins with https://."))
    if shown.outcome == Outcome.NOT_TESTED:
        return
    if shown.tested_on is None or not shown.tester.strip():
        raise Refused(_("Say when it was tested, and who tested."))
    check_day(shown.tested_on)
    if shown.tested_on > timezone.localdate(now):
        raise Refused(_("That day is still to come."))
    if shown.tested_on < contract.signed_on:
        raise Refused(_("It was tested before the contract was signed. A trial is of what the contract gave."))

"""The language of requirements is chosen; a set is settled as a version that is never changed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.procurements.models import Procurement
from nybrott.requirements import queries, rules
from nybrott.requirements.actions.writing import hold
from nybrott.requirements.models import Settled
from nybrott.requirements.states import LANGUAGES


@transaction.atomic
def choose_language(*, actor: Actor, procurement: Procurement, language: str, now: datetime) -> None:
    """Say which language requirements and criteria are written in: that of the documents made of them."""
    found, said = hold(procurement)
    insist(rules.may_change(actor, found))
    if language not in dict(LANGUAGES):
        raise Refused(_("Choose one of the languages."))
    said.language = language
    said.save(update_fields=["language"])
    record(actor=actor, verb="requirements.language_chosen", thing=found, at=now, facts={"name": language})


@transaction.atomic
def settle_requirements(*, actor: Actor, procurement: Procurement, because: str = "", now: datetime) -> Settled:
    """Keep the set as it stands as the next version. With holes in the chain it says why they stand (`because`)."""
    found, _said = hold(procurement)
    chain = queries.chain_of(found)
    insist(
        rules.may_settle(actor, found, written=len(chain.requirements), weight=chain.weight, is_new=queries.is_new(chain))
    )  # fmt: skip
    if chain.holes and not because.strip():
        raise Refused(_("There are gaps in the chain. Close them, or say why they remain."))
    content, last = queries.snapshot(chain), queries.newest(found)
    made = Settled.objects.create(
        procurement=found, number=last.number + 1 if last else 1, content=content, digest=queries.digest_of(content),
        because=because.strip()[:1_000] if chain.holes else "", settled_by_id=actor.user_id, settled_at=now,
    )  # fmt: skip
    facts = {
        "number": made.number,
        "count": len(content["requirements"]),
        "digest": made.digest,
        "because": made.because,
    }
    record(actor=actor, verb="requirements.settled", thing=found, at=now, facts=facts)
    return made

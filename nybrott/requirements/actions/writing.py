"""Requirements are written, sorted and removed; words remarked on are kept with a reason."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.needs.models import Need
from nybrott.procurements.models import Procurement
from nybrott.requirements import queries, rules
from nybrott.requirements.models import Criterion, KeptWords, Requirement, Specification
from nybrott.requirements.states import Strength

Thing = TypeVar("Thing", Requirement, Criterion)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is set of a requirement; see `models.Requirement`."""

    text: str
    kind: str
    strength: str = Strength.MUST
    test_what: str = ""
    test_how: str = ""
    test_when: str = ""
    threshold: str = ""
    law: str = ""


def hold(procurement: Procurement) -> tuple[Procurement, Specification]:
    """The procurement as it stands, and its specification, held until the transaction ends: numbers and order are given to one at a time."""
    found = Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    said, _made = Specification.objects.get_or_create(procurement=found)
    return found, said


def as_it_stands(thing: Thing | None, seen: str) -> Thing:
    """What is written anew, as it stands now; refused when it is gone, or is not what was `seen`."""
    if thing is None:
        raise Refused(_("This was removed in the meantime."))
    if seen and thing.changed_at.isoformat() != seen:
        raise Refused(
            _(
                "Someone changed this while you were writing. Look at it in another window; when you save again, yours counts."
            )
        )
    return thing


@transaction.atomic
def write_requirement(
    *, actor: Actor, procurement: Procurement, wanted: Wanted, needs: Collection[Need] = (), requirement: Requirement | None = None, seen: str = "",
    now: datetime,
) -> Requirement:  # fmt: skip
    """Write a requirement, or one anew (`requirement`). Only needs the procurement answers count; a link to one that is parked stays. Reasons for
    words that are gone go with them. `seen`: the `changed_at` that was read (ISO 8601), so that nobody writes over another's words unknowingly."""
    found, said = hold(procurement)
    insist(rules.may_change(actor, found))
    if not wanted.text.strip():
        raise Refused(_("Write what is required."))
    if requirement is None:
        if found.requirements.count() >= rules.MOST:
            raise Refused(_("A procurement has at most %(n)s requirements.") % {"n": rules.MOST})
        said.numbered += 1
        said.save(update_fields=["numbered"])
        requirement = Requirement(
            procurement=found, number=said.numbered, place=said.numbered, written_by_id=actor.user_id, written_at=now
        )
    else:
        requirement = as_it_stands(found.requirements.filter(pk=requirement.pk).first(), seen)
    is_new = requirement.pk is None
    for one in fields(wanted):
        setattr(requirement, one.name, getattr(wanted, one.name).strip())
    requirement.changed_at = now
    requirement.save()
    own = queries.needs_of(found)
    kept_links = requirement.needs.exclude(pk__in=own.values("pk"))
    requirement.needs.set([*own.filter(pk__in=[need.pk for need in needs]), *kept_links])
    for kept in requirement.kept.all():
        if kept.words not in requirement.text:
            kept.delete()
    facts = {"number": requirement.number, "name": requirement.text[:300]}
    record(actor=actor, verb="requirements.written" if is_new else "requirements.changed", thing=found, at=now, facts=facts)  # fmt: skip
    return requirement


@transaction.atomic
def remove_requirement(*, actor: Actor, requirement: Requirement, now: datetime) -> None:
    """Remove a requirement. Its number is given to no other; settled versions keep it."""
    found, _said = hold(requirement.procurement)
    insist(rules.may_change(actor, found))
    facts = {"number": requirement.number, "name": requirement.text[:300]}
    requirement.delete()
    record(actor=actor, verb="requirements.removed", thing=found, at=now, facts=facts)


@transaction.atomic
def keep_words(*, actor: Actor, requirement: Requirement, rule: str, words: str, because: str, now: datetime) -> KeptWords:  # fmt: skip
    """Say that words the language checker remarks on stay, and why. Said anew, it replaces."""
    found, _said = hold(requirement.procurement)
    insist(rules.may_change(actor, found))
    if not because.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    if words not in requirement.text:
        raise Refused(_("These words are no longer in the requirement."))
    kept, _made = KeptWords.objects.update_or_create(
        requirement=requirement, rule=rule[:40], words=words[:300],
        defaults={"because": because.strip()[:500], "kept_by_id": actor.user_id, "kept_at": now},
    )  # fmt: skip
    facts = {"number": requirement.number, "name": kept.words, "because": kept.because}
    record(actor=actor, verb="requirements.words_kept", thing=found, at=now, facts=facts)
    return kept


@transaction.atomic
def move_thing(*, actor: Actor, thing: Requirement | Criterion, up: bool, now: datetime) -> None:
    """Move a requirement or a criterion one place up or down; at the end it stays where it is."""
    found, _said = hold(thing.procurement)
    insist(rules.may_change(actor, found))
    rows: list[Any] = list(type(thing).objects.filter(procurement=found).order_by("place", "number"))
    at = next(place for place, one in enumerate(rows) if one.pk == thing.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for place, one in enumerate(rows, 1):
        one.place = place
    type(thing).objects.bulk_update(rows, ["place"])
    record(actor=actor, verb="requirements.moved", thing=found, at=now, facts={"name": str(thing)})

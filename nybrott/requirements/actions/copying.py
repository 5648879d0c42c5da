"""Requirements are copied from another procurement of the organisation."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.procurements.models import Procurement
from nybrott.requirements import queries, rules
from nybrott.requirements.actions.writing import hold
from nybrott.requirements.models import KeptWords, Requirement


@transaction.atomic
def copy_requirements(*, actor: Actor, procurement: Procurement, source: Procurement, requirements: Collection[Requirement], now: datetime) -> list[Requirement]:  # fmt: skip
    """Copy requirements with their tests and the reasons for kept words. A need comes along when this procurement answers it too; otherwise the copy
    points back to no need, and is shown as a hole. A text that stands here already is passed over."""
    found, said = hold(procurement)
    insist(rules.may_change(actor, found))
    insist(rules.may_read(actor, source))
    keys = [one.pk for one in requirements]
    there = {text.casefold() for text in found.requirements.values_list("text", flat=True)}
    chosen = source.requirements.filter(pk__in=keys).prefetch_related("needs", "kept")
    asked = [one for one in chosen if one.text.casefold() not in there]
    if not asked:
        raise Refused(_("Choose requirements that are not already here."))
    if found.requirements.count() + len(asked) > rules.MOST:
        raise Refused(_("A procurement has at most %(n)s requirements.") % {"n": rules.MOST})
    own = set(queries.needs_of(found).values_list("pk", flat=True))
    made = [
        _copied(one, found, number=said.numbered + step, own=own, actor=actor, now=now)
        for step, one in enumerate(asked, 1)
    ]
    said.numbered += len(made)
    said.save(update_fields=["numbered"])
    record(actor=actor, verb="requirements.copied", thing=found, at=now, facts={"name": source.title, "count": len(made)})  # fmt: skip
    return made


def _copied(one: Requirement, to: Procurement, *, number: int, own: set[int], actor: Actor, now: datetime) -> Requirement:  # fmt: skip
    made = Requirement.objects.create(
        procurement=to, number=number, place=number, text=one.text, kind=one.kind, strength=one.strength, test_what=one.test_what,
        test_how=one.test_how, test_when=one.test_when, threshold=one.threshold, law=one.law, written_by_id=actor.user_id, written_at=now, changed_at=now,
    )  # fmt: skip
    made.needs.set([need for need in one.needs.all() if need.pk in own])
    KeptWords.objects.bulk_create(
        KeptWords(requirement=made, rule=kept.rule, words=kept.words, because=kept.because, kept_by_id=kept.kept_by_id, kept_at=kept.kept_at)
        for kept in one.kept.all()
    )  # fmt: skip
    return made

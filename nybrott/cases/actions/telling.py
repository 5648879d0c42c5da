"""Beginning a case and writing it."""

from dataclasses import fields
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nybrott.cases import queries, rules
from nybrott.cases.models import Case
from nybrott.cases.rules import Said
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import drop_drafts
from nybrott.journal.actions import record
from nybrott.people.models import Organisation
from nybrott.procurements.models import Procurement
from nybrott.runs.models import Run

_PLAIN = {
    ord(letter): plain for letter, plain in {"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"}.items()
}
RESERVED = frozenset({"feed", "new"})  # names in addresses that are taken


class Overtaken(Exception):
    """Somebody wrote in the case after the page was opened. `now`: as it is."""

    def __init__(self, now: Case) -> None:
        super().__init__(str(now))
        self.now = now


def draft_key(case: Case) -> str:
    """The key of what somebody has typed in the form and not handed in."""
    return f"cases.story:{case.pk}"


@transaction.atomic
def begin_case(
    *, actor: Actor, title: str, kind: str, now: datetime, procurement: Procurement | None = None, challenge: Challenge | None = None,
    run: Run | None = None, language: str = "nb",
) -> Case:  # fmt: skip
    """Begin a case: told of a procurement, a challenge or a run of the own organisation, or of none of them (from before Nybrott)."""
    insist(rules.may_tell(actor))
    place = Organisation.objects.held(actor.organisation_id or 0)  # two who begin at once get a name each
    for of in (procurement, challenge, run):
        if of is not None and of.organisation_id != place.pk:
            raise Refused(_("A case is told by the organisation it happened in."))
    made = Case.objects.create(
        organisation=place, slug=_slug(place, title), title=title.strip(), kind=kind, procurement=procurement, challenge=challenge, run=run, language=language,
        cpv=list(procurement.cpv) if procurement else [], author_id=actor.user_id, made_at=now, moved_at=now,
    )  # fmt: skip
    record(actor=actor, verb="cases.begun", thing=made, at=now)
    return made


def _slug(place: Organisation, title: str, but: int = 0) -> str:
    plain = slugify(title.translate(_PLAIN))[:60].strip("-") or "case"
    taken = (
        set(
            Case.objects.filter(organisation=place, slug__startswith=plain)
            .exclude(pk=but)
            .values_list("slug", flat=True)
        )
        | RESERVED
    )
    return next(
        name
        for number in range(1, len(taken) + 2)
        if (name := plain if number == 1 else f"{plain}-{number}") not in taken
    )


def locked(case: Case) -> Case:
    """The case, held until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=case.pk)


@transaction.atomic
def write_case(*, actor: Actor, case: Case, said: Said, seen: int, now: datetime) -> Case:
    """Keep the working text, with a mark where somebody named is mentioned. `seen`: its version when the page was opened; raises `Overtaken` when somebody has
    written in it since."""
    case = locked(case)
    insist(rules.may_change(actor, case))
    if case.version != seen:
        raise Overtaken(case)
    people = list(case.named.all())
    insist(rules.may_be_called(said.title, people))
    if any(one.pk not in actor.network_ids for one in said.networks):
        raise Refused(_("A case is shown to networks your organisation is in."))
    before = {part: getattr(case, part) for part in queries.NAMED_IN}
    if case.newest_id is None and said.title.strip() != case.title:
        case.slug = _slug(case.organisation, said.title, but=case.pk)  # nobody has the old address
    for key in (one.name for one in fields(said) if one.name != "networks"):
        value = getattr(said, key)
        setattr(case, key, value.strip() if isinstance(value, str) else list(value))
    for part in queries.NAMED_IN:
        setattr(case, part, queries.taken_out(getattr(case, part), people))
    case.version, case.moved_at = case.version + 1, now
    case.save()
    case.networks.set(said.networks)
    drop_drafts(actor=actor, key=draft_key(case))
    changed = [part for part, text in before.items() if text != getattr(case, part)]
    record(actor=actor, verb="cases.written", thing=case, at=now, facts={"parts": changed})
    return case


@transaction.atomic
def drop_case(*, actor: Actor, case: Case, now: datetime) -> None:
    """Delete a case that was never published."""
    case = locked(case)
    insist(rules.may_write(actor, case))
    if case.newest_id is not None:
        raise Refused(_("It has been published. Take it down instead; its versions stay with you."))
    record(actor=actor, verb="cases.dropped", thing=case, at=now)
    drop_drafts(actor=actor, key=draft_key(case))
    case.delete()

"""Write the common need description, add beside it, approve it, sign terms, enter decisions."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.groups import letters, queries, rules
from nybrott.groups.actions.groups import THING, held, let, others_in, tell
from nybrott.groups.models import Addition, Approval, BuyersGroup, CommonText, GroupDecision, Party, Terms
from nybrott.groups.rules import Decided, TextSaid
from nybrott.groups.states import AdditionKind, PartRole, Signs
from nybrott.journal.actions import record
from nybrott.people.models import Organisation

LINES = 40  # of needs, goals or criteria


class Changed(Exception):
    """The description changed after this page was opened; nothing was saved."""


@transaction.atomic
def write_common_text(*, actor: Actor, group: BuyersGroup, said: TextSaid, revision: int, now: datetime) -> CommonText:
    """Write the next version of the common text. `revision`: of the group the page showed. All approvals are asked for anew."""
    group, part = held(actor, group)
    part = let(rules.may_write_text, actor, group, part)
    if group.revision != revision:
        raise Changed
    if not said.purpose.strip():
        raise Refused(_("Say what you want to achieve; the purpose is quoted everywhere after this."))
    last = group.texts.order_by("-version").first()
    _change(group, now)
    lines = {
        name: [line.strip()[:500] for line in getattr(said, name) if line.strip()][:LINES]
        for name in ("needs", "goals", "criteria")
    }
    made = CommonText.objects.create(
        group=group, version=last.version + 1 if last else 1, revision=group.revision, purpose=said.purpose.strip(), background=said.background.strip(),
        changed=said.changed.strip()[:500], written_by_id=actor.user_id, written_at=now, **lines,
    )  # fmt: skip
    tell(group, actor.organisation_id, "text_written", now, version=made.version)
    members = others_in(group, None, members_only=True)
    _ask_for_approval(group, members, now)
    told = letters.text_written(group, [one for one in members if one != actor.organisation_id], made.version)
    record(actor=actor, verb="groups.text_written", thing=part.party, at=now, facts={"version": made.version}, letters=told)  # fmt: skip
    return made


@transaction.atomic
def add_beside(
    *, actor: Actor, group: BuyersGroup, kind: str, text: str, replaces: Addition | None = None, now: datetime
) -> Addition:
    """Add what is special with one's own organisation; with `replaces`, instead of an earlier one. Approvals are asked for anew."""
    group, part = held(actor, group)
    part = let(rules.may_write_beside, actor, group, part)
    if kind not in AdditionKind.values or not text.strip():
        raise Refused(_("Say what you add."))
    _change(group, now)
    if replaces is not None:
        _end(part.party, replaces, group.revision, now)
    made = Addition.objects.create(
        group=group, party=part.party, kind=kind, text=text.strip()[:2_000], from_revision=group.revision, written_by_id=actor.user_id, written_at=now,
    )  # fmt: skip
    tell(group, actor.organisation_id, "added", now)
    _ask_for_approval(group, others_in(group, None, members_only=True), now)
    record(actor=actor, verb="groups.added", thing=part.party, at=now, facts={"text": made.text})
    return made


@transaction.atomic
def end_addition(*, actor: Actor, addition: Addition, now: datetime) -> None:
    """Take one's own addition back. Approvals are asked for anew."""
    group, part = held(actor, addition.group)
    part = let(rules.may_write_beside, actor, group, part)
    _change(group, now)
    _end(part.party, addition, group.revision, now)
    tell(group, actor.organisation_id, "addition_ended", now)
    record(actor=actor, verb="groups.addition_ended", thing=part.party, at=now, facts={"text": addition.text})


@transaction.atomic
def approve_text(*, actor: Actor, group: BuyersGroup, revision: int, now: datetime) -> Approval:
    """Approve the common text with all additions, as the page showed them. Raises `Changed` when something changed since."""
    group, part = held(actor, group)
    text = group.texts.order_by("-version").first()
    part = let(rules.may_approve, actor, group, part, written=text is not None)
    if group.revision != revision:
        raise Changed
    assert text is not None  # the rule said so
    made, new = Approval.objects.get_or_create(
        group=group, party=part.party, revision=revision, lapsed_at=None,
        defaults={"version": text.version, "approved_by_id": actor.user_id, "approved_at": now},
    )  # fmt: skip
    if new:
        tell(group, actor.organisation_id, "approved", now, version=text.version)
        finish_tasks_about(actor=actor, kind=THING, ref=str(group.pk), word="approve", now=now)
        record(actor=actor, verb="groups.approved", thing=part.party, at=now, facts={"version": text.version})
    return made


@transaction.atomic
def sign_terms(
    *, actor: Actor, group: BuyersGroup, share: Decimal, volumes: str, signs: str, leave_until: date | None, note: str = "", now: datetime
) -> Terms:  # fmt: skip
    """Sign off what one's own organisation has agreed to; what it signed before is kept and holds no more."""
    group, part = held(actor, group)
    part = let(rules.may_do_as_member, actor, group, part)
    if not 0 <= share <= queries.HUNDRED or signs not in Signs.values:
        raise Refused(_("A share is from 0 to 100 per cent."))
    part.party.terms.filter(replaced_at=None).update(replaced_at=now)
    made = Terms.objects.create(
        group=group, party=part.party, share=share, volumes=volumes.strip()[:1_000], signs=signs, leave_until=leave_until, note=note.strip()[:500],
        signed_by_id=actor.user_id, signed_at=now,
    )  # fmt: skip
    tell(group, actor.organisation_id, "signed", now)
    record(actor=actor, verb="groups.signed", thing=part.party, at=now, facts={"share": str(share)})
    return made


@transaction.atomic
def enter_decision(*, actor: Actor, group: BuyersGroup, said: Decided, now: datetime) -> GroupDecision:
    """Enter a decision in the log under the next number. It is never changed; a correction is a new entry."""
    group, part = held(actor, group)
    part = let(rules.may_do_as_member, actor, group, part)
    if not said.text.strip() or not said.reason.strip() or not said.by.strip():
        raise Refused(_("Say what was decided, by whom and why."))
    if said.on > timezone.localdate(now):
        raise Refused(_("A decision is entered when it has been made."))
    votes = {one.pk for one in (*said.in_favour, *said.against)}
    there = set(
        Party.objects.filter(group=group, role=PartRole.MEMBER, organisation__in=votes).values_list(
            "organisation", flat=True
        )
    )
    if votes - there or {one.pk for one in said.in_favour} & {one.pk for one in said.against}:
        raise Refused(_("Only members vote, each for or against."))
    if said.corrects is not None and said.corrects.group_id != group.pk:
        raise Refused(_("A correction names an entry of the same log."))
    last = group.decisions.order_by("-number").first()
    made = GroupDecision.objects.create(
        group=group, number=last.number + 1 if last else 1, text=said.text.strip(), reason=said.reason.strip(), decided_on=said.on, decided_by=said.by.strip()[:200],
        corrects=said.corrects, written_for_id=actor.organisation_id or 0, written_by_id=actor.user_id, written_at=now,
    )  # fmt: skip
    made.in_favour.set(said.in_favour)
    made.against.set(said.against)
    tell(group, actor.organisation_id, "decided", now, number=made.number)
    record(
        actor=actor, verb="groups.decided", thing=part.party, at=now, facts={"number": made.number, "text": made.text}
    )
    return made


def _change(group: BuyersGroup, now: datetime) -> None:
    """The next revision: what was approved before holds no more."""
    group.revision += 1
    group.save(update_fields=["revision"])
    group.approvals.filter(lapsed_at=None).update(lapsed_at=now)


def _end(party: Party, addition: Addition, revision: int, now: datetime) -> None:
    ended = Addition.objects.filter(pk=addition.pk, party=party, until_revision=None)
    if not ended.update(until_revision=revision, ended_at=now):
        raise Refused(_("This addition has already been changed or taken back."))


def _ask_for_approval(group: BuyersGroup, members: Collection[int], now: datetime) -> None:
    """A task for each member while there is a text to approve."""
    if not group.texts.exists():
        return
    with override("nb"):
        title = _("Approve the common need description of “%(name)s”") % {"name": group.name[:120]}
        why = _("The common text or an addition has changed. Read it, and approve it as it stands.")
    about = About(THING, str(group.pk), group.name, reverse("groups:group", args=[group.pk]))
    for one in Organisation.objects.filter(pk__in=members).order_by("pk"):
        give_task(
            actor=system(one.name, one.pk), title=title, why=why, about=about, word="approve", now=now, to_role=queries.role_who_speaks(one.pk)
        )  # fmt: skip

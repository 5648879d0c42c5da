"""What nobody decides about becomes a task, once; what comes near its day too; and a market dialogue can be let lie."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nybrott.contracts import queries, rules
from nybrott.contracts.actions.contracts import KIND, MILESTONE, OPTION
from nybrott.contracts.actions.deciding import DECIDE, ROLE
from nybrott.contracts.actions.milestones import DUE
from nybrott.contracts.models import Contract, Milestone, Patience, Rest
from nybrott.contracts.queries import Grave
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.desk.models import Task
from nybrott.dialogues.actions import hold
from nybrott.dialogues.models import Dialogue
from nybrott.journal.actions import record
from nybrott.people.models import Membership, Organisation, User
from nybrott.procurements.models import Procurement

LONGEST, SHORTEST = 36, 1  # months


@transaction.atomic
def set_patience(*, actor: Actor, organisation: Organisation, months: int, now: datetime) -> Patience:
    """Say after how many months without a decision something is in the graveyard."""
    insist(rules.may_set_patience(actor, organisation))
    if not SHORTEST <= months <= LONGEST:
        raise Refused(_("Choose between %(first)s and %(last)s months.") % {"first": SHORTEST, "last": LONGEST})
    before = queries.months_of(organisation.pk)
    made, _new = Patience.objects.update_or_create(organisation=organisation, defaults={"months": months})
    record(actor=actor, verb="contracts.patience_set", thing=made, at=now, facts={"before": before, "after": months})
    return made


@transaction.atomic
def let_lie(*, actor: Actor, dialogue: Dialogue, reason: str, now: datetime) -> Rest:
    """Let a market dialogue lie, and say why: it leaves the graveyard. It can go on as before."""
    dialogue = hold(dialogue)
    insist(rules.may_rest(actor, dialogue, queries.procurement_of(dialogue), queries.dialogue_waits(dialogue)))
    if not reason.strip():
        raise Refused(_("Say why no further action is taken."))
    made = Rest.objects.create(dialogue=dialogue, reason=reason.strip(), said_by_id=actor.user_id, said_at=now)
    _finish(dialogue.organisation_id, ("dialogues.dialogue", str(dialogue.pk)), now)
    record(actor=actor, verb="contracts.let_lie", thing=made, at=now, facts={"reason": made.reason})
    return made


def keep_graveyard(*, now: datetime) -> int:
    """Give whoever owns it the task to decide about what has waited too long, once, and end tasks about what waits no more; gives how many are new."""
    asked = Task.objects.filter(word=DECIDE, state="open").order_by().values_list("organisation", flat=True)
    return sum(_keep(organisation, now) for organisation in sorted({*queries.waiting_organisations(), *asked}))


def _keep(organisation: int, now: datetime) -> int:
    today = timezone.localdate(now)
    found = {one.about: one for one in queries.graves(organisation) if one.is_over(today)}
    open_ones = Task.objects.filter(
        organisation=organisation, word=DECIDE, state="open", about_kind__in=(KIND, "dialogues.dialogue")
    )
    for about in set(open_ones.values_list("about_kind", "about_ref")) - set(found):
        _finish(organisation, about, now)
    return sum(_ask(organisation, one, today, now) for one in found.values())


@transaction.atomic
def _ask(organisation: int, grave: Grave, today: date, now: datetime) -> bool:
    """One task for one thing, however often it is asked; again only when it waits anew: it was taken up again, or may wait longer than before."""
    kind, ref = grave.about
    type(grave.thing)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=grave.thing.pk)
    asked = Task.objects.filter(organisation=organisation, word=DECIDE, about_kind=kind, about_ref=ref)
    asked = asked.filter(Q(state="open") | Q(made_at__date__gte=grave.over_on))
    if asked.exists():
        return False
    owner = _current(organisation, grave.owner)
    with override((owner.language if owner else "") or "nb"):
        months = grave.months(today)
        title = _("Decide what happens to “%(title)s”") % {"title": str(grave.thing)[:120]}
        why = ngettext(
            "It has waited %(n)s month for a decision.", "It has waited %(n)s months for a decision.", months
        ) % {"n": months}
        why = f"{why} " + _("It ends with a decision, even if that is to take no further action, with the reason.")
    _give(about=About(kind, ref, str(grave.thing), grave.url), word=DECIDE, user=owner, now=now, organisation=organisation, said=(title, why))  # fmt: skip
    return True


def remind_of_days(*, now: datetime) -> int:
    """Give tasks for milestones that are due within a week or late, and for options that are decided within two months; gives how many are new."""
    today = timezone.localdate(now)
    milestones = sum(_milestone(pk, now) for pk in list(queries.due_milestones(today).values_list("pk", flat=True)))
    return milestones + sum(
        _option(pk, now) for pk in list(queries.options_to_decide(today).values_list("pk", flat=True))
    )


@transaction.atomic
def _milestone(pk: int, now: datetime) -> bool:
    found = Milestone.objects.filter(pk__in=queries.due_milestones(timezone.localdate(now)).filter(pk=pk).values("pk"))
    one = (
        found.select_for_update(of=("self",), no_key=True)
        .select_related("contract__procurement__owner", "owner")
        .first()
    )
    if one is None or _was_given(one.organisation_id, MILESTONE, str(pk), DUE, one.due_on):
        return False
    procurement = one.contract.procurement
    user = _current(procurement.organisation_id, one.owner) or _current(procurement.organisation_id, procurement.owner)
    with override((user.language if user else "") or "nb"):
        title = _("Milestone: %(title)s") % {"title": one.title}
        why = _("Say whether it is reached, moved or dropped.")
    url = reverse("contracts:milestone", args=[procurement.pk, one.contract_id, pk])
    about = About(MILESTONE, str(pk), f"{one.contract.title}: {one.title}", url)
    _give(about=about, word=DUE, user=user, now=now, organisation=procurement.organisation_id, said=(title, why), due_on=one.due_on)  # fmt: skip
    return True


@transaction.atomic
def _option(pk: int, now: datetime) -> bool:
    found = Contract.objects.filter(
        pk__in=queries.options_to_decide(timezone.localdate(now)).filter(pk=pk).values("pk")
    )
    one = found.select_for_update(of=("self",), no_key=True).select_related("procurement__owner").first()
    if one is None or one.decide_by is None or _was_given(one.organisation_id, KIND, str(pk), OPTION, one.decide_by):
        return False
    procurement: Procurement = one.procurement
    user = _current(procurement.organisation_id, procurement.owner)
    with override((user.language if user else "") or "nb"):
        title = _("Decide about the option in “%(title)s”") % {"title": one.title[:120]}
        why = ngettext(
            "It can be made longer by %(n)s month.", "It can be made longer by %(n)s months.", one.option_months
        ) % {"n": one.option_months}
    url = reverse("contracts:agreement", args=[procurement.pk, pk])
    about = About(KIND, str(pk), one.title, url)
    _give(about=about, word=OPTION, user=user, now=now, organisation=procurement.organisation_id, said=(title, why), due_on=one.decide_by)  # fmt: skip
    return True


def _was_given(organisation: int, kind: str, ref: str, word: str, due_on: date) -> bool:
    return Task.objects.filter(
        organisation=organisation, about_kind=kind, about_ref=ref, word=word, due_on=due_on
    ).exists()


def _current(organisation: int, user: User | None) -> User | None:
    """The person, if they work in the organisation still."""
    if user is None or not user.is_active:
        return None
    return user if Membership.objects.current().filter(organisation=organisation, user=user).exists() else None


def _give(*, about: About, word: str, user: User | None, now: datetime, organisation: int, said: tuple[str, str], due_on: date | None = None) -> None:  # fmt: skip
    """A task for the person, or for all buyers when there is none. `said`: its title, and why."""
    give_task(
        actor=system("Contracts", organisation), title=said[0], why=said[1], to_user=user.pk if user else None, to_role="" if user else ROLE, about=about,
        word=word, due_on=due_on, now=now,
    )  # fmt: skip


def _finish(organisation: int, about: tuple[str, str], now: datetime) -> None:
    kind, ref = about
    finish_tasks_about(actor=system("Contracts", organisation), kind=kind, ref=ref, word=DECIDE, now=now)

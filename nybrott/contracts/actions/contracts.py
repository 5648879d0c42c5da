"""A contract is written in and changed, with whom it is, and what it is tried against."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.contracts import queries, rules
from nybrott.contracts.models import Contract, Party
from nybrott.contracts.states import TRIED, Kind
from nybrott.core.actor import Actor, system
from nybrott.core.suppliers import SupplierError, display_name, organisation_number
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import finish_tasks_about
from nybrott.journal.actions import record
from nybrott.needs.models import NeedDescription
from nybrott.procurements.actions import move_procurement
from nybrott.procurements.models import LONGEST, MOST, Procurement
from nybrott.procurements.rules import may_move
from nybrott.procurements.states import Currency
from nybrott.ui.formats import language

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
KIND, MILESTONE, OPTION = (
    "contracts.contract",
    "contracts.milestone",
    "decide_option",
)  # what tasks are about, and which task it is


@dataclass(frozen=True, slots=True)
class Terms:
    """What is set of a contract; see `models.Contract`. `value` in hundredths of `currency`."""

    title: str
    kind: str
    signed_on: date
    number: str = ""
    value: int | None = None
    currency: str = "NOK"
    starts: date | None = None
    ends: date | None = None
    option_months: int = 0
    decide_by: date | None = None
    contact: str = ""
    contact_email: str = ""


@dataclass(frozen=True, slots=True)
class Firm:
    """A supplier in a contract; see `models.Party`."""

    name: str
    country: str = "NO"
    number: str = ""
    is_small: bool | None = None
    is_new: bool | None = None


def held(contract: Contract) -> Contract:
    """The contract, locked until the transaction ends, after its procurement: of two who act at once, the later one sees what
    the first did, and neither waits for the other for ever."""
    Procurement.objects.select_for_update(of=("self",), no_key=True).get(pk=contract.procurement_id)
    found = Contract.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related(
        "procurement__organisation", "procurement__owner", "procurement__unit", "description__challenge"
    ).get(pk=contract.pk)


def check_day(day: date | None) -> None:
    """Refuse a day no contract can have."""
    if day is not None and not FIRST <= day <= LAST:
        raise Refused(_("Days lie between %(first)s and %(last)s.") % {"first": FIRST.year, "last": LAST.year})


def _check(terms: Terms, now: datetime) -> None:
    if not terms.title.strip() or terms.kind not in Kind.values:
        raise Refused(_("Say what the contract is called, and what it is for."))
    if terms.currency not in Currency.values:
        raise Refused(_("The currency “%(currency)s” is not one of ours.") % {"currency": terms.currency[:10]})
    if terms.value is not None and not 0 <= terms.value <= MOST:
        raise Refused(_("The value cannot be less than zero, nor more than a hundred billion."))
    for day in (terms.signed_on, terms.starts, terms.ends, terms.decide_by):
        check_day(day)
    if terms.signed_on > timezone.localdate(now):
        raise Refused(_("A contract is entered once it is signed. That day is still to come."))
    if terms.ends is not None and terms.ends < (terms.starts or terms.signed_on):
        raise Refused(_("The contract ends before it begins."))
    if not 0 <= terms.option_months <= LONGEST:
        raise Refused(_("Options are between 0 and %(most)s months.") % {"most": LONGEST})
    if terms.option_months and (terms.ends is None or terms.decide_by is None):
        raise Refused(_("With options, say when the contract ends, and by when they are decided."))
    if terms.decide_by is not None and terms.ends is not None and terms.decide_by > terms.ends:
        raise Refused(_("Options are decided before the contract ends."))


@transaction.atomic
def write_contract(*, actor: Actor, procurement: Procurement, terms: Terms, firm: Firm | None = None, contract: Contract | None = None, now: datetime) -> Contract:  # fmt: skip
    """Write a contract in, with the first supplier, or change one (`contract`). A procurement that was in competition has a contract from then on."""
    procurement = (
        Procurement.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "owner", "unit")
        .get(pk=procurement.pk)
    )
    insist(rules.may_write(actor, procurement))
    _check(terms, now)
    one = (
        held(contract)
        if contract is not None
        else Contract(procurement=procurement, made_by_id=actor.user_id, made_at=now)
    )
    one.procurement = procurement
    if contract is None and procurement.contracts.count() >= rules.MOST_CONTRACTS:
        raise Refused(_("A procurement has at most %(n)s contracts.") % {"n": rules.MOST_CONTRACTS})
    if one.is_tried and terms.kind not in TRIED and one.reviews.exists():
        raise Refused(
            _(
                "The questions for this contract are answered, or a decision is made. It stays a contract in which something is tried."
            )
        )
    if one.pk and (one.decide_by, one.option_months) != (terms.decide_by, terms.option_months):
        finish_tasks_about(
            actor=system("Contracts", procurement.organisation_id), kind=KIND, ref=str(one.pk), word=OPTION, now=now
        )
    for field in fields(terms):
        value = getattr(terms, field.name)
        setattr(one, field.name, value.strip() if isinstance(value, str) else value)
    if contract is None:
        one.description = _only(procurement)
    one.save()
    if firm is not None:
        _save(one, Party(contract=one), firm)
    record(
        actor=actor,
        verb="contracts.written" if contract is None else "contracts.changed",
        thing=one,
        at=now,
        facts={"name": procurement.title},
    )
    if contract is None and may_move(actor, procurement, "sign"):
        move_procurement(actor=actor, procurement=procurement, verb="sign", now=now)
    return one


def _only(procurement: Procurement) -> NeedDescription | None:
    """The approved description it answers, when there is one alone."""
    found = list(queries.yardsticks(procurement).filter(state="approved")[:2])
    return found[0] if len(found) == 1 else None


def _save(contract: Contract, party: Party, firm: Firm) -> Party:
    try:
        party.name = display_name(firm.name)
        party.number = organisation_number(firm.number, firm.country) if firm.number.strip() else ""
    except SupplierError as trouble:
        raise Refused(trouble.said(language())) from trouble
    party.country, party.is_small, party.is_new = firm.country, firm.is_small, firm.is_new
    if (
        party.number
        and contract.parties.filter(number=party.number, country=party.country).exclude(pk=party.pk).exists()
    ):
        raise Refused(_("A supplier with this number is already in the contract."))
    party.save()
    return party


@transaction.atomic
def write_party(*, actor: Actor, contract: Contract, firm: Firm, party: Party | None = None, now: datetime) -> Party:
    """Add a supplier, or change what is said of one (`party`)."""
    one = held(contract)
    insist(rules.may_write(actor, one.procurement))
    if party is None and one.parties.count() >= rules.MOST_PARTIES:
        raise Refused(_("A contract has at most %(n)s suppliers.") % {"n": rules.MOST_PARTIES})
    made = _save(one, party or Party(contract=one), firm)
    record(actor=actor, verb="contracts.supplier_written", thing=one, at=now, facts={"name": made.name})
    return made


@transaction.atomic
def remove_party(*, actor: Actor, party: Party, now: datetime) -> None:
    """Take a supplier out of a contract."""
    one = held(party.contract)
    insist(rules.may_write(actor, one.procurement))
    Party.objects.filter(pk=party.pk).delete()
    record(actor=actor, verb="contracts.supplier_removed", thing=one, at=now, facts={"name": party.name})


@transaction.atomic
def remove_contract(*, actor: Actor, contract: Contract, now: datetime) -> None:
    """Take out a contract that was written in by mistake, with its milestones and tasks. The procurement stays where it is."""
    one = held(contract)
    insist(rules.may_remove(actor, one, one.results.exists() or one.reviews.exists()))
    site = system("Contracts", one.organisation_id)
    finish_tasks_about(actor=site, kind=KIND, ref=str(one.pk), now=now)
    for milestone in one.milestones.all():
        finish_tasks_about(actor=site, kind=MILESTONE, ref=str(milestone.pk), now=now)
    record(actor=actor, verb="contracts.removed", thing=one, at=now, facts={"name": one.title})
    one.delete()


@transaction.atomic
def choose_yardstick(*, actor: Actor, contract: Contract, description: NeedDescription, now: datetime) -> Contract:
    """Say which approved version of the need description it is tried against."""
    one = held(contract)
    insist(rules.may_choose_yardstick(actor, one, one.results.count()))
    if not queries.yardsticks(one.procurement).filter(pk=description.pk).exists():
        raise Refused(_("Choose an approved need description that the procurement answers."))
    one.description = description
    one.save(update_fields=["description"])
    record(actor=actor, verb="contracts.yardstick_chosen", thing=one, at=now, facts={"name": str(description)})
    return one

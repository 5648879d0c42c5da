"""Contracts, trials and the graveyard as rows, and a contract's days for calendars."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.contracts import queries
from nybrott.contracts.models import Contract, Review
from nybrott.contracts.states import SHORT, Course
from nybrott.core.actor import Actor
from nybrott.ui.sheets import Column, Sheet, Value


def calendar(contract: Contract, now: datetime) -> bytes:
    """Milestones ahead, the day options are decided, and the day it ends (RFC 5545), each a whole day."""
    from icalendar import Calendar, Event  # slow import: few take the days along

    made = Calendar()
    made.add("prodid", "-//Nybrott//Contracts//NO")
    made.add("version", "2.0")
    address = f"{settings.ADDRESS}{reverse('contracts:agreement', args=[contract.procurement_id, contract.pk])}"
    for key, what, day in queries.days(contract):
        event = Event()
        event.add("uid", f"{key}@nybrott")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", day)
        event.add("summary", f"{what} – {contract.title}")
        event.add("url", address)
        made.add_component(event)
    return bytes(made.to_ical())


def _known(said: bool | None) -> str:
    return {True: _("yes"), False: _("no"), None: ""}[said]


def _kroner(minor: int | None) -> str | None:
    """Hundredths as a number with a full stop, exact."""
    return None if minor is None else f"{minor // 100}.{minor % 100:02}"


def contracts_sheet(actor: Actor) -> Sheet:
    """A row for each supplier of each contract the actor sees, so that each firm can be counted."""
    columns = [
        Column("contract", _("Contract"), _("What it is called.")), Column("procurement", _("Procurement"), _("What it is a part of.")),
        Column("kind", _("What it is for"), _("Purchase, development, both, pilot or framework agreement.")), Column("supplier", _("Supplier"), _("One row for each.")),
        Column("number", _("Organisation number"), _("Of the supplier.")), Column("country", _("Country"), _("Two letters.")),
        Column("small", _("Fewer than 50 people"), _("Empty when it is not known.")), Column("new", _("New to us, or to the market"), _("Empty when it is not known.")),
        Column("signed", _("Signed"), _("The day.")), Column("value", _("Value"), _("Without options and VAT, of the whole contract: it stands on each of its rows.")),
        Column("currency", _("Currency"), _("Of the value. Currencies cannot be added up.")), Column("starts", _("Begins"), _("The day.")), Column("ends", _("Ends"), _("The day, without options.")),
        Column("options", _("Months of options"), _("How much longer it can be made.")), Column("decision", _("Decision"), _("What was decided at the end of development; empty while nothing is.")),
    ]  # fmt: skip
    return Sheet(
        "contracts",
        _("Contracts"),
        columns,
        _contract_rows(actor),
        [(_("What it is"), _("Every contract of the organisation, with its suppliers."))],
    )


def _contract_rows(actor: Actor) -> Iterator[tuple[Value, ...]]:
    found = (
        Contract.objects.visible_to(actor)
        .select_related("procurement")
        .prefetch_related("parties", Prefetch("reviews", Review.objects.order_by("number")))
    )
    for one in found.order_by("signed_on", "pk").iterator(chunk_size=500):
        courses = [review.course for review in one.reviews.all()]
        decision = str(SHORT[Course(courses[-1])]) if courses and courses[-1] else ""
        firms: list[tuple[Value, ...]] = [
            (party.name, party.number, party.country, _known(party.is_small), _known(party.is_new))
            for party in one.parties.all()
        ]
        for firm in firms or [("",) * 5]:
            yield (
                one.title, one.procurement.title, str(one.get_kind_display()), *firm, one.signed_on, _kroner(one.value), one.currency, one.starts, one.ends,
                one.option_months, decision,
            )  # fmt: skip


def trial_sheet(contract: Contract) -> Sheet:
    """A row for each thing the contract is tried against."""
    columns = [
        Column("kind", _("Kind"), _("Need, outcome goal, success criterion or requirement.")), Column("text", _("What it is compared with"), _("As it is worded in the need description.")),
        Column("how", _("How it is measured"), _("If anybody said.")), Column("outcome", _("What it showed"), _("The newest result.")),
        Column("evidence", _("What it rests on"), _("As it was entered.")), Column("url", _("Address of what it rests on"), _("If there is one.")),
        Column("tested", _("Tested"), _("The day.")), Column("tester", _("Who tested"), _("As it was entered.")), Column("results", _("Results"), _("How many there are; the newest is shown "
                                                                                                                                                       "here.")),
    ]  # fmt: skip
    description = contract.description
    about = [(_("Contract"), contract.title)]
    if description is not None:
        about.append(
            (
                _("Need description"),
                _("%(title)s, version %(version)s") % {"title": description.title, "version": description.version},
            )
        )
        about.append((_("Purpose"), description.purpose))
    rows: list[tuple[Value, ...]] = []
    for part in queries.parts(contract):
        said = part.result
        told: tuple[Value, ...] = (said.evidence, said.url, said.tested_on, said.tester) if said else ("", "", None, "")
        rows.append(
            (
                str(part.asked.yardstick.label),
                part.asked.text,
                part.asked.how,
                str(part.outcome.label),
                *told,
                part.results,
            )
        )
    return Sheet("trial", _("Trial"), columns, rows, about)


def graveyard_sheet(organisation: int, today: date) -> Sheet:
    """A row for each thing nobody has decided about, also those that have not waited too long yet."""
    columns = [
        Column("what", _("What is waiting"), _("A market dialogue, or a contract in which something is made or tried.")), Column("procurement", _("Procurement"), _("What it is a part of.")),
        Column("kind", _("Kind"), _("Market dialogue, pilot or development.")), Column("owner", _("Who"), _("The person who is asked to decide.")), Column("since", _("Since"), _("The day it waits from: when it ended, or began when no end is set.")),
        Column("months", _("Months"), _("Whole months it has waited.")), Column("over", _("Too long"), _("Whether it has waited as long as the organisation says.")), Column("ends", _("What would end it"), _("A decision, including to take no further"
                                                                                                                                                                                                               " action.")),
    ]  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (
            str(one.thing), one.procurement.title if one.procurement else "", one.kind, one.owner.name if one.owner else "", one.since, one.months(today),
            one.is_over(today), one.ends_by,
        )
        for one in queries.graves(organisation)
    ]  # fmt: skip
    about = [(_("Months without a decision"), str(queries.months_of(organisation)))]
    return Sheet("graveyard", _("Pilot graveyard"), columns, rows, about)

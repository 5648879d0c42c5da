"""Contracts as files and as dates for a calendar."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from nybrott.renewals import states
from nybrott.renewals.queries import Found, Window
from nybrott.ui.formats import day_year, number
from nybrott.ui.sheets import Column, Sheet


def contracts_sheet(found: Sequence[Found], window: Window, name: str, *, inside: bool) -> Sheet:
    """The contracts with every part of their rank; `inside`: also what the organisation made of them."""
    columns = [
        Column("title", _("Contract"), _("The title of the award notice, and the lot's where it has one.")),
        Column("buyer", _("Buyer"), _("The buyer's name in the notice.")),
        Column("ends", _("Runs out"), _("The day it ends if no option is used.")),
        Column("latest", _("Ends at the latest"), _("The day it ends if every option is used.")),
        Column("known", _("How the end is known"), _("Whether it is stated, calculated or guessed.")),
        Column("words", _("Read from the wording"), _("What the end and the options were read from, where they were read out of words.")),
        Column("winners", _("With"), _("The firms that won.")),
        Column("value", _("Value"), _("In whole units of the currency, when it was awarded.")),
        Column("currency", _("Currency"), _("The currency of the value.")),
        Column("tenders", _("Tenders last time"), _("How many tenders came in; empty when the notice does not say.")),
        Column("cpv", _("CPV"), _("What is bought, as a code of the common procurement vocabulary.")),
        Column("begin", _("Begin by"), _("The end date minus the 12 months that dialogue and competition take.")),
        Column("rank", _("Points"), _("The sum of the five parts, at most 100.")),
        *(Column(part, str(label), _("Points of the rank.")) for part, label in states.PARTS.items()),
        Column("notice", _("Award notice"), _("The notice's number here.")),
    ]  # fmt: skip
    if inside:
        columns.append(
            Column("made", _("What was done about it"), _("A challenge, dismissed with the reason, or nothing yet."))
        )
    about = [
        (_("What this is"), _("Contracts of %(name)s that run out in %(first)s to %(last)s months.") % {"name": name, "first": window.first, "last": window.last}),
        (_("Days"), f"{window.first_on.isoformat()} – {window.last_on.isoformat()}"),
        (_("Guesses"), _("Where an end date is a guess, this says so, and what it is based on. Contracts whose notices give no end date are not listed here.")),
        (_("Licence"), _("Notices from Doffin: NLOD 2.0. Notices from TED: reuse is allowed when the source is named.")),
    ]  # fmt: skip
    return Sheet("radar", _("Contracts that run out"), columns, [_row(one, inside=inside) for one in found], about)


def _row(found: Found, *, inside: bool) -> list[str | int | None]:
    one = found.contract
    row: list[str | int | None] = [
        found.title, one.buyer_name, one.first_on.isoformat(), one.last_on.isoformat(), str(states.KNOWN[one.known_by]),
        " … ".join(filter(None, (one.words, one.option_words))), ", ".join(one.winners), one.minor // 100 if one.minor is not None else None,
        one.currency, one.tenders, one.cpv, found.rank.begin_on.isoformat(), found.rank.total, *found.rank.parts.values(), one.key,
    ]  # fmt: skip
    if inside:
        mark = found.mark
        row.append(f"{mark.get_made_display()}: {mark.challenge or mark.reason}" if mark else "")
    return row


def calendar(found: Sequence[Found], now: datetime) -> bytes:
    """When to begin and when each contract ends (RFC 5545), for a calendar program that fetches it again."""
    from icalendar import Calendar, Event  # slow import: few take the dates along

    made = Calendar()
    made.add("prodid", "-//Nybrott//Renewal radar//NO")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for one in found:
        address = f"{settings.ADDRESS}{one.address}"
        total = _("Rank: %(n)s of 100.") % {"n": number(one.rank.total)}
        known = str(states.KNOWN[one.contract.known_by])
        for what, on, summary in (
            ("begin", one.rank.begin_on, _("Begin on what comes after: %(title)s")),
            ("ends", one.contract.first_on, _("Contract runs out: %(title)s")),
        ):
            event = Event()
            event.add("uid", f"renewal-{one.ref}-{what}@nybrott")
            event.add("dtstamp", now.astimezone(UTC))
            event.add("dtstart", on)
            event.add("summary", summary % {"title": one.title})
            event.add("description", f"{day_year(one.contract.first_on)}. {known} {total}\n{address}")
            event.add("url", address)
            made.add_component(event)
    return bytes(made.to_ical())

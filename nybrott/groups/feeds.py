"""A group's common need description as a document, its log as rows, its days for calendars."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.groups.models import BuyersGroup
from nybrott.groups.queries import Beside, Shared
from nybrott.ui.documents import Block, Document, Heading, Items, Paragraph
from nybrott.ui.formats import day_year
from nybrott.ui.sheets import Column, Sheet


def need_document(group: BuyersGroup, shared: Shared) -> Document:
    """The common text, then what each member adds, and who has approved it."""
    text = shared.text
    assert text is not None
    under = _("Common need description, version %(version)s, %(day)s") % {
        "version": text.version,
        "day": day_year(text.written_at),
    }
    blocks: list[Block] = []

    def part(heading: str, *found: Block) -> None:
        if found:
            blocks.extend((Heading(1, heading), *found))

    def paragraphs(words: str) -> list[Paragraph]:
        return [Paragraph(piece.strip()) for piece in words.split("\n\n") if piece.strip()]

    def items(lines: list[str]) -> list[Items]:
        return [Items(tuple(lines))] if lines else []

    part(_("Purpose"), *paragraphs(text.purpose))
    part(_("What it is like today"), *paragraphs(text.background))
    part(_("Needs"), *items(text.needs))
    part(_("Outcome goals"), *items(text.goals))
    part(_("We have succeeded when"), *items(text.criteria))
    added = [one for one in shared.besides if one.additions]
    if added:
        blocks.append(Heading(1, _("What each adds")))
        for one in added:
            blocks.append(Heading(2, named(one)))
            blocks.append(Items(tuple(f"{addition.get_kind_display()}: {addition.text}" for addition in one.additions)))
    approvals = [
        _("%(place)s: approved %(day)s") % {"place": one.name, "day": day_year(one.approval.approved_at)}
        if one.approval else _("%(place)s: not approved as it stands") % {"place": one.name}
        for one in shared.members
    ]  # fmt: skip
    part(_("Who has approved it"), *items(approvals))
    return Document(group.name, under, group.lead.name, get_language() or "nb", tuple(blocks))


def named(one: Beside) -> str:
    """An organisation, with a word when it has left."""
    name = one.name
    return name if one.inside else _("%(place)s (has left; this stays as it was)") % {"place": name}


def log_sheet(group: BuyersGroup, shared: Shared) -> Sheet:
    """A row for each entry of the decision log, the first first."""
    columns = [
        Column("number", _("Number"), _("In the order they were entered; none is ever missing.")), Column("day", _("Decided on"), _("The day.")),
        Column("text", _("What was decided"), _("In words.")), Column("reason", _("Why"), _("The reason that was given.")),
        Column("by", _("Who decided"), _("The meeting or the body.")), Column("for", _("For"), _("Members that voted for.")),
        Column("against", _("Against"), _("Members that voted against.")), Column("corrects", _("Corrects number"), _("When it corrects an earlier entry.")),
        Column("entered_by", _("Entered by"), _("The organisation.")), Column("entered", _("Entered on"), _("The day.")),
    ]  # fmt: skip
    rows = (
        (
            one.number, one.decided_on, one.text, one.reason, one.decided_by, tuple(place.name for place in one.in_favour.all()),
            tuple(place.name for place in one.against.all()), one.corrects.number if one.corrects else None, one.written_for.name,
            timezone.localdate(one.written_at),
        )
        for one in shared.decisions
    )  # fmt: skip
    return Sheet(
        f"buyers-group-{group.pk}-log",
        group.name,
        columns,
        rows,
        [(_("Buyers’ group"), group.name), (_("Leads"), group.lead.name)],
    )


def calendar(group: BuyersGroup, now: datetime) -> bytes:
    """The group's days, the last day to become a member, and the days of its market dialogue that everyone reads (RFC 5545)."""
    from icalendar import Calendar, Event  # slow import: few take the days along

    made = Calendar()
    made.add("prodid", "-//Nybrott//Buyers groups//NO")
    made.add("version", "2.0")
    address = f"{settings.ADDRESS}{reverse('groups:group', args=[group.pk])}"
    for key, what, day in _days(group):
        event = Event()
        event.add("uid", f"group-{group.pk}-{key}@nybrott")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"{what} – {group.name}")
        event.add("url", address)
        made.add_component(event)
    return bytes(made.to_ical())


def _days(group: BuyersGroup) -> list[tuple[str, str, date]]:
    days = [(f"day-{one.pk}", one.what, one.on) for one in group.days.all()]
    if group.join_until:
        days.append(("join", _("Last day for observers to become members"), group.join_until))
    if (one := group.dialogue) is not None:
        for key, what, moment in (
            ("register", _("Suppliers register until"), one.register_until), ("input", _("Written input until"), one.input_until), ("answers", _("Questions are answered until"), one.answers_until),
        ):  # fmt: skip
            if moment is not None:
                days.append((f"dialogue-{key}", what, timezone.localdate(moment)))
        if one.competition_on:
            days.append(("competition", _("A competition is planned for"), one.competition_on))
    return sorted(days, key=lambda day: (day[2], day[0]))

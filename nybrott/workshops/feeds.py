"""A workshop as an event for people's calendars, and its minutes as a document to take along."""

from datetime import datetime, timedelta

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nybrott.ui.documents import Block, Document, File, Heading, Items, Paragraph, file_of
from nybrott.ui.formats import day_year
from nybrott.workshops.models import Workshop
from nybrott.workshops.queries import minutes_of, seats_of, tallies
from nybrott.workshops.states import WorkshopState


def event(workshop: Workshop, *, url: str, now: datetime) -> bytes:
    """One event by RFC 5545. The same workshop is the same event, so that a calendar takes a new time over."""
    from icalendar import Calendar, Event  # slow import: few take the event along

    made = Event()
    made.add("uid", f"workshop-{workshop.pk}@nybrott")
    made.add("dtstamp", now)
    made.add("dtstart", workshop.starts_at)
    made.add("dtend", workshop.starts_at + timedelta(minutes=minutes_of(workshop) or 60))
    made.add("summary", workshop.title)
    made.add("description", "\n\n".join(said for said in (workshop.aim, workshop.link, url) if said))
    made.add("url", url)
    if workshop.place:
        made.add("location", workshop.place)
    made.add("status", "CANCELLED" if workshop.state == WorkshopState.CALLED_OFF else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Nybrott//Workshops//NO")
    calendar.add("version", "2.0")
    calendar.add_component(made)
    return bytes(calendar.to_ical())


def minutes_file(workshop: Workshop, kind: str, language: str) -> File:
    """The minutes in a language. `kind`: one of `KINDS`."""
    with override(language):
        document = minutes_document(workshop, language)
    return file_of(document, slugify(workshop.title)[:60] or "workshop", kind)


def minutes_document(workshop: Workshop, language: str) -> Document:
    """What was done and what came out, without names: who was there is for those who were there."""
    who = seats_of(workshop)
    people = ngettext("%(n)s person took part", "%(n)s people took part", len(who.coming)) % {"n": len(who.coming)}
    blocks: list[Block] = [Heading(1, _("What it was for")), Paragraph(workshop.aim or _("No aim was written down."))]
    steps = tuple(f"{step.title} ({_('%(n)s minutes') % {'n': step.minutes}})" for step in workshop.steps.all())
    if steps:
        blocks += [Heading(1, _("What was done")), Items(steps)]
    rows = tallies(workshop, ranked=True)
    blocks.append(Heading(1, _("What came out")))
    for row in (one for one in rows if one.group):
        votes = ngettext("%(n)s vote", "%(n)s votes", row.votes) % {"n": row.votes}
        blocks.append(Heading(2, f"{row.title} · {votes}" if row.votes else row.title))
        if row.notes:
            blocks.append(Items(tuple(" ".join(note.text.split()) for note in row.notes)))
    if loose := tuple(" ".join(one.title.split()) for one in rows if one.note):
        blocks += [Heading(2, _("Not in any group")), Items(loose)]
    if not rows:
        blocks.append(Paragraph(_("Nothing was shared.")))
    under = f"{workshop.challenge.title} · {day_year(workshop.starts_at)} · {people}"
    return Document(workshop.title, under, workshop.organisation.name, language, tuple(blocks))

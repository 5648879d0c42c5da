"""A gathering as an event for people's calendars, its minutes as a document, and what a run led to as rows."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nybrott.core.actor import Actor
from nybrott.core.contributions import Contribution
from nybrott.gatherings.models import Gathering, Story
from nybrott.gatherings.queries import Agenda, Asked, LedTo, agenda, asked_to, decided_in, followed_up, labelled
from nybrott.gatherings.states import GatheringState, StoryKind
from nybrott.runs.models import Run
from nybrott.ui.documents import Block, Document, File, Heading, Items, Paragraph, file_of
from nybrott.ui.formats import day_short, day_year
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts, json_parts


def event(gathering: Gathering, *, url: str, now: datetime) -> bytes:
    """One event by RFC 5545. The same gathering is the same event, and a newer one has a higher sequence."""
    from icalendar import Calendar, Event  # slow import: few take the event along

    made = Event()
    made.add("uid", f"gathering-{gathering.pk}@nybrott")
    made.add("sequence", gathering.turn)
    made.add("dtstamp", now)
    made.add("dtstart", gathering.starts_at)
    made.add("dtend", gathering.ends_at)
    made.add("summary", gathering.title)
    made.add("description", "\n\n".join(said for said in (gathering.aim, gathering.link, url) if said))
    made.add("url", url)
    if gathering.place:
        made.add("location", gathering.place)
    made.add("status", "CANCELLED" if gathering.state == GatheringState.CALLED_OFF else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Nybrott//Gatherings//NO")
    calendar.add("version", "2.0")
    calendar.add_component(made)
    return bytes(calendar.to_ical())


def minutes_file(actor: Actor, gathering: Gathering, kind: str, language: str) -> File:
    """The minutes in a language, with the stories this reader may read. `kind`: one of `ui.documents.KINDS`."""
    with override(language):
        document = minutes_document(actor, gathering, language)
    return file_of(document, slugify(gathering.title)[:60] or "gathering", kind)


def minutes_document(actor: Actor, gathering: Gathering, language: str) -> Document:
    """What was told, what was decided, and what became of earlier decisions. How many were there, not who."""
    asked, order = asked_to(actor, gathering), agenda(actor, gathering)
    blocks: list[Block] = []
    if gathering.aim:
        blocks += [Heading(1, _("What it was about")), Paragraph(gathering.aim)]
    blocks += _stories(order)
    blocks.append(Heading(1, _("What was decided")))
    decided = tuple(
        _("%(what)s: %(who)s, by %(day)s")
        % {"what": told.one.what, "who": told.who or _("no one any longer"), "day": day_short(told.one.due_on)}
        for told in decided_in(actor, gathering)
    )
    blocks.append(Items(decided) if decided else Paragraph(_("Nothing was decided.")))
    earlier = tuple(
        _("%(what)s: %(outcome)s") % {"what": told.one.what, "outcome": told.one.outcome or _("still open")}
        for told in followed_up(actor, gathering)
    )
    if earlier:
        blocks += [Heading(1, _("What came of earlier decisions")), Items(earlier)]
    under = f"{gathering.run.title} · {day_year(gathering.starts_at)} · {_people(asked)}"
    return Document(gathering.title, under, gathering.run.organisation.name, language, tuple(blocks))


def _people(asked: Asked) -> str:
    return ngettext("%(n)s person was there", "%(n)s people were there", asked.there) % {"n": asked.there}


def _stories(order: Agenda) -> list[Block]:
    blocks: list[Block] = [Heading(1, _("Stories"))]
    for slot in order.slots:
        if slot.readable:
            blocks += _story(slot.story)
    hidden = sum(not slot.readable for slot in order.slots)
    if hidden:
        said = ngettext(
            "%(n)s story is for those in the run only.", "%(n)s stories are for those in the run only.", hidden
        )
        blocks.append(Paragraph(said % {"n": hidden}))
    if not order.slots:
        blocks.append(Paragraph(_("No one brought a story.")))
    return blocks


def _story(story: Story) -> list[Block]:
    best = f"{StoryKind(story.kind).label}: " if story.kind == StoryKind.MISTAKE else ""
    blocks: list[Block] = [Heading(2, f"{best}{story.title}")]
    for label, said in (
        (_("What we tried"), story.tried),
        (_("What happened then"), story.happened),
        (_("What we learnt from it"), story.learnt),
    ):
        if said:
            blocks += [Heading(3, label), Paragraph(said)]
    return blocks


def led_to_sheet(run: Run, found: LedTo, *, now: datetime) -> Sheet:
    """A row for each contribution before each thing reached; what had none before it, and challenges that reached nothing, have
    a row with empty fields."""
    columns = [
        Column("challenge", _("Challenge"), _("The challenge people of the run contributed to.")),
        Column("reached", _("Reached"), _("What kind of thing it reached. Empty when nothing yet.")),
        Column("thing", _("What it reached"), _("What that is called.")),
        Column("reached_at", _("When it was reached"), _("Day and time.")),
        Column("driver", _("A driver in it"), _("1 when a driver of the run was in a contribution before it.")),
        Column(
            "contribution",
            _("Contribution"),
            _("What was done before it, or for the challenge when it reached nothing."),
        ),
        Column(
            "label",
            _("What it was"),
            _("What the contribution is called. What was said in guidance is not shown here."),
        ),
        Column("at", _("When it was over"), _("Day and time.")),
        Column("people", _("Who"), _("Names of people in your own organisation.")),
    ]
    about = [
        (_("Run"), run.title),
        (_("Taken out"), timezone.localtime(now).isoformat(timespec="minutes")),
        (_("How it is counted"), _("Only contributions that were over before something was reached count for it. That they came before does not say that they caused it.")),
    ]  # fmt: skip
    name = f"nybrott-{slugify(run.title)[:60] or 'run'}-{timezone.localdate(now).isoformat()}"
    return Sheet(name, _("What %(run)s led to") % {"run": run.title}, columns, _led_to_rows(found), about)


def _led_to_rows(found: LedTo) -> Iterator[list[Value]]:
    for touched in found.touched:
        challenge = touched.challenge.title
        for after in touched.reached:
            thing = after.thing
            said: list[Value] = [challenge, thing.kind, thing.label, _moment(thing.at), int(after.driver)]
            for one in after.before or (None,):
                yield [*said, *_contributed(found, one)]
        if not touched.reached:
            for made in touched.contributions:
                yield [challenge, "", "", "", "", *_contributed(found, made)]


def _contributed(found: LedTo, one: Contribution | None) -> list[Value]:
    if one is None:
        return ["", "", "", ""]
    return [one.kind, labelled(one), _moment(one.at), ", ".join(found.names.get(one.key, ()))]


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")


def written(sheet: Sheet, kind: str) -> Iterator[str]:
    """A file of rows, piece by piece: csv or json."""
    return csv_parts(sheet) if kind == "csv" else json_parts(sheet)

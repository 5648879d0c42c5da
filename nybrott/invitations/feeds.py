"""Dialogues as feeds, and their dates for calendars."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.dialogues.models import Dialogue
from nybrott.invitations import queries

MOST = 50  # entries in a feed
KINDS = (
    "registration",
    "questions",
    "input",
    "competition",
)  # of which only an end is known: a short event at that moment


def _clean(text: str) -> str:
    """Without the characters XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def _public(dialogue: Dialogue) -> str:
    return f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}"


def dialogues_feed(code: str, language: str) -> bytes:
    """Announced dialogues, the newest first, as Atom; `code`: of a CPV code and all below it."""
    here = f"{settings.ADDRESS}{reverse('invitations:feed')}" + (f"?cpv={code}" if code else "")
    feed = Atom1Feed(
        title=_("Market dialogues"), link=f"{settings.ADDRESS}{reverse('dialogues:dialogues')}", feed_url=here, language=language,
        description=_("What is asked of the market before anyone decides."),
    )  # fmt: skip
    for one in queries.by_code(code)[:MOST]:
        feed.add_item(
            title=_clean(one.title), link=_public(one), description=_clean(one.why), author_name=_clean(one.organisation.name), unique_id=_public(one),
            pubdate=one.announced_at, updateddate=one.announced_at, categories=one.cpv,
        )  # fmt: skip
    return bytes(feed.writeString("utf-8").encode())


def dialogue_feed(dialogue: Dialogue) -> bytes:
    """All that everyone was given in a dialogue, the newest first, as Atom."""
    feed = Atom1Feed(
        title=_clean(dialogue.title), link=_public(dialogue), feed_url=f"{settings.ADDRESS}{reverse('invitations:dialogue_feed', args=[dialogue.slug])}",
        language=dialogue.language, description=_clean(dialogue.why), author_name=_clean(dialogue.organisation.name),
    )  # fmt: skip
    for one in queries.given_publicly(dialogue)[:MOST]:
        at = datetime.fromisoformat(one.fields["recorded_at"])
        feed.add_item(
            title=_clean(one.fields.get("title") or one.thing), link=_public(dialogue), description="", unique_id=f"{_public(dialogue)}#{one.place}",
            pubdate=at, updateddate=at,
        )  # fmt: skip
    return bytes(feed.writeString("utf-8").encode())


def calendar(dialogue: Dialogue, language: str, now: datetime) -> bytes:
    """The dates of a dialogue (RFC 5545), for a calendar program that fetches them again."""
    from icalendar import Calendar, Event  # slow import: few take the dates along

    made = Calendar()
    made.add("prodid", "-//Nybrott//Market dialogues//NO")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    with override(language):
        for one in queries.dates(dialogue):
            event = Event()
            event.add("uid", f"dialogue-{dialogue.pk}-{one.kind}-{one.at.astimezone(UTC):%Y%m%d%H%M}@nybrott")
            event.add("dtstamp", now.astimezone(UTC))
            event.add("dtstart", one.at.astimezone(UTC))
            event.add("dtend", (one.at + timedelta(minutes=0 if one.kind in KINDS else 60)).astimezone(UTC))
            event.add("summary", f"{one.what}: {dialogue.title}")
            event.add("url", _public(dialogue))
            event.add("description", _public(dialogue))
            if dialogue.state == "called_off":
                event.add("status", "CANCELLED")
            made.add_component(event)
        if dialogue.competition_on:
            competition, event = _("A competition is planned for"), Event()
            event.add("uid", f"dialogue-{dialogue.pk}-competition@nybrott")
            event.add("dtstamp", now.astimezone(UTC))
            event.add("dtstart", dialogue.competition_on)
            event.add("summary", f"{competition}: {dialogue.title}")
            event.add("url", _public(dialogue))
            made.add_component(event)
    return bytes(made.to_ical())

"""Days of organisations that share them: gatherings, market dialogues with their deadlines and conference, planned competitions."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.conferences.models import Conference
from nybrott.conferences.states import ConferenceState
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DialogueState
from nybrott.gatherings.models import Gathering
from nybrott.gatherings.states import GatheringState
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import BEFORE_COMPETITION
from nybrott.ui.formats import number

AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Day:
    """Something on a day. `at`: the moment, where it has one; `ref` is the same however often it is asked for."""

    ref: str
    organisation: int
    on: date
    what: str
    title: str
    at: datetime | None = None
    ends: datetime | None = None
    url: str = ""


def days(keys: Collection[int], now: datetime) -> list[Day]:
    """What comes in the next year, the first first. Four queries."""
    first, last = timezone.localdate(now), timezone.localdate(now + AHEAD)
    found = [*_gatherings(keys, first), *_dialogues(keys), *_conferences(keys, first), *_competitions(keys, first, last)]  # fmt: skip
    kept = [one for one in found if first <= one.on <= last]
    return sorted(kept, key=lambda one: (one.on, one.at is not None, one.at or now, one.ref))


def _from(first: date) -> datetime:
    return timezone.make_aware(datetime.combine(first, time.min))


def _gatherings(keys: Collection[int], first: date) -> Iterator[Day]:
    found = Gathering.objects.filter(run__organisation__in=keys, starts_at__gte=_from(first), state__in=(GatheringState.PLANNED, GatheringState.LIVE))  # fmt: skip
    for one in found.select_related("run"):
        yield Day(f"gathering-{one.pk}", one.run.organisation_id, timezone.localdate(one.starts_at), _("Experience gathering"), one.title, one.starts_at, one.ends_at)  # fmt: skip


def _dialogues(keys: Collection[int]) -> Iterator[Day]:
    named = (("register_until", _("Last day to register for a market dialogue")), ("input_until", _("Last day for written input in a market dialogue")))  # fmt: skip
    for one in Dialogue.objects.public().filter(organisation__in=keys, state=DialogueState.OPEN):
        for field, what in named:
            moment: datetime | None = getattr(one, field)
            if moment:
                yield Day(f"{field}-{one.pk}", one.organisation_id, timezone.localdate(moment), what, one.title, moment, url=_address(one))  # fmt: skip


def _conferences(keys: Collection[int], first: date) -> Iterator[Day]:
    open_ones = Dialogue.objects.public().filter(organisation__in=keys, state=DialogueState.OPEN)
    found = Conference.objects.filter(dialogue__in=open_ones, state=ConferenceState.OPEN, begins__gte=_from(first))
    for one in found.select_related("dialogue"):
        yield Day(f"conference-{one.pk}", one.dialogue.organisation_id, timezone.localdate(one.begins), _("Dialogue conference"), one.dialogue.title, one.begins, one.ends, _address(one.dialogue))  # fmt: skip


def _competitions(keys: Collection[int], first: date, last: date) -> Iterator[Day]:
    """How many competitions are planned for a day; which ones is not told."""
    found = Procurement.objects.filter(organisation__in=keys, announce_on__range=(first, last), state__in=BEFORE_COMPETITION)  # fmt: skip
    for organisation, on, n in found.values_list("organisation", "announce_on").annotate(n=Count("pk")).order_by():
        assert on is not None  # asked for above
        title = ngettext("%(n)s competition is planned", "%(n)s competitions are planned", n) % {"n": number(n)}
        yield Day(f"competition-{organisation}-{on.isoformat()}", organisation, on, _("Planned announcement"), title)


def _address(one: Dialogue) -> str:
    return reverse("dialogues:public", args=[one.slug])

"""Conferences, for tests."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from nybrott.conferences import actions
from nybrott.conferences.actions import Plan, Slotted
from nybrott.conferences.models import Conference, Seat
from nybrott.core.actor import Actor
from nybrott.dialogues.models import Representative, Supplier
from nybrott.dialogues.tests.factories import a_buyer, a_representative, a_supplier, an_open_dialogue
from nybrott.people.models import Organisation

NUMBERS = count(1)
LINK = "https://video.example/rom"


def a_plan(now: datetime, **said: Any) -> Plan:
    """A conference of three hours ten days after, for two in the room and as many digitally as come."""
    begins = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=10)
    told: dict[str, Any] = {
        "begins": begins, "ends": begins + timedelta(hours=3), "seats_until": begins - timedelta(hours=2), "place": "Rådhuset, sal 1", "link": LINK,
        "room": 2, "most": 2,
    }  # fmt: skip
    return Plan(**told | said)


def a_conference(place: Organisation, *, actor: Actor | None = None, opened: bool = True, now: datetime | None = None, **said: Any) -> Conference:  # fmt: skip
    """A conference in an open dialogue, with one part in its programme."""
    now, holds = now or timezone.now(), actor or a_buyer(place)
    plan = a_plan(now, **said)
    made = actions.plan_conference(actor=holds, dialogue=an_open_dialogue(place, actor=holds), plan=plan, now=now)
    actions.write_session(actor=holds, conference=made, slotted=Slotted(plan.begins, 45, "Hva vi trenger", "Anne Moe"), now=now)  # fmt: skip
    return actions.open_seats(actor=holds, conference=made, now=now) if opened else made


def a_person(conference: Conference, supplier: Supplier | None = None) -> tuple[Representative, str]:
    """Somebody who speaks for a supplier, with the key of the own page."""
    return a_representative(supplier or a_supplier(conference.dialogue, f"Firma {next(NUMBERS)}"), f"Kari {next(NUMBERS)}")  # fmt: skip


def a_seat(conference: Conference, supplier: Supplier | None = None, *, way: str = "place", named: bool = False) -> Seat:  # fmt: skip
    """The seat of somebody new, or their place on the waiting list."""
    by, _key = a_person(conference, supplier)
    return actions.take_seat(representative=by, conference=conference, way=way, named=named, now=timezone.now())


def begun(conference: Conference) -> Conference:
    """As if it had begun an hour ago."""
    begins = timezone.now().replace(microsecond=0) - timedelta(hours=1)
    Conference.objects.filter(pk=conference.pk).update(begins=begins, ends=begins + timedelta(hours=3), seats_until=begins - timedelta(hours=2))  # fmt: skip
    conference.refresh_from_db()
    return conference

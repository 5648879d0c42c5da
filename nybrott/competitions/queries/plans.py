"""What is looked for: a procurement as its plan says it."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from nybrott.core.recognising import Planned
from nybrott.procurements.models import Procurement

REACH = timedelta(days=540)  # before the first and after the last planned day
NO_DAYS = timedelta(days=365)  # before it was put in the plan, when no day is planned
_DAYS = {"dialogue": "dialogue_on", "announce": "announce_on", "contract": "contract_on", "ends": "ends_on"}


def planned_of(procurement: Procurement) -> Planned:
    """Title, aim and the need descriptions it rests on; codes; planned days."""
    said = [
        text
        for row in procurement.descriptions.order_by("pk").values_list("title", "purpose", "background")
        for text in row
    ]
    days = {name: day for name, field in _DAYS.items() if (day := getattr(procurement, field)) is not None}
    return Planned(
        procurement.title, "\n".join(text for text in (procurement.aim, *said) if text), tuple(procurement.cpv), days
    )


def reach(planned: Planned, made_on: date, today: date) -> tuple[date, date]:
    """The first and the last day on which a notice of the plan may have been published."""
    days = [day for name, day in planned.days.items() if name != "ends"]
    first = min(days, default=made_on) - (REACH if days else NO_DAYS)
    last = max([*days, planned.days.get("ends", today)], default=today) + REACH
    return first, last


def digest(planned: Planned, generation: str, numbers: Iterable[str] = ()) -> str:
    """What was looked for and where, so that the same is not looked for twice; `numbers` are those its market dialogues name."""
    said = [
        planned.title,
        *numbers,
        planned.text,
        planned.cpv,
        sorted((name, day.isoformat()) for name, day in planned.days.items()),
        generation,
    ]
    return sha256(json.dumps(said).encode()).hexdigest()

"""Contracts on the radar, for tests."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_organisation
from nybrott.renewals.models import Contract, Edition
from nybrott.renewals.queries.buyers import sorted_by

NUMBERS = count(1)


def today() -> date:
    """The day the pages reckon from."""
    return timezone.localdate()


def in_months(months: float) -> date:
    """About so many months ahead; never on the border of a whole one."""
    return today() + timedelta(days=round(months * 30.44) + 3)


def a_contract(place: Organisation | None = None, **said: Any) -> Contract:
    """A contract of a buyer, a year and a half ahead, with a name of its own."""
    number = next(NUMBERS)
    name = place.name if place else said.pop("buyer_name", "Granli kommune")
    first = said.pop("first_on", None) or in_months(18)
    told: dict[str, Any] = {
        "key": f"2024-{number:06}-abc", "ordinal": 0, "procedure": f"p{number}", "lot": "LOT-0001", "country": "NO",
        "buyer": place.number if place else "310439177", "buyer_name": name, "buyer_sort": sorted_by(name), "title": f"Kontrakt {number}",
        "lot_title": "", "doffin_ref": f"2024-{number:06}", "published_on": date(2024, 3, 1), "cpv": "33196200", "kind": "331", "tenders": 3,
        "minor": 890_000_000, "currency": "NOK", "winners": ["Trygg Alarm AS"], "first_on": first, "last_on": first, "known_by": "written",
        "words": "", "option_words": "",
    }  # fmt: skip
    return Contract.objects.create(**told | {"last_on": first} | said)


def a_buyer_organisation(number: str = "310400009") -> Organisation:
    """An organisation whose number the notices know."""
    return an_organisation("Fjordvik kommune", number=number)


def an_edition(contracts: int = 1, silent: int = 0) -> Edition:
    """The state the contracts were read from."""
    return Edition.objects.create(
        generation="g", recipe="1", contracts=contracts, silent=silent, read_at=timezone.now()
    )

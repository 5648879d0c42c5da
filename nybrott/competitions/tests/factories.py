"""Notices of a municipality and a procurement they are about, for tests."""

from datetime import UTC, date, datetime
from typing import Any

from nybrott.competitions import actions
from nybrott.competitions.models import NoticeLink
from nybrott.lake.tests.factories import notice
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement

NOW = datetime(2024, 9, 1, 9, tzinfo=UTC)
NUMBER = "310400009"
TITLE = "Varsling ved fall på badet"
PLAN: dict[str, Any] = {
    "title": TITLE, "aim": "Eldre som faller om natten får hjelp straks, uten kamera på badet.", "cpv": ("33195000",),
    "dialogue_on": date(2024, 1, 15), "announce_on": date(2024, 3, 1), "contract_on": date(2024, 8, 1), "ends_on": date(2028, 8, 1),
}  # fmt: skip
TEXT = "Kommunen vil ha varsling når eldre faller på badet om natten, uten kamera."


def a_municipality(number: str = NUMBER, **said: Any) -> Organisation:
    """Whose notices these are."""
    return an_organisation(number=number, **said)


def planned(place: Organisation, *, state: str = "preparing", **said: Any) -> Procurement:
    """A procurement with its plan."""
    return a_procurement(place, state=state, **PLAN | said)


def competition(notice_id: str = "c-1", **said: Any) -> bytes:
    """The notice of its competition."""
    return notice(notice_id, **{"title": "Anskaffelse av varsling ved fall", "description": TEXT, "cpv": "33195000", "day": "2024-03-10", "procedure_id": "p-1"} | said)  # fmt: skip


def result(notice_id: str = "r-1", **said: Any) -> bytes:
    """The notice of its result: two lots, three tenders and one, a small winner and one whose size is not said."""
    return notice(
        notice_id, stage="result",
        **{"title": "Varsling ved fall: resultat", "description": TEXT, "cpv": "33195000", "day": "2024-08-10", "procedure_id": "p-1", "tenders": (3, 1), "sizes": ("small", "")} | said,
    )  # fmt: skip


def others(count: int = 4) -> list[bytes]:
    """Other notices of the same buyer, about other things."""
    return [notice(f"o-{number}", title=f"Asfaltering av vei {number}", description="Kommunen kjøper asfalt og legging.", cpv="45233000", day="2024-03-05", procedure_id=f"o-{number}") for number in range(count)]  # fmt: skip


def a_suggestion(procurement: Procurement, **said: Any) -> NoticeLink:
    """A suggestion nobody has answered, of a notice that need not be in any lake."""
    count = procurement.notice_links.count()
    parts = [{"name": "buyer", "points": 10, "most": 10, "number": 1, "words": []}, {"name": "code", "points": 25, "most": 25, "number": 8, "words": []},
             {"name": "title", "points": 20, "most": 35, "number": None, "words": [["fall", "fall"]]}, {"name": "text", "points": 0, "most": 15, "number": None, "words": []},
             {"name": "days", "points": 15, "most": 15, "number": 9, "words": []}]  # fmt: skip
    made: dict[str, Any] = {
        "key": f"n-{count}-0123456789", "state": "suggested", "way": "likeness", "stage": "competition", "title": f"Varsling {count}", "official": f"2024-{100000 + count}",
        "chain": f"p-{count}", "buyer_name": "Fjordvik kommune", "published_on": date(2024, 3, 10), "score": 70, "parts": parts, "made_at": NOW,
    }  # fmt: skip
    return NoticeLink.objects.create(procurement=procurement, **made | said)


def look(procurement: Procurement, **said: Any) -> actions.Looked:
    """Look for its notices as somebody who carries out procurements."""
    return actions.look_for_notices(actor=a_buyer(procurement.organisation), procurement=procurement, now=NOW, **said)

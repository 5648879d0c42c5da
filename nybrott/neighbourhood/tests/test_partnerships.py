"""What the three municipalities share and report in the demonstration; filled once, whatever day it is."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from nybrott.demonstration.buying import fill_procurements
from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.struggles import fill_struggles
from nybrott.neighbourhood.partnerships import fill_partnerships
from nybrott.partnerships import queries
from nybrott.partnerships.models import Report, ReportVersion, Share
from nybrott.people.models import Network, User
from nybrott.people.queries import actor_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "now", [pytest.param(timezone.now(), marks=pytest.mark.soak), datetime(2026, 1, 10, 23, 30, tzinfo=UTC)]
)
def test_a_network_that_shares_with_a_published_report_and_a_draft(now: datetime) -> None:
    with override(settings.LANGUAGE_CODE):
        fjordvik = fill_people(now)
        fill_struggles(fjordvik, now)
        fill_procurements(fjordvik, now)
        for _turn in range(2):
            fill_partnerships(fjordvik, now)
    network = Network.objects.get(name="Kystnettverket")
    reader = actor_of(User.objects.get(name="Gunnar Fossum"))
    shared = {one.name: len(one.shares) for one in queries.members(reader, network)}
    assert shared == {"Bjørkelia kommune": 3, "Fjordvik kommune": 7, "Sundvåg kommune": 6}
    assert Share.objects.count() == 16
    version = ReportVersion.objects.get()
    assert queries.holds(version)
    assert version.content["figures"]["started"]["started"]["procurement-of-innovation"] >= 1
    answers = {one["name"]: one["answer"] for one in version.content["members"]}
    assert answers == {"Bjørkelia kommune": "corrected", "Fjordvik kommune": "confirmed", "Sundvåg kommune": "confirmed"}  # fmt: skip
    draft = Report.objects.get(state="asked")
    assert queries.unanswered(queries.assembled(reader, draft)["members"]) == ["Sundvåg kommune"]

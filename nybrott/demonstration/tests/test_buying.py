"""What the demonstration buys: a plan of sixty, two followed to what they were worth, a pilot that lies, a draft that waits."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker

from nybrott.benefits.models import Benefit, Measurement
from nybrott.challenges.models import Challenge
from nybrott.classifications.models import Draft
from nybrott.contracts.queries import graves
from nybrott.core.actor import Actor
from nybrott.demonstration.buying import fill_procurements
from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.plan import KEYS, LINES, MOWERS, NIGHTS, SEWER
from nybrott.demonstration.struggles import fill_struggles
from nybrott.desk.models import Task
from nybrott.goals.models import Goal
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import trail_of
from nybrott.yearbooks.models import Yearbook

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fjordvik(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Organisation]:
    """Made once for all tests here, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), override(settings.LANGUAGE_CODE), transaction.atomic():
        now = timezone.now()
        made = fill_people(now)
        fill_struggles(made, now)
        fill_procurements(made, now)
        yield made
        transaction.set_rollback(True)


def buyer(place: Organisation) -> Actor:
    return actor_of(User.objects.get(name="Kristian Øverås"), place)


def test_a_plan_of_sixty_in_every_state(fjordvik: Organisation) -> None:
    found = Procurement.objects.filter(organisation=fjordvik)
    assert (found.count(), len(LINES), len({line.ref for line in LINES})) == (60, 60, 60)
    assert set(found.values_list("state", flat=True)) == {
        "idea",
        "needs",
        "dialogue",
        "preparing",
        "competition",
        "contract",
        "in_use",
        "ended",
        "stopped",
    }
    assert found.filter(owner=None).count() == 0
    fill_procurements(fjordvik, timezone.now())
    assert Procurement.objects.filter(organisation=fjordvik).count() == 60  # filled once
    planned = set(Entry.objects.filter(verb="procurements.planned").values_list("thing_ref", flat=True))
    assert planned == {str(key) for key in found.values_list("pk", flat=True)}


def test_two_are_followed_to_what_they_were_worth(fjordvik: Organisation) -> None:
    keys, sewer = (Procurement.objects.get(organisation=fjordvik, ref=ref) for ref in (KEYS, SEWER))
    for one in (keys, sewer):
        assert one.state == "in_use"
        assert one.competed_at is not None
        assert one.competed_at < timezone.now()
        stops = {stop.kind: stop.state for stop in trail_of(buyer(fjordvik), one).stops}
        assert {stops[kind] for kind in ("challenge", "description", "notice", "contract", "benefit")} == {"done"}
        assert all(line.baselines.get().late is False for line in Benefit.objects.filter(procurement=one))
    said = Measurement.objects.order_by("pk")
    assert {one.outcome for one in said.filter(benefit__procurement=keys)} == {"better"}
    assert {stop.state for stop in trail_of(buyer(fjordvik), keys).stops if stop.kind == "procedure"} == {"done"}
    assert [one.outcome for one in said.filter(benefit__procurement=sewer)] == ["none", "better", "worse"]
    assert all(one.proposed == one.outcome for one in said)  # the numbers say the same as people do


def test_a_pilot_lies_until_somebody_decides(fjordvik: Organisation) -> None:
    lying = [one for one in graves(fjordvik.pk) if one.procurement is not None and one.procurement.ref == MOWERS]
    assert len(lying) == 1
    assert Task.objects.filter(organisation=fjordvik, state="open", for_user__name="Oddvar Nes").exists()


def test_a_contract_that_runs_out_became_a_challenge(fjordvik: Organisation) -> None:
    made = Challenge.objects.get(slug="for-snoryddingen-gar-ut")
    assert made.unit is not None
    assert (made.unit.name, "Snørydding i nord" in made.title) == ("Vei og park", True)
    assert Task.objects.filter(organisation=fjordvik, state="open", for_user__name="Sunniva Åsen").exists()


def test_the_report_of_last_year_tells_of_the_one_that_is_innovative(fjordvik: Organisation) -> None:
    made = Yearbook.objects.get(organisation=fjordvik)
    assert made.year < timezone.localdate().year
    told = {row["title"]: row["class"] for row in made.content["procurements"]}
    assert told["Inn til dem som trenger hjelp"] == "procurement-of-innovation"


def test_a_draft_waits_with_the_sentence_that_speaks_for_a_code(fjordvik: Organisation) -> None:
    draft = Draft.objects.get(procurement__ref=NIGHTS)
    waits = list(draft.proposals.filter(outcome="open").exclude(code=""))
    assert {one.code for one in waits} >= {"mar-nov", "rd-act"}
    assert "Løsningen finnes ikke på markedet i dag." in {one.words for one in waits}
    goals = Goal.objects.filter(organisation=fjordvik)
    assert sorted(goals.values_list("state", flat=True)) == ["decided", "decided", "proposed"]
    assert Procurement.objects.get(ref=NIGHTS).goals.count() == 2

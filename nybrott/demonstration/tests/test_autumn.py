"""The autumn half-way: a run with its people, pairs, sessions, notes, stories, made by actions, once."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker

from nybrott.claims.queries import claims_of, costs_of
from nybrott.demonstration.autumn import fill_autumn
from nybrott.demonstration.claims import fill_claims
from nybrott.demonstration.decision import LESSONS, fill_decision
from nybrott.demonstration.drivers import DRIVERS, MENTORS
from nybrott.demonstration.guiding import TALKS
from nybrott.demonstration.market import fill_dialogues
from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.programmes import fill_programmes
from nybrott.demonstration.struggles import fill_struggles
from nybrott.demonstration.surveys import fill_baseline, fill_surveys
from nybrott.effects.models import Decision, Plan
from nybrott.effects.queries import digest_of
from nybrott.gatherings.models import Gathering, Outreach, Story
from nybrott.guidance.models import NextStep, Note, Pairing, Session
from nybrott.pairings.queries import told_reasons
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.runs.models import Hours, Participation, Run

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fjordvik(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Organisation]:
    """Made once for all tests here, in a transaction that is rolled back; each test has one of its own within it."""
    with django_db_blocker.unblock(), override(settings.LANGUAGE_CODE), transaction.atomic():
        now = timezone.now()
        made = fill_people(now)
        for fill in (fill_programmes, fill_struggles, fill_dialogues, fill_baseline, fill_autumn, fill_autumn):
            fill(made, now)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def run(fjordvik: Organisation) -> Run:
    return Run.objects.get(organisation=fjordvik)


def test_a_run_is_half_way_with_24_drivers_and_6_mentors_of_the_networks_run(fjordvik: Organisation, run: Run) -> None:
    today = timezone.localdate()
    assert (run.state, run.begins_on < today < run.ends_on, Run.objects.count()) == ("running", True, 2)
    drivers = run.parts.drivers().filter(state="in")
    mentors = set(run.parts.mentors().filter(state="in").values_list("user__name", flat=True))
    assert (drivers.count(), len(DRIVERS)) == (24, 24)
    network_run = Run.objects.exclude(pk=run.pk).get()
    assert mentors == {sign.name for sign in MENTORS}
    assert mentors <= set(network_run.parts.filter(state="in").values_list("user__name", flat=True))
    assert run.gate_reason == "", "all the start gate asks for was there"
    assert set(run.parts.exclude(state="in").values_list("user__name", "state")) == {
        ("Vegard Lien", "asked"), ("Kari Mette Rygg", "declined"), ("Petter Hovland", "left"),
    }  # fmt: skip


def test_pairs_stand_with_their_reasons_and_one_driver_has_nobody_yet(run: Run) -> None:
    pairs = Pairing.objects.filter(run=run, state="stands").select_related(
        "driver__user", "driver__unit", "mentor__user", "mentor__unit"
    )
    assert (pairs.count(), Pairing.objects.filter(run=run, state="ended").count()) == (23, 1)
    alone = run.parts.drivers().filter(state="in").exclude(pairings__in=pairs)
    assert [part.user.name for part in alone] == ["Jonas Haugland"]
    for pair in pairs:
        assert pair.driver.unit_id != pair.mentor.unit_id
        assert told_reasons(pair)
    loads = {
        name: [pair.mentor.user.name for pair in pairs].count(name)
        for name in {pair.mentor.user.name for pair in pairs}
    }
    assert max(loads.values()) <= 5
    wished = {sign.name: sign.wish for sign in DRIVERS if sign.wish}
    granted = [pair for pair in pairs if wished.get(pair.driver.user.name) == pair.mentor.user.name]
    assert len(granted) >= len(wished) / 2


def test_they_met_noted_and_agreed(run: Run) -> None:
    states = list(Session.objects.filter(pairing__run=run).values_list("state", flat=True))
    assert states.count("held") >= 36
    assert (states.count("no_show"), states.count("booked") >= 10) == (1, True)
    assert set(Note.objects.values_list("kind", flat=True)) == {"pair", "shared"}
    steps = NextStep.objects.filter(pairing__run=run)
    assert (steps.count(), steps.filter(done_at__isnull=False).count()) == (
        len(TALKS),
        sum(done for *_words, done in TALKS.values()),
    )
    assert all(step.task is not None for step in steps.select_related("task"))
    assert Hours.objects.filter(part__run=run, kind="guidance").count() >= 72


def test_they_told_each_other(run: Run) -> None:
    held, planned = Gathering.objects.filter(run=run).order_by("starts_at")
    assert (held.state, planned.state) == ("held", "planned")
    assert {story.kind for story in held.stories.all()} == {"story", "mistake"}
    assert held.attendances.filter(present=True).count() >= 20
    assert (Outreach.objects.count(), Story.objects.filter(gathering=planned).count()) == (10, 2)


def test_nobody_but_the_two_reads_what_they_noted(fjordvik: Organisation) -> None:
    private = Note.objects.filter(kind="pair")
    admin = actor_of(User.objects.get(name="Asta Bruvoll"), fjordvik)
    assert private.exists()
    assert not Note.objects.visible_to(admin).filter(kind="pair").exists()


def test_neighbours_see_their_own_alone(fjordvik: Organisation) -> None:
    bjorkelia = Organisation.objects.get(name="Bjørkelia kommune")
    gunnar = actor_of(User.objects.get(name="Gunnar Fossum"), bjorkelia)
    assert {part.user.name for part in Participation.objects.visible_to(gunnar)} == {"Gunnar Fossum"}


def test_three_claims_are_weighed_and_the_autumn_has_a_price(fjordvik: Organisation, run: Run) -> None:
    for _n in range(2):
        fill_claims(fjordvik, timezone.now())
    plan = Plan.objects.get(run=run)
    claims = claims_of(plan)
    assert [(one.strength, one.weighed_before) for one in claims] == [("some", False), ("weak", False), ("none", False)]
    assert [[rival.weight for rival in one.rivals] for one in claims] == [["possible"], ["likely"], []]
    found = costs_of(plan)
    assert found.known
    assert (found.other, found.without_rate) == (2_792_050, ("colleague",))
    assert next(one for one in found.per if one.kind == "driver").each


def test_the_evaluation_was_settled_before_the_run_began(run: Run) -> None:
    plan = Plan.objects.get(run=run)
    assert plan.state == "settled"
    assert timezone.localdate(plan.settled_at) < run.begins_on  # type: ignore[arg-type]  # settled
    frozen = plan.snapshots.get()
    assert frozen.digest == digest_of(frozen.content)
    levels = list(plan.indicators.values_list("level", flat=True))
    assert {level: levels.count(level) for level in levels} == {
        "reaction": 2,
        "learning": 1,
        "behaviour": 2,
        "results": 3,
    }
    skill = plan.indicators.get(level="learning").target
    assert skill.baseline is not None, "what drivers said before the autumn is the value before"
    assert skill.baseline_on is not None
    assert skill.baseline_on < run.begins_on


def test_it_is_reported_and_the_programme_is_adapted_with_its_lessons(fjordvik: Organisation, run: Run) -> None:
    now = timezone.now()
    fill_surveys(fjordvik, now)
    for _n in range(2):
        fill_claims(fjordvik, now)
        fill_decision(fjordvik, now)
    decision = Decision.objects.get(plan__run=run)
    assert (decision.course, decision.report.number) == ("adapt", 1)
    assert decision.package is not None
    assert decision.package.version == run.package.version + 1
    guidance = next(one for one in decision.package.content["activities"] if one["id"] == "guidance")
    assert guidance["times"] == 6
    (learnt,) = decision.package.learnt
    assert len(learnt["lessons"]) == len(LESSONS)
    assert decision.report.content["figures"]

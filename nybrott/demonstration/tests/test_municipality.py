"""The demonstration: made by actions, once, with somebody in every role, and a history that explains all of it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from pytest_django.plugin import DjangoDbBlocker

from nybrott.challenges.models import Challenge, Twin
from nybrott.demonstration import people_of_each_role
from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.priorities import fill_priorities
from nybrott.demonstration.replies import fill_replies
from nybrott.demonstration.struggles import fill_struggles
from nybrott.desk.models import Task
from nybrott.hearings.models import Contribution, Evidence
from nybrott.journal.models import Entry, Letter
from nybrott.needs.models import Insight, Need, NeedDescription, NeedLink
from nybrott.networks.queries import Network
from nybrott.people.models import Membership, Organisation, Unit, User
from nybrott.people.queries import actor_of, standing_of
from nybrott.people.roles import ROLES
from nybrott.priorities.models import Round
from nybrott.priorities.queries import result
from nybrott.replies.models import Reply
from nybrott.replies.queries import reputation, units_with_figures
from nybrott.themes.models import NotAlike
from nybrott.themes.queries import themes
from nybrott.workshops.models import Workshop
from nybrott.workshops.queries import tallies

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fjordvik(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Organisation]:
    """Made once for all tests here, in a transaction that is rolled back; each test has one of its own within it."""
    with django_db_blocker.unblock(), override(settings.LANGUAGE_CODE), transaction.atomic():
        now = timezone.now()
        made = fill_people(now)
        fill_struggles(made, now)
        fill_priorities(made, now)
        yield made
        transaction.set_rollback(True)


def test_there_is_somebody_in_every_role(fjordvik: Organisation) -> None:
    found = dict(people_of_each_role(fjordvik))
    assert set(found) == set(ROLES)
    assert len({user.pk for user in found.values()}) == len(ROLES)


def test_a_municipality_with_a_tree_two_neighbours_and_a_network(fjordvik: Organisation) -> None:
    assert Unit.objects.filter(organisation=fjordvik).count() == 16
    assert max(len(unit.above) for unit in Unit.objects.all()) == 2
    network = Network.objects.get()
    assert network.members.filter(joined_at__isnull=False, left_at__isnull=True).count() == 3
    mentor = standing_of(User.objects.get(name="Torstein Lie"))
    assert [one.name for one in mentor.others] == ["Fjordvik kommune"]


def test_every_row_has_a_history_and_one_letter_is_held(fjordvik: Organisation) -> None:
    told = set(Entry.objects.filter(verb="people.joined").values_list("thing_ref", flat=True))
    assert told == {str(key) for key in Membership.objects.values_list("pk", flat=True)}
    raised = Entry.objects.filter(verb="challenges.challenge_raised").count()
    assert raised == Challenge.objects.count() == 6
    assert [letter.kind for letter in Letter.objects.filter(state="held")] == ["people.invitation"]


def test_the_challenges_are_at_different_stages(fjordvik: Organisation) -> None:
    assert sorted(Challenge.objects.filter(organisation=fjordvik).values_list("state", flat=True)) == [
        "hearing",
        "raised",
        "raised",
        "raised",
    ]
    assert Contribution.objects.count() == 40
    assert len(set(Contribution.objects.values_list("text", flat=True))) == 40
    assert set(Contribution.objects.values_list("side", flat=True)) == {
        "user",
        "relative",
        "employee",
        "partner",
        "other",
    }
    assert Contribution.objects.filter(language="nn").count() >= 12
    assert Contribution.objects.filter(entered_by__isnull=False).count() == 4
    assert max(Contribution.objects.values_list("received_at", flat=True)) < timezone.now()
    assert set(Contribution.objects.values_list("language", flat=True)) == {"nb", "nn"}
    assert Evidence.objects.filter(challenge__title__startswith="Eldre faller").count() == 10


def test_a_neighbours_challenge_was_found_and_linked(fjordvik: Organisation) -> None:
    twin = Twin.objects.get()
    assert (twin.decision, twin.challenge.organisation) == ("linked", fjordvik)
    assert twin.label == "Gamle dett når dei skal på do om natta"
    assert "«faller»" in twin.why
    assert Challenge.objects.get(pk=int(twin.ref)).organisation.name == "Sundvåg kommune"


def test_needs_are_founded_to_different_degrees(fjordvik: Organisation) -> None:
    night = Challenge.objects.get(title__startswith="Eldre faller")
    assert sorted(night.needs.values_list("state", flat=True)) == ["assumption", "expressed", "parked", "verified"]
    school = Need.objects.filter(challenge__title__startswith="Foreldre")
    assert list(school.values_list("state", flat=True)) == ["assumption", "assumption"]


def test_needs_of_two_units_make_themes_and_one_likeness_was_refused(fjordvik: Organisation) -> None:
    kinds = sorted(NeedLink.objects.values_list("kind", flat=True))
    assert kinds == ["causes", "part", "same", "same"]
    across = NeedLink.objects.filter(kind="same")
    assert all(one.one.challenge.unit_id != one.other.challenge.unit_id for one in across)
    assert all(one.proposed_by_likeness and "Begge snakker om" in one.why for one in across)
    refused = NotAlike.objects.get()
    assert "Begge snakker om" in refused.why
    lead = actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)
    largest, second = themes(lead, {}, now=timezone.now()).rows
    assert (largest.name, largest.needs, largest.units, largest.people.number) == (
        "Trygg vei til badet om natten",
        3,
        2,
        5,
    )
    assert (second.needs, second.units) == (2, 2)


def test_filled_again_nothing_is_made_twice(fjordvik: Organisation) -> None:
    before = (Entry.objects.count(), User.objects.count(), Contribution.objects.count())
    now = timezone.now()
    again = fill_people(now)
    fill_struggles(again, now)
    fill_priorities(again, now)
    assert (Entry.objects.count(), User.objects.count(), Contribution.objects.count()) == before


def test_the_night_challenge_has_an_approved_description_and_is_still_heard(fjordvik: Organisation) -> None:
    said = NeedDescription.objects.get()
    assert (said.state, said.challenge.state, said.approved_by.name) == ("approved", "hearing", "Ragnhild Eide")  # type: ignore[union-attr]
    assert [goal.can_be_measured for goal in said.goals.all()] == [True, True, False]
    assert said.needs.exists()
    assert len(said.voices) == 4


def test_those_who_told_hear_sooner_and_feel_better_understood_from_quarter_to_quarter(fjordvik: Organisation) -> None:
    now = timezone.now()
    fill_replies(fjordvik, now)
    fill_replies(fjordvik, now)
    driver = actor_of(User.objects.get(name="Jorunn Haug"), fjordvik)
    shown = reputation(driver)
    understood = [one.share for one in shown.figures["understood"] if one.share is not None]
    heard = [one.share for one in shown.figures["heard"] if one.share is not None]
    assert len(understood) >= 4
    assert understood[-1] > understood[0] + 0.2
    assert heard[-1] > heard[0]
    assert any(one.share for one in shown.figures["better"])
    assert [unit.name for unit in units_with_figures(driver)] == ["Grunnskolene", "Hjemmetjenesten"]
    night = Challenge.objects.get(title="Eldre faller på vei til badet om natten")
    assert [one.state for one in Reply.objects.filter(challenge=night).order_by("pk")] == ["gone", "held"]
    assert Letter.objects.filter(kind="replies.told", state="held").exists()


def test_a_workshop_was_held_with_guests_and_one_is_planned_with_a_waiting_list(fjordvik: Organisation) -> None:
    held, planned = Workshop.objects.filter(organisation=fjordvik).order_by("starts_at")
    assert (held.state, planned.state) == ("ended", "planned")
    assert [row.votes for row in tallies(held, ranked=True)] == [6, 3, 2]
    assert held.seats.filter(user__isnull=True).count() == 2
    insight = Insight.objects.get(pk=held.landings.get(kind="insight").ref)
    assert insight.challenge_id == held.challenge_id
    assert set(insight.evidence.values_list("kind", flat=True)) == {"workshop"}
    assert sorted(planned.seats.values_list("state", flat=True)) == ["asked", "coming", "coming", "waiting"]


def test_a_round_is_decided_and_another_waits_for_the_driver(fjordvik: Organisation) -> None:
    decided, waiting = Round.objects.order_by("pk")
    assert (decided.state, decided.shown, decided.participants.count()) == ("decided", 2, 5)
    assert [each.outcome for each in decided.priorities.all()] == ["go", "wait", "other"]
    before, after = (result(decided, in_pass) for in_pass in (1, 2))
    assert before is not None
    assert after is not None
    assert [str(each.cell.criterion.usual) for each in before.talk()] == ["feasibility"]
    assert after.talk() == [], "after the talk they are closer"
    assert [each.rank for each in after.needs] == [1, 2, 3]
    driver = dict(people_of_each_role(fjordvik))["driver"]
    assert waiting.state == "open"
    assert waiting.participants.get(user=driver).done_at is None
    assert Task.objects.filter(for_user=driver, word="score", state="open").count() == 1

"""What this room hangs on a challenge: stops of its thread, tabs, and the texts it is found by."""

import pytest
from django.utils import timezone

from nybrott.challenges.actions import index_everything
from nybrott.challenges.models import Challenge, IndexedText, Twin
from nybrott.challenges.queries import likely_twins, parts, settled_twins, stops_of
from nybrott.challenges.states import CHALLENGE
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge, an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.core.lifecycle import NoSuchStep
from nybrott.hearings.states import CONTRIBUTION
from nybrott.needs import actions
from nybrott.needs.models import NeedDescription
from nybrott.needs.states import DESCRIPTION, NEED
from nybrott.needs.tests.factories import a_description, a_statement
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()
NIGHT = "Eldre faller på vei til badet om natten"


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


def labels(actor: Actor, text: str) -> list[str]:
    return [twin.label for twin in likely_twins(actor, text)]


def test_the_thread_shows_what_is_there_and_what_is_missing(place: Organisation) -> None:
    heard = a_heard_challenge(place)
    stops = {stop.kind: stop.state for stop in stops_of(heard).stops}
    assert stops == {
        "contribution": "now",
        "evidence": "missing",
        "insight": "missing",
        "need": "missing",
        "statement": "missing",
        "description": "missing",
    }


def test_the_tables_of_states_are_whole() -> None:
    for table, model in (
        (CHALLENGE, "raised"),
        (CONTRIBUTION, "received"),
        (NEED, "assumption"),
        (DESCRIPTION, "draft"),
    ):
        assert table.start == model
    with pytest.raises(NoSuchStep):
        NEED.after("verify", "parked")


def test_the_tabs_stand_in_the_order_of_the_thread(lead: Actor) -> None:
    tabs = [link.url.split("/")[3] for link in parts(a_challenge(lead), "needs:problem")]
    wanted = ["", "contributions", "evidence", "board", "problem", "description", "twins", "team"]
    assert [tab for tab in tabs if tab in wanted] == wanted
    assert [link.current for link in parts(a_challenge(lead), "needs:problem")].count(True) == 1


def test_statements_are_indexed_and_go_when_they_go(lead: Actor, place: Organisation) -> None:
    made = an_anchored_challenge(place, "Uro")
    said = a_statement(made, lead, "Mange faller om natten.", "Hvordan kan vi gjøre natten trygg?")
    assert {row.kind for row in IndexedText.objects.all()} == {"challenge", "statement"}
    said.delete()
    assert index_everything() == 0
    assert {row.kind for row in IndexedText.objects.all()} == {"challenge"}


def test_what_hangs_on_a_shared_challenge_is_not_shared(lead: Actor) -> None:
    neighbour = an_organisation()
    made = an_anchored_challenge(neighbour, "Uro")
    Challenge.objects.filter(pk=made.pk).update(sharing="open")
    a_statement(made, an_actor(neighbour, "lead"), NIGHT)
    assert labels(lead, NIGHT) == []
    assert labels(an_actor(neighbour, "lead"), NIGHT) == ["Uro"]


def test_a_challenge_and_what_hangs_on_it_is_one_twin(lead: Actor, place: Organisation) -> None:
    made = an_anchored_challenge(place, NIGHT)
    a_statement(made, lead, NIGHT, "Hvordan kan vi hindre fall om natten?")
    assert labels(lead, NIGHT) == [NIGHT]


def test_an_approved_description_is_a_twin_by_its_own_name_and_leads_to_its_challenge(
    lead: Actor, place: Organisation
) -> None:
    over = an_anchored_challenge(place, "Uro")
    made = a_description(over, lead)
    NeedDescription.objects.filter(pk=made.pk).update(title=NIGHT, purpose="Færre fall", state="review")
    actions.approve_description(actor=an_actor(place, "lead"), description=made, now=NOW)
    (twin,) = likely_twins(lead, NIGHT)
    assert (twin.kind, twin.ref, twin.label) == ("description", str(made.pk), NIGHT)
    assert twin.url == f"/challenges/{over.pk}/"
    mine = a_challenge(lead, "Fall")
    Twin.objects.create(
        challenge=mine, kind="description", ref=str(made.pk), label=NIGHT, decision="linked", decided_at=NOW
    )
    assert [one.url for one in settled_twins(lead, mine)] == [f"/challenges/{over.pk}/"]
    assert [one.url for one in settled_twins(an_actor(an_organisation(), "lead"), mine)] == [""]

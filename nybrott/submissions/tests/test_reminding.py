"""A draft is not forgotten, and what came is not left lying."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nybrott.desk.models import Task
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_buyer, a_post, a_representative
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.submissions import actions, queries
from nybrott.submissions.tests.factories import OPEN, a_writer, an_asking_dialogue, an_input, opened, written

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def test_those_who_wrote_and_did_not_send_are_reminded_once(place: Organisation) -> None:
    dialogue = an_asking_dialogue(place)
    until = dialogue.input_until
    assert until is not None
    an_input(a_writer(dialogue, "Sendt AS")[0])
    a_writer(dialogue, "Tomt AS")
    by, _key = a_writer(dialogue, "Utkast AS")
    a_representative(by.supplier, "Ola Dal")
    gone, _key = a_writer(dialogue, "Borte AS")
    for one in (by, gone):
        written(one)
    gone.supplier.left_at = timezone.now()
    gone.supplier.save()
    assert actions.remind_of_drafts(now=until - timedelta(days=2) - HOUR) == 0
    assert actions.remind_of_drafts(now=until - timedelta(days=2)) == 2
    assert actions.remind_of_drafts(now=until - HOUR) == 0
    found = Letter.objects.filter(kind="submissions.draft_waits")
    assert {one.to_name for one in found} == {"Kari Lie", "Ola Dal"}
    assert all("is not sent yet" in one.body or "ikke sendt" in one.body for one in found)
    assert not any(OPEN in one.body for one in found)


@pytest.mark.parametrize("state", ["ended", "called_off", "locked"])
def test_nobody_is_reminded_of_what_can_no_longer_be_sent(place: Organisation, state: str) -> None:
    dialogue = an_asking_dialogue(place)
    written(a_writer(dialogue)[0])
    more = {"lock_reason": "Kunngjort.", "locked_at": timezone.now()} if state == "locked" else {}
    Dialogue.objects.update(state=state, **more)
    assert dialogue.input_until is not None
    assert actions.remind_of_drafts(now=dialogue.input_until - HOUR) == 0


@pytest.mark.parametrize("leads", [True, False])
def test_whoever_leads_is_asked_to_open_and_the_task_ends_with_the_opening(place: Organisation, leads: bool) -> None:
    dialogue = an_asking_dialogue(place)
    leader = a_member(place, "buyer")
    dialogue.posts.all().delete()
    if leads:
        a_post(dialogue, leader)
    an_input(a_writer(dialogue)[0])
    empty = an_asking_dialogue(place)
    written(a_writer(empty)[0])
    box = queries.box_of(dialogue)
    assert box is not None
    assert actions.ask_to_open(now=box.opens_at - timedelta(seconds=1)) == 0
    assert (actions.ask_to_open(now=box.opens_at + HOUR), actions.ask_to_open(now=box.opens_at + HOUR)) == (1, 0)
    task = Task.objects.get(word="open_input")
    assert (task.for_user_id, task.for_role) == ((leader.pk, "") if leads else (None, "buyer"))
    opened(dialogue, a_buyer(place))
    task.refresh_from_db()
    assert task.state == "done"

"""Two who let the same reply go at once: with the lock off the database refuses one, with it one is told that it went."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.journal.models import Letter
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.people.tests.racing import at_once, meet_before
from nybrott.replies import actions, queries
from nybrott.replies.actions import telling
from nybrott.replies.models import Reply, ReplyLetter, Told
from nybrott.replies.tests.factories import a_draft, a_parked_one_with, key

pytestmark = pytest.mark.django_db(transaction=True)
GONE = "This cannot be done with a reply that is “told”."


@pytest.mark.parametrize("locked", [True, False])
def test_two_tabs_let_the_same_reply_go(locked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    challenge, _people = a_parked_one_with(place, 3)
    reply, lead = a_draft(challenge), an_actor(place, "lead")
    if not locked:
        monkeypatch.setattr(telling, "_locked", lambda one: Reply.objects.select_related("challenge").get(pk=one.pk))
    meet_before("bulk_create", monkeypatch, of=ReplyLetter.objects, patience=0.3 if locked else 60)

    def press() -> None:
        with override("en"):  # a thread has no language of its own
            actions.let_go(actor=lead, reply=reply, key=key, now=timezone.now())

    assert at_once(press, press) == ([GONE, "done"] if locked else ["done", "the database broke it off"])
    assert Letter.objects.count() == 3
    assert Told.objects.count() == 3
    assert queries.standing(challenge, timezone.now()).people == 0

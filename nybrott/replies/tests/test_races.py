"""Two who let the same reply go at once: with the lock off the database refuses one, with it one is told that it went."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.journal.models import Letter
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.replies import actions, queries
from nybrott.replies.actions import telling
from nybrott.replies.models import Reply, Told
from nybrott.replies.tests.factories import a_draft, a_parked_one_with, key

pytestmark = pytest.mark.django_db(transaction=True)


def both_at_once(let_go: Callable[[], object]) -> list[type[BaseException] | None]:
    """What became of each of two who press in the same moment."""
    outcome: list[type[BaseException] | None] = []

    def press() -> None:
        try:
            let_go()
            outcome.append(None)
        except (Refused, IntegrityError) as refused:
            outcome.append(type(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcome, key=str)


@pytest.mark.parametrize("locked", [True, False])
def test_two_tabs_let_the_same_reply_go(locked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    challenge, _people = a_parked_one_with(place, 3)
    reply, lead = a_draft(challenge), an_actor(place, "lead")
    meeting = threading.Barrier(2, timeout=60)
    if not locked:

        def unlocked(one: Reply) -> Reply:
            found = Reply.objects.select_related("challenge").get(pk=one.pk)
            meeting.wait()  # both have read that it is a draft
            return found

        monkeypatch.setattr(telling, "_locked", unlocked)
    got = both_at_once(lambda: actions.let_go(actor=lead, reply=reply, key=key, now=timezone.now()))
    assert got == ([Refused, None] if locked else [IntegrityError, None]) or set(got) == {
        None,
        Refused if locked else IntegrityError,
    }
    assert Letter.objects.count() == 3
    assert Told.objects.count() == 3
    assert queries.standing(challenge, timezone.now()).people == 0

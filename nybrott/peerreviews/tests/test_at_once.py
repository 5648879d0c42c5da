"""Two at once: an answer comes while the owner takes no more, and somebody sends the same answer twice."""

import pytest
from django.utils import timezone

from nybrott.journal.models import Entry
from nybrott.peerreviews import actions
from nybrott.peerreviews.models import Answer, PeerReview
from nybrott.peerreviews.tests.factories import TEXTS, an_open_review
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.people.tests.racing import at_once, meet_before_each

pytestmark = pytest.mark.django_db(transaction=True)


def unheld(review: PeerReview) -> PeerReview:
    """The lock off."""
    return PeerReview.objects.select_related("organisation", "network", "challenge", "dialogue", "plan__run", "case").get(pk=review.pk)  # fmt: skip


def test_what_came_in_is_what_the_owner_was_told_came_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def race(patience: float, *, locked: bool) -> tuple[int, int]:
        owner, other = an_organisation(), an_organisation()
        lead, reviewer = an_actor(owner, "lead"), an_actor(other, "driver")
        review, now = (
            an_open_review(owner, actor=lead),
            timezone.now(),
        )  # for everyone here: no task of an invitation stands between them
        with monkeypatch.context() as patched:
            if not locked:
                patched.setattr(actions, "_held", unheld)
            # both have read and judged: one is about to say that it is sent, the other has counted what came in
            meet_before_each(patched, (actions, "drop_drafts"), (actions, "_end_tasks"), patience=patience)
            came = at_once(
                lambda: actions.send_answer(actor=reviewer, review=review, texts=TEXTS, signed=False, now=now),
                lambda: actions.close_review(actor=lead, review=review, now=now),
            )
        assert "done" in came, came
        told = (
            Entry.objects.filter(verb="peerreviews.closed", organisation_id=owner.pk)
            .latest("pk")
            .private["facts"]["answers"]
        )
        return int(told), Answer.objects.filter(review=review).count()

    told, sent = race(0.5, locked=True)
    assert told == sent
    told, sent = race(60, locked=False)
    assert (told, sent) == (0, 1), "without the lock an answer comes in that the owner was told did not"


def test_the_same_answer_sent_twice_is_there_once() -> None:
    owner, other = an_organisation(), an_organisation()
    reviewer, now = an_actor(other, "driver"), timezone.now()
    review = an_open_review(owner, other)

    def send() -> object:
        return actions.send_answer(actor=reviewer, review=review, texts=TEXTS, signed=False, now=now)

    came = at_once(send, send)
    assert (came.count("done"), Answer.objects.filter(review=review).count()) == (1, 1), came

"""Peer challenges for tests, made by the same actions people use."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.needs.models import ProblemStatement
from nybrott.needs.tests.factories import a_statement as worded
from nybrott.peerreviews import actions, queries
from nybrott.peerreviews.models import Answer, PeerReview
from nybrott.peerreviews.rules import Said
from nybrott.people.models import Network, Organisation
from nybrott.people.tests.factories import an_actor

TEXTS = {"whose": "Nattevaktene er ikke hørt.", "hidden": "«Tilsyn» er en løsning."}


def a_statement(place: Organisation, actor: Actor | None = None) -> ProblemStatement:
    """A problem statement of a challenge."""
    actor = actor or an_actor(place, "lead")
    challenge = an_anchored_challenge(place)
    type(challenge).objects.filter(pk=challenge.pk).update(story="Hemmelig historie", whom="Beboerne")
    challenge.refresh_from_db()
    return worded(challenge, actor, "Natten er utrygg.", "Hvordan kan vi gjøre natten tryggere?")


def said_to(*named: Organisation, network: Network | None = None, **more: Any) -> Said:
    """What is said of a peer challenge: to those named, to a network, or to the host when neither is given."""
    reach = "network" if network else "named" if named else "host"
    first: dict[str, Any] = {
        "title": "Hvordan kan vi gjøre natten tryggere?", "sections": ["problem", "question"], "reach": reach, "network": network, "organisations": named,
        "deadline": timezone.localdate() + timedelta(days=14),
    }  # fmt: skip
    return Said(**(first | more))


def a_draft(place: Organisation, *named: Organisation, actor: Actor | None = None, **more: Any) -> PeerReview:
    """One that is prepared."""
    actor = actor or an_actor(place, "lead")
    return actions.prepare_review(actor=actor, thing=a_statement(place, actor), said=said_to(*named, **more), now=timezone.now())  # fmt: skip


def an_open_review(place: Organisation, *named: Organisation, actor: Actor | None = None, **more: Any) -> PeerReview:
    """One that others are invited to."""
    actor = actor or an_actor(place, "lead")
    return actions.open_review(actor=actor, review=a_draft(place, *named, actor=actor, **more), now=timezone.now())


def an_answer(review: PeerReview, by: Actor, *, signed: bool = False, **texts: str) -> Answer:
    """What somebody sent in."""
    return actions.send_answer(actor=by, review=review, texts=texts or TEXTS, signed=signed, now=timezone.now())


def a_closed_review(place: Organisation, other: Organisation, *, actor: Actor | None = None) -> PeerReview:
    """One with an answer of two points, which takes no more."""
    actor = actor or an_actor(place, "lead")
    review = an_open_review(place, other, actor=actor)
    an_answer(review, an_actor(other, "driver"))
    return actions.close_review(actor=actor, review=review, now=timezone.now())


def decided(review: PeerReview, actor: Actor) -> PeerReview:
    """Every point with what became of it."""
    for point in queries.Point.objects.filter(answer__review=review):
        actions.decide_point(actor=actor, point=point, outcome="taken", said="Vi skrev om.", before="tilsyn", after="trygghet", now=timezone.now())  # fmt: skip
    return review

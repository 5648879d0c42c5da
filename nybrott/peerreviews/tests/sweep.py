"""Who comes in where, for the sweep over every address."""

from nybrott.cases.tests.factories import a_case
from nybrott.challenges.tests.factories import a_challenge
from nybrott.contacts.models import ContactPoint
from nybrott.dialogues.tests.factories import a_dialogue
from nybrott.effects.tests.factories import a_plan
from nybrott.peerreviews import actions
from nybrott.peerreviews.models import Point
from nybrott.peerreviews.tests.factories import a_closed_review, a_draft, a_statement, an_open_review
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.tests.factories import a_run


def _mine(place: Organisation, user: User) -> Kwargs:
    """One about a challenge the person works on, whatever the role."""
    review = a_draft(place, an_organisation())
    type(review.challenge).objects.filter(pk=review.challenge_id).update(raised_by=user)
    return {"pk": review.pk}


def _asked_of_us(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_open_review(an_organisation(), place).pk}


def _asked_and_written_to(place: Organisation, user: User) -> Kwargs:
    """One whose letter the person got: a contact point, whatever the role."""
    review = an_open_review(an_organisation(), place)
    ContactPoint.objects.create(organisation=place, user=user, role="Innkjøper", topic="Natt", agreed_at=review.made_at, made_at=review.made_at)  # fmt: skip
    return {"pk": review.pk}


def _step(place: Organisation, user: User) -> Kwargs:
    return {**_mine(place, user), "step": "withdraw"}


def _unclear(place: Organisation, user: User) -> Kwargs:
    other = an_organisation()
    review = an_open_review(place, other)
    type(review.challenge).objects.filter(pk=review.challenge_id).update(raised_by=user)
    return {"pk": actions.ask_clarity(actor=an_actor(other, "driver"), review=review, text="Hvem?", now=review.made_at).pk}  # fmt: skip


def _point(place: Organisation, user: User) -> Kwargs:
    review = a_closed_review(place, an_organisation())
    type(review.challenge).objects.filter(pk=review.challenge_id).update(raised_by=user)
    return {"pk": Point.objects.filter(answer__review=review).first().pk}  # type: ignore[union-attr]


def _new(place: Organisation, user: User) -> Kwargs:
    statement = a_statement(place)
    type(statement.challenge).objects.filter(pk=statement.challenge_id).update(raised_by=user)
    return {"kind": "statement", "pk": statement.pk}


def _file(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_open_review(place, an_organisation()).pk, "kind": "pdf"}


def _challenge(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_challenge(an_actor(place, "lead")).pk}


def _dialogue(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_dialogue(place).pk}


def _plan(place: Organisation, _user: User) -> Kwargs:
    return {"run": a_plan(a_run(place)).run_id}


def _case(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_case(place).pk}


INSIDE = "members.read"
SWEEP = {
    "peerreviews:reviews": Case(INSIDE),
    "peerreviews:new": Case(INSIDE, _new),
    "peerreviews:review": Case(INSIDE, _asked_of_us, denied=404),
    "peerreviews:change": Case(INSIDE, _mine, denied=404),
    "peerreviews:answer": Case(INSIDE, _asked_of_us, denied=404),
    "peerreviews:decline": Case(INSIDE, _asked_and_written_to, denied=404),
    "peerreviews:ask_clarity": Case(INSIDE, _asked_of_us, denied=404),
    "peerreviews:clear": Case(INSIDE, _unclear, denied=404),
    "peerreviews:decide": Case(INSIDE, _point, denied=404),
    "peerreviews:step": Case(INSIDE, _step, denied=404),
    "peerreviews:review_file": Case(INSIDE, _file, denied=404),
    "peerreviews:of_challenge": Case(INSIDE, _challenge),
    "peerreviews:of_dialogue": Case(INSIDE, _dialogue),
    "peerreviews:of_case": Case(INSIDE, _case),
    "peerreviews:of_plan": Case(INSIDE, _plan),
}

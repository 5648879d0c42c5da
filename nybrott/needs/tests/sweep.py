"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.needs import actions
from nybrott.needs.actions.anchoring import Ask
from nybrott.needs.tests.factories import (
    a_challenge,
    a_contribution,
    a_description,
    a_heard_challenge,
    a_statement,
    an_anchored_challenge,
    some_evidence,
)
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs


def of_somebody(place: Organisation, _user: User) -> Kwargs:
    """A challenge somebody else raised."""
    return {"pk": a_challenge(an_actor(place, "lead")).pk}


def anchored(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_anchored_challenge(place).pk}


def a_question_to_me(place: Organisation, user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    made = actions.ask_leader(
        actor=lead, challenge=a_challenge(lead), leader=user, ask=Ask("x", "y"), url="http://localhost/", now=timezone.now()
    )  # fmt: skip
    return {"pk": made.pk}


def my_place_in_a_team(place: Organisation, user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    made = actions.ask_into_team(
        actor=lead, challenge=a_challenge(lead), user=user, craft="", url="http://localhost/", now=timezone.now()
    )  # fmt: skip
    return {"pk": made.pk}


def heard(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_heard_challenge(place).pk}


def told(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_contribution(a_heard_challenge(place)).pk}


def shown(place: Organisation, _user: User) -> Kwargs:
    return {"pk": some_evidence(a_heard_challenge(place), an_actor(place, "lead")).pk}


def worded(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_statement(an_anchored_challenge(place), an_actor(place, "lead")).pk}


def drafted(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_description(an_anchored_challenge(place), an_actor(place, "lead")).pk}


def as_a_file(place: Organisation, user: User) -> Kwargs:
    return {**drafted(place, user), "kind": "md"}


def of_two_versions(place: Organisation, _user: User) -> Kwargs:
    challenge, lead, now = an_anchored_challenge(place), an_actor(place, "lead"), timezone.now()
    first = a_description(challenge, lead)
    actions.send_to_review(actor=lead, description=first, now=now)
    actions.approve_description(actor=an_actor(place, "lead"), description=first, now=now)
    return {"pk": a_description(challenge, lead).pk}


def commented(place: Organisation, _user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    one = a_description(an_anchored_challenge(place), lead)
    return {"pk": actions.comment_on(actor=lead, description=one, text="Hei", now=timezone.now()).pk}


def parked(place: Organisation, _user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    made = a_challenge(lead)
    actions.park_challenge(actor=lead, challenge=made, reason="Senere", now=timezone.now())
    return {"pk": made.pk}


def of_a_neighbour(_place: Organisation, _user: User) -> Kwargs:
    """A challenge another organisation shares with everyone."""
    return {"pk": a_challenge(an_actor(an_organisation(), "lead"), sharing="open").pk}


LEADS = "challenges.lead"
SWEEP = {
    "needs:challenges": Case(),
    "needs:raise": Case("challenges.raise"),
    "needs:challenge": Case(thing=of_somebody),
    "needs:twins": Case(thing=of_somebody),
    "needs:shared": Case(thing=of_a_neighbour, shared="its organisation shares it with everyone"),
    "needs:describe": Case(LEADS, of_somebody),
    "needs:anchoring": Case(thing=of_somebody),
    "needs:answer_anchoring": Case(thing=a_question_to_me, post=True),
    "needs:team": Case(thing=of_somebody),
    "needs:answer_team": Case(thing=my_place_in_a_team, post=True),
    "needs:leave_team": Case(thing=my_place_in_a_team, post=True),
    "needs:hearing": Case(LEADS, anchored),
    "needs:close_hearing": Case(LEADS, heard, post=True),
    "needs:contributions": Case(LEADS, heard),
    "needs:enter_contribution": Case(LEADS, heard),
    "needs:contribution": Case(LEADS, told),
    "needs:evidence": Case(LEADS, heard),
    "needs:record_evidence": Case(LEADS, heard),
    "needs:change_evidence": Case(LEADS, shown),
    "needs:remove_evidence": Case(LEADS, shown, post=True),
    "needs:problem": Case(thing=of_somebody),
    "needs:word_problem": Case(LEADS, anchored),
    "needs:statement": Case(thing=worded),
    "needs:reword_problem": Case(LEADS, worded),
    "needs:choose_problem": Case(LEADS, worded, post=True),
    "needs:description": Case(thing=anchored),
    "needs:begin_description": Case(LEADS, anchored, post=True),
    "needs:version": Case(thing=drafted),
    "needs:write_description": Case(LEADS, drafted),
    "needs:step_description": Case(LEADS, drafted, post=True),
    "needs:compare_versions": Case(thing=of_two_versions),
    "needs:take_along": Case(thing=as_a_file),
    "needs:settle_comment": Case(LEADS, commented, post=True),
    "needs:park": Case(LEADS, of_somebody),
    "needs:resume": Case(LEADS, parked, post=True),
    "needs:reuse": Case(LEADS, of_somebody),
}

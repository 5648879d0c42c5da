"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_member, an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.priorities import actions
from nybrott.priorities.models import Round
from nybrott.priorities.tests.factories import (
    URL,
    a_draft,
    a_round,
    a_shown_round,
    give_all,
    later,
    leader_of,
    owner_of,
)


def raised(place: Organisation, _user: User) -> Kwargs:
    """A challenge somebody else raised."""
    return {"pk": a_challenge(an_actor(place, "lead")).pk}


def draft(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_draft(place, a_member(place)).pk}


def opened(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_round(place, a_member(place)).pk}


def scored(place: Organisation, _user: User) -> Kwargs:
    someone = a_member(place)
    one = a_round(place, someone, needs=1)
    give_all(one, {someone: [(3, 3)]})
    return {"pk": one.pk}


def closed(place: Organisation, _user: User) -> Kwargs:
    one = a_round(place, a_member(place))
    actions.close_round(actor=leader_of(one), one=one, now=timezone.now())
    return {"pk": one.pk}


def shown(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_shown_round(place)[0].pk}


def decided(place: Organisation, _user: User) -> Kwargs:
    one, _people = a_shown_round(place, needs=1)
    actions.decide_need(
        actor=owner_of(one), priority=one.priorities.get(), outcome="go", reason="Ja", now=timezone.now()
    )
    return {"pk": one.pk}


def asked_of_me(place: Organisation, user: User) -> Kwargs:
    """A round this person takes part in."""
    return {"pk": a_round(place, user).pk, "number": 1}


def my_second_pass(place: Organisation, user: User) -> Kwargs:
    one = a_round(place, user)
    give_all(one, {user: [(3, 3), (3, 3)]})
    lead = leader_of(one)
    actions.show_round(actor=lead, one=one, url=URL, now=timezone.now())
    actions.open_again(actor=lead, one=Round.objects.get(pk=one.pk), until=later(), url=URL, now=timezone.now())
    return {"pk": one.pk}


def mine_to_decide(place: Organisation, user: User) -> Kwargs:
    """A need whose owner this person is."""
    one, _people = a_shown_round(place)
    assert one.challenge is not None
    one.challenge.owner = user
    one.challenge.save()
    return {"pk": one.priorities.all()[0].pk}


def export(place: Organisation, user: User) -> Kwargs:
    return {**shown(place, user), "kind": "csv"}


LEADS = "challenges.lead"
SWEEP = {
    "priorities:of_challenge": Case(thing=raised),
    "priorities:begin": Case(LEADS, raised, post=True),
    "priorities:rounds": Case(),
    "priorities:begin_wide": Case(LEADS),
    "priorities:round": Case(thing=opened),
    "priorities:prepare": Case(LEADS, draft),
    "priorities:open": Case(LEADS, draft, post=True),
    "priorities:ask_more": Case(LEADS, opened, post=True),
    "priorities:move_deadline": Case(LEADS, opened, post=True),
    "priorities:remind": Case(LEADS, opened, post=True),
    "priorities:close": Case(LEADS, opened, post=True),
    "priorities:reopen": Case(LEADS, closed, post=True),
    "priorities:score": Case(thing=asked_of_me),
    "priorities:look_through": Case(thing=my_second_pass, post=True),
    "priorities:show": Case(LEADS, scored, post=True),
    "priorities:open_again": Case(LEADS, shown, post=True),
    "priorities:result": Case(LEADS, shown),
    "priorities:export": Case(LEADS, export),
    "priorities:decide": Case(thing=mine_to_decide),
    "priorities:finish": Case(LEADS, decided, post=True),
    "priorities:call_off": Case(LEADS, draft),
}

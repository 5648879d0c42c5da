"""Who comes in where, for the sweep over every address."""

from datetime import timedelta

from django.utils import timezone

from nybrott.gatherings import actions
from nybrott.gatherings.models import Decision, Declared, Gathering
from nybrott.gatherings.tests.factories import a_gathering, a_story, an_outreach, asked
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.models import Participation, Run
from nybrott.runs.tests.factories import a_part, a_run


def run(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_run(place).pk}


def planned(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_gathering(a_run(place)).pk}


def off(place: Organisation, _user: User) -> Kwargs:
    lead, made = an_actor(place, "lead"), a_gathering(a_run(place))
    actions.call_off(actor=lead, gathering=made, reason="Sykdom", now=timezone.now())
    return {"pk": made.pk}


def live_one(place: Organisation) -> Gathering:
    made = a_gathering(a_run(place))
    actions.begin(actor=an_actor(place, "lead"), gathering=made, now=timezone.now())
    made.refresh_from_db()
    return made


def live(place: Organisation, _user: User) -> Kwargs:
    return {"pk": live_one(place).pk}


def over(place: Organisation, _user: User) -> Kwargs:
    made = live_one(place)
    actions.end(actor=an_actor(place, "lead"), gathering=made, now=timezone.now())
    return {"pk": made.pk}


def minutes(place: Organisation, user: User) -> Kwargs:
    return {**over(place, user), "kind": "md"}


def own_part(made: Run, user: User) -> Participation:
    """The part in the run of the person who asks."""
    return a_part(made, place=made.organisation, user=user)


def to_bring(place: Organisation, user: User) -> Kwargs:
    made = a_gathering(a_run(place))
    if user.memberships.filter(organisation=place).exists():
        own_part(made.run, user)
    return {"pk": made.pk}


def invited(place: Organisation, user: User) -> Kwargs:
    made = a_gathering(a_run(place), starts_at=timezone.now() + timedelta(minutes=10))
    if user.memberships.filter(organisation=place).exists():
        asked(made, own_part(made.run, user))
    return {"pk": made.pk}


def own_story(place: Organisation, user: User) -> Kwargs:
    made = a_gathering(a_run(place))
    mine = user.memberships.filter(organisation=place).exists()
    return {"pk": a_story(made, own_part(made.run, user) if mine else None).pk}


def a_story_to_lead(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_story(a_gathering(a_run(place)), level="organisation").pk}


def a_story_live(place: Organisation, _user: User) -> Kwargs:
    made = live_one(place)
    return {"pk": a_story(made, level="organisation").pk}


def decision(place: Organisation, _user: User) -> Kwargs:
    made = live_one(place)
    made_on = timezone.now()
    return {
        "pk": Decision.objects.create(gathering=made, what="Ring dem", due_on=made_on.date(), decided_at=made_on).pk
    }


def own_outreach(place: Organisation, user: User) -> Kwargs:
    mine = user.memberships.filter(organisation=place).exists()
    made = a_run(place)
    return {"pk": an_outreach(own_part(made, user) if mine else a_part(made)).pk}


def a_path(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_part(a_run(place)).pk}


def own_declared(place: Organisation, user: User) -> Kwargs:
    mine = user.memberships.filter(organisation=place).exists()
    part = own_part(a_run(place), user) if mine else a_part(a_run(place))
    said = Declared.objects.create(
        part=part, card="persona", kind="used", since=timezone.localdate(), said_at=timezone.now()
    )
    return {"pk": said.pk}


def in_run(place: Organisation, user: User) -> Kwargs:
    if user.memberships.filter(organisation=place).exists():
        own_part(a_run(place), user)
    return {}


def led_to(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_run(place).pk, "kind": "csv"}


MANAGES = "runs.manage"
SWEEP = {
    "gatherings:of_run": Case(thing=run),
    "gatherings:plan": Case(MANAGES, run),
    "gatherings:stories_of_run": Case(thing=run),
    "gatherings:stories": Case(),
    "gatherings:gathering": Case(thing=planned),
    "gatherings:change": Case(MANAGES, planned),
    "gatherings:call_off": Case(MANAGES, planned),
    "gatherings:plan_again": Case(MANAGES, off, post=True),
    "gatherings:calendar": Case(thing=planned),
    "gatherings:people": Case(thing=planned),
    "gatherings:ask": Case(MANAGES, planned, post=True),
    "gatherings:tick": Case(MANAGES, live, post=True),
    "gatherings:answer": Case(thing=invited, post=True),
    "gatherings:here": Case(thing=invited, post=True),
    "gatherings:live": Case(thing=live),
    "gatherings:mark": Case(thing=live),
    "gatherings:begin": Case(MANAGES, planned, post=True),
    "gatherings:end": Case(MANAGES, live, post=True),
    "gatherings:go_on": Case(MANAGES, over, post=True),
    "gatherings:decide": Case(MANAGES, live, post=True),
    "gatherings:minutes": Case(thing=minutes),
    "gatherings:bring": Case(thing=to_bring),
    "gatherings:story": Case(thing=own_story),
    "gatherings:move_story": Case(MANAGES, a_story_to_lead, post=True),
    "gatherings:remove_story": Case(MANAGES, a_story_to_lead, post=True),
    "gatherings:go_to": Case(MANAGES, a_story_live, post=True),
    "gatherings:outcome": Case(MANAGES, decision),
    "gatherings:outreach": Case(),
    "gatherings:log": Case(thing=in_run, shared="nothing is named in it; only those who take part in a run come in"),
    "gatherings:change_outreach": Case(thing=own_outreach),
    "gatherings:remove_outreach": Case(thing=own_outreach, post=True),
    "gatherings:path": Case(MANAGES, a_path),
    "gatherings:take_back": Case(thing=own_declared, post=True),
    "gatherings:spread": Case(thing=run),
    "gatherings:led_to": Case(thing=run),
    "gatherings:led_to_file": Case(thing=led_to),
}

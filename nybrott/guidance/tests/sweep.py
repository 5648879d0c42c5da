"""Who comes in where, for the sweep over every address."""

from datetime import timedelta

from django.utils import timezone

from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.guidance.models import OtherTime
from nybrott.guidance.tests.factories import a_note, a_session, a_step, in_a_pair, opened
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs


def pair(place: Organisation, user: User) -> Kwargs:
    """A pair the person is the driver in."""
    return {"pk": in_a_pair(place, user).pk}


def session(place: Organisation, user: User) -> Kwargs:
    return {"pk": a_session(in_a_pair(place, user)).pk}


def been(place: Organisation, user: User) -> Kwargs:
    return {"pk": a_session(in_a_pair(place, user), timezone.now() - timedelta(hours=2)).pk}


def held(place: Organisation, user: User) -> Kwargs:
    return {"pk": a_session(in_a_pair(place, user), timezone.now() - timedelta(hours=2), state="held").pk}


def note(place: Organisation, user: User) -> Kwargs:
    return {"pk": a_note(in_a_pair(place, user), user).pk}


def step(place: Organisation, user: User) -> Kwargs:
    return {"pk": a_step(in_a_pair(place, user)).pk}


def part(place: Organisation, user: User) -> Kwargs:
    return {"pk": in_a_pair(place, user, "mentor").mentor_id}


def weekly(place: Organisation, user: User) -> Kwargs:
    mentor = in_a_pair(place, user, "mentor").mentor
    opened(mentor)
    return {"pk": mentor.weekly.first().pk}  # type: ignore[union-attr]


def other(place: Organisation, user: User) -> Kwargs:
    mentor = in_a_pair(place, user, "mentor").mentor
    return {"pk": OtherTime.objects.create(mentor=mentor, day=timezone.localdate() + timedelta(days=9)).pk}


def challenge(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_anchored_challenge(place).pk}


SWEEP: dict[str, Case] = {
    "guidance:mine": Case(),
    "guidance:pair": Case(thing=pair),
    "guidance:book": Case(thing=pair),
    "guidance:ask_times": Case(thing=pair, post=True),
    "guidance:notes": Case(thing=pair),
    "guidance:write_note": Case(thing=pair),
    "guidance:agree": Case(thing=pair),
    "guidance:change_note": Case(thing=note),
    "guidance:remove_note": Case(thing=note, post=True),
    "guidance:end_step": Case(thing=step, post=True),
    "guidance:session": Case(thing=session),
    "guidance:move": Case(thing=session),
    "guidance:call_off": Case(thing=session),
    "guidance:agenda": Case(thing=session),
    "guidance:close": Case(thing=been),
    "guidance:correct": Case(thing=held, post=True),
    "guidance:event": Case(thing=session),
    "guidance:times": Case(thing=part),
    "guidance:set_terms": Case(thing=part, post=True),
    "guidance:add_weekly": Case(thing=part, post=True),
    "guidance:add_other": Case(thing=part, post=True),
    "guidance:remove_weekly": Case(thing=weekly, post=True),
    "guidance:remove_other": Case(thing=other, post=True),
    "guidance:calendar": Case(anyone="their own calendar"),
    "guidance:close_calendar": Case(post=True, anyone="their own calendar"),
    "guidance:of_challenge": Case(thing=challenge),
}

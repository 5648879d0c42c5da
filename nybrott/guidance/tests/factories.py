"""Pairings and sessions, for tests."""

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from nybrott.guidance import actions
from nybrott.guidance.models import NextStep, Note, Pairing, Session, WeeklyTime
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_unit
from nybrott.runs.models import Participation, Run
from nybrott.runs.tests.factories import a_part, a_run


def a_pairing(
    place: Organisation, /, *, run: Run | None = None, driver: Participation | None = None, mentor: Participation | None = None,
    state: str = "stands", **more: object,
) -> Pairing:  # fmt: skip
    """A pair in a run, which both have said yes to."""
    run, now = run or a_run(place), timezone.now()
    driver, mentor = driver or a_part(run, "driver"), mentor or a_part(run, "mentor")
    yes = {"driver_yes_at": now, "mentor_yes_at": now} if state == "stands" else {}
    return Pairing.objects.create(run=run, driver=driver, mentor=mentor, state=state, proposed_at=now, **yes | more)


def a_session(pairing: Pairing, /, starts_at: datetime | None = None, **more: object) -> Session:
    """A booked session of the pair, a week from now."""
    now = timezone.now()
    return Session.objects.create(
        pairing=pairing, starts_at=starts_at or now + timedelta(days=7), booked_at=now, **more
    )


def in_a_pair(place: Organisation, user: User, kind: str = "driver", /, **more: object) -> Pairing:
    """A pair that stands, with this person as its driver or as its mentor."""
    run = a_run(place)
    return a_pairing(place, run=run, **{kind: a_part(run, kind, user=user)} | more)  # type: ignore[arg-type]


def opened(
    mentor: Participation, begins: str = "09:00", ends: str = "12:00", weekdays: tuple[int, ...] = tuple(range(7))
) -> None:
    """Times in every week at which a mentor can be booked."""
    WeeklyTime.objects.bulk_create(
        WeeklyTime(mentor=mentor, weekday=day, begins=time.fromisoformat(begins), ends=time.fromisoformat(ends))
        for day in weekdays
    )


def a_note(
    pairing: Pairing, user: User, text: str = "Et notat", kind: str = "pair", session: Session | None = None
) -> Note:
    """A note one of the two wrote."""
    return actions.write_note(
        actor=actor_of(user, pairing.run.organisation),
        pairing=pairing,
        session=session,
        kind=kind,
        text=text,
        now=timezone.now(),
    )


def a_step(
    pairing: Pairing, what: str = "Snakke med nattevaktene", side: str = "driver", session: Session | None = None
) -> NextStep:
    """Something the two agreed is done next."""
    part = pairing.driver
    due_on = timezone.localdate() + timedelta(days=10)
    return actions.agree_step(
        actor=actor_of(part.user, part.organisation), pairing=pairing, session=session, what=what, side=side, due_on=due_on, now=timezone.now()
    )  # fmt: skip


def a_crowd(run: Run, *, drivers: int, mentors: int, seed: int) -> tuple[list[Participation], list[Participation]]:
    """So many who take part, with units, subjects, places and wishes by chance; each mentor has hours for a few more than they
    need on the average."""
    chance = Random(seed)
    units = [a_unit(run.organisation) for _n in range(max(3, mentors * 2))]
    subjects, places = ["Behov", "Markedsdialog", "Gevinster", "Juss"], ["Nes", "Vik", "Sand"]

    def crowd(kind: str, number: int, **more: object) -> list[Participation]:
        found = [
            a_part(
                run, kind, unit=chance.choice(units), subjects=chance.sample(subjects, 2), places=[chance.choice(places)],
                languages=["nb"] if chance.random() < 0.8 else ["nn", "nb"], **more,
            )
            for _n in range(number)
        ]  # fmt: skip
        for one in found:
            one.place = chance.choice(places)
        Participation.objects.bulk_update(found, ["place"])
        return found

    made, those = crowd("driver", drivers), crowd("mentor", mentors, capacity=drivers // mentors + 1, hours=40)
    for one in made:
        one.wishes.add(*chance.sample(those, min(2, mentors)))
    for one in those:
        one.wishes.add(chance.choice(made))
    return made, those

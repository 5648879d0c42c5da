"""What drivers and mentors did since: sessions held and missed, notes, agreed steps, and what is booked next. All invented."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.demonstration.drivers import MENTORS
from nybrott.guidance import actions
from nybrott.guidance.actions import Booking, TermsSaid
from nybrott.guidance.models import Pairing, Session
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.runs.models import Run

HOURS = (9, 11, 13)  # when sessions begin: three a day, so that nobody meets two at once
FIRST, SECOND, NEXT = -38, -22, 2  # the days the rounds begin, from now

# driver → what they talked about, what the two wrote for themselves, what others may read, the next step and whether it is done
TALKS = {
    "Jorunn Haug": (
        "Hvem skal vi snakke med først?", "Jorunn tror svaret er en sensor. Spør henne hva hun gjør hvis det ikke finnes en.",
        "Vi begynner med nattevaktene, ikke med pårørende.", "Snakk med to nattevakter før neste gang", True,
    ),
    "Mathias Sørli": (
        "Hva er det foreldrene egentlig spør om?", "Mathias er redd for å mase på rektorene. Øv på telefonen sammen.",
        "Tre foreldre blir spurt om siste gang de ringte feil sted.", "Intervju tre foreldre", False,
    ),
    "Sunniva Åsen": (
        "Kor ser du at folk går på isen?", "", "Kartet over fall kjem frå legevakta, ikkje frå oss.", "Be Legevakten om tall på fall per gate", True,
    ),
    "Ole Martin Dale": ("Hva ser du om natten som dagvakten ikke ser?", "", "", "Skriv ned fem netter", True),
    "Fatima El Amrani": ("Hvem spør du når noe er rart?", "Fatima vil gjerne holde verksted. Det er første gang.", "", "Planlegg verkstedet med Torstein", False),
    "Gro Anita Sunde": ("Hvorfor kommer rekkverkene tilbake?", "", "Halvparten kommer tilbake fordi de ble montert feil sted.", "Ring ti som leverte tilbake", False),
    "Trond Eikeland": ("Hva sier beboerne når vi ikke spør?", "", "", "Skygg én beboer en formiddag", True),
    "Linh Nguyen": ("Hva hører du i spisesalen?", "Linh har målt lyden selv. Ikke foreslå måler.", "", "Spis sammen med dem en uke", True),
    "Camilla Rød": ("Når er garderoben verst?", "", "", "Tegn garderoben klokka 15.40", False),
    "Yonas Tesfay": ("Hva kan vi bygge av papp?", "", "Prototypen er papp til noen har brukt den.", "Bygg tre kroker i papp", True),
    "Håvard Lunde": ("Kven av elevane spør du?", "", "", "La åtteklassingar teikne dagen", False),
    "Stian Aune": ("Hvor blir vannet av?", "", "", "Gå langs røret med Amina", True),
}  # fmt: skip
PLAIN = "Hva er problemet, og hvem har det?"


def guide(fjordvik: Organisation, run: Run, now: datetime) -> None:
    """Set mentors' times, hold the first sessions, miss one, call one off, and book what comes."""
    for sign in MENTORS:
        _times(fjordvik, run, sign.name, sign.place, now - timedelta(days=43))
    pairs = list(
        Pairing.objects.filter(run=run).select_related("driver__user", "driver__challenge", "mentor__user", "run__organisation").order_by("pk")
    )  # fmt: skip
    for number, pairing in enumerate(pairs):
        _first(fjordvik, pairing, _slot(now, FIRST, number))
        if number % 3 != 2:
            _second(fjordvik, pairing, number, _slot(now, SECOND, number))
        if number % 2 == 0:
            _book(fjordvik, pairing, _slot(now, NEXT, number // 2), "Hva lærte du siden sist?", now - timedelta(days=2))


def _slot(now: datetime, first: int, number: int) -> datetime:
    """The time of the session of this number, counted over weekdays, three a day."""
    day = timezone.localdate(now) + timedelta(days=first)
    left = number // len(HOURS)
    while left or day.weekday() > 4:
        if day.weekday() <= 4:
            left -= 1
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(HOURS[number % len(HOURS)])))


def _times(fjordvik: Organisation, run: Run, name: str, place: str, now: datetime) -> None:
    part = run.parts.mentors().select_related("run", "user").get(user__name=name)
    mine = actor_of(part.user, fjordvik)
    said = TermsSaid(minutes=60, notice_hours=24, days_ahead=28, place=place)
    actions.set_terms(actor=mine, part=part, said=said, now=now)
    actions.add_weekly(actor=mine, part=part, weekdays=(0, 1, 2, 3, 4), begins=time(9), ends=time(15), now=now)


def _sides(fjordvik: Organisation, pairing: Pairing) -> tuple[Actor, Actor]:
    return actor_of(pairing.driver.user, fjordvik), actor_of(pairing.mentor.user, fjordvik)


def _book(fjordvik: Organisation, pairing: Pairing, starts_at: datetime, topic: str, now: datetime) -> Session:
    """The mentor proposes the time; it is in the calendars of both."""
    _driver, mentor = _sides(fjordvik, pairing)
    return actions.book_session(
        actor=mentor, pairing=pairing, booking=Booking(starts_at=starts_at, topic=topic), agenda="", now=now
    )


def _first(fjordvik: Organisation, pairing: Pairing, starts_at: datetime) -> None:
    driver, mentor = _sides(fjordvik, pairing)
    topic, own, shared, what, done = TALKS.get(pairing.driver.user.name, (PLAIN, "", "", "", False))
    session = _book(fjordvik, pairing, starts_at, topic, starts_at - timedelta(days=2))
    after = starts_at + timedelta(minutes=65)
    actions.hold_session(actor=mentor, session=session, minutes=60, now=after)
    for kind, text in (("pair", own), ("shared", shared)):
        if text:
            actions.write_note(actor=mentor, pairing=pairing, session=session, kind=kind, text=text, now=after)
    if what:
        step = actions.agree_step(
            actor=mentor, pairing=pairing, session=session, what=what, side="driver", due_on=timezone.localdate(starts_at) + timedelta(days=12), now=after
        )  # fmt: skip
        if done:
            actions.end_step(actor=driver, step=step, done=True, now=after + timedelta(days=9))


def _second(fjordvik: Organisation, pairing: Pairing, number: int, starts_at: datetime) -> None:
    _driver, mentor = _sides(fjordvik, pairing)
    session = _book(fjordvik, pairing, starts_at, "Hva skjedde, og hva gjør du nå?", starts_at - timedelta(days=6))
    if number == 4:
        actions.call_off_session(
            actor=mentor, session=session, reason="Syk. Vi finner en ny tid.", now=starts_at - timedelta(hours=3)
        )
    elif number == 7:
        actions.miss_session(actor=mentor, session=session, missed_by="driver", now=starts_at + timedelta(minutes=30))
    else:
        actions.hold_session(actor=mentor, session=session, minutes=45, now=starts_at + timedelta(minutes=50))

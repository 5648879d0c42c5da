"""How Fjordvik closes the loop: two older challenges whose people were told slowly at first and better later, and said so.

With it the figures of reputation have a year behind them; on the newest challenge one letter has gone and one round lies held.
All invented; every address ends in example.org.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from nybrott.challenges import actions as challenges
from nybrott.challenges.actions import Ask, ChallengeDetails
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor, system
from nybrott.hearings import actions as hearings
from nybrott.hearings.actions import Told
from nybrott.hearings.models import Contribution, ReplyWish
from nybrott.needs import actions as needs
from nybrott.people.models import Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.replies import actions
from nybrott.replies.models import Reply

KEPT = timedelta(days=2 * 365)
NIGHT = "Eldre faller på vei til badet om natten"
HOME = ChallengeDetails(
    title="Pårørende vet ikke når hjemmetjenesten kommer",
    story="Besøk flyttes uten beskjed. Pårørende ringer vaktsentralen ti ganger om dagen for å spørre når noen kommer.",
    whom="Brukere av hjemmetjenesten, pårørende, og de som svarer telefonen.",
)
SKILLS = ChallengeDetails(
    title="Elever med lesevansker får hjelp for sent",
    story="Det går ofte to år fra noen ser at et barn strever, til hjelpen kommer.",
    whom="Elever, foreldre, lærere og PP-tjenesten.",
)
SAID = (
    ("user", "nb", "Jeg sitter påkledd fra klokka sju og vet ikke om de kommer før ti."),
    ("relative", "nb", "Jeg tar fri fra jobb for å være der, og så kommer de en annen dag."),
    ("relative", "nn", "Ingen seier frå når ho som kjem, er ein ny."),
    ("user", "nn", "Eg vågar ikkje gå på butikken i tilfelle dei kjem."),
    ("employee", "nb", "Vi ser selv ikke ruten før vi møter på jobb."),
    ("relative", "en", "I live abroad and find out a week later that nobody came."),
)
BECAUSE = (
    "Dere gjentok det jeg sa, med egne ord.",
    "Det tok lang tid før jeg hørte noe.",
    "Fint å se at andre sier det samme.",
    "Eg fekk svar på det eg spurde om.",
)


@dataclass(frozen=True, slots=True)
class Wave:
    """Some who told during 70 days from `began` days ago, were told `told` days ago, and gave these marks afterwards."""

    began: int
    told: int
    marks: tuple[int, ...]


# answers come sooner, and people feel better understood, from wave to wave
WAVES = (
    Wave(500, 395, (2, 4, 1, 3, 2, 4, 2)),
    Wave(390, 305, (3, 4, 2, 4, 5, 3, 2)),
    Wave(295, 215, (4, 4, 3, 5, 2, 4, 4, 5)),
    Wave(205, 132, (5, 4, 4, 5, 3, 4, 5, 4)),
)
BETTER = (4, 5, 3, 4, 2, 5, 4, 4, 3, 5, 4, 4)
_numbers: Iterator[int] = count(1)


def fill_replies(fjordvik: Organisation, now: datetime) -> None:
    """Tell those who told, once."""
    if Reply.objects.filter(challenge__organisation=fjordvik).exists():
        return
    with transaction.atomic():
        _older(fjordvik, HOME, "Hjemmetjenesten", "Jorunn Haug", many=8, now=now)
        _older(fjordvik, SKILLS, "Grunnskolene", "Mathias Sørli", many=6, now=now)
        _night(fjordvik, now)
        system_actor = system("Nybrott", fjordvik.pk)
        actions.note_wishes(now=now)
        actions.count_quarters(actor=system_actor, organisation=fjordvik, now=now)


def _key() -> str:
    return token_urlsafe(32)


def _older(place: Organisation, details: ChallengeDetails, unit: str, who: str, *, many: int, now: datetime) -> None:
    """A challenge that began a year and a half ago and was solved by what a neighbour had made."""
    actor = actor_of(User.objects.get(name=who), place)
    lead = actor_of(User.objects.get(name="Ingvild Moe"), place)
    began = now - timedelta(days=520)
    raised = ChallengeDetails(
        details.title, details.story, whom=details.whom, unit=Unit.objects.get(organisation=place, name=unit),
        owner=User.objects.get(name="Ragnhild Eide"),
    )  # fmt: skip
    made = challenges.raise_challenge(
        actor=actor, details=raised, slug=f"fortalt-{token_urlsafe(6).lower()}".replace("_", "-"), now=began
    )
    challenges.anchor_challenge(
        actor=lead, challenge=made, ask=Ask("Folk skal vite", "Ingen venter uten å vite"), now=began + timedelta(days=3)
    )
    made.refresh_from_db()
    challenges.open_hearing(
        actor=actor, challenge=made, in_public=True, public_text={"nb": details.story}, now=began + timedelta(days=5)
    )
    made.refresh_from_db()
    for number, wave in enumerate(WAVES):
        people = list(_wave(made, wave, many, now))
        told = now - timedelta(days=wave.told)
        _something_happens(made, actor, number, told)
        _tell(made, actor, told)
        _marks(people, wave, told)
    challenges.close_hearing(actor=actor, challenge=made, now=now - timedelta(days=130))
    made.refresh_from_db()
    challenges.reuse_solution(
        actor=actor,
        challenge=made,
        reason="Nabokommunen har laget noe som virker, og deler det.",
        now=now - timedelta(days=128),
    )
    made.refresh_from_db()
    _tell(made, actor, now - timedelta(days=127))
    asked = now - timedelta(days=110)
    actions.plan_better(actor=actor, challenge=made, on=timezone.localdate(asked), now=asked)
    _tell(made, actor, asked)
    _say_better(made, asked)


def _wave(challenge: Challenge, wave: Wave, many: int, now: datetime) -> Iterator[Contribution]:
    for place in range(many):
        number = next(_numbers)
        side, language, text = SAID[number % len(SAID)]
        when = now - timedelta(days=wave.began - place * 70 // many)
        yield hearings.contribute(
            challenge=challenge, sent_key=f"fortalt-{challenge.pk}-{number}", token=token_urlsafe(32), now=when,
            told=Told(text, (now + KEPT).date(), "", side, language), reply_to=f"fortalte{number}@example.org",
        )[0]  # fmt: skip


def _something_happens(challenge: Challenge, actor: Actor, number: int, when: datetime) -> None:
    """A new wording of the problem is chosen: something to tell those who told."""
    worded = needs.word_problem(
        actor=actor, challenge=challenge, language="nb", now=when - timedelta(hours=2),
        problem=f"{challenge.story} Det vet vi fra dem som har fortalt.",
        question=f"Hvordan kan vi gjøre det lettere å vite hva som skjer, {('for dem som venter', 'for pårørende', 'i tide', 'hver dag')[number]}?",
    )  # fmt: skip
    needs.choose_problem(actor=actor, statement=worded, now=when - timedelta(hours=1))


def _tell(challenge: Challenge, actor: Actor, when: datetime) -> None:
    reply = actions.begin_reply(actor=actor, challenge=challenge, now=when)
    actions.let_go(actor=actor, reply=reply, key=_key, now=when)
    actions.publish_reply(actor=actor, reply=reply, public=True, now=when)


def _marks(people: list[Contribution], wave: Wave, told: datetime) -> None:
    for place, (one, mark) in enumerate(zip(people, wave.marks, strict=False)):
        because = BECAUSE[place % len(BECAUSE)] if place % 2 else None
        actions.say(
            contribution=one, about="understood", mark=mark, because=because, now=told + timedelta(days=1 + place)
        )


def _say_better(challenge: Challenge, asked: datetime) -> None:
    who = Contribution.objects.filter(challenge=challenge).order_by("-pk")
    for place, (one, mark) in enumerate(zip(who, BETTER, strict=False)):
        actions.say(contribution=one, about="better", mark=mark, because=None, now=asked + timedelta(days=1 + place))


def _night(place: Organisation, now: datetime) -> None:
    """On the newest one the first letter has gone, one has an answer of their own, and the next round is held to be read."""
    challenge = Challenge.objects.get(organisation=place, title=NIGHT)
    actor = actor_of(User.objects.get(name="Jorunn Haug"), place)
    first = ReplyWish.objects.filter(contribution__challenge=challenge).order_by("pk")[0].contribution
    actions.answer_contribution(
        actor=actor, contribution=first, now=now - timedelta(days=39),
        answer="Vi har målt hvor bryterne sitter. I fem av seks leiligheter er de bak døra, akkurat som du sa.",
    )  # fmt: skip
    told = now - timedelta(days=38)
    _tell(challenge, actor, told)
    actions.say(contribution=first, about="understood", mark=5, because=None, now=told + timedelta(days=1))
    held = actions.begin_reply(actor=actor, challenge=challenge, now=now - timedelta(hours=3))
    actions.hold_letters(actor=actor, reply=held, key=_key, now=now - timedelta(hours=3))

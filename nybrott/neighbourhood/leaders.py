"""What Fjordvik's leader's page shows: what stands in the way, as drivers and mentors report it, and the municipal director with the goals she decided."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from nybrott.core.terms import months_after
from nybrott.demonstration.municipality import ADMIN, Person, join_all
from nybrott.efforts.actions import clear_obstacle, report_obstacle
from nybrott.goals import actions as goals
from nybrott.goals.models import Goal
from nybrott.goals.rules import Decision, Said
from nybrott.people.actions.members import set_units
from nybrott.people.models import Membership, Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.runs.models import Obstacle, Participation
from nybrott.runs.states import PartState, RunState

# kind, and what people write of it; who writes which follows from their place in the list
SAID = {
    "time": (
        "Vaktplanen har ingen timer til å spørre brukerne.", "Møtene blir flyttet når noen er syke.", "Jeg gjør dette etter arbeidstid.",
        "To timer i uken rekker ikke når saken først ruller.", "Leverandørene vil møtes på dagtid, og da er jeg på jobb ute.", "Det er budsjettid til jul.",
    ),
    "competence": (
        "Vi vet ikke hvordan vi skriver krav som ber om en funksjon.", "Jeg er usikker på hva vi kan si til en leverandør før konkurransen.",
        "Ingen her har målt en gevinst før.", "Vi kjenner ikke markedet utenfor de to vi alltid har kjøpt av.", "Hvordan spør man noen som har demens?",
    ),
    "anchoring": ("Lederen min sier ja, men ikke når.", "Enheten ved siden av vet ikke at vi holder på."),
    "risk": ("Vi er redde for en klage hvis vi snakker med én leverandør først.", "Hvem tar ansvaret hvis løsningen ikke virker om natten?", "Personvernet må avklares først."),
    "money": ("Det er penger til innkjøpet, ikke til å prøve.",),
}  # fmt: skip
HELPED = "Innkjøp laget en huskeliste for samtaler med leverandører."


# roles nobody else has together, so that one can be her in the demonstration
DIRECTOR = Person("Solveig Aker", ("leader", "owner"))
BY_DIRECTOR = "Kommunedirektøren"

# title, kind, better, why, what is counted, how, unit ("" the whole), owner, before, target, who decided and where (None: nobody yet), readings (months ago, value, from what)
GOALS = (
    (
        "Foreldre får svar på rett sted første gang", "share", "up", "Fire av ti foreldre blir sendt videre minst én gang, og merkantilt ansatte svarer på det samme om igjen.", "",
        "Henvendelser som ble løst der de kom inn, fra en telling én uke hver måned.", "Oppvekst", DIRECTOR.name, "58", "80", (BY_DIRECTOR, "2026/0915"),
        ((3, "61", "Telling i uke 35"), (2, "64", "Telling i uke 40"), (1, "69", "Telling i uke 44")),
    ),
    (
        "Bygge- og anleggsplasser uten utslipp", "share", "up", "Klimabudsjettet sier halvparten, og markedet har maskinene.", "", "Kontrakter med krav om utslippsfri drift, av alle nye på bygg og anlegg.",
        "Teknisk", "Oddvar Nes", "12", "60", ("Kommunestyret", "2026/0233"), ((6, "20", "Gjennomgang av kontraktene"), (2, "22", "Gjennomgang av kontraktene")),
    ),
    (
        "Leverandører vi ikke kjente fra før, i hver markedsdialog", "number", "up", "Vi får de svarene vi spør om hos dem vi alltid har spurt.", "nye leverandører",
        "Leverandører som ikke har hatt kontrakt med kommunen de siste fire årene, fra protokollen til dialogene.", "", DIRECTOR.name, "1", "4", (BY_DIRECTOR, "2026/0916"), ((4, "2", "To dialoger"), (1, "3", "Tre dialoger")),
    ),
    (
        "Ingen pilot ligger uten beslutning i mer enn tre måneder", "number", "down", "Det vi prøver, lærer vi bare av når noen sier hva det ble til.", "piloter og dialoger",
        "Det som ligger på pilotkirkegården den siste dagen i måneden.", "", DIRECTOR.name, "3", "0", None, (),
    ),
)  # fmt: skip


def fill_leaders(fjordvik: Organisation, now: datetime) -> None:
    """Obstacles, and the municipal director with her goals; each once."""
    _obstacles(fjordvik, now)
    if User.objects.filter(name=ADMIN.name).exists() and not User.objects.filter(name=DIRECTOR.name).exists():
        _goals(fjordvik, _director(fjordvik, now - timedelta(days=70)), now)


def _director(fjordvik: Organisation, when: datetime) -> User:
    """She answers for every unit: those at the top, and so for all below them."""
    join_all(fjordvik, [DIRECTOR], {}, when)
    user = User.objects.get(name=DIRECTOR.name)
    member = Membership.objects.current().get(user=user, organisation=fjordvik)
    admin = actor_of(User.objects.get(name=ADMIN.name), fjordvik)
    tops = list(Unit.objects.filter(organisation=fjordvik, parent=None, closed_at=None))
    set_units(actor=admin, membership=member, units=tops, now=when)
    return user


def _goals(fjordvik: Organisation, director: User, now: datetime) -> None:
    """What she decided herself, what the council decided, and one that waits for her."""
    actor, today = actor_of(director, fjordvik), timezone.localdate(now)
    units = {one.name: one for one in Unit.objects.filter(organisation=fjordvik)}
    for title, kind, better, why, counted, how, unit, owner, before, target, decided, readings in GOALS:
        said = Said(
            title, kind, better, why, counted, how, units.get(unit), User.objects.filter(name=owner).first(), Decimal(before), months_after(today, -8), "", Decimal(target),
            months_after(today, 13), months_after(today, 4),
        )  # fmt: skip
        goal: Goal = goals.propose_goal(actor=actor, said=said, now=now - timedelta(days=12))
        if decided is None:
            continue
        by, case = decided
        decision = Decision(by, months_after(today, -7), case)
        goal = goals.decide_goal(actor=actor, goal=goal, decision=decision, now=now - timedelta(days=11))
        for months, value, source in readings:
            on = months_after(today, -months)
            goals.measure_goal(
                actor=actor, goal=goal, value=Decimal(value), on=on, how=source, now=now - timedelta(days=10)
            )


def _obstacles(fjordvik: Organisation, now: datetime) -> None:
    """Obstacles of the run that is under way; the first about what one may say to suppliers is out of the way."""
    if Obstacle.objects.filter(part__organisation=fjordvik).exists():
        return
    parts = Participation.objects.filter(
        organisation=fjordvik, run__organisation=fjordvik, run__state=RunState.RUNNING, state=PartState.IN
    )
    people = list(parts.select_related("user", "unit", "run", "organisation").order_by("pk"))
    place = 0
    for kind, texts in SAID.items():
        for text in texts:
            if not people:
                return
            part = people[place % len(people)]
            when = now - timedelta(days=30 - place)
            actor = actor_of(part.user, fjordvik)
            made = report_obstacle(actor=actor, part=part, kind=kind, text=text, unit=part.unit, now=when)
            if "før konkurransen" in text:
                clear_obstacle(actor=actor, obstacle=made, how=HELPED, now=when + timedelta(days=3))
            place += 1

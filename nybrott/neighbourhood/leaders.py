"""What stands in the way, as Fjordvik's drivers and mentors report it, so that those who lead can do something about it."""

from datetime import datetime, timedelta

from nybrott.efforts.actions import clear_obstacle, report_obstacle
from nybrott.people.models import Organisation
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


def fill_leaders(fjordvik: Organisation, now: datetime) -> None:
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

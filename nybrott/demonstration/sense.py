"""What Fjordvik made of what people told: insights and needs, some well founded and some only guessed. All invented."""

from datetime import datetime, timedelta

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.hearings.models import Evidence
from nybrott.insights import actions
from nybrott.insights.actions import NeedParts
from nybrott.needs.models import Insight

DARK, ALONE = (
    "Veien til badet er mørk og uten noe å holde i, og folk kjenner den ikke igjen når de er søvnige.",
    "Den som faller, ligger ofte lenge fordi alarmen ikke er på om natten.",
)
# insight → the evidence it was learnt from, by title
LEARNT = {
    DARK: ("Mørkt på veien til badet", "Ikke noe å holde i", "Fem av seks leiligheter har bryteren bak døra"),
    ALONE: ("Lå lenge uten å nå alarmen", "Tar ikke alarmen på om natten"),
}
NEEDED = NeedParts(
    who="De som bor alene og må opp om natten",
    situation="på vei fra senga til badet i mørket",
    need="kunne finne veien og holde balansen uten å tenke seg om",
    because="de er søvnige, svimle og redde for å falle",
    consequence="41 utrykninger siden august, og flere slutter å drikke om kvelden",
    how_often="to til tre ganger hver natt",
    how_many=140,
)
FOUND = NeedParts(
    who="De som har falt",
    situation="om natten, uten noe innen rekkevidde",
    need="bli funnet av noen før det har gått en halvtime",
    because="å ligge alene er det verste",
    how_often="tre ganger i uken",
)
KNOW = NeedParts(
    who="Nattevaktene", situation="når vakten begynner", need="vite hvem som har vært mye oppe de siste nettene"
)
SLEEP = NeedParts(
    who="Pårørende", need="kunne sove uten å høre etter telefonen", because="de er redde for at ingen merker det"
)
GUESSED = (
    NeedParts(who="Foreldre", situation="når noe nytt skal ordnes", need="vite hvem de skal spørre ved første forsøk", how_often="førti ganger i uken"),
    NeedParts(who="Merkantilt ansatte", need="slippe å svare på det samme flere ganger", how_many=11),
)  # fmt: skip


def make_sense(challenge: Challenge, actor: Actor, now: datetime) -> None:
    """The night: one need verified, one expressed, one assumed, one parked."""
    when = now - timedelta(days=9)
    pieces = {one.title: one for one in Evidence.objects.filter(challenge=challenge)}
    learnt: dict[str, Insight] = {}
    for text, titles in LEARNT.items():
        shown = [pieces[title] for title in titles]
        learnt[text], _new = actions.write_insight(
            actor=actor, challenge=challenge, text=text, evidence=shown, now=when
        )
    log = pieces["41 utrykninger for fall mellom 23 og 07 siden august"]
    verified, _new = actions.write_need(
        actor=actor, challenge=challenge, parts=NEEDED, evidence=[log], insights=[learnt[DARK]], now=when
    )
    actions.verify_need(actor=actor, need=verified, now=now - timedelta(days=4))
    actions.write_need(actor=actor, challenge=challenge, parts=FOUND, insights=[learnt[ALONE]], now=when)
    actions.write_need(actor=actor, challenge=challenge, parts=SLEEP, now=when)
    parked, _new = actions.write_need(
        actor=actor, challenge=challenge, parts=KNOW, evidence=[pieces["Vet ikke hvem som har vært oppe"]], now=when
    )
    why = "Journalsystemet får en nattrapport i januar. Vi ser om den er nok."
    actions.park_need(actor=actor, need=parked, reason=why, now=now - timedelta(days=3))


def guess(challenge: Challenge, actor: Actor, now: datetime) -> None:
    """The school: only assumptions so far, and it says so."""
    for parts in GUESSED:
        actions.write_need(actor=actor, challenge=challenge, parts=parts, now=now - timedelta(days=10))

"""How Fjordvik's needs hang together: the same trouble in two units, and one that only sounds like it. All invented."""

from datetime import datetime, timedelta
from secrets import token_hex

from nybrott.challenges.actions import ChallengeDetails, raise_challenge
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.ties import Kind
from nybrott.hearings.actions import Shown, record_evidence
from nybrott.insights.actions import NeedParts, write_need
from nybrott.needs.models import Need
from nybrott.people.models import Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.themes import actions, queries

KEPT = timedelta(days=2 * 365)

WARD = ChallengeDetails(
    title="Bebuarar er redde for å gå på do om natta",
    story="I omsorgsbustadene ringjer fleire på berre for å bli følgde til badet. Andre lèt vere å ringje, og går åleine i mørket. "
    "Nattevakta har to hus og kan ikkje vere begge stader.",
    whom="31 bebuarar, nattevaktene og dei pårørande.",
    why_now="Eitt av husa blir utan fast nattevakt frå nyttår.",
)
# title, what it shows, pseudonym, side, group
PIECES = (
    ("Tel stega til badet i mørket", "Eg tel til fjorten, så kjenner eg dørkarmen.", "Bebuar 1", "user", "omsorgsbustad"),
    ("Ringjer ikkje på", "Eg vil ikkje vere til bry, så eg går sjølv.", "Bebuar 2", "user", "omsorgsbustad"),
    ("Fann henne på badegolvet klokka fem", "Ho hadde lege sidan eitt-tida.", "Nattevakt 3", "employee", "nattevakter"),
    ("Ser ikkje kven som er oppe i det andre huset", "", "Nattevakt 4", "employee", "nattevakter"),
)  # fmt: skip
WAY = NeedParts(
    who="Bebuarar i omsorgsbustader",
    situation="på veg til badet i mørket om natta",
    need="finne vegen og halde balansen utan å måtte be om følgje",
    because="dei ikkje vil vere til bry, og er redde for å falle",
)
HELP = NeedParts(
    who="Den som har falle om natta",
    situation="i eit hus utan nattevakt",
    need="bli funnen av nokon før det har gått ein halvtime",
    because="det verste er å liggje åleine",
)
FOLLOWED = NeedParts(who="Bebuarar med rullator", situation="om natta", need="kome gjennom døra til badet utan hjelp")
OUTSIDE = NeedParts(
    who="Eldre som går til butikken",
    situation="på glatte fortau om vinteren",
    need="finne en vei de kan gå uten å falle",
    because="de er redde for å falle",
)
NO_TWIN = "Den ene er inne på vei til badet i mørket, den andre ute på is om dagen. Det som hjelper, er ikke det samme."


def connect(fjordvik: Organisation, now: datetime) -> None:
    """Write the needs of a second unit, and say what they are to those of the night; one likely pair is told apart."""
    lead = actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)
    driver = actor_of(User.objects.get(name="Jorunn Haug"), fjordvik)
    mine = _needs_of_the_ward(lead, fjordvik, now - timedelta(days=72))
    roads = Challenge.objects.get(organisation=fjordvik, unit__name="Vei og park")
    outside, _new = write_need(actor=lead, challenge=roads, parts=OUTSIDE, now=now - timedelta(days=13))
    night = {need.who: need for need in Need.objects.filter(challenge__title__startswith="Eldre faller")}
    way, found = night["De som bor alene og må opp om natten"], night["De som har falt"]
    _say(driver, way, "same", mine[WAY.who], now - timedelta(days=6))
    _say(driver, found, "same", mine[HELP.who], now - timedelta(days=6))
    _say(lead, mine[FOLLOWED.who], "part", mine[WAY.who], now - timedelta(days=5))
    _say(driver, found, "causes", night["Pårørende"], now - timedelta(days=5))
    actions.tell_apart(
        actor=driver, one=way, other=outside, reason=NO_TWIN, why=_why(driver, way, outside), now=now - timedelta(days=4)
    )  # fmt: skip
    actions.name_theme(actor=driver, need=way, name="Trygg vei til badet om natten", now=now - timedelta(days=3))


def _needs_of_the_ward(lead: Actor, fjordvik: Organisation, began: datetime) -> dict[str, Need]:
    """Who → need, of a challenge in another unit than the night's."""
    details = ChallengeDetails(
        WARD.title, WARD.story, WARD.why_now, WARD.whom, Unit.objects.get(organisation=fjordvik, name="Omsorgsboligene"),
        User.objects.get(name="Ingvild Moe"), "own",
    )  # fmt: skip
    made = raise_challenge(actor=lead, details=details, slug=f"bebuarar-{token_hex(6)}", now=began)
    kept = (began + KEPT).date()
    shown = [
        record_evidence(
            actor=lead, challenge=made, shown=Shown("interview", title, kept, text, name, side, group), now=began + timedelta(days=5 + 9 * place)
        )
        for place, (title, text, name, side, group) in enumerate(PIECES)
    ]  # fmt: skip
    founded = ((WAY, shown[:2], 8), (HELP, shown[2:3], 40), (FOLLOWED, shown[:1], 50))
    return {
        parts.who: write_need(
            actor=lead, challenge=made, parts=parts, evidence=rests, now=began + timedelta(days=days)
        )[0]
        for parts, rests, days in founded
    }


def _why(actor: Actor, one: Need, other: Need) -> str:
    """What likeness says of the two, as the page would have shown it."""
    return next((found.why for found in queries.proposals(actor, [one.pk], limit=20) if found.other.pk == other.pk), "")


def _say(actor: Actor, one: Need, kind: Kind, other: Need, when: datetime) -> None:
    actions.link_needs(actor=actor, one=one, other=other, kind=kind, why=_why(actor, one, other), now=when)

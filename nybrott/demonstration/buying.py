"""What Fjordvik buys: the plan as it was brought in, and how far each procurement has come. All invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.classifications import actions as classes
from nybrott.contracts import actions as contracts
from nybrott.core.actor import Actor
from nybrott.core.importing import Row
from nybrott.demonstration.aims import fill_goals
from nybrott.demonstration.followed import FOLLOWED, Stage, leave_lying
from nybrott.demonstration.plan import BUS, LINES, MOWERS, NIGHTS, SNOW, Line
from nybrott.dialogues.models import Dialogue
from nybrott.goals.models import Goal
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.procurements import actions
from nybrott.procurements.actions.importing import bring_plan
from nybrott.procurements.models import Procurement
from nybrott.renewals.actions import make_challenge, read_contracts
from nybrott.renewals.queries import contract_at
from nybrott.yearbooks.actions import publish_yearbook
from nybrott.yearbooks.queries import digest_of, gathered

# whose a unit's procurements are
OWNERS = {
    "Hjemmetjenesten": "Ragnhild Eide", "Nattpatruljen": "Ragnhild Eide", "Omsorgsboligene": "Berit Solheim", "Helse og velferd": "Berit Solheim",
    "Vei og park": "Oddvar Nes", "Vann og avløp": "Oddvar Nes", "Bygg og eiendom": "Oddvar Nes", "Teknisk": "Oddvar Nes",
}  # fmt: skip
# the steps people took until each state
STEPS = {
    "idea": (), "needs": ("map_needs",), "dialogue": ("map_needs", "ask_market"), "preparing": ("map_needs", "prepare"),
    "competition": ("map_needs", "prepare", "compete"), "contract": ("prepare", "sign"), "in_use": ("prepare", "sign", "put_to_use"),
    "ended": ("prepare", "sign", "put_to_use", "end"), "stopped": ("map_needs", "stop"),
}  # fmt: skip
WHY_STOPPED = {
    BUS: "Fylkeskommunen lager det samme for alle kommunene. Vi venter på den i stedet for å kjøpe vår egen.",
    "F-10": "Systemet vi har fra før, kan dette. Ingen hadde spurt dem som bruker det.",
}
DRAFT = (
    "Utkast til konkurransegrunnlag: Tryggere netter hjemme\n\n"
    "Løsningen finnes ikke på markedet i dag. Leverandøren skal utvikle en prototype sammen med kommunen og dem som bor der.\n"
    "Kravspesifikasjonen består av funksjonskrav. Innovasjon premieres i tildelingen.\n"
)
KNOWN = "Behovet er det samme som i forrige avtale, og ble gått gjennom med dem som bruker den."


def fill_procurements(fjordvik: Organisation, now: datetime) -> None:
    """Bring the plan in and say how far each has come, once."""
    if Procurement.objects.filter(organisation=fjordvik).exists():
        return
    with transaction.atomic():
        buyer = actor_of(User.objects.get(name="Kristian Øverås"), fjordvik)
        began = now - timedelta(days=70)
        emails = dict(User.objects.values_list("name", "email"))
        today = timezone.localdate(now)
        rows = [
            Row(number, line.row(today) | {"owner": emails[OWNERS.get(line.unit, "Kristian Øverås")]})
            for number, line in enumerate(LINES, 2)
        ]
        goals = fill_goals(fjordvik, began)
        stage = Stage(fjordvik, buyer, now)
        for line in LINES:
            if line.ref in FOLLOWED:
                FOLLOWED[line.ref](stage, line)
        bring_plan(actor=buyer, rows=rows, now=began)  # what is followed stands there by its number already
        made = {one.ref: one for one in Procurement.objects.filter(organisation=fjordvik)}
        for place, line in enumerate(one for one in LINES if one.ref not in FOLLOWED):
            _come_so_far(buyer, made[line.ref], line, began + timedelta(days=1, minutes=7 * place))
        leave_lying(stage, made[MOWERS])
        _answer_the_nights(fjordvik, buyer, made[NIGHTS], list(goals.values())[:2], now - timedelta(days=6))
        contracts.keep_graveyard(now=now)
        read_contracts(now=now)
        snow = contract_at(buyer, f"plan-{made[SNOW].pk}", today)
        roads, driver = made[SNOW].unit, User.objects.get(name="Sunniva Åsen")
        if snow is None or roads is None:
            raise ValueError("the radar sees what runs out in the plan")
        make_challenge(actor=buyer, found=snow, unit=roads, driver=driver, slug="for-snoryddingen-gar-ut", now=now - timedelta(days=2))  # fmt: skip
        year = stage.day(-22).year  # in which the first contract was signed
        seen = digest_of(gathered(fjordvik, year, today))
        publish_yearbook(actor=buyer, organisation=fjordvik, year=year, seen=seen, now=now)
        actions.save_view(
            actor=buyer, organisation=fjordvik, name="Fra et behov, på vei", query="form=board&state=under_way&from_need=on", now=now - timedelta(days=5),
        )  # fmt: skip


def _answer_the_nights(
    fjordvik: Organisation, buyer: Actor, nights: Procurement, goals: Sequence[Goal], when: datetime
) -> None:
    """The one that answers what the elderly told: challenge, description, goals and the dialogue that goes on. A draft of it waits to be classified."""
    challenges = Challenge.objects.filter(organisation=fjordvik, title__startswith="Eldre faller")
    descriptions = NeedDescription.objects.filter(challenge__in=challenges, state="approved")
    dialogues = Dialogue.objects.filter(organisation=fjordvik, state="open")
    actions.say_what_it_answers(
        actor=buyer, procurement=nights, challenges=challenges, descriptions=descriptions, dialogues=dialogues, goals=goals, now=when
    )  # fmt: skip
    classes.bring_draft(actor=buyer, procurement=nights, data=DRAFT.encode(), name="utkast.txt", now=when + timedelta(hours=1))  # fmt: skip


def _come_so_far(buyer: Actor, one: Procurement, line: Line, when: datetime) -> None:
    if line.state == "competition":
        actions.say_what_it_answers(actor=buyer, procurement=one, no_description=KNOWN, now=when)
    for place, verb in enumerate(STEPS[line.state]):
        reason = WHY_STOPPED[line.ref] if verb == "stop" else ""
        actions.move_procurement(actor=buyer, procurement=one, verb=verb, reason=reason, now=when + timedelta(minutes=place))  # fmt: skip

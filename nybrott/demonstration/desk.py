"""What lies on the desks of Fjordvik: tasks for persons and roles. All invented."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from nybrott.desk.actions import give_task, subscribe
from nybrott.desk.letters import ROLE
from nybrott.desk.models import Task
from nybrott.people.models import Membership, Organisation
from nybrott.people.queries import actor_of

# title, why, role, days until it is due (None: no day)
TASKS = (
    ("Ring Omsorgsboligene om nattevakten", "De har meldt seg til å bli intervjuet. Spør når det passer, og hvem som bør være med.", "driver", -2),
    ("Les innspillene om trygge netter", "Ti minutter før samlingen på torsdag holder.", "driver", 3),
    ("Si ja eller nei til tid for pådriverne", "To timer i uken ut året. Uten et ja blir det ingen testperiode.", "leader", 1),
    ("Se gjennom avtalene som løper ut til våren", "Er det noen av dem som bør tenkes nytt?", "buyer", 9),
    ("Skriv hva som er nullpunktet", "Antall fall om natten i oktober, før noe er prøvd.", "evaluator", 12),
    ("Avtal første veiledning", "", "mentor", 0),
)  # fmt: skip


@transaction.atomic
def fill_desks(place: Organisation, now: datetime) -> None:
    """Tasks given by the programme lead; nothing where there are any."""
    if Task.objects.filter(organisation=place).exists():
        return
    members = Membership.objects.current().filter(organisation=place).select_related("user")
    lead = members.filter(roles__contains=["lead"]).order_by("pk").first()
    if lead is None:
        return
    actor, today = actor_of(lead.user, place), timezone.localdate(now)
    for title, why, role, days in TASKS:
        due = None if days is None else today + timedelta(days=days)
        give_task(actor=actor, title=title, why=why, to_role=role, due_on=due, now=now)
    give_task(
        actor=actor,
        title="Inviter Bjørkelia til torsdagens samling",
        to_user=lead.user_id,
        due_on=today + timedelta(days=2),
        now=now,
    )
    driver = members.filter(roles__contains=["driver"]).order_by("pk").first()
    if driver is not None:
        subscribe(actor=actor_of(driver.user, place), kind=ROLE, key="driver", label="oppgaver for pådrivere", now=now)

"""A challenge with the whole way behind it, for tests of threads."""

from django.utils import timezone

from nybrott.benefits.tests.factories import a_benefit
from nybrott.cases.tests.factories import a_case
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_heard_challenge
from nybrott.contracts.tests.factories import a_contract
from nybrott.core.actor import Actor
from nybrott.dialogues.tests.factories import a_buyer, a_dialogue
from nybrott.goals.tests.factories import a_goal
from nybrott.groups.actions import say_own_needs
from nybrott.groups.tests.factories import a_group
from nybrott.hearings import actions as hearings_actions
from nybrott.hearings.tests.factories import a_contribution
from nybrott.insights.actions import verify_need
from nybrott.insights.tests.factories import a_need, an_insight, from_employee
from nybrott.needs import actions
from nybrott.needs.tests.factories import a_statement
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor
from nybrott.procurements import actions as procurements_actions
from nybrott.procurements.tests.factories import a_procurement
from nybrott.runs.tests.factories import a_run

KINDS = (
    "challenge",
    "need",
    "statement",
    "description",
    "dialogue",
    "procurement",
    "contract",
    "benefit",
    "goal",
    "run",
    "group",
    "case",
)
SECRET = "Jeg ligger våken og hører etter"


def described(place: Organisation, lead: Actor) -> Challenge:
    """A challenge all the way to an approved description."""
    now = timezone.now()
    made = a_heard_challenge(place, "Natten")
    told = a_contribution(made, SECRET)
    said = hearings_actions.take_up(actor=lead, contribution=told, title="Hører etter", answer="", now=now)
    need = a_need(lead, made, an_insight(lead, made, said), from_employee(lead, made))
    verify_need(actor=lead, need=need, now=now)
    actions.choose_problem(actor=lead, statement=a_statement(made, lead), now=now)
    made.refresh_from_db()
    begun = actions.begin_description(actor=lead, challenge=made, language="nb", now=now)
    begun.purpose = "Trygge netter"
    begun.save()
    actions.send_to_review(actor=lead, description=begun, now=now)
    begun.refresh_from_db()
    actions.approve_description(actor=an_actor(place, "lead"), description=begun, now=now)
    made.refresh_from_db()
    return made


def all_the_way(place: Organisation, lead: Actor) -> dict[str, int]:
    """One of each kind of thing on one thread, kind → key. The challenge is described, asked about, bought for, signed, with a benefit and a goal;
    the run stands beside it."""
    challenge, buyer, now = described(place, lead), a_buyer(place), timezone.now()
    description = challenge.descriptions.get()
    dialogue = a_dialogue(place, actor=buyer)
    dialogue.descriptions.set([description])
    goal = a_goal(place)
    bought = a_procurement(place, actor=buyer, title="Trygg natt", state="preparing")
    procurements_actions.say_what_it_answers(
        actor=buyer, procurement=bought, challenges=[challenge], descriptions=[description], dialogues=[dialogue], now=now
    )  # fmt: skip
    bought.goals.set([goal])
    benefit = a_benefit(place, procurement=bought)
    contract = a_contract(place, procurement=bought, buyer=buyer)
    group = a_group(place)
    say_own_needs(actor=an_actor(place, "admin"), group=group, challenges=[], descriptions=[description], now=now)
    need, statement = challenge.needs.get(), challenge.statements.get()
    found = {
        "challenge": challenge, "need": need, "statement": statement, "description": description, "dialogue": dialogue, "procurement": bought,
        "contract": contract, "benefit": benefit, "goal": goal, "run": a_run(place), "group": group,
        "case": a_case(place, actor=lead, procurement=bought),
    }  # fmt: skip
    return {kind: thing.pk for kind, thing in found.items()}

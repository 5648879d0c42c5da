"""Two municipalities with the same need: Sundvåg verifies its own, both agree to be compared, both say yes, and buy together. All invented."""

from datetime import datetime, timedelta

from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.actions import Ask
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.demonstration.neighbours import NIGHT_IN_SUNDVAG
from nybrott.groups import actions, queries
from nybrott.groups.models import Consent
from nybrott.hearings import actions as hearings_actions
from nybrott.hearings.actions import Shown
from nybrott.insights import actions as insights_actions
from nybrott.insights.actions import NeedParts
from nybrott.needs import actions as needs_actions
from nybrott.neighbourhood.buying import fill_group
from nybrott.people.models import Membership, Network, Organisation, User
from nybrott.people.queries import actor_of

KEPT = timedelta(days=700)
HEARD = (
    ("interview", "Redd for å gå på do om natta", "Eg held meg i veggen, men der senga står, er det ingenting.", "Bebuar 1", "user", "bur åleine"),
    ("observation", "Nitten fall på badegolvet i haust", "Nattevakta skreiv opp kvart fall i ti veker.", "Nattevakt 2", "employee", "heimetenesta"),
)  # fmt: skip
NEEDED = NeedParts(
    who="Heimebuande eldre", situation="på veg til badet om natta", need="kome trygt fram og tilbake utan å dette i mørkret", because="dei er svimle når dei står opp, og ingen alarm er på",
    consequence="Nitten fall i haust, og tre lårhalsbrot", how_often="to gonger kvar natt",
)  # fmt: skip
PROBLEM = "Eldre som bur heime, dett på veg til badet om natta fordi vegen er mørk og utan noko å halde i, og dei blir liggjande til morgonen."
QUESTION = "Korleis kan vi gjere natta tryggare for eldre som bur heime og må opp på badet?"


def fill_groups(fjordvik: Organisation, now: datetime) -> None:
    """Fill the same need and the group that came of it, once."""
    if Consent.objects.filter(organisation=fjordvik).exists():
        return
    lead, sundvag, bjorkelia = _actor("Ingvild Moe"), _actor("Ylva Myhre"), _actor("Gunnar Fossum")
    _verify_in_sundvag(sundvag, now - timedelta(days=30))
    network = Network.objects.get(members__organisation=fjordvik, keeper=fjordvik)
    for number, one in enumerate((lead, sundvag, bjorkelia)):
        actions.consent(actor=one, network=network, now=now - timedelta(days=28 - number))
    actions.compare_network(network=network, now=now - timedelta(days=26))
    for days, actor in ((25, lead), (24, sundvag)):
        likest = queries.met(actor)[0]
        actions.answer_match(actor=actor, match=likest.match, same=True, reason="", now=now - timedelta(days=days))
    fill_group(lead, sundvag, bjorkelia, queries.met(lead)[0], now)


def _actor(name: str) -> Actor:
    user = User.objects.get(name=name)
    place = Membership.objects.current().select_related("organisation").get(user=user).organisation
    return actor_of(user, place)


def _verify_in_sundvag(actor: Actor, when: datetime) -> None:
    """The neighbour hears people, verifies its need and words its problem."""
    challenge = Challenge.objects.get(organisation=actor.organisation_id, title=NIGHT_IN_SUNDVAG.title)
    ask = Ask("Trygge netter heime", "Halvparten så mange fall om natta", 60)
    challenges_actions.anchor_challenge(actor=actor, challenge=challenge, ask=ask, now=when)
    challenge.refresh_from_db()
    until = (when + KEPT).date()
    pieces = [
        hearings_actions.record_evidence(
            actor=actor, challenge=challenge, now=when + timedelta(hours=number + 1),
            shown=Shown(kind, title, until, text, who, side, group),
        )
        for number, (kind, title, text, who, side, group) in enumerate(HEARD)
    ]  # fmt: skip
    later = when + timedelta(hours=5)
    need, _new = insights_actions.write_need(actor=actor, challenge=challenge, parts=NEEDED, evidence=pieces, now=later)
    insights_actions.verify_need(actor=actor, need=need, now=later)
    challenge.refresh_from_db()
    said = needs_actions.word_problem(
        actor=actor, challenge=challenge, problem=PROBLEM, question=QUESTION, language="nn", needs=[need], now=later
    )
    needs_actions.choose_problem(actor=actor, statement=said, now=later)

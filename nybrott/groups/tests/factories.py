"""Statements that meet, for tests; made by the same actions people use where that does not take long."""

from datetime import timedelta

from django.utils import timezone

from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.groups import actions
from nybrott.groups.models import BuyersGroup, Match
from nybrott.groups.rules import GroupSaid, TextSaid
from nybrott.needs.actions import choose_problem
from nybrott.needs.models import Need, ProblemStatement
from nybrott.needs.states import NeedState
from nybrott.needs.tests.factories import a_statement
from nybrott.people.models import Network, Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_network, an_actor, an_organisation

NOW = (timezone.now() + timedelta(days=1)).replace(microsecond=0)
NIGHT = ("Eldre faller på vei til badet om natten", "Hvordan kan vi gjøre natten tryggere for dem som bor hjemme?", "Hjemmeboende eldre faller i mørket, og ingen merker det før morgenen.")  # fmt: skip
NATT = ("Gamle dett når dei skal på do om natta", "Korleis kan heimebuande eldre kome trygt til badet om natta?", "Heimetenesta finn eldre på badegolvet etter fall om natta.")  # fmt: skip


def a_verified_statement(
    place: Organisation, said: tuple[str, str, str] = NIGHT, *, state: str = NeedState.VERIFIED
) -> ProblemStatement:
    """A chosen problem statement that answers a need in this state."""
    title, question, problem = said
    lead, challenge = an_actor(place, "lead"), an_anchored_challenge(place, title)
    made = a_statement(challenge, lead, problem, question)
    need = Need.objects.create(
        organisation=place, challenge=challenge, who="Eldre", need="Hjelp", state=state, written_at=NOW, reason="Ikke nå" if state == NeedState.PARKED else "",
    )  # fmt: skip
    made.needs.add(need)
    choose_problem(actor=lead, statement=made, now=NOW)
    made.refresh_from_db()
    return made


def agreed(network: Network, *places: Organisation) -> None:
    """These have agreed to be compared in the network."""
    for place in places:
        actions.consent(actor=speaker(place), network=network, now=NOW)


def speaker(place: Organisation, role: str = "lead") -> Actor:
    """Somebody who speaks for an organisation, as they are now."""
    return an_actor(place, role)


def again(actor: Actor) -> Actor:
    """The same person, as they are now: networks come and go."""
    return actor_of(User.objects.get(pk=actor.user_id), Organisation.objects.get(pk=actor.organisation_id))


def a_match(place: Organisation, other: Organisation | None = None) -> Match:
    """A need this place has in common with a neighbour."""
    neighbour = other or an_organisation()
    network = a_network(place, neighbour)
    a_verified_statement(place)
    a_verified_statement(neighbour, NATT)
    agreed(network, place, neighbour)
    return Match.objects.get(network=network)


def a_group(place: Organisation, *, role: str = "lead", written: bool = True) -> BuyersGroup:
    """A group this place leads, or (`role` "asked") is asked into by a neighbour; another has said yes."""
    neighbour, third = an_organisation(), an_organisation()
    first, second = (place, neighbour) if role == "lead" else (neighbour, place)
    network = a_network(place, neighbour, third)
    lead = an_actor(first, "admin")
    group = actions.propose_group(
        actor=lead, network=network, said=GroupSaid("Tryggere netter", "Sammen"), members=[second, third], now=NOW
    )
    actions.answer_group(actor=an_actor(third, "admin"), group=group, accepts=True, now=NOW)
    if written:
        said = TextSaid("Trygge netter for alle.")
        actions.write_common_text(actor=lead, group=group, said=said, revision=0, now=NOW)
    group.refresh_from_db()
    return group

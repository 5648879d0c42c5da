"""Fjordvik kommune with its units and people in every role, two neighbours, and the network they are in. All invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils.text import slugify

from nybrott.core.actor import Actor, system
from nybrott.journal.actions import hold_letter
from nybrott.journal.models import Letter
from nybrott.networks.actions import found_network, invite_to_network, join_network
from nybrott.people.actions.invitations import (
    Link,
    Newcomer,
    accept_invitation,
    invite,
    join_with_new_account,
)
from nybrott.people.actions.organisations import describe_organisation, found_organisation
from nybrott.people.actions.units import make_unit
from nybrott.people.models import Invitation, Membership, Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES

SITE = "http://localhost:8000"


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation to found: name, number (from the range kept for invented ones), municipality number, people, colour."""

    name: str
    number: str
    municipality_number: str
    inhabitants: int
    accent: str
    domain: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to invite: name, roles, the unit's name (empty: none), and the language they read."""

    name: str
    roles: tuple[str, ...]
    unit: str = ""
    language: str = "nb"


FJORDVIK = Place("Fjordvik kommune", "310400009", "4698", 28_412, "sea", "fjordvik.example")
NEIGHBOURS = (
    Place("Bjørkelia kommune", "310400041", "4697", 9_876, "forest", "bjorkelia.example"),
    Place("Sundvåg kommune", "310400068", "4699", 41_230, "heather", "sundvag.example"),
)

# a tree: name → what is below it
TREE: dict[str, dict[str, dict[str, dict[str, object]]]] = {
    "Helse og velferd": {
        "Hjemmetjenesten": {"Nattpatruljen": {}, "Hjelpemiddellageret": {}},
        "Omsorgsboligene": {},
        "Legevakten": {},
    },
    "Oppvekst": {"Barnehagene": {}, "Grunnskolene": {}, "PP-tjenesten": {}},
    "Teknisk": {"Vei og park": {}, "Vann og avløp": {}, "Bygg og eiendom": {}},
    "Kultur og innbyggertorg": {},
    "Innkjøp og innovasjon": {},
}

ADMIN = Person("Asta Bruvoll", ("admin",), "Innkjøp og innovasjon")
PEOPLE = (
    Person("Ingvild Moe", ("lead",), "Innkjøp og innovasjon"),
    Person("Torstein Lie", ("mentor",), "Innkjøp og innovasjon", "nn"),
    Person("Amina Yusuf", ("mentor",), "Vann og avløp"),
    Person("Jorunn Haug", ("driver",), "Hjemmetjenesten"),
    Person("Mathias Sørli", ("driver",), "Grunnskolene"),
    Person("Sunniva Åsen", ("driver",), "Vei og park", "nn"),
    Person("Ragnhild Eide", ("owner",), "Hjemmetjenesten"),
    Person("Kristian Øverås", ("buyer",), "Innkjøp og innovasjon"),
    Person("Berit Solheim", ("leader",), "Hjemmetjenesten"),
    Person("Oddvar Nes", ("leader",), "Teknisk"),
    Person("Elin Tangen", ("evaluator",), "Innkjøp og innovasjon"),
    Person("Nora Vik", ("editor",), "Kultur og innbyggertorg"),
    Person("Per Arne Holm", ("coordinator",), "Innkjøp og innovasjon"),
    Person("Siri Dahl", ("observer",), ""),
    Person("Leif Strand", ("supplier",), ""),
    Person("Hjørdis Berge", ("contributor",), ""),
)
THEIR_ADMINS = (Person("Gunnar Fossum", ("admin", "lead")), Person("Ylva Myhre", ("admin", "buyer"), language="nn"))
WAITING = Person("Henrik Falk", ("driver",), "Legevakten")


def fill_people(now: datetime) -> Organisation:
    """Make the municipality, its neighbours and their network, once; gives the municipality."""
    there = Organisation.objects.filter(country="NO", number=FJORDVIK.number).first()
    if there is not None:
        return there
    with transaction.atomic():
        began = now - timedelta(days=84)
        fjordvik = _found(FJORDVIK, ADMIN, began)
        admin = _actor(ADMIN.name, fjordvik)
        units = _plant(admin, fjordvik, TREE, None, began + timedelta(hours=2))
        for number, person in enumerate(PEOPLE):
            _join(admin, fjordvik, person, units, began + timedelta(days=1 + number))
        others = [
            _found(place, who, began + timedelta(days=9)) for place, who in zip(NEIGHBOURS, THEIR_ADMINS, strict=True)
        ]
        # a mentor of the municipality helps a neighbour too, and may switch
        mentor = User.objects.get(name="Torstein Lie")
        _join_with_account(
            _actor("Gunnar Fossum", others[0]), others[0], mentor, ("mentor",), began + timedelta(days=30)
        )
        _network(admin, fjordvik, others, began + timedelta(days=12))
        _hold_one(fjordvik, units, now - timedelta(hours=3))
    return fjordvik


def join_all(fjordvik: Organisation, people: Sequence[Person], units: dict[str, Unit], when: datetime) -> None:
    """Invite more people, who all accept."""
    admin = _actor(ADMIN.name, fjordvik)
    for number, person in enumerate(people):
        _join(admin, fjordvik, person, units, when + timedelta(minutes=number))


def people_of_each_role(fjordvik: Organisation) -> list[tuple[str, User]]:
    """One person of each role, in the order of the table."""
    members = list(
        Membership.objects.filter(organisation=fjordvik, ended_at__isnull=True).select_related("user").order_by("pk")
    )
    return [
        (role, member.user)
        for role in ROLES
        for member in [next((one for one in members if one.roles == [role]), None)]
        if member
    ]


def _link() -> Link:
    token = token_urlsafe(32)
    return Link(sha256(token.encode()).hexdigest(), f"{SITE}/join/{token}/")


def _address(name: str, domain: str) -> str:
    first, *_middle, last = slugify(name.translate(str.maketrans("øåæØÅÆ", "oaaOAA"))).split("-")
    return f"{first}.{last}@{domain}"


def _actor(name: str, organisation: Organisation) -> Actor:
    return actor_of(User.objects.get(name=name), organisation)


def _found(place: Place, first: Person, when: datetime) -> Organisation:
    said = {
        "name": place.name,
        "country": "NO",
        "number": place.number,
        "kind": "municipality",
        "municipality_number": place.municipality_number,
    }
    made = found_organisation(
        actor=system("Demonstration"), said=said, first=Newcomer(_address(first.name, place.domain), first.name), link=_link(),
        language=first.language, now=when,
    )  # fmt: skip
    _accept(Invitation.objects.get(organisation=made), first, when + timedelta(hours=1))
    shown = {"accent": place.accent, "inhabitants": place.inhabitants, "inhabitants_on": date(when.year, 1, 1)}
    describe_organisation(actor=_actor(first.name, made), organisation=made, said=shown, now=when + timedelta(hours=1))
    return made


def _accept(invitation: Invitation, person: Person, when: datetime) -> None:
    # no password: in the demonstration one signs in by a link
    join_with_new_account(invitation=invitation, name=person.name, password=None, language=person.language, now=when)


def _plant(
    admin: Actor, organisation: Organisation, tree: object, parent: Unit | None, when: datetime
) -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    if isinstance(tree, dict):
        for name, below in tree.items():
            made[name] = make_unit(actor=admin, organisation=organisation, name=name, parent=parent, now=when)
            made |= _plant(admin, organisation, below, made[name], when)
    return made


def _join(admin: Actor, organisation: Organisation, person: Person, units: dict[str, Unit], when: datetime) -> None:
    invitation = invite(
        actor=admin, organisation=organisation, who=Newcomer(_address(person.name, FJORDVIK.domain), person.name), roles=person.roles,
        units=[units[person.unit]] if person.unit else [], link=_link(), language=person.language, now=when,
    )  # fmt: skip
    _accept(invitation, person, when + timedelta(hours=5))


def _join_with_account(
    admin: Actor, organisation: Organisation, user: User, roles: Sequence[str], when: datetime
) -> None:
    invitation = invite(
        actor=admin, organisation=organisation, who=Newcomer(user.email, user.name), roles=roles, units=[], link=_link(), language="nb", now=when
    )  # fmt: skip
    accept_invitation(user=user, invitation=invitation, now=when + timedelta(hours=5))


def _network(admin: Actor, fjordvik: Organisation, others: Sequence[Organisation], when: datetime) -> None:
    network = found_network(
        actor=admin, organisation=fjordvik, name="Kystnettverket", now=when,
        purpose="Tre kommuner som lærer av hverandre og kjøper nytt sammen.",
    )  # fmt: skip
    for other, who in zip(others, THEIR_ADMINS, strict=True):
        member = invite_to_network(
            actor=admin,
            network=network,
            organisation=other,
            answer_at=lambda _member: f"{SITE}/settings/networks/",
            now=when,
        )
        join_network(actor=_actor(who.name, other), member=member, now=when + timedelta(days=2))


def _hold_one(fjordvik: Organisation, units: dict[str, Unit], when: datetime) -> None:
    """The programme lead keeps an invitation back, to read it first."""
    invite(
        actor=_actor(ADMIN.name, fjordvik), organisation=fjordvik, who=Newcomer(_address(WAITING.name, FJORDVIK.domain), WAITING.name),
        roles=WAITING.roles, units=[units[WAITING.unit]], link=_link(), language=WAITING.language, now=when,
    )  # fmt: skip
    letter = Letter.objects.latest("pk")
    hold_letter(actor=_actor("Ingvild Moe", fjordvik), letter=letter, now=when + timedelta(minutes=5))

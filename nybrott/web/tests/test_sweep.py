"""Every address × every role × the own and another organisation's thing, generated from the URL configuration.

An address that is neither public nor spoken for in its room's `tests/sweep.py` fails: a view without a rule.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from zlib import crc32

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from nybrott.people.middleware import SEEN
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_user, an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs, nothing
from nybrott.programmes.tests.factories import a_package
from nybrott.web.public import PUBLIC

ROOMS = [config.name for config in apps.get_app_configs() if config.name.startswith("nybrott.")]


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The name of every address of the site."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}"


def gathered() -> dict[str, Case]:
    """What all rooms say of their addresses."""
    cases: dict[str, Case] = {}
    for room in ROOMS:
        if find_spec(f"{room}.tests") and find_spec(f"{room}.tests.sweep"):
            cases |= import_module(f"{room}.tests.sweep").SWEEP
    return cases


CLOSED = sorted(set(names(get_resolver().url_patterns)) - set(PUBLIC))
CASES = gathered()


def unspoken(closed: list[str], cases: dict[str, Case]) -> list[str]:
    return [name for name in closed if name not in cases]


def test_every_address_that_is_not_public_has_a_rule() -> None:
    assert unspoken(CLOSED, CASES) == []
    assert sorted(set(CASES) - set(CLOSED)) == [], "the sweep speaks of addresses that are public or gone"


def test_an_address_without_a_rule_is_seen() -> None:
    assert unspoken([*CLOSED, "needs:secret"], CASES) == ["needs:secret"]


def kinds_of_people(case: Case, name: str = "") -> list[str]:
    """One role of each kind: who has what the address asks for, who has not, who comes in for another reason. Which one goes
    round from address to address: every role meets a good part of them each time, and all of them in the soak."""
    kinds: dict[tuple[bool, bool], list[str]] = {}
    for word, role in ROLES.items():
        kinds.setdefault((case.permission in role.permissions, word in case.also), []).append(word)
    return [roles[crc32(name.encode()) % len(roles)] for roles in kinds.values()]


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done in here is undone after, so that the next one to ask meets the same."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, case: Case, address: str) -> HttpResponseBase:
    """What somebody meets at an address; whatever that changes is taken back."""
    with taken_back():
        answer = client.post(address) if case.post else client.get(address)
        if answer.streaming:
            list(answer.streaming_content)  # type: ignore[attr-defined]  # read to its end, so that its file is closed
        return answer


def is_anybodys(case: Case) -> bool:
    """Whether what is asked for does not hang on who asks: its maker leaves the person unused, and says so in the name."""
    _place, person = signature(case.thing).parameters
    return person.startswith("_")


def came_in(answer: HttpResponseBase) -> bool:
    return answer.status_code in (200, 204, 302, 303, 400, 422)


@dataclass(frozen=True)
class Place:
    """An organisation with somebody in each role, by their keys, and the sessions they are signed in with."""

    key: int
    members: dict[str, int]
    sessions: dict[str, str]

    def organisation(self) -> Organisation:
        return Organisation.objects.get(pk=self.key)

    def member(self, role: str) -> User:
        return User.objects.get(pk=self.members[role])

    def client(self, role: str) -> Client:
        return signed_in(self.sessions[role])


@dataclass(frozen=True)
class Places:
    """The own organisation, another, and the session of somebody who belongs to none."""

    own: Place
    other: Place
    stranger: str


def signed_in(session: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def a_place(name: str) -> Place:
    organisation = an_organisation(name)
    members = {role: a_member(organisation, role) for role in ROLES}
    a_package(actor_of(members["lead"], organisation), organisation)  # what most runs in here are of
    return Place(
        organisation.pk,
        {role: user.pk for role, user in members.items()},
        {role: session_of(user) for role, user in members.items()},
    )


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    session = client.session
    session[SEEN] = int(time.time())  # else each request would note anew that somebody is there, and have it taken back
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Places]:
    """All of them, made once: each test's own transaction lies within the one that is begun here."""
    with django_db_blocker.unblock(), taken_back():
        yield Places(a_place("Egen"), a_place("Annen"), session_of(a_user()))


@pytest.fixture
def places(made: Places, db: None) -> Places:
    return made


def nobody_else_comes_in(name: str, address: str, stranger: Client) -> None:
    """A visitor and somebody who belongs to no organisation stay outside."""
    case = CASES[name]
    answer = ask(Client(), case, address)
    outside = answer.status_code in (403, 404) or (
        answer.status_code in (302, 303) and "/account/login/" in answer.headers["Location"]
    )
    assert outside, f"a visitor meets {answer.status_code} at {name}"
    if not case.anyone:
        answer = ask(stranger, case, address)
        assert answer.status_code in (403, 404), f"who belongs nowhere meets {answer.status_code} at {name}"


def is_somebodys(name: str) -> bool:
    """Whether the address names a thing that only its own organisation may see."""
    return CASES[name].thing is not nothing and not CASES[name].shared


def nobody_elsewhere_comes_in(name: str, address: str, other: Place, roles: Iterable[str]) -> None:
    """For another organisation the thing is not there."""
    for role in roles:
        answer = ask(other.client(role), CASES[name], address)
        assert answer.status_code == 404, f"{role} meets {answer.status_code} at another's {name}"


def who_comes_in(
    name: str, places: Places, roles: Iterable[str], elsewhere: Iterable[str], made: dict[str, Kwargs]
) -> None:
    """`made` holds what was made for others of the same thing: whoever asked took back what that changed."""
    case, place, outside = CASES[name], places.own, False
    for role in roles:
        for_whom = "" if is_anybodys(case) else role
        if for_whom not in made:
            made[for_whom] = dict(case.thing(place.organisation(), place.member(role)))
        address = reverse(name, kwargs=case.values(made[for_whom]))
        if not outside:
            outside = True
            nobody_else_comes_in(name, address, signed_in(places.stranger))
            if is_somebodys(name):
                nobody_elsewhere_comes_in(name, address, places.other, elsewhere)
        somebody_comes_in(name, address, place, role)


def somebody_comes_in(name: str, address: str, place: Place, role: str) -> None:
    """One of the organisation meets what its role may."""
    case = CASES[name]
    answer = ask(place.client(role), case, address)
    allowed = case.permission in ROLES[role].permissions or role in case.also
    if (
        role == "supplier" and not allowed
    ):  # of what hangs on a challenge it sees nothing, of the rest what everyone sees
        outside = answer.status_code in (403, 404)
        assert outside or (not case.permission and came_in(answer)), f"{role} meets {answer.status_code} at {name}"
    elif not case.permission or allowed:
        assert came_in(answer), f"{role} meets {answer.status_code} at {name}"
    else:
        assert answer.status_code == case.denied, f"{role} meets {answer.status_code} at {name}"


def able(name: str) -> list[str]:
    """One who may do it with the own ones: that is who would come in from elsewhere if the organisation were not asked about."""
    case = CASES[name]
    may = [role for role in ROLES if not case.permission or case.permission in ROLES[role].permissions]
    return may[:1] or kinds_of_people(case, name)[:1]


def test_every_role_goes_round() -> None:
    met = {role: sum(role in kinds_of_people(CASES[name], name) for name in CLOSED if name in CASES) for role in ROLES}
    assert min(met.values()) > len(CASES) / 20, met


def of_the_same_thing() -> list[list[str]]:
    """The addresses that name the same thing, together: it is made once for all of them."""
    found: dict[object, list[str]] = {}
    for name in CLOSED:
        if name in CASES:
            thing = CASES[name].thing
            found.setdefault(name if thing is nothing else thing, []).append(name)
    return list(found.values())


TOGETHER = of_the_same_thing()


def test_every_address_is_asked() -> None:
    asked = [name for names in TOGETHER for name in names]
    assert sorted(asked) == CLOSED
    assert len(TOGETHER) < len(asked)


@pytest.mark.parametrize("names", TOGETHER, ids=" ".join)
def test_who_comes_in(names: list[str], places: Places, subtests: pytest.Subtests) -> None:
    made: dict[str, Kwargs] = {}
    for name in names:
        with subtests.test(name):
            who_comes_in(name, places, kinds_of_people(CASES[name], name), able(name), made)


@pytest.mark.soak
@pytest.mark.parametrize("name", [name for name in CLOSED if name in CASES])
def test_who_comes_in_of_everybody(name: str, places: Places) -> None:
    who_comes_in(name, places, ROLES, kinds_of_people(CASES[name]), {})


def test_most_things_are_only_their_own_organisations() -> None:
    assert sum(is_somebodys(name) for name in CLOSED if name in CASES) > len(CASES) / 2

"""Every address × every role × the own and another organisation's thing, generated from the URL configuration.

An address that is neither public nor spoken for in its room's `tests/sweep.py` fails: a view without a rule.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from inspect import signature

import pytest
from django.apps import apps
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nybrott.people.models import Organisation, User
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_user, an_organisation
from nybrott.people.tests.sweeping import Case, nothing
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


def kinds_of_people(case: Case) -> list[str]:
    """One role of each kind: who has what the address asks for, who has not, who comes in for another reason."""
    return list(
        {(case.permission in role.permissions, word in case.also): word for word, role in ROLES.items()}.values()
    )


def ask(client: Client, case: Case, address: str) -> HttpResponseBase:
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


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def places(db: None) -> tuple[Organisation, Organisation]:
    """The own organisation and another."""
    return an_organisation("Egen"), an_organisation("Annen")


@pytest.mark.parametrize("name", [name for name in CLOSED if name in CASES])
def test_who_comes_in(name: str, places: tuple[Organisation, Organisation]) -> None:
    case = CASES[name]
    own, _other = places
    untouched = ""
    for role, said in ROLES.items():
        user = a_member(own, role)
        client = signed_in(user)
        lets_in = not case.permission or case.permission in said.permissions or role in case.also
        if untouched and is_anybodys(case) and not (case.post and lets_in):
            address = untouched  # nothing was changed: it was looked at, or asked for in vain
        else:
            address = reverse(name, kwargs=dict(case.thing(own, user)))
            untouched = "" if case.post and lets_in else address
        answer = ask(client, case, address)
        if lets_in:
            assert came_in(answer), f"{role} meets {answer.status_code} at {name}"
        else:
            assert answer.status_code == case.denied, f"{role} meets {answer.status_code} at {name}"


@pytest.mark.parametrize("name", [name for name in CLOSED if name in CASES and CASES[name].thing is not nothing])
def test_another_organisations_thing_is_not_there(name: str, places: tuple[Organisation, Organisation]) -> None:
    case = CASES[name]
    if case.shared:
        return
    own, other = places
    for role in kinds_of_people(case):
        theirs = a_member(other, role)
        answer = ask(signed_in(a_member(own, role)), case, reverse(name, kwargs=dict(case.thing(other, theirs))))
        assert answer.status_code == 404, f"{role} meets {answer.status_code} at another's {name}"


@pytest.mark.parametrize("name", [name for name in CLOSED if name in CASES])
def test_visitors_and_those_who_belong_nowhere_stay_outside(
    name: str, places: tuple[Organisation, Organisation]
) -> None:
    case = CASES[name]
    own, _other = places
    address = reverse(name, kwargs=dict(case.thing(own, a_member(own, "admin"))))
    answer = ask(Client(), case, address)
    outside = answer.status_code in (403, 404) or (
        answer.status_code in (302, 303) and "/account/login/" in answer.headers["Location"]
    )
    assert outside, f"a visitor meets {answer.status_code} at {name}"
    stranger = ask(signed_in(a_user()), case, address)
    if not case.anyone:
        assert stranger.status_code in (403, 404), f"who belongs nowhere meets {stranger.status_code} at {name}"

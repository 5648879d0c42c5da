"""Who comes in where: threads. That of a challenge is among the public pages; its own tests say who sees what of it."""

from collections.abc import Callable

from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.threads.tests.factories import KINDS, all_the_way


def one_of(kind: str) -> Callable[[Organisation, User], Kwargs]:
    def made(place: Organisation, _user: User) -> Kwargs:
        return {"pk": all_the_way(place, an_actor(place, "lead"))[kind]}

    return made


def a_need_of(place: Organisation, user: User) -> Kwargs:
    return {"kind": "need", **one_of("need")(place, user)}


SWEEP = {
    **{f"threads:{kind}": Case(thing=one_of(kind)) for kind in KINDS if kind not in ("challenge", "group", "case")},
    "threads:group": Case("members.read", one_of("group"), denied=404),
    "threads:case": Case("members.read", one_of("case"), denied=404),
    "threads:short": Case(thing=a_need_of),
}

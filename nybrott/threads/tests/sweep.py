"""Who comes in where: threads. That of a challenge is among the public pages; its own tests say who sees what of it."""

from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.threads.tests.factories import KINDS, all_the_way


def one_of_each(place: Organisation, _user: User) -> Kwargs:
    """One of each kind on one thread: it is made once for the addresses of all of them."""
    made = all_the_way(place, an_actor(place, "lead"))
    return {kind: {"pk": pk} for kind, pk in made.items()} | {"short": {"kind": "need", "pk": made["need"]}}


SWEEP = {
    **{
        f"threads:{kind}": Case(thing=one_of_each, of=kind)
        for kind in (*KINDS, "short")
        if kind not in ("challenge", "group", "case")
    },
    "threads:group": Case("members.read", one_of_each, of="group", denied=404),
    "threads:case": Case("members.read", one_of_each, of="case", denied=404),
}

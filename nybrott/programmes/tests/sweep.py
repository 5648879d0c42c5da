"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.core.methods import catalogue
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.programmes import actions
from nybrott.programmes.tests.factories import a_copy, a_package, a_programme, an_adapted_card, an_own_card


def of_ours(place: Organisation, _user: User) -> Kwargs:
    """A card the organisation wrote itself."""
    return {"slug": an_own_card(an_actor(place, "lead"), place).slug}


def as_a_file(place: Organisation, user: User) -> Kwargs:
    return {**of_ours(place, user), "kind": "md"}


def untouched(place: Organisation, _user: User) -> Kwargs:
    """A card of the catalogue that the organisation has not adapted."""
    return {"slug": next(one for one in catalogue() if not place.method_cards.filter(slug=one).exists())}


def adapted(place: Organisation, user: User) -> Kwargs:
    """A card only this organisation has adapted."""
    return {"slug": an_adapted_card(an_actor(place, "lead"), place, str(untouched(place, user)["slug"])).slug}


def put_away(place: Organisation, _user: User) -> Kwargs:
    made = an_own_card(an_actor(place, "lead"), place)
    return {"slug": actions.put_away_card(actor=an_actor(place, "lead"), card=made, now=timezone.now()).slug}


def a_programme_of(place: Organisation, _user: User) -> Kwargs:
    return {"slug": a_programme(an_actor(place, "lead"), place).slug}


def a_copy_of(place: Organisation, _user: User) -> Kwargs:
    return {"slug": a_copy(an_actor(place, "lead"), place).slug}


def a_section(place: Organisation, user: User) -> Kwargs:
    return {**a_programme_of(place, user), "section": "roles"}


def a_thing(place: Organisation, user: User) -> Kwargs:
    return {**a_section(place, user), "id": "driver"}


def for_others_to_take(place: Organisation, _user: User) -> Kwargs:
    """A version somebody else has opened to everyone."""
    other = an_organisation()
    return {"pk": a_package(an_actor(other, "lead"), other, "open").pk}


CATALOGUE = "cards that come with Nybrott are on every organisation's shelf"
SWEEP: dict[str, Case] = {
    "programmes:cards": Case(),
    "programmes:card": Case(thing=of_ours),
    "programmes:card_document": Case(thing=as_a_file),
    "programmes:card_new": Case("programmes.manage"),
    "programmes:card_adapt": Case("programmes.manage", untouched, post=True, shared=CATALOGUE),
    "programmes:card_change": Case("programmes.manage", of_ours),
    "programmes:card_difference": Case(thing=adapted),
    "programmes:card_news": Case("programmes.manage", adapted),
    "programmes:card_put_away": Case("programmes.manage", of_ours, post=True),
    "programmes:card_take_out": Case("programmes.manage", put_away, post=True),
    "programmes:programme_new": Case("programmes.manage"),
    "programmes:bring_in": Case("programmes.manage"),
    "programmes:take_over_shipped": Case(
        "programmes.manage",
        lambda _place, _user: {"slug": "internal-driver-programme"},
        post=True,
        shared="comes with Nybrott",
    ),
    "programmes:take_over": Case("programmes.manage", for_others_to_take, post=True, shared="open to everyone"),
    "programmes:programme": Case(thing=a_programme_of),
    "programmes:programme_about": Case("programmes.manage", a_programme_of),
    "programmes:programme_card": Case("programmes.manage", a_programme_of),
    "programmes:programme_difference": Case(thing=a_copy_of),
    "programmes:programme_news": Case("programmes.manage", a_copy_of),
    "programmes:programme_release": Case("programmes.manage", a_programme_of),
    "programmes:programme_reach": Case("programmes.manage", a_programme_of),
    "programmes:programme_thing_new": Case("programmes.manage", a_section),
    "programmes:programme_thing": Case("programmes.manage", a_thing),
    "programmes:programme_move": Case("programmes.manage", a_thing, post=True),
    "programmes:programme_remove": Case("programmes.manage", a_thing, post=True),
}

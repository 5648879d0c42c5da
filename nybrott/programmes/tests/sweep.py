"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.core.methods import catalogue
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.programmes import actions
from nybrott.programmes.tests.factories import an_adapted_card, an_own_card


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
}  # fmt: skip

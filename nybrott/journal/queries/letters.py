"""Letters to read: counted by state, one page at a time, and what people chose."""

from dataclasses import dataclass

from django.db.models import Count

from nybrott.core.actor import Actor
from nybrott.journal.models import Letter, LetterChoice, LetterQuerySet, ReadFirst
from nybrott.journal.queries.saying import letter_kinds
from nybrott.journal.states import Pace

LETTERS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Some letters, newest first: page `number` of `pages`, `total` in all."""

    letters: list[Letter]
    number: int
    pages: int
    total: int


def outbox(actor: Actor, state: str = "") -> LetterQuerySet:
    """The letters of the outbox in one state (any when empty; "unsure": nobody knows whether they went), newest first."""
    letters = Letter.objects.in_outbox_of(actor).order_by("-id")
    if state == "unsure":
        return letters.unsure()
    return letters.filter(state=state) if state else letters


def mine(actor: Actor) -> LetterQuerySet:
    """What was written to oneself, newest first."""
    if actor.user_id is None:
        return Letter.objects.none()
    return Letter.objects.filter(to_user_id=actor.user_id).order_by("-id")


def letter_page(letters: LetterQuerySet, number: int) -> LetterPage:
    """One page, in two queries; a page that is not there is the last."""
    total = letters.count()
    pages = max(1, -(-total // LETTERS_ON_A_PAGE))
    number = max(1, min(number, pages))
    first = (number - 1) * LETTERS_ON_A_PAGE
    return LetterPage(list(letters[first : first + LETTERS_ON_A_PAGE]), number, pages, total)


def counts_by_state(actor: Actor) -> dict[str, int]:
    """How many letters of the outbox are in each state, and how many are "unsure"."""
    counted = Letter.objects.in_outbox_of(actor).order_by().values_list("state").annotate(Count("pk"))
    return dict(counted) | {"unsure": Letter.objects.in_outbox_of(actor).unsure().count()}


def gatherable(kind: str) -> bool:
    """Whether people may choose how often they want letters of a kind."""
    known = letter_kinds().get(kind)
    return bool(known and not known.at_once)


def readable_kinds() -> list[str]:
    """The kinds an organisation may want to read before they go."""
    return [kind for kind, said in letter_kinds().items() if said.readable and not kind.startswith("journal.")]


def read_first(organisation_id: int | None) -> set[str]:
    """The kinds an organisation reads before they go."""
    if organisation_id is None:
        return set()
    return set(ReadFirst.objects.filter(organisation_id=organisation_id).values_list("kind", flat=True))


def paces(user_id: int) -> dict[str, str]:
    """What a person chose: kind → pace."""
    return dict(LetterChoice.objects.filter(user_id=user_id).values_list("kind", "pace"))


def paces_of(user_ids: set[int], kinds: set[str]) -> dict[tuple[int, str], Pace]:
    """What these people chose for these kinds."""
    found = LetterChoice.objects.filter(user_id__in=user_ids, kind__in=kinds).values_list("user_id", "kind", "pace")
    return {(user, kind): Pace(pace) for user, kind, pace in found}

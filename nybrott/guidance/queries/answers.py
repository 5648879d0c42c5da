"""Where the two of a pair say yes or no: the room above that asks them says it when it starts."""

from django.urls import reverse

from nybrott.guidance.models import Pairing

_ANSWERS: list[str] = []


def add_answer(address: str) -> None:
    """The address where a pair is answered, and where it says why the two. It takes the pair's key."""
    if address not in _ANSWERS:
        _ANSWERS.append(address)


def answer_url(pairing: Pairing) -> str:
    """Where this pair is answered; nothing when no room asks."""
    return reverse(_ANSWERS[0], args=[pairing.pk]) if _ANSWERS else ""

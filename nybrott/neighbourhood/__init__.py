"""The demonstration of what organisations learn from each other: Fjordvik and its neighbours, made by the same actions people use.

Promises: everything is made by actions, and after all of `demonstration` is there; what is filled once is left as it is; everything
is invented.
Holds: a file for each room that organisations meet in, with one function that fills it.
Does not: write a row by hand, or know anything a person could not have typed.
"""

from collections.abc import Callable
from datetime import datetime

from nybrott.neighbourhood.adoptions import fill_adoptions
from nybrott.neighbourhood.cases import fill_cases
from nybrott.neighbourhood.contacts import fill_contacts
from nybrott.neighbourhood.groups import fill_groups
from nybrott.neighbourhood.leaders import fill_leaders
from nybrott.neighbourhood.partnerships import fill_partnerships
from nybrott.neighbourhood.peerreviews import fill_peerreviews
from nybrott.people.models import Organisation

__all__ = ["fill_neighbourhood"]

PARTS: tuple[Callable[[Organisation, datetime], None], ...] = (
    fill_cases,
    fill_contacts,
    fill_groups,
    fill_peerreviews,
    fill_adoptions,
    fill_partnerships,
    fill_leaders,
)


def fill_neighbourhood(fjordvik: Organisation, now: datetime) -> None:
    """Fill what is not filled yet, in the order things happened."""
    for part in PARTS:
        part(fjordvik, now)

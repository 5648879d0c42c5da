"""Questions about adoptions, and what can be made of the case behind one."""

from nybrott.adoptions.queries.adoptions import (
    Compared,
    Reuse,
    compared,
    crumbs,
    differing,
    followed,
    latest_of,
    lineage,
    link_of,
    networks_for,
    newer,
    next_step,
    of_case,
    of_ours,
    opened,
    ours,
    owners_for,
    readable,
    reuse_between,
    reuse_in_year,
    reuse_of,
    to_offer,
    waiting_for,
    with_results,
)
from nybrott.adoptions.queries.drafting import Plan, card_with_mark, dialogue_plan, request_text, story
from nybrott.adoptions.queries.making import (
    Offer,
    OfferedCard,
    cards_of,
    left_to_copy,
    offers,
    request_address,
)
from nybrott.adoptions.queries.trails import adoption_stop, taken_elsewhere, taken_for

__all__ = [
    "Compared", "Offer", "OfferedCard", "Plan", "Reuse", "adoption_stop", "card_with_mark", "cards_of", "compared", "crumbs", "dialogue_plan", "differing", "followed", "latest_of", "left_to_copy", "lineage", "link_of", "networks_for", "newer", "next_step",
    "of_case", "of_ours", "offers", "opened", "ours", "owners_for", "readable", "request_address", "request_text", "reuse_between", "reuse_in_year", "reuse_of", "story", "taken_elsewhere", "taken_for", "to_offer", "waiting_for", "with_results",
]  # fmt: skip

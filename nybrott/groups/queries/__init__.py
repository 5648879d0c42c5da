"""Same needs and buyers' groups as pages find them."""

from nybrott.groups.queries.groups import (
    HUNDRED,
    Beside,
    Part,
    Shared,
    Together,
    asked_and_in,
    asked_outside,
    crumbs,
    dialogues_of,
    groups_in,
    groups_of,
    in_network,
    is_approved,
    lead_is_inside,
    left_network_at,
    members_count,
    members_ever,
    of_leaving,
    of_place,
    part_of,
    shared,
    those_to_ask,
    together,
    told_to_all,
    waiting_for,
)
from nybrott.groups.queries.own import bought_together, founding_statements, group_trail, needs_at_yes, own_needs
from nybrott.groups.queries.sameness import (
    Met,
    compared_texts,
    consent_of,
    likenesses,
    met,
    networks_here,
    people_who_speak,
    reader_version,
    role_who_speaks,
)

__all__ = [
    "HUNDRED", "Beside", "Met", "Part", "Shared", "Together", "asked_and_in", "asked_outside", "bought_together", "compared_texts", "consent_of", "crumbs", "dialogues_of", "founding_statements", "group_trail", "groups_in", "groups_of", "in_network", "is_approved",
    "lead_is_inside", "left_network_at", "likenesses", "members_count", "members_ever", "met", "needs_at_yes", "networks_here", "of_leaving", "of_place", "own_needs", "part_of", "people_who_speak", "reader_version",
    "role_who_speaks", "shared", "those_to_ask", "together", "told_to_all", "waiting_for",
]  # fmt: skip

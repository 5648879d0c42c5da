"""Questions about cases, and what rooms above hang on them."""

from nybrott.cases.queries.about import is_ready_to_tell, said_of_run, stop_of, stops_of, told_of, told_on
from nybrott.cases.queries.cases import (
    Told,
    address_of,
    crumbs,
    digest_of,
    in_short,
    networks_for,
    open_cases,
    own_cases,
    published,
    tellers,
    themes,
    told,
    waiting_for,
    with_versions,
)
from nybrott.cases.queries.facts import FactsTold, facts_of, facts_told
from nybrott.cases.queries.hung import add_link, add_part, links, parts
from nybrott.cases.queries.likeness import Found, alike, packed
from nybrott.cases.queries.meant import Question, Spot, marked, on_the_trail, questions, spots_of
from nybrott.cases.queries.methods import card_content, card_name, cards_to_name, methods_of
from nybrott.cases.queries.names import NAMED_IN, Names, hash_of, named_at, names_of, taken_out, token_of, working
from nybrott.cases.queries.opened import facts_given, open_state, opened, opened_at
from nybrott.cases.queries.places import Place, add_place, exchange_crumbs, places
from nybrott.cases.queries.steps import next_step
from nybrott.cases.queries.versions import PartChange, compared, fact_lines, versions_of

__all__ = [
    "NAMED_IN", "FactsTold", "Found", "Names", "PartChange", "Place", "Question", "Spot", "Told", "add_link", "add_part", "add_place", "address_of", "alike", "card_content", "card_name", "cards_to_name", "compared", "crumbs", "digest_of", "exchange_crumbs", "fact_lines", "facts_given", "facts_of", "facts_told", "hash_of", "in_short", "is_ready_to_tell", "links", "marked", "methods_of", "named_at", "names_of",
    "networks_for", "next_step", "on_the_trail", "open_cases", "open_state", "opened", "opened_at", "own_cases", "packed", "parts", "places", "published", "questions", "said_of_run", "spots_of", "stop_of", "stops_of", "taken_out", "tellers", "themes", "token_of", "told", "told_of", "told_on", "versions_of", "waiting_for",
    "with_versions", "working",
]  # fmt: skip

"""What is read of surveys; split by noun."""

from nybrott.evaluations.queries.instruments import (
    Asked,
    asked_of,
    editions_of,
    kinds,
    own_instruments,
    shipped_instruments,
)
from nybrott.evaluations.queries.official import MOST_OTHERS, comparable, official_others, official_series
from nybrott.evaluations.queries.results import Told, codebook, country_of, country_said, results_of
from nybrott.evaluations.queries.tables import (
    label_of,
    make_tables,
    may_group,
    paired,
    proposed_tables,
    table_choices,
    wrong_tables,
)
from nybrott.evaluations.queries.waves import (
    Person,
    due_to_open,
    due_to_remind,
    earlier_of,
    overdue,
    people_of,
    rate,
    recipient_behind,
    waves,
    waves_about,
)
from nybrott.evaluations.queries.words import AUDIENCE_NAMES, KIND_NAMES, LANGUAGE_NAMES, time_in_words

__all__ = [
    "AUDIENCE_NAMES", "KIND_NAMES", "LANGUAGE_NAMES", "MOST_OTHERS", "Asked", "Person", "Told", "asked_of", "codebook", "comparable", "country_of", "country_said", "due_to_open", "due_to_remind",
    "earlier_of", "editions_of", "kinds", "label_of", "make_tables", "may_group", "official_others", "official_series", "overdue", "own_instruments", "paired", "people_of", "proposed_tables",
    "rate", "recipient_behind", "results_of", "shipped_instruments", "table_choices", "time_in_words", "waves", "waves_about", "wrong_tables",
]  # fmt: skip

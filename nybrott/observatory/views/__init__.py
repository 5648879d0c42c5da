"""The pages of the observatory, in the order a reader meets them."""

from nybrott.observatory.views.agreement import agreement
from nybrott.observatory.views.candidates import candidates
from nybrott.observatory.views.comparison import comparison, comparison_group, comparison_import
from nybrott.observatory.views.definitions import definition, definitions, signals
from nybrott.observatory.views.downloads import data, open_data
from nybrott.observatory.views.notices import notice, notices
from nybrott.observatory.views.organisations import organisation, organisations
from nybrott.observatory.views.overview import overview
from nybrott.observatory.views.procurements import procurements
from nybrott.observatory.views.reviewing import my_judgements, review, review_one
from nybrott.observatory.views.search import search

__all__ = [
    "agreement",
    "candidates",
    "comparison",
    "comparison_group",
    "comparison_import",
    "data",
    "definition",
    "definitions",
    "my_judgements",
    "notice",
    "notices",
    "open_data",
    "organisation",
    "organisations",
    "overview",
    "procurements",
    "review",
    "review_one",
    "search",
    "signals",
]

"""The pages of the observatory, in the order a reader meets them."""

from nybrott.observatory.views.definitions import definition, definitions, signals
from nybrott.observatory.views.notices import notice, notices
from nybrott.observatory.views.organisations import organisation, organisations
from nybrott.observatory.views.overview import overview

__all__ = ["definition", "definitions", "notice", "notices", "organisation", "organisations", "overview", "signals"]

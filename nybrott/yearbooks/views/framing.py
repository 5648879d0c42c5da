"""Who asks, for which organisation, and what every page of a report has around it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.people.models import Organisation
from nybrott.people.rules import works_here
from nybrott.procurements import queries as procurements
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.yearbooks import rules

HERE = "yearbooks:yearbooks"
LANGUAGES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}  # each in its own words


def own(request: HttpRequest) -> tuple[Actor, Organisation]:
    """Who asks, and their organisation; 403 for guests."""
    actor = who(request)
    insist(works_here(actor))
    return actor, get_object_or_404(Organisation, pk=actor.organisation_id)


def a_year(year: int, today: date) -> int:
    """The year; 404 for one there can be no report of."""
    if not rules.is_a_year(year, today):
        raise Http404
    return year


def around(*more: Link | str) -> dict[str, Any]:
    """The way, and the places beside the portfolio."""
    name = _("Yearly report")
    way = (Link(name, reverse(HERE)), *more) if more else (name,)
    return {"places": procurements.places(HERE), "breadcrumbs": procurements.crumbs(None, *way)}

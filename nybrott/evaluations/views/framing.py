"""What every page of surveys needs: the way to it, the language it is read in, the thing it is about."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.evaluations.models import Instrument, Wave
from nybrott.people.models import Organisation
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def language() -> str:
    """The language of the page, as instruments name it."""
    found = (get_language() or "nb")[:2]
    return found if found in ("nb", "nn", "en") else "nb"


def here(request: HttpRequest) -> Organisation:
    """The organisation the reader acts for."""
    actor = who(request)
    return get_object_or_404(Organisation.objects.visible_to(actor), pk=actor.organisation_id)


def wave_of(request: HttpRequest, pk: int) -> tuple[Actor, Wave]:
    """Who asks, and a wave of their organisation."""
    actor = who(request)
    found = Wave.objects.visible_to(actor).select_related("edition__instrument", "series", "organisation", "made_by")
    return actor, get_object_or_404(found, pk=pk)


def instrument_of(request: HttpRequest, slug: str) -> tuple[Actor, Instrument]:
    """Who asks, and an instrument of their organisation."""
    actor = who(request)
    return actor, get_object_or_404(Instrument.objects.visible_to(actor), slug=slug)


def way_to(*more: Link) -> tuple[Link, ...]:
    """The way to a page of surveys."""
    return (Link(_("Surveys"), reverse("evaluations:waves")), *more)


def way_to_wave(wave: Wave, *more: str) -> tuple[Link, ...]:
    """The way to a page of a wave."""
    address = reverse("evaluations:wave", args=[wave.pk]) if more else ""
    return way_to(Link(wave.title, address), *(Link(one) for one in more))


def way_to_instrument(one: Instrument, *more: str) -> tuple[Link, ...]:
    """The way to a page of an instrument."""
    latest = one.latest
    name = in_language(latest.content["name"], language()) if latest else one.slug
    address = reverse("evaluations:instrument", args=[one.slug]) if more else ""
    library = Link(_("Questions to ask"), reverse("evaluations:instruments"))
    return way_to(library, Link(name, address), *(Link(each) for each in more))


def tabs(wave: Wave, current: str) -> list[Link]:
    """The parts of a wave."""
    parts = [
        ("evaluations:wave", _("The wave")), ("evaluations:people", _("Who is asked")), ("evaluations:tables", _("Tables")),
        ("evaluations:results", _("Results")),
    ]  # fmt: skip
    return [Link(label, reverse(name, args=[wave.pk]), current=name == current) for name, label in parts]

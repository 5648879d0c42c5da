"""Pages the search finds besides things: the menu's words, settings, help, and the method cards that come with Nybrott."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.methods import catalogue
from nybrott.search.queries import Page
from nybrott.web.help import chapters
from nybrott.web.menu import MENU, MINE, SETTINGS


def own_pages(actor: Actor) -> Iterator[Page]:
    """Those a reader may open, in their language."""
    inside = actor.organisation_id is not None
    for entry in MENU:
        name = entry.inside if inside and entry.inside else entry.name
        if inside or entry.name != "procurements:portfolio":
            yield Page(str(entry.label), reverse(name))
    if not inside:
        return
    for entry in MINE:
        yield Page(str(entry.label), reverse(entry.name))
    for place in SETTINGS:
        if not place.permission or actor.may(place.permission):
            yield Page(str(place.label), reverse(place.name))
    for chapter in chapters():
        title, told = chapter.said()
        yield Page(_("Help: %(title)s") % {"title": title}, f"{reverse('web:help')}#{chapter.id}", told)
    language = (get_language() or "nb")[:2]
    for card in catalogue().values():
        _written, text = card.text(language)
        yield Page(text.name, reverse("programmes:card", args=[card.id]), text.what)

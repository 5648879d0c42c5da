"""Pages the search finds besides things: the menu's words, settings, help, and the method cards that come with Nybrott."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.methods import catalogue
from nybrott.search.queries import Page
from nybrott.ui.formats import language
from nybrott.web.help import chapters
from nybrott.web.menu import MENU, MINE, SETTINGS


def own_pages(actor: Actor) -> tuple[Page, ...]:
    """Those a reader may open, in their language."""
    opened = frozenset(place.name for place in SETTINGS if not place.permission or actor.may(place.permission))
    return _pages(language(), actor.organisation_id is not None, opened)


@lru_cache(maxsize=64)  # a few roles in three languages
def _pages(code: str, inside: bool, opened: frozenset[str]) -> tuple[Page, ...]:
    shown = [one for one in MENU if inside or one.name != "procurements:portfolio"]
    found = [Page(str(one.label), reverse((inside and one.inside) or one.name)) for one in shown]
    if inside:
        found += [Page(str(one.label), reverse(one.name)) for one in MINE]
        found += [Page(str(one.label), reverse(one.name)) for one in SETTINGS if one.name in opened]
        for chapter in chapters():
            title, told = chapter.said()
            found.append(Page(_("Help: %(title)s") % {"title": title}, f"{reverse('web:help')}#{chapter.id}", told))
        for card in catalogue().values():
            text = card.text(code)[1]
            found.append(Page(text.name, reverse("programmes:card", args=[card.id]), text.what))
    return tuple(found)

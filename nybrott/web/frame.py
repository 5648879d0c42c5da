"""What the page frame shows on every page: menu, languages, foot."""

from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.demonstration import shows_samples
from nybrott.people.models import Organisation
from nybrott.people.queries import Standing
from nybrott.threads.queries import threads_of
from nybrott.ui.asking import who
from nybrott.ui.frame import ACCENTS, Accent, Choice, Frame, Help, Language, Link, Me
from nybrott.web.help import chapter_of
from nybrott.web.menu import FOOTER, MENU, MINE, SETTINGS, Entry

place_of = lru_cache(maxsize=256)(reverse)  # the same on every page, and some sixty of them
OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


def frame(request: HttpRequest) -> dict[str, object]:
    """The context processor: the variables `frame` and, in the demonstration, `demonstration_url` of every template."""
    here = request.get_full_path()
    back = urlencode({"next": here})
    standing = _standing(request)
    organisation = standing.organisation if standing else None
    thread, short = threads_of(request.resolver_match) if organisation else ("", "")
    return {
        "demonstration_url": place_of("demonstration") if settings.DEMONSTRATION else "",
        "frame": Frame(
            organisation=organisation.name if organisation else "",
            accent=_accent(organisation),
            home_url=place_of("front"),
            search_url=place_of("search:search"),
            suggest_url=place_of("search:suggest"),
            notice=_("The notices here are samples written for this demonstration. Nothing in them is real.")
            if shows_samples()
            else "",
            settings=_settings(who(request), request.path),
            menu=tuple(_link(entry, request.path, inside=organisation is not None) for entry in MENU),
            footer=tuple(_link(entry, request.path) for entry in FOOTER),
            languages=tuple(
                Language(code, OWN_NAMES[code], f"{place_of('language', args=(code,))}?{back}", code == get_language())
                for code, _label in settings.LANGUAGES
            ),
            me=_me(request, standing) if standing else None,
            enter=None if standing else _enter(here),
            help=_help(request) if organisation else None,
            thread=thread,
            short_thread=short,
        ),
    }


def _link(entry: Entry, path: str, *, inside: bool = False) -> Link:
    places = [place_of(name) for name in ((entry.inside, entry.name) if inside and entry.inside else (entry.name,))]
    return Link(str(entry.label), places[0], current=path.startswith(tuple(places)))


def _settings(actor: Actor, path: str) -> tuple[Link, ...]:
    """The places of the settings that somebody may see; the one whose address begins this page's is the current one."""
    places = [
        (place, place_of(place.name))
        for place in SETTINGS
        if (actor.may(place.permission) if place.permission else actor.organisation_id is not None)
    ]
    here = max((url for _place, url in places if path.startswith(url)), key=len, default="")
    return tuple(Link(str(place.label), url, current=url == here) for place, url in places)


def _help(request: HttpRequest) -> Help | None:
    """What stands beside a page inside; public pages say themselves what they are."""
    match = request.resolver_match
    chapter = chapter_of(match.view_name) if match else None
    if chapter is None or (match and match.view_name == "web:help"):
        return None
    title, text = chapter.said()
    return Help(title, text, f"{place_of('web:help')}#{chapter.id}")


def _standing(request: HttpRequest) -> Standing | None:
    """Who has signed in; None for a visitor, and for a page that is shown before anyone was asked."""
    standing: Standing | None = getattr(request, "standing", None)
    return standing if standing and standing.actor.user_id is not None else None


def _accent(organisation: Organisation | None) -> Accent:
    return next((accent for accent in ACCENTS if organisation and accent == organisation.accent), ACCENTS[0])


def _enter(here: str) -> Link:
    """To the sign-in, and from there back to this page."""
    door = place_of("account_login")
    inside = here.startswith(place_of("account_home"))
    return Link(_("Sign in"), door if inside else f"{door}?{urlencode({'next': here})}")


def _me(request: HttpRequest, standing: Standing) -> Me:
    account = place_of("account_home")
    return Me(
        name=standing.actor.name,
        links=(
            *(
                _link(entry, request.path)
                for entry in MINE
                if standing.organisation and (entry.rule is None or entry.rule(standing.actor))
            ),
            Link(_("My account"), account, current=request.path.startswith(account)),
        ),
        choices=tuple(Choice(other.name, str(other.pk)) for other in standing.others),
        choose_url=place_of("account_organisation"),
        leave_url=place_of("account_logout"),
    )

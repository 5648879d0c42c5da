"""What the page frame shows on every page: menu, languages, foot."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.ui.asking import who
from nybrott.ui.frame import Frame, Language, Link
from nybrott.web.demonstration import shows_samples
from nybrott.web.menu import FOOTER, MENU, SETTINGS, Entry

OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context processor: the variable `frame` of every template."""
    here = request.get_full_path()
    return {
        "frame": Frame(
            home_url=reverse("front"),
            notice=_("The notices here are samples written for this demonstration. Nothing in them is real.")
            if shows_samples()
            else "",
            settings=_settings(who(request), request.path),
            menu=tuple(_link(entry, request.path) for entry in MENU),
            footer=tuple(_link(entry, request.path) for entry in FOOTER),
            languages=tuple(
                Language(
                    code=code,
                    label=OWN_NAMES[code],
                    url=f"{reverse('language', args=[code])}?{urlencode({'next': here})}",
                    current=code == get_language(),
                )
                for code, _label in settings.LANGUAGES
            ),
            user=request.user.name if request.user.is_authenticated else "",
            user_link=Link(_("Sign out"), reverse("account_logout"))
            if request.user.is_authenticated
            else Link(_("Sign in"), reverse("account_login")),
        )
    }


def _link(entry: Entry, path: str) -> Link:
    url = reverse(entry.name)
    return Link(str(entry.label), url, current=path.startswith(url))


def _settings(actor: Actor, path: str) -> tuple[Link, ...]:
    """The places of the settings that somebody may see; the one whose address begins this page's is the current one."""
    places = [
        (place, reverse(place.name))
        for place in SETTINGS
        if (actor.may(place.permission) if place.permission else actor.organisation_id is not None)
    ]
    here = max((url for _place, url in places if path.startswith(url)), key=len, default="")
    return tuple(Link(str(place.label), url, current=url == here) for place, url in places)

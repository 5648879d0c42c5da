"""What the page frame shows on every page: menu, languages, foot."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.ui.frame import Frame, Language, Link
from nybrott.web.demonstration import shows_samples
from nybrott.web.menu import FOOTER, MENU, Entry

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

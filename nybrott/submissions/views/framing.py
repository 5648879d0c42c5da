"""What every page of written input has around it: inside the dialogue's, at a supplier only its own."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nybrott.core.actor import Actor
from nybrott.core.limits import Limit
from nybrott.core.verdict import Refused
from nybrott.dialogues import queries as dialogues
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import representative_by
from nybrott.people.actions.limits import spend
from nybrott.submissions import queries
from nybrott.submissions.models import KeyLost
from nybrott.submissions.queries import Mine
from nybrott.ui.asking import network_of, who
from nybrott.ui.frame import Link

GUESSING = Limit("submissions.link", 60, timedelta(hours=1))  # links that are not known, by network
HERE = "submissions:inputs"


def by_key(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponse]:
    """Find the input of whoever holds the link; say in a whole page when it opens nothing."""

    @wraps(view)
    def asked(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        now = timezone.now()
        representative = representative_by(key, now)
        if representative is None:
            spend(limit=GUESSING, who=network_of(request), now=now)
            return render(request, "submissions/link_unknown.html", status=404)
        try:
            return cast(HttpResponse, view(request, key, queries.mine(representative), **more))
        except KeyLost:
            raise Refused(_("What you wrote cannot be opened now: this site has a different secret from the one it was sealed with. Ask those who run the dialogue.")) from None  # fmt: skip

    return never_cache(asked)


def shown_to(own: Mine, key: str, here: str = "", **more: object) -> dict[str, object]:
    """What a supplier's pages show. `here`: what a page below the one with all questions is called; empty for that one itself."""
    all_asked = _("Your written input")
    way = (Link(all_asked, reverse("submissions:mine", args=[key])), here) if here else (all_asked,)
    around = {"breadcrumbs": dialogues.own_crumbs(key, *way)}
    return {"own": own, "dialogue": own.dialogue, "submission": own.submission, "key": key} | around | more


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Dialogue]:
    """Who asks and the dialogue asked for; 404 when they may not see it."""
    actor = who(request)
    return actor, get_object_or_404(Dialogue.objects.visible_to(actor).select_related("organisation"), pk=pk)


def drawn(
    request: HttpRequest, dialogue: Dialogue, template: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:
    """A page of the dialogue's tab for written input; `more` is the way to a page below it."""
    around = {
        "dialogue": dialogue, "tabs": dialogues.parts(who(request), dialogue, HERE), "breadcrumbs": dialogues.crumbs(dialogue, *more),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)


def typed(form: Form) -> dict[str, Any]:
    """What was typed in a form, to be shown again; of each field the one value, not the list that the address or body holds."""
    return {name: form.data[name] for name in form.data}

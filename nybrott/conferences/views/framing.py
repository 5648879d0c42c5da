"""What every page of the conference has around it: inside the dialogue's, at a supplier only its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nybrott.conferences import queries
from nybrott.conferences.models import Conference
from nybrott.conferences.states import ConferenceState
from nybrott.core.actor import Actor
from nybrott.core.limits import Limit
from nybrott.core.verdict import insist
from nybrott.dialogues import queries as dialogues
from nybrott.dialogues.models import Dialogue, Representative, Supplier
from nybrott.dialogues.rules import may_read
from nybrott.people.actions.limits import spend
from nybrott.ui.asking import network_of, who
from nybrott.ui.frame import Link

GUESSING = Limit("conferences.link", 60, timedelta(hours=1))  # links that are not known, by network
HERE = "conferences:conference"


@dataclass(frozen=True, slots=True)
class Own:
    """Whose page it is: the person, the conference, and the moment it was asked for."""

    by: Representative
    conference: Conference
    now: datetime

    @property
    def supplier(self) -> Supplier:
        """Who they speak for."""
        return self.by.supplier


def by_key(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponse]:
    """Find the conference of whoever holds the link; say in a whole page when it opens nothing."""

    @wraps(view)
    def asked(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        now = timezone.now()
        by = dialogues.representative_by(key, now)
        if by is None:
            spend(limit=GUESSING, who=network_of(request), now=now)
            return render(request, "dialogues/link_unknown.html", status=404)
        return cast(HttpResponse, view(request, key, Own(by, shown_or_404(by.supplier.dialogue), now), **more))

    return never_cache(asked)


def shown_or_404(dialogue: Dialogue) -> Conference:
    """The conference suppliers know of."""
    found = queries.conference_of(dialogue)
    if found is None or found.opened_at is None or found.state == ConferenceState.DRAFT:
        raise Http404
    return found


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Dialogue, Conference | None]:
    """Who asks, the dialogue asked for, and its conference; 404 when they may not see it."""
    actor = who(request)
    dialogue = get_object_or_404(Dialogue.objects.visible_to(actor).select_related("organisation"), pk=pk)
    insist(may_read(actor, dialogue))
    return actor, dialogue, queries.conference_of(dialogue)


def planned(request: HttpRequest, pk: int) -> tuple[Actor, Conference]:
    """The same where a conference must be planned already."""
    actor, _dialogue, found = seen(request, pk)
    if found is None:
        raise Http404
    return actor, found


def drawn(request: HttpRequest, dialogue: Dialogue, template: str, *more: str, status: int = 200, **shown: object) -> HttpResponse:  # fmt: skip
    """A page of the dialogue's tab for the conference; `more` is the page below it."""
    way: list[Link | str] = [Link(_("Conference"), reverse(HERE, args=[dialogue.pk])), *more] if more else [_("Conference")]  # fmt: skip
    around = {
        "dialogue": dialogue, "tabs": dialogues.parts(who(request), dialogue, HERE), "breadcrumbs": dialogues.crumbs(dialogue, *way),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)

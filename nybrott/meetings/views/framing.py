"""What every page of meetings has around it: inside the dialogue's, at a supplier only its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from nybrott.core.actor import Actor
from nybrott.core.limits import Limit
from nybrott.core.verdict import insist
from nybrott.dialogues import queries as dialogues
from nybrott.dialogues.models import Dialogue, Representative, Supplier
from nybrott.dialogues.rules import may_read
from nybrott.meetings import queries
from nybrott.meetings.models import Round, Slot
from nybrott.people.actions.limits import spend
from nybrott.ui.asking import asked_page, network_of, query_of, who
from nybrott.ui.frame import Link
from nybrott.ui.tables import Pages, Table

GUESSING = Limit("meetings.link", 60, timedelta(hours=1))  # links that are not known, by network
HERE = "meetings:meetings"


@dataclass(frozen=True, slots=True)
class Own:
    """Whose page it is: the person, the round, and the moment it was asked for."""

    by: Representative
    round: Round
    now: datetime

    @property
    def supplier(self) -> Supplier:
        """Who they speak for."""
        return self.by.supplier

    def slot(self, pk: int) -> Slot:
        """A time of this round; 404 for any other."""
        if (found := queries.slot_of(self.round, pk)) is None:
            raise Http404
        return found


View = Callable[..., HttpResponseBase]


def _whole(key: str, now: datetime) -> tuple[Representative, Round | None] | None:
    by = dialogues.representative_by(key, now)
    return (by, queries.round_of(by.supplier.dialogue)) if by else None


def by_key(view: View) -> Callable[..., HttpResponse]:
    """Find the meetings of whoever holds the link; say in a whole page when it opens nothing."""
    return _asked(view, _whole)


def briefly_by_key(view: View) -> Callable[..., HttpResponse]:
    """The same for a view that hands them to an action and shows nothing of them."""
    return _asked(view, queries.briefly)


def _asked(view: View, find: Callable[[str, datetime], tuple[Representative, Round | None] | None]) -> Callable[..., HttpResponse]:  # fmt: skip
    @wraps(view)
    def asked(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        now = timezone.now()
        found = find(key, now)
        if found is None:
            spend(limit=GUESSING, who=network_of(request), now=now)
            return render(request, "meetings/link_unknown.html", status=404)
        by, round_ = found
        if round_ is None or round_.published_at is None:
            raise Http404
        return cast(HttpResponse, view(request, key, Own(by, round_, now), **more))

    return never_cache(asked)


def paged(request: HttpRequest, found: Sequence[Any] | QuerySet[Any], size: int) -> tuple[Page[Any], Table]:
    """The page of a list that is asked for, and what its page numbers are drawn from."""
    page = Paginator(found, size).get_page(asked_page(request))
    pages = Pages(page.number, page.paginator.num_pages, page.paginator.count)
    return page, Table([], [], "", query=query_of(request), pages=pages)


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Dialogue, Round | None]:
    """Who asks, the dialogue asked for, and its meetings; 404 when it is another organisation's, 403 for guests, who may be suppliers."""
    actor = who(request)
    dialogue = get_object_or_404(Dialogue.objects.visible_to(actor).select_related("organisation"), pk=pk)
    insist(may_read(actor, dialogue))
    return actor, dialogue, queries.round_of(dialogue)


def planned(request: HttpRequest, pk: int) -> tuple[Actor, Round]:
    """The same where meetings must be planned already."""
    actor, _dialogue, round_ = seen(request, pk)
    if round_ is None:
        raise Http404
    return actor, round_


def drawn(request: HttpRequest, dialogue: Dialogue, template: str, *more: Link | str, status: int = 200, **shown: object) -> HttpResponse:  # fmt: skip
    """A page of the dialogue's tab for meetings; `more` is the way to a page below it."""
    around = {
        "dialogue": dialogue, "tabs": dialogues.parts(who(request), dialogue, HERE), "breadcrumbs": dialogues.crumbs(dialogue, *more),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)

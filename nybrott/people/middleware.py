"""Says who acts, once per request, before any view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from nybrott.core.actor import VISITOR
from nybrott.people.actions.presence import note_seen
from nybrott.people.queries import CHOSEN, Standing, standing_of
from nybrott.ui.asking import address_of

SEEN, SEEN_SECONDS = "seen", 600


def say_who_acts(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Put `request.standing` and `request.actor` in place. A visitor costs no query."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        standing = (
            standing_of(request.user, request.session.get(CHOSEN))
            if request.user.is_authenticated
            else Standing(VISITOR, None, ())
        )
        if standing.actor.user_id is not None:
            _note_presence(request)
        request.standing = standing  # type: ignore[attr-defined]
        request.actor = standing.actor  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _note_presence(request: HttpRequest) -> None:
    """For the list of where one is signed in; at most every ten minutes, so that reading does not write."""
    now = timezone.now()
    if now.timestamp() - request.session.get(SEEN, 0) >= SEEN_SECONDS:
        request.session[SEEN] = int(now.timestamp())
        note_seen(session_key=request.session.session_key or "", address=address_of(request), now=now)

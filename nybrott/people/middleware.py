"""Says who acts, once per request, before any view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from nybrott.core.actor import VISITOR
from nybrott.people.queries import Standing, standing_of

CHOSEN = "organisation"  # the session's key of the organisation somebody chose to act for


def say_who_acts(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Put `request.standing` and `request.actor` in place. A visitor costs no query."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        standing = (
            standing_of(request.user, request.session.get(CHOSEN))
            if request.user.is_authenticated
            else Standing(VISITOR, None, ())
        )
        request.standing = standing  # type: ignore[attr-defined]
        request.actor = standing.actor  # type: ignore[attr-defined]
        return get_response(request)

    return answer

"""Who asks for a page."""

from django.http import HttpRequest

from nybrott.core.actor import VISITOR, Actor


def who(request: HttpRequest) -> Actor:
    """The actor of this request; a visitor when nobody has signed in. `people.middleware` puts it in place."""
    actor = getattr(request, "actor", VISITOR)
    if not isinstance(actor, Actor):
        raise TypeError("request.actor must be an Actor")
    return actor

"""What somebody decided about one piece of somebody else's news, as a form sends it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from nybrott.core.merging import value_at
from nybrott.programmes.queries.pieces import typed


def chosen_of(request: HttpRequest, ours: Any, theirs: Any) -> tuple[tuple[str, ...], Any]:
    """The path and what shall stand there: `piece` names the path, `choice` is take, keep or third, `third` the text.
    Raises ValueError with a sentence."""
    path = tuple(request.POST.get("piece", "").split("/"))
    here, there = value_at(ours, path), value_at(theirs, path)
    choice = request.POST.get("choice", "")
    if choice == "take":
        return path, there
    if choice == "keep":
        return path, here
    like = there if there is not None else here
    if choice == "third" and like is not None and not isinstance(like, dict):
        return path, typed(request.POST.get("third", ""), like)
    raise ValueError(_("Choose whether to take what is new, keep yours, or write something else."))

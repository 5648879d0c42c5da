"""What every page of a dialogue has around it, as the room below makes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import crumbs, parts
from nybrott.dialogues.rules import may_carry_out, may_read
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Dialogue]:
    """Who asks and the dialogue asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(Dialogue.objects.visible_to(actor).select_related("organisation"), pk=pk)
    insist(may_read(actor, found))
    return actor, found


def carried(request: HttpRequest, pk: int) -> tuple[Actor, Dialogue]:
    """The same for a page of those who carry the dialogue out; 403 with the reason for others."""
    actor, dialogue = seen(request, pk)
    insist(may_carry_out(actor, dialogue))
    return actor, dialogue


def drawn(
    request: HttpRequest, dialogue: Dialogue, template: str, here: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:  # fmt: skip
    """A page of a dialogue. `here` is the address of its tab; `more` is the way from the dialogue to this page."""
    around = {"dialogue": dialogue, "tabs": parts(who(request), dialogue, here), "breadcrumbs": crumbs(dialogue, *more)}
    return render(request, template, around | shown, status=status)

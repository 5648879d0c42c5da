"""What every page of a dialogue has around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues import queries, rules
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import crumbs
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

__all__ = ["carried", "crumbs", "drawn", "seen"]


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Dialogue]:
    """Who asks and the dialogue asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(Dialogue.objects.visible_to(actor).select_related("organisation", "made_by"), pk=pk)
    insist(rules.may_read(actor, found))
    return actor, found


def carried(request: HttpRequest, pk: int) -> tuple[Actor, Dialogue]:
    """The same for a page of those who carry the dialogue out; 403 with the reason for others."""
    actor, dialogue = seen(request, pk)
    insist(rules.may_carry_out(actor, dialogue))
    return actor, dialogue


def drawn(
    request: HttpRequest,
    dialogue: Dialogue,
    template: str,
    here: str,
    *more: Link | str,
    status: int = 200,
    **shown: object,
) -> HttpResponse:
    """A page of a dialogue. `here` is the address of its tab; `more` is the way from the dialogue to a page below it."""
    actor = who(request)
    around = {
        "dialogue": dialogue, "carries": rules.may_carry_out(actor, dialogue), "still": rules.is_open(dialogue),
        "tabs": queries.parts(actor, dialogue, here), "breadcrumbs": crumbs(dialogue, *more),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)

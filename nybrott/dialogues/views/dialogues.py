"""Dialogues of the organisation, and one of them, from inside."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.verdict import insist
from nybrott.dialogues import rules
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import places
from nybrott.dialogues.states import DialogueState
from nybrott.dialogues.views.framing import crumbs, drawn, seen
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import day_short
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

SIZE = 20
KINDS = {
    DialogueState.OPEN: "accent",
    DialogueState.ENDED: "success",
    DialogueState.LOCKED: "neutral",
    DialogueState.CALLED_OFF: "warning",
}


def state_tag(dialogue: Dialogue) -> str:
    """How far a dialogue has come, as a tag."""
    state = DialogueState(dialogue.state)
    return str(tag(str(state.label), KINDS.get(state, "info")))


@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    """Dialogues of the organisation, the newest first."""
    insist(rules.works_here(who(request)))
    page = Paginator(Dialogue.objects.visible_to(who(request)).order_by("-made_at", "-pk"), SIZE).get_page(
        asked_page(request)
    )
    table = Table(
        [Column("title", _("Market dialogue")), Column("state", _("State")), Column("announced", _("Announced"))],
        [
            [
                Cell(one.title, reverse("dialogues:dialogue", args=[one.pk])), Cell(state_tag(one)),
                day_short(one.announced_at) if one.announced_at else "",
            ]
            for one in page
        ],
        _("Market dialogues, the newest first"), query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    return render(
        request, "dialogues/ours.html", {"table": table, "places": places("dialogues:ours"), "breadcrumbs": crumbs()}
    )


@require_safe
def dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialogue as those inside see it."""
    _actor, found = seen(request, pk)
    return drawn(
        request,
        found,
        "dialogues/dialogue.html",
        "dialogues:dialogue",
        state=state_tag(found),
        questions=list(found.questions.all()),
    )

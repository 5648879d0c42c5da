"""What everyone sees of the conference: programme, rules, who comes when that is public, what was given and answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from nybrott.conferences import feeds, queries
from nybrott.conferences.models import Conference
from nybrott.conferences.states import ConferenceState, ListRule, Way
from nybrott.conferences.views.framing import shown_or_404
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import announced


def _found(slug: str) -> Conference:
    return shown_or_404(get_object_or_404(announced(), slug=slug))


@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about the conference, on one page."""
    found = _found(slug)
    waiting = queries.asked_at(found).filter(query__answer="", query__same_as=None).count()
    shown = {
        "conference": found, "dialogue": found.dialogue, "sessions": list(found.sessions.all()), "firms": queries.list_for(found, supplier=False),
        "rule": ListRule(found.list_rule).label, "materials": list(queries.materials_of(found)), "answers": list(queries.answered_at(found)), "waiting": waiting,
        "room": [(way, Way(way).label, queries.left(found, way)) for way in found.ways], "open": found.state == ConferenceState.OPEN,
        "held": found.state == ConferenceState.HELD,
    }  # fmt: skip
    return render(request, "conferences/public.html", shown)


@require_safe
def dates(_request: HttpRequest, slug: str) -> HttpResponse:
    """The conference for a calendar."""
    made = feeds.calendar(_found(slug), timezone.now())
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="conference.ics"'})  # fmt: skip


def public_block(request: HttpRequest, dialogue: Dialogue) -> str:
    """The part of a dialogue's public page about the conference."""
    found = queries.conference_of(dialogue)
    if found is None or found.opened_at is None or found.state == ConferenceState.DRAFT:
        return ""
    return render_to_string("conferences/public_block.html", {"conference": found, "dialogue": dialogue, "is_told": queries.is_told(found)}, request)  # fmt: skip

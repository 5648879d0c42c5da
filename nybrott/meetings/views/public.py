"""What everyone sees of the meetings: rules, questions, times, the draw to be drawn again, and approved minutes."""

from io import BytesIO

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import announced
from nybrott.meetings import queries
from nybrott.meetings.models import Round
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.files import handed_out
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

SIZE = 10


def _published(slug: str) -> Round:
    round_ = queries.round_of(get_object_or_404(announced(), slug=slug))
    if round_ is None or round_.published_at is None:
        raise Http404
    return round_


@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about the meetings, on one page."""
    round_ = _published(slug)
    page = Paginator(queries.approved(round_.dialogue), SIZE).get_page(asked_page(request))
    table = Table([], [], "", query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count))  # fmt: skip
    shown = {
        "round": round_, "dialogue": round_.dialogue, "slots": list(queries.slots_of(round_)), "page": page, "table": table, "pages": page_links(table),
    }  # fmt: skip
    return render(request, "meetings/public.html", shown)


@require_safe
def draw_file(_request: HttpRequest, slug: str) -> HttpResponseBase:
    """The closed list; after the draw with the value and what came out."""
    round_ = _published(slug)
    if round_.closed_list is None:
        raise Http404
    return handed_out(BytesIO(queries.draw_file(round_)), name=f"{slug}-draw.json", media="application/json")


def public_block(request: HttpRequest, dialogue: Dialogue) -> str:
    """The part of a dialogue's public page about meetings."""
    round_ = queries.round_of(dialogue)
    if round_ is None or round_.published_at is None:
        return ""
    return render_to_string("meetings/public_block.html", {"round": round_, "dialogue": dialogue}, request)

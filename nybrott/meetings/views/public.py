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
from nybrott.meetings.views.framing import paged
from nybrott.ui.asking import query_of
from nybrott.ui.files import handed_out
from nybrott.ui.tables import address
from nybrott.ui.templatetags.ui import page_links

SIZE, TIMES = 10, 40  # minutes, and times, on a page


def _published(slug: str) -> Round:
    round_ = queries.round_of(get_object_or_404(announced(), slug=slug))
    if round_ is None or round_.published_at is None:
        raise Http404
    return round_


@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about the meetings, on one page."""
    round_ = _published(slug)
    page, table = paged(request, queries.approved(round_.dialogue), SIZE)
    times = Paginator(queries.slots_of(round_), TIMES).get_page(request.GET.get("times"))
    where = query_of(request)
    near = {
        "earlier": address(where, times=times.previous_page_number()) if times.has_previous() else "",
        "later": address(where, times=times.next_page_number()) if times.has_next() else "",
    }
    shown = {
        "round": round_, "dialogue": round_.dialogue, "slots": times, "near": near, "page": page, "table": table, "pages": page_links(table),
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

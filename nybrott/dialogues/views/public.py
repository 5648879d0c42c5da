"""Dialogues as everyone sees them: their list and their pages, whose addresses stay."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from nybrott.core.sayings import sayings
from nybrott.dialogues import queries, rules
from nybrott.dialogues.models import Dialogue
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.formats import language
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

SIZE = 20
EVENTS = ("conference", "meetings")  # days people come on; the deadlines stand among the dialogue’s own dates


@require_safe
def dialogues(request: HttpRequest) -> HttpResponse:
    """What is asked of the market, and was."""
    found = queries.announced().order_by("-announced_at", "-pk")
    page = Paginator(found, SIZE).get_page(asked_page(request))
    table = Table([], [], "", query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count))  # fmt: skip
    rows = [(one, queries.title_in(one, language())) for one in page]
    shown = {"rows": rows, "total": page.paginator.count, "pages": page_links(table), "beside": queries.beside(request)}
    return render(request, "dialogues/public_list.html", shown)


@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """A dialogue: what it is about, what is asked, how to take part."""
    found = get_object_or_404(queries.announced(), slug=slug)
    shown = {
        "dialogue": found, "takes_part": rules.takes_part(found), "said": queries.said_in(found, language()), "blocks": queries.publics(request, found),
        "descriptions": list(found.descriptions.all()), "steps": _steps(found),
    }  # fmt: skip
    return render(request, "dialogues/public.html", shown)


def _steps(found: Dialogue) -> list[tuple[str, datetime]]:
    """The first conference and the first day of meetings in words, of the days rooms above set."""
    words, first = sayings("dates"), dict[str, datetime]()
    for step in queries.steps(found):
        if step.kind in EVENTS:
            first.setdefault(step.kind, step.at)
    return [(words.say("steps", kind, language()), at) for kind, at in first.items()]

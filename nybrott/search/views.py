"""One field, and what it finds."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nybrott.core.limits import Limit
from nybrott.people.actions.limits import SEARCH, spend
from nybrott.search import queries
from nybrott.ui.asking import asked_page, network_of, query_of, who
from nybrott.ui.tables import Pages, Table, address
from nybrott.ui.templatetags.ui import page_links

# somebody who types asks several times a second; by person, or by network for who has not signed in
SUGGEST = Limit("suggest", 400, timedelta(minutes=1))


def _spend(request: HttpRequest, limit: Limit) -> None:
    actor = who(request)
    spend(limit=limit, who=f"user {actor.user_id}" if actor.user_id else network_of(request), now=timezone.now())


@require_safe
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """Everything that holds all the words asked for, as far as the reader may see it."""
    actor, sought = who(request), queries.asked(request.GET.get("q", ""))
    shown: dict[str, Any] = {
        "sought": sought, "q": sought.text, "inside": actor.organisation_id is not None, "kind": "",
        "notices": f"{reverse('observatory:search')}?{urlencode({'q': sought.text})}" if sought else reverse("observatory:search"),
    }  # fmt: skip
    if sought:
        _spend(request, SEARCH)
        kind = request.GET.get("kind", "")
        found = queries.find(actor, sought, kind=kind, page=asked_page(request))
        query = query_of(request)
        table = Table([], [], "", id="results", query=query, pages=Pages(found.page, found.pages, found.total))
        kinds = [
            {"label": label, "count": count, "url": address(query, kind=name, page=None), "current": name == kind}
            for name, label, count in found.kinds
        ]
        other = None if found.total else queries.meant(actor, sought)
        shown |= {
            "meant": other and {"text": other.text, "url": f"?{urlencode({'q': other.text})}"},
            "found": found, "kinds": kinds, "kind": kind, "all": address(query, kind=None, page=None), "table": table,
            "pages": page_links(table),
        }  # fmt: skip
    return render(request, "search/search.html", shown)


@require_safe
@never_cache
def suggest(request: HttpRequest) -> HttpResponse:
    """The list below the field in the top bar, while somebody types."""
    sought = queries.asked(request.GET.get("q", ""))
    hits = []
    if sought:
        _spend(request, SUGGEST)
        hits = queries.suggestions(who(request), sought)
    everything = f"{reverse('search:search')}?{urlencode({'q': sought.text})}"
    return render(request, "search/suggestions.html", {"hits": hits, "sought": sought, "everything": everything})

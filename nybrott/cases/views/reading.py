"""What others read: the list, and one case."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.cases import feeds, queries
from nybrott.cases.forms import CasesFilter
from nybrott.cases.models import Version
from nybrott.cases.states import Level
from nybrott.core.actor import Actor
from nybrott.networks.queries import called, namesakes
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import language
from nybrott.ui.frame import Link
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

SIZE = 20
FILES = ("pdf", "docx")


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """What others can learn from, narrowed and searched."""
    actor = who(request)
    form = CasesFilter(request.GET or None, actor=actor)
    wanted = form.wanted() if form.is_bound else {}
    rows, pages, total = _found(request, actor, wanted)
    shared = namesakes([one.case.organisation for one, _why in rows])
    shown = {
        "form": form, "rows": [(one, why, called(one.case.organisation, shared)) for one, why in rows], "pages": pages, "total": total, "narrowed": bool(wanted),
        "inside": actor.works_here,
    }  # fmt: skip
    return render(request, "cases/cases.html", shown)


def _found(
    request: HttpRequest, actor: Actor, wanted: dict[str, Any]
) -> tuple[list[tuple[queries.Told, str]], list[Any], int]:
    """A page of the list; or, when somebody searches, the likest with why."""
    found = queries.published(actor, wanted)
    if text := wanted.get("text"):
        among = None if len(wanted) == 1 else set(found.values_list("pk", flat=True))
        likest = queries.alike(actor, text, limit=SIZE, typed=True)
        rows = [(one.told, one.why) for one in likest if among is None or one.told.case.pk in among]
        return rows, [], len(rows)
    page = Paginator(found, SIZE).get_page(asked_page(request))
    table = Table(
        [], [], "", query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count)
    )
    return [(one, "") for one in queries.in_short(page)], page_links(table), page.paginator.count


@require_safe
def told(request: HttpRequest, place: str, slug: str) -> HttpResponse:
    """One case, in its newest version."""
    actor = who(request)
    one = get_object_or_404(queries.published(actor, {}), organisation__slug=place, slug=slug)
    read = queries.told(one)
    shared = namesakes([one.organisation])
    shown = {
        "told": read, "facts": queries.facts_told(read.version.facts), "case": one, "version": one.newest, "by": called(one.organisation, shared), "parts": queries.parts(request, one), "open": one.shown == Level.OPEN, "files": FILES, "versions": Version.objects.visible_to(actor).filter(case=one).count(),
        "alike": queries.alike(actor, read.text, limit=3, but=[one.pk]), "own": actor.organisation_id == one.organisation_id and actor.works_here,
        "breadcrumbs": (Link(_("What others have learnt"), reverse("cases:cases")), Link(read.title)),
    }  # fmt: skip
    return render(request, "cases/told.html", shown)


KINDS = {
    "atom": ("application/atom+xml; charset=utf-8", feeds.atom),
    "json": ("application/feed+json", feeds.json_feed),
}


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The cases everyone may read, for programs that follow them."""
    if kind not in KINDS:
        raise Http404
    content_type, made = KINDS[kind]
    return HttpResponse(made(language()), content_type=content_type)

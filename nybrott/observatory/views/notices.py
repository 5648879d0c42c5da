"""All notices, and one notice with the words that were found."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.signals import catalogue
from nybrott.lake.shapes import NoticePage, NoticeRow
from nybrott.observatory import queries
from nybrott.observatory.forms import NoticeForm
from nybrott.observatory.views import lists, words
from nybrott.observatory.views.evidence import sightings, versions
from nybrott.observatory.views.facts import criterion_fact, lot_facts, notice_facts, result_facts
from nybrott.observatory.views.following import linked
from nybrott.ui.formats import day_short, day_year
from nybrott.ui.frame import Link

SORTS = ("title", "buyer", "published", "stage")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Every notice of the lake, narrowed and sorted as asked."""
    coverage = queries.coverage()
    form = NoticeForm(
        request.GET,
        countries=[(code, words.country(code)) for code in queries.countries(coverage)],
        years=queries.years(coverage),
        stages=[(code, str(name)) for code, name in words.STAGES.items()],
    )
    sort = lists.asked_sort(request, SORTS, "-published")
    page = queries.notices(form.wanted(), sort=sort, page=lists.asked_page(request))
    return render(
        request,
        "observatory/notices.html",
        {
            "form": form,
            "coverage": coverage,
            "total": page.total,
            "table": lists.notices_table(page, sort=sort, query=lists.query_of(request)),
            "breadcrumbs": (Link(_("Figures"), reverse("observatory:overview")), Link(_("Notices"))),
        },
    )


@require_safe
def notice(request: HttpRequest, key: str) -> HttpResponse:
    """One notice: what was found, its own words with the evidence marked, its facts."""
    page = queries.notice(key)
    if page is None:
        raise Http404
    signs = catalogue()
    head = page.head
    own, others = versions(page, signs)
    titles = _titles(page)
    crumbs = [Link(_("Figures"), reverse("observatory:overview"))]
    if head.buyer:
        crumbs.append(Link(head.buyer_name, lists.organisation_url(head.country, head.buyer)))
    return render(
        request,
        "observatory/notice.html",
        {
            "page": page,
            "title": head.title or _("Notice without a title"),
            "lead": _lead(page),
            "sightings": sightings(page, signs),
            "passages": own,
            "versions": others,
            "facts": notice_facts(page),
            "lots": [{"ref": lot.ref, "facts": lot_facts(lot), **titles.get(lot.ref, {})} for lot in page.lots],
            "criteria": [criterion_fact(criterion) for criterion in page.criteria],
            "results": [{"ref": result.lot, "facts": result_facts(result)} for result in page.results],
            "siblings": [_sibling(row) for row in page.siblings],
            "named": [linked(one) for one in page.guesses if one.known_by != "guess"],
            "guessed": [linked(one) for one in page.guesses if one.known_by == "guess"],
            "breadcrumbs": (*crumbs, Link(_("Notice"))),
        },
    )


def _lead(page: NoticePage) -> str:
    head = page.head
    when = day_year(head.published_on) if head.published_on else ""
    return " · ".join(filter(None, (head.buyer_name, words.word(words.STAGES, head.stage), when)))


def _titles(page: NoticePage) -> dict[str, dict[str, str]]:
    """What each lot is called, and in what language, where that is not what the whole notice is called."""
    found: dict[str, dict[str, str]] = {}
    for text in page.texts:
        if text.field == "lot-title" and text.content != page.head.title:
            found.setdefault(text.lot, {"title": text.content, "language": text.language})
    return found


def _sibling(row: NoticeRow) -> dict[str, str]:
    return {
        "url": lists.notice_url(row.key),
        "title": lists.short_title(row),
        "when": day_short(row.published_on),
        "stage": words.word(words.STAGES, row.stage),
    }

"""The candidates: weak signs with their words in context, for people to look at. Read only until judging comes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.signals import Catalogue, catalogue
from nybrott.notices import queries
from nybrott.notices.models import IndexedCandidate, NoticeIndex
from nybrott.observatory.forms import CandidateForm
from nybrott.observatory.views import lists, words
from nybrott.observatory.views.evidence import address_of, name_of
from nybrott.ui.formats import day_year
from nybrott.ui.frame import Link
from nybrott.ui.highlight import Mark
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links


@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """Every weak sign that is not counted, the newest notice first."""
    index = queries.notice_index()
    generation = queries.lake().generation
    crumbs = (Link(_("Figures"), reverse("observatory:overview")), Link(_("Candidates")))
    if index is None or not generation or not index.notices:
        preparing = bool(generation) and (index is None or index.generation != generation)
        state = {"preparing": preparing, "breadcrumbs": crumbs}
        return render(request, "observatory/candidates_empty.html", state)
    signs = catalogue()
    form = _form(request, index, signs)
    wanted = form.wanted()
    page = queries.candidates(wanted, page=lists.asked_page(request))
    table = Table(
        [], [], "", id="candidates", query=lists.query_of(request), pages=Pages(page.number, page.pages, page.total)
    )
    return render(
        request,
        "observatory/candidates.html",
        {
            "form": form,
            "narrowed": bool(wanted),
            "behind": index.generation != generation,
            "total": page.total,
            "candidates": [_candidate(row, signs) for row in page.rows],
            "table": table,
            "pages": page_links(table),
            "breadcrumbs": crumbs,
        },
    )


def _form(request: HttpRequest, index: NoticeIndex, signs: Catalogue) -> CandidateForm:
    held = index.held
    countries = sorted(held["countries"].items(), key=lambda count: -count[1])
    return CandidateForm(
        request.GET,
        signals=sorted(((signal, name_of(signs, signal)) for signal in held["signals"]), key=lambda sign: sign[1]),
        countries=[(code, words.country(code)) for code, _count in countries],
        years=sorted(map(int, held["years"]), reverse=True),
    )


def _candidate(row: IndexedCandidate, signs: Catalogue) -> dict[str, Any]:
    name, url = name_of(signs, row.signal), address_of(row.signal)
    return {
        "url": lists.notice_url(row.key),
        "title": row.title or _("Notice without a title"),
        "buyer": row.buyer_name,
        "buyer_url": lists.organisation_url(row.country, row.buyer) if row.buyer else "",
        "when": day_year(row.published_on) if row.published_on else "",
        "stage": words.word(words.STAGES, row.stage),
        "language": row.language,
        "text": row.excerpt,
        "marks": [Mark(row.start, row.end, name, url=url)] if row.excerpt else [],
        "words": row.words,
        "sign": name,
        "sign_url": url,
        "more": row.more,
    }

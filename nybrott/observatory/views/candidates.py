"""The candidates: weak signs with their words in context, and what people have answered about each."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nybrott.core.signals import Catalogue, catalogue
from nybrott.notices import queries, rules
from nybrott.notices.models import IndexedCandidate
from nybrott.observatory.forms import CandidateForm
from nybrott.observatory.views import lists, words
from nybrott.observatory.views.evidence import address_of, name_of
from nybrott.ui.asking import who
from nybrott.ui.formats import day_year
from nybrott.ui.frame import Link
from nybrott.ui.highlight import Mark
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

# What people's answers come to → what it is called, and the kind of tag.
STANDINGS: Mapping[str, tuple[str | Promise, str]] = {
    "confirmed": (gettext_lazy("Confirmed by people"), "confirmed"),
    "rejected": (gettext_lazy("Rejected by people"), "neutral"),
    "disputed": (gettext_lazy("People disagree"), "warning"),
    "begun": (gettext_lazy("Being judged"), "info"),
    "open": (gettext_lazy("Not judged"), "neutral"),
}

_Form = TypeVar("_Form", bound=CandidateForm)


@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """Every weak sign that no lens counts, the newest notice first."""
    index = queries.notice_index()
    generation = queries.lake().generation
    crumbs = (Link(_("Figures"), reverse("observatory:overview")), Link(_("Candidates")))
    if index is None or not generation or not index.notices:
        preparing = bool(generation) and (index is None or index.generation != generation)
        state = {"preparing": preparing, "breadcrumbs": crumbs}
        return render(request, "observatory/candidates_empty.html", state)
    signs = catalogue()
    form = filled_in(CandidateForm, request, index.held)
    wanted = form.wanted()
    page = queries.candidates(wanted, page=lists.asked_page(request))
    stand = queries.standings(row.finding for row in page.rows)
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
            "candidates": [
                shown(row, signs) | {"standing": STANDINGS[stand.get(row.finding, "open")]} for row in page.rows
            ],
            "may_judge": rules.may_judge_candidates(who(request)),
            "gone": queries.judged_and_gone(),
            "table": table,
            "pages": page_links(table),
            "breadcrumbs": crumbs,
        },
    )


def filled_in(kind: type[_Form], request: HttpRequest, held: Mapping[str, Mapping[str, int]]) -> _Form:
    """A form that narrows candidates, with what the index holds to choose from."""
    signs = catalogue()
    countries = sorted(held.get("countries", {}).items(), key=lambda count: -count[1])
    return kind(
        request.GET,
        signals=sorted(
            ((signal, name_of(signs, signal)) for signal in held.get("signals", {})), key=lambda sign: sign[1]
        ),
        countries=[(code, words.country(code)) for code, _count in countries],
        years=sorted(map(int, held.get("years", {})), reverse=True),
    )


def shown(row: IndexedCandidate, signs: Catalogue) -> dict[str, Any]:
    """A candidate as it stands on a page."""
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

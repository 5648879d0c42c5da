"""Search over all notices: one field, and the words that were found marked where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.language import Lexicon, Query
from nybrott.lake.shapes import Page
from nybrott.notices import queries
from nybrott.notices.models import IndexedNotice, NoticeIndex
from nybrott.observatory.forms import SearchForm
from nybrott.observatory.views import lists, words
from nybrott.people.actions.limits import SEARCH, spend
from nybrott.ui.asking import network_of
from nybrott.ui.formats import day_year
from nybrott.ui.frame import Link
from nybrott.ui.highlight import Mark, excerpt, pieces
from nybrott.ui.tables import Pages, Table, address
from nybrott.ui.templatetags.ui import page_links

# Norwegian words whatever the language of the page: they are looked for in Norwegian notices
EXAMPLES = ("velferdsteknologi", "dialog om skulebygg", "vegvedlikehald", "innovasjonspartnerskap")
_OPENING = 280  # characters of a text shown when none of the words stand in it
_READ = 20_000  # characters of a text in which the words are looked for


@dataclass(frozen=True, slots=True)
class Result:
    """A notice as it stands in the list of results."""

    url: str
    title: SafeString
    language: str
    text: SafeString
    text_language: str
    place: str
    buyer: str
    buyer_url: str
    when: str
    stage: str
    tags: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Every notice that holds all the words asked for, the best match first."""
    index = queries.notice_index()
    generation = queries.lake().generation
    crumbs = (Link(_("Figures"), reverse("observatory:overview")), Link(_("Search")))
    if index is None or not generation or not index.notices:
        preparing = bool(generation) and (index is None or index.generation != generation)
        state = {"preparing": preparing, "breadcrumbs": crumbs}
        return render(request, "observatory/search_empty.html", state)
    form = search_form(request, index)
    wanted = form.wanted()
    lexicon = queries.lexicon(index)
    query = lexicon.query(str(wanted.pop("q", "")))
    order = str(wanted.pop("order", "match"))
    context: dict[str, Any] = {
        "form": form,
        "query": query,
        "examples": [(word, search_url(word)) for word in EXAMPLES],
        "behind": index.generation != generation,
        "asked": bool(query or wanted),
        "breadcrumbs": crumbs,
    }
    if query or wanted:
        spend(limit=SEARCH, who=network_of(request), now=timezone.now())
        page = queries.search(query, wanted, sort=order, page=lists.asked_page(request))
        context |= _found(request, page, query, lexicon)
        if not page.total:
            context["misses"] = _misses(request, query, wanted, lexicon)
    return render(request, "observatory/search.html", context)


def search_form(request: HttpRequest, index: NoticeIndex) -> SearchForm:
    """The form over the results, with the choices the index holds."""
    countries = sorted(index.held["countries"].items(), key=lambda held: -held[1])
    return SearchForm(
        request.GET,
        countries=[(code, words.country(code)) for code, _count in countries],
        years=sorted(map(int, index.held["years"]), reverse=True),
        stages=[(code, str(name)) for code, name in words.STAGES.items()],
    )


def search_url(text: str) -> str:
    """A search for these words."""
    return f"{reverse('observatory:search')}?{urlencode({'q': text})}"


def _found(request: HttpRequest, page: Page[IndexedNotice], query: Query, lexicon: Lexicon) -> dict[str, Any]:
    table = Table(
        [], [], "", id="results", query=lists.query_of(request), pages=Pages(page.number, page.pages, page.total)
    )
    return {
        "total": page.total,
        "results": [_result(notice, query, lexicon) for notice in page.rows],
        "table": table,
        "pages": page_links(table),
    }


def _result(notice: IndexedNotice, query: Query, lexicon: Lexicon) -> Result:
    title = lists.short_title(notice)  # type: ignore[arg-type]  # a title is all it looks at
    text, marks, language, field = _passage(notice, query, lexicon)
    return Result(
        url=lists.notice_url(notice.key),
        title=_marked(title, _marks(title, query, lexicon)),
        language=notice.language,
        text=_marked(text, marks),
        text_language=language,
        place=words.word(words.FIELDS, field) if field not in ("description", "") else "",
        buyer=notice.buyer_name,
        buyer_url=lists.organisation_url(notice.country, notice.buyer) if notice.buyer else "",
        when=day_year(notice.published_on) if notice.published_on else "",
        stage=words.word(words.STAGES, notice.stage),
        tags=lists.found_tags(notice),  # type: ignore[arg-type]  # the columns of the same names
    )


def _passage(notice: IndexedNotice, query: Query, lexicon: Lexicon) -> tuple[str, list[Mark], str, str]:
    """The part of a notice where most of the words stand: text, marks, its language and what text it is."""
    best: tuple[int, str, list[Mark], str, str] = (0, "", [], "", "")
    for field, language, whole in notice.texts:
        text = whole[:_READ]
        spots = lexicon.spots(text, query)
        different = len({spot.word for spot in spots})
        if different > best[0]:
            first = _where_most_stand(spots)
            marks = [Mark(spot.start, spot.end, query.words[spot.word].written) for spot in spots[first:]]
            best = (different, *excerpt(text, marks), language, field)
        if different == len(query.words):
            break
    if best[0] or not notice.texts:
        return best[1:]
    field, language, text = next((text for text in notice.texts if text[0] == "description"), notice.texts[0])
    short = text if len(text) <= _OPENING else f"{text[:_OPENING].rsplit(' ', 1)[0]} …"
    return short, [], language, field


def _where_most_stand(spots: Sequence[Any]) -> int:
    """The number of the spot from which most different words follow closely; the first of several as good."""
    return max(
        range(len(spots)),
        key=lambda at: (len({spot.word for spot in spots[at:] if spot.start - spots[at].start <= 160}), -at),
    )


def _marks(text: str, query: Query, lexicon: Lexicon) -> list[Mark]:
    return [Mark(spot.start, spot.end, query.words[spot.word].written) for spot in lexicon.spots(text, query)]


def _marked(text: str, marks: Sequence[Mark]) -> SafeString:
    """The text with the words that were looked for marked; what was looked for needs no label beside it."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", piece.text) if piece.marks else piece.text,) for piece in pieces(text, marks)),
    )


def _misses(request: HttpRequest, query: Query, wanted: dict[str, object], lexicon: Lexicon) -> list[dict[str, Any]]:
    """Each word looked for, how many notices hold it by itself, and what may have been meant where none does."""
    counts = queries.notices_with_each(query, wanted)
    return [
        {
            "written": word.written,
            "parts": " + ".join(word.parts),
            "count": count,
            "url": address(lists.query_of(request), q=word.written, page=None) if count else "",
            "alike": [] if count else [(other, search_url(other)) for other in lexicon.alike(word.written)],
        }
        for word, count in zip(query.words, counts, strict=True)
    ]

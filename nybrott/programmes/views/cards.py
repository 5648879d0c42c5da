"""The shelf of method cards, one card, and a card to take along."""

from itertools import accumulate

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.methods import catalogue
from nybrott.programmes import feeds, queries, rules
from nybrott.programmes.forms.cards import ShelfFilter
from nybrott.programmes.queries import Shelved
from nybrott.programmes.queries.words import OUTPUT_NAMES, PHASE_NAMES
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.documents import KINDS
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

SIZE = 30


def language() -> str:
    """The language of the page."""
    return (get_language() or "nb")[:2]


def crumbs(*more: Link) -> tuple[Link, ...]:
    """The way to a page of a card."""
    first = Link(_("Programmes"), reverse("programmes:programmes"))
    return (first, Link(_("Method cards"), reverse("programmes:cards")), *more)


def one_card(request: HttpRequest, slug: str) -> Shelved:
    """The card at an address; 404 when there is none one may see."""
    found = queries.shelved(who(request), slug)
    if found is None:
        raise Http404
    return found


def whose(one: Shelved) -> str:
    """Where a card comes from, in a word or two."""
    if one.own is None or one.own.put_away_at:
        return "Nybrott"
    if not one.own.origin:
        return _("Written by us")
    return _("Adapted") if one.is_changed else _("As Nybrott has it")


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """Every card of the organisation's shelf."""
    actor = who(request)
    form = ShelfFilter(request.GET or None)
    wanted = form.wanted() if form.is_bound else {}
    found = queries.shelf(actor, wanted, language())
    page = Paginator(found, SIZE).get_page(asked_page(request))
    columns = [
        Column("name", _("Method")), Column("phase", _("Phase")), Column("people", _("Number of people")), Column("time", _("Time")),
        Column("makes", _("Makes")), Column("whose", _("From")),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(one.card.text(language())[1].name, url=reverse("programmes:card", args=[one.card.id]), note=one.card.text(language())[1].what),
            Cell(tag(str(PHASE_NAMES[one.card.phase]))),
            "–".join(dict.fromkeys(str(number) for number in one.card.people)),
            feeds.time_in_words(one.card.minutes),
            ", ".join(str(OUTPUT_NAMES[output]) for output in one.card.outputs),
            whose(one),
        ]
        for one in page.object_list
    ]  # fmt: skip
    table = Table(
        columns, rows, _("Method cards"), id="cards-table", swap="cards", query=query_of(request),
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count), caption_hidden=True,
    )  # fmt: skip
    shown = {
        "form": form, "table": table, "total": page.paginator.count, "may_write": rules.may_write_cards(actor),
        "news": [one for one in found if one.news],
    }  # fmt: skip
    return render(request, "programmes/cards.html", shown)


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """One card."""
    actor, one = who(request), one_card(request, slug)
    written, text = one.card.text(language())
    begins = [0, *accumulate(one.card.step_minutes)][:-1]
    in_use = one.own if one.own and not one.own.put_away_at else None
    shown = {
        "one": one, "card": one.card, "text": text, "lang": written, "whose": whose(one), "own": in_use,
        "steps": [
            (minutes, f"{start // 60}.{start % 60:02}", step)
            for minutes, start, step in zip(one.card.step_minutes, begins, text.steps, strict=True)
        ],
        "facts": [
            (_("Phase"), PHASE_NAMES[one.card.phase]), (_("Number of people"), feeds.people_in_words(one.card)),
            (_("Time"), feeds.time_in_words(one.card.minutes)), (_("Makes"), ", ".join(str(OUTPUT_NAMES[each]) for each in one.card.outputs)),
        ],
        "source": catalogue().get(one.own.origin if one.own else slug), "breadcrumbs": crumbs(Link(text.name)),
        "may_adapt": rules.may_adapt_card(actor, one.own) if slug in catalogue() else None,
        "may_change": rules.may_change_card(actor, in_use) if in_use else None,
        "may_put_away": rules.may_put_away_card(actor, one.own) if one.own else None,
        "may_take_out": rules.may_take_out_card(actor, one.own) if one.own else None,
    }  # fmt: skip
    return render(request, "programmes/card.html", shown)


@require_safe
def card_document(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A card as a document: pdf, docx or md."""
    one = one_card(request, slug)
    if kind not in KINDS:
        raise Http404
    author = str(one.own.organisation) if one.own and not one.own.put_away_at else "Nybrott"
    made = feeds.card_file(one.card, author, language(), kind)
    response = HttpResponse(made.content, content_type=made.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response

"""Lists of adoptions, one of them, and what stands below a case others read."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.adoptions import feeds, queries, rules
from nybrott.adoptions.models import Adoption
from nybrott.adoptions.states import AdoptionState, Outcome
from nybrott.cases.models import Case
from nybrott.cases.queries import address_of
from nybrott.contacts.rules import may_ask
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.queries import history_of
from nybrott.networks.queries import named
from nybrott.people.rules import works_here
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_short, language
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Query, Table
from nybrott.ui.templatetags.ui import tag

SIZE = 20
MOST = 10  # of what others took over from us, the newest; all stand on a page of their own
TAGS = {AdoptionState.TRYING: "accent", AdoptionState.REPORTED: "success", AdoptionState.STOPPED: "warning"}
OUTCOMES = {Outcome.WORKED: "success", Outcome.PARTLY: "accent", Outcome.WORSE: "danger", Outcome.STOPPED: "warning"}


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Adoption]:
    """Who asks and the adoption asked for; 404 when they may not see it."""
    actor = who(request)
    found = queries.with_results(Adoption.objects.visible_to(actor)).select_related("challenge", "made_by")
    return actor, get_object_or_404(found, pk=pk)


def state_tag(one: Adoption) -> str:
    """How far it has come, or what came of it, as a tag."""
    latest = queries.latest_of(one)
    if latest is not None:
        return str(tag(str(latest.get_outcome_display()), OUTCOMES.get(Outcome(latest.outcome), "neutral")))
    return str(tag(str(one.get_state_display()), TAGS.get(AdoptionState(one.state), "neutral")))


@require_safe
def adoptions(request: HttpRequest) -> HttpResponse:
    """What we took over from others, and what others took over from us."""
    actor = who(request)
    insist(works_here(actor))
    page = Paginator(queries.ours(actor), SIZE).get_page(asked_page(request))
    theirs = queries.of_ours(actor)
    columns = [Column("title", _("What we took over")), Column("from", _("Told by")), Column("owner", _("Looked after by")), Column("due", _("Expected"), "end"), Column("state", _("Progress"))]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(one.title, url=reverse("adoptions:adoption", args=[one.pk])), one.case.organisation.name if one.case else "–", one.owner.name if one.owner else "–",
            day_short(one.report_on), Cell(state_tag(one)),
        ]
        for one in page
    ]  # fmt: skip
    table = Table(
        columns, rows, _("Taken over from others"), id="adoptions-table", caption_hidden=True, query=query_of(request),
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    shown = {"table": table, "total": page.paginator.count, "theirs": _theirs(list(theirs[:MOST])), "reuse": queries.reuse_of(theirs), "most": MOST, "kinds": list(FILE_KINDS), "breadcrumbs": queries.crumbs()}  # fmt: skip
    return render(request, "adoptions/adoptions.html", shown)


@require_safe
def theirs(request: HttpRequest) -> HttpResponse:
    """All that others took over from us, as far as one sees it."""
    actor = who(request)
    insist(works_here(actor))
    found = queries.of_ours(actor)
    page = Paginator(found, SIZE).get_page(asked_page(request))
    pages = Pages(page.number, page.paginator.num_pages, page.paginator.count)
    heading = _("What others took over from us")
    shown = {"table": _theirs(list(page), query_of(request), pages), "reuse": queries.reuse_of(found), "kinds": list(FILE_KINDS), "heading": heading, "breadcrumbs": queries.crumbs(heading)}  # fmt: skip
    return render(request, "adoptions/theirs.html", shown)


@require_safe
def file(request: HttpRequest, which: str, kind: str) -> HttpResponse:
    """What we took over, or others from us, with what came of it, to take along."""
    actor = who(request)
    insist(works_here(actor))
    if which not in feeds.LISTS or kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.adoptions_sheet(actor, which), kind))


FEEDS = {
    "atom": ("application/atom+xml; charset=utf-8", feeds.atom),
    "json": ("application/feed+json", feeds.json_feed),
}


@require_safe
def feed(_request: HttpRequest, kind: str) -> HttpResponse:
    """The reuse of open cases, as far as everyone may see it, for programs that follow it."""
    if kind not in FEEDS:
        raise Http404
    content_type, made = FEEDS[kind]
    return HttpResponse(made(language()), content_type=content_type)


def _theirs(found: list[Adoption], query: Query | None = None, pages: Pages | None = None) -> Table | None:
    columns = [Column("case", _("Our case")), Column("who", _("Taken over by")), Column("state", _("What came of it"))]
    rows: list[list[Cell | str]] = [
        [Cell(one.case.title if one.case else "–", url=reverse("adoptions:adoption", args=[one.pk]), note=day_short(one.made_at)), one.organisation.name, Cell(state_tag(one))]
        for one in found
    ]  # fmt: skip
    return Table(columns, rows, _("What others took over from us"), id="theirs-table", caption_hidden=True, query=query or {}, pages=pages) if rows else None  # fmt: skip


@require_safe
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """One adoption: what is wanted, what is done differently beside the case, and what came of it."""
    actor, one = seen(request, pk)
    case = queries.readable(actor, one)
    newest = queries.newer(one, case)
    own = one.organisation_id == actor.organisation_id
    shown = {
        "adoption": one, "case": case, "case_url": address_of(case) if case is not None else "", "own": own, "state": state_tag(one), "rows": queries.compared(actor, one, case),
        "stops": queries.lineage(actor, one), "newest": newest, "step": queries.next_step(actor, one, newest, timezone.localdate()), "results": list(one.results.all()),
        "networks": list(one.networks.all()) if own else [], "may_change": rules.may_change(actor, one), "may_tell": rules.may_tell(actor, one),
        "offers": queries.offers(actor, case, queries.followed(actor, one) or (case.newest if case else None), one) if own else [], "history": history_of(actor, one) if own else [], "breadcrumbs": queries.crumbs(one.title),
    }  # fmt: skip
    return render(request, "adoptions/adoption.html", shown)


def used_by(request: HttpRequest, case: Case) -> str:
    """Below a case others read: who took it over and what came of it, as far as the reader may see, and the way to take it over."""
    actor = who(request)
    found = queries.of_case(actor, case)
    inside = actor.works_here and actor.organisation_id != case.organisation_id
    may = rules.may_take(actor, case) if inside else None
    if not found and may is None:
        return ""
    names = named([one.organisation for one in found])
    shown = {
        "rows": [(one, names[one.organisation_id], state_tag(one), queries.latest_of(one)) for one in found], "reuse": queries.reuse_of(found), "may": may, "may_talk": inside and may_ask(actor, case.organisation), "inside": actor.user_id is not None,
        "take": reverse("adoptions:take", args=[case.organisation.slug, case.slug]), "case": case,
    }  # fmt: skip
    return render_to_string("adoptions/used_by.html", shown, request)

"""The tab with the official notices: suggestions to answer, the story so far, tenders and winners, and what came before."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.competitions import actions, feeds, queries, rules
from nybrott.competitions.forms import AnswerForm, NumberForm
from nybrott.competitions.models import Look, NoticeLink
from nybrott.competitions.queries import TAB, Earlier
from nybrott.competitions.states import LinkState
from nybrott.competitions.views import words
from nybrott.competitions.views.framing import drawn, seen, worked
from nybrott.core.actor import Actor
from nybrott.core.recognising import story
from nybrott.core.verdict import Refused
from nybrott.notices.states.codes import NOT_AWARDED, OUTCOMES, STAGES, TENDERS
from nybrott.procurements.models import Procurement
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.files import as_file
from nybrott.ui.formats import NONE, day_year, money_exact, number, percent
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.thread import State, Stop

SIZE = 50
_STOPS: dict[str, State] = {"told": "done", "missing": "missing", "none": "assumption", "ahead": "missing"}


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything official notices say of the procurement; sent to, it takes the number of one."""
    actor, procurement = seen(request, pk) if request.method != "POST" else worked(request, pk)
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.link_number(
                actor=actor, procurement=procurement, number=form.cleaned_data["number"], now=timezone.now()
            )
        except Refused as trouble:
            form.add_error("number", trouble.reason)
        else:
            found = _("The notice belongs to the procurement now.")
            waits = _("The notice is not in our data yet. We look for it each day.")
            messages.success(request, found if made.key else waits)
            return redirect(TAB, pk)
    return drawn(
        request,
        procurement,
        "competitions/notices.html",
        form=form,
        status=422 if form.errors else 200,
        **_shown(actor, procurement),
    )


def _shown(actor: Actor, procurement: Procurement) -> dict[str, Any]:
    now = timezone.now()
    links = queries.links_of(procurement)
    linked = queries.in_state(links, LinkState.LINKED)
    before = queries.earlier(procurement, links, now)
    return {
        "suggestions": [_suggestion(one) for one in queries.in_state(links, LinkState.SUGGESTED)],
        "waiting": queries.in_state(links, LinkState.WAITING), "rejected": queries.in_state(links, LinkState.REJECTED), "linked": linked, "undoable": [*linked, *queries.in_state(links, LinkState.WAITING)],
        "lots": _lots(linked), "declared": [(words.declared(one.field, one.value), one.lot, one.link) for one in queries.declared_by(linked)],
        "proposal": _proposal(procurement, links), "look": Look.objects.visible_to(actor).filter(procurement=procurement).first(), "before": before,
        "compared": _compared(before), "may_look": rules.may_look(actor, procurement), "generation": queries.standing()[0],
        "files": [(kind.upper(), reverse("competitions:notices_file", args=[procurement.pk, kind])) for kind in FILE_KINDS], **_story(linked, now),
    }  # fmt: skip


def _story(linked: list[NoticeLink], now: Any) -> dict[str, Any]:
    chapters = story(queries.told(linked), timezone.localdate(now))
    told, stops = [], []
    for one in chapters:
        label, missing = str(words.CHAPTERS[one.name]), "" if one.notices else words.untold(one.name, one.state)
        told.append((label, [notice.link for notice in one.notices], missing))
        days = [notice.published_on for notice in one.notices if notice.published_on]
        word = {
            "told": pgettext("official notice", "Published"),
            "missing": _("Missing"),
            "none": _("None"),
            "ahead": _("None") if one.name == "modification" else _("Not yet"),
        }[one.state]
        stops.append(Stop(label, _STOPS[one.state], note=_between(days), word=word))
    return {"chapters": told, "stops": stops}


def _between(days: list[date]) -> str:
    shown = [day_year(day) for day in (min(days), max(days))] if days else []
    return " – ".join(dict.fromkeys(shown))


def _suggestion(one: NoticeLink) -> dict[str, Any]:
    parts = [(words.PARTS[part["name"]], part["points"], part["most"], words.reason(part)) for part in one.parts]
    return {
        "link": one,
        "stage": STAGES.get(one.stage, one.stage),
        "parts": parts,
        "form": AnswerForm(auto_id=f"answer-{one.pk}-%s"),
    }


def _proposal(procurement: Procurement, links: list[NoticeLink]) -> dict[str, Any] | None:
    found = queries.proposal(procurement, links, timezone.now())
    if found is None:
        return None
    return {
        "notice": found.notice,
        "stage": STAGES[found.notice.stage],
        "state": found.state.label,
        "verb": found.verb,
        "after": found.after.label,
    }


def _lots(linked: list[NoticeLink]) -> Table | None:
    rows: list[list[Cell | str]] = []
    for one in queries.lots_told(linked):
        note = str(NOT_AWARDED.get(one.reason, one.reason)) if one.reason else ""
        kinds = " · ".join(f"{TENDERS.get(kind, kind)}: {number(count)}" for kind, count in sorted(one.kinds.items()))
        rows.append([
            Cell(" ".join(filter(None, (one.lot, one.title))) or NONE), Cell(str(OUTCOMES.get(one.outcome, one.outcome or NONE)), note=note),
            Cell(number(one.tenders) if one.tenders is not None else _("Not said"), note=kinds), words.winners(one) or NONE,
            money_exact(one.value) if one.value else _("Not said"),
        ])  # fmt: skip
    columns = [
        Column("lot", _("Lot")), Column("outcome", _("Outcome")), Column("tenders", _("Tenders received"), "end"), Column("winner", _("Winner")),
        Column("value", _("Awarded value"), "end"),
    ]  # fmt: skip
    return Table(columns, rows, _("Lots, tenders and winners"), caption_hidden=True, id="lots") if rows else None


def _compared(before: Earlier) -> list[tuple[str, str]]:
    """Median, single tenders, n and years of what came before; a share from twenty on."""
    all_ = before.together
    if not all_.n:
        return []
    single = _("%(single)s of %(n)s") % {"single": number(all_.single), "n": number(all_.n)}
    if all_.single_share is not None:
        single += f" ({percent(all_.single_share, 0)})"
    years = str(all_.first) if all_.first == all_.last else f"{all_.first}–{all_.last}"
    return [
        (_("Median of tenders received"), _median(all_.median)),
        (_("Lots with exactly one tender"), single), (_("Lots with no tender"), number(all_.none)),
        (_("Counted"), _("%(lots)s lots in %(procurements)s procurements, %(years)s") % {"lots": number(all_.n), "procurements": number(all_.procedures), "years": years}),
        (_("Not counted"), _("%(count)s lots whose notice does not say how many tenders came") % {"count": number(all_.unsaid)}),
    ]  # fmt: skip


@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for notices now."""
    actor, procurement = worked(request, pk)
    found = actions.look_for_notices(actor=actor, procurement=procurement, now=timezone.now())
    if found.linked or found.suggested:
        messages.success(request, _("Found: %(linked)s that belong to it, and %(suggested)s for you to answer.") % {"linked": found.linked, "suggested": found.suggested})  # fmt: skip
    else:
        messages.info(request, _("Nothing new was found."))
    return redirect(TAB, pk)


@require_POST
def answer(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Say whether a notice belongs to the procurement."""
    actor, procurement = worked(request, pk)
    found = get_object_or_404(
        NoticeLink.objects.visible_to(actor).select_related("procurement"), pk=link, procurement=procurement
    )
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether the notice belongs to it or not. A reason has at most 500 characters."))
        return redirect(TAB, pk)
    said = form.cleaned_data
    actions.answer_suggestion(actor=actor, link=found, verb=said["verb"], reason=said["reason"], now=timezone.now())
    yes, nope = (
        _("The notice belongs to the procurement."),
        _("The notice does not belong to the procurement, and is not suggested again."),
    )
    messages.success(request, yes if said["verb"] == "confirm" else nope)
    return redirect(TAB, pk)


@require_safe
def earlier(request: HttpRequest, pk: int) -> HttpResponse:
    """The lots behind the comparison, the newest first."""
    _actor, procurement = seen(request, pk)
    before = queries.earlier(procurement, queries.links_of(procurement), timezone.now())
    page = Paginator(before.together.lots, SIZE).get_page(asked_page(request))
    rows: list[list[Cell | str]] = [
        [
            Cell(one.title, url=reverse("observatory:notice", args=[one.key])), one.lot or NONE, day_year(one.published_on) if one.published_on else NONE,
            number(one.tenders) if one.tenders is not None else _("Not said"),
        ]
        for one in page
    ]  # fmt: skip
    columns = [Column("title", _("Notice")), Column("lot", _("Lot")), Column("published", _("Published")), Column("tenders", _("Tenders received"), "end")]  # fmt: skip
    table = Table(
        columns, rows, _("Lots of earlier procurements"), caption_hidden=True, query=query_of(request),
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    return drawn(
        request, procurement, "competitions/earlier.html", _("Earlier procurements"), before=before, table=table, yearly=_yearly(before),
        compared=_compared(before),
    )  # fmt: skip


def _median(value: float | None) -> str:
    return NONE if value is None else number(value, 0 if value == int(value) else 1)


def _yearly(before: Earlier) -> Table | None:
    rows: list[list[Cell | str]] = [
        [str(year), number(each.n), _median(each.median), number(each.single), number(each.none)]
        for year, each in before.together.by_year()
        if each.n
    ]
    columns = [
        Column("year", _("Year")), Column("n", _("Lots"), "end"), Column("median", _("Median"), "end"), Column("single", _("One tender"), "end"),
        Column("none", _("No tender"), "end"),
    ]  # fmt: skip
    return Table(columns, rows, _("By year"), caption_hidden=True, stack=False, id="years") if rows else None


@require_safe
def notices_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The procurement's notices with lots, tenders and winners, as a file."""
    _actor, procurement = seen(request, pk)
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.notices_sheet(procurement, queries.links_of(procurement)), kind))

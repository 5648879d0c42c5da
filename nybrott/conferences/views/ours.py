"""The conference as the organisation plans it: when and where, its programme, open for seats, called off."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.conferences import actions, queries, rules
from nybrott.conferences.actions import Plan, Slotted
from nybrott.conferences.forms import PlanForm, ReasonForm, SessionForm
from nybrott.conferences.models import Conference, Seat, Session
from nybrott.conferences.states import ConferenceState, ListRule, SeatState
from nybrott.conferences.views.framing import HERE, drawn, planned, seen
from nybrott.core.verdict import Refused, insist
from nybrott.disclosures.rules import may_read_queries
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.sheets import FILE_KINDS
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

SIZE = 30
TONES = {SeatState.TAKEN: "success", SeatState.OFFERED: "warning", SeatState.WAITING: "neutral"}
FIXED = ("most", "list_rule")


@require_safe
def conference(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it has come: programme, who comes and waits, what was asked and given."""
    actor, dialogue, found = seen(request, pk)
    now = timezone.now()
    shown: dict[str, Any] = {"conference": found, "may_plan": rules.may_plan(actor, dialogue, found)}
    if found is not None:
        sessions = list(found.sessions.all())
        asks, people = may_read_queries(actor, dialogue), rules.may_see_people(actor, dialogue)
        shown |= {
            "sessions": sessions, "table": _table(request, found) if people else None, "people": people, "room": [(way.label, found.capacity(way), queries.left(found, way)) for way in found.ways],
            "state": ConferenceState(found.state).label, "rule": ListRule(found.list_rule).label, "may_open": rules.may_open(actor, found, len(sessions), now),
            "may_tick": rules.may_tick(actor, found, now), "may_call_off": rules.may_do(actor, found, "call_off"), "may_publish": rules.may_publish(actor, found),
            "materials": list(queries.materials_of(found)), "asked": list(queries.asked_at(found)[: queries.MOST_SHOWN]) if asks else [], "asks": asks,
            "files": [(kind.upper(), reverse("conferences:seats_file", args=[pk, kind])) for kind in FILE_KINDS], "is_told": queries.is_told(found),
        }  # fmt: skip
    return drawn(request, dialogue, "conferences/conference.html", **shown)


def _table(request: HttpRequest, found: Conference) -> Table:
    page = Paginator(queries.seats_of(found), SIZE).get_page(asked_page(request))
    rows: list[list[Cell | str]] = [
        [Cell(one.representative.supplier.name), one.representative.name, one.get_way_display(), Cell(_stands(one))] for one in page
    ]  # fmt: skip
    return Table(
        [Column("supplier", _("Supplier")), Column("name", _("Name")), Column("way", _("How")), Column("stands", _("How it stands"))], rows, _("Who is coming"),
        query=query_of(request), caption_hidden=True, pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip


def _stands(one: Seat) -> str:
    if one.present is not None:
        return str(tag(_("Came"), "success") if one.present else tag(_("Did not come"), "neutral"))
    return str(tag(one.get_state_display(), TONES[SeatState(one.state)]))


def _asked(request: HttpRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    """Whether what was typed was done; otherwise the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as trouble:
        form.add_error(None, trouble.reason)
        return False
    messages.success(request, said)
    return True


def _form(request: HttpRequest, found: Conference | None, dialogue: Any, form: forms.Form, heading: str, **shown: object) -> HttpResponse:  # fmt: skip
    return drawn(request, dialogue, "conferences/form.html", heading, form=form, heading=heading, conference=found, status=422 if form.errors else 200, **shown)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """When, where and for how many."""
    actor, dialogue, found = seen(request, pk)
    insist(rules.may_plan(actor, dialogue, found))
    is_open = found is not None and found.state == ConferenceState.OPEN
    first = found or Conference(dialogue=dialogue)
    start = {name: getattr(first, name) for name in PlanForm.base_fields}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=start, fixed=FIXED if is_open else ())

    def save() -> None:
        typed = start | form.cleaned_data
        plan = Plan(**typed | {"room": typed["room"] or 0})
        actions.plan_conference(actor=actor, dialogue=dialogue, plan=plan, now=timezone.now())

    if _asked(request, form, save, _("The plan is saved.")):
        return redirect(HERE, pk)
    lead = _("No one outside sees it until you let suppliers take seats.")
    if is_open:
        lead = _("Those with a seat get a letter when the time, the place or the format is changed. How many "
                 "people can come from each supplier, and who sees the list, stay as they are.")  # fmt: skip
    return _form(request, found, dialogue, form, _("Plan the conference"), button=_("Save the plan"), lead=lead)


def _session(request: HttpRequest, pk: int, one: Session | None, found: Conference, actor: Any) -> HttpResponse:
    names = list(SessionForm.base_fields)
    if one is not None:
        start = {name: getattr(one, name) for name in names}
    else:
        last = max((each.ends for each in found.sessions.all()), default=found.begins)
        start = {"begins": min(last, found.ends - timedelta(minutes=5)), "minutes": 30}
    form = SessionForm(request.POST if request.method == "POST" else None, initial=start)
    if _asked(request, form, lambda: actions.write_session(actor=actor, conference=found, slotted=Slotted(**form.cleaned_data), session=one, now=timezone.now()), _("The programme is saved.")):  # fmt: skip
        return redirect(HERE, pk)
    return _form(request, found, found.dialogue, form, _("Part of the programme"), button=_("Save"), lead=found.dialogue.title, removes=one is not None)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a part of the programme; it is proposed to begin when the last one is over."""
    actor, found = planned(request, pk)
    insist(rules.may_plan(actor, found.dialogue, found))
    return _session(request, pk, None, found, actor)


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Write a part of the programme anew, or take it out."""
    actor, found = planned(request, pk)
    insist(rules.may_plan(actor, found.dialogue, found))
    one = get_object_or_404(Session.objects.visible_to(actor), pk=session, conference=found)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_session(actor=actor, session=one, now=timezone.now())
        messages.success(request, _("The programme is saved."))
        return redirect(HERE, pk)
    return _session(request, pk, one, found, actor)


@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    """Let suppliers take seats."""
    actor, found = planned(request, pk)
    actions.open_seats(actor=actor, conference=found, now=timezone.now())
    messages.success(request, _("Suppliers can take seats. All who take part in the dialogue get a letter."))
    return redirect(HERE, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off, with the reason everyone reads."""
    actor, found = planned(request, pk)
    insist(rules.may_do(actor, found, "call_off"))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    said = _("The conference is called off. Those with a seat get a letter.")
    if _asked(request, form, lambda: actions.call_off_conference(actor=actor, conference=found, reason=form.cleaned_data["reason"], now=timezone.now()), said):  # fmt: skip
        return redirect(HERE, pk)
    return _form(request, found, found.dialogue, form, _("Call the conference off"), button=_("Cancel it"), lead=found.dialogue.title)  # fmt: skip

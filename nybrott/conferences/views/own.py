"""A supplier's own page of the conference, by the link of its letter: no account, no JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nybrott.conferences import actions, feeds, queries, rules
from nybrott.conferences.forms import AskForm, SeatForm
from nybrott.conferences.models import Seat
from nybrott.conferences.states import COUNTED, ConferenceState, ListRule, SeatState, Way
from nybrott.conferences.views.framing import Own, by_key
from nybrott.core.limits import Limit
from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Representative
from nybrott.dialogues.queries import own_crumbs
from nybrott.people.actions.limits import spend

CHANGING = Limit("conferences.change", 120, timedelta(hours=1))  # by supplier
ASKING = Limit("conferences.ask", 20, timedelta(hours=1))  # by person


def _seat_form(own: Own, seat: Seat | None, data: Any = None) -> SeatForm:
    first = {"way": seat.way, "named": seat.named} if seat is not None and seat.state in COUNTED else {}
    return SeatForm(data, conference=own.conference, initial=first)


def _shown(own: Own, key: str, **more: object) -> dict[str, Any]:
    """What one's own page tells: the seat, what can be done, and what everyone was given."""
    seat, conference = queries.seat_of(own.by, own.conference), own.conference
    if seat is not None and seat.state not in COUNTED:
        lapsed, seat = seat.state == SeatState.LAPSED, None
    else:
        lapsed = False
    return {
        "own": own, "conference": conference, "dialogue": conference.dialogue, "supplier": own.supplier, "key": key, "seat": seat, "lapsed": lapsed,
        "may_take": rules.may_take(own.supplier, conference, seat, queries.of_supplier(own.by, conference), own.now),
        "may_leave": rules.may_leave(own.supplier, conference, seat, own.now), "may_ask": rules.may_ask(own.supplier, conference, own.now),
        "place": queries.place_in_line(seat, conference) if seat is not None else 0, "has": seat is not None and seat.state == SeatState.TAKEN,
    } | more  # fmt: skip


def _page(request: HttpRequest, key: str, own: Own, **more: Any) -> HttpResponse:
    seat = queries.seat_of(own.by, own.conference)
    conference = own.conference
    shown: dict[str, Any] = {
        "form": _seat_form(own, seat), "ask_form": AskForm(), "room": [(way, Way(way).label, queries.left(conference, way)) for way in conference.ways],
        "sessions": list(conference.sessions.all()), "firms": queries.list_for(conference, supplier=True), "rule": ListRule(conference.list_rule).label,
        "materials": list(queries.materials_of(conference)), "answers": list(queries.answered_at(conference)),
        "mine": [one.query for one in queries.asked_at(conference).filter(query__supplier=own.supplier)[: queries.MOST_SHOWN]],
        "held": conference.state == ConferenceState.HELD,
    } | more  # fmt: skip
    bad = any(shown[name].errors for name in ("form", "ask_form"))
    return render(
        request,
        "conferences/mine.html",
        _shown(own, key, breadcrumbs=own_crumbs(key, _("Dialogue conference")), **shown),
        status=422 if bad else 200,
    )


@require_safe
@by_key
def mine(request: HttpRequest, key: str, own: Own) -> HttpResponse:
    """One's seat, the programme, and what was asked and given."""
    return _page(request, key, own)


def _done(request: HttpRequest, key: str, own: Own, act: Callable[[], str]) -> HttpResponse:
    """Do it, and come back to the page; why it could not be done stands there. `act` gives what is said then."""
    spend(limit=CHANGING, who=own.supplier.key, now=own.now)
    try:
        messages.success(request, act())
    except Refused as trouble:
        messages.error(request, trouble.reason)
    return redirect("conferences:mine", key)


@require_POST
@by_key
def seat(request: HttpRequest, key: str, own: Own) -> HttpResponse:
    """Take a seat, or wait for one; change how one takes part."""
    form = _seat_form(own, None, request.POST)
    if not form.is_valid():
        return _page(request, key, own, form=form)
    said = form.cleaned_data

    def take() -> str:
        got = actions.take_seat(representative=own.by, conference=own.conference, way=said["way"], named=said.get("named", False), now=own.now)  # fmt: skip
        return _("You have a seat.") if got.state == SeatState.TAKEN else _("All seats are taken. You are on the waiting list.")  # fmt: skip

    return _done(request, key, own, take)


@require_POST
@by_key
def leave(request: HttpRequest, key: str, own: Own) -> HttpResponse:
    """Give up a seat, or stop waiting."""

    def left() -> str:
        actions.leave_seat(representative=own.by, conference=own.conference, now=own.now)
        return _("You are not coming. Someone else can have the seat.")

    return _done(request, key, own, left)


@require_POST
@by_key
def ask(request: HttpRequest, key: str, own: Own) -> HttpResponse:
    """Ask under way."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, key, own, ask_form=form)
    spend(limit=ASKING, who=str(own.by.pk), now=own.now)

    def sent() -> str:
        actions.ask(conference=own.conference, supplier=own.supplier, text=form.cleaned_data["text"], language=get_language() or "nb", now=own.now)  # fmt: skip
        return _("Your question is sent. The answer goes to everyone at once.")

    return _done(request, key, own, sent)


@require_safe
@by_key
def own_dates(_request: HttpRequest, key: str, own: Own) -> HttpResponse:
    """The conference for one's calendar, with where one comes to."""
    made = feeds.calendar(own.conference, own.now, queries.seat_of(own.by, own.conference))
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="conference.ics"'})  # fmt: skip


def own_block(request: HttpRequest, representative: Representative, key: str) -> str:
    """The part of a supplier's own page that tells of the conference."""
    found = queries.conference_of(representative.supplier.dialogue)
    if found is None or found.opened_at is None or found.state == ConferenceState.DRAFT:
        return ""
    own = Own(representative, found, timezone.now())
    return render_to_string("conferences/own_block.html", _shown(own, key), request)

"""A supplier's own meetings, by the link of its letter: no account, no JavaScript."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.limits import Limit
from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Representative
from nybrott.dialogues.queries import own_crumbs
from nybrott.meetings import actions, feeds, queries, rules
from nybrott.meetings.actions.minutes import opened
from nybrott.meetings.forms import CANNOT, WISHES, ApplyForm, RemarkForm
from nybrott.meetings.models import Slot
from nybrott.meetings.views.framing import Own, briefly_by_key, by_key, paged
from nybrott.people.actions.limits import spend
from nybrott.ui.frame import Link
from nybrott.ui.templatetags.ui import page_links

SIZE = 20  # times that can be booked, on a page
CHANGING = Limit("meetings.change", 120, timedelta(hours=1))  # by supplier


def _shown(own: Own, key: str, here: str = "", **more: object) -> dict[str, Any]:
    """What a supplier's pages of meetings show. `here`: what a page below the one with its meetings is called; empty for that one itself."""
    all_held = _("Your meetings")
    way = (Link(all_held, reverse("meetings:mine", args=[key])), here) if here else (all_held,)
    shown = {"own": own, "round": own.round, "dialogue": own.round.dialogue, "supplier": own.supplier, "key": key}
    return shown | {"breadcrumbs": own_crumbs(key, *way)} | more


def _apply_form(own: Own, data: Any = None) -> ApplyForm:
    found = queries.application_of(own.supplier, own.round)
    slots = list(queries.slots_of(own.round).filter(begins__gt=own.now))
    start: dict[str, Any] = {"wants": found.wants if found else 1}
    if found:
        start |= {f"t{pk}": str(n) for n, pk in enumerate(found.wishes[:WISHES], 1)} | {f"t{pk}": CANNOT for pk in found.cannot}  # fmt: skip
    return ApplyForm(data, round_=own.round, slots=slots, initial=start)


@require_safe
@by_key
def mine(request: HttpRequest, key: str, own: Own) -> HttpResponse:
    """One's meetings, what can be booked, and whether one waits."""
    held = queries.held_by(own.supplier, own.round)
    application = queries.application_of(own.supplier, own.round)
    leaving = next((one for one in held if str(one.pk) == request.GET.get("instead_of")), None)
    free = queries.open_to(own.supplier, own.round, own.now, leaving) if own.round.drawn_at else []
    has_all = len(held) >= min(application.wants if application else own.round.most, own.round.most)
    page, table = paged(request, free, SIZE)
    records = {one.slot_id: one for one in queries.sent_minutes(held).defer("sealed")}
    shown = _shown(
        own, key, application=application, has_all=has_all, leaving=leaving, may_apply=rules.may_apply(own.supplier, own.round, own.now),
        may_wait=rules.may_wait(own.supplier, own.round), free=page, pages=page_links(table),
        held=[(one, rules.may_give_up(own.supplier, one, own.now), records.get(one.pk)) for one in held],
    )  # fmt: skip
    return render(request, "meetings/mine.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@by_key
def apply(request: HttpRequest, key: str, own: Own) -> HttpResponse:
    """Apply, or be on the waiting list."""
    form = _apply_form(own, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        spend(limit=CHANGING, who=own.supplier.key, now=own.now)
        said = form.cleaned_data
        try:
            actions.apply(representative=own.by, round_=own.round, wants=said["wants"], wishes=said["wishes"], cannot=said["cannot"], now=own.now)  # fmt: skip
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        else:
            messages.success(request, _("You are on the list."))
            return redirect("meetings:mine", key)
    may = rules.may_wait(own.supplier, own.round) if own.round.drawn_at else rules.may_apply(own.supplier, own.round, own.now)  # fmt: skip
    return render(request, "meetings/apply.html", _shown(own, key, _("Apply for a meeting"), form=form, may=may), status=422 if form.errors else 200)  # fmt: skip


@require_POST
@by_key
def stop(request: HttpRequest, key: str, own: Own) -> HttpResponse:
    """Withdraw, or leave the waiting list."""
    return _done(request, key, own, lambda: actions.stop_waiting(representative=own.by, round_=own.round, now=own.now), _("You are off the list."))  # fmt: skip


@require_POST
@briefly_by_key
def book(request: HttpRequest, key: str, own: Own, slot: int) -> HttpResponse:
    """Take a free time, in place of another when the form says which."""
    other = request.POST.get("instead_of", "")
    # not read here: the action reads and holds them
    wanted, leaving = Slot(pk=slot, round=own.round), None
    if other.isascii() and other.isdigit() and len(other) < 18:
        leaving = Slot(pk=int(other), round=own.round)
    try:
        return _done(request, key, own, lambda: actions.book_slot(representative=own.by, slot=wanted, instead_of=leaving, now=own.now), _("The time is yours."))  # fmt: skip
    except Slot.DoesNotExist:
        raise Http404 from None


@require_POST
@by_key
def cancel(request: HttpRequest, key: str, own: Own, slot: int) -> HttpResponse:
    """Cancel a meeting."""
    found = own.slot(slot)
    return _done(request, key, own, lambda: actions.give_up_slot(representative=own.by, slot=found, now=own.now), _("The meeting is cancelled."))  # fmt: skip


def _done(request: HttpRequest, key: str, own: Own, act: Any, said: str) -> HttpResponse:
    """Do it, and come back to the page; why it could not be done stands there."""
    spend(limit=CHANGING, who=own.supplier.key, now=own.now)
    try:
        act()
    except Refused as trouble:
        messages.error(request, trouble.reason)
    else:
        messages.success(request, said)
    return redirect("meetings:mine", key)


@require_http_methods(["GET", "HEAD", "POST"])
@by_key
def own_minutes(request: HttpRequest, key: str, own: Own, slot: int) -> HttpResponse:
    """Read minutes, approve them, or say what should be changed."""
    found = get_object_or_404(queries.slots_of(own.round), pk=slot, supplier=own.supplier)
    record = get_object_or_404(queries.sent_minutes([found]))
    form = RemarkForm(request.POST if "change" in request.POST else None)
    if request.method == "POST" and ("approve" in request.POST or form.is_valid()):
        remark = "" if "approve" in request.POST else form.cleaned_data["remark"]
        try:
            actions.answer_minutes(
                representative=own.by, slot=found, seen_at=_seen(request), remark=remark, now=own.now
            )
        except Refused as trouble:
            messages.error(request, trouble.reason)
        else:
            messages.success(
                request, _("We have received what should be changed.") if remark else _("The minutes are approved.")
            )
        return redirect("meetings:mine", key)
    try:
        secret, shut = opened(record), ""
    except Refused as lost:
        secret, shut = "", lost.reason
    shown = _shown(own, key, _("Minutes of the meeting"), slot=found, record=record, secret=secret, shut=shut, form=form, may=rules.may_answer(own.supplier, record), seen=record.sent_at.isoformat() if record.sent_at else "")  # fmt: skip
    return render(request, "meetings/own_minutes.html", shown, status=422 if form.errors else 200)


def _seen(request: HttpRequest) -> datetime:
    try:
        return datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError:
        raise Http404 from None


@require_safe
@by_key
def dates(_request: HttpRequest, key: str, own: Own) -> HttpResponse:
    """One's meetings for a calendar."""
    made = feeds.calendar(own.round.dialogue, own.round, queries.held_by(own.supplier, own.round), own.now)
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="meetings.ics"'})  # fmt: skip


def own_block(request: HttpRequest, representative: Representative, key: str) -> str:
    """The part of a supplier's own page that tells of its meetings."""
    round_ = queries.round_of(representative.supplier.dialogue)
    if round_ is None or round_.published_at is None:
        return ""
    own = Own(representative, round_, timezone.now())
    shown = _shown(own, key, held=queries.held_by(own.supplier, round_), may_apply=rules.may_apply(own.supplier, round_, own.now), application=queries.application_of(own.supplier, round_))  # fmt: skip
    return render_to_string("meetings/own_block.html", shown, request)

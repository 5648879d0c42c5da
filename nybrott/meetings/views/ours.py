"""Meetings as the organisation meets them: planned, published, closed, drawn, held, written down."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.rules import may_read_secrets
from nybrott.meetings import actions, feeds, queries, rules
from nybrott.meetings.actions.planning import HELD
from nybrott.meetings.forms import MinutesForm, PlanForm, SlotsForm, ValueForm
from nybrott.meetings.models import Minutes, Round, Slot
from nybrott.meetings.views.framing import HERE, drawn, planned, seen
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.files import as_file
from nybrott.ui.formats import moment
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

SIZE = 30


@require_safe
def meetings(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the meetings have come, the times, and who waits."""
    actor, dialogue, round_ = seen(request, pk)
    now = timezone.now()
    shown: dict[str, Any] = {"round": round_, "may_plan": rules.may_plan(actor, dialogue, round_)}
    if round_ is not None:
        shown |= {
            "count": round_.applications.count(), "table": _table(request, round_), "form": SlotsForm(), "late": round_.known_at <= now,
            "may_publish": rules.may_publish(actor, round_, round_.slots.count(), now), "may_close": rules.may_close(actor, round_, now),
            "may_value": rules.may_type_value(actor, round_, now),
        }  # fmt: skip
        line = queries.waiting(round_) if round_.drawn_at else []
        shown |= {"waiting": line[:SIZE], "more_waiting": max(0, len(line) - SIZE)}
    return drawn(request, dialogue, "meetings/meetings.html", _("Meetings"), **shown)


def _table(request: HttpRequest, round_: Round) -> Table:
    found = queries.slots_of(round_).select_related("record").defer("record__sealed")
    page = Paginator(found, SIZE).get_page(asked_page(request))
    rows: list[list[Cell | str]] = [[Cell(moment(one.begins), _way(round_, one)), one.supplier.name if one.supplier else "–", Cell(_stands(one))] for one in page]  # fmt: skip
    return Table(
        [Column("when", _("When")), Column("who", _("Supplier")), Column("stands", _("How it stands"))], rows, _("Times for meetings"),
        query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip


def _way(round_: Round, one: Slot) -> str:
    """Where a time leads: to the meeting, or to taking it away while nobody has seen it."""
    if one.supplier_id is None and round_.published_at:
        return ""
    return reverse("meetings:minutes" if one.supplier_id else "meetings:remove", args=[round_.dialogue_id, one.pk])


def _stands(one: Slot) -> str:
    record = getattr(one, "record", None)
    if one.supplier_id is None:
        if one.offered_to:
            return str(tag(_("Offered to %(who)s") % {"who": one.offered_to.name}, "warning"))
        return str(tag(_("Free"), "neutral"))
    if record is None:
        return str(tag(_("By the lottery") if one.drawn else _("Booked"), "info"))
    return str(tag(feeds.minutes_stand(record), "success" if record.approved_at else "warning"))


@require_safe
def meetings_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """All times with who has them and how far the minutes have come, as a file."""
    _actor, round_ = planned(request, pk)
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.slots_sheet(round_), kind))


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules."""
    actor, dialogue, round_ = seen(request, pk)
    insist(rules.may_plan(actor, dialogue, round_))
    names = list(PlanForm.base_fields)
    first = round_ or Round(dialogue=dialogue)
    start = {name: getattr(first, name) for name in names}
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        initial=start,
        held=HELD if round_ and round_.published_at else (),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_meetings(actor=actor, dialogue=dialogue, said=form.cleaned_data, now=timezone.now())
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        else:
            messages.success(request, _("The rules are saved."))
            return redirect(HERE, pk)
    way = (Link(_("Meetings"), reverse(HERE, args=[pk])), _("Rules"))
    return drawn(request, dialogue, "meetings/form.html", *way, form=form, heading=_("Rules of the meetings"), button=_("Save the rules"), lead=_("They are published before anyone applies, and apply to everyone."), status=422 if form.errors else 200)  # fmt: skip


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill a stretch of a day with times."""
    actor, round_ = planned(request, pk)
    insist(rules.may_plan(actor, round_.dialogue, round_))
    form = SlotsForm(request.POST)
    if form.is_valid():
        try:
            count = actions.add_slots(actor=actor, round_=round_, first=form.cleaned_data["first"], until=form.cleaned_data["until"], now=timezone.now())  # fmt: skip
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        else:
            messages.success(request, ngettext("%(count)s time was added.", "%(count)s times were added.", count) % {"count": count})  # fmt: skip
            return redirect(HERE, pk)
    way = (Link(_("Meetings"), reverse(HERE, args=[pk])), _("Times"))
    return drawn(request, round_.dialogue, "meetings/form.html", *way, form=form, heading=_("Add times"), button=_("Add times"), lead=_("The period is filled with meetings and the breaks between them."), status=422)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int, slot: int) -> HttpResponse:
    """Take a time away, before suppliers have seen it."""
    actor, round_ = planned(request, pk)
    insist(rules.may_plan(actor, round_.dialogue, round_))
    found = get_object_or_404(queries.slots_of(round_), pk=slot)
    if request.method == "POST":
        actions.remove_slot(actor=actor, slot=found, now=timezone.now())
        return redirect(HERE, pk)
    way = (Link(_("Meetings"), reverse(HERE, args=[pk])), _("Times"))
    return drawn(request, round_.dialogue, "meetings/form.html", *way, form=None, heading=_("Remove the time?"), button=_("Remove"), lead=moment(found.begins))  # fmt: skip


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show rules and times to all."""
    actor, round_ = planned(request, pk)
    actions.publish_meetings(actor=actor, round_=round_, now=timezone.now())
    messages.success(request, _("The rules and times are public."))
    return redirect(HERE, pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the list."""
    actor, round_ = planned(request, pk)
    actions.close_list(actor=actor, round_=round_, now=timezone.now())
    messages.success(request, _("The list is closed, and its hash is public."))
    return redirect(HERE, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, pk: int) -> HttpResponse:
    """Type the public value and draw."""
    actor, round_ = planned(request, pk)
    insist(rules.may_type_value(actor, round_, timezone.now()))
    form = ValueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.draw_meetings(actor=actor, round_=round_, value=form.cleaned_data["value"], now=timezone.now())
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        else:
            messages.success(request, _("The lottery is drawn. Everyone who applied is told by letter."))
            return redirect(HERE, pk)
    way = (Link(_("Meetings"), reverse(HERE, args=[pk])), _("Draw"))
    return drawn(request, round_.dialogue, "meetings/form.html", *way, form=form, heading=_("Type the value and draw"), button=_("Draw"), lead=round_.value_is, status=422 if form.errors else 200)  # fmt: skip


def _record(actor: Any, slot: Slot) -> Minutes | None:
    return Minutes.objects.visible_to(actor).filter(slot=slot).select_related("slot__round__dialogue", "slot__supplier").first()  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, pk: int, slot: int) -> HttpResponse:
    """One meeting: the questions all are asked, and the minutes."""
    actor, round_ = planned(request, pk)
    found = get_object_or_404(queries.slots_of(round_), pk=slot, supplier__isnull=False)
    record, secrets, now = _record(actor, found), may_read_secrets(actor, round_.dialogue), timezone.now()
    may = rules.may_write(actor, found, record, now)
    # what is confidential is never filled in: to read it is an action of its own
    asks = record is None or not record.reason
    start = {"lasted": record.lasted if record else round_.minutes, "open": record.open if record else ""}
    form = MinutesForm(request.POST if request.method == "POST" else None, initial=start, secrets=asks)
    if request.method == "POST":
        insist(may)
    if request.method == "POST" and form.is_valid():
        said, send = form.cleaned_data, "send" in request.POST
        try:
            actions.write_minutes(actor=actor, slot=found, open_part=said["open"], secret=said.get("secret") if asks else None, reason=said.get("reason", ""), lasted=said["lasted"], send=send, now=now)  # fmt: skip
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        else:
            messages.success(
                request, _("The minutes are sent to the supplier.") if send else _("The minutes are saved.")
            )
            return redirect("meetings:minutes", pk, slot)
    way = (Link(_("Meetings"), reverse(HERE, args=[pk])), found.supplier.name if found.supplier else "")
    return drawn(request, round_.dialogue, "meetings/minutes.html", *way, slot=found, round=round_, record=record, form=form, may=may, secrets=secrets, status=422 if form.errors else 200)  # fmt: skip


@never_cache
@require_POST
def secret(request: HttpRequest, pk: int, slot: int) -> HttpResponse:
    """Read the confidential part; it is written down."""
    actor, round_ = planned(request, pk)
    found = get_object_or_404(queries.slots_of(round_), pk=slot)
    record = get_object_or_404(Minutes.objects.visible_to(actor).select_related("slot__round__dialogue"), slot=found)
    text = actions.read_secret_minutes(actor=actor, record_=record, now=timezone.now())
    way = (Link(_("Meetings"), reverse(HERE, args=[pk])), _("Confidential part"))
    return drawn(request, round_.dialogue, "meetings/secret.html", *way, slot=found, record=record, text=text)

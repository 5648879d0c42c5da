"""Booking a session, its page, moving it, calling it off, its agenda, and how it went."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.queries import differences, initial_of, writing
from nybrott.guidance import actions, feeds, queries, rules
from nybrott.guidance.actions import Booking
from nybrott.guidance.forms import AgendaForm, BookForm, HowForm, MinutesForm, ProposeForm, ReasonForm, StepForm
from nybrott.guidance.models import Note, Pairing, Session
from nybrott.guidance.states import PairingState, SessionState
from nybrott.guidance.views.steps import sides
from nybrott.guidance.views.together import form_page, name_of, seen, session_seen, to_session, way
from nybrott.ui.asking import asked_page, who
from nybrott.ui.thread import NextStep

DAYS = 7  # with free times, on one page


def _booking(form: BookForm | ProposeForm) -> Booking:
    said = form.cleaned_data
    return Booking(said["at"], said["topic"], said.get("minutes") or 0, said["place"], said["link"])


def _form(request: HttpRequest, pairing: Pairing, session: Session | None, now: datetime) -> BookForm | ProposeForm:
    """A driver chooses among free times, a mentor says any time."""
    terms = queries.terms_of(pairing.mentor)
    first: dict[str, Any] = {"place": terms.place, "link": terms.link, "minutes": terms.minutes}
    if suggested := queries.suggestion(pairing, now):
        first["day"] = suggested.on
    if session is not None:
        local = timezone.localtime(session.starts_at, queries.zone())
        first = {name: getattr(session, name) for name in ("topic", "place", "link", "minutes")}
        first |= {"day": local.date(), "time": local.strftime("%H:%M"), "at": session.starts_at.isoformat()}
    kind = BookForm if rules.side_of(who(request), pairing) == "driver" else ProposeForm
    return kind(request.POST or None, initial=first)


def _times_page(
    request: HttpRequest, pairing: Pairing, form: BookForm | ProposeForm, session: Session | None, status: int
) -> HttpResponse:
    actor, now = who(request), timezone.now()
    days = queries.by_day(queries.free_times(pairing, now=now, but=session)) if isinstance(form, BookForm) else []
    more = (to_session(session), _("Move it")) if session else (_("Book a session"),)
    shown = {
        "pairing": pairing, "session": session, "form": form, "page": Paginator(days, DAYS).get_page(asked_page(request)), "chosen": form["at"].value() if isinstance(form, BookForm) else "",
        "suggested": None if session else queries.suggestion(pairing, now), "has_times": queries.has_times(pairing.mentor, now),
        "is_driver": isinstance(form, BookForm), "name": name_of(actor, pairing), "breadcrumbs": way(actor, pairing, *more),
        "asked": queries.asked_for_times().filter(pk=pairing.pk).exists(), "minutes": queries.terms_of(pairing.mentor).minutes,
    }  # fmt: skip
    return render(request, "guidance/book.html", shown, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Book the next session. What somebody else took meanwhile is said, and what was typed stays."""
    actor, one = seen(request, pk)
    now = timezone.now()
    insist(rules.may_book(actor, one, now))
    form, status = _form(request, one, None, now), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reader = (one.driver if rules.side_of(actor, one) == "driver" else one.mentor).user
                agenda = queries.prefilled(actor, one, reader=reader)
                made = actions.book_session(actor=actor, pairing=one, booking=_booking(form), agenda=agenda, now=now)
            except Refused as refused:
                form.add_error(None, refused.reason)
                status = 409
            else:
                messages.success(request, _("The session is booked. Both of you get a letter."))
                return redirect("guidance:session", pk=made.pk)
    return _times_page(request, one, form, None, status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a session, or change where it is."""
    actor, one = session_seen(request, pk)
    now = timezone.now()
    insist(rules.may_move(actor, one))
    form, status = _form(request, one.pairing, one, now), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.move_session(actor=actor, session=one, booking=_booking(form), now=now)
            except Refused as refused:
                form.add_error(None, refused.reason)
                status = 409
            else:
                messages.success(request, _("Saved. If the time or place has changed, both of you get a letter."))
                return redirect("guidance:session", pk=one.pk)
    return _times_page(request, one.pairing, form, one, status)


@require_POST
def ask_times(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the mentor to say when they can be booked."""
    actor, one = seen(request, pk)
    actions.ask_for_times(actor=actor, pairing=one, now=timezone.now())
    messages.success(request, _("%(name)s is asked to say when they can be booked.") % {"name": one.mentor.user.name})
    return redirect("guidance:pair", pk=one.pk)


def _next_step(actor: Actor, one: Session, now: datetime) -> NextStep | None:
    """The one next step of a session."""
    allowed, both = rules.may_guide(actor, one.pairing), _("The driver and the mentor")
    said = str(SessionState(one.state).label)

    def step(name: str, label: str, key: int, part: str = "") -> NextStep:
        return NextStep(
            said, label, both, reverse(f"guidance:{name}", args=[key]) + part if allowed else "", allowed.reason
        )

    if one.pairing.state != PairingState.STANDS:
        return None
    if one.state == SessionState.BOOKED:
        return (
            step("close", _("Say how it went"), one.pk)
            if now >= one.starts_at
            else step("agenda", _("Prepare it together"), one.pk)
        )
    if one.state == SessionState.HELD:
        return (
            None
            if one.steps.filter(dropped_at=None).exists()
            else step("session", _("Agree on a next step"), one.pk, "#steps")
        )
    return step("book", _("Book again"), one.pairing_id)


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """A session: when, where, agenda, how it went, what was noted and agreed. To others than the two: that it is, and what was agreed."""
    actor, one = session_seen(request, pk)
    now, pairing = timezone.now(), one.pairing
    notes = Note.objects.visible_to(actor).filter(session=one).select_related("written_by").order_by("written_at", "pk")
    shown = {
        "one": one, "me": actor.user_id, "pairing": pairing, "name": name_of(actor, pairing), "side": rules.side_of(actor, pairing), "notes": list(notes[:100]),
        "steps": list(one.steps.filter(dropped_at=None).select_related("who").order_by("due_on", "pk")[:50]),
        "may_guide": rules.may_guide(actor, pairing), "may_move": rules.may_move(actor, one), "may_agenda": rules.may_write_agenda(actor, one),
        "may_hold": rules.may_close(actor, one, "hold", now), "may_miss": rules.may_close(actor, one, "miss", now), "may_correct": rules.may_correct(actor, one),
        "began": now >= one.starts_at, "may_agree": rules.may_agree(actor, pairing), "step_form": StepForm(sides=sides(pairing)),
        "minutes_form": MinutesForm(initial={"minutes": one.minutes}), "breadcrumbs": way(actor, pairing, _("Session")),
        "step": _next_step(actor, one, now),
        "is_over": one.state in (SessionState.HELD, SessionState.NO_SHOW),
    }  # fmt: skip
    return render(request, "guidance/session.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a session off."""
    actor, one = session_seen(request, pk)
    insist(rules.may_move(actor, one))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.call_off_session(actor=actor, session=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("The session is called off. Both of you get a letter."))
        return redirect("guidance:session", pk=one.pk)
    return form_page(request, one.pairing, form, _("Call the session off"), to_session(one), save=_("Cancel it"))


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it went."""
    actor, one = session_seen(request, pk)
    now = timezone.now()
    insist(rules.may_close(actor, one, "hold" if one.state != SessionState.HELD else "miss", now))
    form = HowForm(request.POST or None, initial={"minutes": one.minutes, "how": "held"})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if said["how"] == "held":
            actions.hold_session(actor=actor, session=one, minutes=said["minutes"], now=now)
            messages.success(request, _("Noted. Now write down what you agreed on."))
        else:
            actions.miss_session(actor=actor, session=one, missed_by=said["how"], now=now)
            messages.success(request, _("Noted. Both of you get a letter and can book again."))
        return redirect("guidance:session", pk=one.pk)
    return form_page(request, one.pairing, form, _("How did it go?"), to_session(one))


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct how long it took."""
    actor, one = session_seen(request, pk)
    insist(rules.may_correct(actor, one))
    form = MinutesForm(request.POST)
    if form.is_valid():
        actions.correct_minutes(actor=actor, session=one, minutes=form.cleaned_data["minutes"], now=timezone.now())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Give a number of minutes from 15 to 240."))
    return redirect("guidance:session", pk=one.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda both write on. Who hands in after the other has sees both versions."""
    actor, one = session_seen(request, pk)
    now = timezone.now()
    insist(rules.may_write_agenda(actor, one))
    state = writing(actor, f"guidance.agenda:{pk}", label=_("Agenda"), url=request.path, now=now, shared=True)
    form = AgendaForm(request.POST or None, initial={"agenda": one.agenda, "version": one.version})
    if request.method != "POST":
        form.initial = {**form.initial, **initial_of(form, state.draft)}
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.write_agenda(actor=actor, session=one, agenda=said["agenda"], version=said["version"], now=now)
        except actions.OvertakenAgenda as overtaken:
            theirs = reverse("guidance:session", args=[pk])
            shown = {"both": differences(form, {"agenda": overtaken.now.agenda}), "theirs_url": theirs}
            form.data = {**request.POST.dict(), "version": str(overtaken.now.version)}
        else:
            messages.success(request, _("Saved."))
            return redirect("guidance:session", pk=one.pk)
    back = reverse("guidance:session", args=[pk])
    return form_page(
        request,
        one.pairing,
        form,
        _("Agenda"),
        to_session(one),
        writing=state,
        status=409 if shown else 200,
        back=back,
        **shown,
    )


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """The session as an event for one's own calendar: for the two."""
    actor, one = session_seen(request, pk)
    get_object_or_404(Pairing.objects.visible_to(actor).of_person(actor), pk=one.pairing_id)
    answer = HttpResponse(
        feeds.invitation(one, actor.user_id, now=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="guidance-{one.pk}.ics"'
    return answer

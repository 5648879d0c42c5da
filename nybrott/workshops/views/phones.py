"""People's phones: come in by the code, write, vote. No account, and no JavaScript needed.

Which seat a phone has stands in its session, so the address is the same for everybody, two tabs are one person, and who lost
the connection is back on the same seat.
"""

from datetime import timedelta
from secrets import token_urlsafe

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.limits import Limit
from nybrott.core.verdict import Refused, insist
from nybrott.people.actions.limits import give_back, spend
from nybrott.people.models import User
from nybrott.ui.asking import network_of, who
from nybrott.workshops import actions, queries, rules
from nybrott.workshops.forms import CodeForm, ComeInForm, NoteForm
from nybrott.workshops.models import Group, Note, Seat, Step, Workshop
from nybrott.workshops.states import SeatState

GUESSING = Limit("workshops.code", 30, timedelta(minutes=10))  # codes in vain, by network
COMING_IN = Limit("workshops.in", 300, timedelta(minutes=10))  # by network; a town hall shares one address


def _found(request: HttpRequest, code: str) -> Workshop:
    """The workshop with this code. Codes that lead nowhere are counted, so that nobody can try them all."""
    found = queries.with_code(code)
    if found is None:
        spend(limit=GUESSING, who=network_of(request), now=timezone.now())
        raise Http404(_("There is no workshop with this code. Check the wall again."))
    return found


def _seat(request: HttpRequest, workshop: Workshop) -> Seat | None:
    key = (request.session.get("seats") or {}).get(str(workshop.pk))
    return workshop.seats.exclude(state=SeatState.OUT).filter(pk=key).first() if isinstance(key, int) else None


def _sits(request: HttpRequest, workshop: Workshop, seat: Seat | None) -> None:
    seats = dict(request.session.get("seats") or {})
    if seat is None:
        seats.pop(str(workshop.pk), None)
    else:
        seats[str(workshop.pk)] = seat.pk
    request.session["seats"] = dict(list(seats.items())[-20:])


@require_http_methods(["GET", "HEAD", "POST"])
def code_asked(request: HttpRequest) -> HttpResponse:
    """Type the code from the wall."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = queries.with_code(form.cleaned_data["code"])
        if found is not None:
            return redirect("workshops:room", code=found.code)
        spend(limit=GUESSING, who=network_of(request), now=timezone.now())
        form.add_error("code", _("There is no workshop with this code. Check the wall again."))
    return render(request, "workshops/code.html", {"form": form}, status=422 if form.is_bound else 200)


def _room_page(
    request: HttpRequest, one: Workshop, seat: Seat | None, form: NoteForm | ComeInForm, *, status: int
) -> HttpResponse:
    now = timezone.now()
    shown = {
        "one": one, "seat": seat, "form": form, "may_come_in": rules.may_come_in(one), "now": now, "late": rules.is_late(one, now),
        "phone": queries.phone(one, seat) if seat else None,
    }  # fmt: skip
    return render(request, "workshops/room.html", shown, status=status)


def _fresh_note() -> NoteForm:
    return NoteForm(initial={"sent_key": token_urlsafe(24)})


@never_cache
@require_safe
def room(request: HttpRequest, code: str) -> HttpResponse:
    """The room on a phone: come in, or what we do just now."""
    one = _found(request, code)
    seat = _seat(request, one)
    actor = who(request)
    form: NoteForm | ComeInForm = (
        _fresh_note() if seat else ComeInForm(initial={"name": actor.name, "side": "employee" if actor.user_id else ""})
    )
    return _room_page(request, one, seat, form, status=200)


@never_cache
@require_safe
def phone_mark(request: HttpRequest, code: str) -> HttpResponse:
    """Whether everybody in the room has something new to see."""
    one = _found(request, code)
    return JsonResponse({"mark": f"{one.turn}-{one.state}"})


@require_POST
def come_in(request: HttpRequest, code: str) -> HttpResponse:
    """Come in. Pressed twice, it is one seat."""
    one = _found(request, code)
    if _seat(request, one) is not None:
        return redirect("workshops:room", code=one.code)
    form = ComeInForm(request.POST)
    if not form.is_valid():
        return _room_page(request, one, None, form, status=422)
    now, actor = timezone.now(), who(request)
    spend(limit=COMING_IN, who=network_of(request), now=now)
    own = actor.user_id is not None and actor.organisation_id == one.organisation_id
    user = get_object_or_404(User, pk=actor.user_id) if own else None
    try:
        seat = actions.come_in(
            workshop=one, name=form.cleaned_data["name"], side=form.cleaned_data["side"], user=user, now=now
        )
    except Refused:
        give_back(limit=COMING_IN, who=network_of(request), now=now)
        raise
    _sits(request, one, seat)
    return redirect("workshops:room", code=one.code)


def _sitting(request: HttpRequest, code: str) -> tuple[Workshop, Seat]:
    one = _found(request, code)
    seat = _seat(request, one)
    if seat is None:
        raise Refused(_("You are no longer in this workshop. Join with the code again."))
    return one, seat


@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Leave, and take what is not shared along."""
    one, seat = _sitting(request, code)
    actions.leave(seat=seat, now=timezone.now())
    _sits(request, one, None)
    messages.success(request, _("You have left. What you had not shared is deleted."))
    return redirect("workshops:room", code=one.code)


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a note. Answers a program in JSON, people with the room."""
    one, seat = _sitting(request, code)
    key = request.POST.get("step", "")
    step = get_object_or_404(
        one.steps.select_related("workshop__step"),
        pk=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0,
    )
    form, quick = NoteForm(request.POST), request.headers.get("accept", "").startswith("application/json")
    if not form.is_valid():
        if quick:
            return JsonResponse(
                {"kept": False, "why": " ".join(str(said) for found in form.errors.values() for said in found)},
                status=422,
            )
        return _room_page(request, one, seat, form, status=422)
    said = form.cleaned_data
    try:
        made, new = actions.write_note(
            seat=seat, step=step, text=said["text"], sent_key=said["sent_key"], now=timezone.now()
        )
    except Refused as refused:
        if quick:
            return JsonResponse({"kept": False, "why": refused.reason}, status=403)
        raise
    if quick:
        return JsonResponse({"kept": True, "new": new, "id": made.pk})
    messages.success(request, _("Your note is kept.") if new else _("This note has already been kept."))
    return redirect("workshops:room", code=one.code)


@require_http_methods(["GET", "HEAD", "POST"])
def note_change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Word one's own note anew, or take it back."""
    one, seat = _sitting(request, code)
    own = get_object_or_404(seat.notes.select_related("step", "workshop"), pk=pk)
    insist(rules.may_change_note(seat, own))
    if request.method == "POST" and "take_back" in request.POST:
        actions.take_back_note(seat=seat, note=own)
        messages.success(request, _("Your note has been taken back."))
        return redirect("workshops:room", code=one.code)
    form = NoteForm(request.POST or None, initial={"text": own.text, "sent_key": own.sent_key})
    if request.method == "POST" and form.is_valid():
        actions.change_note(seat=seat, note=own, text=form.cleaned_data["text"])
        messages.success(request, _("Saved."))
        return redirect("workshops:room", code=one.code)
    return render(
        request, "workshops/note.html", {"one": one, "note": own, "form": form}, status=422 if form.is_bound else 200
    )


def _target(one: Workshop, said: str) -> tuple[Group | None, Note | None]:
    kind, _dash, key = said.partition("-")
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    if kind == "group":
        return get_object_or_404(one.groups, pk=number), None
    return None, get_object_or_404(queries.shared_notes(one), pk=number)


@require_POST
def vote(request: HttpRequest, code: str) -> HttpResponse:
    """Give a vote, or take it back."""
    one, seat = _sitting(request, code)
    step: Step | None = one.step
    if step is None:
        raise Refused(_("There is no vote at the moment."))
    back = "back" in request.POST
    group, loose = _target(one, request.POST.get("back" if back else "for", ""))
    if back:
        actions.take_vote_back(seat=seat, step=step, group=group, note=loose)
    else:
        actions.vote(seat=seat, step=step, group=group, note=loose)
    return redirect("workshops:room", code=one.code)

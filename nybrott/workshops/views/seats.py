"""Who is asked, who comes, and the event for one's own calendar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.people.models import User
from nybrott.ui.asking import who
from nybrott.workshops import actions, feeds, queries, rules
from nybrott.workshops.forms import AskForm
from nybrott.workshops.models import Seat, Workshop
from nybrott.workshops.states import SeatState
from nybrott.workshops.views.framing import parts, seen, way


def _url(request: HttpRequest, workshop: Workshop) -> str:
    return request.build_absolute_uri(reverse("workshops:workshop", args=[workshop.pk]))


def _people_page(request: HttpRequest, one: Workshop, form: AskForm, *, status: int) -> HttpResponse:
    may = rules.may_change_plan(who(request), one)
    shown = {
        "one": one, "asked": queries.seats_of(one), "form": form if may else None, "may": may,
        "tabs": parts(one, "people"), "breadcrumbs": way(one, _("Who is coming")),
    }  # fmt: skip
    return render(request, "workshops/people.html", shown, status=status)


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, who waits, who was asked."""
    _actor, one = seen(request, pk)
    return _people_page(request, one, AskForm(workshop=one), status=200)


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask colleagues to come."""
    actor, one = seen(request, pk)
    insist(rules.may_change_plan(actor, one))
    form = AskForm(request.POST, workshop=one)
    if not form.is_valid():
        return _people_page(request, one, form, status=422)
    number = actions.ask(
        actor=actor, workshop=one, users=list(form.cleaned_data["users"]), url=_url(request, one), now=timezone.now()
    )  # fmt: skip
    messages.success(
        request, ngettext("%(n)s colleague is asked.", "%(n)s colleagues are asked.", number) % {"n": number}
    )
    return redirect("workshops:people", pk=one.pk)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether one comes."""
    actor, one = seen(request, pk)
    insist(rules.may_take_seat(actor, one))
    if "no" in request.POST:
        seat = get_object_or_404(one.seats, user=actor.user_id)
        actions.decline(actor=actor, seat=seat, url=_url(request, one), now=timezone.now())
        messages.success(request, _("We have recorded that you cannot come."))
        return redirect("workshops:workshop", pk=one.pk)
    user = get_object_or_404(User, pk=actor.user_id)
    seat = actions.take_seat(actor=actor, user=user, workshop=one, now=timezone.now())
    waits = seat.state == SeatState.WAITING
    messages.success(
        request, _("All seats are taken. You are on the waiting list.") if waits else _("You have a seat.")
    )
    return redirect("workshops:workshop", pk=one.pk)


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out."""
    actor = who(request)
    seat = get_object_or_404(Seat.objects.visible_to(actor).select_related("workshop"), pk=pk)
    actions.take_out(actor=actor, seat=seat, url=_url(request, seat.workshop), now=timezone.now())
    messages.success(request, _("%(name)s has been removed.") % {"name": seat.name})
    return redirect("workshops:people", pk=seat.workshop_id)


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The workshop as an event for one's own calendar."""
    _actor, one = seen(request, pk)
    said = feeds.event(one, url=_url(request, one), now=timezone.now())
    answer = HttpResponse(said, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="workshop-{one.pk}.ics"'
    return answer

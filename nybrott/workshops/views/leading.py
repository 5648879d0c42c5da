"""The workshop under way, as the one who leads it sees it, and the wall everybody sees."""

from io import BytesIO

import qrcode
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from qrcode.image.svg import SvgPathImage

from nybrott.core.verdict import insist
from nybrott.ui.asking import who
from nybrott.workshops import actions, queries, rules
from nybrott.workshops.forms import SortForm
from nybrott.workshops.models import Group, Workshop
from nybrott.workshops.states import WorkshopState
from nybrott.workshops.views.framing import held, parts, step_of, way


def _lead_page(request: HttpRequest, one: Workshop, form: SortForm, *, status: int) -> HttpResponse:
    actor, now = who(request), timezone.now()
    steps = queries.steps_told(one)
    here = next((n for n, told in enumerate(steps) if told.step.pk == one.step_id), None)
    joined = [seat for seat in one.seats.order_by("joined_at") if seat.joined_at and seat.state != "out"]
    shown = {
        "one": one, "steps": steps, "joined": joined, "tallies": queries.tallies(one), "form": form, "now": now,
        "at": steps[here] if here is not None else None, "mark": queries.mark_of(one),
        "following": steps[here + 1].step if here is not None and here + 1 < len(steps) else None,
        "before": steps[here - 1].step if here else None, "late": rules.is_late(one, now),
        "may_start": rules.may_step(actor, one, "start"), "may_end": rules.may_step(actor, one, "end"),
        "may_go_on": rules.may_step(actor, one, "go_on"), "may_sort": rules.may_sort(actor, one),
        "address": request.build_absolute_uri(reverse("workshops:room", args=[one.code])),
        "tabs": parts(one, "lead"), "breadcrumbs": way(one, _("Under way")),
    }  # fmt: skip
    return render(request, "workshops/lead.html", shown, status=status)


@never_cache
@require_safe
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Where we are, the time, who has come in, what is shared, and the buttons."""
    _actor, one = held(request, pk)
    return _lead_page(request, one, SortForm(workshop=one), status=200)


@never_cache
@require_safe
def lead_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether there is something new to see."""
    _actor, one = held(request, pk)
    return JsonResponse({"mark": queries.mark_of(one)})


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin."""
    actor, one = held(request, pk)
    actions.start(actor=actor, workshop=one, now=timezone.now())
    return redirect("workshops:lead", pk=one.pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End."""
    actor, one = held(request, pk)
    actions.end(actor=actor, workshop=one, now=timezone.now())
    messages.success(request, _("The workshop is over. Now choose what goes to the challenge."))
    return redirect("workshops:output", pk=one.pk)


@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """It was ended too early."""
    actor, one = held(request, pk)
    actions.go_on(actor=actor, workshop=one, now=timezone.now())
    return redirect("workshops:lead", pk=one.pk)


@require_POST
def go_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to a step."""
    actor, step = step_of(request, pk)
    actions.go_to(actor=actor, step=step, now=timezone.now())
    return redirect("workshops:lead", pk=step.workshop_id)


@require_POST
def give_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Two more minutes, or time that is up now."""
    actor, step = step_of(request, pk)
    seconds = -60 if "less" in request.POST else 120
    actions.give_time(actor=actor, workshop=step.workshop, step=step, seconds=seconds, now=timezone.now())
    return redirect("workshops:lead", pk=step.workshop_id)


@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all what was written, or how the votes fell."""
    actor, step = step_of(request, pk)
    actions.share(actor=actor, step=step, now=timezone.now())
    return redirect("workshops:lead", pk=step.workshop_id)


@require_POST
def sort(request: HttpRequest, pk: int) -> HttpResponse:
    """Put ticked notes into a group."""
    actor, one = held(request, pk)
    insist(rules.may_sort(actor, one))
    form = SortForm(request.POST, workshop=one)
    if not form.is_valid():
        return _lead_page(request, one, form, status=422)
    said = form.cleaned_data
    actions.put_together(
        actor=actor, workshop=one, notes=list(said["notes"]), group=said["group"], title=said["title"], now=timezone.now()
    )  # fmt: skip
    return redirect("workshops:lead", pk=one.pk)


@require_POST
def take_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a group apart."""
    actor = who(request)
    group = get_object_or_404(Group.objects.visible_to(actor).select_related("workshop"), pk=pk)
    actions.take_apart(actor=actor, group=group, now=timezone.now())
    return redirect("workshops:lead", pk=group.workshop_id)


@never_cache
@require_safe
def wall(request: HttpRequest, pk: int) -> HttpResponse:
    """What everybody in the room sees on the wall."""
    _actor, one = held(request, pk)
    shown = {
        "one": one, "tallies": queries.tallies(one, ranked=True), "mark": queries.mark_of(one), "live": one.state == WorkshopState.LIVE,
        "address": request.build_absolute_uri(reverse("workshops:code_asked")), "late": rules.is_late(one, timezone.now()),
        "breadcrumbs": way(one, _("On the wall")),
    }  # fmt: skip
    return render(request, "workshops/wall.html", shown)


@require_safe
def wall_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code that lets phones in, as SVG."""
    _actor, one = held(request, pk)
    drawn = BytesIO()
    address = request.build_absolute_uri(reverse("workshops:room", args=[one.code]))
    qrcode.make(address, image_factory=SvgPathImage, border=2).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")

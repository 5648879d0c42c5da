"""Who is asked, who comes, who was there, and the event for one's own calendar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.gatherings import actions, feeds, queries, rules
from nybrott.gatherings.forms import AskForm
from nybrott.gatherings.models import Attendance, Gathering
from nybrott.gatherings.views.framing import seen, tabs_of, url_of, way
from nybrott.gatherings.views.planning import back
from nybrott.ui.asking import who


def _page(request: HttpRequest, one: Gathering, form: AskForm | None, *, status: int) -> HttpResponse:
    actor, now = who(request), timezone.now()
    may = rules.may_change_plan(actor, one)
    asks = form or (AskForm(gathering=one) if may else None)
    shown = {
        "one": one, "asked": queries.asked_to(actor, one), "may": may, "form": asks if asks and asks.fields["parts"].queryset else None,  # type: ignore[attr-defined]
        "may_tick": rules.may_tick(actor, one, now), "leads": rules.may_lead(actor, one),
        "tabs": tabs_of(one, "people"), "breadcrumbs": way(one, _("Who is coming")),
    }  # fmt: skip
    return render(request, "gatherings/people.html", shown, status=status)


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, as far as one sees them."""
    _actor, one = seen(request, pk)
    return _page(request, one, None, status=200)


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask people of the run to come."""
    actor, one = seen(request, pk)
    insist(rules.may_change_plan(actor, one))
    form = AskForm(request.POST, gathering=one)
    if not form.is_valid():
        return _page(request, one, form, status=422)
    chosen = list(form.cleaned_data["parts"])
    number = actions.ask(actor=actor, gathering=one, parts=chosen, url=url_of(request, one), now=timezone.now())
    said = ngettext("%(n)s person is asked and gets a letter.", "%(n)s people are asked and get a letter.", number)
    messages.success(request, said % {"n": number})
    return redirect("gatherings:people", pk=one.pk)


def _mine(request: HttpRequest, pk: int) -> Attendance:
    actor, one = seen(request, pk)
    found = Attendance.objects.visible_to(actor).filter(gathering=one, part__user=actor.user_id or 0)
    return get_object_or_404(found.select_related("gathering__run", "part__user"))


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether one comes."""
    mine, comes = _mine(request, pk), "no" not in request.POST
    actions.answer(actor=who(request), attendance=mine, comes=comes, now=timezone.now())
    messages.success(
        request, _("You are coming. Bring a story.") if comes else _("We have recorded that you cannot come.")
    )
    return back(mine.gathering)


@require_POST
def here(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one is there."""
    mine = _mine(request, pk)
    actions.check_in(actor=who(request), attendance=mine, now=timezone.now())
    messages.success(request, _("Welcome. Your attendance is recorded."))
    return back(mine.gathering)


@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who was there."""
    actor, one = seen(request, pk)
    there = {
        int(key) for key in request.POST.getlist("there")[:5_000] if key.isascii() and key.isdigit() and len(key) < 19
    }
    number = actions.tick_present(actor=actor, gathering=one, there=there, now=timezone.now())
    said = ngettext("Saved. %(n)s person was there.", "Saved. %(n)s people were there.", number)
    messages.success(request, said % {"n": number})
    return redirect("gatherings:people", pk=one.pk)


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The gathering as an event for one's own calendar."""
    _actor, one = seen(request, pk)
    said = feeds.event(one, url=url_of(request, one), now=timezone.now())
    reply = HttpResponse(said, content_type="text/calendar; charset=utf-8")
    reply["Content-Disposition"] = f'attachment; filename="gathering-{one.pk}.ics"'
    return reply

"""Lists, the plan of a workshop, and its steps."""

from datetime import datetime, timedelta
from secrets import choice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import parts as challenge_parts
from nybrott.challenges.rules import may_see_work
from nybrott.core.verdict import insist
from nybrott.ui.asking import asked_page, who
from nybrott.ui.frame import Link
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links
from nybrott.workshops import actions, queries, rules
from nybrott.workshops.actions import Plan, StepPlan
from nybrott.workshops.forms import CardForm, PlanForm, ReasonForm, StepForm
from nybrott.workshops.models import Workshop
from nybrott.workshops.states import StepKind
from nybrott.workshops.views.framing import crumbs, parts, seen, step_of, way

_SIGNS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none that looks like another
CODE = 6


def new_codes() -> list[str]:
    """A handful of codes for phones; one of them is free."""
    return ["".join(choice(_SIGNS) for _n in range(CODE)) for _n in range(5)]


@require_safe
def workshops(request: HttpRequest) -> HttpResponse:
    """Workshops to come, and those that were held."""
    actor, now = who(request), timezone.now()
    insist(may_see_work(actor))
    past = request.GET.get("when") == "past"
    page = queries.workshop_page(actor, past=past, now=now, page=asked_page(request))
    here = reverse("workshops:workshops")
    table = Table(
        [],
        [],
        "",
        query=dict(request.GET.lists()),
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )
    shown = {
        "page": page, "past": past, "pages": page_links(table), "table": table, "mine": queries.asked_of(actor, now),
        "whens": [Link(_("To come"), here, current=not past), Link(_("Those held"), f"{here}?when=past", current=past)],
        "breadcrumbs": (Link(_("Workshops")),),
    }  # fmt: skip
    return render(request, "workshops/workshops.html", shown)


def _challenge(request: HttpRequest, pk: int) -> Challenge:
    found = Challenge.objects.visible_to(who(request)).select_related("owner", "organisation")
    return get_object_or_404(found, pk=pk)


@require_safe
def of_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """The workshops on a challenge."""
    actor, one = who(request), _challenge(request, pk)
    shown = {
        "challenge": one, "workshops": queries.of_challenge(one)[:100], "may_plan": rules.may_plan(actor, one),
        "tabs": challenge_parts(one, "workshops:of_challenge"), "breadcrumbs": crumbs(one),
    }  # fmt: skip
    return render(request, "workshops/of_challenge.html", shown)


def _plan_of(form: PlanForm) -> Plan:
    said = dict(form.cleaned_data)
    starts_at = timezone.make_aware(datetime.combine(said.pop("day"), said.pop("time")))
    return Plan(starts_at=starts_at, **said)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a workshop on a challenge."""
    actor, one, now = who(request), _challenge(request, pk), timezone.now()
    insist(rules.may_plan(actor, one))
    first = {"day": timezone.localdate(now) + timedelta(days=14), "time": "09:00", "facilitator": actor.user_id}
    form = PlanForm(request.POST or None, organisation_id=one.organisation_id, initial=first)
    if request.method == "POST" and form.is_valid():
        made = actions.plan_workshop(actor=actor, challenge=one, plan=_plan_of(form), codes=new_codes(), now=now)
        messages.success(request, _("The workshop is planned. Now say, step by step, what happens in it."))
        return redirect("workshops:workshop", pk=made.pk)
    shown = {
        "form": form,
        "challenge": one,
        "heading": _("Plan a workshop"),
        "breadcrumbs": crumbs(one, _("Plan a workshop")),
    }
    return render(request, "workshops/form.html", shown, status=422 if form.is_bound else 200)


@require_safe
def workshop(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan: what for, when, where, and step by step what is done."""
    _actor, one = seen(request, pk)
    return _plan_page(request, one, StepForm(), status=200)


def _plan_page(request: HttpRequest, one: Workshop, form: StepForm, *, status: int) -> HttpResponse:
    actor, now = who(request), timezone.now()
    rows, language = queries.agenda(one), get_language() or "nb"
    seat = one.seats.filter(user=actor.user_id or 0).first()
    shown = {
        "one": one, "rows": rows, "minutes": sum(step.minutes for step, _at in rows), "form": form, "seat": seat,
        "cards": CardForm(cards=queries.cards_for(actor, language), language=language), "tabs": parts(one, "workshop"), "breadcrumbs": way(one),
        "may_change": rules.may_change_plan(actor, one), "may_start": rules.may_step(actor, one, "start"),
        "may_call_off": rules.may_step(actor, one, "call_off"), "may_plan_again": rules.may_step(actor, one, "plan_again"),
        "may_seat": rules.may_answer(actor, seat) if seat else rules.may_take_seat(actor, one),
        "asked": queries.seats_of(one), "began": now >= one.starts_at,
    }  # fmt: skip
    return render(request, "workshops/workshop.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when, where and what for."""
    actor, one = seen(request, pk)
    insist(rules.may_change_plan(actor, one))
    local = timezone.localtime(one.starts_at)
    first = {
        "title": one.title, "aim": one.aim, "day": local.date(), "time": local.strftime("%H:%M"), "place": one.place,
        "link": one.link, "capacity": one.capacity, "facilitator": one.facilitator_id,
    }  # fmt: skip
    form = PlanForm(request.POST or None, organisation_id=one.organisation_id, initial=first)
    if request.method == "POST" and form.is_valid():
        url, now = request.build_absolute_uri(reverse("workshops:workshop", args=[one.pk])), timezone.now()
        actions.change_plan(actor=actor, workshop=one, plan=_plan_of(form), url=url, now=now)
        actions.fill_up(actor=actor, workshop=one, url=url, now=now)
        messages.success(request, _("Saved."))
        return redirect("workshops:workshop", pk=one.pk)
    shown = {
        "form": form,
        "challenge": one.challenge,
        "heading": _("Change the workshop"),
        "breadcrumbs": way(one, _("Change")),
    }
    return render(request, "workshops/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off, with a reason those who come get to read."""
    actor, one = seen(request, pk)
    insist(rules.may_step(actor, one, "call_off"))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.call_off(actor=actor, workshop=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("The workshop is cancelled. Those who were coming get a letter."))
        return redirect("workshops:workshop", pk=one.pk)
    shown = {
        "form": form,
        "challenge": one.challenge,
        "heading": _("Cancel the workshop"),
        "breadcrumbs": way(one, _("Cancel it")),
    }
    return render(request, "workshops/form.html", shown, status=422 if form.is_bound else 200)


@require_POST
def plan_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one that was called off up again."""
    actor, one = seen(request, pk)
    actions.plan_again(actor=actor, workshop=one, now=timezone.now())
    messages.success(request, _("The workshop is planned again. Choose a new time, and tell those who are coming."))
    return redirect("workshops:change", pk=one.pk)


@require_POST
def add_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a step of one's own."""
    actor, one = seen(request, pk)
    insist(rules.may_change_plan(actor, one))
    form = StepForm(request.POST)
    if not form.is_valid():
        return _plan_page(request, one, form, status=422)
    made = actions.add_steps(actor=actor, workshop=one, plans=[StepPlan(**form.cleaned_data)], now=timezone.now())
    messages.success(request, _("The step is added."))
    return redirect(f"{reverse('workshops:workshop', args=[one.pk])}#step-{made[0].pk}")


@require_POST
def add_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the steps of a method card."""
    actor, one = seen(request, pk)
    insist(rules.may_change_plan(actor, one))
    language = get_language() or "nb"
    cards = {card.id: card for card in queries.cards_for(actor, language)}
    form = CardForm(request.POST, cards=list(cards.values()), language=language)
    if not form.is_valid():
        messages.error(request, _("There is no such method card any more."))
        return redirect("workshops:workshop", pk=one.pk)
    card = cards[form.cleaned_data["card"]]
    _language, said = card.text(language)
    plans = [
        StepPlan(title=said.name, kind=StepKind.WRITE, minutes=minutes, prompt=prompt, card=card.id)
        for prompt, minutes in zip(said.steps, card.step_minutes, strict=True)
    ]
    made = actions.add_steps(actor=actor, workshop=one, plans=plans, now=timezone.now())
    messages.success(request, ngettext("%(n)s step is added.", "%(n)s steps are added.", len(made)) % {"n": len(made)})
    return redirect(f"{reverse('workshops:workshop', args=[one.pk])}#step-{made[0].pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def change_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a step."""
    actor, step = step_of(request, pk)
    one = step.workshop
    insist(rules.may_change_plan(actor, one))
    names = ("title", "kind", "minutes", "prompt", "votes_each")
    form = StepForm(request.POST or None, initial={name: getattr(step, name) for name in names})
    if request.method == "POST" and form.is_valid():
        actions.change_step(actor=actor, step=step, plan=StepPlan(**form.cleaned_data), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('workshops:workshop', args=[one.pk])}#step-{step.pk}")
    shown = {
        "form": form,
        "challenge": one.challenge,
        "heading": _("Change the step"),
        "breadcrumbs": way(one, _("Change the step")),
    }
    return render(request, "workshops/form.html", shown, status=422 if form.is_bound else 200)


@require_POST
def move_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a step one place."""
    actor, step = step_of(request, pk)
    actions.move_step(actor=actor, step=step, up="up" in request.POST, now=timezone.now())
    return redirect(f"{reverse('workshops:workshop', args=[step.workshop_id])}#step-{step.pk}")


@require_POST
def remove_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step out."""
    actor, step = step_of(request, pk)
    workshop_id = step.workshop_id
    actions.remove_step(actor=actor, step=step, now=timezone.now())
    messages.success(request, _("The step has been removed."))
    return redirect("workshops:workshop", pk=workshop_id)

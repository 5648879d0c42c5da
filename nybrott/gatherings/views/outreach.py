"""What drivers did with colleagues: a two-minute log, and the list of it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.gatherings import actions, queries, rules
from nybrott.gatherings.actions import Told
from nybrott.gatherings.forms import OutreachForm
from nybrott.gatherings.models import Outreach
from nybrott.gatherings.views.framing import cards_of, challenges_of, cut, own_parts, units_of
from nybrott.runs.queries import places
from nybrott.ui.asking import asked_page, who
from nybrott.ui.frame import Link


def _form(request: HttpRequest, actor: Actor, first: Mapping[str, object]) -> OutreachForm:
    language = get_language() or "nb"
    return OutreachForm(
        request.POST or None, mine=own_parts(actor), units=units_of(actor), challenges=challenges_of(actor),
        cards=cards_of(actor, language), initial=first,
    )  # fmt: skip


@require_safe
def outreach(request: HttpRequest) -> HttpResponse:
    """What one did with colleagues oneself."""
    actor = who(request)
    part = own_parts(actor).first()
    page = queries.outreach_page(actor, run=None, page=asked_page(request))
    names = queries.names_of_cards(actor, {one.card for one in page if one.card}, get_language() or "nb")
    shown = {
        **cut(request, page), "rows": [(one, names.get(one.card, "")) for one in page], "may_log": rules.may_log(actor, part),
        "part": part, "tabs": places("gatherings:outreach"), "breadcrumbs": (Link(_("Programme"), reverse("runs:runs")), Link(_("Work with colleagues"))),
    }  # fmt: skip
    return render(request, "gatherings/outreach.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Write down what one did."""
    actor = who(request)
    part = own_parts(actor).first()
    insist(rules.may_log(actor, part))
    first = {
        "part": part and part.pk,
        "held_on": timezone.localdate(),
        "unit": part and part.unit_id,
        "challenge": part and part.challenge_id,
    }
    form = _form(request, actor, first)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        actions.log_outreach(actor=actor, part=said.pop("part"), told=Told(**said), now=timezone.now())
        messages.success(request, _("Recorded. Thank you."))
        return redirect("gatherings:outreach")
    shown = {
        "form": form,
        "heading": _("What did you do with colleagues?"),
        "lead": _("Two minutes: what, with how many, what came of it."),
        "breadcrumbs": _way(_("Write it down")),
    }
    return render(request, "gatherings/form.html", shown, status=422 if form.is_bound else 200)


def _way(here: str) -> tuple[Link, ...]:
    return (
        Link(_("Programme"), reverse("runs:runs")), Link(_("Work with colleagues"), reverse("gatherings:outreach")), Link(here),
    )  # fmt: skip


def _own(request: HttpRequest, pk: int) -> tuple[Actor, Outreach]:
    actor = who(request)
    found = Outreach.objects.visible_to(actor).select_related("part__run", "part__user")
    one = get_object_or_404(found, pk=pk)
    insist(rules.may_change_outreach(actor, one))
    return actor, one


@require_http_methods(["GET", "HEAD", "POST"])
def change_outreach(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct it."""
    actor, one = _own(request, pk)
    names = ("held_on", "what", "people", "minutes", "card", "taught", "came_of")
    first = {name: getattr(one, name) for name in names}
    form = _form(request, actor, {**first, "part": one.part_id, "unit": one.unit_id, "challenge": one.challenge_id})
    form.fields["part"].queryset = own_parts(actor).filter(pk=one.part_id)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said.pop("part")
        actions.change_outreach(actor=actor, outreach=one, told=Told(**said), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("gatherings:outreach")
    shown = {
        "form": form, "heading": _("Correct what you wrote down"), "lead": one.what,
        "remove": reverse("gatherings:remove_outreach", args=[one.pk]), "breadcrumbs": _way(_("Correct")),
    }  # fmt: skip
    return render(request, "gatherings/form.html", shown, status=422 if form.is_bound else 200)


@require_POST
def remove_outreach(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete it."""
    actor, one = _own(request, pk)
    actions.remove_outreach(actor=actor, outreach=one, now=timezone.now())
    messages.success(request, _("Deleted."))
    return redirect("gatherings:outreach")

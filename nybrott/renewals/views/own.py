"""The own organisation's radar."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.desk.actions import subscribe, unsubscribe
from nybrott.desk.models import How, Subscription
from nybrott.people.models import Organisation
from nybrott.procurements.queries import places
from nybrott.renewals import actions, feeds, queries, rules
from nybrott.renewals.forms import USUAL, RadarForm
from nybrott.renewals.queries import Buyer, Found, Window
from nybrott.renewals.states import HowOften, Made, kind_of
from nybrott.renewals.views.framing import buyer_url, crumbs, listed
from nybrott.ui.asking import who
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_year
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.thread import NextStep


def _seen(request: HttpRequest) -> tuple[Actor, Organisation]:
    """Who asks, and their organisation."""
    actor = who(request)
    insist(rules.may_read(actor))
    return actor, Organisation.objects.visible_to(actor).get(pk=actor.organisation_id or 0)


def _wanted(form: RadarForm, found: list[Found]) -> list[Found]:
    shows = form.cleaned_data.get("shows", "") if form.is_bound and form.is_valid() else ""
    if shows == "open":
        return [one for one in found if one.mark is None]
    if shows in Made.values:
        return [one for one in found if one.mark is not None and one.mark.made == shows]
    return found


def _asked(request: HttpRequest, actor: Actor, buyer: Buyer | None) -> tuple[RadarForm, Window, list[Found]]:
    form, today = RadarForm(request.GET or None, initial=USUAL), timezone.localdate()
    window = queries.window_of(today, *form.asked())
    found = queries.found_of(actor, buyer.where if buyer else None, window, today, plan=True)
    return form, window, found


@require_http_methods(["GET", "HEAD", "POST"])
def radar(request: HttpRequest) -> HttpResponse:
    """The organisation's contracts that run out; choose which buyer it is, ask for letters."""
    actor, organisation = _seen(request)
    if request.method == "POST":
        return _changed(request, actor)
    buyer = queries.buyer_of(organisation)
    form, window, found = _asked(request, actor, buyer)
    shown: dict[str, Any] = {
        "organisation": organisation, "buyer": buyer, "form": form, "window": window, "edition": queries.edition(), "any": bool(found), "places": places("renewals:radar"),
        "may_judge": rules.may_judge(actor), "breadcrumbs": crumbs(), "step": _step(found), **listed(request, _wanted(form, found), inside=True),
        "letters": _letters(actor), "kinds": FILE_KINDS, "files": reverse("renewals:radar_file", args=["csv"]).removesuffix("csv"),
        "dates": f"{buyer_url(buyer)}dates.ics" if buyer else "",
    }  # fmt: skip
    return render(request, "renewals/radar.html", shown)


def _step(found: list[Found]) -> NextStep | None:
    """Begin on the contract of the highest rank that nobody has decided about."""
    first = next((one for one in found if one.mark is None), None)
    if first is None:
        return None
    said = {"title": first.title[:120], "day": day_year(first.ends_on)}
    return NextStep(
        _("“%(title)s” ends %(day)s, and no one has decided what comes after.") % said, _("Look at the contract"), url=first.address,
        due=_("begin by %(day)s") % {"day": day_year(first.rank.begin_on)},
    )  # fmt: skip


def _letters(actor: Actor) -> list[tuple[str, str, bool]]:
    """(how often, in words, whether the reader gets them)."""
    kinds = {kind_of(how): how for how in HowOften.values}
    asked = Subscription.objects.visible_to(actor).filter(kind__in=kinds, how=How.EACH).values_list("kind", flat=True)
    got = {kinds[kind] for kind in asked}
    return [(how.value, str(how.label), how.value in got) for how in HowOften]


def _changed(request: HttpRequest, actor: Actor) -> HttpResponse:
    now, how = timezone.now(), request.POST.get("letters", "")
    if how in HowOften.values:
        kind, label = kind_of(how), f"{_('Contracts that run out')} – {HowOften(how).label}"
        if request.POST.get("stop"):
            unsubscribe(actor=actor, kind=kind, label=label, now=now)
        else:
            subscribe(actor=actor, kind=kind, label=label, url=reverse("renewals:radar"), now=now)
        messages.success(request, _("Your choice is kept."))
    elif "buyer" in request.POST:
        country, _slash, ref = request.POST["buyer"].partition("/")
        buyer = queries.buyer_at(country, ref)
        if buyer is None:
            raise Http404(_("No contract of this buyer is known."))
        actions.choose_buyer(actor=actor, buyer=buyer, now=now)
        messages.success(request, _("The radar shows the contracts of %(name)s from now on.") % {"name": buyer.name})
    return redirect("renewals:radar")


@require_safe
def radar_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file, with what was made of each contract."""
    actor, organisation = _seen(request)
    if kind not in FILE_KINDS:
        raise Http404
    form, window, found = _asked(request, actor, queries.buyer_of(organisation))
    return as_file(file_of(feeds.contracts_sheet(_wanted(form, found), window, organisation.name, inside=True), kind))

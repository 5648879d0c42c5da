"""The networks of the organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.networks import actions, rules
from nybrott.networks.forms import AskForm, NetworkForm
from nybrott.networks.queries import asked, consequences, members_of, named, networks, places, those_to_ask
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep


def _own(request: HttpRequest) -> Organisation:
    actor = who(request)
    return get_object_or_404(Organisation.objects.visible_to(actor), pk=actor.organisation_id)


def _one(request: HttpRequest, slug: str) -> Network:
    return get_object_or_404(Network.objects.visible_to(who(request)).select_related("keeper"), slug=slug)


def _member(request: HttpRequest, key: int) -> NetworkMember:
    found = NetworkMember.objects.visible_to(who(request)).select_related("network__keeper", "organisation")
    return get_object_or_404(found, pk=key)


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Networks"), reverse("networks:networks")), *more)


def _network_link(network: Network) -> Link:
    return Link(network.name, reverse("networks:network", args=[network.slug]))


@require_safe
def networks_here(request: HttpRequest) -> HttpResponse:
    """The networks the organisation is in, and those it is asked into."""
    actor = who(request)
    insist(rules.may_see_networks(actor))
    may = rules.may_found_network(actor)
    waiting = asked(actor) if may else []
    step = NextStep(
        _("A network is organisations that share what they learn."), _("Found a network"), who=_("Administrators"),
        url=reverse("networks:new") if may else "", reason=may.reason,
    )  # fmt: skip
    if waiting:
        first = waiting[0]
        said = {"keeper": first.network.keeper, "network": first.network}
        step = NextStep(
            _("%(keeper)s invites you to %(network)s.") % said,
            _("Answer the invitation"),
            url=reverse("networks:answer", args=[first.pk]),
        )
    return render(
        request, "networks/list.html", {"networks": networks(actor), "asked": waiting, "step": step, "may": may}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def network_new(request: HttpRequest) -> HttpResponse:
    """Found a network."""
    actor = who(request)
    insist(rules.may_found_network(actor))
    form = NetworkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.found_network(
                actor=actor, organisation=_own(request), **form.cleaned_data, now=timezone.now()
            )
        except Refused as refused:
            form.add_error("name", refused.reason)
        else:
            messages.success(request, _("The network %(name)s is founded. Invite others now.") % {"name": made})
            return redirect("networks:network", made.slug)
    shown = {
        "form": form,
        "heading": _("Found a network"),
        "button": _("Found the network"),
        "breadcrumbs": _crumbs(Link(_("Found a network"))),
    }
    return render(request, "networks/form.html", shown, status=422 if form.errors else 200)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """One network: what it is for and who is in it."""
    actor, here = who(request), _one(request, slug)
    insist(rules.may_see_networks(actor))
    members = members_of(actor, here)
    mine = next((one for one in members if one.organisation_id == actor.organisation_id), None)
    others = [one for one in members if one.organisation_id != here.keeper_id]
    may_keep = rules.may_keep_network(actor, here)
    step = NextStep(
        _("The network is kept by %(keeper)s.") % {"keeper": here.keeper}, _("Invite an organisation"),
        who=str(here.keeper), url=reverse("networks:ask", args=[here.slug]) if may_keep else "", reason=may_keep.reason,
    )  # fmt: skip
    names = named([one.organisation for one in members])
    rows = [
        (one, names[one.organisation_id], rules.may_remove_from_network(actor, one), rules.may_hand_over_network(actor, here, one))
        for one in members
    ]  # fmt: skip
    shown = {
        "network": here, "rows": rows, "step": step, "may_keep": may_keep, "mine": mine,
        "may_leave": mine and rules.may_leave_network(actor, mine), "breadcrumbs": _crumbs(Link(here.name)),
        "may_end": rules.may_dissolve_network(actor, here, others=len(others)), "places": places(here) if mine and mine.joined_at else [],
    }  # fmt: skip
    return render(request, "networks/network.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def network_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said of a network."""
    actor, here = who(request), _one(request, slug)
    insist(rules.may_keep_network(actor, here))
    form = NetworkForm(request.POST or None, initial={"name": here.name, "purpose": here.purpose})
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_network(actor=actor, network=here, **form.cleaned_data, now=timezone.now())
        except Refused as refused:
            form.add_error("name", refused.reason)
        else:
            messages.success(request, _("The details of the network have been changed."))
            return redirect("networks:network", here.slug)
    shown = {
        "form": form,
        "heading": _("Change the network"),
        "button": _("Save the changes"),
        "breadcrumbs": _crumbs(_network_link(here), Link(_("Change"))),
    }
    return render(request, "networks/form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def network_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite an organisation of this host."""
    actor, here = who(request), _one(request, slug)
    insist(rules.may_keep_network(actor, here))
    choices = those_to_ask(actor, here)
    form = AskForm(request.POST or None, organisations=choices)
    if request.method == "POST" and form.is_valid():
        invited = get_object_or_404(Organisation.objects.visible_to(actor), pk=form.cleaned_data["organisation"])
        actions.invite_to_network(
            actor=actor, network=here, organisation=invited, now=timezone.now(),
            answer_at=lambda one: request.build_absolute_uri(reverse("networks:answer", args=[one.pk])),
        )  # fmt: skip
        messages.success(request, _("%(name)s is invited. Its administrators get a letter.") % {"name": invited})
        return redirect("networks:network", here.slug)
    shown = {
        "form": form, "none": not choices, "heading": _("Invite an organisation"), "button": _("Invite the organisation"),
        "breadcrumbs": _crumbs(_network_link(here), Link(_("Invite"))),
    }  # fmt: skip
    return render(request, "networks/form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def network_answer(request: HttpRequest, key: int) -> HttpResponse:
    """Read what the organisation is invited to, and say yes or no."""
    actor, here = who(request), _member(request, key)
    insist(rules.may_answer_network(actor, here))
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        if request.POST["answer"] == "yes":
            actions.join_network(actor=actor, member=here, now=timezone.now())
            messages.success(request, _("Your organisation is in the network %(name)s.") % {"name": here.network})
            return redirect("networks:network", here.network.slug)
        actions.decline_network(actor=actor, member=here, now=timezone.now())
        messages.success(
            request, _("You have declined. %(keeper)s can invite you again.") % {"keeper": here.network.keeper}
        )
        return redirect("networks:networks")
    return render(request, "networks/answer.html", {"member": here, "breadcrumbs": _crumbs(Link(here.network.name))})


@require_http_methods(["GET", "HEAD", "POST"])
def network_leave(request: HttpRequest, key: int) -> HttpResponse:
    """Say what leaving means, and leave."""
    actor, here = who(request), _member(request, key)
    insist(rules.may_leave_network(actor, here))
    if request.method == "POST":
        actions.leave_network(actor=actor, member=here, now=timezone.now())
        messages.success(request, _("Your organisation has left %(name)s.") % {"name": here.network})
        return redirect("networks:networks")
    shown = {"member": here, "consequences": consequences(actor, here.network), "breadcrumbs": _crumbs(_network_link(here.network), Link(_("Leave")))}  # fmt: skip
    return render(request, "networks/leave.html", shown)


@require_POST
def network_remove(request: HttpRequest, key: int) -> HttpResponse:
    """Take an organisation out, or its invitation back."""
    here = _member(request, key)
    actions.remove_from_network(actor=who(request), member=here, now=timezone.now())
    messages.success(request, _("%(name)s is no longer in the network.") % {"name": here.organisation})
    return redirect("networks:network", here.network.slug)


@require_POST
def network_hand_over(request: HttpRequest, key: int) -> HttpResponse:
    """Let another organisation keep the network."""
    here = _member(request, key)
    actions.hand_over_network(actor=who(request), network=here.network, member=here, now=timezone.now())
    messages.success(request, _("%(name)s keeps the network now.") % {"name": here.organisation})
    return redirect("networks:network", here.network.slug)


@require_POST
def network_end(request: HttpRequest, slug: str) -> HttpResponse:
    """End a network that nobody else is in."""
    here = _one(request, slug)
    actions.dissolve_network(actor=who(request), network=here, now=timezone.now())
    messages.success(request, _("The network %(name)s has ended.") % {"name": here})
    return redirect("networks:networks")

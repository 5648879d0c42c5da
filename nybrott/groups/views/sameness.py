"""Same need elsewhere: who else has it, which networks one is compared in, and whether it is the same."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.cases.queries import exchange_crumbs
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.groups import actions, queries, rules
from nybrott.groups.forms import NotSameForm
from nybrott.groups.models import Match
from nybrott.groups.queries import Met
from nybrott.people.models import Network
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep


def _network(request: HttpRequest, slug: str) -> Network:
    actor = who(request)
    found = get_object_or_404(Network.objects.visible_to(actor), slug=slug, pk__in=actor.network_ids)
    insist(rules.may_see_same_need(actor))
    return found


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return exchange_crumbs(Link(_("Same need elsewhere"), reverse("groups:same_need") if more else ""), *more)


@require_safe
def same_need(request: HttpRequest) -> HttpResponse:
    """Who else has the same need, and in which networks one is compared."""
    actor = who(request)
    insist(rules.may_see_same_need(actor))
    here, found = queries.networks_here(actor), queries.met(actor)
    aside = [one for one in found if one.our_answer is not None and not one.our_answer.same]
    agreed = [one for one in found if one.both_say_yes]
    waiting = [one for one in found if one not in aside and one not in agreed]
    shown = {
        "networks": here, "agreed": agreed, "waiting": waiting, "put_aside": aside, "compared": any(one.consent for one in here),
        "alone": all(not one.others for one in here), "step": _step(actor, here, waiting), "manages": actor.may(rules.MANAGE), "breadcrumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "groups/same_need.html", shown)


def _step(actor: Actor, here: list[Any], waiting: list[Met]) -> NextStep | None:
    """What one would do next: look at the first nobody of ours has answered, or agree to be compared."""
    who_does, may = _("Those who speak for the organisation to others"), actor.may(rules.MANAGE)
    no = "" if may else rules.may_consent(actor, agreed=False, inside=True).reason
    unanswered = [one for one in waiting if one.our_answer is None]
    if unanswered:
        said = {"place": unanswered[0].place.name}
        count = (
            ngettext(
                "%(place)s may have the same need as you.",
                "%(place)s and others may have the same needs as you.",
                len(unanswered),
            )
            % said
        )
        url = reverse("groups:match", args=[unanswered[0].match.pk])
        return NextStep(count, _("Say whether it is the same need"), who=who_does, url=url if may else "", reason=no)
    if here and not any(one.consent for one in here):
        url = reverse("groups:compared", args=[here[0].network.slug]) if may else ""
        return NextStep(_("Your problem statements are not compared with anyone’s."), _("Read what is compared"), who=who_does, url=url, reason=no)  # fmt: skip
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def compared(request: HttpRequest, slug: str) -> HttpResponse:
    """What is compared and shown in a network; agree to it, or take it back."""
    actor, network = who(request), _network(request, slug)
    mine = queries.consent_of(actor, network)
    may = rules.may_withdraw_consent(actor, mine) if mine else rules.may_consent(actor, agreed=False, inside=True)
    insist(may)
    if request.method == "POST":
        if request.POST.get("answer") == "yes":
            actions.consent(actor=actor, network=network, now=timezone.now())
            messages.success(
                request,
                _("Your verified problem statements are compared in %(network)s from now on.") % {"network": network},
            )
        elif request.POST.get("answer") == "no":
            actions.withdraw_consent(actor=actor, network=network, now=timezone.now())
            messages.success(request, _("Nothing of yours is compared in %(network)s any more.") % {"network": network})
        return redirect("groups:same_need")
    (here,) = queries.networks_here(actor, only=network)
    own = len(queries.compared_texts([actor.organisation_id or 0]))
    shown = {"network": network, "here": here, "mine": mine, "own": own, "breadcrumbs": _crumbs(Link(network.name))}
    return render(request, "groups/compared.html", shown)


@require_POST
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare our own statements now."""
    new = actions.look_again(actor=who(request), network=_network(request, slug), now=timezone.now())
    said = ngettext("%(count)s new likeness was found.", "%(count)s new likenesses were found.", new) % {"count": new}
    messages.success(request, said if new else _("Nothing new was found."))
    return redirect("groups:same_need")


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """Two statements side by side: why they are alike, what each side says, and one's own answer."""
    actor = who(request)
    get_object_or_404(Match.objects.visible_to(actor), pk=pk)
    insist(rules.may_see_same_need(actor))
    found = next(iter(queries.met(actor, only=pk)), None)
    if found is None:
        raise Http404
    may = rules.may_answer_match(actor, found.match)
    answer = request.POST.get("answer")
    form = NotSameForm(request.POST if answer == "no" else None)
    if request.method == "POST":
        insist(may)
        if answer == "yes" or (answer == "no" and form.is_valid()):
            reason = form.cleaned_data["reason"] if answer == "no" else ""
            actions.answer_match(
                actor=actor, match=found.match, same=answer == "yes", reason=reason, now=timezone.now()
            )
            messages.success(request, _("Your answer is kept. The other side sees it."))
            return redirect("groups:match", pk)
    shown = {
        "met": found,
        "may": may,
        "match_key": str(pk),
        "form": form,
        "breadcrumbs": _crumbs(Link(found.place.name)),
    }
    return render(request, "groups/match.html", shown, status=422 if form.errors else 200)

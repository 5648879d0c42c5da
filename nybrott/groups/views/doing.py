"""Proposing, answering, writing, approving, signing, deciding, going on and leaving."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.groups import actions, forms, queries, rules
from nybrott.groups.models import BuyersGroup
from nybrott.groups.queries import Part, crumbs
from nybrott.groups.states import STEPS, PartState
from nybrott.groups.views.groups import allowed, seen
from nybrott.people.models import Network
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

Form = django_forms.Form
STALE = gettext_lazy("The description changed while you were reading. Read it again; nothing was saved.")


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a group to others of a network; from a match with what both struggle with filled in."""
    actor = who(request)
    insist(rules.may_see_same_need(actor))
    insist(rules.may_propose_group(actor))
    networks = Network.objects.visible_to(actor).filter(pk__in=actor.network_ids).order_by("name")
    asked = request.GET.get("network", "")
    network = networks.filter(slug=asked).first() or networks[0]
    first: dict[str, Any] = {}
    match_key = request.GET.get("match", "")
    met = (
        next(iter(queries.met(actor, only=int(match_key))), None)
        if match_key.isdecimal() and len(match_key) < 18
        else None
    )
    if met is not None:
        network = met.match.network
        first = {"name": met.ours.challenge.title, "purpose": met.ours.question, "members": [met.place.pk]}
    others = queries.those_to_ask(actor, network.pk)
    form = forms.ProposeForm(request.POST if request.method == "POST" else None, initial=first, others=others)
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        try:
            made = actions.propose_group(
                actor=actor, network=network, said=form.said(), members=list(got["members"]), observers=list(got["observers"]), match=met.match if met else None, now=timezone.now()
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The group is proposed. Those you asked have a letter and a task."))
            return redirect("groups:group", made.pk)
    shown = {
        "form": form, "network": network, "networks": list(networks), "none": not others, "breadcrumbs": crumbs(Link(_("Propose a group"))),
    }  # fmt: skip
    return render(request, "groups/propose.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what one's organisation is asked into, and answer."""
    actor, one, part = seen(request, pk)
    if part.party.state != PartState.ASKED:
        return redirect("groups:group", pk)
    may = rules.may_answer_group(actor, one, part.party, in_network=queries.in_network(actor, one))
    said = request.POST.get("answer")
    form = forms.LooseReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        insist(may)
        if said in ("yes", "no") and form.is_valid():
            actions.answer_group(
                actor=actor, group=one, accepts=said == "yes", reason=form.cleaned_data["reason"], now=timezone.now()
            )
            messages.success(
                request,
                _("Your organisation is in the group.")
                if said == "yes"
                else _("You have said no. The lead can ask again."),
            )
            return redirect("groups:group", pk) if said == "yes" else redirect("groups:groups")
    shown = {
        "group": one,
        "party": part.party,
        "may": may,
        "form": form,
        "places": queries.asked_and_in(one),
        "linked": queries.needs_at_yes(part.party),
        "breadcrumbs": crumbs(Link(one.name)),
    }
    return render(request, "groups/answer.html", shown)


@dataclass(frozen=True, slots=True)
class Doing:
    """One form of a group: what it is called, its button, what was done, which verdict opens it, how the form is made, what it calls."""

    heading: Promise
    button: Promise
    done: Promise
    verdict: str
    made: Callable[[Actor, BuyersGroup, Part, Any], Form]
    act: Callable[[Actor, BuyersGroup, Any], object]
    then: str = ""


def _now(given: dict[str, Any]) -> dict[str, Any]:
    return given | {"now": timezone.now()}


def _text(actor: Actor, one: BuyersGroup, form: Any) -> object:
    revision = form.cleaned_data["revision"]
    return actions.write_common_text(actor=actor, group=one, said=form.said(), revision=revision, now=timezone.now())


DOINGS: dict[str, Doing] = {
    "text": Doing(
        gettext_lazy("The common need description"), gettext_lazy("Put this version forward"), gettext_lazy("The new version is there. Each member is asked to approve it."), "write",
        lambda _actor, one, _part, data: forms.TextForm(data, initial=forms.TextForm.first(one, one.texts.order_by("-version").first())), _text, "need",
    ),
    "addition": Doing(
        gettext_lazy("Add what is special to you"), gettext_lazy("Add it"), gettext_lazy("It is shown beside the common text. Each"
                                                                                           " member is asked to approve again."), "add",
        lambda _actor, _one, _part, data: forms.AdditionForm(data),
        lambda actor, one, form: actions.add_beside(**_now({"actor": actor, "group": one} | form.cleaned_data)), "need",
    ),
    "terms": Doing(
        gettext_lazy("What you have agreed to"), gettext_lazy("Sign off"), gettext_lazy("It is signed off for your organisation."), "sign",
        lambda _actor, _one, part, data: forms.TermsForm(data, initial=_last_terms(part)),
        lambda actor, one, form: actions.sign_terms(**_now({"actor": actor, "group": one} | form.cleaned_data)), "agreements",
    ),
    "decision": Doing(
        gettext_lazy("Enter a decision"), gettext_lazy("Enter it for good"), gettext_lazy("The decision is in the log."), "sign",
        lambda _actor, one, _part, data: forms.DecisionForm(data, group=one, members=list(queries.members_ever(one).values_list("pk", flat=True)), today=timezone.localdate()),
        lambda actor, one, form: actions.enter_decision(actor=actor, group=one, said=form.said(), now=timezone.now()), "log",
    ),
    "needs": Doing(
        gettext_lazy("What of ours the group answers"), gettext_lazy("Keep it"), gettext_lazy("Saved. The group is shown on the red "
                                                                                              "thread of what you chose."), "sign",
        lambda actor, one, _part, data: forms.OwnNeedsForm(data, actor=actor, initial=forms.OwnNeedsForm.first(queries.own_needs(actor, one))),
        lambda actor, one, form: actions.say_own_needs(**_now({"actor": actor, "group": one} | form.said())), "ours",
    ),
    "ask": Doing(
        gettext_lazy("Ask one more"), gettext_lazy("Ask them"), gettext_lazy("They have a letter and a task."), "lead",
        lambda actor, one, _part, data: forms.AskForm(data, others=queries.those_to_ask(actor, one.network_id, one)),
        lambda actor, one, form: actions.ask_into_group(**_now({"actor": actor, "group": one} | form.cleaned_data)), "who",
    ),
    "day": Doing(
        gettext_lazy("Set a day"), gettext_lazy("Set the day"), gettext_lazy("The day is set."), "lead", lambda _actor, _one, _part, data: forms.DayForm(data),
        lambda actor, one, form: actions.set_day(**_now({"actor": actor, "group": one} | form.cleaned_data)), "days",
    ),
    "dialogue": Doing(
        gettext_lazy("The market dialogue for the group"), gettext_lazy("Keep the choice"), gettext_lazy("Saved."), "lead",
        lambda _actor, one, _part, data: forms.DialogueForm(data, initial={"dialogue": one.dialogue_id}, dialogues=queries.dialogues_of(one.lead_id)),
        lambda actor, one, form: actions.link_dialogue(**_now({"actor": actor, "group": one} | form.cleaned_data)), "dialogue",
    ),
    "change": Doing(
        gettext_lazy("Change the details of the group"), gettext_lazy("Save the changes"), gettext_lazy("It is changed."), "lead",
        lambda _actor, one, _part, data: forms.ChangeForm(data, initial=forms.ChangeForm.first(one)),
        lambda actor, one, form: actions.change_group(actor=actor, group=one, said=form.said(), now=timezone.now()),
    ),
    "leave": Doing(
        gettext_lazy("Leave the group"), gettext_lazy("Leave the group"), gettext_lazy("Your organisation has left. You still see what was there until now."), "leave",
        lambda _actor, _one, _part, data: forms.ReasonForm(data), lambda actor, one, form: actions.leave_group(**_now({"actor": actor, "group": one} | form.cleaned_data)),
    ),
}  # fmt: skip


def _last_terms(part: Part) -> dict[str, Any]:
    last = part.party.terms.filter(replaced_at=None).first()
    return {name: getattr(last, name) for name in ("share", "volumes", "signs", "leave_until", "note")} if last else {}


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One of the forms of a group."""
    actor, one, part = seen(request, pk)
    if what not in DOINGS or part.party.state == PartState.ASKED:
        raise Http404
    doing = DOINGS[what]
    insist(allowed(actor, one, part, queries.shared(one))[doing.verdict])
    form = doing.made(actor, one, part, request.POST if request.method == "POST" else None)
    if request.method == "POST" and not request.POST.get("search") and form.is_valid():
        try:
            doing.act(actor, one, form)
        except actions.Changed:
            form.add_error(None, str(STALE))
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, str(doing.done))
            return redirect(reverse("groups:group", args=[pk]) + (f"#{doing.then}" if doing.then else ""))
    shown = {
        "form": form, "group": one, "heading": doing.heading, "button": doing.button, "what": what, "breadcrumbs": crumbs(Link(one.name, reverse("groups:group", args=[pk])), Link(str(doing.heading))),
        "newest": one.texts.order_by("-version").first() if what == "text" and form.errors else None,
    }  # fmt: skip
    return render(request, "groups/form.html", shown, status=422 if form.errors else 200)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve what the page showed."""
    actor, one, _part = seen(request, pk)
    revision = request.POST.get("revision", "")
    try:
        actions.approve_text(
            actor=actor,
            group=one,
            revision=int(revision) if revision.isdecimal() and len(revision) < 9 else -1,
            now=timezone.now(),
        )
    except actions.Changed:
        messages.error(request, str(STALE))
    else:
        messages.success(request, _("Your organisation has approved the need description as it stands."))
    return redirect(reverse("groups:group", args=[pk]) + "#approve")


@require_POST
def addition_away(request: HttpRequest, pk: int, addition: int) -> HttpResponse:
    """Take one's own addition back."""
    actor, _one, part = seen(request, pk)
    found = get_object_or_404(part.party.additions, pk=addition)
    actions.end_addition(actor=actor, addition=found, now=timezone.now())
    messages.success(request, _("The addition is taken back. Each member is asked to approve again."))
    return redirect(reverse("groups:group", args=[pk]) + "#need")


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Take the group a step on; asked once more, because all others get a letter."""
    actor, one, part = seen(request, pk)
    if verb not in STEPS:
        raise Http404
    together = queries.shared(one)
    insist(
        rules.may_step(
            actor, one, part.party, verb, inside=part.inside, members=len(together.members), approved=together.approved
        )
    )
    form = (forms.ReasonForm if verb == "dissolve" else forms.LooseReasonForm)(
        request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.take_on(actor=actor, group=one, verb=verb, reason=reason, now=timezone.now())
        messages.success(request, _("The group has moved on. The others get a letter."))
        return redirect("groups:group", pk)
    shown = {
        "form": form, "group": one, "heading": STEPS[verb], "button": STEPS[verb], "what": verb, "breadcrumbs": crumbs(Link(one.name, reverse("groups:group", args=[pk])), Link(str(STEPS[verb]))),
    }  # fmt: skip
    return render(request, "groups/form.html", shown, status=422 if form.errors else 200)


@require_POST
def lead(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    """Let another member lead, or take the lead when nobody does."""
    actor, one, _part = seen(request, pk)
    place = get_object_or_404(queries.members_ever(one), pk=organisation)
    actions.lead_by(actor=actor, group=one, organisation=place, now=timezone.now())
    messages.success(request, _("%(place)s leads the group now.") % {"place": place})
    return redirect("groups:group", pk)


@require_POST
def become(request: HttpRequest, pk: int) -> HttpResponse:
    """Go from observer to member."""
    actor, one, _part = seen(request, pk)
    actions.become_member(actor=actor, group=one, now=timezone.now())
    messages.success(request, _("Your organisation is a member of the group."))
    return redirect("groups:group", pk)

"""Whom one can ask in other organisations, and asking."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.contacts import actions, queries, rules
from nybrott.contacts.forms import AskForm
from nybrott.contacts.models import ContactPoint
from nybrott.contacts.states import Kind
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.queries import initial_of, writing
from nybrott.networks.queries import told_apart
from nybrott.people.models import Organisation
from nybrott.people.rules import works_here
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations one can ask, with what one can ask them about."""
    actor = who(request)
    insist(works_here(actor))
    return _list(request, actor, None)


@require_safe
def for_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, to ask about a challenge one works on."""
    actor = who(request)
    challenge = get_object_or_404(Challenge.objects.visible_to(actor), pk=pk)
    insist(works_here(actor))
    insist(may_work_on(actor, challenge))
    return _list(request, actor, challenge)


def _list(request: HttpRequest, actor: Actor, challenge: Challenge | None) -> HttpResponse:
    may = works_here(actor)
    rows = queries.askable(actor)
    if challenge is None and not actor.may(rules.SPEAK):
        may = rules.may_ask(actor, rows[0].organisation) if rows else works_here(actor)
    crumbs = queries.crumbs(_("Who we can ask")) if challenge is None else (Link(challenge.title, reverse("challenges:challenge", args=[challenge.pk])), Link(_("Ask another organisation")))  # fmt: skip
    shown = {
        "rows": rows, "may": may, "challenge": challenge, "breadcrumbs": crumbs, "places": queries.places("contacts:organisations"),
        "with_challenge": f"?challenge={challenge.pk}" if challenge else "",
    }  # fmt: skip
    return render(request, "contacts/organisations.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask an organisation for a talk."""
    actor = who(request)
    organisation = get_object_or_404(Organisation.objects.visible_to(actor), slug=slug)
    challenge = _challenge(request, actor)
    insist(rules.may_ask(actor, organisation, challenge))
    now = timezone.now()
    points = ContactPoint.objects.visible_to(actor).filter(organisation=organisation, ended_at=None)
    subjects, anything = queries.subjects_of(actor, organisation), rules.knows(actor, organisation)
    given: dict[str, Any] = {
        "points": list(points.select_related("user")), "anything": anything,
        "subjects": [one for one in subjects if anything or one.kind == Kind.CASE],
    }  # fmt: skip
    state = writing(actor, actions.DRAFT.format(organisation=organisation.pk), label=organisation.name, url=request.get_full_path(), now=now)  # fmt: skip
    form = AskForm(request.POST or None, **given)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.ask_contact(
                actor=actor, organisation=organisation, about=form.asked_about(), text=said["text"], point=said.get("point"), challenge=challenge, shown=said["shown"], now=now
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("They are asked, and get a letter."))
            return redirect("contacts:talk", pk=made.pk)
    if not form.is_bound:
        wanted = {name: request.GET[name] for name in ("subject", "about", "point") if name in request.GET}
        begun = initial_of(form, state.draft)
        # a draft goes on as it was, unless one comes from something else now: then that is what it is about, and the words stay
        same = state.draft is not None and state.draft.url == request.get_full_path()
        form.initial = wanted | begun if same else begun | wanted
    names = {one.organisation.pk: one.name for one in queries.askable(actor)}
    shown = {
        "form": form, "organisation": organisation, "name": names.get(organisation.pk, organisation.name), "apart": told_apart(organisation), "challenge": challenge,
        "writing": state, "room": rules.room_for_more(actor.organisation_id or 0, organisation), "breadcrumbs": queries.crumbs(Link(_("Who we can ask"), reverse("contacts:organisations")), organisation.name),
    }  # fmt: skip
    return render(request, "contacts/ask.html", shown, status=422 if form.is_bound else 200)


def _challenge(request: HttpRequest, actor: Actor) -> Challenge | None:
    """The challenge it is for, named in the address; 404 when one may not see it."""
    told = request.GET.get("challenge", "")
    if not told:
        return None
    return get_object_or_404(Challenge.objects.visible_to(actor), pk=int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0)  # fmt: skip

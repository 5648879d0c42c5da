"""The organisation's own method cards: adapted, written, changed, compared with what they came from, brought up to date."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.merging import difference, offers
from nybrott.core.verdict import Refused, insist
from nybrott.people.models import Organisation
from nybrott.programmes import actions, rules
from nybrott.programmes.forms.cards import CardForms
from nybrott.programmes.models import MethodCard
from nybrott.programmes.queries.pieces import offered, shown
from nybrott.programmes.queries.telling import card_label, card_value
from nybrott.programmes.views.cards import crumbs, language
from nybrott.programmes.views.settling import chosen_of
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def _own(request: HttpRequest, slug: str) -> tuple[Actor, MethodCard]:
    actor = who(request)
    found = MethodCard.objects.visible_to(actor).select_related("organisation", "written_by")
    return actor, get_object_or_404(found, slug=slug)


def _here(request: HttpRequest) -> Organisation:
    actor = who(request)
    return get_object_or_404(Organisation.objects.visible_to(actor), pk=actor.organisation_id)


def _link(card: MethodCard) -> Link:
    return Link(card.card.text(language())[1].name, reverse("programmes:card", args=[card.slug]))


@require_POST
def card_adapt(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a card that comes with Nybrott the organisation's own."""
    actions.adapt_card(actor=who(request), organisation=_here(request), origin=slug, now=timezone.now())
    messages.success(request, _("The card is yours now. Change what does not fit; what you change stays visible."))
    return redirect("programmes:card_change", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def card_new(request: HttpRequest) -> HttpResponse:
    """Write a card of one's own."""
    actor = who(request)
    insist(rules.may_write_cards(actor))
    forms = CardForms(request.POST or None)
    content = forms.content() if request.method == "POST" else None
    if content is not None:
        made = actions.write_card(actor=actor, organisation=_here(request), content=content, now=timezone.now())
        messages.success(request, _("The card is now among yours."))
        return redirect("programmes:card", made.slug)
    return _form(request, forms, crumbs(Link(_("Write a method card"))), back=reverse("programmes:cards"))


@require_http_methods(["GET", "HEAD", "POST"])
def card_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a card says."""
    actor, one = _own(request, slug)
    insist(rules.may_change_card(actor, one))
    forms = CardForms(request.POST or None, one.content)
    content = forms.content() if request.method == "POST" else None
    if content is not None:
        actions.change_card(actor=actor, card=one, content=content, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("programmes:card", one.slug)
    way = crumbs(_link(one), Link(_("Change")))
    return _form(request, forms, way, back=reverse("programmes:card", args=[one.slug]), card=one)


def _form(
    request: HttpRequest, forms: CardForms, way: tuple[Link, ...], *, back: str, card: Any = None
) -> HttpResponse:
    shown = {"forms": forms, "card": card, "breadcrumbs": way, "back": back}
    return render(request, "programmes/card_form.html", shown, status=422 if request.method == "POST" else 200)


@require_safe
def card_difference(request: HttpRequest, slug: str) -> HttpResponse:
    """What the organisation changed in a card it took over."""
    _actor, one = _own(request, slug)
    if not one.origin:
        raise Http404
    pieces = shown(difference(one.base, one.content), card_label, card_value)
    said = {
        "card": one,
        "name": one.card.text(language())[1].name,
        "pieces": pieces,
        "breadcrumbs": crumbs(_link(one), Link(_("What we changed"))),
    }
    return render(request, "programmes/card_difference.html", said)


@require_http_methods(["GET", "HEAD", "POST"])
def card_news(request: HttpRequest, slug: str) -> HttpResponse:
    """What is new in the card this one was made from, piece by piece: take it, keep ours, write a third."""
    actor, one = _own(request, slug)
    insist(rules.may_change_card(actor, one))
    if one.theirs is None:
        raise Http404
    fault = ""
    if request.method == "POST":
        try:
            path, chosen = chosen_of(request, one.content, one.theirs)
            actions.settle_card(actor=actor, card=one, path=path, chosen=chosen, now=timezone.now())
        except (Refused, ValueError) as trouble:
            fault = str(getattr(trouble, "reason", trouble))
        else:
            messages.success(request, _("Settled."))
            return redirect("programmes:card_news", one.slug)
    pieces = offered(offers(one.base, one.content, one.theirs), card_label, card_value)
    said = {
        "pieces": pieces, "fault": fault, "from": "Nybrott", "thing": one.card.text(language())[1].name,
        "back": reverse("programmes:card", args=[one.slug]), "breadcrumbs": crumbs(_link(one), Link(_("What is new"))),
    }  # fmt: skip
    return render(request, "programmes/news.html", said, status=422 if fault else 200)


@require_POST
def card_put_away(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a card away."""
    actor, one = _own(request, slug)
    actions.put_away_card(actor=actor, card=one, now=timezone.now())
    messages.success(request, _("The card is archived. Nothing in it is lost."))
    return redirect("programmes:card", one.slug)


@require_POST
def card_take_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a card out again."""
    actor, one = _own(request, slug)
    actions.take_out_card(actor=actor, card=one, now=timezone.now())
    messages.success(request, _("The card is in use again."))
    return redirect("programmes:card", one.slug)

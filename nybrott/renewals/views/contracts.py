"""One contract: what is known of it, why it ranks as it does, and what is made of it."""

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.renewals import actions, queries, rules, states
from nybrott.renewals.forms import ChallengeForm, DismissForm
from nybrott.renewals.queries import Buyer, Found
from nybrott.renewals.states import Made
from nybrott.renewals.views.framing import buyer_url, crumbs, ends_note
from nybrott.ui.asking import who
from nybrott.ui.formats import day_year, money, number
from nybrott.ui.frame import Link


def _seen(request: HttpRequest, ref: str) -> tuple[Actor, Found]:
    """Who asks, and the contract asked for; 404 when there is none they may see."""
    actor = who(request)
    found = queries.contract_at(actor, ref, timezone.localdate())
    if found is None:
        raise Http404(_("There is no such contract."))
    return actor, found


@require_safe
def contract(request: HttpRequest, ref: str) -> HttpResponse:
    """The contract, for everyone; for those who may, also the forms to make something of it."""
    actor, found = _seen(request, ref)
    return render(request, "renewals/contract.html", _shown(actor, found, _forms(request, actor, "")))


@require_POST
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """Make something of a contract: `what` is challenge, dismiss or take_up."""
    actor, found = _seen(request, ref)
    insist(rules.may_judge(actor))
    what = request.POST.get("what", "")
    forms = _forms(request, actor, what)
    if answer := _judged(request, actor, found, what, forms):
        return answer
    return render(request, "renewals/contract.html", _shown(actor, found, forms), status=422)


def _forms(request: HttpRequest, actor: Actor, what: str) -> dict[str, Any]:
    if not rules.may_judge(actor):
        return {}
    return {
        "challenge": ChallengeForm(request.POST if what == "challenge" else None, actor=actor),
        "dismiss": DismissForm(request.POST if what == "dismiss" else None),
    }


def _judged(request: HttpRequest, actor: Actor, found: Found, what: str, forms: dict[str, Any]) -> HttpResponse | None:
    """The answer when something was made of the contract; None when the form says why not."""
    form, now = forms.get(what), timezone.now()
    if what == "take_up":
        actions.take_up_contract(actor=actor, found=found, now=now)
        messages.success(request, _("The contract is taken up again."))
    elif form is None or not form.is_valid():
        return None
    elif what == "dismiss":
        actions.dismiss_contract(actor=actor, found=found, reason=form.cleaned_data["reason"], now=now)
        messages.success(request, _("The contract is dismissed. The reason is shown beside it."))
    else:
        unit, driver = form.chosen()
        slug = f"{slugify(found.title)[:40] or 'c'}-{token_hex(8)}"
        made = actions.make_challenge(actor=actor, found=found, unit=unit, driver=driver, slug=slug, now=now)
        messages.success(request, _("The challenge has been created, and someone has been given a task. Here it is."))
        return redirect("challenges:challenge", pk=made.pk)
    return redirect(found.address)


def _shown(actor: Actor, found: Found, forms: dict[str, Any]) -> dict[str, Any]:
    one, inside = found.contract, actor.organisation_id is not None
    buyer = Buyer(one.country, one.buyer, one.buyer_name)
    end = day_year(one.first_on) + (f" ({note})" if (note := ends_note(found)) else "")
    facts = [
        (_("Runs out"), end),
        (_("How the end is known"), " ".join(filter(None, (str(states.KNOWN[one.known_by]), f"«{one.words}»" if one.words else "")))),
        (_("Options"), f"«{one.option_words}»" if one.option_words else "–"),
        (_("Begin by"), day_year(found.rank.begin_on)),
        (_("With"), ", ".join(one.winners) or "–"),
        (_("Value when it was awarded"), money(one.minor, one.currency) if one.minor else "–"),
        (_("Tenders last time"), number(one.tenders) if one.tenders is not None else "–"),
        (_("CPV"), one.cpv or "–"),
        (_("Award notice published"), day_year(one.published_on)),
    ]  # fmt: skip
    may = rules.may_judge(actor)
    mark = found.mark
    return {
        "found": found, "facts": facts, "reasons": queries.reasons_of(found, inside=inside), "buyer": buyer, "buyer_url": buyer_url(buyer) if not found.procurement else reverse("renewals:radar"),
        "notice": "" if found.procurement else reverse("observatory:notice", args=[one.key]), "bought": found.procurement or found.planned, "forms": forms, "inside": inside, "may_judge": may, "mark": mark,
        "dismissed": mark is not None and mark.made == Made.DISMISSED, "open": mark is None or (mark.made == Made.CHALLENGE and mark.challenge is None),
        "breadcrumbs": crumbs(*([] if found.procurement else [Link(one.buyer_name, buyer_url(buyer))]), found.title[:80]),
    }  # fmt: skip

"""A procurement's contracts, one of them whole, and writing them in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.contracts import actions, feeds, queries, rules
from nybrott.contracts.actions import Firm, Terms
from nybrott.contracts.forms import ContractForm, NewContractForm, PartyForm
from nybrott.contracts.models import Contract, Milestone, Party, Review
from nybrott.contracts.states import SHORT, Course, MilestoneState
from nybrott.contracts.views.framing import asked, drawn, form_page, held, seen, within
from nybrott.contracts.views.pictures import timeline
from nybrott.contracts.views.trials import standing_of
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.procurements.models import Procurement
from nybrott.ui.formats import money_exact

TERMS = tuple(ContractForm.base_fields)


def decision_said(review: Review | None) -> str:
    """What was decided, in a word; "" while nothing is."""
    return str(SHORT[Course(review.course)]) if review is not None and review.course else ""


@require_safe
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab: all contracts, or the only one."""
    actor, procurement = seen(request, pk)
    found = list(queries.contracts_of(procurement))
    if len(found) == 1:
        return _whole(request, actor, found[0], alone=True)
    sums, unknown = queries.sums(found)
    rows = [(one, decision_said(queries.latest(one))) for one in found]
    said = [money_exact(one.minor, one.currency) for one in sums]
    return drawn(request, procurement, "contracts/contracts.html", rows=rows, sums=said, unknown=unknown)


@require_safe
def agreement(request: HttpRequest, pk: int, contract: int) -> HttpResponse:
    """One contract whole."""
    actor, one = held(request, pk, contract)
    return _whole(request, actor, one)


def _whole(request: HttpRequest, actor: Actor, one: Contract, *, alone: bool = False) -> HttpResponse:
    now = timezone.now()
    milestones = list(one.milestones.select_related("owner"))
    found, review = queries.parts(one), queries.review_of(one)
    gone = queries.missing(review, found)
    shown: dict[str, Any] = {
        "contract": one, "parties": list(one.parties.all()), "milestones": [(each, _stands(each, now)) for each in milestones],
        "figure": timeline(one, milestones, now), "standing": standing_of(found), "total": len(found), "review": review, "decision": decision_said(review), "missing": gone,
        "others": [each for each in queries.reviews_of(one) if each.is_decided and each != review], "may_answer": rules.may_answer(actor, one, review),
        "may_decide": rules.may_decide(actor, one, review, gone), "alone": alone, "step": queries.next_step(actor, one.procurement, now),
    }  # fmt: skip
    return drawn(request, one.procurement, "contracts/contract.html", *([] if alone else within(one)), **shown)


def _stands(milestone: Milestone, now: Any) -> tuple[str, str]:
    """How a milestone stands, in words and as the kind of a tag."""
    if milestone.state == MilestoneState.PLANNED and milestone.due_on < timezone.localdate(now):
        return _("Late"), "danger"
    kinds = {MilestoneState.PLANNED: "neutral", MilestoneState.DONE: "success", MilestoneState.DROPPED: "warning"}
    return str(milestone.get_state_display()), kinds[MilestoneState(milestone.state)]


def block(request: HttpRequest, procurement: Procurement) -> str:
    """What the procurement's overview shows of its contracts."""
    found = list(queries.contracts_of(procurement))
    if not found:
        return ""
    rows = [(one, decision_said(queries.latest(one))) for one in found]
    return render_to_string("contracts/block.html", {"rows": rows, "procurement": procurement}, request)


def _terms(said: dict[str, Any]) -> Terms:
    return Terms(**{name: said[name] for name in TERMS})


def _firm(said: dict[str, Any]) -> Firm:
    return Firm(said["name"], said["country"], said["registered"], said["is_small"], said["is_new"])


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a contract in, with its first supplier."""
    actor, procurement = seen(request, pk)
    insist(rules.may_write(actor, procurement))
    first = {
        "currency": procurement.currency,
        "country": "NO",
        "ends": procurement.ends_on,
        "option_months": procurement.options_months or None,
    }
    form = NewContractForm(request.POST if request.method == "POST" else None, initial=first)
    made: list[Contract] = []

    def write() -> None:
        said = form.cleaned_data
        made.append(
            actions.write_contract(
                actor=actor, procurement=procurement, terms=_terms(said), firm=_firm(said), now=timezone.now()
            )
        )

    if asked(request, form, write, _("The contract is entered.")):
        return redirect("contracts:agreement", pk, made[0].pk)
    heading = _("Enter the contract")
    return drawn(
        request, procurement, "contracts/form.html", heading, status=422 if form.errors else 200, form=form, heading=heading, button=_("Enter it"),
        lead=_("What was signed, with whom, and for how long. Milestones and the trial come after."), back=reverse("contracts:contract", args=[pk]),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, contract: int) -> HttpResponse:
    """Change what is said of a contract."""
    actor, one = held(request, pk, contract)
    insist(rules.may_write(actor, one.procurement))
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_contract(actor=actor, contract=one, now=timezone.now())
        messages.success(request, _("The contract is removed."))
        return redirect("contracts:contract", pk)
    first: dict[str, Any] = {name: getattr(one, name) for name in TERMS}
    first["value"] = "" if one.value is None else f"{one.value // 100},{one.value % 100:02}".removesuffix(",00")
    form = ContractForm(request.POST if request.method == "POST" else None, initial=first)

    def write() -> None:
        actions.write_contract(
            actor=actor, procurement=one.procurement, terms=_terms(form.cleaned_data), contract=one, now=timezone.now()
        )

    if asked(request, form, write, _("The contract is changed.")):
        return redirect("contracts:agreement", pk, contract)
    may = rules.may_remove(actor, one, one.results.exists() or one.reviews.exists())
    return form_page(request, one, form, _("Change the contract"), removes=_("Remove it: it was entered by mistake") if may else "")  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new_supplier(request: HttpRequest, pk: int, contract: int) -> HttpResponse:
    """Add a supplier."""
    actor, one = held(request, pk, contract)
    insist(rules.may_write(actor, one.procurement))
    form = PartyForm(request.POST if request.method == "POST" else None)

    def write() -> None:
        actions.write_party(actor=actor, contract=one, firm=_firm(form.cleaned_data), now=timezone.now())

    if asked(request, form, write, _("The supplier is in the contract.")):
        return redirect("contracts:agreement", pk, contract)
    return form_page(request, one, form, _("Add a supplier"))


@require_http_methods(["GET", "HEAD", "POST"])
def supplier(request: HttpRequest, pk: int, contract: int, party: int) -> HttpResponse:
    """Change what is said of a supplier, or take it out."""
    actor, one = held(request, pk, contract)
    insist(rules.may_write(actor, one.procurement))
    found = get_object_or_404(Party.objects.visible_to(actor), pk=party, contract=one)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_party(actor=actor, party=found, now=timezone.now())
        messages.success(request, _("The supplier is removed."))
        return redirect("contracts:agreement", pk, contract)
    words = {True: "yes", False: "no", None: ""}
    first = {
        "name": found.name,
        "country": found.country,
        "registered": found.number,
        "is_small": words[found.is_small],
        "is_new": words[found.is_new],
    }
    form = PartyForm(request.POST if request.method == "POST" else None, initial=first)

    def write() -> None:
        actions.write_party(actor=actor, contract=one, firm=_firm(form.cleaned_data), party=found, now=timezone.now())

    if asked(request, form, write, _("The supplier is saved.")):
        return redirect("contracts:agreement", pk, contract)
    return form_page(request, one, form, found.name, removes=_("Remove it from the contract"))


@require_safe
def dates(request: HttpRequest, pk: int, contract: int) -> HttpResponse:
    """Milestones, options and the end for a calendar."""
    _actor, one = held(request, pk, contract)
    made = feeds.calendar(one, timezone.now())
    return HttpResponse(
        made,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="contract.ics"'},
    )

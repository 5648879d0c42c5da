"""What every page of a contract has around it: inside the procurement's."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nybrott.contracts import rules
from nybrott.contracts.models import Contract
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.procurements import queries as procurements
from nybrott.procurements.models import Procurement
from nybrott.procurements.rules import may_read
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS

HERE = "contracts:contract"


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Procurement]:
    """Who asks and the procurement asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(
        Procurement.objects.visible_to(actor).select_related("organisation", "unit", "owner"), pk=pk
    )
    insist(may_read(actor, found))
    return actor, found


def held(request: HttpRequest, pk: int, contract: int) -> tuple[Actor, Contract]:
    """Who asks and the contract asked for, with its procurement."""
    actor, procurement = seen(request, pk)
    found = Contract.objects.visible_to(actor).select_related("description__challenge")
    one = get_object_or_404(found, pk=contract, procurement=procurement)
    one.procurement = procurement
    return actor, one


def drawn(
    request: HttpRequest, procurement: Procurement, template: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:
    """A page of the procurement's tab for contracts; `more` is the way below it."""
    actor = who(request)
    tab = pgettext("tab", "Contract")
    way: list[Link | str] = [Link(tab, reverse(HERE, args=[procurement.pk])), *more] if more else [tab]
    around = {
        "procurement": procurement, "tabs": procurements.parts(actor, procurement, HERE), "breadcrumbs": procurements.crumbs(procurement, *way),
        "may_write": rules.may_write(actor, procurement), "may_follow": rules.may_follow(actor, procurement), "kinds": tuple(FILE_KINDS),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)


def within(contract: Contract, heading: str = "") -> list[Link | str]:
    """The way to a page of one contract."""
    address = reverse("contracts:agreement", args=[contract.procurement_id, contract.pk])
    return [Link(contract.title, address), heading] if heading else [contract.title]


def form_page(
    request: HttpRequest,
    contract: Contract,
    form: forms.Form,
    heading: str,
    *,
    lead: str = "",
    button: str = "",
    back: str = "",
    **shown: object,
) -> HttpResponse:
    """A page with one form, below a contract."""
    back = back or reverse("contracts:agreement", args=[contract.procurement_id, contract.pk])
    return drawn(
        request, contract.procurement, "contracts/form.html", *within(contract, heading), status=422 if form.errors else 200, form=form, heading=heading, lead=lead,
        button=button or _("Save"), back=back, **shown,
    )  # fmt: skip


def asked(request: HttpRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    """Whether what was typed was done; otherwise the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as trouble:
        form.add_error(None, trouble.reason)
        return False
    messages.success(request, said)
    return True

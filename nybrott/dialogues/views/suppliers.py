"""Suppliers of a dialogue and those who speak for them, for those inside."""

from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues import actions, feeds, queries, rules
from nybrott.dialogues.forms import WhyTheyForm
from nybrott.dialogues.models import Registration, Representative, Supplier
from nybrott.dialogues.views.framing import drawn, seen
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_short, number
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table

TAB = "dialogues:suppliers"
SIZE = 50
MOST_WAITING = 50  # shown at once; the longest waiting first, so each comes up


@require_safe
def suppliers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part, for those inside."""
    actor, dialogue = seen(request, pk)
    page = Paginator(feeds.suppliers(dialogue), SIZE).get_page(asked_page(request))
    table = Table(
        [
            Column("name", _("Supplier")), Column("number", _("Organisation number")), Column("people", _("People"), "end"), Column("came", _("Came")),
            Column("about", _("About it")),
        ],
        [
            [Cell(one.name, reverse("dialogues:supplier", args=[one.pk])), one.number or one.foreign, number(one.n), day_short(one.came_at), feeds.about(one)] for one in page
        ],
        _("Suppliers, by name"), query=query_of(request), caption_hidden=True, pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    carries = rules.may_carry_out(actor, dialogue)
    people = list(Representative.objects.visible_to(actor).filter(supplier__dialogue=dialogue, confirmed_at__isnull=False).exclude(needs="").order_by("name")) if carries else []  # fmt: skip
    wanting = list(queries.wanting_in(dialogue, timezone.now())[:MOST_WAITING]) if carries else []
    shown: dict[str, Any] = {"table": table, "needs": people, "kinds": list(FILE_KINDS), "wanting": wanting}
    return drawn(request, dialogue, "dialogues/suppliers.html", TAB, _("Suppliers"), **shown)


@require_safe
def suppliers_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file."""
    _actor, dialogue = seen(request, pk)
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.suppliers_sheet(dialogue), kind))


@require_POST
def answer_registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether somebody who waits speaks for the supplier."""
    actor, now = who(request), timezone.now()
    found = get_object_or_404(Registration.objects.visible_to(actor).select_related("dialogue"), pk=pk)
    insist(rules.may_read(actor, found.dialogue))
    insist(rules.may_let_in(actor, found))
    if request.POST.get("answer") == "yes":
        came = actions.let_in(actor=actor, registration=found, key=token_urlsafe(32), now=now)
        if came is not None:
            said = {"name": came.name, "firm": came.supplier.name}
            messages.success(request, _("%(name)s now speaks for %(firm)s, and gets a link by letter.") % said)
    elif request.POST.get("answer") == "no":
        actions.turn_away(actor=actor, registration=found, now=now)
        messages.success(request, _("They are told, and what they filled in is deleted."))
    return redirect("dialogues:suppliers", pk=found.dialogue_id)


@require_safe
def supplier(request: HttpRequest, pk: int) -> HttpResponse:
    """One supplier: who speaks for it, and what was exchanged with it alone."""
    actor = who(request)
    found = get_object_or_404(Supplier.objects.visible_to(actor).select_related("dialogue"), pk=pk)
    _actor, dialogue = seen(request, found.dialogue_id)
    carries = bool(rules.may_carry_out(actor, dialogue))
    people = list(found.people.filter(confirmed_at__isnull=False).order_by("name", "pk"))
    shown: dict[str, Any] = {"supplier": found, "about": feeds.about(found), "people": people, "carried": carries}
    return drawn(request, dialogue, "dialogues/supplier.html", TAB, _up(found), found.name, **shown)


def _up(found: Supplier) -> Link:
    return Link(_("Suppliers"), reverse(TAB, args=[found.dialogue_id]))


def _person(request: HttpRequest, pk: int) -> tuple[Actor, Representative]:
    actor = who(request)
    there = Representative.objects.visible_to(actor).filter(confirmed_at__isnull=False)
    found = get_object_or_404(there.select_related("supplier__dialogue__organisation"), pk=pk)
    insist(rules.may_read(actor, found.supplier.dialogue))
    return actor, found


@require_POST
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one who speaks for a supplier a new link."""
    actor, person = _person(request, pk)
    actions.send_link_to(actor=actor, representative=person, key=token_urlsafe(32), now=timezone.now())
    messages.success(request, _("A letter with a new link is on its way to %(email)s.") % {"email": person.email})
    return redirect("dialogues:supplier", pk=person.supplier_id)


@require_http_methods(["GET", "HEAD", "POST"])
def speaks_no_more(request: HttpRequest, pk: int) -> HttpResponse:
    """End that a person speaks for a supplier, with the reason they are told."""
    actor, person = _person(request, pk)
    insist(rules.may_carry_out(actor, person.supplier.dialogue))
    form = WhyTheyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        actions.end_speaking(actor=actor, representative=person, reason=why, now=timezone.now())
        messages.success(
            request, _("%(name)s no longer speaks for the supplier, and is told so.") % {"name": person.name}
        )
        return redirect("dialogues:supplier", pk=person.supplier_id)
    shown = {
        "form": form, "label": _("End it"), "heading": _("%(name)s no longer speaks for %(firm)s") % {"name": person.name, "firm": person.supplier.name},
        "back": reverse("dialogues:supplier", args=[person.supplier_id]),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return drawn(request, person.supplier.dialogue, "dialogues/form.html", TAB, _up(person.supplier), person.supplier.name, status=status, **shown)  # fmt: skip

"""The organisations of this host, for those who run it."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.people import rules
from nybrott.people.actions.invitations import Link as PersonalLink
from nybrott.people.actions.invitations import Newcomer, send_invitation
from nybrott.people.actions.organisations import found_organisation, invite_administrator, record_inhabitants
from nybrott.people.forms.organisations import AdministratorForm, FoundingForm, HostFilter, InhabitantsForm
from nybrott.people.models import Organisation
from nybrott.people.queries.invitations import hash_of
from nybrott.people.queries.organisations import first_invitation, organisations
from nybrott.people.views.organisations import facts_of
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import NONE, day_short, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table

EXAMPLE = "municipality_number,inhabitants,date\n0301,717710,2025-01-01"


def personal_link(request: HttpRequest) -> PersonalLink:
    """A new link that only its receiver knows."""
    token = secrets.token_urlsafe(32)
    return PersonalLink(hash_of(token), request.build_absolute_uri(reverse("people:join", args=[token])))


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Organisations"), reverse("people:host")), *more)


@require_safe
def host(request: HttpRequest) -> HttpResponse:
    """Every organisation of the host, and whether somebody looks after it."""
    actor = who(request)
    insist(rules.may_run_host(actor))
    form = HostFilter(request.GET)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    page = organisations(actor, name=name, page=asked_page(request))
    rows = [
        [
            Cell(one.name, url=reverse("people:host_organisation", args=[one.pk])), one.number or NONE, one.get_kind_display(),
            number(one.admins) if one.admins else _("none yet"), day_short(one.founded_at),
        ]
        for one in page.rows
    ]  # fmt: skip
    columns = [
        Column("name", _("Organisation")), Column("number", _("Number")), Column("kind", _("Kind")),
        Column("admins", _("Administrators"), "end"), Column("since", _("Since"), "end"),
    ]  # fmt: skip
    table = Table(
        columns, rows, _("Organisations on this site"), id="organisations-table", swap="organisations",
        query=query_of(request), pages=Pages(page.number, page.pages, page.total),
    )  # fmt: skip
    return render(request, "people/host.html", {"form": form, "table": table, "total": page.total, "name": name})


@require_http_methods(["GET", "HEAD", "POST"])
def host_new(request: HttpRequest) -> HttpResponse:
    """Found an organisation and invite its first administrator."""
    actor = who(request)
    insist(rules.may_run_host(actor))
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        first = Newcomer(said.pop("admin_email"), said.pop("admin_name"))
        try:
            made = found_organisation(
                actor=actor, said=said, first=first, link=personal_link(request), language=get_language() or "nb", now=timezone.now()
            )  # fmt: skip
        except Refused as refused:
            form.add_error("number", refused.reason)
        else:
            messages.success(
                request,
                _("%(name)s is founded. %(first)s is invited to look after it.") % {"name": made, "first": first.name},
            )
            return redirect("people:host_organisation", made.pk)
    shown = {"form": form, "breadcrumbs": _crumbs(Link(_("Found an organisation")))}
    return render(request, "people/host_new.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def host_organisation(request: HttpRequest, key: int) -> HttpResponse:
    """One organisation as the host sees it: what it is, and who is to look after it as long as nobody does."""
    actor = who(request)
    insist(rules.may_run_host(actor))
    here = get_object_or_404(Organisation.objects.visible_to(actor), pk=key)
    admins = here.memberships.current().admins().count()
    waiting = None if admins else first_invitation(here)
    form = AdministratorForm(request.POST or None)
    if request.method == "POST" and (waiting or form.is_valid()):
        more: Mapping[str, Any] = {
            "link": personal_link(request),
            "language": get_language() or "nb",
            "now": timezone.now(),
        }
        if waiting:
            send_invitation(actor=actor, invitation=waiting, **more)
        else:
            first = Newcomer(form.cleaned_data["email"], form.cleaned_data["name"])
            invite_administrator(actor=actor, organisation=here, first=first, **more)
        messages.success(request, _("The invitation is on its way."))
        return redirect("people:host_organisation", here.pk)
    shown = {
        "organisation": here, "facts": facts_of(here), "admins": admins, "waiting": waiting, "form": form,
        "run_out": bool(waiting and waiting.standing(timezone.now()) == "expired"), "breadcrumbs": _crumbs(Link(here.name)),
    }  # fmt: skip
    return render(request, "people/host_organisation.html", shown, status=422 if form.errors and not waiting else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def host_inhabitants(request: HttpRequest) -> HttpResponse:
    """Bring the inhabitants of all municipalities: first shown, then kept."""
    actor = who(request)
    insist(rules.may_run_host(actor))
    form = InhabitantsForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"form": form, "example": EXAMPLE, "breadcrumbs": _crumbs(Link(_("Inhabitants")))}
    if request.method == "POST" and form.is_valid():
        figures = form.cleaned_data["figures"]
        if request.POST.get("sure"):
            done = len(record_inhabitants(actor=actor, figures=figures, now=timezone.now()))
            said = {"shown": number(done)}
            messages.success(
                request,
                ngettext(
                    "%(shown)s organisation has a newer figure.", "%(shown)s organisations have a newer figure.", done
                )
                % said,
            )
            return redirect("people:host")
        wanted = [one.municipality_number for one in figures]
        here = Organisation.objects.visible_to(actor).filter(municipality_number__in=wanted)
        shown |= {
            "figures": figures,
            "faults": form.cleaned_data["faults"],
            "here": list(here),
            "text": form.cleaned_data["text"],
        }
        return render(request, "people/host_inhabitants_preview.html", shown)
    return render(request, "people/host_inhabitants.html", shown, status=422 if form.errors else 200)

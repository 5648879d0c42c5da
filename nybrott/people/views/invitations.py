"""Invitations as the organisation sees them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.people import rules
from nybrott.people.actions.invitations import (
    Newcomer,
    invite,
    send_invitation,
    send_waiting_invitations,
    withdraw_invitation,
)
from nybrott.people.actions.limits import INVITE, spend
from nybrott.people.forms.invitations import InvitationFilter, InvitationForm
from nybrott.people.models import Invitation, InvitationStanding, Unit
from nybrott.people.queries.invitations import invitations, unsent
from nybrott.people.queries.units import paths
from nybrott.people.roles import ROLES
from nybrott.people.views.host import personal_link
from nybrott.people.views.members import role_names
from nybrott.people.views.organisations import own
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import day_short, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import NextStep

KINDS = {
    InvitationStanding.SENT: "info",
    InvitationStanding.UNSENT: "neutral",
    InvitationStanding.EXPIRED: "warning",
    InvitationStanding.ACCEPTED: "success",
    InvitationStanding.WITHDRAWN: "neutral",
}


def _tag(standing: InvitationStanding) -> str:
    return tag(str(standing.label), KINDS[standing])


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Invitations"), reverse("people:invitations")), *more)


def _one(request: HttpRequest, key: int) -> Invitation:
    return get_object_or_404(
        Invitation.objects.visible_to(who(request)).select_related("organisation", "invited_by"), pk=key
    )


@require_safe
def invitation_list(request: HttpRequest) -> HttpResponse:
    """The invitations; those that wait, unless others are asked for."""
    actor, now = who(request), timezone.now()
    insist(rules.may_manage_members(actor, actor.organisation_id))
    form = InvitationFilter(request.GET)
    wanted = form.wanted()
    page = invitations(actor, wanted, now=now, page=asked_page(request))
    rows: list[list[Cell | str]] = [
        [
            Cell(one.name, url=reverse("people:invitation", args=[one.pk]), note=one.email), Cell(_tag(one.standing(now))),
            role_names(one.roles), day_short(one.invited_at), day_short(one.expires_at),
        ]
        for one in page.rows
    ]  # fmt: skip
    columns = [
        Column("name", _("Name")), Column("standing", _("Current state")), Column("roles", _("Roles")),
        Column("at", _("Invited"), "end"), Column("until", _("Works until"), "end"),
    ]  # fmt: skip
    table = Table(
        columns, rows, _("Invitations"), id="invitations-table", swap="invitations", caption_hidden=True,
        query=query_of(request), pages=Pages(page.number, page.pages, page.total),
    )  # fmt: skip
    step = NextStep(
        _("A personal link goes by e-mail and works for 14 days."),
        _("Invite someone"),
        url=reverse("people:invitation_new"),
    )
    shown = {
        "form": form,
        "table": table,
        "total": page.total,
        "narrowed": bool(wanted),
        "unsent": unsent(actor),
        "step": step,
    }
    return render(request, "people/invitations.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: HttpRequest) -> HttpResponse:
    """Invite somebody by letter."""
    actor = who(request)
    insist(rules.may_manage_members(actor, actor.organisation_id))
    form = InvitationForm(request.POST or None, units=paths(actor), initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        spend(limit=INVITE, who=str(actor.user_id), now=timezone.now())
        try:
            made = invite(
                actor=actor, organisation=own(request), who=Newcomer(said["email"], said["name"]), roles=said["roles"],
                units=list(Unit.objects.visible_to(actor).filter(pk__in=said["units"])),
                link=personal_link(request), language=said["language"], now=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("email", refused.reason)
        else:
            messages.success(request, _("%(name)s is invited. The letter is on its way.") % {"name": made})
            return redirect("people:invitations")
    shown = {"form": form, "breadcrumbs": _crumbs(Link(_("Invite someone")))}
    return render(request, "people/invitation_new.html", shown, status=422 if form.errors else 200)


@require_safe
def invitation(request: HttpRequest, key: int) -> HttpResponse:
    """One invitation: to whom, to what, where it stands."""
    actor, here, now = who(request), _one(request, key), timezone.now()
    standing = here.standing(now)
    shown = {
        "invitation": here, "standing": _tag(standing), "unsent": standing == InvitationStanding.UNSENT,
        "roles": [ROLES[role] for role in here.roles if role in ROLES], "units": here.units.order_by("name"),
        "may": rules.may_withdraw_invitation(actor, here), "breadcrumbs": _crumbs(Link(here.name)),
    }  # fmt: skip
    return render(request, "people/invitation.html", shown)


@require_POST
def invitation_send(request: HttpRequest, key: int) -> HttpResponse:
    """Send the letter, with a new link."""
    here = _one(request, key)
    send_invitation(
        actor=who(request), invitation=here, link=personal_link(request), language=get_language() or "nb", now=timezone.now()
    )  # fmt: skip
    messages.success(
        request, _("A letter with a new link is on its way to %(name)s. The old link no longer works.") % {"name": here}
    )
    return redirect("people:invitation", here.pk)


@require_POST
def invitation_withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take the invitation back."""
    here = _one(request, key)
    withdraw_invitation(actor=who(request), invitation=here, now=timezone.now())
    messages.success(request, _("The invitation to %(name)s is withdrawn.") % {"name": here})
    return redirect("people:invitation", here.pk)


@require_POST
def invitations_send(request: HttpRequest) -> HttpResponse:
    """Send the letters of those who are only listed, a few hundred at a time."""
    actor = who(request)
    insist(rules.may_manage_members(actor, actor.organisation_id))
    sent = send_waiting_invitations(
        actor=actor, organisation=own(request), make_link=lambda: personal_link(request),
        language=get_language() or "nb", now=timezone.now(),
    )  # fmt: skip
    said = {"shown": number(sent)}
    messages.success(
        request, ngettext("%(shown)s letter is on its way.", "%(shown)s letters are on their way.", sent) % said
    )
    return redirect("people:invitations")

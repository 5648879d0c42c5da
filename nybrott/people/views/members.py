"""Who belongs to the organisation, and what each may do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.people import rules
from nybrott.people.actions.members import end_membership, give_roles, rejoin, set_units
from nybrott.people.forms.members import MemberFilter, RolesForm, UnitsForm
from nybrott.people.models import Membership, Unit
from nybrott.people.queries.invitations import unsent
from nybrott.people.queries.members import SORTS, Page, counted_roles, history_of, members, other_admins
from nybrott.people.queries.units import paths
from nybrott.people.roles import PERMISSIONS, ROLES
from nybrott.people.verbs import VERBS
from nybrott.people.views.organisations import own
from nybrott.ui.asking import asked_page, asked_sort, query_of, who
from nybrott.ui.formats import day_short
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.thread import NextStep


def role_names(roles: list[str]) -> str:
    """Roles as words, in the order of the table."""
    return ", ".join(str(role.name) for word, role in ROLES.items() if word in roles)


def _table(request: HttpRequest, page: Page, sort: str, *, ended: bool) -> Table:
    columns = [
        Column("name", _("Name"), sortable=True), Column("roles", _("Roles")), Column("units", _("Units")),
        Column("since", _("Left") if ended else _("Member since"), "end", sortable=not ended),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(one.user.name, url=reverse("people:member", args=[one.pk]), note=one.user.email),
            role_names(one.roles),
            ", ".join(sorted(unit.name for unit in one.units.all())),
            day_short(one.ended_at if ended else one.since),
        ]
        for one in page.rows
    ]
    return Table(
        columns, rows, _("Members"), id="members-table", swap="members", caption_hidden=True, sort=sort,
        query=query_of(request), pages=Pages(page.number, page.pages, page.total),
    )  # fmt: skip


@require_safe
def member_list(request: HttpRequest) -> HttpResponse:
    """The members, narrowed and sorted as asked."""
    actor = who(request)
    insist(rules.may_see_organisation(actor))
    form = MemberFilter(request.GET, units=paths(actor, closed=True))
    wanted = form.wanted()
    sort = asked_sort(request, tuple(SORTS), "name")
    page = members(actor, wanted, sort=sort, page=asked_page(request))
    may = rules.may_manage_members(actor, actor.organisation_id)
    waiting = unsent(actor)
    step = NextStep(
        _("People come in by an invitation."), _("Invite someone"), who=_("Administrators"),
        url=reverse("people:invitation_new") if may else "", reason=may.reason,
    )  # fmt: skip
    shown = {
        "form": form, "table": _table(request, page, sort, ended="ended" in wanted), "total": page.total,
        "narrowed": bool(wanted), "may": may, "step": step, "unsent": waiting,
    }  # fmt: skip
    return render(request, "people/members.html", shown)


def _one(request: HttpRequest, key: int) -> Membership:
    return get_object_or_404(Membership.objects.visible_to(who(request)).select_related("user", "organisation"), pk=key)


def _crumbs(member: Membership, last: str = "") -> tuple[Link, ...]:
    here = Link(member.user.name, reverse("people:member", args=[member.pk]) if last else "")
    return (Link(_("Members"), reverse("people:members")), here, *([Link(last)] if last else []))


def _happened(request: HttpRequest, member: Membership) -> list[tuple[object, str, str]]:
    """The history as (when, sentence, how it was and is)."""
    told: list[tuple[object, str, str]] = []
    for entry in history_of(who(request), member):
        private = entry.private or {"actor": _("someone"), "thing": _("someone"), "facts": {}}
        sentence = str(VERBS.get(entry.verb, entry.verb)) % {
            **private["facts"],
            "actor": private["actor"],
            "thing": private["thing"],
        }
        after = private["facts"].get("after")
        note = ""
        if isinstance(after, list):
            note = (role_names(after) if entry.verb != "people.units_set" else ", ".join(after)) or _("none")
        told.append((entry.at, sentence, note))
    return told


@require_safe
def member(request: HttpRequest, key: int) -> HttpResponse:
    """One member: roles, units, history."""
    actor, here = who(request), _one(request, key)
    insist(rules.may_see_organisation(actor))
    shown = {
        "member": here, "units": here.units.order_by("name"), "roles": [ROLES[role] for role in here.roles if role in ROLES],
        "history": _happened(request, here), "breadcrumbs": _crumbs(here), "self": actor.user_id == here.user_id,
        "may": rules.may_set_units(actor, here), "may_read_history": actor.may("journal.read"),
        "may_end": rules.may_end_membership(actor, here, other_admins=other_admins(here)),
        "may_rejoin": rules.may_rejoin(actor, here),
    }  # fmt: skip
    return render(request, "people/member.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def member_roles(request: HttpRequest, key: int) -> HttpResponse:
    """Give and take roles."""
    actor, here = who(request), _one(request, key)
    insist(rules.may_set_units(actor, here))
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": here.roles})
    if request.method == "POST" and form.is_valid():
        try:
            give_roles(actor=actor, membership=here, roles=form.cleaned_data["roles"], now=timezone.now())
        except Refused as refused:
            form.add_error("roles", refused.reason)
        else:
            messages.success(request, _("The roles of %(name)s are changed.") % {"name": here})
            return redirect("people:member", here.pk)
    shown = {
        "form": form,
        "member": here,
        "heading": _("Roles of %(name)s") % {"name": here},
        "breadcrumbs": _crumbs(here, _("Roles")),
    }
    return render(request, "people/member_form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def member_units(request: HttpRequest, key: int) -> HttpResponse:
    """Say which units a member belongs to."""
    actor, here = who(request), _one(request, key)
    insist(rules.may_set_units(actor, here))
    had = list(here.units.values_list("pk", "name"))
    places = dict(paths(actor))
    places |= {key: _("%(unit)s (closed)") % {"unit": name} for key, name in had if key not in places}
    form = UnitsForm(
        request.POST if request.method == "POST" else None,
        units=list(places.items()),
        initial={"units": [key for key, _name in had]},
    )
    if request.method == "POST" and form.is_valid():
        chosen = list(Unit.objects.visible_to(actor).filter(pk__in=form.cleaned_data["units"]))
        set_units(actor=actor, membership=here, units=chosen, now=timezone.now())
        messages.success(request, _("The units of %(name)s are changed.") % {"name": here})
        return redirect("people:member", here.pk)
    shown = {
        "form": form, "member": here, "heading": _("Units of %(name)s") % {"name": here},
        "breadcrumbs": _crumbs(here, _("Units")), "none": not places,
    }  # fmt: skip
    return render(request, "people/member_form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request: HttpRequest, key: int) -> HttpResponse:
    """Say what goes and what stays when a membership ends, and end it."""
    actor, here = who(request), _one(request, key)
    insist(rules.may_end_membership(actor, here, other_admins=other_admins(here)))
    if request.method == "POST":
        end_membership(actor=actor, membership=here, now=timezone.now())
        messages.success(request, _("The membership of %(name)s has ended.") % {"name": here})
        return redirect("/" if actor.user_id == here.user_id else reverse("people:member", args=[here.pk]))
    shown = {"member": here, "self": actor.user_id == here.user_id, "breadcrumbs": _crumbs(here, _("End"))}
    return render(request, "people/member_end.html", shown)


@require_POST
def member_rejoin(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody in again."""
    here = _one(request, key)
    rejoin(actor=who(request), membership=here, now=timezone.now())
    messages.success(request, _("%(name)s is a member again. Check the roles.") % {"name": here})
    return redirect("people:member", here.pk)


@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    """Every role, its sentence and what it may do, on one page."""
    actor = who(request)
    own(request)
    may = rules.may_see_organisation(actor)
    counts = counted_roles(actor) if may else {}
    shown = {
        "roles": [(word, role, [PERMISSIONS[one] for one in PERMISSIONS if one in role.permissions], counts.get(word, 0), word in actor.roles) for word, role in ROLES.items()],
        "may": may,
    }  # fmt: skip
    return render(request, "people/roles.html", shown)

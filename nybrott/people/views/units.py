"""The tree of units, one unit, and what can be done with it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.people import rules
from nybrott.people.actions.units import close_unit, make_unit, move_unit, rename_unit, reopen_unit
from nybrott.people.forms.units import NameForm, PlaceForm, UnitForm
from nybrott.people.models import Unit
from nybrott.people.queries.units import affected_by_closing, flat, paths, sibling_names, tree
from nybrott.people.views.organisations import own
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep


def _one(request: HttpRequest, key: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(who(request)).select_related("parent"), pk=key)


def _crumbs(request: HttpRequest, unit: Unit | None = None, last: str = "") -> tuple[Link, ...]:
    above = Unit.objects.visible_to(who(request)).in_bulk(unit.above) if unit else {}
    way = [
        Link(above[key].name, reverse("people:unit", args=[key]))
        for key in (unit.above if unit else ())
        if key in above
    ]
    here = [Link(unit.name, reverse("people:unit", args=[unit.pk]) if last else "")] if unit else []
    return (Link(_("Units"), reverse("people:units")), *way, *here, *([Link(last)] if last else []))


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The tree."""
    actor = who(request)
    insist(rules.may_see_organisation(actor))
    closed = request.GET.get("closed") == "yes"
    branches = tree(actor, closed=closed)
    may = rules.may_change_units(actor, actor.organisation_id)
    step = NextStep(
        _("The tree shows how the organisation is built."), _("Create a unit"), who=_("Administrators"),
        url=reverse("people:unit_new") if may else "", reason=may.reason,
    )  # fmt: skip
    shown = {"branches": branches, "count": len(flat(branches)), "closed": closed, "may": may, "step": step}
    return render(request, "people/units.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request: HttpRequest) -> HttpResponse:
    """Make a unit, at the top or below another."""
    actor = who(request)
    insist(rules.may_change_units(actor, actor.organisation_id))
    form = UnitForm(request.POST or None, units=paths(actor), initial={"parent": request.GET.get("below", "")})
    if request.method == "POST" and form.is_valid():
        parent = form.cleaned_data["parent"]
        try:
            made = make_unit(
                actor=actor, organisation=own(request), name=form.cleaned_data["name"],
                parent=_one(request, parent) if parent else None, now=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The unit %(name)s is created.") % {"name": made})
            return redirect("people:unit", made.pk)
    shown = {
        "form": form,
        "heading": _("Create a unit"),
        "button": _("Create the unit"),
        "breadcrumbs": _crumbs(request, last=_("Create a unit")),
    }
    return render(request, "people/unit_form.html", shown, status=422 if form.errors else 200)


@require_safe
def unit(request: HttpRequest, key: int) -> HttpResponse:
    """One unit: where it stands, what is below it, who belongs to it."""
    actor, here = who(request), _one(request, key)
    insist(rules.may_see_organisation(actor))
    below = next((branch.below for branch in flat(tree(actor, closed=True)) if branch.unit.pk == here.pk), [])
    affected = affected_by_closing(here)
    may = rules.may_change_units(actor, here.organisation_id)
    shown = {
        "unit": here, "below": below, "affected": affected, "may": may, "breadcrumbs": _crumbs(request, here),
        "may_close": rules.may_close_unit(actor, here, open_below=affected.open_below),
        "may_reopen": rules.may_reopen_unit(actor, here, sibling_names(here.organisation_id, here.parent, but=here)),
    }  # fmt: skip
    return render(request, "people/unit.html", shown)


def _asked(
    request: HttpRequest,
    here: Unit,
    form: NameForm | PlaceForm,
    do: Callable[[], Unit],
    *,
    said: str,
    heading: str,
    button: str,
) -> HttpResponse:
    """Show a form about a unit; when it is sent and right, do it and go back to the unit."""
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, said)
            return redirect("people:unit", here.pk)
    shown = {
        "form": form,
        "unit": here,
        "heading": heading,
        "button": button,
        "breadcrumbs": _crumbs(request, here, heading),
    }
    return render(request, "people/unit_form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_rename(request: HttpRequest, key: int) -> HttpResponse:
    """Give a unit another name."""
    actor, here = who(request), _one(request, key)
    insist(rules.may_change_units(actor, here.organisation_id))
    form = NameForm(request.POST or None, initial={"name": here.name})

    def do() -> Unit:
        return rename_unit(actor=actor, unit=here, name=form.cleaned_data["name"], now=timezone.now())

    return _asked(
        request, here, form, do, said=_("The unit has its new name."), heading=_("Rename"), button=_("Rename the unit")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def unit_move(request: HttpRequest, key: int) -> HttpResponse:
    """Move a unit, with all that is below it."""
    actor, here = who(request), _one(request, key)
    insist(rules.may_change_units(actor, here.organisation_id))
    inside = {here.pk, *Unit.objects.visible_to(actor).below(here).values_list("pk", flat=True)}
    places = [(one, path) for one, path in paths(actor) if one not in inside]
    form = PlaceForm(request.POST or None, units=places, initial={"parent": here.parent_id})

    def do() -> Unit:
        parent = form.cleaned_data["parent"]
        return move_unit(actor=actor, unit=here, parent=_one(request, parent) if parent else None, now=timezone.now())

    return _asked(
        request, here, form, do,
        said=_("The unit has moved, with everything below it."), heading=_("Move"), button=_("Move the unit"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def unit_close(request: HttpRequest, key: int) -> HttpResponse:
    """Say what closing a unit touches, and close it."""
    actor, here = who(request), _one(request, key)
    affected = affected_by_closing(here)
    insist(rules.may_close_unit(actor, here, open_below=affected.open_below))
    if request.method == "POST":
        close_unit(actor=actor, unit=here, now=timezone.now())
        messages.success(request, _("The unit %(name)s is closed.") % {"name": here})
        return redirect("people:unit", here.pk)
    shown = {"unit": here, "affected": affected, "breadcrumbs": _crumbs(request, here, _("Close"))}
    return render(request, "people/unit_close.html", shown)


@require_POST
def unit_reopen(request: HttpRequest, key: int) -> HttpResponse:
    """Open a closed unit again."""
    here = _one(request, key)
    reopen_unit(actor=who(request), unit=here, now=timezone.now())
    messages.success(request, _("The unit %(name)s is open again.") % {"name": here})
    return redirect("people:unit", here.pk)

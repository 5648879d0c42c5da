"""One's own organisation: what it is, and its colour."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.people import rules
from nybrott.people.actions.organisations import SAID, describe_organisation
from nybrott.people.forms.organisations import ACCENT_NAMES, OrganisationForm, countries
from nybrott.people.models import Organisation
from nybrott.ui.asking import who
from nybrott.ui.formats import day_year, number
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep


def own(request: HttpRequest) -> Organisation:
    """The organisation the reader acts for; 404 for who acts for none."""
    actor = who(request)
    return get_object_or_404(Organisation.objects.visible_to(actor), pk=actor.organisation_id)


def facts_of(organisation: Organisation) -> list[tuple[str, str]]:
    """What is said of an organisation, as words and values."""
    facts = [(_("Kind"), organisation.get_kind_display())]
    if organisation.country != "NO":
        facts.append((_("Country"), dict(countries()).get(organisation.country, organisation.country)))
    facts.append((_("Organisation number"), organisation.number or _("not said")))
    if organisation.municipality_number:
        facts.append((_("Municipality number"), organisation.municipality_number))
    if organisation.inhabitants and organisation.inhabitants_on:
        said = {"number": number(organisation.inhabitants), "day": day_year(organisation.inhabitants_on)}
        facts.append((_("Inhabitants"), _("%(number)s on %(day)s") % said))
    return [*facts, (_("Here since"), day_year(organisation.founded_at))]


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """The way into the settings: the organisation's own page, or the host's for those who run it and belong to none."""
    return redirect("people:host" if who(request).organisation_id is None else "people:organisation")


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """What is said of the organisation."""
    actor, here = who(request), own(request)
    insist(rules.may_see_organisation(actor))
    may = rules.may_change_organisation(actor, here)
    missing = here.kind == "municipality" and not here.inhabitants
    step = NextStep(
        _("The number of inhabitants is missing.") if missing else _("Name, numbers and colour are as shown."),
        _("Change details"), who=_("Administrators"), url=reverse("people:organisation_change") if may else "", reason=may.reason,
    )  # fmt: skip
    shown = {"organisation": here, "facts": facts_of(here), "accent": ACCENT_NAMES[here.accent], "step": step}
    return render(request, "people/organisation.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_change(request: HttpRequest) -> HttpResponse:
    """Change what is said of the organisation."""
    actor, here = who(request), own(request)
    insist(rules.may_change_organisation(actor, here))
    form = OrganisationForm(request.POST or None, initial={field: getattr(here, field) for field in SAID})
    if request.method == "POST" and form.is_valid():
        try:
            describe_organisation(actor=actor, organisation=here, said=form.cleaned_data, now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The details of the organisation have been changed."))
            return redirect("people:organisation")
    crumbs = (Link(_("Organisation"), reverse("people:organisation")), Link(_("Change")))
    shown = {"form": form, "organisation": here, "accents": list(ACCENT_NAMES), "breadcrumbs": crumbs}
    return render(request, "people/organisation_change.html", shown, status=422 if form.errors else 200)

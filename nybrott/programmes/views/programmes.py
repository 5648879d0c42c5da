"""Programmes to copy, and those that are released: read, taken over, handed out, in their family."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.packages import pack
from nybrott.core.programme import shipped as coming_along
from nybrott.core.verdict import Refused, insist
from nybrott.people.models import Organisation
from nybrott.programmes import actions, queries, rules
from nybrott.programmes.forms.programmes import AboutForm, FileForm
from nybrott.programmes.models import Package
from nybrott.programmes.views.cards import language
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def way(*more: Link) -> tuple[Link, ...]:
    """The way to a page of a programme."""
    return (Link(_("Programmes"), reverse("programmes:programmes")), *more)


def here(request: HttpRequest) -> Organisation:
    """The organisation the reader acts for."""
    actor = who(request)
    return get_object_or_404(Organisation.objects.visible_to(actor), pk=actor.organisation_id)


def _package(request: HttpRequest, pk: int) -> Package:
    found = Package.objects.visible_to(who(request)).select_related("programme__organisation", "holder", "kept_by")
    return get_object_or_404(found, pk=pk)


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The organisation's programmes, and what there is to copy."""
    actor = who(request)
    own = [(one, queries.pieces_waiting(actor, one)) for one in queries.own_programmes(actor)]
    shown = {
        "own": own, "inside": actor.organisation_id is not None, "may_begin": rules.may_begin_programme(actor),
        "shipped": [(one, queries.body(one.programme, language()), mine) for one, mine in queries.shipped_to_copy(actor)],
        "packages": [(one, queries.body(one.content, language())) for one in queries.packages_to_copy(actor)],
    }  # fmt: skip
    return render(request, "programmes/programmes.html", shown)


@require_safe
def shipped(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme that comes with Nybrott."""
    actor, one = who(request), coming_along().get(slug)
    if one is None:
        raise Http404
    body = queries.body(one.programme, language())
    shown = {
        "one": one, "body": body, "version": one.version, "publisher": "Nybrott", "note": one.note, "root": _root(one),
        "may_take": rules.may_begin_programme(actor), "take": reverse("programmes:take_over_shipped", args=[one.id]),
        "breadcrumbs": way(Link(body.name)),
    }  # fmt: skip
    return render(request, "programmes/package.html", shown)


def _root(one: Any) -> str:
    while one.derived_from:
        one = coming_along()[one.derived_from]
    return str(one.uid)


@require_safe
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """A released version."""
    actor, one = who(request), _package(request, pk)
    whose, others = queries.key_said(actor, one)
    body = queries.body(one.content, language(), queries.lessons_of(one.learnt), queries.runs_told(one.learnt))
    shown = {
        "package": one, "body": body, "version": one.version, "publisher": one.publisher, "note": one.note, "root": one.root,
        "whose": whose, "others": others, "may_take": rules.may_take_over(actor, one), "take": reverse("programmes:take_over", args=[one.pk]),
        "line": one.said["line"], "breadcrumbs": way(Link(body.name)),
    }  # fmt: skip
    return render(request, "programmes/package.html", shown)


@require_safe
def package_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The package as a file, the same bytes always."""
    one = _package(request, pk)
    response = HttpResponse(pack(one.released()), content_type="application/zip")
    name = f"{slugify(one.name)[:60] or 'programme'}-{one.version}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a released programme one's own."""
    actor, one = who(request), _package(request, pk)
    insist(rules.may_take_over(actor, one))
    made = actions.take_over(actor=actor, organisation=here(request), package=one, now=timezone.now())
    messages.success(request, _("The programme is yours to adapt now. What you change stays visible."))
    return redirect("programmes:programme", made.slug)


@require_POST
def take_over_shipped(request: HttpRequest, slug: str) -> HttpResponse:
    """The same with one that comes with Nybrott."""
    actor = who(request)
    if slug not in coming_along():
        raise Http404
    insist(rules.may_begin_programme(actor))
    made = actions.take_over_shipped(actor=actor, organisation=here(request), id=slug, now=timezone.now())
    messages.success(request, _("The programme is yours to adapt now. What you change stays visible."))
    return redirect("programmes:programme", made.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    """Begin a programme from nothing."""
    actor = who(request)
    insist(rules.may_begin_programme(actor))
    form = AboutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.begin_programme(actor=actor, organisation=here(request), content=form.said(), now=timezone.now())
        messages.success(request, _("The programme has been started. Say what it is for."))
        return redirect("programmes:programme", made.slug)
    shown = {"form": form, "heading": _("Begin a programme"), "button": _("Begin the programme"), "back": reverse("programmes:programmes"), "breadcrumbs": way(Link(_("Begin a programme")))}  # fmt: skip
    return render(request, "programmes/form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Bring a package in from a file."""
    actor = who(request)
    insist(rules.may_begin_programme(actor))
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.bring_in(actor=actor, organisation=here(request), data=form.data_of(), now=timezone.now())
        except Refused as refused:
            form.add_error("file", refused.reason)
        else:
            messages.success(request, _("The package is complete and unchanged. Read it, and take it over if it fits."))
            return redirect("programmes:package", made.pk)
    shown = {"form": form, "heading": _("Bring in a package"), "button": _("Check and bring in"), "back": reverse("programmes:programmes"), "breadcrumbs": way(Link(_("Bring in a package")))}  # fmt: skip
    return render(request, "programmes/form.html", shown, status=422 if form.errors else 200)


@require_safe
def family(request: HttpRequest, root: str) -> HttpResponse:
    """Who took what over from whom, what they changed and why."""
    lanes = queries.family(who(request), root)
    if not lanes:
        raise Http404
    drawing = queries.drawn(lanes)
    return render(
        request,
        "programmes/family.html",
        {"lanes": lanes, "drawing": drawing, "breadcrumbs": way(Link(_("Family tree")))},
    )

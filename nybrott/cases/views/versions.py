"""The versions of a case that others read: all of them, an older one, what changed between two, and the newest as a file."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from nybrott.booklets import file_of
from nybrott.cases import feeds, queries
from nybrott.cases.models import Case, Version
from nybrott.cases.states import Level
from nybrott.cases.views.reading import FILES
from nybrott.core.actor import Actor
from nybrott.networks.queries import called, namesakes
from nybrott.ui.asking import who
from nybrott.ui.files import handed_out
from nybrott.ui.frame import Link


def _asked(request: HttpRequest, place: str, slug: str) -> tuple[Actor, Case]:
    actor = who(request)
    return actor, get_object_or_404(queries.published(actor, {}), organisation__slug=place, slug=slug)


def _numbered(found: list[Version], number: int) -> Version:
    one = next((one for one in found if one.number == number), None)
    if one is None:
        raise Http404
    return one


def _crumbs(case: Case, *more: Link) -> tuple[Link, ...]:
    title = case.newest.title if case.newest else case.title
    return (Link(_("What others have learnt"), reverse("cases:cases")), Link(title, queries.address_of(case)), *more)


def _all(case: Case) -> Link:
    return Link(_("Versions"), reverse("cases:versions", args=[case.organisation.slug, case.slug]))


@require_safe
def versions(request: HttpRequest, place: str, slug: str) -> HttpResponse:
    """The versions of a case that one may read, the newest first."""
    actor, one = _asked(request, place, slug)
    found = queries.versions_of(actor, one)
    rows = [
        (version, before, found[0] if version.number + 1 < found[0].number else None)
        for version, before in zip(found, [*found[1:], None], strict=True)
    ]
    shown = {"case": one, "newest": one.newest, "rows": rows, "breadcrumbs": _crumbs(one, Link(_("Versions")))}
    return render(request, "cases/versions.html", shown)


@require_safe
def version(request: HttpRequest, place: str, slug: str, number: int) -> HttpResponseBase:
    """An older version, with every person as the case shows them now. The newest has the address of the case."""
    actor, one = _asked(request, place, slug)
    asked = _numbered(queries.versions_of(actor, one), number)
    if asked.pk == one.newest_id:
        return redirect("cases:told", place, slug)
    read = queries.told(one, asked)
    by = called(one.organisation, namesakes([one.organisation]))
    shown = {
        "told": read, "facts": queries.facts_told(asked.facts), "case": one, "version": asked, "newest": one.newest, "by": by, "open": one.shown == Level.OPEN, "older": True,
        "breadcrumbs": _crumbs(one, _all(one), Link(_("Version %(number)s") % {"number": number})),
    }  # fmt: skip
    return render(request, "cases/told.html", shown)


@require_safe
def changes(request: HttpRequest, place: str, slug: str, old: int, new: int) -> HttpResponse:
    """What changed from one version to a later one."""
    actor, one = _asked(request, place, slug)
    found = queries.versions_of(actor, one)
    before, after = _numbered(found, old), _numbered(found, new)
    if old >= new:
        raise Http404
    parts = queries.compared(one, before, after)
    shown = {
        "case": one, "before": before, "after": after, "newest": one.newest, "changed": [part for part in parts if not part.same], "same": [part.name for part in parts if part.same],
        "breadcrumbs": _crumbs(one, _all(one), Link(_("What has changed"))),
    }  # fmt: skip
    return render(request, "cases/changes.html", shown)


@require_safe
def document(request: HttpRequest, place: str, slug: str, kind: str) -> FileResponse:
    """The newest version as PDF or Word, whole in the language it is written in."""
    _actor, one = _asked(request, place, slug)
    if kind not in FILES or one.newest is None:
        raise Http404
    with override(one.newest.language):
        by = called(one.organisation, namesakes([one.organisation]))
        file = file_of(feeds.whole_of(queries.told(one), by), f"{one.slug}-{one.newest.number}", kind)
    return handed_out(BytesIO(file.content), name=file.name, media=file.content_type)

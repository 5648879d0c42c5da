"""A published version, and its files."""

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from nybrott.booklets import DOCUMENTS, Whole, file_of, shown
from nybrott.core.verdict import insist
from nybrott.people.rules import works_here
from nybrott.ui.asking import who
from nybrott.ui.files import handed_out
from nybrott.ui.formats import day_year, number
from nybrott.ui.frame import Link
from nybrott.yearbooks import actions, queries, rules
from nybrott.yearbooks.feeds import whole_of
from nybrott.yearbooks.models import Yearbook
from nybrott.yearbooks.views.framing import LANGUAGES, around


def _held(request: HttpRequest, year: int, one: int) -> Yearbook:
    """The version asked for: 404 for another organisation's, 403 for guests of this one."""
    actor = who(request)
    found = get_object_or_404(
        Yearbook.objects.visible_to(actor).select_related("published_by", "organisation"), year=year, number=one
    )
    insist(works_here(actor))
    return found


def _told(one: Yearbook) -> Whole:
    """The version in the language that is active."""
    said = {"who": one.published_by.name if one.published_by else "", "day": day_year(one.published_at)}
    published = _("Published by %(who)s on %(day)s.") % said if one.published_by else _("Published on %(day)s.") % said
    return whole_of(one.content, one.number, one.because, published)


@require_safe
def version(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """A version as it was published."""
    actor, one = who(request), _held(request, year, number)
    last = queries.newest(one.organisation_id, year)
    files = [
        (f"{kind.upper()}, {label}", reverse("yearbooks:document", args=[year, one.number, language, kind]), language)
        for language, label in LANGUAGES.items()
        for kind in DOCUMENTS
    ]
    said = {"report": one, "newer": last if last > one.number else 0, "holds": queries.holds(one), "files": files, "may_open": rules.may_open(actor, one)}  # fmt: skip
    way = around(Link(str(year), reverse("yearbooks:draft", args=[year])), _version(one.number))
    return render(request, "yearbooks/version.html", {**said, **shown(_told(one)), **way})


def _version(n: int) -> str:
    return _("Version %(n)s") % {"n": number(n)}


@require_POST
def counts(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Open the counts of a version to everyone, or close them."""
    actor, one, now = who(request), _held(request, year, number), timezone.now()
    if "close" in request.POST:
        actions.close_counts(actor=actor, report=one, now=now)
        messages.success(request, _("Only your organisation reads the counts now."))
    else:
        actions.open_counts(actor=actor, report=one, now=now)
        messages.success(request, _("Everyone can read the counts now."))
    return redirect("yearbooks:version", year, number)


@require_safe
def document(request: HttpRequest, year: int, number: int, language: str, kind: str) -> FileResponse:
    """A version as PDF, DOCX or XLSX, in a language."""
    one = _held(request, year, number)
    if language not in LANGUAGES or kind not in DOCUMENTS:
        raise Http404
    with override(language):
        file = file_of(_told(one), f"yearbook-{year}-{one.number}", kind)
    return handed_out(BytesIO(file.content), name=file.name, media=file.content_type)

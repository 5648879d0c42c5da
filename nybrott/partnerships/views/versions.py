"""A published version, and its files."""

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from nybrott.booklets import DOCUMENTS, Whole, file_of, shown
from nybrott.partnerships import queries
from nybrott.partnerships.feeds import whole_of
from nybrott.partnerships.feeds.whole import time_words
from nybrott.partnerships.models import ReportVersion
from nybrott.partnerships.views.framing import Here, address, around, here, report_of
from nybrott.ui.files import handed_out
from nybrott.ui.formats import day_year
from nybrott.ui.formats import number as numbered
from nybrott.ui.frame import Link

LANGUAGES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}  # each in its own words


def _held(at: Here, pk: int, number: int) -> ReportVersion:
    found = ReportVersion.objects.visible_to(at.actor).select_related("published_by", "report__network__keeper")
    return get_object_or_404(found, report=report_of(at, pk), number=number)


def _told(one: ReportVersion) -> Whole:
    """The version in the language that is active."""
    said = {"who": one.published_by.name if one.published_by else "", "day": day_year(one.published_at)}
    published = _("Published by %(who)s on %(day)s.") % said if one.published_by else _("Published on %(day)s.") % said
    return whole_of(one.content, one.number, one.because, published)


@require_safe
def version(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """A version as it was published."""
    at = here(request, slug)
    one = _held(at, pk, number)
    last = queries.newest(one.report)
    files = [
        (f"{kind.upper()}, {label}", address("document", at, pk, number, language, kind), language)
        for language, label in LANGUAGES.items()
        for kind in DOCUMENTS
    ]
    said = {"version": one, "report": one.report, "newer": last if last > number else 0, "holds": queries.holds(one), "files": files}  # fmt: skip
    when = Link(time_words(one.report.year, one.report.part), address("draft", at, pk))
    way = around(at, "reports", when, _("Version %(n)s") % {"n": numbered(number)})
    return render(request, "partnerships/version.html", {**said, **shown(_told(one)), **way})


@require_safe
def document(request: HttpRequest, slug: str, pk: int, number: int, **wanted: str) -> FileResponse:
    """A version as PDF, DOCX or XLSX, in a language."""
    at = here(request, slug)
    one = _held(at, pk, number)
    language, file = wanted["language"], wanted["file"]
    if language not in LANGUAGES or file not in DOCUMENTS:
        raise Http404
    with override(language):
        made = file_of(_told(one), f"{at.network.slug}-{one.report.year}-{one.report.part}-{number}", file)
    return handed_out(BytesIO(made.content), name=made.name, media=made.content_type)

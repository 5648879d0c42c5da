"""Reports to take along: documents in three languages, the data file and its codebook."""

from io import BytesIO

from django.http import Http404, HttpRequest
from django.http.response import FileResponse
from django.views.decorators.http import require_safe

from nybrott.reports import feeds, queries
from nybrott.reports.views.framing import report_seen
from nybrott.reports.views.reports import LANGUAGES
from nybrott.ui.documents import File
from nybrott.ui.files import handed_out


@require_safe
def document(request: HttpRequest, run: int, number: int, language: str, kind: str) -> FileResponse:
    """The report as PDF or DOCX, in a language."""
    actor, plan, one = report_seen(request, run, number)
    if language not in LANGUAGES or kind not in feeds.DOCUMENTS:
        raise Http404
    return _handed(feeds.document_file(queries.told_of(actor, plan, one), language, kind))


@require_safe
def data(request: HttpRequest, run: int, number: int) -> FileResponse:
    """Everything the figures follow from, to be reckoned again."""
    _actor, _plan, one = report_seen(request, run, number)
    return _handed(feeds.data_file(one))


@require_safe
def codebook(request: HttpRequest, run: int, number: int) -> FileResponse:
    """What stands where in the data file."""
    _actor, _plan, one = report_seen(request, run, number)
    return _handed(feeds.codebook_file(one))


def _handed(file: File) -> FileResponse:
    return handed_out(BytesIO(file.content), name=file.name, media=file.content_type)

"""A sheet as the answer to a request: an attachment whose name says what it holds, to which day, from which state."""

from collections.abc import Iterator

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override

from nybrott.lake.shapes import Coverage
from nybrott.ui.sheets import Sheet, csv_parts, json_parts, parquet_file, xlsx_file

# the file is packed already; an answer that names its encoding is not packed once more on its way
PACKED = {"Content-Encoding": "identity"}

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}


def file_name(name: str, kind: str, coverage: Coverage) -> str:
    """What a file holds, to which day, and from which state of the data."""
    until = coverage.last_on.isoformat() if coverage.last_on else ""
    state = coverage.generation.removeprefix("generation-")[:8]
    return f"{'-'.join(filter(None, ('nybrott', name, until, state)))}.{kind}"


def answer(sheet: Sheet, kind: str, coverage: Coverage, *, codebook: bool = True) -> HttpResponseBase:
    """The sheet as CSV, XLSX, JSON or Parquet, as an attachment."""
    response: HttpResponseBase
    if kind in ("xlsx", "parquet"):
        response = FileResponse(xlsx_file(sheet) if kind == "xlsx" else parquet_file(sheet), headers=PACKED)
    else:
        parts = csv_parts(sheet, codebook=codebook) if kind == "csv" else json_parts(sheet)
        response = StreamingHttpResponse(_in_language(parts, get_language() or "nb"))
    response.headers["Content-Type"] = TYPES[kind]
    response.headers["Content-Disposition"] = content_disposition_header(True, file_name(sheet.name, kind, coverage))
    return response


def _in_language(parts: Iterator[str], language: str) -> Iterator[str]:
    """The parts as they are sent, which is after the request has ended, in the language it was asked in."""
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part

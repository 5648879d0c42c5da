"""Reports as they are handed out: one text, put together once, as a page, a PDF, a Word file and data."""

from django.utils.translation import override

from nybrott.reports.feeds.blocks import Grid, Picture, Whole
from nybrott.reports.feeds.data import codebook_file, data_file, name_of
from nybrott.reports.feeds.pdf import pdf
from nybrott.reports.feeds.whole import whole_of
from nybrott.reports.feeds.word import docx
from nybrott.reports.queries import Told
from nybrott.ui.documents import KINDS, File

__all__ = [
    "DOCUMENTS",
    "Grid",
    "Picture",
    "Whole",
    "codebook_file",
    "data_file",
    "document_file",
    "name_of",
    "whole_of",
]

DOCUMENTS = {"pdf": pdf, "docx": docx}


def document_file(told: Told, language: str, kind: str) -> File:
    """The report as a document in a language (nb, nn, en). `kind`: one of `DOCUMENTS`."""
    with override(language):
        made = DOCUMENTS[kind](whole_of(told))
    return File(f"{name_of(told.report)}-{language}.{kind}", made, KINDS[kind])

"""The report as its page shows it and as files."""

from nybrott.yearbooks.feeds.blocks import Datum, Grid, Heading, Items, Paragraph, Part, Whole
from nybrott.yearbooks.feeds.files import DOCUMENTS, file_of
from nybrott.yearbooks.feeds.whole import whole_of

__all__ = ["DOCUMENTS", "Datum", "Grid", "Heading", "Items", "Paragraph", "Part", "Whole", "file_of", "whole_of"]

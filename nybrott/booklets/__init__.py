"""Reports made of parts: one text, four ways to hand it out.

Promises: what people wrote goes in as data, never as markup; the same report gives the same bytes; PDF files fulfil PDF/UA-1; a cell that would run as
a formula is defused.
Holds: the parts, and how they become a page, a PDF, a Word file and a workbook.
Does not: know the database or the field's words, or decide what a report says.
"""

from nybrott.booklets.blocks import Block, Datum, Grid, Heading, Items, Paragraph, Part, Whole
from nybrott.booklets.files import DOCUMENTS, file_of
from nybrott.booklets.pages import drawn, shown

__all__ = ["DOCUMENTS", "Block", "Datum", "Grid", "Heading", "Items", "Paragraph", "Part", "Whole", "drawn", "file_of", "shown"]  # fmt: skip

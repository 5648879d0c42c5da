"""Requirements as files: a specification to work on (DOCX), all tables (XLSX), the chain (CSV), the whole set (JSON)."""

from nybrott.requirements.feeds.files import KINDS, file_of
from nybrott.requirements.feeds.tables import tables

__all__ = ["KINDS", "file_of", "tables"]

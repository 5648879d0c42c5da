"""Pages of the yearly report."""

from nybrott.yearbooks.views.drafts import draft, publish, yearbooks
from nybrott.yearbooks.views.versions import counts, document, version

__all__ = ["counts", "document", "draft", "publish", "version", "yearbooks"]

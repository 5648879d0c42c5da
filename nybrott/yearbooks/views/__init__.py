"""Pages of the yearly report."""

from nybrott.yearbooks.views.drafts import draft, publish, yearbooks
from nybrott.yearbooks.views.versions import document, version

__all__ = ["document", "draft", "publish", "version", "yearbooks"]

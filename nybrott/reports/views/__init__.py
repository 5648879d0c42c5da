"""Pages of the room."""

from nybrott.reports.views.reports import reports

__all__ = ["reports"]

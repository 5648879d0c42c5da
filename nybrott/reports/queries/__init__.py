"""What is read of reports; split by noun."""

from nybrott.reports.queries.reports import newest_of, reports_of

__all__ = ["newest_of", "reports_of"]

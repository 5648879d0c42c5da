"""The report as its page shows it and as files."""

from nybrott.yearbooks.feeds.whole import whole_of

__all__ = ["whole_of"]

"""Dates for calendars, and the report as its page shows it and as files."""

from nybrott.partnerships.feeds.dates import calendar_of
from nybrott.partnerships.feeds.whole import whole_of

__all__ = ["calendar_of", "whole_of"]

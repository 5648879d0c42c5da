"""Cases for programs that follow the open ones, and one to take along."""

from nybrott.cases.feeds.opened import atom, json_feed
from nybrott.cases.feeds.whole import whole_of

__all__ = ["atom", "json_feed", "whole_of"]

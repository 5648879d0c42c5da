"""Pages of same needs and buyers' groups."""

from nybrott.groups.views.sameness import compared, look, match, same_need

__all__ = ["compared", "look", "match", "same_need"]

"""What is typed about same needs and buyers' groups."""

from nybrott.groups.forms.sameness import NotSameForm

__all__ = ["NotSameForm"]

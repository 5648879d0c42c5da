"""What people type about reports; split by noun."""

from nybrott.reports.forms.reports import MakeForm

__all__ = ["MakeForm"]

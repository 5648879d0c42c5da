"""What people type about insights and needs, cleaned. Nothing is saved here."""

from nybrott.insights.forms.board import BoardForm, InsightForm, NeedForm, ReasonForm

__all__ = ["BoardForm", "InsightForm", "NeedForm", "ReasonForm"]

"""Forms of procurements."""

from nybrott.procurements.forms.portfolio import Portfolio, SaveForm
from nybrott.procurements.forms.procurements import AnswersForm, PlanForm, StopForm

__all__ = ["AnswersForm", "PlanForm", "Portfolio", "SaveForm", "StopForm"]

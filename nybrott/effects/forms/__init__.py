"""What one types about an evaluation."""

from nybrott.effects.forms.indicators import IndicatorForm, LevelForm, TakeInForm
from nybrott.effects.forms.plans import ComparisonForm, LeftOutForm, PeopleForm, QuestionForm, ReopenForm

__all__ = [
    "ComparisonForm", "IndicatorForm", "LeftOutForm", "LevelForm", "PeopleForm", "QuestionForm", "ReopenForm", "TakeInForm",
]  # fmt: skip

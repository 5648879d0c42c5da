"""What one types about claims and costs."""

from nybrott.claims.forms.claims import ClaimForm, RivalForm, TypedForm, WeighForm
from nybrott.claims.forms.costs import CostForm, RatesForm, UnpricedForm

__all__ = ["ClaimForm", "CostForm", "RatesForm", "RivalForm", "TypedForm", "UnpricedForm", "WeighForm"]

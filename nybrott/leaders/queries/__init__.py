"""What the leader's page says, as plain data."""

from nybrott.leaders.queries.deciding import Wait, own_waits, waits_for
from nybrott.leaders.queries.figures import LENSES, Noticed, Official, Own, official_of, own_of
from nybrott.leaders.queries.goals import Aim, aims_of
from nybrott.leaders.queries.page import UNMEASURED, Effort, Page, Silent, effort_of, graves_of, page_of, silent_of
from nybrott.leaders.queries.portfolio import PHASES, Line, Portfolio, portfolio_of
from nybrott.leaders.queries.scope import Period, Scope, scope_of

__all__ = [
    "LENSES", "PHASES", "UNMEASURED", "Aim", "Effort", "Line", "Noticed", "Official", "Own", "Page", "Period", "Portfolio", "Scope", "Silent", "Wait", "aims_of",
    "effort_of", "graves_of", "official_of", "own_of", "own_waits", "page_of", "portfolio_of", "scope_of", "silent_of", "waits_for",
]  # fmt: skip

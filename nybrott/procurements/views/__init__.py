"""Pages of procurements."""

from nybrott.procurements.views.portfolio import codes, forget, portfolio, portfolio_file, save
from nybrott.procurements.views.procurements import answers, change, move, plan, procurement, stop

__all__ = [
    "answers",
    "change",
    "codes",
    "forget",
    "move",
    "plan",
    "portfolio",
    "portfolio_file",
    "procurement",
    "save",
    "stop",
]

"""Pages of contracts: the tab of a procurement, and the pilot graveyard beside the portfolio."""

from nybrott.contracts.views.contracts import agreement, block, change, contract, dates, new, new_supplier, supplier
from nybrott.contracts.views.deciding import again, decide, questions
from nybrott.contracts.views.files import contracts_file, graveyard_file, trial_file
from nybrott.contracts.views.graveyard import graveyard, patience, rest
from nybrott.contracts.views.milestones import milestone, new_milestone
from nybrott.contracts.views.trials import result, trial

__all__ = [
    "again", "agreement", "block", "change", "contract", "contracts_file", "dates", "decide", "graveyard", "graveyard_file", "milestone", "new",
    "new_milestone", "new_supplier", "patience", "questions", "rest", "result", "supplier", "trial", "trial_file",
]  # fmt: skip

"""The equal-treatment view of a market dialogue, computed from its ledger: nobody types it, nobody can make it greener.

Promises: for every supplier and every piece of information since when they could see it and how long before the deadline that was; minutes of
meetings; questions nobody answered; what somebody who came late has not been handed; and what is not equal, with who, what, since when and what
to do about it. Publishing something to all ends every finding that some do not have it; waiting makes none milder.
Does not: know what was never entered, judge whether a difference matters to a competition, or do anything about it.
"""

from nybrott.core.fairness.finding import FINDINGS, Finding
from nybrott.core.fairness.seeing import Item, Supplier, Terms
from nybrott.core.fairness.viewing import View, view

__all__ = ["FINDINGS", "Finding", "Item", "Supplier", "Terms", "View", "view"]

"""Weighs what was seen of a procurement into one of DFØ's three classes and codes of BT-776, and words the answer for the tender tool.

`weigh(signals)` takes what is known (users heard, dialogue held, functional requirements, better than the minimum rewarded, development in the
contract, new to the organisation, new to the market, common with others; yes, no or unknown) and gives the class, the codes it speaks for, by
which rules, and what more would change it. The rules are data: `catalogue/weighing.toml`. `declare(codes, …)` gives what the notice says:
BT-06 follows from BT-776 and is never set beside it, so the two cannot disagree. `fragment(declaration)` writes it as eForms XML.

Does not: read texts (`core.adviser` does), decide, or fill in other strategic aims than innovation.
"""

from nybrott.core.classes.declaring import Declaration, declare, fragment
from nybrott.core.classes.weighing import SIGNALS, Signal, Weighed, merged, weigh

__all__ = ["SIGNALS", "Declaration", "Signal", "Weighed", "declare", "fragment", "merged", "weigh"]

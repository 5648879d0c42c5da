"""Proposes how a procurement is classified, each proposal with the sentence that speaks for it. A person decides; nothing here does.

`read_draft(data, path=…)` takes an official notice (eForms, TED, OCDS …) or a draft in plain text, and gives the notice it is, or why it
cannot be read. `advise(notice)` gives the codes of BT-776 (procurement of innovation) that its words or its own codes speak for, and one of
DFØ's three classes. It promises: the same notice gives the same advice; every proposal points at words that stand in the notice; what the
buyer has already declared is told as such. It rests on the signs of `core.signals`, and sees what they see.

Does not: say that something *is* innovative, fill a notice in, or count.
"""

from nybrott.core.adviser.advising import CLASSES, CODES, Advice, Proposal, advise
from nybrott.core.adviser.drafts import MOST, Unreadable, read_draft

__all__ = ["CLASSES", "CODES", "MOST", "Advice", "Proposal", "Unreadable", "advise", "read_draft"]

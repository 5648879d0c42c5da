"""Amounts and references of the law on public procurement, each with the days it holds for, where it stands, and how sure we are.

`amount(name, on=day)` gives the amount that holds on a day, or what is `Missing`: nothing is carried over from an earlier period in silence.
`reference(name, on=day)` does the same for a paragraph. Both tell in a sentence, in bokmål, nynorsk and English, when they are not certain, when
nobody but the authors has checked them, and when the last check is older than a year. Amounts are whole øre without VAT; the tables are TOML
files that a lawyer can read and correct (`catalogue/amounts.toml`, `catalogue/references.toml`).

Does not: decide which rules a procurement comes under, know amounts that nobody has looked up, or give legal advice.
"""

from nybrott.core.law.asking import amount, names, reference, threshold
from nybrott.core.law.model import Amount, Missing, Reference, said_money

__all__ = ["Amount", "Missing", "Reference", "amount", "names", "reference", "said_money", "threshold"]

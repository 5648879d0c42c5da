"""Reads a need statement and remarks on how it is worded, as an adviser would: what closes it, what is vague, what is missing.

Promises: every remark names its rule, shows its words and their place (`text[start:end]`), says why and suggests what to
write or ask; the same text gives the same remarks; time grows with the length of the text and no faster; any text at
all is answered. Bokmål, nynorsk and English; compounds are seen (varslingsapp, but not appelsin or helsesystem).
Rules are TOML files under `catalogue/`, each with its reason, source, who wrote and checked it, and examples that are
tests. `ready` has a stated rule: no remark of a rule that `holds_back`.
Does not: block anybody, understand what a text means, know the case behind it, or decide that a need is true.
"""

from nybrott.core.wording.checking import check, language
from nybrott.core.wording.loading import CatalogueError, catalogue
from nybrott.core.wording.model import RULES, Checked, Remark, Rule

__all__ = ["RULES", "CatalogueError", "Checked", "Remark", "Rule", "catalogue", "check", "language"]

"""What national surveys tell, to stand beside an organisation's own answers.

Promises: every fact has its source, its year, of whom it is, and how far it can be compared, in three languages. No mean is invented:
where none is known, that is what is said.
Does not: read anybody's answers, or reckon.
"""

from nybrott.core.national.facts import National, NationalError, national

__all__ = ["National", "NationalError", "national"]

"""Guesses which competition came of an announced market dialogue, where no notice says so.

Promises: a guess is between notices of one buyer, carries its reasons (words both titles say, digits the CPV codes
share, days between) and a likeness from 0 to 1; below a reviewed threshold, or when two competitions are as likely,
there is none. Precision goes before completeness: titles that each say something the other does not are never linked.
The lists of words and the thresholds are data for people to review (`catalogue/dialogues.toml`).
Does not: know identifiers or references (they are followed where all notices are known, and always win), read or
store notices, or decide: a guess is a guess until a person confirms it.
"""

from nybrott.core.linking.guessing import Guess, guess, guesses
from nybrott.core.linking.likening import Announcement, Likeness, likeness
from nybrott.core.linking.rules import RulesError, rules

__all__ = ["Announcement", "Guess", "Likeness", "RulesError", "guess", "guesses", "likeness", "rules"]

"""Survey instruments: questions in three languages, who is asked which of them, how long it takes, and what can be counted.

Promises: an instrument read here is whole: every text in each of its languages, scales that can be answered, conditions that
look back and can come true; a mistake is answered with its place and the reason. `settle` keeps of an answer only what the
instrument asked. Nine kinds of surveys and two that stand beside national figures come with Nybrott, in our own words.
Does not: ask anybody, keep answers, or say what may be shown of them (core.anonymity).
"""

from nybrott.core.surveys.instrument import Instrument, Variable, settle
from nybrott.core.surveys.model import KINDS, UNKNOWN, SurveyError
from nybrott.core.surveys.reading import read_instrument
from nybrott.core.surveys.shipping import shipped

__all__ = ["KINDS", "UNKNOWN", "Instrument", "SurveyError", "Variable", "read_instrument", "settle", "shipped"]

"""Knows Norwegian words: which of them are one word to a reader, and what a compound is made of.

Promises: the same text and vocabulary give the same words; bokmål and nynorsk, singular and plural, a compound and its
parts meet (anskaffing–anskaffelse, veg–vei, markedsdialog–dialog med markedet); why two words are taken for one can be
read in the reviewed lists under `catalogue/`. A query is turned into words the same way as the texts.
Holds: folding and the one sort key (æ ø å last), stems, compounds split by a vocabulary of words really seen, words for
an index, places of a query's words in a text, and words that look like a misspelt one.
Does not: store or rank anything, know synonyms, judge a wording (that is `core.wording`), translate, or understand.
"""

from nybrott.core.language.folding import sort_key, words_in
from nybrott.core.language.lexicon import Lexicon
from nybrott.core.language.querying import Query, Sought
from nybrott.core.language.stemming import stem
from nybrott.core.language.vocabulary import Gathering, Vocabulary

__all__ = ["Gathering", "Lexicon", "Query", "Sought", "Vocabulary", "sort_key", "stem", "words_in"]

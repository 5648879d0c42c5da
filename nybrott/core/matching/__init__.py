"""Says how alike two texts are, and why: *both speak of fall, night*.

Promises: the same texts give the same answer, whatever the order they came in; every likeness names the words it rests
on, as each side wrote them, or says that it is letters only; bokmål, nynorsk and English meet in a reviewed thesaurus of municipal services; a question
among 100,000 texts looks closely at a few hundred only. A database does the same with `Packed` (features as numbers, small
to keep), `sought` (what to look candidates up by) and `rank` (the order of those it found).
Holds: the thesaurus under `catalogue/` (fields, concepts, terms), features, ranking, an index in memory, and a place to
plug in an embedder; there is none unless somebody brings it.
Does not: merge anything, decide that two needs are one (people do), keep texts, or know who may see them.
"""

from nybrott.core.matching.features import Features, Reader
from nybrott.core.matching.finding import Index
from nybrott.core.matching.packing import Packed
from nybrott.core.matching.ranking import Alike, Rarity, rank, sought

__all__ = ["Alike", "Features", "Index", "Packed", "Rarity", "Reader", "rank", "sought"]

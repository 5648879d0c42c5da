"""What a comparison can bear: designs with what they lean on, and the shape every answer of an evaluation has.

Promises: nothing is called an effect without the design's name, its assumptions, an interval and what else could have made
it look the same; the type cannot be made otherwise. "Too few to say" is an answer with its reason and, where it can be said,
with how many would be enough. Designs, assumptions, rival explanations and measures are TOML under `catalogue/` in bokmål,
nynorsk and English, with their sources; a mistake in them is answered with file, key and reason.
Does not: count anything (that is `core.answers`, `core.change`, `core.contrast`, `core.placebo`, `core.power`), or word a sentence for
a page.
"""

from nybrott.core.designs.loading import CatalogueError, Word, catalogue
from nybrott.core.designs.model import Design, Effect, Interval, TooFew
from nybrott.core.designs.plain import plain

__all__ = ["CatalogueError", "Design", "Effect", "Interval", "TooFew", "Word", "catalogue", "plain"]

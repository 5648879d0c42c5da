"""Method cards: what a group can do in an hour to come from a felt struggle to a tested answer, and which card fits now.

Promises: every card of the catalogue says in bokmål, nynorsk and English what it is, why, with whom, how long, step by step with
minutes that add up, what comes out, what goes wrong, and how it is done on a screen; a mistake in a file is answered with
file, key and reason; the same stage and gaps always give the same proposals, each with its reasons as words others can name.
Cards are TOML files under `catalogue/` in our own words, with where the ideas come from, who wrote and checked them.
Does not: know a challenge, keep an organisation's own cards, or hold a workshop.
"""

from nybrott.core.methods.loading import CardError, catalogue, read_card
from nybrott.core.methods.model import GAPS, OUTPUTS, PHASES, Card
from nybrott.core.methods.proposing import propose

__all__ = ["GAPS", "OUTPUTS", "PHASES", "Card", "CardError", "catalogue", "propose", "read_card"]

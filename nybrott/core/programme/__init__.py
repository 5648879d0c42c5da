"""What a driver programme holds: aims, the theory of how it works, roles, activities, method cards, letters, surveys, targets.

Promises: a programme read here is whole: every text in at least one language, every id that is pointed to is there, the
programme theory runs in no circle, nothing unknown is in it; a mistake is answered with its place and the reason.
Two programmes in our own words come with Nybrott (`shipped`), the second derived from the first.
Does not: sign, pack or merge programmes (core.packages, core.merging), or carry one out.
"""

from nybrott.core.programme.model import LANGUAGES, SECTIONS, ProgrammeError
from nybrott.core.programme.reading import read_programme
from nybrott.core.programme.shipping import Shipped, shipped
from nybrott.core.programme.telling import in_language, told

__all__ = ["LANGUAGES", "SECTIONS", "ProgrammeError", "Shipped", "in_language", "read_programme", "shipped", "told"]

"""Pages of adoptions."""

from nybrott.adoptions.views.owning import adapt, begin, change, take, tell, version
from nybrott.adoptions.views.reading import adoption, adoptions, used_by

__all__ = ["adapt", "adoption", "adoptions", "begin", "change", "take", "tell", "used_by", "version"]

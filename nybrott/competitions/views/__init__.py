"""Pages of a procurement's official notices."""

from nybrott.competitions.views.notices import answer, earlier, look, notices, notices_file

__all__ = ["answer", "earlier", "look", "notices", "notices_file"]

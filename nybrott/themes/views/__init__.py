"""The pages of the room."""

from nybrott.themes.views.graphs import all_links, challenge, need
from nybrott.themes.views.links import apart, link, propose_again, undo
from nybrott.themes.views.themes import name, theme, themes

__all__ = ["all_links", "apart", "challenge", "link", "name", "need", "propose_again", "theme", "themes", "undo"]

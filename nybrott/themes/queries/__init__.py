"""What is read across the tables: the graph, what may belong together, and themes with who stands behind them."""

from nybrott.themes.queries.alike import Proposal, found_by, proposals
from nybrott.themes.queries.graph import Graph, LinkRow, graph_of_all, graph_of_challenge, graph_of_need, told_apart
from nybrott.themes.queries.lists import ThemeRow, Themes, themes
from nybrott.themes.queries.support import Told
from nybrott.themes.queries.theme import Theme, UnitShare, theme_of

__all__ = [
    "Graph",
    "LinkRow",
    "Proposal",
    "Theme",
    "ThemeRow",
    "Themes",
    "Told",
    "UnitShare",
    "found_by",
    "graph_of_all",
    "graph_of_challenge",
    "graph_of_need",
    "proposals",
    "theme_of",
    "themes",
    "told_apart",
]

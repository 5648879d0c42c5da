"""Everything that changes how needs hang together."""

from nybrott.themes.actions.links import link_needs, propose_again, tell_apart, unlink_needs
from nybrott.themes.actions.themes import name_theme, settle_themes

__all__ = ["link_needs", "name_theme", "propose_again", "settle_themes", "tell_apart", "unlink_needs"]

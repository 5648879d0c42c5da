"""What stands above all rooms: the way in, the reader's own page, and a challenge through every room."""

from nybrott.web.views.front import about, choose_language, front, health, help_pages, place
from nybrott.web.views.home import beginning, home
from nybrott.web.views.methods import methods
from nybrott.web.views.mine import my_part, my_people, standing
from nybrott.web.views.taking import take_along

__all__ = [
    "about", "beginning", "choose_language", "front", "health", "help_pages", "home", "methods",
    "my_part", "my_people", "place", "standing", "take_along",
]  # fmt: skip

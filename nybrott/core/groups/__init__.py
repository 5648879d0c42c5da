"""Groups of organisations: how one is written in an address, and how a list somebody brings becomes one.

`written` and `read` turn a group into text for an address and back; a group is kept nowhere else. `lines_of` reads a
list (a number, a name, or both on each line), and an `Index` says who is meant by each line: found, several that could
be meant, or nobody.

It does not know where organisations come from, open a file, or compare figures (that is `core.comparison`).
"""

from nybrott.core.groups.addresses import Member, read, written
from nybrott.core.groups.lists import Line, line_of, lines_of
from nybrott.core.groups.matching import Index, Match

__all__ = ["Index", "Line", "Match", "Member", "line_of", "lines_of", "read", "written"]

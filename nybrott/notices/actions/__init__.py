"""Everything that changes what this host knows of notices."""

from nybrott.notices.actions.indexing import Indexed, index_lake

__all__ = ["Indexed", "index_lake"]

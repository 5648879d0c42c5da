"""Everything that changes what this host knows of notices."""

from nybrott.notices.actions.indexing import Indexed, index_lake
from nybrott.notices.actions.judging import judge_candidate

__all__ = ["Indexed", "index_lake", "judge_candidate"]

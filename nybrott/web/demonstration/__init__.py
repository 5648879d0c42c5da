"""The demonstration: an invented municipality half-way through its autumn, made by the same actions people use.

`notices` fills the lake, `municipality` makes organisations, units and people, `struggles` their challenges, `sense` what they made of
them, `connections` how their needs hang together, `gatherings` their workshops, `priorities` what matters
most to them, `desk` what they have to do. Everything is invented but the notices; names are roles with invented names. What is filled once is left as it is.
"""

from nybrott.web.demonstration.desk import fill_desks
from nybrott.web.demonstration.municipality import fill_people, people_of_each_role
from nybrott.web.demonstration.notices import Notices, fill, notices_at, shows_samples
from nybrott.web.demonstration.priorities import fill_priorities
from nybrott.web.demonstration.programmes import fill_programmes
from nybrott.web.demonstration.replies import fill_replies
from nybrott.web.demonstration.struggles import fill_struggles

__all__ = [
    "Notices",
    "fill",
    "fill_desks",
    "fill_people",
    "fill_priorities",
    "fill_programmes",
    "fill_replies",
    "fill_struggles",
    "notices_at",
    "people_of_each_role",
    "shows_samples",
]

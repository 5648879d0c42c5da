"""The demonstration: an invented municipality half-way through its autumn, made by the same actions people use.

Promises: everything is made by actions, so that every page, letter and line of history is as real people would have left it;
what is filled once is left as it is; everything is invented but the notices.
Holds: `notices` fills the lake, `municipality` makes organisations, units and people, `struggles` their challenges, `sense` what
they made of them, `connections` how their needs hang together, `gatherings` their workshops, `priorities` what matters most to
them, `programmes` what a driver programme is, `autumn` the run half-way with `drivers` (who they are), `guiding` (what they did with their
mentors) and `telling` (what they told each other), `surveys` what they were asked, `evaluation` how they will know whether it worked,
`claims` what they say it led to, `decision` what was decided, `market` what they asked the market,
with `firms` (who came), `conferring` (the conference), `meeting` (one-to-one meetings), `writing` (written input) and `earlier` (a dialogue that is over), `buying` what they buy (`plan`), `desk` what they have to do. Names are roles with invented names.
Does not: write a row by hand, or know anything a person could not have typed.
"""

from datetime import datetime

from nybrott.demonstration.autumn import fill_autumn
from nybrott.demonstration.buying import fill_procurements
from nybrott.demonstration.claims import fill_claims
from nybrott.demonstration.decision import fill_decision
from nybrott.demonstration.desk import fill_desks
from nybrott.demonstration.market import fill_dialogues, pages_of_suppliers
from nybrott.demonstration.municipality import fill_people, people_of_each_role
from nybrott.demonstration.notices import Notices, fill, notices_at, shows_samples
from nybrott.demonstration.priorities import fill_priorities
from nybrott.demonstration.programmes import fill_programmes
from nybrott.demonstration.replies import fill_replies
from nybrott.demonstration.struggles import fill_struggles
from nybrott.demonstration.surveys import fill_baseline, fill_surveys
from nybrott.people.models import Organisation

__all__ = ["Notices", "fill", "fill_site", "notices_at", "pages_of_suppliers", "people_of_each_role", "shows_samples"]


def fill_site(now: datetime) -> Organisation:
    """Fill what is not filled yet; gives the municipality."""
    fjordvik = fill_people(now)
    for part in (
        fill_programmes,
        fill_struggles,
        fill_dialogues,  # before the replies: those who told hear that the market is asked
        fill_procurements,
        fill_baseline,
        fill_autumn,
        fill_replies,
        fill_priorities,
        fill_surveys,
        fill_claims,
        fill_decision,
        fill_desks,
    ):
        part(fjordvik, now)
    return fjordvik

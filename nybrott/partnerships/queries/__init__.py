"""What the members of a network share, its reports, and what rooms below add."""

from nybrott.partnerships.queries.assembling import (
    assembled,
    corrected,
    digest_of,
    holds,
    member_told,
    newest,
    reports,
    rows_in,
    unanswered,
    versions,
    years_to_report,
)
from nybrott.partnerships.queries.counting import row_of
from nybrott.partnerships.queries.dates import Day, days
from nybrott.partnerships.queries.joint import Joint, add_joint, buyers_groups, joint
from nybrott.partnerships.queries.members import Member, members, mine, shares_of, sharing, size_of
from nybrott.partnerships.queries.official import Group, Official, official
from nybrott.partnerships.queries.reckoning import figures, innovative, takes_part
from nybrott.partnerships.queries.seen import (
    CLASSES,
    PHASES,
    Effects,
    Portfolio,
    Programmes,
    Themes,
    effects,
    portfolio,
    programmes,
    themes,
)

__all__ = [
    "CLASSES", "PHASES", "Day", "Effects", "Group", "Joint", "Member", "Official", "Portfolio", "Programmes", "Themes", "add_joint", "assembled", "buyers_groups", "corrected", "days",
    "digest_of", "effects", "figures", "holds", "innovative", "joint", "member_told", "members", "mine", "newest", "official", "portfolio", "programmes", "reports", "row_of",
    "rows_in", "shares_of", "sharing", "size_of", "takes_part", "themes", "unanswered", "versions", "years_to_report",
]  # fmt: skip

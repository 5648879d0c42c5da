"""The timeline of a contract: each milestone on the way from its first day to its last."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.contracts.models import Contract, Milestone
from nybrott.contracts.states import MilestoneState
from nybrott.ui.charts import Chart
from nybrott.ui.formats import day_short
from nybrott.ui.tracks import Track, tracks


def timeline(contract: Contract, milestones: Sequence[Milestone], now: datetime) -> Chart | None:
    """A line for each milestone, in days from the day the contract runs: the upright line is when it is due, the bar goes to when it was reached, or to
    today; a ring stands where a moved one was due at first. None when there is nothing to draw."""
    drawn = [one for one in milestones if one.state != MilestoneState.DROPPED]
    if not drawn:
        return None
    today, first = timezone.localdate(now), min(contract.begins_on, *(one.first_due_on for one in drawn))
    ends = [one.ended_on or one.due_on for one in drawn] + [one.due_on for one in drawn] + [today]
    last = max([contract.ends, *ends] if contract.ends else ends)
    rows = [
        Track(
            one.title, _said(one), now=float(((one.ended_on or today) - first).days), goal=float((one.due_on - first).days),
            until=float((last - first).days), start=None if not one.is_moved else float((one.first_due_on - first).days),
        )
        for one in drawn
    ]  # fmt: skip
    return tracks(
        rows,
        title=_("Milestones of the contract"),
        description=_(
            "The upright line is the day it is due; the bar goes to the day it was reached, or to today. A ring shows where one that was moved began."
        ),
    )


def _said(one: Milestone) -> str:
    """When it is due or was reached."""
    if one.ended_on:
        return _("due %(due)s, reached %(day)s") % {"due": day_short(one.due_on), "day": day_short(one.ended_on)}
    if one.is_moved:
        return _("due %(due)s, at first %(first)s") % {
            "due": day_short(one.due_on),
            "first": day_short(one.first_due_on),
        }
    return _("due %(due)s") % {"due": day_short(one.due_on)}

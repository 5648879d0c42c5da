"""The one next step of somebody who drives, guides or does both."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.ui.formats import day_short
from nybrott.ui.thread import NextStep
from nybrott.web.mine.drivers import DriverPart
from nybrott.web.mine.mentors import MentorPart


def next_of(user_id: int | None, drives: Sequence[DriverPart], guides: Sequence[MentorPart]) -> NextStep | None:
    """What comes first: an answer somebody waits for, a step of one's own, a driver in need, a session to book, a challenge to choose. None when
    nothing waits."""
    for one in drives:
        if one.must_answer and one.pairing:
            said = _("%(mentor)s is proposed as your mentor.") % {"mentor": one.pairing.mentor}
            return NextStep(said, _("Read and answer"), url=reverse("guidance:pair", args=[one.pairing.pk]))
    mine = [step for one in drives for step in one.steps if step.who_id == user_id]
    mine += [step for one in guides for step in one.promised]
    if mine:
        first = min(mine, key=lambda step: (step.due_on, step.pk))
        return NextStep(
            first.what,
            _("See what you agreed"),
            url=reverse("guidance:pair", args=[first.pairing_id]),
            due=day_short(first.due_on),
        )
    for part in guides:
        for guided in part.guided[:1]:
            if guided.needs:
                said = f"{guided.pairing.driver}: {guided.needs[0]}"
                return NextStep(said, _("Help now"), url=reverse("guidance:pair", args=[guided.pairing.pk]))
    for one in drives:
        if one.pairing and one.pairing.state == "stands" and not one.sessions:
            said = _("You have no session with %(mentor)s to look forward to.") % {"mentor": one.pairing.mentor}
            return NextStep(said, _("Book a session"), url=reverse("guidance:book", args=[one.pairing.pk]))
    return None

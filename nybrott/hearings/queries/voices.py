"""The red thread through what people told: contributions, and the evidence that came of them and from elsewhere."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import OVER
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.trail import State, Stop, Trail
from nybrott.hearings import rules
from nybrott.hearings.models import Evidence
from nybrott.hearings.states import ContributionState

STATES: dict[str, State] = {
    ContributionState.RECEIVED: "now",
    ContributionState.TAKEN_UP: "done",
    ContributionState.SET_ASIDE: "stopped",
}


def voices_of(actor: Actor, challenge: Challenge) -> Trail:
    """Contributions and evidence as stops, one each for those who may read them; for others only how many. Two queries, and
    one for who may."""
    told = challenge.contributions.exclude(state=ContributionState.HIDDEN).order_by("received_at", "pk")
    if not rules.may_read_contributions(actor, challenge):
        return _counted(told.count(), challenge.evidence.count())
    pieces = list(challenge.evidence.select_related("informant").order_by("recorded_at", "pk"))
    works = challenge.state not in OVER
    stops = []
    for one in told:
        label = Truncator(one.text).chars(90)
        url = reverse("hearings:contribution", args=[one.pk])
        word = str(ContributionState(one.state).label)
        state = STATES[one.state]
        stops.append(Stop("contribution", str(one.pk), label, state, url, one.received_at, word=word, who=str(one.get_side_display())))  # fmt: skip
    stops += [*_hearing(challenge, bool(stops), works), *_pieces(challenge, pieces, works)]
    links = {
        (("contribution", str(one.contribution_id)), ("evidence", str(one.pk))) for one in pieces if one.contribution_id
    }
    return Trail(tuple(stops), frozenset(links))


def _counted(told: int, shown: int) -> Trail:
    said = ngettext("%(n)s contribution", "%(n)s contributions", told) % {"n": told}
    pieces = ngettext("%(n)s piece", "%(n)s pieces", shown) % {"n": shown}
    return Trail(
        (
            Stop("contribution", "", said if told else _("What people say"), "done" if told else "missing"),
            Stop("evidence", "", pieces if shown else _("Evidence"), "done" if shown else "missing"),
        )
    )


def _hearing(challenge: Challenge, any_told: bool, works: bool) -> Iterator[Stop]:
    if challenge.state == ChallengeState.HEARING:
        url = reverse("hearings:contributions", args=[challenge.pk])
        yield Stop("contribution", "hearing", _("The users are being asked"), "now", url)
    elif not any_told:
        asked = challenge.state != ChallengeState.RAISED and works
        url = reverse("challenges:hearing", args=[challenge.pk]) if asked else ""
        yield Stop("contribution", "", _("What people say"), "missing", url, note=_("Ask the users what is hard"))


def _pieces(challenge: Challenge, pieces: list[Evidence], works: bool) -> Iterator[Stop]:
    for one in pieces:
        url = reverse("hearings:change_evidence", args=[one.pk])
        who = one.informant.pseudonym if one.informant else one.source
        kind = str(Evidence.Kind(one.kind).label)
        yield Stop("evidence", str(one.pk), one.title, "done", url, one.recorded_at, word=kind, who=who)
    if not pieces:
        url = reverse("hearings:record_evidence", args=[challenge.pk]) if works else ""
        yield Stop("evidence", "", _("Evidence"), "missing", url, note=_("Record evidence"))

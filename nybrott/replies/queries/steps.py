"""The steps of a challenge that matter to those who told; rooms above add theirs when they start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.challenges.models import Challenge
from nybrott.challenges.states import ChallengeState
from nybrott.needs.models import Need, NeedDescription, ProblemStatement
from nybrott.replies.models import BetterPlan

HALF_A_YEAR = timedelta(days=182)
BETTER = "better"  # the step at which people are asked whether it has become better


@dataclass(frozen=True, slots=True)
class Step:
    """Something happened to a challenge. `key` is its own for ever ("verified:12").

    `label` names it to staff; `said` is how it is told, a sentence or two in the language that is active when it is asked,
    without a word of what anybody told.
    """

    key: str
    happened_at: datetime
    label: str
    said: Callable[[], str]

    @property
    def asks_better(self) -> bool:
        """Whether it is the question whether it has become better."""
        return self.key.partition(":")[0] == BETTER


Source = Callable[[Challenge, datetime], Iterable[Step]]
_SOURCES: list[Source] = []


def add_steps(source: Source) -> None:
    """A room above: `source` gives the steps it knows of a challenge, as of a time."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def steps_of(challenge: Challenge, now: datetime) -> list[Step]:
    """Everything that has happened to a challenge by then, the oldest first."""
    sources: list[Source] = [_anchored, _worded, _verified, _described, _over, _better, *_SOURCES]
    found = (step for source in sources for step in source(challenge, now))
    return sorted((step for step in found if step.happened_at <= now), key=lambda step: step.happened_at)


def proposal(steps: Iterable[Step], language: str) -> str:
    """What those who told could be told of these steps, for a person to read and change."""
    with override(language):
        return "\n\n".join(step.said() for step in steps)


def better_on(challenge: Challenge) -> date | None:
    """The day from which people are asked whether it has become better: the chosen one, or half a year after the first
    approved need description; None while there is neither."""
    plan = BetterPlan.objects.filter(challenge=challenge).first()
    if plan is not None:
        return plan.on
    first = (
        NeedDescription.objects.filter(challenge=challenge, approved_at__isnull=False)
        .order_by("approved_at")
        .values_list("approved_at", flat=True)
        .first()
    )
    return None if first is None else timezone.localdate(first) + HALF_A_YEAR


def _anchored(challenge: Challenge, _now: datetime) -> Iterable[Step]:
    for asked in challenge.anchorings.filter(agreed=True):
        if asked.answered_at is not None:
            yield Step(
                f"anchored:{asked.pk}", asked.answered_at, _("A leader said yes to time and goal"),
                lambda: _("A leader has said yes: there is time set aside to work on it, and a goal."),
            )  # fmt: skip


def _worded(challenge: Challenge, _now: datetime) -> Iterable[Step]:
    for one in ProblemStatement.objects.filter(challenge=challenge, chosen=True):
        yield Step(
            f"worded:{one.pk}", one.written_at, _("It was decided what the problem is"),
            lambda: _("We have put into words what the real problem is. It builds on what you and others told us."),
        )  # fmt: skip


def _verified(challenge: Challenge, _now: datetime) -> Iterable[Step]:
    for need in Need.objects.filter(challenge=challenge, verified_at__isnull=False, state="verified"):
        if need.verified_at is not None:
            yield Step(
                f"verified:{need.pk}", need.verified_at, _("A need was verified: %(need)s") % {"need": need},
                lambda: _("A need is confirmed: several who do not know of each other have told or shown the same."),
            )  # fmt: skip


def _described(challenge: Challenge, _now: datetime) -> Iterable[Step]:
    for one in NeedDescription.objects.filter(challenge=challenge, approved_at__isnull=False):
        if one.approved_at is not None:
            yield Step(
                f"described:{one.pk}", one.approved_at,
                _("The need description was approved, version %(version)s") % {"version": one.version},
                lambda: _("What is needed has been written down and approved. With that we are looking for a "
                          "solution: our own, someone else’s, or one that no one has made yet."),
            )  # fmt: skip


def _over(challenge: Challenge, _now: datetime) -> Iterable[Step]:
    known: dict[ChallengeState, tuple[str, Callable[[], str]]] = {
        ChallengeState.PARKED: (_("The challenge was parked"), lambda: _("It is set aside for now.")),
        ChallengeState.REUSED: (
            _("Solved by reuse"), lambda: _("We have found a solution that someone else already has, and are putting it to use."),
        ),
        ChallengeState.JOINED: (
            _("Joined with another challenge"), lambda: _("It continues together with another challenge about the same thing. What you told us goes with it."),
        ),
    }  # fmt: skip
    said = known.get(ChallengeState(challenge.state))
    if said is None:
        return
    label, words = said
    reason = challenge.reason.strip()
    yield Step(
        f"{challenge.state}:{challenge.moved_at:%Y%m%d%H%M%S}", challenge.moved_at, label,
        lambda: f"{words()} {_('The reason: %(reason)s') % {'reason': reason}}" if reason else words(),
    )  # fmt: skip


def _better(challenge: Challenge, now: datetime) -> Iterable[Step]:
    day = better_on(challenge)
    if day is None or day > timezone.localdate(now):
        return
    morning = timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=8)))
    yield Step(
        f"{BETTER}:{day.isoformat()}", min(morning, now), _("Time to ask whether things have got better"),
        lambda: _("Some time has passed. Now we would like to know from you whether things have got better."),
    )  # fmt: skip

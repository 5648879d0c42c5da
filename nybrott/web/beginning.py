"""The first steps of an organisation, from nothing to a first challenge and on to an approved description: computed from what exists."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.hearings.models import Contribution, Evidence
from nybrott.needs.models import NeedDescription
from nybrott.needs.states import DescriptionState
from nybrott.people.models import Invitation, Membership, Organisation, Unit


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One first step: what it is, why, about how many minutes; `url` when the reader may take it, else `who` may."""

    title: str
    why: str
    minutes: int
    done: bool
    url: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first steps in order. `to_challenge`: how many of them lead to the first challenge; the rest go on from there."""

    steps: tuple[FirstStep, ...]
    to_challenge: int = 3

    @property
    def now(self) -> FirstStep | None:
        """The first that is not done; None when all are."""
        return next((one for one in self.steps if not one.done), None)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(one.done for one in self.steps)

    @property
    def minutes_left(self) -> int:
        """About how many minutes it takes to the first challenge; none once it is raised."""
        to_do = self.steps[: self.to_challenge]
        return 0 if to_do and to_do[-1].done else sum(one.minutes for one in to_do if not one.done)


def beginning_of(actor: Actor) -> Beginning:
    """Where the actor's organisation is. One question to the database."""
    own = Organisation.objects.filter(pk=actor.organisation_id or 0)
    ours = Challenge.objects.filter(organisation=OuterRef("pk"))
    of_ours = Q(challenge__organisation=OuterRef("pk"))
    found = own.annotate(
        has_units=Exists(Unit.objects.filter(organisation=OuterRef("pk"), closed_at__isnull=True)),
        has_people=Exists(
            Membership.objects.filter(organisation=OuterRef("pk"), ended_at__isnull=True).exclude(
                user_id=actor.user_id or 0
            )
        ),
        has_invited=Exists(Invitation.objects.waiting().filter(organisation=OuterRef("pk"))),  # one's own was accepted
        first=Subquery(ours.order_by("pk").values("pk")[:1]),
        has_yes=Exists(ours.exclude(state__in=(ChallengeState.RAISED, ChallengeState.PARKED))),
        has_opened=Exists(ours.exclude(public_text={})),
        has_heard=Exists(Contribution.objects.filter(of_ours)),
        has_evidence=Exists(Evidence.objects.filter(of_ours)),
        has_description=Exists(NeedDescription.objects.filter(of_ours, state=DescriptionState.APPROVED)),
    ).first()
    if found is None:
        return Beginning(())
    return Beginning(_steps(actor, found))


def _steps(actor: Actor, found: Organisation) -> tuple[FirstStep, ...]:
    first = getattr(found, "first", None)
    admin, works = _("an administrator"), _("someone who works with challenges")
    leads = _("the owner of the challenge, or the programme lead")
    rows = (
        # what, why, minutes, what shows that it is done, where, what it takes, who else can, whether it is of the first challenge
        (
            _("Add a unit"), _("A challenge belongs to the place where it is felt: a nursing home, a school, a road team."), 2,
            ("has_units",), "people:unit_new", "units.manage", admin, False,
        ),
        (
            _("Invite a colleague"), _("Two people see more than one, and a leader must be able to say yes."), 3,
            ("has_people", "has_invited"), "people:invitation_new", "members.manage", admin, False,
        ),
        (
            _("Raise the first challenge"), _("What is hard today, in your own words. First you see whether someone has it already."), 5,
            ("first",), "challenges:raise", "challenges.raise", works, False,
        ),
        (
            _("Get a leader’s yes"), _("Time and a goal, so that the work is wanted."), 5,
            ("has_yes",), "challenges:anchoring", "challenges.raise", leads, True,
        ),
        (
            _("Let people tell"), _("You get a link and a poster. Those it concerns answer without an account."), 10,
            ("has_opened",), "challenges:hearing", "challenges.raise", leads, True,
        ),
        (
            _("Hear the first one"), _("Write down what a user said, or read what came in."), 15,
            ("has_heard", "has_evidence"), "hearings:contributions", "challenges.raise", leads, True,
        ),
        (
            _("Approve a need description"), _("What the market can answer, with a purpose and goals that can be measured."), 60,
            ("has_description",), "needs:description", "challenges.raise", leads, True,
        ),
    )  # fmt: skip
    made = []
    for title, why, minutes, shown_by, address, permission, who, of in rows:
        done = any(getattr(found, fact, None) for fact in shown_by)
        url = reverse(address, args=[first] if of else []) if actor.may(permission) and (first or not of) else ""
        made.append(FirstStep(title, why, minutes, done, url, "" if url or actor.may(permission) else who))
    return tuple(made)

"""A challenge: what a unit struggles with, who works on it, and what was found before it began."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.people.models import Organisation, Unit, User

# its public page is no more
OVER = (ChallengeState.RAISED, ChallengeState.PARKED, ChallengeState.REUSED, ChallengeState.JOINED)


class Sharing(models.TextChoices):
    """Who outside the organisation may see that a challenge is worked on."""

    OWN = "own", _("Only us")
    NETWORK = "network", _("Our networks")
    OPEN = "open", _("Everyone")


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Challenges, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people; nothing else (shared ones are met through `shared_with`). A supplier that was
        let in reads what every supplier reads."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None or actor.is_supplier:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def shared_with(self, actor: Actor) -> Self:
        """What other organisations let this actor's see: open ones, and those of members of the same networks."""
        if actor.user_id is None:
            return self.none()
        near = Q(
            sharing=Sharing.NETWORK,
            organisation__network_memberships__network_id__in=actor.network_ids,
            organisation__network_memberships__joined_at__isnull=False,
            organisation__network_memberships__left_at__isnull=True,
        )
        return self.filter(Q(sharing=Sharing.OPEN) | near).exclude(organisation_id=actor.organisation_id).distinct()

    def heard_at(self, slug: str) -> Self:
        """The one with this address on public pages, when it has been opened to users and is not over."""
        return self.filter(slug=slug).exclude(public_text={}).exclude(state__in=OVER)

    def heard_openly(self) -> Self:
        """Those whose public page anyone may be led to: opened to users by an address of its own, and not over."""
        return self.filter(heard_in_public=True).exclude(slug="").exclude(public_text={}).exclude(state__in=OVER)

    def open_to_contributions(self) -> Self:
        """Those anyone may contribute to now: heard in public, with an address of their own."""
        return self.filter(state=ChallengeState.HEARING, heard_in_public=True).exclude(slug="")


class Challenge(models.Model):
    """What a unit struggles with (utfordring); the start of the red thread.

    `slug` is its address on public pages, hard to guess unless `heard_in_public`; `public_text` is what contributors read,
    in each language it is written in ({"nb": …, "nn": …, "en": …}). `owner` is the need owner.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="challenges")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="challenges", null=True, blank=True)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="owned_challenges")
    title = models.CharField(_("what is hard, in a few words"), max_length=200)
    story = models.TextField(_("what happens now"), max_length=20_000, blank=True)
    why_now = models.TextField(_("why now"), max_length=5_000, blank=True)
    whom = models.TextField(_("whom it concerns"), max_length=5_000, blank=True)
    state = models.CharField(max_length=20, choices=ChallengeState.choices, default=ChallengeState.RAISED)
    sharing = models.CharField(max_length=10, choices=Sharing.choices, default=Sharing.OWN)
    slug = models.SlugField(max_length=80, unique=True)
    heard_in_public = models.BooleanField(default=False)
    public_text = models.JSONField(default=dict, blank=True)
    reason = models.TextField(_("why it was parked, reused or joined"), blank=True)
    joined_with = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="joined_here")
    raised_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects: ClassVar[ChallengeQuerySet] = ChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "-moved_at"], name="challenge_list"),
            models.Index(fields=["-moved_at"], name="challenge_heard", condition=Q(heard_in_public=True)),
        ]

    def __str__(self) -> str:
        return self.title


_Hung = TypeVar("_Hung", bound=models.Model)


class OfChallengeQuerySet(models.QuerySet[_Hung]):
    """Anything that hangs on a challenge is seen by those who see the challenge."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the actor's own organisation's challenges."""
        return self.filter(challenge__in=Challenge.objects.visible_to(actor))


class TeamMember(models.Model):
    """Somebody in a challenge's team; `craft` is what they bring (nurse, buyer, IT, a relative)."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="team")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    craft = models.CharField(_("brings"), max_length=100, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    joins = models.BooleanField(null=True)

    objects: ClassVar[OfChallengeQuerySet["TeamMember"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["challenge", "user"], name="once_in_a_team"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Anchoring(models.Model):
    """A leader's yes (or no) to time and goal. `hours`: how many hours the team may use."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="anchorings")
    leader = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    purpose = models.CharField(_("purpose in a few words"), max_length=300)
    goal = models.CharField(_("what we want to reach"), max_length=500)
    hours = models.PositiveIntegerField(_("hours"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    answer = models.TextField(_("answer"), max_length=2_000, blank=True)

    objects: ClassVar[OfChallengeQuerySet["Anchoring"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, agreed__isnull=True)
                | Q(answered_at__isnull=False, agreed__isnull=False),
                name="an_answer_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(answered_at__isnull=True), name="one_open_question_to_a_leader"
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class Twin(models.Model):
    """A likely twin shown before or after a challenge was raised, and what was decided about it.

    `kind`: challenge, description or notice; `ref`: its key or the notice's key. `why`: the reasons shown. `decision`: linked,
    joined, or passed with a reason.
    """

    class Decision(models.TextChoices):
        LINKED = "linked", _("Linked")
        JOINED = "joined", _("Joined")
        PASSED = "passed", _("Not the same")

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="twins")
    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=120)
    label = models.CharField(max_length=300)
    why = models.CharField(max_length=500, blank=True)
    score = models.FloatField(default=0)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    objects: ClassVar[OfChallengeQuerySet["Twin"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["challenge", "kind", "ref"], name="a_twin_once"),
        ]

    def __str__(self) -> str:
        return self.label

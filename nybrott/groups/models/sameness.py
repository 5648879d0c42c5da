"""Which organisations have agreed to be compared, which statements meet, and what people said of it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.needs.models import Need, ProblemStatement
from nybrott.needs.states import NeedState
from nybrott.people.models import Network, NetworkMember, Organisation, User

OVER = (ChallengeState.PARKED, ChallengeState.REUSED, ChallengeState.JOINED)


def verified_statements() -> "models.QuerySet[ProblemStatement]":
    """The chosen problem statements that answer a verified need, of challenges that are worked on. One that names no need answers those of its
    challenge."""
    named = Need.objects.filter(statements=OuterRef("pk"))
    beside = Need.objects.filter(challenge=OuterRef("challenge"), state=NeedState.VERIFIED)
    answers = Q(Exists(named.filter(state=NeedState.VERIFIED))) | Q(~Exists(named), Exists(beside))
    return ProblemStatement.objects.filter(answers, chosen=True).exclude(challenge__state__in=OVER)


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Agreements to be compared."""

    def holding(self) -> Self:
        """Those that are not taken back, of organisations that have been in the network ever since: whoever comes back decides anew."""
        inside = NetworkMember.objects.current().filter(
            network=OuterRef("network"), organisation=OuterRef("organisation"), joined_at__lte=OuterRef("given_at")
        )
        return self.filter(Exists(inside), withdrawn_at__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        """One's own; and in networks where one's own organisation has agreed, that others have."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        mine = Consent.objects.holding().filter(organisation=actor.organisation_id).values("network")
        return self.filter(Q(organisation_id=actor.organisation_id) | Q(pk__in=Consent.objects.holding().filter(network__in=mine)))  # fmt: skip


class Consent(models.Model):
    """An organisation lets its verified problem statements be compared with those of others of a network, until it takes that back."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[ConsentQuerySet] = ConsentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("agreement to be compared")
        verbose_name_plural = _("agreements to be compared")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "organisation"], condition=Q(withdrawn_at__isnull=True), name="agreed_once_in_a_network"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.network)


class MatchQuerySet(models.QuerySet["Match"]):
    """Statements that meet, as far as somebody may see it."""

    def of_place(self, organisation_id: int | None) -> Self:
        """Those one side of which is this organisation's; who of it may see them is asked of `visible_to`."""
        return self.filter(Q(one_place_id=organisation_id or 0) | Q(other_place_id=organisation_id or 0))

    def visible_to(self, actor: Actor) -> Self:
        """Those of one's own organisation, when both sides agree to it in a network both are in now, and both are still verified."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        both = [
            Exists(Consent.objects.holding().filter(network=OuterRef("network"), organisation=OuterRef(place)))
            for place in ("one_place", "other_place")
        ]
        ours = Q(one_place_id=actor.organisation_id) | Q(other_place_id=actor.organisation_id)
        return self.filter(ours, *both, one__in=verified_statements(), other__in=verified_statements())


class Match(models.Model):
    """Two verified problem statements of different organisations that are alike, compared in a network. Each comparison finds them anew.

    `one` has the smaller key. `shared`: pairs of words, as `one` says it and as `other` does, the weightiest first.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    one = models.ForeignKey(ProblemStatement, models.CASCADE, related_name="+")
    other = models.ForeignKey(ProblemStatement, models.CASCADE, related_name="+")
    one_place = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    other_place = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    score = models.FloatField()
    shared = models.JSONField()
    found_at = models.DateTimeField()

    objects: ClassVar[MatchQuerySet] = MatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("same need elsewhere")
        verbose_name_plural = _("same needs elsewhere")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="the_older_statement_first"),
            models.CheckConstraint(condition=~Q(one_place=F("other_place")), name="a_match_is_between_two"),
            models.UniqueConstraint(fields=["network", "one", "other"], name="a_match_once_in_a_network"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["one_place", "-score"], name="match_of_the_one"),
            models.Index(fields=["other_place", "-score"], name="match_of_the_other"),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"[:200]


class MatchAnswerQuerySet(models.QuerySet["MatchAnswer"]):
    """What organisations said of likenesses."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own organisation's, and the other side's of a match one sees."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        seen = Match.objects.visible_to(actor).filter(one=OuterRef("one"), other=OuterRef("other"))
        return self.filter(Q(organisation_id=actor.organisation_id) | Exists(seen))


class MatchAnswer(models.Model):
    """What people of an organisation said: it is the same need, or it is not, and why. It stays whatever later comparisons find."""

    one = models.ForeignKey(ProblemStatement, models.CASCADE, related_name="+")
    other = models.ForeignKey(ProblemStatement, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    same = models.BooleanField(_("the same need"))
    reason = models.CharField(_("why"), max_length=500, blank=True)
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    objects: ClassVar[MatchAnswerQuerySet] = MatchAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("answer to a likeness")
        verbose_name_plural = _("answers to likenesses")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(same=True) | ~Q(reason=""), name="not_the_same_says_why"),
            models.UniqueConstraint(fields=["one", "other", "organisation"], name="one_answer_of_an_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.same}"


class Comparison(models.Model):
    """When the statements of a network were last compared, how many, and the fingerprint of all that was compared."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="+")
    made_from = models.CharField(max_length=64)
    statements = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.network} {self.made_at:%F %R}"

"""Peer challenges: what is shown, who is invited, what was answered, and what became of it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from nybrott.cases.models import Case
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue
from nybrott.effects.models import Plan
from nybrott.peerreviews.states import Kind, Outcome, Reach, ReviewState
from nybrott.people.models import Network, NetworkMember, Organisation, User

SHOWN_TO_OTHERS = (ReviewState.OPEN, ReviewState.CLOSED, ReviewState.DONE)


class PeerReviewQuerySet(models.QuerySet["PeerReview"]):
    """Peer challenges, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own organisation's; of others those that were opened, for whoever is invited now or has answered: named, in the network now, or here at all.

        Whoever left the network sees no more of it, unless they have answered. When the owner left it, those who were invited then go on; nobody new comes in.
        """
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        mine = actor.organisation_id
        invited = Invitation.objects.filter(organisation=mine)
        inside = NetworkMember.objects.current()
        now_in = inside.filter(organisation=mine)
        owner_in = Exists(inside.filter(network=OuterRef("network"), organisation=OuterRef("organisation")))
        asked = (
            Q(reach=Reach.HOST)
            | Q(reach=Reach.NAMED, pk__in=invited.values("review"))
            | Q(reach=Reach.NETWORK, network__in=now_in.values("network"))
            & (owner_in | Q(pk__in=invited.values("review")))
            | Q(pk__in=Answer.objects.filter(organisation=mine).values("review"))
        )
        return self.filter(Q(organisation=mine) | Q(state__in=SHOWN_TO_OTHERS) & asked)

    def of_others(self, actor: Actor) -> Self:
        """Those one sees that are not one's own organisation's."""
        return self.visible_to(actor).exclude(organisation=actor.organisation_id or 0)


class PeerReview(models.Model):
    """One invitation to challenge something (utfordre oss).

    `shown` is the frozen copy of what the owner chose: a list of {"key", "heading", "text"}. `questions` are the guide's as they were when it was opened:
    a list of {"id", "asks": {…}, "why": {…}}. `wish`: what the owner wants challenged most. Exactly one of `challenge`, `dialogue`, `plan` and `case` is what it is
    about, until that is deleted. `thanks`: what the owner says to all at the end. `host_told_at`: when every
    organisation of the host got its letter, where all are invited.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="peer_reviews")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, related_name="peer_reviews")
    dialogue = models.ForeignKey(Dialogue, models.SET_NULL, null=True, related_name="peer_reviews")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, related_name="peer_reviews")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="peer_reviews")
    title = models.CharField(_("what is challenged"), max_length=300)
    wish = models.TextField(_("what you want challenged most"), max_length=2_000, blank=True)
    shown = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    guide_version = models.CharField(max_length=12, blank=True)
    reach = models.CharField(_("who is invited"), max_length=10, choices=Reach.choices)
    network = models.ForeignKey(Network, models.SET_NULL, null=True, blank=True, related_name="+")
    deadline = models.DateField(_("answers by"))
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT)
    thanks = models.TextField(_("thanks to those who answered"), max_length=2_000, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    host_told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects: ClassVar[PeerReviewQuerySet] = PeerReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("peer challenge")
        verbose_name_plural = _("peer challenges")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn")) | Q(opened_at__isnull=False) & ~Q(shown=[]) & ~Q(questions=[]), name="an_open_review_is_frozen"
            ),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="a_done_review_has_its_time"),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-made_at"], name="peer_review_list"),
            models.Index(fields=["deadline"], name="peer_review_open", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether no more answers come, so that everyone sees them all."""
        return self.state in (ReviewState.CLOSED, ReviewState.DONE)


class PeerInvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations; each organisation sees its own, the owner all."""

    def visible_to(self, actor: Actor) -> Self:
        """To one's own organisation, and from it."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        return self.filter(Q(organisation=actor.organisation_id) | Q(review__organisation=actor.organisation_id))


class Invitation(models.Model):
    """An organisation that was named or written to when a peer challenge was opened. `declined_at`: when it said not this time, until somebody there answers all
    the same; `gone_at`: when it left the network it was invited through without having answered."""

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("why not"), max_length=500, blank=True)
    gone_at = models.DateTimeField(null=True)

    objects: ClassVar[PeerInvitationQuerySet] = PeerInvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("invitation to challenge")
        verbose_name_plural = _("invitations to challenge")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "organisation"], name="invited_once"),
        ]

    def __str__(self) -> str:
        return self.review.title


class PeerAnswerQuerySet(models.QuerySet["Answer"]):
    """Answers, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The owner sees all; a reviewer their own, and the others' once they have answered themselves or no more answers come."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        own = Answer.objects.filter(user=actor.user_id)
        over = Q(review__state__in=(ReviewState.CLOSED, ReviewState.DONE)) | Q(review__in=own.values("review"))
        seen = PeerReview.objects.visible_to(actor)
        return self.filter(Q(review__organisation=actor.organisation_id) | Q(user=actor.user_id) | over & Q(review__in=seen))  # fmt: skip


class Answer(models.Model):
    """What one reviewer sent in; never changed. `signed`: whether the person lets the name be shown beside the organisation's."""

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    signed = models.BooleanField(default=False)
    sent_at = models.DateTimeField()

    objects: ClassVar[PeerAnswerQuerySet] = PeerAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("answer to a peer challenge")
        verbose_name_plural = _("answers to peer challenges")
        ordering: ClassVar[list[str]] = ["sent_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "user"], name="one_answer_each"),
        ]

    def __str__(self) -> str:
        return self.review.title

    @property
    def by(self) -> str:
        """The organisation, with the name of the person who wants it shown."""
        return f"{self.user.name}, {self.organisation.name}" if self.signed and self.user else self.organisation.name


class PeerPointQuerySet(models.QuerySet["Point"]):
    """Points; seen with their answer."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of answers one sees."""
        return self.filter(answer__in=Answer.objects.visible_to(actor))


class Point(models.Model):
    """What a reviewer said to one question, and what the owner did about it: `outcome`, `said` (what was changed, or why not), `before` and `after`.

    `led_to` is the version the change stands in (kind and key, "version:12"), `led_words` what that was called when it was said.
    """

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="points")
    question = models.CharField(max_length=40)
    text = models.TextField(max_length=5_000)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    said = models.TextField(_("what was changed, or why not"), max_length=2_000, blank=True)
    before = models.TextField(_("before"), max_length=2_000, blank=True)
    after = models.TextField(_("after"), max_length=2_000, blank=True)
    led_to = models.CharField(max_length=40, blank=True)
    led_words = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[PeerPointQuerySet] = PeerPointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("point of an answer")
        verbose_name_plural = _("points of answers")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["answer", "question"], name="one_point_to_a_question"),
            models.CheckConstraint(condition=Q(outcome="") | ~Q(said=""), name="an_outcome_has_its_words"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ClarificationQuerySet(models.QuerySet["Clarification"]):
    """Questions for clarity; seen by everyone who sees the peer challenge."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of peer challenges one sees."""
        return self.filter(review__in=PeerReview.objects.visible_to(actor))


class Clarification(models.Model):
    """Something a reviewer did not understand, and what the owner said; shown to all reviewers alike."""

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="clarifications")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    text = models.TextField(_("what is unclear"), max_length=1_000)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(_("the answer"), max_length=2_000, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[ClarificationQuerySet] = ClarificationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("question for clarity")
        verbose_name_plural = _("questions for clarity")
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


def question_of(review: PeerReview, key: str) -> dict[str, Any]:
    """A question of a review's frozen guide by its id; empty when it is none."""
    return next((one for one in review.questions if one["id"] == key), {})

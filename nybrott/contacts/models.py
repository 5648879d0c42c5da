"""Contact points, talks with their two sides, and times that are proposed."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.contacts.states import OPEN, Kind, Reach, TalkState
from nybrott.core.actor import Actor
from nybrott.people.models import Membership, NetworkMember, Organisation, User


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    """Contact points, as far as somebody may see them."""

    def current(self) -> Self:
        """Those that can be asked: the person agreed, it has not ended, and the person still works there."""
        there = Membership.objects.current().filter(
            organisation=OuterRef("organisation"), user=OuterRef("user"), user__is_active=True
        )
        return self.filter(Exists(there), agreed_at__isnull=False, ended_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """One's own organisation's; of others those that can be asked, when they are open to the host or to a network both are in now."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        shared = NetworkMember.objects.current().filter(network__in=actor.network_ids)
        near = Q(reach=Reach.HOST) | Q(organisation__in=shared.values("organisation"))
        return self.filter(Q(organisation=actor.organisation_id) | Q(pk__in=self.model.objects.current().filter(near)))


class ContactPoint(models.Model):
    """A person whom other organisations can ask (kontaktpunkt). `role` is what the person does, `topic` what one can ask about.

    `agreed_at`: when the person said yes; until then nobody else sees it. `shows_name`: whether others see the name before a talk is agreed on, as the
    person decided; else only role and topic.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contact_points")
    user = models.ForeignKey(User, models.CASCADE, related_name="contact_points")
    role = models.CharField(_("what the person does"), max_length=120)
    topic = models.CharField(_("what you can ask about"), max_length=200)
    reach = models.CharField(_("who sees it"), max_length=10, choices=Reach.choices, default=Reach.NETWORK)
    shows_name = models.BooleanField(_("the name is shown"), default=False)
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    named_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar[ContactPointQuerySet] = ContactPointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "user", "topic"],
                condition=Q(ended_at=None),
                name="one_contact_point_for_a_topic",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "id"], name="contact_point_current", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.topic


class TalkQuerySet(models.QuerySet["Talk"]):
    """Talks; seen by the people of the two organisations."""

    def visible_to(self, actor: Actor) -> Self:
        """Those one's own organisation asked for or was asked for, also after one of them has left the network."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        return self.filter(Q(organisation=actor.organisation_id) | Q(asked=actor.organisation_id))

    def open(self) -> Self:
        """Asked for or agreed on, and not ended."""
        return self.filter(state__in=OPEN)


class Talk(models.Model):
    """A talk that `organisation` asked `asked` for. What each side holds of its own stands in its `Side`.

    `about` is what it is about, in words, with its address on this site when it has one. `challenge` is the asker's own, never shown to the other.
    `reason`: why it was not now, or was called off. `meets_at` and `meets_how` are agreed on.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="talks_asked_for")
    asked = models.ForeignKey(Organisation, models.CASCADE, related_name="talks_asked_of")
    point = models.ForeignKey(ContactPoint, models.SET_NULL, null=True, related_name="talks")
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, blank=True, related_name="talks")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    ref = models.CharField(max_length=80, blank=True)
    about = models.CharField(_("what it is about"), max_length=300)
    about_url = models.CharField(max_length=500, blank=True)
    text = models.TextField(_("what you want to ask"), max_length=2_000)
    state = models.CharField(max_length=12, choices=TalkState.choices, default=TalkState.ASKED)
    reason = models.TextField(_("why"), max_length=1_000, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    meets_at = models.DateTimeField(null=True)
    meets_how = models.CharField(max_length=200, blank=True)
    held_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[TalkQuerySet] = TalkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(organisation=F("asked")), name="nobody_asks_themselves"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_on__isnull=False), name="a_held_talk_has_its_day"
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="a_no_has_its_reason"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-asked_at"], name="talk_asked_for"),
            models.Index(fields=["asked", "-asked_at"], name="talk_asked_of"),
            models.Index(fields=["asked_at"], name="talk_waits", condition=Q(state="asked")),
        ]

    def __str__(self) -> str:
        return self.about

    def other(self, organisation_id: int | None) -> Organisation:
        """The organisation on the other side."""
        return self.asked if organisation_id == self.organisation_id else self.organisation


class SideQuerySet(models.QuerySet["Side"]):
    """Sides of talks; each organisation sees its own."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own organisation's side of talks."""
        if actor.system:
            return self
        return self.filter(organisation=actor.organisation_id) if actor.works_here else self.none()


class Side(models.Model):
    """One organisation's side of a talk: who takes part, since when the person says yes to being shown to the other, and what was learned.

    History is written on each organisation's own side, so that nobody's name stands in the other's journal.
    """

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="sides")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    shown_at = models.DateTimeField(null=True)
    learned = models.TextField(_("what we learned"), max_length=5_000, blank=True)
    learned_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    learned_at = models.DateTimeField(null=True)

    objects: ClassVar[SideQuerySet] = SideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("side of a talk")
        verbose_name_plural = _("sides of talks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["talk", "organisation"], name="one_side_each"),
        ]

    def __str__(self) -> str:
        return self.talk.about

    @property
    def says_yes(self) -> bool:
        """Whether there is a person here who says yes to being shown to the other."""
        return self.user is not None and self.user.is_active and self.shown_at is not None


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposed times; seen with the talk."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of talks one sees."""
        return self.filter(side__talk__in=Talk.objects.visible_to(actor))


class Proposal(models.Model):
    """A time that one side proposed for the talk, and how one meets."""

    side = models.ForeignKey(Side, models.CASCADE, related_name="proposals")
    starts_at = models.DateTimeField()
    how = models.CharField(_("how we meet"), max_length=200)
    made_at = models.DateTimeField()

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("proposed time")
        verbose_name_plural = _("proposed times")
        ordering: ClassVar[list[str]] = ["starts_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["side", "starts_at"], name="a_time_is_proposed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

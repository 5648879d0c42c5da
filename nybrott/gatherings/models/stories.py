"""Stories that people bring to a gathering."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.gatherings.models.gatherings import Gathering
from nybrott.gatherings.states import StoryKind, StoryLevel
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartState


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories, as far as their writers let somebody read them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own; those of runs one takes part in or leads; those whose writer lets the own organisation read them."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        mine = Participation.objects.filter(user=actor.user_id, state__in=(PartState.IN, PartState.DONE))
        seen = Q(part__user=actor.user_id) | Q(gathering__run__in=mine.values("run"))
        seen |= Q(level=StoryLevel.ORGANISATION, part__organisation=actor.organisation_id)
        if actor.may("runs.manage"):
            seen |= Q(gathering__run__organisation_id=actor.organisation_id)
        return self.filter(seen, gathering__run__in=Run.objects.visible_to(actor))


class Story(models.Model):
    """What somebody tried, what happened, what they learnt. `place` is its number on the agenda; told at `told_at`."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="stories")
    part = models.ForeignKey(Participation, models.CASCADE, related_name="stories")
    kind = models.CharField(_("what kind"), max_length=8, choices=StoryKind.choices, default=StoryKind.STORY)
    title = models.CharField(_("what it is about"), max_length=200)
    tried = models.TextField(_("what we tried"), max_length=4_000)
    happened = models.TextField(_("what happened then"), max_length=4_000, blank=True)
    learnt = models.TextField(_("what we learnt from it"), max_length=4_000, blank=True)
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, blank=True, related_name="stories")
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    place = models.PositiveSmallIntegerField()
    level = models.CharField(_("who may read it"), max_length=12, choices=StoryLevel.choices, default=StoryLevel.RUN)
    brought_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects: ClassVar[StoryQuerySet] = StoryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("story of a gathering")
        verbose_name_plural = _("stories of gatherings")
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(minutes__range=(1, 120)), name="a_story_takes_1_to_120_minutes"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-brought_at"], name="story_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the writer's own."""
        return self.part.organisation_id

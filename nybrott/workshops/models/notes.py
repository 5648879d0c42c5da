"""What came up in a workshop: notes, the groups they were put in, the votes, and what landed on the challenge."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.people.models import User
from nybrott.workshops.models.workshops import OfWorkshopQuerySet, Seat, Step, Workshop


class Group(models.Model):
    """Notes that belong together."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="groups")
    title = models.CharField(_("what they have in common"), max_length=200)
    place = models.PositiveSmallIntegerField()

    objects: ClassVar[OfWorkshopQuerySet["Group"]] = OfWorkshopQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "pk"]

    def __str__(self) -> str:
        return self.title


class Note(models.Model):
    """What somebody wrote. Theirs alone until the step it was written in is shared. `sent_key` is the form's own: sent twice is once."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="notes")
    step = models.ForeignKey(Step, models.CASCADE, related_name="notes")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="notes")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="notes")
    text = models.TextField(_("note"), max_length=1_000)
    sent_key = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    objects: ClassVar[OfWorkshopQuerySet["Note"]] = OfWorkshopQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["written_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workshop", "sent_key"], name="a_note_sent_twice_is_one"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["workshop", "written_at"], name="note_list"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Vote(models.Model):
    """One vote of one seat in one step, for a group or for a note that is in none."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="votes")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="votes")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="votes")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, note__isnull=True) | Q(group__isnull=True, note__isnull=False),
                name="a_vote_is_for_one_thing",
            ),
            models.UniqueConstraint(fields=["step", "seat", "group"], name="one_vote_for_a_group"),
            models.UniqueConstraint(fields=["step", "seat", "note"], name="one_vote_for_a_note"),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.group_id or self.note_id}"


class Landing(models.Model):
    """A note that became evidence, or a group that became an insight: each once. `ref`: the key of what it became."""

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", _("Evidence")
        INSIGHT = "insight", _("Insight")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="landings")
    note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="landings")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="landings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    ref = models.BigIntegerField()
    landed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    landed_at = models.DateTimeField()

    objects: ClassVar[OfWorkshopQuerySet["Landing"]] = OfWorkshopQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["note", "kind"], name="a_note_lands_once"),
            models.UniqueConstraint(fields=["group", "kind"], name="a_group_lands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

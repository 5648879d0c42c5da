"""A buyers' group and who takes part in it."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue
from nybrott.groups.states import GroupState, PartRole, PartState
from nybrott.people.models import Network, NetworkMember, Organisation, User


class BuyersGroupQuerySet(models.QuerySet["BuyersGroup"]):
    """Buyers' groups, as far as somebody may see them."""

    def of_place(self, organisation_id: int | None) -> Self:
        """Those an organisation takes part in, is asked into or has left; who of it may see them is asked of `visible_to`."""
        ours = Party.objects.filter(group=OuterRef("pk"), organisation_id=organisation_id or 0)
        return self.filter(Exists(ours.exclude(state=PartState.DECLINED)))

    def visible_to(self, actor: Actor) -> Self:
        """Those one's organisation takes part in or is asked into; and those it has left, whose page shows only what was there then."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        return self.of_place(actor.organisation_id)


class BuyersGroup(models.Model):
    """Organisations of a network that buy together what they all need (kjøpergruppe).

    `most`: how many members there is room for, None when there is no ceiling. `join_until`: the last day an observer may become a member.
    `revision` counts every change of the common text and its additions: what somebody approves is one revision. `reason`: why it was dissolved.
    """

    network = models.ForeignKey(Network, models.SET_NULL, null=True, related_name="+")
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(_("what it is called"), max_length=200)
    purpose = models.TextField(_("what it is for"), max_length=2_000)
    state = models.CharField(max_length=10, choices=GroupState.choices, default=GroupState.PROPOSED)
    most = models.PositiveSmallIntegerField(_("room for so many members"), null=True, blank=True)
    join_until = models.DateField(_("observers may become members until"), null=True, blank=True)
    dialogue = models.ForeignKey(Dialogue, models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("why it was dissolved"), max_length=500, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[BuyersGroupQuerySet] = BuyersGroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("buyers' group")
        verbose_name_plural = _("buyers' groups")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(state="dissolved") | ~Q(reason=""), name="a_dissolved_group_says_why"),
            models.CheckConstraint(condition=Q(most=None) | Q(most__gte=2), name="a_group_has_room_for_two"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["network", "state"], name="group_of_a_network")]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        """The organisation that leads it."""
        return self.lead_id


_Hung = TypeVar("_Hung", bound=models.Model)


class OfGroupQuerySet(models.QuerySet[_Hung]):
    """What hangs on a group. Pages show it through `queries`, which know since when and until when an organisation takes part."""

    def visible_to(self, actor: Actor) -> Self:
        """Of the groups one's organisation takes part in now."""
        if actor.system:
            return self
        inside = Party.objects.current().filter(organisation_id=actor.organisation_id or 0)
        return self.filter(group__in=BuyersGroup.objects.visible_to(actor), group_id__in=inside.values("group"))


class PartyQuerySet(models.QuerySet["Party"]):
    """Who takes part in groups."""

    def current(self) -> Self:
        """Those that said yes, have not left, and have been in the group's network ever since."""
        inside = NetworkMember.objects.current().filter(
            network=OuterRef("group__network"), organisation=OuterRef("organisation"), joined_at__lte=OuterRef("answered_at")
        )  # fmt: skip
        return self.filter(Q(group__network=None) | Exists(inside), state=PartState.IN)

    def members(self) -> Self:
        """Those that are bound."""
        return self.filter(role=PartRole.MEMBER)

    def visible_to(self, actor: Actor) -> Self:
        """One's own; and all of groups one's organisation takes part in."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        inside = Party.objects.current().filter(organisation=actor.organisation_id)
        return self.filter(Q(organisation_id=actor.organisation_id) | Q(group_id__in=inside.values("group")))


class Party(models.Model):
    """An organisation in a buyers' group: asked, answered by its own people, perhaps gone again. One row for each, whatever happened."""

    group = models.ForeignKey(BuyersGroup, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    role = models.CharField(max_length=8, choices=PartRole.choices)
    state = models.CharField(max_length=8, choices=PartState.choices, default=PartState.ASKED)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)

    objects: ClassVar[PartyQuerySet] = PartyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("part in a buyers' group")
        verbose_name_plural = _("parts in buyers' groups")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "organisation"], name="once_in_a_group"),
            models.CheckConstraint(
                condition=~Q(state="in") | Q(answered_at__isnull=False), name="who_takes_part_has_answered"
            ),
            models.CheckConstraint(
                condition=~Q(state="left") | Q(left_at__isnull=False), name="who_left_left_some_day"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "state"], name="part_of_an_organisation")]  # fmt: skip

    def __str__(self) -> str:
        return str(self.group)


class HappeningQuerySet(OfGroupQuerySet["Happening"]):
    """What happened in groups."""


class Happening(models.Model):
    """One line of a group's shared history, for all who take part; each organisation's own journal has what its own people did.

    `word` is the verb without its room ("asked"); `facts` fill its sentence (`states.TOLD`).
    """

    group = models.ForeignKey(BuyersGroup, models.CASCADE, related_name="happenings")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    word = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects: ClassVar[HappeningQuerySet] = HappeningQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(F("group"), F("at").desc(), name="history_of_a_group")]

    def __str__(self) -> str:
        return f"{self.word} {self.at:%F %R}"


class GroupDay(models.Model):
    """A day of a group's plan."""

    group = models.ForeignKey(BuyersGroup, models.CASCADE, related_name="days")
    on = models.DateField(_("day"))
    what = models.CharField(_("what happens"), max_length=200)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[OfGroupQuerySet["GroupDay"]] = OfGroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("day of a group")
        verbose_name_plural = _("days of groups")
        ordering: ClassVar[list[str]] = ["on", "pk"]

    def __str__(self) -> str:
        return self.what

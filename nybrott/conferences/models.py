"""What is kept of a dialogue conference: programme, seats, and which information and questions belong to it."""

from datetime import datetime, timedelta
from typing import ClassVar, Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.conferences.states import ConferenceState, Form, ListRule, MaterialKind, SeatState, Way
from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue, Item, OfDialogueQuerySet, Query, Representative


class Conference(models.Model):
    """The dialogue conference (dialogkonferanse) of a dialogue. `room`: how many can be in the place; `lines`: how many can be there digitally, empty
    for no limit. `most`: people of one supplier. Seats are taken until `seats_until`; a seat that is offered waits `offer_hours`. `list_rule`: who
    sees who comes. `link`: where it is seen digitally, told to those with a seat alone."""

    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="conference")
    state = models.CharField(max_length=10, choices=ConferenceState.choices, default=ConferenceState.DRAFT)
    form = models.CharField(_("how it is held"), max_length=8, choices=Form.choices, default=Form.BOTH)
    begins = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(_("address of the digital room"), max_length=500, blank=True)
    room = models.PositiveSmallIntegerField(_("seats in the room"), default=0)
    lines = models.PositiveSmallIntegerField(_("digital seats"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(
        _("people of one supplier"), default=2, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    seats_until = models.DateTimeField(_("seats are taken until"))
    offer_hours = models.PositiveSmallIntegerField(_("hours an offered seat is held"), default=24)
    list_rule = models.CharField(
        _("list of who comes"), max_length=10, choices=ListRule.choices, default=ListRule.SUPPLIERS
    )
    opened_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    called_off_reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True)

    objects: ClassVar[OfDialogueQuerySet["Conference"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("dialogue conference")
        verbose_name_plural = _("dialogue conferences")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="a_conference_lasts"),
            models.CheckConstraint(condition=Q(seats_until__lte=F("begins")), name="seats_are_taken_before_it_begins"),
            models.CheckConstraint(condition=~Q(state__in=["open", "held"]) | Q(opened_at__isnull=False), name="an_open_conference_was_opened"),
            models.CheckConstraint(condition=~Q(state="held") | Q(held_at__isnull=False), name="a_held_conference_says_when"),
            models.CheckConstraint(condition=~Q(state="called_off") | ~Q(called_off_reason=""), name="a_conference_called_off_says_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.dialogue.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways somebody can take part."""
        return (Way.PLACE, Way.DIGITAL) if self.form == Form.BOTH else (Way(self.form),)

    def capacity(self, way: str) -> int | None:
        """How many seats there are of a way; None for no limit."""
        return 0 if way not in self.ways else self.room if way == Way.PLACE else self.lines


_Of = TypeVar("_Of", bound=models.Model)


class OfConferenceQuerySet(models.QuerySet[_Of]):
    """What hangs on a conference."""

    def visible_to(self, actor: Actor) -> Self:
        """Of the conferences somebody sees."""
        return self.filter(conference__in=Conference.objects.visible_to(actor))


class Session(models.Model):
    """A part of the programme. `by`: who holds it. `where`: the room, when it is another."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sessions")
    begins = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(5), MaxValueValidator(480)])
    title = models.CharField(_("what it is about"), max_length=200)
    by = models.CharField(_("who presents it"), max_length=200, blank=True)
    where = models.CharField(_("where"), max_length=200, blank=True)

    objects: ClassVar[OfConferenceQuerySet["Session"]] = OfConferenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("part of the programme")
        verbose_name_plural = _("parts of the programme")
        ordering: ClassVar[list[str]] = ["begins", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.begins + timedelta(minutes=self.minutes)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.conference.organisation_id


class Seat(models.Model):
    """The seat of one person, or that they wait for one; the place on the waiting list is by `came_at`. `named`: whether their name may stand in the
    list of who comes. `present`: whether they came, once that is ticked."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="seats")
    representative = models.ForeignKey(Representative, models.CASCADE, related_name="seats")
    way = models.CharField(max_length=8, choices=Way.choices)
    state = models.CharField(max_length=8, choices=SeatState.choices, default=SeatState.WAITING)
    came_at = models.DateTimeField()
    offer_until = models.DateTimeField(null=True)
    named = models.BooleanField(default=False)
    present = models.BooleanField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects: ClassVar[OfConferenceQuerySet["Seat"]] = OfConferenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("seat at a conference")
        verbose_name_plural = _("seats at conferences")
        ordering: ClassVar[list[str]] = ["came_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["conference", "representative"], name="one_seat_for_a_person"),
            models.CheckConstraint(
                condition=Q(state="offered", offer_until__isnull=False) | (~Q(state="offered") & Q(offer_until__isnull=True)),
                name="an_offered_seat_has_its_end",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["offer_until"], name="seat_offer_over", condition=Q(offer_until__isnull=False))
        ]

    def __str__(self) -> str:
        return self.representative.supplier.name

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.conference.organisation_id


class Material(models.Model):
    """Slides, a recording or a written account: information everyone was given, that belongs to the conference."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="materials")
    item = models.OneToOneField(Item, models.CASCADE, related_name="conference_material")
    kind = models.CharField(max_length=10, choices=MaterialKind.choices)

    objects: ClassVar[OfConferenceQuerySet["Material"]] = OfConferenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("material of a conference")
        verbose_name_plural = _("materials of conferences")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.item.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.conference.organisation_id


class Asked(models.Model):
    """That a question of a supplier was asked at the conference."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="asked")
    query = models.OneToOneField(Query, models.CASCADE, related_name="at_conference")

    objects: ClassVar[OfConferenceQuerySet["Asked"]] = OfConferenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("question at a conference")
        verbose_name_plural = _("questions at conferences")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return str(self.query)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.conference.organisation_id

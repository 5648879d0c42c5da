"""Adoptions of cases: what is taken over, what is done differently, and what came of it."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.adoptions.states import AdoptionState, Outcome, Piece
from nybrott.cases.models import Case, Version
from nybrott.cases.states import PARTS, Level
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue
from nybrott.people.models import Network, Organisation, User
from nybrott.programmes.models import MethodCard

LONGEST = 2_000  # characters of what is said


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    """Adoptions, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own organisation's. Of others those shown to everyone, or to a network both are in now, and of them only those of cases one may read or has told."""
        if actor.system:
            return self
        told = Q(case__in=Case.objects.readable_by(actor))
        if not actor.works_here:
            return self.filter(told, level=Level.OPEN)
        mine = actor.organisation_id
        # both must be in it today: who leaves a network neither sees nor is seen by it
        shared = Adoption.networks.through.objects.filter(
            adoption_id=models.OuterRef("pk"), network_id__in=actor.network_ids, network__members__organisation_id=models.OuterRef("organisation_id"),
            network__members__joined_at__isnull=False, network__members__left_at__isnull=True,
        )  # fmt: skip
        wide = Q(level=Level.OPEN) | Q(models.Exists(shared), level=Level.NETWORK)
        return self.filter(Q(organisation=mine) | wide & (told | Q(case__organisation=mine)))


class Adoption(models.Model):
    """A case taken over by another organisation (gjenbruk).

    `version` is the published version that is followed; `offered` the newest number the adopter was told of, `kept` the newest it said no to. `level` and
    `networks`: who else sees it. `told_at`: when those who told the case were told of it; they are not, as long as it is shown to nobody else.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="adoptions")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="adoptions")
    version = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")
    offered = models.PositiveSmallIntegerField(default=0)
    kept = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("what you call it"), max_length=160)
    wish = models.TextField(_("what you want to achieve"), max_length=LONGEST)
    report_on = models.DateField(_("when you expect to know"))
    owner = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    level = models.CharField(_("who may see it"), max_length=8, choices=Level.choices, default=Level.PRIVATE)
    networks = models.ManyToManyField(Network, blank=True, related_name="+")
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, related_name="adoptions")
    state = models.CharField(max_length=10, choices=AdoptionState.choices, default=AdoptionState.PLANNED)
    told_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects: ClassVar[AdoptionQuerySet] = AdoptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(wish=""), name="an_adoption_wants_something"),
            models.UniqueConstraint(
                fields=["organisation", "case"],
                condition=~Q(state="stopped"),
                name="a_case_is_taken_over_once_at_a_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-moved_at", "-id"], name="adoption_list"),
        ]

    def __str__(self) -> str:
        return self.title


_Hung = TypeVar("_Hung", bound=models.Model)


class OfAdoptionQuerySet(models.QuerySet[_Hung]):
    """What hangs on an adoption is seen by whoever sees it."""

    def visible_to(self, actor: Actor) -> Self:
        """That of the adoptions one sees."""
        return self.filter(adoption__in=Adoption.objects.visible_to(actor))


class MadeQuerySet(models.QuerySet["Made"]):
    """What was made of cases."""

    def visible_to(self, actor: Actor) -> Self:
        """That of one's own organisation's adoptions: what was made is nobody else's business."""
        if actor.system:
            return self
        return self.filter(adoption__organisation=actor.organisation_id) if actor.works_here else self.none()


class Made(models.Model):
    """Something that was made of the case as a draft, once: a method card (`ref`: its id in the case), the plan of a market dialogue, or a request for a talk that lies
    among the drafts of `by` until it is sent. The challenge stands in the adoption itself. `number`: of the version it was taken from."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="made")
    piece = models.CharField(max_length=10, choices=Piece.choices)
    ref = models.CharField(max_length=60, blank=True)
    number = models.PositiveSmallIntegerField(default=0)
    licence = models.CharField(max_length=20, blank=True)
    card = models.ForeignKey(MethodCard, models.SET_NULL, null=True, related_name="+")
    dialogue = models.ForeignKey(Dialogue, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[MadeQuerySet] = MadeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("what was made of a case")
        verbose_name_plural = _("what was made of cases")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["adoption", "piece", "ref"], name="made_of_a_case_once"),
        ]

    def __str__(self) -> str:
        return f"{self.piece} {self.ref}".strip()


class ChangeQuerySet(OfAdoptionQuerySet["Change"]):
    """What is done differently."""


class Change(models.Model):
    """What the adopter does differently in one part of the story, and why."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="changes")
    part = models.CharField(max_length=10, choices=[(key, heading) for key, (heading, _ask) in PARTS.items()])
    ours = models.TextField(_("what you do"), max_length=LONGEST)
    why = models.TextField(_("why"), max_length=LONGEST)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[ChangeQuerySet] = ChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("what is done differently")
        verbose_name_plural = _("what is done differently")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["adoption", "part"], name="a_part_is_changed_once"),
            models.CheckConstraint(condition=~Q(ours="") & ~Q(why=""), name="a_change_says_what_and_why"),
        ]

    def __str__(self) -> str:
        return self.ours[:80]


class ResultQuerySet(OfAdoptionQuerySet["Result"]):
    """What came of adoptions."""


class Result(models.Model):
    """What came of an adoption, as told at one time; never changed. `text` says what came of it and why."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="results")
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome.choices)
    text = models.TextField(_("why"), max_length=LONGEST)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField()

    objects: ClassVar[ResultQuerySet] = ResultQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("result of an adoption")
        verbose_name_plural = _("results of adoptions")
        ordering: ClassVar[list[str]] = ["-told_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="a_result_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.text[:80]}"


class FigureQuerySet(models.QuerySet["Figure"]):
    """Figures of results."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the adoptions one sees."""
        return self.filter(result__adoption__in=Adoption.objects.visible_to(actor))


class Figure(models.Model):
    """A number of a result: what is counted, before (if known) and after, and whether it was measured or is an estimate. They are never added to others'."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="figures")
    what = models.CharField(_("what is counted"), max_length=120)
    before = models.DecimalField(_("before"), max_digits=14, decimal_places=3, null=True)
    after = models.DecimalField(_("after"), max_digits=14, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    measured = models.BooleanField()

    objects: ClassVar[FigureQuerySet] = FigureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("figure of a result")
        verbose_name_plural = _("figures of results")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.what

"""From evidence to insights to needs, and how needs hang together."""

from collections.abc import Collection
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge, OfChallengeQuerySet
from nybrott.core.actor import Actor
from nybrott.core.support import Piece
from nybrott.hearings.models import Evidence, Side
from nybrott.needs.states import NeedState
from nybrott.people.models import Organisation, User


class Insight(models.Model):
    """Something learnt by putting evidence together (innsikt)."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="insights")
    text = models.TextField(_("what we learnt"), max_length=2_000)
    evidence = models.ManyToManyField(Evidence, related_name="insights", blank=True)
    place = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[OfChallengeQuerySet["Insight"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("insight")
        verbose_name_plural = _("insights")
        ordering: ClassVar[list[str]] = ["place", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class NeedQuerySet(models.QuerySet["Need"]):
    """Needs, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the own organisation's challenges."""
        return self.filter(challenge__in=Challenge.objects.visible_to(actor))


class Need(models.Model):
    """A need (behov), in its parts: who, in which situation, needs what, because, with which consequence, how often."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="needs")
    who = models.CharField(_("who"), max_length=200)
    situation = models.CharField(_("in which situation"), max_length=500, blank=True)
    need = models.TextField(_("needs what"), max_length=1_000)
    because = models.TextField(_("because"), max_length=1_000, blank=True)
    consequence = models.TextField(_("what it leads to today"), max_length=1_000, blank=True)
    how_often = models.CharField(_("how often"), max_length=200, blank=True)
    how_many = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=NeedState.choices, default=NeedState.ASSUMPTION)
    reason = models.TextField(_("why it is parked, or verified by exception"), blank=True)
    by_exception = models.BooleanField(default=False)
    place = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)

    objects: ClassVar[NeedQuerySet] = NeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering: ClassVar[list[str]] = ["place", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state="parked") | ~Q(reason=""), name="a_parked_need_says_why"
            ),
            models.CheckConstraint(
                condition=Q(by_exception=False) | ~Q(reason=""), name="an_exception_says_why"
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "-id"], name="need_list"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.need}"[:120]


class NeedSource(models.Model):
    """What a need rests on: an insight, or a piece of evidence directly."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="sources")
    insight = models.ForeignKey(Insight, models.CASCADE, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(Evidence, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(insight__isnull=False, evidence__isnull=True)
                | Q(insight__isnull=True, evidence__isnull=False),
                name="one_source_at_a_time",
            ),
            models.UniqueConstraint(fields=["need", "insight", "evidence"], name="a_source_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return str(self.insight or self.evidence)


class NeedLinkQuerySet(models.QuerySet["NeedLink"]):
    """Links, as far as somebody may see what they link."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of which both ends are seen."""
        seen = Challenge.objects.visible_to(actor)
        return self.filter(one__challenge__in=seen, other__challenge__in=seen)


class NeedLink(models.Model):
    """How two needs hang together: the same, a part of, causes. Proposed by likeness, confirmed by people, undone exactly."""

    class Kind(models.TextChoices):
        SAME = "same", _("same as")
        PART = "part", _("part of")
        CAUSES = "causes", _("causes")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    one = models.ForeignKey(Need, models.CASCADE, related_name="links_out")
    other = models.ForeignKey(Need, models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    why = models.CharField(max_length=500, blank=True)
    proposed_by_likeness = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField()

    objects: ClassVar[NeedLinkQuerySet] = NeedLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="no_link_to_itself"),
            models.UniqueConstraint(fields=["one", "other", "kind"], name="a_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.kind} {self.other_id}"


def pieces_behind(needs: Collection[int]) -> dict[int, list[tuple[Piece, Evidence]]]:
    """Need's key → the evidence it rests on, directly or through its insights, each piece once. Two queries."""
    direct = NeedSource.objects.filter(need__in=needs, evidence__isnull=False).values_list("need", "evidence")
    through = NeedSource.objects.filter(need__in=needs, insight__evidence__isnull=False)
    found = set(direct.union(through.values_list("need", "insight__evidence")))
    rows = Evidence.objects.select_related("informant", "contribution").in_bulk({piece for _need, piece in found})
    behind: dict[int, list[tuple[Piece, Evidence]]] = {key: [] for key in needs}
    for need, key in sorted(found):
        row = rows[key]
        behind[need].append((_piece(row), row))
    return behind


def _piece(row: Evidence) -> Piece:
    """Evidence as `core.support` judges it: a user speaks when the informant or the contributor sees it from the user's side."""
    who = f"informant {row.informant_id}" if row.informant_id else ""
    if row.contribution_id:
        who = f"contribution {row.contribution_id}"
    sides = {one.side for one in (row.informant, row.contribution) if one is not None}
    return Piece(row.pk, who, row.source, Side.USER in sides)

"""What people said is not alike, what they call a theme, and which needs make one."""

from collections.abc import Collection
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.needs.models import Need
from nybrott.people.models import Organisation, User


class NotAlikeQuerySet(models.QuerySet["NotAlike"]):
    """Pairs that are not alike, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of which both needs are seen."""
        seen = Challenge.objects.visible_to(actor)
        return self.filter(one__challenge__in=seen, other__challenge__in=seen)


class NotAlike(models.Model):
    """Two needs that people looked at and found not to be the same, with the reason. `one` is the older of the two.

    `why` is what likeness said then. The pair is not proposed again, whatever likeness says later.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    one = models.ForeignKey(Need, models.CASCADE, related_name="+")
    other = models.ForeignKey(Need, models.CASCADE, related_name="+")
    reason = models.TextField(_("why they are not alike"), max_length=2_000)
    why = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    objects: ClassVar[NotAlikeQuerySet] = NotAlikeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("needs that are not alike")
        verbose_name_plural = _("needs that are not alike")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="the_older_need_first"),
            models.CheckConstraint(condition=~Q(reason=""), name="not_alike_says_why"),
            models.UniqueConstraint(fields=["one", "other"], name="not_alike_once"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class ThemePlaceQuerySet(models.QuerySet["ThemePlace"]):
    """Places of needs in themes."""

    def beside(self, needs: Collection[int]) -> set[int]:
        """These needs, and all that are in a theme with one of them. One query."""
        heads = self.filter(need__in=needs).values("head")
        return {*needs, *self.filter(head__in=heads).values_list("need", flat=True)}


class ThemePlace(models.Model):
    """A need's place in a theme: all with the same `head` are one. `head` is the key of the oldest need among them.

    Made from the links and made again when they change; a need that is like no other has none.
    """

    need = models.OneToOneField(Need, models.CASCADE, primary_key=True, related_name="theme_place")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    head = models.BigIntegerField()

    objects: ClassVar[ThemePlaceQuerySet] = ThemePlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "head"], name="theme_list"),
            models.Index(fields=["head"], name="theme_of_a_need"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} in {self.head}"


class ThemeName(models.Model):
    """What people call a theme, hung on one of its needs: when the theme is taken apart, the name stays with that need."""

    need = models.OneToOneField(Need, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    named_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="a_theme_name_says_something"),
        ]

    def __str__(self) -> str:
        return self.name

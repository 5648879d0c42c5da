"""Method cards an organisation wrote itself, or made from one that comes with Nybrott."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.methods import Card, catalogue, read_card
from nybrott.people.models import Organisation, User


class MethodCardQuerySet(models.QuerySet["MethodCard"]):
    """Cards, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def in_use(self) -> Self:
        """Those that are not put away."""
        return self.filter(put_away_at__isnull=True)


class MethodCard(models.Model):
    """A method card of an organisation (metodekort).

    `content` is the card as core.methods reads it. `origin` is the id of the card of Nybrott's catalogue it was made from,
    empty for one that is all the organisation's own; `base` is what was last settled of that one, piece by piece.
    `version` counts from 1.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="method_cards")
    slug = models.SlugField(max_length=60)
    origin = models.SlugField(max_length=60, blank=True)
    base = models.JSONField(null=True)
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True)

    objects: ClassVar[MethodCardQuerySet] = MethodCardQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("method card")
        verbose_name_plural = _("method cards")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_card_at_an_address"),
            models.CheckConstraint(
                condition=Q(origin="", base__isnull=True) | (~Q(origin="") & Q(base__isnull=False)), name="an_origin_has_its_base"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.card.text("nb")[1].name

    @property
    def card(self) -> Card:
        """The card it holds."""
        return read_card(self.content, place=self.slug)

    @property
    def theirs(self) -> dict[str, Any] | None:
        """The card it was made from, as it is in the catalogue now; None when there is none, or it is gone."""
        return catalogue()[self.origin].data() if self.origin in catalogue() else None

"""Contracts as the lake tells of them, and what organisations make of them.

A contract is nobody's: award notices are public, so there is no `visible_to` and anyone may read all of them; every row can be made again
from the lake, and nobody edits it. What an organisation makes of one is its own and outlives every lake.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.people.models import Organisation, OwnQuerySet, Unit, User
from nybrott.renewals.states import HowOften, Made

LONGEST_REASON = 500


class Edition(models.Model):
    """Which state of the lake the contracts were read from. There is one. `silent`: how many contracts of award notices say nothing that
    tells when they end. `recipe`: the version of the reading."""

    generation = models.CharField(max_length=64)
    recipe = models.CharField(max_length=20)
    contracts = models.PositiveIntegerField(default=0)
    silent = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.generation} ({self.contracts})"


class Contract(models.Model):
    """One contract: the result numbered `ordinal` of the award notice `key`. `procedure` and `lot` are the same in every notice of it.

    `first_on`, `last_on`, `known_by`, `option_months`, `may_go_on`, `words` and `option_words` are as in `core.renewals.Ending`. `minor` is in
    minor units of `currency`. `kind` are the first three digits of the CPV code. `buyer_sort` sorts as a Norwegian reader expects.
    """

    key = models.TextField()
    ordinal = models.PositiveIntegerField()
    procedure = models.TextField()
    lot = models.TextField()
    country = models.CharField(max_length=2)
    buyer = models.TextField()
    buyer_name = models.TextField()
    buyer_sort = models.TextField(db_collation="C")
    title = models.TextField()
    lot_title = models.TextField()
    doffin_ref = models.TextField()
    published_on = models.DateField(null=True)
    cpv = models.TextField()
    kind = models.CharField(max_length=3)
    tenders = models.IntegerField(null=True)
    minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=20)
    winners = ArrayField(models.TextField(), default=list)
    first_on = models.DateField()
    last_on = models.DateField()
    known_by = models.CharField(max_length=12)
    option_months = models.PositiveSmallIntegerField(default=0)
    may_go_on = models.BooleanField(default=False)
    words = models.TextField()
    option_words = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "ordinal"], name="a_contract_once"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="options_only_lengthen"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["country", "buyer", "first_on"], name="contract_of_buyer"),
            models.Index(fields=["country", "kind", "first_on"], name="contract_of_kind"),
            models.Index(fields=["buyer_sort", "country", "buyer"], name="contract_by_name"),
        ]

    def __str__(self) -> str:
        return self.title


class OwnBuyer(models.Model):
    """Which buyer of the notices an organisation is, when its number does not say it."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    country = models.CharField(max_length=2)
    buyer = models.TextField()
    name = models.TextField()
    chosen_at = models.DateTimeField()

    objects: ClassVar[OwnQuerySet["OwnBuyer"]] = OwnQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """What an organisation made of a contract: a challenge for a unit, or nothing, with the reason.

    The contract is known again by its notice (`key`, `ordinal`) or, in a later notice of it, by `procedure` and `lot`. `title` and `ends_on`
    are as they were then.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    ordinal = models.PositiveIntegerField(default=0)
    procedure = models.CharField(max_length=200, blank=True)
    lot = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    ends_on = models.DateField()
    made = models.CharField(max_length=12, choices=Made.choices)
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("why not"), max_length=LONGEST_REASON, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar[OwnQuerySet["Mark"]] = OwnQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("contract on the radar")
        verbose_name_plural = _("contracts on the radar")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "key", "ordinal"], name="a_contract_marked_once"),
            models.CheckConstraint(condition=~Q(made=Made.DISMISSED) | ~Q(reason=""), name="a_dismissed_contract_says_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Bulletin(models.Model):
    """What an organisation's people have been told by letter: the contracts in `told` (procedure and lot, or plan) are not new any more."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=HowOften.choices)
    told = ArrayField(models.TextField(), default=list)
    told_at = models.DateTimeField(null=True)

    objects: ClassVar[OwnQuerySet["Bulletin"]] = OwnQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("letter of the radar")
        verbose_name_plural = _("letters of the radar")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "how"], name="one_bulletin_of_a_kind"),
        ]

    def __str__(self) -> str:
        return str(_("Contracts that run out"))
